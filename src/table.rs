//! A table as spreadsheets save it: CSV, with columns known by the names in the header.

#![deny(clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Lines, Place};

/// What may stand between two fields.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// One field with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Field {
    value: String,
    span: Range<usize>,
}

/// A table that was read: a header, and rows that are never longer than it.
#[derive(Debug)]
pub struct Table<'a> {
    lines: Lines<'a>,
    header: Vec<Field>,
    rows: Vec<Vec<Field>>,
    /// Rows that could not be taken in, each with its place. They are not among the others: a reader has to report
    /// them with its own.
    pub faults: Vec<Diagnostic>,
}

/// The columns a reader knows, where the table has them, and those it does not know.
#[derive(Debug, Default)]
pub struct Columns {
    known: BTreeMap<&'static str, usize>,
    /// The names nobody knows, as the header writes them, with their places.
    pub unknown: Vec<(String, Place)>,
}

/// One row, read by the names of its columns. A field that is not there is an empty one.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    lines: &'a Lines<'a>,
    columns: &'a Columns,
    fields: &'a [Field],
}

impl<'a> Table<'a> {
    /// Splits a file by the quoting rules of RFC 4180. Fields are separated by what separates the header's: commas,
    /// semicolons or tabs. Blank lines are left out. None when there is no line that is not blank.
    ///
    /// # Errors
    /// A quoted field that does not end: after it nothing can be told apart. Rows with more fields than the header and
    /// a last line that is cut off are among [`Table::faults`].
    pub fn read(file: &'a str, text: &'a str) -> Result<Option<Self>, Vec<Diagnostic>> {
        let lines = Lines::of(file, text);
        let separator = separator(text);
        let mut rows = match rows(text, separator) {
            Ok(rows) => rows.into_iter(),
            Err(open) => {
                return Err(vec![lines.fault(
                    open,
                    "this field begins with a double quote and has none at its end",
                    "close the quotes; if the file was cut off, save or download it again",
                )]);
            }
        };
        let Some(header) = rows.next() else { return Ok(None) };
        let mut rows: Vec<_> = rows.collect();
        let mut faults: Vec<_> =
            rows.iter().filter_map(|row| too_long(&lines, row, header.len(), separator)).collect();
        faults.extend(cut_off(&lines, rows.last(), header.len()));
        rows.retain(|row| row.len() <= header.len());
        Ok(Some(Self { lines, header, rows, faults }))
    }

    /// The place of the header.
    pub fn header(&self) -> Place {
        let span = |fields: &[Field]| Some(fields.first()?.span.start..fields.last()?.span.end);
        self.lines.place(span(&self.header).unwrap_or_default())
    }

