//! The files a roster is read from: one reader for each format.
//!
//! What a file is, is told by its content and the names in its header, never by its name alone; its ending only rules
//! out what cannot be a roster ([`content`]). No reader fetches anything, and none keeps telephone numbers, e-mail or
//! home addresses: they are left behind where they are read.

pub mod candidates;
mod choice;
mod collected;
pub mod content;
pub mod csv;
pub mod directory;
mod fields;
pub mod json;
pub mod members;
pub mod modern_gov;
pub mod open_council_data;
pub mod register;
pub mod workbook;
pub mod written;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Entry;
use crate::council::Council;
use crate::diagnostic::Diagnostic;
use crate::table::Table;
use content::Content;

/// What a roster file gave.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loaded {
    /// The rows.
    pub entries: Vec<Entry>,
    /// What was left aside and may be worth a look; nothing here stops the file from being used.
    pub notes: Vec<Diagnostic>,
    /// What the file says of seats: it shows how far behind the elections the file is.
    pub seats: Vec<Seat>,
    /// Who was elected, where a list of candidates says so.
    pub winners: Vec<Winner>,
    /// The council's own file: its rows complete those of feeds with the same id.
    pub own: bool,
}

/// A councillor's seat, as far as a file speaks of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The ward.
    pub ward: Option<String>,
    /// The first day of the newest term.
    pub taken: Option<NaiveDate>,
    /// The last day of the newest term, or the day of the seat's next poll.
    pub ends: Option<NaiveDate>,
}

/// Somebody a list of candidates says was elected to a council.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Winner {
    /// Their name.
    pub name: String,
    /// The ward.
    pub ward: Option<String>,
    /// Polling day.
    pub poll: NaiveDate,
}

impl Seat {
    /// What a row says of its holder's seat.
    fn of(entry: &Entry) -> Self {
        Self { ward: entry.ward.clone(), taken: entry.from, ends: entry.until }
    }
}

/// Reads a roster file of any format. `council` chooses its own rows where a file holds many councils'.
///
/// # Errors
/// A file that is no roster, with what it is instead; one that is cut off or not whole; one that holds nobody; every
/// fault of its rows. A faulty file never gives a smaller roster.
pub fn read(file: &str, bytes: &[u8], council: &Council) -> Result<Loaded, Vec<Diagnostic>> {
    match content::of(file, bytes).map_err(|fault| vec![*fault])? {
        Content::Table(text) => table(file, text, council),
        Content::Xml(text) => modern_gov::read(file, text),
        Content::Json(text) => json::read(file, text),
        Content::Workbook => workbook::read(file, bytes, council),
    }
}

/// One of the readers of tables.
struct TableReader {
    /// Whether a table with these columns is meant for it.
    is_meant: fn(&BTreeSet<String>) -> bool,
    read: fn(&Table<'_>, &Council) -> Result<Loaded, Vec<Diagnostic>>,
}

/// The readers of tables; the first that knows the header reads the file.
const TABLES: [TableReader; 7] = [
    TableReader { is_meant: register::is_meant, read: register::read },
    TableReader { is_meant: candidates::is_meant, read: candidates::read },
    TableReader { is_meant: open_council_data::is_meant, read: open_council_data::read },
    TableReader { is_meant: members::is_meant, read: members::read },
    TableReader { is_meant: json::is_meant_table, read: json::read_table },
    TableReader { is_meant: csv::is_meant, read: csv::read_table },
    TableReader { is_meant: directory::is_meant, read: directory::read },
];

fn table(file: &str, text: &str, council: &Council) -> Result<Loaded, Vec<Diagnostic>> {
    let Some(table) = Table::read(file, text)? else {
        return Err(vec![Diagnostic::of_file(file, EMPTY.0, EMPTY.1)]);
    };
    let names: BTreeSet<String> = table.names().collect();
    match TABLES.iter().find(|reader| (reader.is_meant)(&names)) {
        Some(reader) => (reader.read)(&table, council),
        None => Err(vec![table.header().fault(
            "no column of this table is known to hold names",
            "make the first line the header, with a column called `name`; what is known: purdah's own columns, lists of \
             members, Democracy Club's candidates, Open Council Data, the Electoral Commission's register",
        )]),
    }
}

/// Whether some reader of tables knows the header.
fn is_header(names: &BTreeSet<String>) -> bool {
    TABLES.iter().any(|reader| (reader.is_meant)(names))
}

const EMPTY: (&str, &str) = (
    "the roster is empty",
    "write a header line beginning `name,aliases,title,role,…` and one line for each person",
);
