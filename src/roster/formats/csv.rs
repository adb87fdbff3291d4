//! The council's own roster CSV, read by header name, in any order.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::NaiveDate;

use super::Loaded;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::roster::{Candidacy, Entry, Kind, Role, derived_id};

const COLUMNS: [&str; 15] = [
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
    Sheet { file: file_name, text, faults: Vec::new(), notes: Vec::new() }.read()
}

struct Sheet<'a> {
    file: &'a str,
    text: &'a str,
    faults: Vec<Diagnostic>,
    notes: Vec<Diagnostic>,
}

/// One field with its place in the file.
struct Field {
    value: String,
    span: Range<usize>,
}

struct Row<'a> {
    columns: &'a BTreeMap<&'static str, usize>,
    fields: Vec<Field>,
    start: usize,
}

impl Row<'_> {
    fn get(&self, column: &str) -> &str {
        self.field(column).map_or("", |field| field.value.trim())
    }

    fn field(&self, column: &str) -> Option<&Field> {
        self.columns.get(column).and_then(|at| self.fields.get(*at))
    }

    fn span(&self, column: &str) -> Range<usize> {
        self.field(column).map_or(self.start..self.start, |field| field.span.clone())
    }

    fn list(&self, column: &str, separator: char) -> Vec<String> {
        self.get(column)
            .split(separator)
            .map(str::trim)
            .filter(|s| !s.is_empty())
            .map(str::to_owned)
            .collect()
    }

    fn optional(&self, column: &str) -> Option<String> {
        Some(self.get(column)).filter(|s| !s.is_empty()).map(str::to_owned)
    }
}

