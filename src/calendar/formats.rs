//! The files a calendar is read from, one reader a format.

mod ballots;
mod csv;
mod every_election;
pub mod ics;
mod json;
mod json_texts;
mod tidy;
pub mod toml;

use super::sheet::Sheet;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::web_page::web_page;

/// How large a calendar file may be, in bytes: a list of a year's elections in the whole country is far smaller.
pub const LARGEST: usize = 32 << 20;

/// Reads one calendar file by its name's ending.
///
/// # Errors
/// Every fault of the file, with its place where it has one.
pub fn read(file: &str, bytes: &[u8]) -> Result<Sheet, Vec<Diagnostic>> {
    if bytes.len() > LARGEST {
        return Err(vec![Diagnostic::of_file(
            file,
            format!("the file is larger than {} MiB, the most a calendar may be", LARGEST >> 20),
            "download the elections of the council and of the authorities that cover it, not everybody's",
        )]);
    }
    read_as_it_is(file, bytes).and_then(tidy::tidy)
}

/// Whether a file holds nothing but days that do not count.
pub fn is_almanac(file: &str, bytes: &[u8]) -> bool {
    let has = |word: &str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    // Most files are calendars, which the words alone tell.
    let may_be =
        ["day_not_counted", "england-and-wales", "scotland", "northern-ireland"].into_iter().any(has);
    may_be && read(file, bytes).is_ok_and(|sheet| sheet.is_almanac())
}

fn read_as_it_is(file: &str, bytes: &[u8]) -> Result<Sheet, Vec<Diagnostic>> {
    if let Some(page) = web_page(bytes) {
        let repair = "open the address in a browser to see what it says, and save the calendar itself: the .ics, .csv or .json \
                      it offers";
        return Err(vec![Diagnostic::of_file(file, page, repair)]);
    }
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
