//! The council's own roster CSV, read by header name, in any order.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::collected::{NAME_IT, VACANT, left_aside, several};
use super::fields::{day, instead_of_a_name, own_handle};
use super::{EMPTY, Loaded, Seat};
use crate::council::Council;
use crate::diagnostic::{Diagnostic, Place, suggestion};
use crate::roster::styled::{self, Reading, Styled, is_vacant};
use crate::roster::{Candidacy, Entry, Kind, Role, derived_id};
use crate::table::{Columns, Row, Table};
use crate::text;

pub(super) const COLUMNS: [&str; 15] = [
    "name",
    "aliases",
    "title",
    "role",
    "party",
    "ward",
    "handles",
    "profile_url",
    "is_candidate",
    "candidate_in",
    "id",
    "kind",
    "from",
    "until",
    "portrait",
];

/// Reads a roster CSV.
///
/// # Errors
/// Every fault of the file, with its line, column and repair: not UTF-8, empty, no `name` column, a row with more
/// fields than headers, a row without a name, an unknown kind, a date that is not `YYYY-MM-DD`, an end before its
/// start, an id used twice.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<Loaded, Vec<Diagnostic>> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(fault) => {
            let line = bytes[..fault.valid_up_to()].split(|b| *b == b'\n').count();
            return Err(vec![Diagnostic {
                line,
                column: 1,
                ..Diagnostic::of_file(
                    file_name,
                    "this line is not UTF-8, so names in it cannot be trusted",
                    "save the file as \"CSV UTF-8\" and load it again",
                )
            }]);
        }
    };
    match Table::read(file_name, text)? {
        Some(table) => read_own(&table),
        None => Err(vec![Diagnostic::of_file(file_name, EMPTY.0, EMPTY.1)]),
    }
}

/// Columns that lists of members have and the council's own roster does not.
const OF_DIRECTORIES: [&str; 22] = [
    "page",
    "image",
    "photo",
    "photo_url",
    "picture",
    "url",
    "web_page",
    "profile",
    "telephone",
    "phone",
    "mobile",
    "email",
    "e_mail",
    "email_address",
    "address",
    "home_address",
    "postcode",
    "division",
    "electoral_division",
    "political_party",
    "twitter",
    "position",
];

/// Whether a table is a roster of the council's own: it has names, and nothing else says that it is a list of members
/// from elsewhere.
pub(super) fn is_meant(names: &BTreeSet<String>) -> bool {
    let marks = COLUMNS
        .iter()
        .filter(|column| !matches!(**column, "name" | "party" | "ward" | "id" | "title" | "role"));
    let is_own = marks.clone().any(|mark| names.contains(*mark));
    let is_directory = OF_DIRECTORIES.iter().any(|column| names.contains(*column));
    names.contains("name") && (is_own || !is_directory)
}

/// Reads a table with the columns of the council's own roster.
pub(super) fn read_table(table: &Table<'_>, _: &Council) -> Result<Loaded, Vec<Diagnostic>> {
    read_own(table)
}

fn read_own(table: &Table<'_>) -> Result<Loaded, Vec<Diagnostic>> {
    let columns = table.columns(&COLUMNS.map(|column| (column, column)))?;
    if !columns.has("name") {
        return Err(vec![table.header().fault(
            "no column is called `name`",
            "make the first line the header, with a column called `name`",
        )]);
    }
    let mut reader = Reader { faults: table.faults.clone(), notes: unknown(&columns) };
    let mut entries: Vec<_> = table
        .rows(&columns)
        .filter_map(|row| Some((reader.entry(&row)?, row.optional("id").map(|_| row.place("id")))))
        .collect();
    reader.refuse_shared_ids(&mut entries);
    reader.tell_of_one_person_twice(&entries, table, &columns);
    if entries.is_empty() && reader.faults.is_empty() {
        reader.faults.push(Diagnostic::of_file(
            table.header().file(),
            "the roster has a header and nobody under it",
            "write one line for each councillor",
        ));
    }
    if reader.faults.is_empty() {
        let entries: Vec<Entry> = entries.into_iter().map(|(entry, _)| entry).collect();
        let seats = entries.iter().filter(|entry| entry.kind == Kind::Councillor).map(Seat::of).collect();
        Ok(Loaded { entries, notes: reader.notes, seats, own: true, ..Loaded::default() })
    } else {
        Err(reader.faults)
    }
}

