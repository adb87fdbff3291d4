//! Rosters in JSON, told apart by their shape: councillors as LGSF collects them, members of Parliament.
//!
//! ```json
//! {"raw_identifier": "7", "raw_name": "Councillor Wyn Ash", "raw_party": "Teal", "raw_division": "Ferry",
//!  "url": "https://democracy.wrenbury.example/mgUserInfo.aspx?UID=7", "photo_url": "…", "standing_down": ""}
//! ```

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::choice::Choice;
use super::collected::Collected;
use super::fields::{address, day, unknown};
use super::{Loaded, Seat, members};
use crate::council::Council;
use crate::diagnostic::{Diagnostic, Place};
use crate::roster::{Entry, Kind, Role, derived_id, id_in, party};
use crate::table::Table;

/// Reads a file.
///
/// # Errors
/// Not JSON or cut off, with its place; another shape, with what was found; a person without a name; nobody.
pub fn read(file: &str, text: &str) -> Result<Loaded, Vec<Diagnostic>> {
    let root: Value = serde_json::from_str(text).map_err(|error| {
        // A line of a feed may hold an e-mail address or a telephone number.
        vec![Diagnostic::of_json(file, text, &error).veiled()]
    })?;
    let people = people(&root);
    if people.iter().any(|person| person.contains_key("raw_name")) {
        return councillors(file, &people);
    }
    if let Some(items) = root.get("items").and_then(Value::as_array) {
        return members::read_answer(file, items, root.get("totalResults").and_then(Value::as_u64));
    }
    Err(vec![Diagnostic::of_file(
        file,
        format!("{} is no roster", found(&root)),
        "what can be read: councillors as LGSF collects them, members as Parliament's own service lists them. Anything \
         else: write the people in a CSV",
    )])
}

/// The objects of a list, or the one object there is.
fn people(root: &Value) -> Vec<&Map<String, Value>> {
    let list = match root {
        Value::Array(list) => Some(list),
        Value::Object(map) => {
            ["councillors", "results", "data"].iter().find_map(|key| map.get(*key)?.as_array())
        }
        _ => None,
    };
    match list {
        Some(list) => list.iter().filter_map(Value::as_object).collect(),
        None => root.as_object().into_iter().collect(),
    }
}

/// What a file of another shape holds.
fn found(root: &Value) -> &'static str {
    let has =
        |key: &str| people(root).first().is_some_and(|map| map.contains_key(key)) || root.get(key).is_some();
    if has("election_id") || has("ballot_paper_id") || has("ballots") || has("dates") {
        "a list of elections (a calendar's file)"
    } else if has("classification") {
        "a list of parties as Popolo writes them"
    } else if has("england-and-wales") {
        "a list of bank holidays"
    } else if root.as_array().is_some_and(Vec::is_empty) {
        "an empty list"
    } else {
        "this JSON"
    }
}

/// What LGSF writes of a councillor.
struct Councillor<'a> {
    name: &'a str,
    party: &'a str,
    ward: &'a str,
    identifier: &'a str,
    page: &'a str,
    photo: &'a str,
    standing_down: &'a str,
}

const KNOWN: [&str; 10] = [
    "raw_name",
    "raw_party",
    "raw_division",
    "raw_identifier",
    "url",
    "photo_url",
    "standing_down",
    "email",
    "council_id",
    "telephone",
];

fn councillors(file: &str, people: &[&Map<String, Value>]) -> Result<Loaded, Vec<Diagnostic>> {
    let mut collected = Collected::of(file);
    let mut strange: BTreeSet<&str> = BTreeSet::new();
    for (number, person) in people.iter().enumerate() {
        strange.extend(person.keys().map(String::as_str).filter(|key| !KNOWN.contains(key)));
        let text = |key: &str| person.get(key).and_then(Value::as_str).unwrap_or_default().trim();
        let number_or_text = person.get("raw_identifier").and_then(Value::as_u64).map(|id| id.to_string());
        let councillor = Councillor {
            name: text("raw_name"),
            party: text("raw_party"),
            ward: text("raw_division"),
            identifier: number_or_text.as_deref().unwrap_or(text("raw_identifier")),
            page: text("url"),
            photo: text("photo_url"),
            standing_down: text("standing_down"),
        };
        let which = if people.len() > 1 { format!("{file}, entry {}", number + 1) } else { file.to_owned() };
        add(&mut collected, &councillor, &Place::of_file(&which));
    }
    if !strange.is_empty() {
        let names: Vec<&str> = strange.into_iter().take(6).collect();
        let message =
            format!("the fields {} are not ones the roster knows and are left aside", names.join(", "));
        collected.note(Diagnostic::of_file(file, message, ""));
    }
    finish(collected)
}

fn add(collected: &mut Collected, councillor: &Councillor<'_>, place: &Place) {
    let Some(styled) = collected.name(councillor.name, place) else { return };
    let ward = Some(councillor.ward.to_owned()).filter(|ward| !ward.is_empty());
    let id = match councillor.identifier {
        "" => derived_id(&styled.name, Kind::Councillor, ward.as_deref()),
        id => id_in("lgsf", id),
    };
    let until = day(councillor.standing_down);
    let entry = Entry {
        aliases: styled.aliases,
        title: styled.title,
        roles: styled.offices.iter().map(|office| Role::read(office)).collect(),
        party: party::read(councillor.party),
        ward: ward.clone(),
        profile_url: address(councillor.page),
        portrait: address(councillor.photo),
        until,
        ..Entry::new(id, styled.name, Kind::Councillor)
    };
    collected.add(entry, Some(Seat { ward, taken: None, ends: until }), place);
}

fn finish(collected: Collected) -> Result<Loaded, Vec<Diagnostic>> {
    collected.finish(
        "the list holds no councillor",
        "a roster is never replaced by an empty one: collect the list again",
    )
}

/// The columns of LGSF's table.
const COLUMNS: [(&str, &str); 8] = [
    ("council_id", "council"),
    ("raw_division", "ward"),
    ("raw_identifier", "identifier"),
    ("email", "email"),
    ("url", "page"),
    ("raw_name", "name"),
    ("raw_party", "party"),
    ("photo_url", "photo"),
];

/// Whether a table is LGSF's.
pub(super) fn is_meant_table(names: &BTreeSet<String>) -> bool {
    names.contains("raw_name")
}

/// Reads LGSF's table.
pub(super) fn read_table(table: &Table<'_>, council: &Council) -> Result<Loaded, Vec<Diagnostic>> {
    let columns = table.columns(&COLUMNS)?;
    let mut collected = Collected::of(table.header().file());
    collected.faults.extend(table.faults.iter().cloned().map(Diagnostic::veiled));
    for note in unknown(&columns, &COLUMNS) {
        collected.note(note);
    }
    let Some(choice) =
        Choice::of(table.rows(&columns).map(|row| row.get("council").to_owned()), council, &mut collected)
    else {
        return finish(collected);
    };
    for row in table.rows(&columns).filter(|row| choice.takes(row.get("council"))) {
        let councillor = Councillor {
            name: row.get("name"),
            party: row.get("party"),
            ward: row.get("ward"),
            identifier: row.get("identifier"),
            page: row.get("page"),
            photo: row.get("photo"),
            standing_down: "",
        };
        add(&mut collected, &councillor, &row.place("name").veiled());
    }
    finish(collected)
}
