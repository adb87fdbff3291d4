//! Elections as EveryElection and Democracy Club's other sites write them: old fields and new ones, and any others.
//!
//! What each site calls `timetable` is its own computation, and is not used.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::ballots::{Entry, another_day, entries_counted, gather, id_of, kind, scope, title};
use super::json_texts::{Stand, texts_under};
use crate::calendar::Scope;
use crate::calendar::ballot_id::{BallotId, Kind};
use crate::calendar::contest::{Contest, Territory};
use crate::calendar::election::{Election, Organisation, Status};
use crate::calendar::sheet::Sheet;
use crate::council::Nation;
use crate::diagnostic::{Diagnostic, Lines, Place};

/// The keys an id may stand under: a ballot also names its group.
const IDS: [&str; 2] = ["ballot_paper_id", "election_id"];

/// One entry, and the day it stands under where a file sorts them by day.
#[derive(Clone, Copy)]
pub(super) struct Item<'a> {
    fields: Option<&'a Map<String, Value>>,
    date: Option<&'a str>,
}

/// The council that a postcode's answer is for.
#[derive(Default)]
pub(super) struct Area<'a> {
    identifiers: Vec<&'a str>,
    nation: Option<Nation>,
}

impl<'a> Item<'a> {
    pub(super) fn of(value: &'a Value) -> Self {
        Self { fields: value.as_object(), date: None }
    }

    /// Under a day.
    pub(super) fn on(self, date: Option<&'a str>) -> Self {
        Self { date, ..self }
    }

    pub(super) fn has_id(&self) -> bool {
        self.id().is_some()
    }

    fn id(&self) -> Option<(&'static str, &'a str)> {
        IDS.into_iter().find_map(|key| Some((key, self.text(&[key])?)))
    }

    fn value(&self, path: &[&str]) -> Option<&'a Value> {
        let (first, rest) = path.split_first()?;
        rest.iter().try_fold(self.fields?.get(*first)?, |value, key| value.get(key))
    }

    /// A text that says something.
    fn text(&self, path: &[&str]) -> Option<&'a str> {
        self.value(path)?.as_str().map(str::trim).filter(|text| !text.is_empty())
    }

    fn any_text(&self, paths: &[&[&str]]) -> Option<&'a str> {
        paths.iter().find_map(|path| self.text(path))
    }

    fn flag(&self, key: &str) -> bool {
        self.value(&[key]).and_then(Value::as_bool).unwrap_or_default()
    }

    fn children(&self) -> Vec<String> {
        let children = self.value(&["children"]).and_then(Value::as_array);
        children.into_iter().flatten().filter_map(Value::as_str).map(id_of).collect()
    }

    /// None of these takes a period away.
    fn status(&self) -> Status {
        if !self.flag("cancelled") {
            return Status::Called;
        }
        match self.text(&["cancellation_reason"]) {
            Some("NO_CANDIDATES" | "EQUAL_CANDIDATES" | "UNDER_CONTESTED") => Status::Uncontested,
            Some("CANDIDATE_DEATH") => Status::Countermanded,
            _ => Status::Cancelled,
        }
    }
}

impl<'a> Area<'a> {
    pub(super) fn of(answer: &'a Map<String, Value>) -> Self {
        let council =
            ["council", "electoral_services"].into_iter().find_map(|key| answer.get(key)?.as_object());
        let Some(council) = council else { return Self::default() };
        let text = |key: &str| council.get(key).and_then(Value::as_str);
        let codes = council.get("identifiers").and_then(Value::as_array);
        let codes = codes.into_iter().flatten().filter_map(Value::as_str);
        Self {
            identifiers: text("council_id").into_iter().chain(codes).collect(),
            nation: text("nation").and_then(nation),
        }
    }
}

