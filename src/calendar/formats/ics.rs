//! iCalendar (RFC 5545): what Outlook, Google, Apple and other people's programs export, and what they subscribe to.
//!
//! ```text
//! line -> outline -> event (zone, time) -> Sheet        Calendar -> about -> write
//! ```
//!
//! An event is a period of its own: its days are taken as they stand and no timetable is counted. Nothing that
//! would make the calendar smaller is passed over: a file that is cut off, an event that repeats or one whose time
//! cannot be told is a fault.

mod about;
mod event;
mod line;
mod outline;
mod time;
mod write;
mod zone;

use std::collections::BTreeMap;

use crate::calendar::bank_holidays::BankHolidays;
use crate::calendar::sheet::{OwnPeriod, Sheet};
use crate::diagnostic::{Diagnostic, Place};
use event::{Entry, Reader};
use outline::Outline;

pub use line::whole_characters;
pub use write::write;

/// Reads the file; every fault in its events is reported, not only the first.
///
/// # Errors
/// Every fault with its line and repair: a file that is cut off or holds no event, an event without a start or an
/// end, that repeats, or in a time zone nobody knows, one UID for two events, a list of bank holidays.
pub fn read(file: &str, source: &str) -> Result<Sheet, Vec<Diagnostic>> {
    let lines = line::lines(source);
    let outline = Outline::of(file, &lines).map_err(|fault| vec![*fault])?;
    let mut reader = Reader::new(file, &outline);
    let entries: Vec<Entry> = outline.events.iter().filter_map(|event| reader.entry(event)).collect();
    let Reader { mut faults, mut notes, .. } = reader;
    if outline.events.is_empty() {
        faults.push(Diagnostic::of_file(
            file,
            "the file holds no event",
            "export the calendar again with the pre-election periods in it, or take the file out of [calendar] files",
        ));
    }
    faults.extend(twice(&entries));
    if !faults.is_empty() {
        return Err(faults);
    }
    if are_bank_holidays(&entries) {
        return Err(vec![Diagnostic::of_file(
            file,
            "the events are bank holidays, not pre-election periods",
            "name gov.uk's bank-holidays.json in [calendar] files instead: those days are then left out of the count",
        )]);
    }
    for (day, entry) in entries.iter().filter_map(|entry| Some((entry.only_day?, entry))) {
        notes.push(entry.own.place.fault(
            format!("“{}” lasts one day, {day}; a pre-election period usually begins about five weeks before polling day", entry.own.period.title),
            format!("if {day} is polling day, take the event out and enter an [[election]] with `poll = {day}` in a .toml file: its period is then counted"),
        ));
    }
    let periods = entries.into_iter().map(|entry| entry.own).collect();
    Ok(Sheet { periods, notes, ..Sheet::default() })
}

/// The events whose id another has.
fn twice(entries: &[Entry]) -> Vec<Diagnostic> {
    let mut first: BTreeMap<&str, &OwnPeriod> = BTreeMap::new();
    let mut faults = Vec::new();
    for entry in entries {
        let id = entry.own.period.election.as_str();
        let Some(other) = first.get(id) else {
            first.insert(id, &entry.own);
            continue;
        };
        let titles = format!("“{}” and “{}”", other.period.title, entry.own.period.title);
        faults.push(if entry.has_uid {
            entry.own.place.fault(
                format!("two events have the UID `{id}`: {titles}"),
                "give each event a UID of its own, or remove the one that no longer counts",
            )
        } else {
            entry.own.place.fault(
                format!("{titles} cannot be told apart: neither has a UID, and they start on the same day"),
                "give each event a line `UID:` with an id of its own",
            )
        });
    }
    faults
}

/// Whether this is a list such as gov.uk's: one day each, most of them called as bank holidays are.
fn are_bank_holidays(entries: &[Entry]) -> bool {
    let named =
        || entries.iter().filter(|entry| BankHolidays::shipped().has_title(&entry.own.period.title)).count();
    entries.iter().all(|entry| entry.only_day.is_some()) && named() * 2 > entries.len()
}

/// A value that cannot be taken: what is wrong with it, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wrong {
    message: String,
    repair: String,
}

impl Wrong {
    fn new(message: impl Into<String>, repair: impl Into<String>) -> Self {
        Self { message: message.into(), repair: repair.into() }
    }

    fn at(self, place: &Place) -> Diagnostic {
        place.fault(self.message, self.repair)
    }
}
