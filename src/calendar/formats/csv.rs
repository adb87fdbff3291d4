//! Elections in a spreadsheet: an officer's own, or a list somebody downloaded. Columns are known by their names.

mod fields;

use std::collections::BTreeSet;

use fields::Edge;

use super::ballots::{Entry, another_day, gather, id_of, kind, scope, title};
use crate::calendar::ballot_id::BallotId;
use crate::calendar::contest::{Contest, Territory};
use crate::calendar::election::{Election, Organisation, Status};
use crate::calendar::period::Grounds;
use crate::calendar::sheet::{OwnPeriod, Sheet};
use crate::calendar::{Period, Scope};
use crate::diagnostic::{Diagnostic, suggestion};
use crate::table::{Columns, Row, Table};

/// The names a column may have, and the column.
const NAMES: [(&str, &str); 21] = [
    ("id", "id"),
    ("title", "title"),
    ("election_title", "title"),
    ("poll", "poll"),
    ("poll_date", "poll"),
    ("poll_open_date", "poll"),
    ("election_date", "poll"),
    ("notice", "notice"),
    ("type", "type"),
    ("nation", "nation"),
    ("wards", "wards"),
    ("advisory", "advisory"),
    ("confirmed", "confirmed"),
    ("status", "status"),
    ("reason", "reason"),
    ("replaces", "replaces"),
    ("replaced_by", "replaced_by"),
    ("starts", "starts"),
    ("ends", "ends"),
    // The names of a downloaded list; one that has both means the ballot.
    ("election_id", "group"),
    ("ballot_paper_id", "ballot"),
];

/// Columns that only a list of people has.
const OF_PEOPLE: [&str; 6] =
    ["person_id", "person_name", "party_id", "party_name", "party", "candidate_name"];

/// What makes no sense of a period without a poll.
const OF_A_POLL: [&str; 8] =
    ["notice", "type", "nation", "confirmed", "status", "reason", "replaces", "replaced_by"];

/// Reads the file; every fault in it is reported, not only the first.
pub(super) fn read(file: &str, text: &str) -> Result<Sheet, Vec<Diagnostic>> {
    let Some(table) = Table::read(file, text)? else {
        return Err(vec![Diagnostic::of_file(file, "the file is empty", NEEDED)]);
    };
    if let Some(column) = table.names().find(|name| OF_PEOPLE.contains(&name.as_str())) {
        return Err(vec![table.header().fault(
            format!("a table with the column `{column}` is about people, not elections"),
            format!("name a list of councillors or candidates under [roster]. {NEEDED}"),
        )]);
    }
    let columns = table.columns(&NAMES)?;
    let listed = !columns.has("id");
    let id = ["id", "ballot", "group"].into_iter().find(|column| columns.has(column));
    let dated = columns.has("poll") || (!listed && columns.has("starts") && columns.has("ends"));
    let (Some(id), true) = (id, dated) else {
        return Err(vec![table.header().fault("these columns make no calendar", NEEDED)]);
    };
    let mut reader = Reader { id, listed, faults: table.faults.clone(), notes: unknown(&columns) };
    let mut sheet = Sheet::default();
    let mut entries = Vec::new();
    for row in table.rows(&columns) {
        if !reader.is_entry(&row) {
            continue;
        }
        if reader.is_period(&row) {
            sheet.periods.extend(reader.period(&row));
        } else {
            entries.extend(reader.election(&row));
        }
    }
    if !reader.faults.is_empty() {
        return Err(reader.faults);
    }
    if entries.is_empty() && sheet.periods.is_empty() {
        return Err(vec![
            table.header().fault("there is a header and no election under it", "write a line for each"),
        ]);
    }
    sheet.notes = reader.notes;
    if let Some(place) = table.ends_without_a_line_break() {
        sheet.notes.push(place.fault(
            "no line break follows the last line, as in a file that was cut off",
            "look whether this is the last election there should be",
        ));
    }
    if listed {
        let gathered = gather(entries, &BTreeSet::new());
        sheet.elections = gathered.elections;
        sheet.notes.extend(gathered.notes);
    } else {
        sheet.elections = entries.into_iter().map(|entry| entry.election).collect();
    }
    Ok(sheet)
}

const NEEDED: &str = "a calendar has a header with at least the columns `id` and `poll`, or `id`, `starts` and `ends`; a \
                      downloaded list has `election_id` or `ballot_paper_id` and `poll_open_date`";

/// One remark for all the columns nobody knows, and one for each that looks misspelt.
fn unknown(columns: &Columns) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    let mut strangers = Vec::new();
    for (written, place) in &columns.unknown {
        match suggestion(written, NAMES.map(|(name, _)| name)) {
            Some(meant) => notes.push(place.fault(
                format!("the column `{written}` is not one a calendar knows and is left aside"),
                format!("did you mean `{meant}`?"),
            )),
            None => strangers.push((written.as_str(), place)),
        }
    }
    if let Some((_, first)) = strangers.first() {
        let names: Vec<String> = strangers.iter().map(|(written, _)| format!("`{written}`")).collect();
        notes.push(first.fault(format!("columns that are left aside: {}", names.join(", ")), ""));
    }
    notes
}

struct Reader {
    /// The column the id stands in.
    id: &'static str,
    /// Whether it is a downloaded list.
    listed: bool,
    faults: Vec<Diagnostic>,
    notes: Vec<Diagnostic>,
}