/// Reads the entries of a file.
///
/// # Errors
/// Every entry without an id or without a day, with its place.
pub(super) fn read(lines: &Lines<'_>, items: &[Item<'_>], area: &Area<'_>) -> Result<Sheet, Vec<Diagnostic>> {
    let mut reader = Reader {
        lines,
        area,
        stand: texts_under(&IDS, lines.source()),
        cursor: 0,
        faults: Vec::new(),
        notes: Vec::new(),
        deleted: Vec::new(),
    };
    let entries =
        items.iter().enumerate().filter_map(|(index, item)| reader.entry(index + 1, item)).collect();
    if !reader.faults.is_empty() {
        return Err(reader.faults);
    }
    let deleted: BTreeSet<String> = reader.deleted.iter().map(|(id, _)| id.clone()).collect();
    if let Some((id, place)) = reader.deleted.first() {
        let count = entries_counted(reader.deleted.len());
        reader
            .notes
            .push(place.fault(format!("{count} marked as deleted left out, the first of them `{id}`"), ""));
    }
    let gathered = gather(entries, &deleted);
    reader.notes.extend(gathered.notes);
    Ok(Sheet { elections: gathered.elections, notes: reader.notes, ..Sheet::default() })
}

struct Reader<'a> {
    lines: &'a Lines<'a>,
    area: &'a Area<'a>,
    /// Where every id stands.
    stand: Stand,
    /// The byte after the id found last: entries come in the order of the file.
    cursor: usize,
    faults: Vec<Diagnostic>,
    notes: Vec<Diagnostic>,
    deleted: Vec<(String, Place)>,
}