impl Sheet<'_> {
    fn read(mut self) -> Result<Loaded, Vec<Diagnostic>> {
        let mut rows = self.rows().into_iter();
        let Some(header) = rows.next() else {
            return Err(vec![Diagnostic::of_file(
                self.file,
                "the roster is empty",
                "write a header line beginning `name,aliases,title,role,…` and one line for each person",
            )]);
        };
        let columns = self.columns(&header);
        if !columns.contains_key("name") {
            let repair = if header.len() == 1 && header[0].value.contains([';', '\t']) {
                "save the sheet as CSV with commas between the columns; this file has semicolons or tabs"
            } else {
                "make the first line the header, with a column called `name`"
            };
            self.faults.push(self.fault(header[0].span.clone(), "no column is called `name`", repair));
            return Err(self.faults);
        }
        let mut entries = Vec::new();
        for fields in rows {
            let start = fields[0].span.start;
            if let Some(extra) = fields.get(header.len()) {
                self.faults.push(self.fault(
                    extra.span.clone(),
                    &format!("this row has {} fields and the header has {}", fields.len(), header.len()),
                    "put a field that contains a comma in double quotes",
                ));
                continue;
            }
            let row = Row { columns: &columns, fields, start };
            if let Some(entry) = self.entry(&row) {
                entries.push((entry, row.span("id")));
            }
        }
        self.refuse_shared_ids(&mut entries);
        if entries.is_empty() && self.faults.is_empty() {
            self.faults.push(Diagnostic::of_file(
                self.file,
                "the roster has a header and nobody under it",
                "write one line for each councillor",
            ));
        }
        if self.faults.is_empty() {
            Ok(Loaded { entries: entries.into_iter().map(|(entry, _)| entry).collect(), notes: self.notes })
        } else {
            Err(self.faults)
        }
    }

    /// Splits the file by the quoting rules of RFC 4180, keeping where each field stands. Blank lines are left out.
    fn rows(&self) -> Vec<Vec<Field>> {
        let bytes = self.text.as_bytes();
        let (mut rows, mut row, mut at) = (Vec::new(), Vec::new(), 0);
        while at < bytes.len() {
            let start = at;
            let value = if bytes[at] == b'"' {
                let mut value = String::new();
                at += 1;
                loop {
                    let stop = self.text[at..].find('"').map_or(bytes.len(), |i| at + i);
                    value.push_str(&self.text[at..stop]);
                    at = (stop + 1).min(bytes.len());
                    if bytes.get(at) == Some(&b'"') {
                        value.push('"');
                        at += 1;
                    } else {
                        break;
                    }
                }
                let stop = self.text[at..].find([',', '\n', '\r']).map_or(bytes.len(), |i| at + i);
                value.push_str(&self.text[at..stop]);
                at = stop;
                value
            } else {
                at = self.text[at..].find([',', '\n', '\r']).map_or(bytes.len(), |i| at + i);
                self.text[start..at].to_owned()
            };
            row.push(Field { value, span: start..at });
            match bytes.get(at) {
                Some(b',') => {
                    at += 1;
                    if at == bytes.len() {
                        row.push(Field { value: String::new(), span: at..at });
                    }
                    if bytes.get(at).is_some_and(|b| matches!(b, b'\n' | b'\r')) {
                        row.push(Field { value: String::new(), span: at..at });
                        at += 1;
                        rows.push(std::mem::take(&mut row));
                    }
                }
                Some(_) => {
                    at += 1;
                    rows.push(std::mem::take(&mut row));
                }
                None => {}
            }
        }
        if !row.is_empty() {
            rows.push(row);
        }
        rows.retain(|row| row.iter().any(|field| !field.value.trim().is_empty()));
        rows
    }

    fn columns(&mut self, header: &[Field]) -> BTreeMap<&'static str, usize> {
        let mut columns = BTreeMap::new();
        for (at, field) in header.iter().enumerate() {
            let written = field.value.trim().to_lowercase().replace([' ', '-'], "_");
            if let Some(known) = COLUMNS.iter().find(|known| **known == written) {
                if columns.insert(*known, at).is_some() {
                    self.faults.push(self.fault(
                        field.span.clone(),
                        &format!("two columns are called `{known}`"),
                        "leave one of them out",
                    ));
                }
            } else {
                let meant = suggestion(&written, COLUMNS);
                self.notes.push(self.fault(
                    field.span.clone(),
                    &format!(
                        "the column `{}` is not one the roster knows and is left aside",
                        field.value.trim()
                    ),
                    &meant.map(|m| format!("did you mean `{m}`?")).unwrap_or_default(),
                ));
            }
        }
        columns
    }

    fn entry(&mut self, row: &Row<'_>) -> Option<Entry> {
        let name = row.get("name").to_owned();
        if name.is_empty() {
            self.faults.push(self.fault(
                row.span("name"),
                "this row has no name",
                "write the name, or remove the row",
            ));
            return None;
        }
        let roles: Vec<Role> = row.list("role", ';').iter().map(|role| Role::read(role)).collect();
        let kind = self.kind(row).unwrap_or_else(|| Kind::of_roles(&roles));
        let ward = row.optional("ward");
        let (from, until) = (self.date(row, "from"), self.date(row, "until"));
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            self.faults.push(self.fault(
                row.span("until"),
                &format!("`until` ({until}) is before `from` ({from})"),
                "exchange the two, or mend the year",
            ));
        }
        let is_candidate = self.yes_or_no(row, "is_candidate");
        let handles = row
            .list("handles", '|')
            .iter()
            .map(|handle| handle.trim_start_matches('@').to_lowercase())
            .filter(|handle| !handle.is_empty())
            .collect();
        Some(Entry {
            id: row.optional("id").unwrap_or_else(|| derived_id(&name, kind, ward.as_deref())),
            aliases: row.list("aliases", '|'),
            title: row.get("title").to_owned(),
            party: row.optional("party"),
            handles,
            profile_url: row.optional("profile_url"),
            is_candidate,
            candidate_in: self.candidacies(row),
            portrait: row.optional("portrait"),
            name,
            roles,
            ward,
            kind,
            from,
            until,
        })
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
            self.faults.push(self.fault(
                row.span("kind"),
                &format!("`{written}` is not a kind of entry"),
                &repair,
            ));
        }
        known
    }

    fn date(&mut self, row: &Row<'_>, column: &str) -> Option<NaiveDate> {
        let written = row.get(column);
        if written.is_empty() {
            return None;
        }
        let date = NaiveDate::parse_from_str(written, "%Y-%m-%d").ok().filter(|_| written.len() == 10);
        if date.is_none() {
            self.faults.push(self.fault(
                row.span(column),
                &format!("`{written}` is not a date"),
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
                self.faults.push(self.fault(
                    row.span(column),
                    &format!("`{other}` is neither yes nor no"),
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
            if let Ok(date) = NaiveDate::parse_from_str(first, "%Y-%m-%d") {
                stands.push(Candidacy::Poll { date, ward });
            } else if ward.is_none() && first.contains('.') && !first.contains([' ', '/']) {
                stands.push(Candidacy::Election(first.to_owned()));
            } else {
                self.faults.push(self.fault(
                    row.span("candidate_in"),
                    &format!("`{written}` is neither a polling day nor an election's id"),
                    "write `2027-05-06`, `2027-05-06:Ward name` or an id such as `local.town.2027-05-06`",
                ));
            }
        }
        stands
    }

    /// Two rows may not share an id the file gives; derived ids that meet (two people of one name in one ward) are
    /// told apart by their order.
    fn refuse_shared_ids(&mut self, entries: &mut [(Entry, Range<usize>)]) {
        let mut seen = BTreeSet::new();
        for (entry, span) in entries {
            if seen.insert(entry.id.clone()) {
                continue;
            }
            if span.start == span.end {
                let base = entry.id.clone();
                let mut number = 2;
                while !seen.insert(format!("{base}-{number}")) {
                    number += 1;
                }
                entry.id = format!("{base}-{number}");
            } else {
                let message = format!("the id `{}` is used twice", entry.id);
                let fault =
                    Diagnostic::at(self.file, self.text, span.clone(), message, "give each row its own id");
                self.faults.push(fault);
            }
        }
    }

    fn fault(&self, span: Range<usize>, message: &str, repair: &str) -> Diagnostic {
        Diagnostic::at(self.file, self.text, span, message, repair)
    }
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
        assert_eq!(entry.name, "Ash, Wyn");
        assert_eq!(entry.handles, ["wynash", "wyn.social.example"]);
        assert!(entry.is_civic());
        assert_eq!(entry.roles.len(), 2);
        assert_eq!(entry.candidate_in.len(), 2);
        assert_eq!(entry.kind, Kind::Councillor);
        assert!(entry.id.starts_with("r-") && !entry.id.contains("ash"));
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
        assert!(read("r.csv", b"id,name\n7,Wyn Ash\n7,Bo Elm\n").is_err());
    }

    proptest::proptest! {
        #[test]
        fn reading_never_panics(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            drop(read("r.csv", &bytes));
        }
    }
}
