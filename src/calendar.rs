//! The election calendar: which pre-election periods are in force, and which come next.
//!
//! ```text
//! formats -> sheet -> assemble -> election + timetable -> period -> Calendar
//! ```
//!
//! [`formats`] reads the files into a [`sheet`] each; [`mod@assemble`] makes one calendar of them: it chooses a
//! council's own elections from lists ([`listing`]), counts their days ([`mod@timetable`], [`working_day`],
//! [`bank_holidays`]) and turns each [`election`] into a [`period`].

#![deny(clippy::disallowed_methods)]

pub mod assemble;
pub mod ballot_id;
pub mod bank_holidays;
pub mod contest;
pub mod difference;
pub mod easter;
pub mod election;
pub mod formats;
mod listing;
pub mod moment;
pub mod outlook;
pub mod period;
pub mod sheet;
pub mod status;
mod succession;
mod timeline;
pub mod timetable;
mod twice;
pub mod usual_holidays;
pub mod ward;
pub mod working_day;

use chrono::{DateTime, Utc};

pub use period::{Period, Scope};
use timeline::Timeline;

/// All the periods of one council.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    loaded: bool,
    periods: Vec<Period>,
    withdrawn: Vec<Withdrawal>,
    timeline: Timeline,
}

/// An election whose period was taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// The id of the election.
    pub election: String,
    /// What officers call it.
    pub title: String,
    /// Why it was withdrawn.
    pub reason: String,
}

impl Calendar {
    /// A calendar of these periods, in any order.
    pub fn new(mut periods: Vec<Period>) -> Self {
        periods.sort_by(|a, b| (a.starts, &a.election).cmp(&(b.starts, &b.election)));
        let timeline = Timeline::of(&periods);
        Self { loaded: true, periods, withdrawn: Vec::new(), timeline }
    }

    /// With what was withdrawn from it.
    #[must_use]
    pub fn with_withdrawn(self, withdrawn: Vec<Withdrawal>) -> Self {
        Self { withdrawn, ..self }
    }

    /// Whether a calendar was ever loaded. [`Calendar::default`] is none; one without a period is a calendar.
    pub fn is_loaded(&self) -> bool {
        self.loaded
    }

    /// Every period, earliest start first.
    pub fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// What was withdrawn.
    pub fn withdrawn(&self) -> &[Withdrawal] {
        &self.withdrawn
    }

    /// The periods in force at a moment, earliest start first.
    pub fn in_force(&self, at: DateTime<Utc>) -> impl Iterator<Item = &Period> {
        let active = self.timeline.in_force(at);
        (0..active.len()).map(move |place| &self.periods[active[place]])
    }

    /// The next moment after `at` at which a period starts or ends.
    pub fn next_change(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.timeline.next_change(at)
    }

    /// When the periods now in force will all have ended: periods that overlap are followed to the last one.
    /// None when none is in force.
    pub fn quiet_from(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.timeline.quiet_from(at)
    }
}
