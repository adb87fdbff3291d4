//! Calendars in JSON, told apart by their shape: elections, the ballots of a postcode, bank holidays.

use serde_json::{Map, Value};

use super::every_election::{self, Area, Item};
use crate::calendar::bank_holidays::BankHolidays;
use crate::calendar::sheet::Sheet;
use crate::diagnostic::{Diagnostic, Lines};

/// Reads a file.
///
/// # Errors
/// Not JSON or cut off, with line and column; another shape, with what was found; a list that holds another number
/// of entries than it says; every fault of its entries.
pub(super) fn read(file: &str, source: &str) -> Result<Sheet, Vec<Diagnostic>> {
    if source.trim_start().starts_with('<') {
        return Err(vec![Diagnostic::of_file(
            file,
            "this is a web page or XML, not JSON",
            "download it again from an address that answers in JSON; a page in its place often says what went wrong",
        )]);
    }
    let root: Value =
        serde_json::from_str(source).map_err(|error| vec![Diagnostic::of_json(file, source, &error)])?;
    if is_bank_holidays(&root) {
        let bank_holidays = BankHolidays::read(file, source)?;
        let remarks = bank_holidays.remarks().into_iter();
        let notes = remarks.map(|(message, repair)| Diagnostic::of_file(file, message, repair)).collect();
        return Ok(Sheet { bank_holidays: Some(bank_holidays), notes, ..Sheet::default() });
    }
    let Some(answer) = answer(&root) else {
        return Err(vec![Diagnostic::of_file(
            file,
            format!("{} is no calendar", found(&root)),
            "what can be read: elections as EveryElection lists them, one or many; Democracy Club's ballots for a \
             postcode; gov.uk's bank holidays. Anything else: write the elections in elections.toml",
        )]);
    };
    let lines = Lines::of(file, source);
    answer.refuse_what_is_not_whole(&lines)?;
    let mut sheet = every_election::read(&lines, &answer.items, &answer.area)?;
    sheet.notes.extend(answer.remarks(&lines));
    Ok(sheet)
}

fn is_bank_holidays(root: &Value) -> bool {
    let divisions = ["england-and-wales", "scotland", "northern-ireland"];
    root.as_object().is_some_and(|map| divisions.iter().any(|division| map.contains_key(*division)))
}

/// The entries of a file, and what it says of them.
struct Answer<'a> {
    items: Vec<Item<'a>>,
    area: Area<'a>,
    /// The object about the entries, when there is one.
    page: Option<&'a Map<String, Value>>,
}

fn answer(root: &Value) -> Option<Answer<'_>> {
    match root {
        Value::Array(all) => {
            let items = with_ids(all.iter().map(Item::of).collect())?;
            Some(Answer { items, area: Area::default(), page: None })
        }
        Value::Object(map) => {
            if let Some(Value::Array(results)) = map.get("results") {
                let items: Vec<_> = results.iter().map(Item::of).collect();
                let items = if items.is_empty() { items } else { with_ids(items)? };
                return Some(Answer { items, area: Area::default(), page: Some(map) });
            }
            if let Some(items) = ballots(map) {
                return Some(Answer { items, area: Area::of(map), page: Some(map) });
            }
            let items = with_ids(vec![Item::of(root)])?;
            Some(Answer { items, area: Area::default(), page: None })
        }
        _ => None,
    }
}

/// Entries of which at least one has an id: others are no elections at all.
fn with_ids(items: Vec<Item<'_>>) -> Option<Vec<Item<'_>>> {
    items.iter().any(Item::has_id).then_some(items)
}

/// The ballots of a postcode: all together, or each under its day.
fn ballots(map: &Map<String, Value>) -> Option<Vec<Item<'_>>> {
    let together = map.get("ballots").and_then(Value::as_array);
    let days = map.get("dates").and_then(Value::as_array);
    if together.is_none() && days.is_none() {
        return None;
    }
    let mut items: Vec<_> = together.into_iter().flatten().map(Item::of).collect();
    for day in days.into_iter().flatten() {
        let date = day.get("date").and_then(Value::as_str);
        let of_the_day = day.get("ballots").and_then(Value::as_array)?;
        items.extend(of_the_day.iter().map(|ballot| Item::of(ballot).on(date)));
    }
    Some(items)
}

