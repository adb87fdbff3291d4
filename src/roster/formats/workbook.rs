//! Excel workbooks: the one visible sheet with a header that one of the readers of tables knows.
//!
//! Only what the cells show is read. Formulas are never reckoned and macros never looked at.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{DataRef, DataType, Dimensions, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{Loaded, is_header, table};
use crate::council::Council;
use crate::diagnostic::Diagnostic;
use crate::table::Table;

/// No roster needs more rows than there are councillors in the country.
const MOST_ROWS: u32 = 50_000;
/// Nor more columns than the widest export.
const MOST_COLUMNS: u32 = 256;
/// What all parts of a workbook may unpack to, in bytes.
const MOST_UNPACKED: u64 = 100 << 20;
/// The header stands among the first rows.
const HEADER_WITHIN: usize = 20;

/// Reads a workbook.
///
/// # Errors
/// Not a workbook or cut off, one that would unpack to more than any roster needs, no sheet with a known header; every
/// fault of its rows, with the cell.
pub fn read(file: &str, bytes: &[u8], council: &Council) -> Result<Loaded, Vec<Diagnostic>> {
    let refuse = |message: &str, repair: &str| vec![Diagnostic::of_file(file, message, repair)];
    let damaged =
        || refuse("this workbook is cut off or damaged", "save it again as .xlsx, or as \"CSV UTF-8\"");
    match unpacked_size(bytes) {
        None => return Err(damaged()),
        Some(size) if size > MOST_UNPACKED => {
            return Err(refuse(
                "this workbook unpacks to more than any roster needs",
                "save the sheet as \"CSV UTF-8\"",
            ));
        }
        Some(_) => {}
    }
    // The library reckons with the numbers in damaged parts unchecked, and expects folders that need not be there: its
    // panic means no more than that this file cannot be read, and must not end the process that looks at it.
    let opened = std::panic::catch_unwind(|| opened(bytes)).unwrap_or(Err(Unread::Damaged));
    let Opened { fit, hidden, too_large } = match opened {
        Ok(opened) => opened,
        Err(Unread::Locked) => {
            return Err(refuse(
                "this workbook is locked with a password",
                "save a copy without the password",
            ));
        }
        Err(_) => return Err(damaged()),
    };
    if let [only] = fit.as_slice() {
        return read_sheet(file, only, council);
    }
    if !fit.is_empty() {
        let names: Vec<String> = fit.iter().map(|sheet| format!("\"{}\"", sheet.name)).collect();
        return Err(refuse(
            &format!("{} sheets of this workbook look like rosters: {}", fit.len(), names.join(", ")),
            "hide or delete the others, or save the one that is meant as \"CSV UTF-8\"",
        ));
    }
    if let Some(name) = too_large {
        return Err(refuse(
            &format!("the sheet \"{name}\" has more rows or columns than any roster needs"),
            "delete what does not belong to the roster, or save it as \"CSV UTF-8\"",
        ));
    }
    if let Some(name) = hidden.first() {
        return Err(refuse(
            &format!("the only sheet of this workbook with a header that is known, \"{name}\", is hidden"),
            "show the sheet if it is the one that is meant (right-click a tab, Unhide), and save the workbook",
        ));
    }
    Err(refuse(
        "no sheet of this workbook has a header that is known",
        "make one of the first rows the header, with a column called `name`",
    ))
}

/// The sheets of a workbook that could be a roster.
#[derive(Default)]
struct Opened {
    fit: Vec<Sheet>,
    /// The names of those nobody sees.
    hidden: Vec<String>,
    /// The name of one that is larger than any roster.
    too_large: Option<String>,
}

/// Opens a workbook and reads what could be a roster. Everything that the library does, it does in here.
fn opened(bytes: &[u8]) -> Result<Opened, Unread> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|fault| match fault {
        XlsxError::Password => Unread::Locked,
        _ => Unread::Damaged,
    })?;
    let sheets: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    let mut opened = Opened::default();
    for (name, visible) in sheets {
        match sheet(&mut book, &name) {
            Ok(Some(sheet)) if visible => opened.fit.push(sheet),
            Ok(Some(sheet)) => opened.hidden.push(sheet.name),
            Err(Unread::TooLarge) if visible => opened.too_large = Some(name),
            Err(Unread::Damaged) if visible => return Err(Unread::Damaged),
            Ok(None) | Err(_) => {}
        }
    }
    Ok(opened)
}

/// A sheet that can be a roster.
struct Sheet {
    name: String,
    rows: Vec<Vec<String>>,
    /// The row on which the header ends, from 0.
    header: usize,
}

/// A sheet with a known header, and something under it; None when it has none.
fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Option<Sheet>, Unread> {
    let mut rows = rows(book, name)?;
    // A sheet whose merged cells cannot be told is read as it stands.
    let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    let Some(header) = header(&mut rows, &merged) else { return Ok(None) };
    let has_rows = rows.iter().skip(header + 1).flatten().any(|cell| !cell.is_empty());
    Ok(has_rows.then(|| Sheet { name: name.to_owned(), rows, header }))
}

/// What the parts of a ZIP archive unpack to together, as its directory says. None when it has no whole directory.
fn unpacked_size(bytes: &[u8]) -> Option<u64> {
    let number = |at: usize, length: usize| {
        let field = bytes.get(at..at.checked_add(length)?)?;
        Some(field.iter().rev().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)))
    };
    let end = bytes.windows(4).rposition(|four| four == b"PK\x05\x06")?;
    let entries = number(end + 10, 2)?;
    let mut at = usize::try_from(number(end + 16, 4)?).ok()?;
    let mut sum = 0_u64;
    for _ in 0..entries {
        if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
            return None;
        }
        sum += number(at + 24, 4)?;
        let names = number(at + 28, 2)? + number(at + 30, 2)? + number(at + 32, 2)?;
        at = at.checked_add(46)?.checked_add(usize::try_from(names).ok()?)?;
    }
    Some(sum)
}

