//! What encloses what: a calendar, its events, its time zones, and whatever else programs put there.

use std::collections::BTreeMap;

use super::line::{Line, Property};
use super::zone::Defined;
use crate::diagnostic::{Diagnostic, Place};

/// The parts of a file that a calendar is made of.
#[derive(Debug, Default)]
pub(super) struct Outline<'a> {
    pub(super) events: Vec<Block<'a>>,
    /// The lines of the calendar itself.
    pub(super) own: Vec<&'a Line<'a>>,
    /// The time zones the file defines, by the names it gives them.
    pub(super) zones: BTreeMap<String, Defined>,
    /// The first task, if there is one.
    pub(super) todo: Option<Place>,
}

/// A component's own lines, without those of components inside of it.
#[derive(Debug)]
pub(super) struct Block<'a> {
    pub(super) begin: &'a Line<'a>,
    pub(super) lines: Vec<&'a Line<'a>>,
}

struct Open<'a> {
    component: String,
    block: Block<'a>,
    /// The offsets of a time zone, in winter and in summer.
    offsets: Vec<(Season, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Season {
    Standard,
    Daylight,
}

impl<'a> Outline<'a> {
    /// Sorts the lines of a file. What is open at its end was cut off.
    pub(super) fn of(file: &str, lines: &'a [Line<'a>]) -> Result<Self, Box<Diagnostic>> {
        let fault = |line: &Line<'_>, message: String, repair: &str| {
            Err(Box::new(line.place(file).fault(message, repair)))
        };
        let mut outline = Self::default();
        let mut open: Vec<Open<'a>> = Vec::new();
        let mut begun = false;
        for line in lines {
            let name = line.name().unwrap_or_default();
            let around = open.last().map(|open| open.component.as_str());
            match (name.as_str(), around) {
                ("BEGIN", None) if line.component() == "VCALENDAR" && !begun => {
                    begun = true;
                    open.push(Open::at(line));
                }
                ("BEGIN", None) if line.component() == "VCALENDAR" => {
                    return fault(
                        line,
                        "a second calendar begins here".into(),
                        "save each calendar in a file of its own, and name them all in [calendar] files",
                    );
                }
                (_, None) if begun => {
                    return fault(
                        line,
                        "the calendar has ended above this line".into(),
                        "export the calendar again",
                    );
                }
                (_, None) => {
                    return fault(
                        line,
                        "a calendar file begins with BEGIN:VCALENDAR".into(),
                        "export the calendar again, as iCalendar (.ics)",
                    );
                }
                ("BEGIN", Some(around)) => {
                    if line.component() == "VEVENT" && around != "VCALENDAR" {
                        return fault(
                            line,
                            format!("an event begins before END:{around}"),
                            "export the calendar again: each event ends with END:VEVENT before the next begins",
                        );
                    }
                    open.push(Open::at(line));
                }
                ("END", Some(around)) => {
                    if line.component() != around {
                        let message = format!("END:{} stands where END:{around} belongs", line.component());
                        return fault(line, message, "export the calendar again");
                    }
                    if let Some(closed) = open.pop() {
                        match open.last_mut().filter(|around| around.component == "VTIMEZONE") {
                            Some(zone) => zone.offsets.extend(offset(&closed)),
                            None => outline.close(file, closed),
                        }
                    }
                }
                (_, Some(_)) => {
                    if let Some(open) = open.last_mut() {
                        open.block.lines.push(line);
                    }
                }
            }
        }
        match open.last() {
            Some(open) => fault(
                open.block.begin,
                format!("the file is cut off: END:{} is missing", open.component),
                "export or download the calendar again; nothing of a file that is cut off is loaded",
            ),
            None if !begun => Err(Box::new(Diagnostic::of_file(
                file,
                "the file is empty",
                "export the calendar again, as iCalendar (.ics)",
            ))),
            None => Ok(outline),
        }
    }

    fn close(&mut self, file: &str, closed: Open<'a>) {
        match closed.component.as_str() {
            "VCALENDAR" => self.own = closed.block.lines,
            "VEVENT" => self.events.push(closed.block),
            "VTIMEZONE" => self.zones.extend(zone(&closed)),
            "VTODO" if self.todo.is_none() => self.todo = Some(closed.block.begin.place(file)),
            _ => {}
        }
    }
}

impl<'a> Open<'a> {
    fn at(line: &'a Line<'a>) -> Self {
        let block = Block { begin: line, lines: Vec::new() };
        Self { component: line.component(), block, offsets: Vec::new() }
    }
}

impl Block<'_> {
    fn text(&self, name: &str) -> Option<String> {
        let line = self.lines.iter().find(|line| line.name().as_deref() == Some(name))?;
        Some(Property::read(line).ok()?.text().trim().to_owned())
    }
}

fn offset(part: &Open<'_>) -> Option<(Season, String)> {
    let season = match part.component.as_str() {
        "STANDARD" => Season::Standard,
        "DAYLIGHT" => Season::Daylight,
        _ => return None,
    };
    Some((season, part.block.text("TZOFFSETTO")?))
}

fn zone(closed: &Open<'_>) -> Option<(String, Defined)> {
    let is = |season, offset: &str| closed.offsets.iter().any(|known| *known == (season, offset.to_owned()));
    let no_others = closed.offsets.iter().all(|(_, offset)| matches!(offset.as_str(), "+0000" | "+0100"));
    let defined = Defined {
        location: closed.block.text("X-LIC-LOCATION").or_else(|| closed.block.text("TZID-ALIAS-OF")),
        keeps_londons_clocks: no_others && is(Season::Standard, "+0000") && is(Season::Daylight, "+0100"),
    };
    Some((closed.block.text("TZID")?, defined))
}
