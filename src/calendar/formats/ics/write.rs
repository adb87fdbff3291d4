//! The export, and what `/calendar.ics` serves.
//!
//! Written here and not by the `icalendar` crate, whose writer reads the clock and makes up ids.

use chrono::{DateTime, Utc};

use super::about::about;
use crate::calendar::{Calendar, Period};
use crate::council::CouncilId;

/// What stands behind the council's id in a UID.
pub(super) const DOMAIN: &str = ".purdah";

/// What stands before a period's title in other people's calendars.
pub(super) const TITLE: &str = "Pre-election period: ";

/// Lines are folded at so many bytes (RFC 5545, 3.1).
const WIDTH: usize = 75;

/// The zero of `SEQUENCE`: 1 January 2020, in seconds of Unix time.
const FIRST_SEQUENCE: i64 = 1_577_836_800;

/// Writes a calendar as RFC 5545 has it, for Outlook, Google and Apple, and for [`super::read`], which gives back
/// the same ids, edges, wards and advisories.
///
/// `name` is the council's. `stamp` is when the calendar last changed, to the second: it becomes `DTSTAMP` and
/// `LAST-MODIFIED`, and the minutes up to it the `SEQUENCE`, by which a subscriber sees that an event it has moved.
/// The same arguments give the same bytes.
pub fn write(name: &str, council: &CouncilId, calendar: &Calendar, stamp: DateTime<Utc>) -> String {
    let name = text(&format!("{}: pre-election periods", one_line(name)));
    let mut out = Lines::default();
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line("PRODID:-//purdah//pre-election periods//EN");
    out.line("CALSCALE:GREGORIAN");
    out.line("METHOD:PUBLISH");
    out.line(&format!("NAME:{name}"));
    out.line(&format!("X-WR-CALNAME:{name}"));
    out.line("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    out.line("X-PUBLISHED-TTL:PT1H");
    for period in calendar.periods() {
        event(&mut out, council, period, stamp);
    }
    out.line("END:VCALENDAR");
    out.0
}

fn event(out: &mut Lines, council: &CouncilId, period: &Period, stamp: DateTime<Utc>) {
    out.line("BEGIN:VEVENT");
    out.line(&format!("UID:{}@{council}{DOMAIN}", text(&one_line(&period.election))));
    out.line(&format!("DTSTAMP:{}", time(stamp)));
    out.line(&format!("LAST-MODIFIED:{}", time(stamp)));
    out.line(&format!("SEQUENCE:{}", sequence(stamp)));
    out.line(&format!("DTSTART:{}", time(period.starts.to_utc())));
    out.line(&format!("DTEND:{}", time(period.ends.to_utc())));
    out.line(&format!("SUMMARY:{}", text(&format!("{TITLE}{}", one_line(&period.title)))));
    out.line(&format!("DESCRIPTION:{}", text(&about(period))));
    out.line(if period.provisional { "STATUS:TENTATIVE" } else { "STATUS:CONFIRMED" });
    out.line("CLASS:PUBLIC");
    out.line("TRANSP:TRANSPARENT");
    out.line("X-MICROSOFT-CDO-BUSYSTATUS:FREE");
    if let Some(wards) = period.wards() {
        let wards: Vec<_> = wards.iter().map(|ward| text(&one_line(ward))).collect();
        out.line(&format!("X-PURDAH-WARDS:{}", wards.join(",")));
    }
    if period.advisory {
        out.line("X-PURDAH-ADVISORY:TRUE");
    }
    out.line("END:VEVENT");
}

fn time(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// Minutes since 2020: greater with every change, and within the 32 bits programs keep it in.
fn sequence(stamp: DateTime<Utc>) -> i32 {
    i32::try_from((stamp.timestamp() - FIRST_SEQUENCE).max(0) / 60).unwrap_or(i32::MAX)
}

/// A name without breaks: some programs take any of them for the end of the line.
fn one_line(name: &str) -> String {
    name.replace(is_break, " ")
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A text value (RFC 5545, 3.3.11), without what may not stand in one.
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if is_break(c) => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    /// Adds a line, folded before the character that would pass the width.
    fn line(&mut self, text: &str) {
        let mut used = 0;
        for c in text.chars() {
            if used + c.len_utf8() > WIDTH {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(c);
            used += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}