/// Why a workbook or a sheet was not read.
enum Unread {
    TooLarge,
    /// With a password.
    Locked,
    Damaged,
    /// A chart, not a sheet of cells.
    NoSheet,
}

/// The cells of a sheet, in rows without gaps.
fn rows(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<Vec<String>>, Unread> {
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_)) => return Err(Unread::NoSheet),
        Err(_) => return Err(Unread::Damaged),
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(|_| Unread::Damaged)? {
        let shown = shown(cell.get_value());
        if shown.is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(Unread::TooLarge);
        }
        let (row, column) = (row as usize, column as usize);
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
        if rows[row].len() <= column {
            rows[row].resize(column + 1, String::new());
        }
        rows[row][column] = shown;
    }
    Ok(rows)
}

/// A cell as it is read: on one line, dates as `2027-05-06`, whole numbers without a fraction.
fn shown(value: &DataRef<'_>) -> String {
    let text = match value {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        DataRef::DateTime(_) => value.as_date().map(|date| date.to_string()).unwrap_or_default(),
        DataRef::DateTimeIso(text) => text.chars().take(10).collect(),
        DataRef::DurationIso(_) | DataRef::Error(_) | DataRef::Empty => String::new(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The row on which the first header ends that some reader knows. A header of several rows, where cells reach over two
/// or more of them, is drawn together on its last: each column goes by its lowest words.
fn header(rows: &mut [Vec<String>], merged: &[Dimensions]) -> Option<usize> {
    for first in 0..rows.len().min(HEADER_WITHIN) {
        if rows[first].iter().all(String::is_empty) {
            continue;
        }
        let last = last_row(first, merged).min(rows.len() - 1);
        if last > first {
            let drawn = drawn_together(&rows[first..=last]);
            if is_known(&drawn) {
                rows[last] = drawn;
                return Some(last);
            }
        }
        if is_known(&rows[first]) {
            return Some(first);
        }
    }
    None
}

/// The last row that a cell beginning on a row reaches.
fn last_row(first: usize, merged: &[Dimensions]) -> usize {
    let begins_there = |cell: &&Dimensions| cell.start.0 as usize == first;
    merged.iter().filter(begins_there).map(|cell| cell.end.0 as usize).fold(first, usize::max)
}

fn drawn_together(rows: &[Vec<String>]) -> Vec<String> {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let lowest = |column: usize| {
        let words = rows.iter().rev().filter_map(|row| row.get(column));
        words.into_iter().find(|cell| !cell.is_empty()).cloned().unwrap_or_default()
    };
    (0..width).map(lowest).collect()
}

fn is_known(row: &[String]) -> bool {
    let text = line(row);
    match Table::read("", &text) {
        Ok(Some(table)) => is_header(&table.names().collect::<BTreeSet<String>>()),
        _ => false,
    }
}

/// A row as a line of CSV. Tabs separate, for no cell has one.
fn line(row: &[String]) -> String {
    let quote = |cell: &String| {
        let plain = !cell.contains([',', ';', '"']);
        if plain { cell.clone() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
    };
    let mut line = row.iter().map(quote).collect::<Vec<_>>().join("\t");
    line.push('\n');
    line
}

fn read_sheet(file: &str, sheet: &Sheet, council: &Council) -> Result<Loaded, Vec<Diagnostic>> {
    // Blank lines stand for what is above the header, so that lines are rows.
    let lines: Vec<String> = sheet
        .rows
        .iter()
        .enumerate()
        .map(|(at, row)| if at < sheet.header { "\n".to_owned() } else { line(row) })
        .collect();
    let placed = |fault: Diagnostic| in_cell(fault, &sheet.name, &lines);
    match table(file, &lines.concat(), council) {
        Ok(loaded) => Ok(Loaded { notes: loaded.notes.into_iter().map(placed).collect(), ..loaded }),
        Err(faults) => Err(faults.into_iter().map(placed).collect()),
    }
}

/// A fault with the cell it is in, instead of a place in a file of lines.
fn in_cell(fault: Diagnostic, sheet: &str, lines: &[String]) -> Diagnostic {
    let message = match fault.line.checked_sub(1).and_then(|at| lines.get(at)) {
        Some(line) => {
            let column = column_of(line, fault.column);
            format!("sheet \"{sheet}\", cell {}{}: {}", letters(column), fault.line, fault.message)
        }
        None => fault.message.clone(),
    };
    Diagnostic { line: 0, column: 0, message, ..fault.veiled() }
}

/// The number of the cell, from 0, in which a line's character stands.
fn column_of(line: &str, character: usize) -> usize {
    let mut quoted = false;
    let mut column = 0;
    for c in line.chars().take(character.saturating_sub(1)) {
        match c {
            '"' => quoted = !quoted,
            '\t' if !quoted => column += 1,
            _ => {}
        }
    }
    column
}

/// A column as Excel names it: A, B, … AA.
fn letters(column: usize) -> String {
    let mut number = column + 1;
    let mut letters = String::new();
    while number > 0 {
        let letter = u8::try_from((number - 1) % 26).unwrap_or_default();
        letters.insert(0, char::from(b'A' + letter));
        number = (number - 1) / 26;
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_excel_names_them() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (255, "IV")] {
            assert_eq!(letters(column), name);
        }
        assert_eq!(column_of("a\t\"b;\"\tc\n", 8), 2);
    }
}