fn unknown(columns: &Columns) -> Vec<Diagnostic> {
    let note = |(written, place): &(String, Place)| {
        let meant = suggestion(written, COLUMNS);
        place.fault(
            format!("the column `{written}` is not one the roster knows and is left aside"),
            meant.map(|meant| format!("did you mean `{meant}`?")).unwrap_or_default(),
        )
    };
    columns.unknown.iter().map(note).collect()
}

struct Reader {
    faults: Vec<Diagnostic>,
    notes: Vec<Diagnostic>,
}

impl Reader {
    fn entry(&mut self, row: &Row<'_>) -> Option<Entry> {
        let name = row.get("name").to_owned();
        if name.is_empty() {
            self.faults.push(row.fault("name", "this row has no name", NAME_IT));
            return None;
        }
        if let Some(what) = instead_of_a_name(&name) {
            self.faults.push(row.fault("name", what, NAME_IT));
            return None;
        }
        if is_vacant(&name) {
            self.notes.push(row.fault("name", VACANT, ""));
            return None;
        }
        let mut roles: Vec<Role> = row.list("role", ';').iter().map(|role| Role::read(role)).collect();
        let kind = self.kind(row).unwrap_or_else(|| Kind::of_roles(&roles));
        let styled = self.styled(row, &name, kind)?;
        for office in styled.offices.iter().map(|office| Role::read(office)) {
            if !roles.iter().any(|role| role.written.eq_ignore_ascii_case(&office.written)) {
                roles.push(office);
            }
        }
        let ward = row.optional("ward");
        let (from, until) = (self.date(row, "from"), self.date(row, "until"));
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            self.faults.push(row.fault(
                "until",
                format!("`until` ({until}) is before `from` ({from})"),
                "exchange the two, or mend the year",
            ));
        }
        let is_candidate = self.yes_or_no(row, "is_candidate");
        let handles = self.handles(row);
        let mut aliases = self.aliases(row);
        aliases.extend(styled.aliases.into_iter().filter(|alias| *alias != styled.name));
        aliases.dedup();
        Some(Entry {
            id: row.optional("id").unwrap_or_else(|| derived_id(&name, kind, ward.as_deref())),
            aliases,
            title: row.optional("title").unwrap_or(styled.title),
            party: row.optional("party"),
            handles,
            profile_url: row.optional("profile_url"),
            is_candidate,
            candidate_in: self.candidacies(row),
            portrait: row.optional("portrait"),
            name: styled.name,
            roles,
            ward,
            kind,
            from,
            until,
        })
    }

    /// The name of a person without what is written around it; that of a party or an office as it stands.
    fn styled(&mut self, row: &Row<'_>, name: &str, kind: Kind) -> Option<Styled> {
        if matches!(kind, Kind::Party | Kind::Office) {
            return Some(Styled { name: name.to_owned(), ..Styled::default() });
        }
        let place = row.place("name");
        match styled::read(name) {
            Reading::Person(styled) => {
                self.notes.extend(styled.left.iter().map(|words| left_aside(&place, words)));
                Some(styled)
            }
            Reading::Several => {
                self.faults.push(several(&place));
                None
            }
            Reading::Vacant => {
                self.notes.push(place.fault(VACANT, ""));
                None
            }
            Reading::Nobody => {
                self.faults.push(place.fault("this is not a name", NAME_IT));
                None
            }
        }
    }

    /// Other names; a semicolon parts them as a stroke does, and what stands in brackets beside one is no part of it.
    fn aliases(&mut self, row: &Row<'_>) -> Vec<String> {
        let mut aliases = Vec::new();
        for written in row.get("aliases").split(['|', ';']).map(str::trim).filter(|alias| !alias.is_empty()) {
            match styled::read(written) {
                Reading::Person(styled) if written.contains(['(', '[']) => {
                    let place = row.place("aliases");
                    self.notes.extend(styled.left.iter().map(|words| left_aside(&place, words)));
                    aliases.push(styled.name);
                    aliases.extend(styled.aliases);
                }
                _ => aliases.push(written.to_owned()),
            }
        }
        aliases
    }

    fn handles(&mut self, row: &Row<'_>) -> Vec<String> {
        let mut handles: Vec<String> = Vec::new();
        for written in row.list("handles", '|') {
            let pieces: Vec<&str> = written
                .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'))
                .filter(|piece| !piece.is_empty())
                .collect();
            // Without the @ nobody can tell several handles from a name of several words.
            let are_several = pieces.iter().all(|piece| piece.starts_with('@') || piece.contains("://"));
            let pieces = if are_several || pieces.len() == 1 { pieces } else { vec![written.as_str()] };
            for piece in pieces.into_iter().filter(|piece| *piece != "@") {
                match own_handle(piece) {
                    Ok(handle) if handles.contains(&handle) => {}
                    Ok(handle) => handles.push(handle),
                    Err(repair) => self.faults.push(row.fault(
                        "handles",
                        format!("`{piece}` cannot be an account's handle"),
                        repair,
                    )),
                }
            }
        }
        handles
    }

    fn kind(&mut self, row: &Row<'_>) -> Option<Kind> {
        let written = row.get("kind");
        if written.is_empty() {
            return None;
        }
        let known = Kind::ALL.into_iter().find(|kind| kind.as_str() == written.to_lowercase());
        if known.is_none() {
            let names = Kind::ALL.map(Kind::as_str);
            let repair = match suggestion(written, names) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("write one of {}, or leave it empty", names.join(", ")),
            };
            self.faults.push(row.fault("kind", format!("`{written}` is not a kind of entry"), repair));
        }
        known
    }

    fn date(&mut self, row: &Row<'_>, column: &str) -> Option<NaiveDate> {
        let written = row.get(column);
        if written.is_empty() {
            return None;
        }
        let date = day_in(row, written).filter(|_| written.len() <= 10);
        if date.is_none() {
            self.faults.push(row.fault(
                column,
                format!("`{written}` is not a date"),
                "write the day as YYYY-MM-DD, such as 2027-05-10",
            ));
        }
        date
    }

    fn yes_or_no(&mut self, row: &Row<'_>, column: &str) -> bool {
        match row.get(column).to_lowercase().as_str() {
            "" | "no" | "n" | "false" | "0" => false,
            "yes" | "y" | "true" | "1" => true,
            other => {
                self.faults.push(row.fault(
                    column,
                    format!("`{other}` is neither yes nor no"),
                    "write `yes` or `no`",
                ));
                false
            }
        }
    }

    fn candidacies(&mut self, row: &Row<'_>) -> Vec<Candidacy> {
        let mut stands = Vec::new();
        for written in row.list("candidate_in", '|') {
            let (first, ward) = match written.split_once(':') {
                Some((first, ward)) => (first.trim(), Some(ward.trim().to_owned()).filter(|w| !w.is_empty())),
                None => (written.as_str(), None),
            };
            if let Some(date) = day_in(row, first) {
                stands.push(Candidacy::Poll { date, ward });
            } else if ward.is_none() && first.contains('.') && !first.contains([' ', '/']) {
                stands.push(Candidacy::Election(first.to_owned()));
            } else {
                self.faults.push(row.fault(
                    "candidate_in",
                    format!("`{written}` is neither a polling day nor an election's id"),
                    "write `2027-05-06`, `2027-05-06:Ward name` or an id such as `local.town.2027-05-06`",
                ));
            }
        }
        stands
    }

    /// Two rows of one name, kind and ward are two people as far as can be told, and most often one.
    fn tell_of_one_person_twice(
        &mut self,
        entries: &[(Entry, Option<Place>)],
        table: &Table<'_>,
        columns: &Columns,
    ) {
        let mut seen = BTreeSet::new();
        for (entry, _) in entries {
            let ward = entry.ward.as_deref().unwrap_or_default().to_lowercase();
            if seen.insert((text::words(&entry.name), entry.kind, ward)) {
                continue;
            }
            let of_them = |row: &Row<'_>| row.get("name").contains(&entry.name);
            let last = table.rows(columns).filter(of_them).last();
            let place = last.map_or_else(|| table.header(), |row| row.place("name"));
            self.notes.push(place.fault(
                format!("`{}` stands here twice, and the two are taken for two people", entry.name),
                "if they are one, write one row with everything in it",
            ));
        }
    }

    /// Two rows may not share an id the file gives; derived ids that meet (two people of one name in one ward) are
    /// told apart by their order.
    fn refuse_shared_ids(&mut self, entries: &mut [(Entry, Option<Place>)]) {
        let mut seen = BTreeSet::new();
        for (entry, given) in entries {
            if seen.insert(entry.id.clone()) {
                continue;
            }
            if let Some(place) = given {
                self.faults.push(
                    place.fault(format!("the id `{}` is used twice", entry.id), "give each row its own id"),
                );
            } else {
                let base = entry.id.clone();
                let mut number = 2;
                while !seen.insert(format!("{base}-{number}")) {
                    number += 1;
                }
                entry.id = format!("{base}-{number}");
            }
        }
    }
}

