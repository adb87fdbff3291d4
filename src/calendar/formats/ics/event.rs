//! One event, and the period it stands for.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use chrono_tz::Europe::London;

use super::Wrong;
use super::line::Property;
use super::outline::{Block, Outline};
use super::time::{Duration, Edge, Stamp, moment};
use super::write::{DOMAIN, TITLE};
use crate::calendar::moment::{close_of_poll, start_of_day};
use crate::calendar::period::Grounds;
use crate::calendar::sheet::OwnPeriod;
use crate::calendar::{Period, Scope};
use crate::diagnostic::{Diagnostic, Place};

/// The lines that say something of a period; programs write many others.
const READ: [&str; 14] = [
    "UID",
    "SUMMARY",
    "DTSTART",
    "DTEND",
    "DURATION",
    "STATUS",
    "RRULE",
    "EXRULE",
    "RDATE",
    "EXDATE",
    "RECURRENCE-ID",
    "X-PURDAH-WARDS",
    "X-PURDAH-ADVISORY",
    "X-MICROSOFT-CDO-ALLDAYEVENT",
];

const REPEATS: [&str; 5] = ["RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID"];

const ONCE: [&str; 6] = ["UID", "DTSTART", "DTEND", "DURATION", "X-PURDAH-WARDS", "X-PURDAH-ADVISORY"];

/// An event that was read.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) own: OwnPeriod,
    /// Whether its id is its own.
    pub(super) has_uid: bool,
    /// The day, of an event that is one whole day.
    pub(super) only_day: Option<NaiveDate>,
}

/// From when to when.
struct Stretch {
    starts: DateTime<Utc>,
    ends: DateTime<Utc>,
    only_day: Option<NaiveDate>,
}