impl Answer<'_> {
    fn goes_on(&self, key: &str) -> bool {
        self.page.and_then(|page| page.get(key)).is_some_and(|link| !link.is_null())
    }

    /// A list whose number of entries is not the one it says, or an answer that asks back.
    fn refuse_what_is_not_whole(&self, lines: &Lines<'_>) -> Result<(), Vec<Diagnostic>> {
        let says = self.page.and_then(|page| page.get("count")).and_then(Value::as_u64);
        let is_all = !self.goes_on("next") && !self.goes_on("previous");
        if let Some(says) = says.filter(|says| is_all && usize::try_from(*says) != Ok(self.items.len())) {
            return Err(vec![lines.fault(
                of_key(lines, "count"),
                format!("the list says it holds {} and holds {}", entries(says), self.items.len()),
                "entries are missing or were added: download the list again",
            )]);
        }
        let asks_back = self
            .page
            .and_then(|page| page.get("address_picker"))
            .and_then(Value::as_bool)
            .is_some_and(|asks| asks && self.items.is_empty());
        if asks_back {
            return Err(vec![lines.fault(
                of_key(lines, "address_picker"),
                "the answer for this postcode has no ballots and asks which address is meant",
                "ask for one of its addresses and save that answer, or take the council's list from EveryElection",
            )]);
        }
        Ok(())
    }

    fn remarks(&self, lines: &Lines<'_>) -> Vec<Diagnostic> {
        let mut notes = Vec::new();
        for (key, words) in [("previous", "the list began on an earlier page"), ("next", "the list goes on")]
        {
            if self.goes_on(key) {
                notes.push(lines.fault(
                    of_key(lines, key),
                    format!("{words}, and this file holds only {}", entries(self.items.len())),
                    "download the other pages too, and name every file in [calendar] files",
                ));
            }
        }
        if self.items.is_empty() {
            notes.push(Diagnostic::of_file(
                lines.file(),
                "the list holds no election",
                "if there should be one, look at the address it was downloaded from",
            ));
        }
        notes
    }
}

fn entries(number: impl TryInto<u64> + Copy + std::fmt::Display) -> String {
    format!(
        "{number} {}",
        if number.try_into().is_ok_and(|number| number == 1) { "entry" } else { "entries" }
    )
}

/// Where a key of the outermost object stands: a good guess, for the eye.
fn of_key(lines: &Lines<'_>, key: &str) -> std::ops::Range<usize> {
    let quoted = format!("\"{key}\"");
    lines.source().find(&quoted).map_or(0..0, |at| at..at + quoted.len())
}

/// What a file holds instead of a calendar.
fn found(root: &Value) -> String {
    match root {
        Value::Object(map) if map.is_empty() => "an empty object".to_owned(),
        Value::Object(map) => format!("an object with {}", keys(map)),
        Value::Array(all) => match all.first() {
            None => "an empty list".to_owned(),
            Some(Value::Object(map)) if !map.is_empty() => format!("a list of objects with {}", keys(map)),
            Some(_) => "a list of something else than objects".to_owned(),
        },
        Value::String(_) => "a text".to_owned(),
        Value::Number(_) => "a number".to_owned(),
        Value::Bool(_) | Value::Null => "a single word".to_owned(),
    }
}

fn keys(map: &Map<String, Value>) -> String {
    let shown: Vec<String> =
        map.keys().take(5).map(|key| format!("`{}`", key.chars().take(40).collect::<String>())).collect();
    let more = if map.len() > shown.len() { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}