    /// The names of the columns as readers compare them: in lower case, with `_` for blanks and hyphens.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.header.iter().map(|field| name(&field.value))
    }

    /// Finds the columns: each name in the first place of a pair stands for the column in the second.
    ///
    /// # Errors
    /// Two names for one column.
    pub fn columns(&self, names: &[(&str, &'static str)]) -> Result<Columns, Vec<Diagnostic>> {
        let mut columns = Columns::default();
        let mut faults = Vec::new();
        for (at, field) in self.header.iter().enumerate() {
            let written = name(&field.value);
            if let Some((_, column)) = names.iter().find(|(known, _)| *known == written) {
                if columns.known.insert(column, at).is_some() {
                    faults.push(self.lines.fault(
                        field.span.clone(),
                        format!("two columns say `{column}`"),
                        "leave one of them out",
                    ));
                }
            } else if !written.is_empty() {
                columns.unknown.push((field.value.trim().to_owned(), self.lines.place(field.span.clone())));
            }
        }
        if faults.is_empty() { Ok(columns) } else { Err(faults) }
    }

    /// The rows under the header.
    pub fn rows<'b>(&'b self, columns: &'b Columns) -> impl ExactSizeIterator<Item = Row<'b>> {
        self.rows.iter().map(move |fields| Row { lines: &self.lines, columns, fields })
    }

    /// The place of the last row when no line break follows it, as in a file that was cut off. (Some programs never
    /// write that line break.)
    pub fn ends_without_a_line_break(&self) -> Option<Place> {
        let last = self.rows.last().filter(|_| !self.lines.source().ends_with(['\n', '\r']))?;
        Some(self.lines.place(last.first()?.span.clone()))
    }
}

impl Columns {
    /// Whether the table has a column.
    pub fn has(&self, column: &str) -> bool {
        self.known.contains_key(column)
    }
}

impl Row<'_> {
    /// A field, without the blanks around it.
    pub fn get(&self, column: &str) -> &str {
        self.field(column).map_or("", |field| field.value.trim())
    }

    /// A field that is not empty.
    pub fn optional(&self, column: &str) -> Option<String> {
        Some(self.get(column)).filter(|value| !value.is_empty()).map(str::to_owned)
    }

    /// The parts of a field that are not empty.
    pub fn list(&self, column: &str, separator: char) -> Vec<String> {
        let parts = self.get(column).split(separator).map(str::trim);
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    /// The place of a field; of the row's beginning when it is not there.
    pub fn place(&self, column: &str) -> Place {
        let start = self.fields.first().map_or(0, |field| field.span.start);
        self.lines.place(self.field(column).map_or(start..start, |field| field.span.clone()))
    }

    /// A fault in a field.
    pub fn fault(&self, column: &str, message: impl Into<String>, repair: impl Into<String>) -> Diagnostic {
        self.place(column).fault(message, repair)
    }

    fn field(&self, column: &str) -> Option<&Field> {
        self.columns.known.get(column).and_then(|at| self.fields.get(*at))
    }
}

fn name(written: &str) -> String {
    written.trim().to_lowercase().replace([' ', '-'], "_")
}

/// The separator that is oftenest in the first line with anything in it.
fn separator(text: &str) -> char {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let often = |separator: char| header.matches(separator).count();
    // Of equals the last is taken: the comma when there is none at all.
    SEPARATORS.into_iter().rev().max_by_key(|separator| often(*separator)).unwrap_or(',')
}

fn too_long(lines: &Lines<'_>, row: &[Field], header: usize, separator: char) -> Option<Diagnostic> {
    let extra = row.get(header)?;
    let separator = match separator {
        ';' => "semicolon",
        '\t' => "tab",
        _ => "comma",
    };
    Some(lines.fault(
        extra.span.clone(),
        format!("this row has {} fields and the header has {header}", row.len()),
        format!("put a field that contains a {separator} in double quotes"),
    ))
}

/// A short last row that no line break ends is what is left of a longer one.
fn cut_off(lines: &Lines<'_>, last: Option<&Vec<Field>>, header: usize) -> Option<Diagnostic> {
    let last = last.filter(|row| row.len() < header && !lines.source().ends_with(['\n', '\r']))?;
    Some(lines.fault(
        last.first()?.span.start..last.last()?.span.end,
        format!("the last line stops after {} of {header} fields, as if the file was cut off", last.len()),
        "save or download the file again; if the line is whole, end it with a line break",
    ))
}

/// Every row that is not blank; the error is where quotes are opened and never closed.
fn rows(text: &str, separator: char) -> Result<Vec<Vec<Field>>, Range<usize>> {
    let bytes = text.as_bytes();
    let to_stop = |from: usize| {
        text[from..].find([separator, '\n', '\r']).map_or(text.len(), |distance| from + distance)
    };
    let (mut rows, mut row, mut at) = (Vec::new(), Vec::new(), 0);
    while at < text.len() || !row.is_empty() {
        let start = at;
        let mut value = String::new();
        if bytes.get(at) == Some(&b'"') {
            at = unquote(text, at, &mut value).ok_or(start..start + 1)?;
        }
        let stop = to_stop(at);
        value.push_str(&text[at..stop]);
        at = stop;
        row.push(Field { value, span: start..at });
        if text[at..].starts_with(separator) {
            at += separator.len_utf8();
        } else {
            at = (at + 1).min(text.len());
            rows.push(std::mem::take(&mut row));
        }
    }
    rows.retain(|row: &Vec<Field>| row.iter().any(|field| !field.value.trim().is_empty()));
    Ok(rows)
}

/// Reads what stands in the quotes opened at `at`; gives the byte after the closing ones.
fn unquote(text: &str, at: usize, value: &mut String) -> Option<usize> {
    let mut at = at + 1;
    loop {
        let stop = at + text[at..].find('"')?;
        value.push_str(&text[at..stop]);
        at = stop + 1;
        if !text[at..].starts_with('"') {
            return Some(at);
        }
        value.push('"');
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<Vec<String>> {
        let rows = rows(text, separator(text)).unwrap();
        rows.into_iter().map(|row| row.into_iter().map(|field| field.value).collect()).collect()
    }

    #[test]
    fn fields_are_split_as_spreadsheets_write_them() {
        for text in [
            "a,b\n1,\"x, \"\"y\"\"\"\n",
            "a;b\r\n1;\"x, \"\"y\"\"\"\r\n",
            "a\tb\r1\t\"x, \"\"y\"\"\"\r",
            "\n\na,b\n\n1,\"x, \"\"y\"\"\"",
        ] {
            assert_eq!(values(text), [["a", "b"], ["1", "x, \"y\""]], "{text:?}");
        }
        assert_eq!(values("a,b\n,\n1,\n,2"), vec![vec!["a", "b"], vec!["1", ""], vec!["", "2"]]);
        assert_eq!(values("a,b\n\"1\n2\",3\n"), [["a", "b"], ["1\n2", "3"]]);
        assert_eq!(values(""), Vec::<Vec<String>>::new());
    }

    #[test]
    fn a_table_that_is_not_whole_is_refused_with_its_place() {
        let faults = |text: &'static str| match Table::read("t.csv", text) {
            Ok(table) => table.map(|table| table.faults).unwrap_or_default(),
            Err(faults) => faults,
        };
        for (text, line, column, words) in [
            ("a,b\n1,\"2\n", 2, 3, "close the quotes"),
            ("a,b\n1,2,3\n", 2, 5, "double quotes"),
            ("a;b\n1;2;3\n", 2, 5, "contains a semicolon"),
            ("a,b\n1,2\n3", 3, 1, "save or download"),
        ] {
            let found = faults(text);
            assert_eq!((found[0].line, found[0].column), (line, column), "{text:?}");
            assert!(found[0].to_string().contains(words), "{}", found[0]);
        }
        assert!(Table::read("t.csv", "\n \n").unwrap().is_none());
        assert!(faults("a,b\n1\n2,3\n").is_empty(), "empty fields at the end may be left out");
    }

    #[test]
    fn a_row_is_read_by_the_names_in_the_header() {
        let table = Table::read("t.csv", "Last Name,ID,x\n Ash | Elm ,7\n").unwrap().unwrap();
        let columns = table.columns(&[("last_name", "name"), ("surname", "name"), ("id", "id")]).unwrap();
        let row = table.rows(&columns).next().unwrap();
        assert_eq!((row.get("name"), row.get("id"), row.get("ward")), ("Ash | Elm", "7", ""));
        assert_eq!(row.list("name", '|'), ["Ash", "Elm"]);
        assert_eq!(columns.unknown[0].0, "x");
        let fault = row.fault("id", "wrong", "right");
        assert_eq!((fault.line, fault.column), (2, 13));
        let two = Table::read("t.csv", "surname,last-name\n").unwrap().unwrap();
        assert!(two.columns(&[("last_name", "name"), ("surname", "name")]).is_err());
    }
}