impl Reader<'_> {
    fn entry(&mut self, number: usize, item: &Item<'_>) -> Option<Entry> {
        let Some((key, id)) = item.id() else {
            self.faults.push(self.lines.fault(
                self.cursor..self.cursor,
                format!("entry {number} has no `election_id` and no `ballot_paper_id`"),
                "download the list again, or take the entry out",
            ));
            return None;
        };
        let place = self.place(key, id);
        let id = id_of(id);
        let id = id.as_str();
        if item.flag("deleted") {
            self.deleted.push((id.to_owned(), place));
            return None;
        }
        let ballot = match BallotId::parse(id) {
            Ok(ballot) => Some(ballot),
            Err(words) => {
                self.notes.push(place.fault(
                    format!("the id is not one by Democracy Club's grammar: {words}"),
                    "its other fields are used as they are; look whether the period that follows is right",
                ));
                None
            }
        };
        let poll = self.poll(item, ballot.as_ref(), id, &place)?;
        self.notes.extend(another_day(&place, ballot.as_ref(), poll));
        let said = item.any_text(&[&["election_type", "election_type"], &["election_type"]]);
        let kind = match ballot {
            None => said.and_then(Kind::named).or_else(|| kind(id, None)),
            Some(_) => kind(id, ballot.as_ref()),
        };
        let by = ballot.as_ref().map_or(id.contains(".by."), |ballot| ballot.by);
        let contest = contest(item, kind, ballot.as_ref());
        let replaces = item.text(&["replaces"]).map(id_of);
        let election = Election {
            id: id.to_owned(),
            title: item
                .any_text(&[&["election_title"], &["ballot_title"]])
                .map_or_else(|| title(contest, ballot.as_ref(), poll), str::to_owned),
            poll,
            notice: None,
            contest,
            territory: self.territory(item, contest, by || replaces.is_some()),
            by_election: by,
            scope: ward(item, ballot.as_ref(), by),
            advisory: false,
            status: item.status(),
            confirmed: None,
            replaces,
            replaced_by: item.text(&["replaced_by"]).map(id_of),
            starts: None,
            ends: None,
            listed: Some(self.organisation(item, kind, ballot.as_ref())),
            place,
        };
        Some(Entry {
            election,
            ballot,
            kind,
            group_title: item
                .any_text(&[&["organisation", "election_name"], &["election_name"]])
                .map(str::to_owned),
            children: item.children(),
            alone: false,
        })
    }

    fn poll(
        &mut self,
        item: &Item<'_>,
        ballot: Option<&BallotId>,
        id: &str,
        place: &Place,
    ) -> Option<NaiveDate> {
        let written = item.any_text(&[&["poll_open_date"], &["election_date"]]).or(item.date);
        let read = match written {
            Some(written) => written.parse().ok().filter(|_| written.len() == 10),
            None => ballot.map(|ballot| ballot.date),
        };
        if read.is_none() {
            let says = written.map_or_else(
                || "has no `poll_open_date`".to_owned(),
                |written| {
                    format!("is on `{}`, which is no day", written.chars().take(40).collect::<String>())
                },
            );
            self.faults.push(place.fault(
                format!("`{id}` {says}"),
                "correct the day to one like 2027-05-06, or download the list again",
            ));
        }
        read
    }

    /// A general election counts the bank holidays of the whole United Kingdom; one begun again in a single
    /// constituency those of its own part.
    fn territory(&self, item: &Item<'_>, contest: Option<Contest>, single: bool) -> Option<Territory> {
        match contest {
            Some(Contest::Parl) if !single => return Some(Territory::Uk),
            Some(contest) if contest.only_nation().is_some() => return None,
            _ => {}
        }
        item.any_text(&[&["organisation", "territory_code"], &["division", "territory_code"]])
            .and_then(nation)
            .or(self.area.nation)
            .map(Territory::Nation)
    }

    fn organisation(&self, item: &Item<'_>, kind: Option<Kind>, ballot: Option<&BallotId>) -> Organisation {
        let mut organisation = Organisation::default();
        let said = [["organisation", "official_identifier"], ["organisation", "slug"]];
        organisation.add(said.iter().filter_map(|path| item.text(path)).map(str::to_owned));
        if kind == Some(Kind::Local) {
            organisation.add(self.area.identifiers.iter().map(|code| (*code).to_owned()));
        }
        organisation.add(ballot.and_then(|ballot| ballot.organisation.clone()));
        organisation
    }

    /// Where the id stands: the next text after its key, from the entry before on.
    fn place(&mut self, key: &'static str, id: &str) -> Place {
        let next = self.stand.get(&(key, id.to_owned())).and_then(|places| {
            places.get(places.partition_point(|place| place.start < self.cursor)).cloned()
        });
        match next {
            Some(place) => {
                self.cursor = place.end + 1;
                self.lines.place(place)
            }
            None => self.lines.place(self.cursor..self.cursor),
        }
    }
}

fn contest(item: &Item<'_>, kind: Option<Kind>, ballot: Option<&BallotId>) -> Option<Contest> {
    let organisation_type = item.any_text(&[&["organisation", "organisation_type"], &["organisation_type"]]);
    match kind? {
        Kind::Mayor if organisation_type == Some("combined-authority") => {
            Some(Contest::MayorCombinedAuthority)
        }
        kind => kind.contest(
            ballot
                .and_then(|ballot| ballot.organisation.as_deref())
                .or_else(|| item.text(&["organisation", "slug"])),
        ),
    }
}

fn ward(item: &Item<'_>, ballot: Option<&BallotId>, by: bool) -> Scope {
    let name = item.any_text(&[&["division", "name"], &["post_name"]]);
    match (ballot, name) {
        (Some(ballot), name) => scope(ballot, name),
        (None, Some(name)) if by => Scope::Wards(vec![name.to_owned()]),
        (None, _) => Scope::WholeArea,
    }
}

/// A nation by its code or its name.
fn nation(word: &str) -> Option<Nation> {
    match word {
        "ENG" | "England" => Some(Nation::England),
        "WLS" | "Wales" => Some(Nation::Wales),
        "SCT" | "Scotland" => Some(Nation::Scotland),
        "NIR" | "Northern Ireland" => Some(Nation::NorthernIreland),
        _ => None,
    }
}