/// A day as this format writes it; in a workbook also as people type it there.
fn day_in(row: &Row<'_>, written: &str) -> Option<NaiveDate> {
    let is_sheet = row.place("name").file().to_ascii_lowercase().ends_with(".xlsx");
    let iso = || NaiveDate::parse_from_str(written, "%Y-%m-%d").ok().filter(|_| written.len() == 10);
    if is_sheet { day(written) } else { iso() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str =
        "name,aliases,title,role,party,ward,handles,profile_url,is_candidate,candidate_in,kind,from,until\n";

    fn refused(rest: &str) -> String {
        let faults = read("roster.csv", format!("{HEADER}{rest}").as_bytes()).unwrap_err();
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_row_is_read_by_header_name() {
        let text = "ward,name,handles,role,candidate_in,is_candidate\r\n\
                    Ferry,\"Ash, Wyn\",@WynAsh|@wyn.social.example,Mayor (civic); Chair of Audit,2027-05-06:Ferry|a.b,yes\r\n";
        let entry = read("r.csv", text.as_bytes()).unwrap().entries.remove(0);
        assert_eq!(entry.name, "Wyn Ash");
        assert_eq!(entry.handles, ["wynash", "wyn.social.example"]);
        assert!(entry.is_civic());
        assert_eq!(entry.roles.len(), 2);
        assert_eq!(entry.candidate_in.len(), 2);
        assert_eq!(entry.kind, Kind::Councillor);
        assert!(entry.id.starts_with("r-") && !entry.id.contains("ash"));
    }

    #[test]
    fn what_stands_around_a_name_is_taken_off_it_as_of_a_published_list() {
        for (written, name) in [
            ("Wyn Ash (Lab)", "Wyn Ash"),
            ("Wyn Ash [Annie]", "Wyn Ash"),
            ("Wyn Ash (on leave until May)", "Wyn Ash"),
            ("Wyn Ash - resigned", "Wyn Ash"),
            ("Cllr Wyn Ash – Mayor", "Wyn Ash"),
            ("\"Ash, Wyn (she/her)\"", "Wyn Ash"),
        ] {
            let loaded = read("r.csv", format!("name\n{written}\n").as_bytes()).unwrap();
            assert_eq!(loaded.entries[0].name, name, "{written}");
            let is_told = written.contains("leave") || written.contains("resigned");
            assert_eq!(loaded.notes.len(), usize::from(is_told), "{written}");
        }
        let kept = "name,kind\nTeal (Ferry) Party - Wrenbury,party\n";
        assert_eq!(read("r.csv", kept.as_bytes()).unwrap().entries[0].name, "Teal (Ferry) Party - Wrenbury");
        for several in ["Bob Oak and Cyd Elm", "B Oak & C Elm", "B Oak / C Elm"] {
            let fault = refused(&format!("{several},,,,,,,,,,,,\n"));
            assert!(fault.contains("roster.csv:2:1: more than one person"), "{fault}");
            assert!(fault.contains("a row of their own"), "{fault}");
        }
    }

    #[test]
    fn handles_are_read_as_people_write_them_and_refused_where_none_can_be_told() {
        for (written, handles) in [
            ("https://twitter.com/AnnBell", "annbell"),
            ("https://www.facebook.com/ann.bell?ref=x", "ann.bell"),
            ("https://bsky.app/profile/ann.bsky.social", "ann.bsky.social"),
            ("https://social.example/@ann", "ann"),
            ("x.com/annbell", "annbell"),
            ("\"@cyd, @dalby\"", "cyd|dalby"),
            ("@dee@social.example;@dee2", "dee@social.example|dee2"),
            ("@cyd @dalby|eve", "cyd|dalby|eve"),
            ("https://x.com/ann https://instagram.com/ann_b", "ann|ann_b"),
            ("@wyn.social.example", "wyn.social.example"),
            ("@cyd|@cyd", "cyd"),
        ] {
            let loaded = read("r.csv", format!("name,handles\nWyn Ash,{written}\n").as_bytes()).unwrap();
            assert_eq!(loaded.entries[0].handles.join("|"), handles, "{written}");
        }
        for (written, repair) in [
            ("@eve eve", "`@one|@two`"),
            ("eve dee", "`@one|@two`"),
            ("https://wrenbury.example/councillors/ann", "profile_url"),
            ("https://www.facebook.com/profile.php?id=1", "profile_url"),
            ("https://twitter.com/", "profile_url"),
            ("@ann!", "`@one|@two`"),
        ] {
            let fault = refused(&format!("Wyn Ash,,,,,,{written},,,,,,\n"));
            assert!(fault.contains("cannot be an account's handle") && fault.contains(repair), "{fault}");
        }
    }

    #[test]
    fn a_day_is_read_in_a_workbook_as_people_type_it() {
        let text = "name,from,candidate_in\nWyn Ash,09/05/2023,06/05/2027:Ferry\n";
        let entry = read("r.xlsx", text.as_bytes()).unwrap().entries.remove(0);
        assert_eq!(entry.from, NaiveDate::from_ymd_opt(2023, 5, 9));
        assert!(
            matches!(&entry.candidate_in[0], Candidacy::Poll { ward: Some(ward), .. } if ward == "Ferry")
        );
        assert!(read("r.csv", text.as_bytes()).is_err());
    }

    #[test]
    fn an_unknown_column_is_left_aside_with_a_note() {
        let loaded = read("r.csv", b"name,wrad,shoe size\nWyn Ash,Ferry,9\n").unwrap();
        assert_eq!(loaded.notes.len(), 2);
        assert!(loaded.notes[0].repair.contains("`ward`"));
    }

    #[test]
    fn faults_name_line_column_and_repair() {
        assert!(refused("Wyn Ash,,,,,,,,,,mayor,,\n").contains("roster.csv:2:18: `mayor` is not a kind"));
        assert!(refused("Wyn Ash,,,,,,,,,,,01/05/2027,\n").contains("write the day as YYYY-MM-DD"));
        assert!(refused("Wyn Ash,,,,,,,,,,,2027-05-02,2027-05-01\n").contains("is before `from`"));
        assert!(refused(",,Cllr,,,,,,,,,,\n").contains("this row has no name"));
        assert!(refused("Wyn Ash,,,,,,,,maybe,,,,\n").contains("neither yes nor no"));
        assert!(refused("Wyn Ash,,,,,,,,,May,,,\n").contains("neither a polling day"));
        assert!(refused("Ash, Wyn,,,,,,,,,,,,,\n").contains("double quotes"));
    }

    #[test]
    fn a_vacant_seat_is_nobody_and_a_number_is_a_slip() {
        let loaded =
            read("r.csv", b"name,ward\nWyn Ash,Ferry\nVacant,Hill\nTBC,Hill\nN/A,Moor\nVacancy,Moor\n")
                .unwrap();
        let names: Vec<&str> = loaded.entries.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["Wyn Ash"]);
        assert_eq!(loaded.notes.len(), 4);
        assert!(
            loaded.notes[0].to_string().starts_with("r.csv:3:1: this seat is vacant"),
            "{}",
            loaded.notes[0]
        );
        assert!(
            refused("Wyn Ash,,,,,,,,,,,,\n07700 900123,,,,,,,,,,,,\n")
                .contains("roster.csv:3:1: this is a number")
        );
        assert!(refused("Tel 01632 960001,,,,,,,,,,,,\n").contains("roster.csv:2:1: this is a number"));
        assert!(read("r.csv", b"name\nVacant\n").is_err(), "a roster of vacant seats guards nobody");
        let kept = "name,kind\nVi Vacant,\nAnn Nil,\nNa Li,\nParty of 1945,party\n";
        assert_eq!(read("r.csv", kept.as_bytes()).unwrap().entries.len(), 4);
    }

    #[test]
    fn files_that_hold_nobody_are_refused() {
        assert!(read("r.csv", b"").is_err());
        assert!(read("r.csv", b"name\n").is_err());
        assert!(read("r.csv", b"surname,ward\nAsh,Ferry\n").unwrap_err()[0].message.contains("`name`"));
        assert_eq!(read("r.csv", b"name\nWyn Ash\nZo\xeb Elm\n").unwrap_err()[0].line, 3);
    }

    #[test]
    fn two_people_of_one_name_keep_two_ids() {
        let loaded = read("r.csv", b"name,ward\nWyn Ash,Ferry\nWyn Ash,Ferry\n").unwrap();
        assert_ne!(loaded.entries[0].id, loaded.entries[1].id);
        let note = loaded.notes[0].to_string();
        assert!(note.starts_with("r.csv:3:1: `Wyn Ash` stands here twice"), "{note}");
        let other_ward = read("r.csv", b"name,ward\nWyn Ash,Ferry\nWyn Ash,Hill\n").unwrap();
        assert_eq!(other_ward.notes, []);
        assert!(read("r.csv", b"id,name\n7,Wyn Ash\n7,Bo Elm\n").is_err());
    }

    proptest::proptest! {
        #[test]
        fn reading_never_panics(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            drop(read("r.csv", &bytes));
        }
    }
}
