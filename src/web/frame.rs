//! What surrounds the content of every page.

use chrono::{DateTime, Utc};

pub(crate) use super::words::periods::{covers, notes};
use super::words::{ENGLISH, fill};
use super::{assets, when};
use crate::calendar::{Calendar, Period};

/// Where in the desk a page stands, for its navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Here {
    Held,
    Check,
    Calendar,
    Rules,
    Record,
}

/// One entry of the navigation.
#[derive(Debug)]
pub(crate) struct NavItem {
    pub(crate) href: &'static str,
    pub(crate) text: &'static str,
    pub(crate) current: bool,
}

/// A moment for a page: for people and for machines.
#[derive(Debug, Clone)]
pub(crate) struct Moment {
    pub(crate) text: String,
    pub(crate) machine: String,
}

impl Moment {
    /// The moment, said by London's clocks.
    pub(crate) fn of(at: DateTime<Utc>) -> Self {
        Self { text: when::said(at), machine: when::machine(at) }
    }

    /// The moment inside a sentence with a gap called `when`.
    pub(crate) fn within(sentence: &str, at: DateTime<Utc>) -> Self {
        Self { text: fill(sentence, &[("when", &when::said(at))]), machine: when::machine(at) }
    }
}

/// A tag: its words, and the class of its colour.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tag {
    pub(crate) text: &'static str,
    pub(crate) class: &'static str,
}

impl From<(&'static str, &'static str)> for Tag {
    fn from((text, class): (&'static str, &'static str)) -> Self {
        Self { text, class }
    }
}

/// What is in force, in the words every page carries.
#[derive(Debug)]
pub(crate) struct PeriodNotice {
    pub(crate) class: &'static str,
    pub(crate) headline: String,
    pub(crate) lines: Vec<String>,
}

/// What surrounds the content of a page.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) title: String,
    /// A form came back with faults: the title says so.
    pub(crate) error: bool,
    pub(crate) council: Option<String>,
    /// The signed-in person's name.
    pub(crate) person: Option<String>,
    pub(crate) here: Option<Here>,
    pub(crate) period: Option<PeriodNotice>,
    /// What those who run the guard must hear of.
    pub(crate) troubles: Vec<String>,
    /// What was just done.
    pub(crate) done: Option<&'static str>,
    /// Whether scripts were embedded.
    pub(crate) scripts: bool,
}

impl Frame {
    /// The surroundings for somebody who is not signed in.
    pub(crate) fn bare(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            error: false,
            council: None,
            person: None,
            here: None,
            period: None,
            troubles: Vec::new(),
            done: None,
            scripts: assets::has_frontend(),
        }
    }

    /// Marks the page as a form that came back with faults.
    pub(crate) fn failed(mut self, failed: bool) -> Self {
        self.error = failed;
        self
    }

    /// Where the desk can go from here.
    pub(crate) fn navigation(&self) -> Vec<NavItem> {
        let say = &ENGLISH.site;
        [
            (Here::Held, "/held", say.held),
            (Here::Check, "/check", say.check),
            (Here::Calendar, "/calendar", say.calendar),
            (Here::Rules, "/rules", say.rules),
            (Here::Record, "/audit", say.record),
        ]
        .into_iter()
        .map(|(here, href, text)| NavItem { href, text, current: self.here == Some(here) })
        .collect()
    }
}

impl PeriodNotice {
    /// What a council's calendar says of this moment.
    pub(crate) fn of(calendar: &Calendar, now: DateTime<Utc>) -> Self {
        let say = &ENGLISH.site;
        let in_force: Vec<_> = calendar.in_force(now).collect();
        if let Some(until) = calendar.quiet_from(now) {
            let until = when::said(until);
            let count = in_force.len().to_string();
            let sentence = if in_force.len() == 1 { say.in_force } else { say.in_force_many };
            return Self {
                class: "desk-period--in-force",
                headline: fill(sentence, &[("until", &until), ("count", &count)]),
                lines: in_force.into_iter().map(described).collect(),
            };
        }
        if !calendar.is_loaded() {
            return Self {
                class: "desk-period--none",
                headline: say.no_calendar.to_owned(),
                lines: Vec::new(),
            };
        }
        let next = calendar.periods().iter().find(|period| period.starts > now);
        let line = next.map_or_else(
            || say.no_next.to_owned(),
            |period| fill(say.next, &[("day", &when::day(period.starts.to_utc())), ("title", &period.title)]),
        );
        Self { class: "", headline: say.none_now.to_owned(), lines: vec![line] }
    }
}

/// A period in one line: its title, what it covers, and what is special about it.
fn described(period: &Period) -> String {
    let mut line = format!("{}: {}", period.title, covers(period));
    for note in notes(period) {
        line.push_str("; ");
        line.push_str(note);
    }
    line
}