impl Reader {
    /// Whether a row is an election or a period at all: a remark somebody wrote into the file is a fault.
    fn is_entry(&mut self, row: &Row<'_>) -> bool {
        let id = row.get(self.id);
        let remark = id.starts_with("--") || id.starts_with('#');
        if remark {
            let mark = if id.starts_with('#') { "#" } else { "--" };
            self.fault(
                row,
                self.id,
                format!("a line that begins with `{mark}` is no election"),
                "take the line out: a CSV file cannot hold remarks",
            );
        } else if id.is_empty() {
            self.fault(row, self.id, "this row has no id", "write a Democracy Club id or a slug of your own");
        }
        !remark
    }

    /// A period without a poll is an officer's own: no list has one.
    fn is_period(&self, row: &Row<'_>) -> bool {
        let filled = |column| !row.get(column).is_empty();
        !self.listed && !filled("poll") && filled("starts") && filled("ends")
    }

    fn election(&mut self, row: &Row<'_>) -> Option<Entry> {
        let joined = |id: &str| if self.listed { id_of(id) } else { id.to_owned() };
        let id = joined(row.get(self.id));
        let (replaces, replaced_by) =
            ["replaces", "replaced_by"].map(|column| row.optional(column).map(|id| joined(&id))).into();
        let place = row.place(self.id);
        if row.get("poll").is_empty() {
            self.fault(
                row,
                "poll",
                format!("`{id}` has no polling day"),
                "write it in the column `poll`, or, for a period without a poll, fill in `starts` and `ends`",
            );
        }
        let (poll, notice) = (self.date(row, "poll"), self.date(row, "notice"));
        let (starts, ends) = (self.time(row, "starts", Edge::Start), self.time(row, "ends", Edge::End));
        let named: Result<Option<Contest>, ()> = self.word(row, "type");
        let territory: Result<Option<Territory>, ()> = self.word(row, "nation");
        let (advisory, confirmed) = (self.advisory(row), self.confirmed(row));
        let status = self.status(row);
        let ballot = BallotId::parse(&id);
        if let (true, Err(words)) = (self.listed && !id.is_empty(), &ballot) {
            self.notes.push(place.fault(
                format!("the id is not one by Democracy Club's grammar: {words}"),
                "its other columns are used as they are; look whether the period that follows is right",
            ));
        }
        let ballot = ballot.ok();
        let (poll, status) = (poll.ok()??, status?);
        self.notes.extend(another_day(&place, ballot.as_ref(), poll));
        let kind =
            if self.listed { kind(&id, ballot.as_ref()) } else { ballot.as_ref().map(|ballot| ballot.kind) };
        let organisation = ballot.as_ref().and_then(|ballot| ballot.organisation.clone());
        let contest = named.ok()?.or_else(|| kind?.contest(organisation.as_deref()));
        let own = ["notice", "wards", "starts", "ends", "advisory", "confirmed"];
        let election = Election {
            title: row.optional("title").unwrap_or_else(|| {
                if self.listed { title(contest, ballot.as_ref(), poll) } else { id.clone() }
            }),
            poll,
            notice: notice.ok()?,
            contest,
            territory: territory.ok()?,
            by_election: ballot.as_ref().is_some_and(|ballot| ballot.by),
            scope: self.scope(row, ballot.as_ref()),
            advisory: advisory?,
            status,
            confirmed: confirmed.ok()?,
            replaces,
            replaced_by,
            starts: starts.ok()?,
            ends: ends.ok()?,
            listed: self.listed.then(|| Organisation {
                identifiers: organisation.into_iter().collect(),
                ballots: Vec::new(),
            }),
            id,
            place,
        };
        Some(Entry {
            election,
            kind,
            ballot,
            group_title: None,
            children: Vec::new(),
            alone: own.iter().any(|column| !row.get(column).is_empty()),
        })
    }

    fn period(&mut self, row: &Row<'_>) -> Option<OwnPeriod> {
        for column in OF_A_POLL.into_iter().filter(|column| !row.get(column).is_empty()) {
            self.fault(
                row,
                column,
                format!("a period without a poll has no `{column}`"),
                "if this is an election, write its day in the column `poll`; if not, empty this field",
            );
        }
        let (starts, ends) = (self.time(row, "starts", Edge::Start), self.time(row, "ends", Edge::End));
        let advisory = self.advisory(row)?;
        let (starts, ends) = (starts.ok()??, ends.ok()??);
        if starts >= ends {
            self.fault(row, "ends", "the period ends before it starts", "correct `starts` or `ends`");
            return None;
        }
        let id = row.get(self.id).to_owned();
        let period = Period {
            title: row.optional("title").unwrap_or_else(|| id.clone()),
            election: id,
            starts,
            ends,
            scope: self.scope(row, None),
            advisory,
            provisional: false,
            grounds: Grounds::default(),
        };
        Some(OwnPeriod { period, status: Status::Called, place: row.place(self.id) })
    }

    fn fault(&mut self, row: &Row<'_>, column: &str, message: impl Into<String>, repair: impl Into<String>) {
        self.faults.push(row.fault(column, message, repair));
    }

    /// A ballot of a list is its ward's, as its id spells it, until it is gathered with the others.
    fn scope(&self, row: &Row<'_>, ballot: Option<&BallotId>) -> Scope {
        match (row.list("wards", '|'), ballot) {
            (wards, _) if !wards.is_empty() => Scope::Wards(wards),
            (_, Some(ballot)) if self.listed => scope(ballot, None),
            _ => Scope::WholeArea,
        }
    }
}