/// Reads events one after the other, and gathers what is wrong with them.
pub(super) struct Reader<'a> {
    file: &'a str,
    outline: &'a Outline<'a>,
    pub(super) faults: Vec<Diagnostic>,
    pub(super) notes: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// With what there is to say of the calendar as a whole.
    pub(super) fn new(file: &'a str, outline: &'a Outline<'a>) -> Self {
        let mut notes = Vec::new();
        let method = outline.own.iter().find(|line| line.name().as_deref() == Some("METHOD"));
        if let Some(line) = method.filter(|line| line.component() == "CANCEL") {
            notes.push(line.place(file).fault("the file cancels its events; their periods stay", STAYS));
        }
        if let Some(todo) = &outline.todo {
            notes.push(todo.fault("the file holds tasks besides its events: they are left out", ""));
        }
        Self { file, outline, faults: Vec::new(), notes }
    }

    /// Reads one event; none when something in it is a fault, which is kept.
    pub(super) fn entry(&mut self, block: &Block<'_>) -> Option<Entry> {
        let before = self.faults.len();
        let lines = self.properties(block);
        if self.faults.len() > before {
            return None;
        }
        self.refuse_repeats(&lines);
        let place = block.begin.place(self.file);
        let uid = find(&lines, "UID").map(|uid| id_of(uid.text().trim())).filter(|uid| !uid.is_empty());
        let summary = find(&lines, "SUMMARY").map(Property::text).unwrap_or_default();
        let stretch = self.stretch(&lines, &place);
        let scope = self.scope(&lines);
        let advisory = self.flag(&lines, "X-PURDAH-ADVISORY");
        if self.faults.len() > before {
            return None;
        }
        let Stretch { starts, ends, only_day } = stretch?;
        let (starts, ends) = (starts.with_timezone(&London), ends.with_timezone(&London));
        let id = uid.clone().unwrap_or_else(|| slug(&summary, starts.date_naive()));
        let title = summary.strip_prefix(TITLE).unwrap_or(&summary).trim();
        let title = if title.is_empty() { id.clone() } else { title.to_owned() };
        if let Some(status) =
            find(&lines, "STATUS").filter(|status| status.value().eq_ignore_ascii_case("CANCELLED"))
        {
            let place = status.place(self.file);
            self.notes
                .push(place.fault(format!("“{title}” is marked as cancelled; its period stays"), STAYS));
        }
        let period = Period {
            election: id,
            title,
            starts,
            ends,
            scope: scope?,
            advisory: advisory?,
            provisional: false,
            grounds: Grounds::default(),
        };
        Some(Entry { own: OwnPeriod { period, place }, has_uid: uid.is_some(), only_day })
    }

    fn fault(&mut self, property: &Property<'_>, wrong: Wrong) {
        self.faults.push(wrong.at(&property.place(self.file)));
    }

    /// The lines that are read, taken apart. Others are passed over, unless they are no lines at all.
    fn properties<'b>(&mut self, block: &Block<'b>) -> Vec<Property<'b>> {
        let mut properties: Vec<Property<'b>> = Vec::new();
        for line in &block.lines {
            if line.name().is_some_and(|name| !READ.contains(&name.as_str())) {
                continue;
            }
            match Property::read(line) {
                Ok(property) => {
                    if ONCE.contains(&property.name.as_str()) && find(&properties, &property.name).is_some() {
                        let message = format!("the event has two lines {}", property.name);
                        self.fault(&property, Wrong::new(message, "remove the one that does not count"));
                    }
                    properties.push(property);
                }
                Err(wrong) => self.faults.push(wrong.at(&line.place(self.file))),
            }
        }
        properties
    }

    fn refuse_repeats(&mut self, lines: &[Property<'_>]) {
        if let Some(repeat) = lines.iter().find(|line| REPEATS.contains(&line.name.as_str())) {
            self.fault(
                repeat,
                Wrong::new(
                    format!("the event repeats ({}), and a period is one stretch of time", repeat.name),
                    "enter each period as an event of its own, without repetition",
                ),
            );
        }
    }

    fn stretch(&mut self, lines: &[Property<'_>], place: &Place) -> Option<Stretch> {
        let Some(start) = find(lines, "DTSTART") else {
            self.faults
                .push(place.fault("the event has no start", "add a line like DTSTART;VALUE=DATE:20270325"));
            return None;
        };
        let (end, duration) = (find(lines, "DTEND"), find(lines, "DURATION"));
        if let (Some(_), Some(duration)) = (end, duration) {
            self.fault(duration, Wrong::new("the event has both DTEND and DURATION", "remove one of them"));
            return None;
        }
        let all_day = self.flag(lines, "X-MICROSOFT-CDO-ALLDAYEVENT")?;
        let from = self.stamp(start)?;
        if let Stamp::Clock(local, zone) = from
            && let Err(wrong) = moment(local, zone, Edge::Start)
        {
            self.fault(start, wrong);
            return None;
        }
        let until = match (end, duration) {
            (Some(end), _) => Until::Stamp(self.stamp(end)?),
            (None, Some(duration)) => match Duration::read(duration.value()) {
                Ok(read) => Until::After(read),
                Err(wrong) => {
                    self.fault(duration, wrong);
                    return None;
                }
            },
            (None, None) => Until::Unsaid,
        };
        let (from, until) = if all_day { as_days(from, until) } else { (from, until) };
        match stretch(from, until) {
            Ok(stretch) => Some(stretch),
            Err(wrong) => {
                self.fault(end.or(duration).unwrap_or(start), wrong);
                None
            }
        }
    }

    fn stamp(&mut self, property: &Property<'_>) -> Option<Stamp> {
        match Stamp::read(property, &self.outline.zones) {
            Ok(stamp) => Some(stamp),
            Err(wrong) => {
                self.fault(property, wrong);
                None
            }
        }
    }

    fn scope(&mut self, lines: &[Property<'_>]) -> Option<Scope> {
        let Some(property) = find(lines, "X-PURDAH-WARDS") else { return Some(Scope::WholeArea) };
        let wards = property.list();
        if wards.iter().any(|ward| ward.trim().is_empty()) {
            let repair = "name the wards, or leave the line out for the whole area";
            self.fault(property, Wrong::new("X-PURDAH-WARDS names no ward", repair));
            return None;
        }
        Some(Scope::Wards(wards))
    }

    fn flag(&mut self, lines: &[Property<'_>], name: &str) -> Option<bool> {
        let Some(property) = find(lines, name) else { return Some(false) };
        match property.value().to_ascii_uppercase().as_str() {
            "TRUE" => Some(true),
            "FALSE" => Some(false),
            other => {
                let message = format!("`{other}` is neither TRUE nor FALSE");
                self.fault(
                    property,
                    Wrong::new(message, format!("write {name}:TRUE, or leave the line out")),
                );
                None
            }
        }
    }
}

const STAYS: &str = "if the period is over, enter the election with its status \"withdrawn\" and the reason in a .toml \
                     file, and take the event out";

#[derive(Debug, Clone, Copy)]
enum Until {
    Stamp(Stamp),
    After(Duration),
    Unsaid,
}

/// Midnight to midnight is whole days, where a program says so.
fn as_days(from: Stamp, until: Until) -> (Stamp, Until) {
    let last = match until {
        Until::Stamp(stamp) => stamp.midnight().map(|day| Until::Stamp(Stamp::Day(day))),
        other => Some(other),
    };
    match (from.midnight(), last) {
        (Some(first), Some(last)) => (Stamp::Day(first), last),
        _ => (from, until),
    }
}

fn stretch(from: Stamp, until: Until) -> Result<Stretch, Wrong> {
    match (from, until) {
        (Stamp::Day(first), Until::Unsaid) => days(first, first),
        (Stamp::Day(first), Until::Stamp(Stamp::Day(until))) => days(first, until),
        (Stamp::Day(first), Until::After(duration)) if duration.time.is_zero() => {
            days(first, first.checked_add_days(duration.days).unwrap_or(first))
        }
        (Stamp::Day(first), Until::After(duration)) => {
            times(start_of_day(first).to_utc(), duration.after(first.and_time(NaiveTime::MIN), London)?)
        }
        (Stamp::Clock(local, zone), Until::Stamp(Stamp::Clock(until, other))) => {
            times(moment(local, zone, Edge::Start)?, moment(until, other, Edge::End)?)
        }
        (Stamp::Clock(local, zone), Until::After(duration)) => {
            times(moment(local, zone, Edge::Start)?, duration.after(local, zone)?)
        }
        (Stamp::Clock(..), Until::Unsaid) => {
            Err(Wrong::new("the event has a start and no end", "add a line like DTEND:20270506T210000Z"))
        }
        (Stamp::Day(_), Until::Stamp(Stamp::Clock(..))) | (Stamp::Clock(..), Until::Stamp(Stamp::Day(_))) => {
            Err(Wrong::new(
                "one of start and end is a day, the other a time",
                "write both as days or both as times",
            ))
        }
    }
}

/// Whole days, the last of them before `until`: they end with the close of poll, as every period does.
fn days(first: NaiveDate, until: NaiveDate) -> Result<Stretch, Wrong> {
    if until < first {
        return Err(backwards());
    }
    let last = if until == first { first } else { until.checked_sub_days(Days::new(1)).unwrap_or(first) };
    Ok(Stretch {
        starts: start_of_day(first).to_utc(),
        ends: close_of_poll(last).to_utc(),
        only_day: (last == first).then_some(first),
    })
}

fn times(starts: DateTime<Utc>, ends: DateTime<Utc>) -> Result<Stretch, Wrong> {
    if ends <= starts { Err(backwards()) } else { Ok(Stretch { starts, ends, only_day: None }) }
}

fn backwards() -> Wrong {
    Wrong::new("the event does not end after it starts", "correct its start or its end")
}

fn find<'p, 'a>(properties: &'p [Property<'a>], name: &str) -> Option<&'p Property<'a>> {
    properties.iter().find(|property| property.name == name)
}

/// A `UID` of our own export without what the export put behind the id.
fn id_of(uid: &str) -> String {
    let own = uid.rsplit_once('@').filter(|(_, host)| host.ends_with(DOMAIN));
    own.map_or(uid, |(id, _)| id).to_owned()
}

/// An id for an event that has none.
fn slug(summary: &str, start: NaiveDate) -> String {
    let words: Vec<String> = summary
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let name = if words.is_empty() { "event".to_owned() } else { words.join("-") };
    format!("{name}-{start}")
}
