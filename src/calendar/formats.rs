//! The files a calendar is read from, one reader a format.

mod ballots;
mod csv;
mod every_election;
pub mod ics;
mod json;
pub mod toml;

use super::sheet::Sheet;
use crate::diagnostic::Diagnostic;

/// Reads one calendar file by its name's ending.
pub fn read(file: &str, bytes: &[u8]) -> Result<Sheet, Vec<Diagnostic>> {
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let bytes = if ending.as_deref() == Some("ics") { ics::whole_characters(bytes) } else { bytes.into() };
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        vec![Diagnostic::of_file(
            file,
            format!("byte {} is not UTF-8", error.valid_up_to()),
            "save the file as UTF-8",
        )]
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match ending.as_deref() {
        Some("ics") => ics::read(file, text),
        Some("toml") => toml::read(file, text),
        Some("json") => json::read(file, text),
        Some("csv" | "tsv") => csv::read(file, text),
        _ => Err(vec![Diagnostic::of_file(
            file,
            "calendars in this format cannot be read",
            "save them as CSV (.csv), iCalendar (.ics) or EveryElection's JSON (.json), or write them in a file that ends in .toml, with \
             an [[election]] table for each",
        )]),
    }
}
