//! The election calendar: which pre-election periods are in force, and which come next.
//!
//! [`election`] holds what a file says of an election and of its status; [`period`] what follows from it;
//! [`formats`] reads the files.

#![deny(clippy::disallowed_methods)]

pub mod election;
pub mod formats;
pub mod moment;
pub mod period;

use chrono::{DateTime, Utc};

pub use period::{Period, Scope};

/// All the periods of one council.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    loaded: bool,
    periods: Vec<Period>,
}

impl Calendar {
    /// A calendar of these periods, in any order.
    pub fn new(mut periods: Vec<Period>) -> Self {
        periods.sort_by(|a, b| (a.starts, &a.election).cmp(&(b.starts, &b.election)));
        Self { loaded: true, periods }
    }

    /// Whether a calendar was ever loaded. [`Calendar::default`] is none; one without a period is a calendar.
    pub fn is_loaded(&self) -> bool {
        self.loaded
    }

    /// Every period, earliest start first.
    pub fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// The periods in force at a moment, earliest start first.
    pub fn in_force(&self, at: DateTime<Utc>) -> impl Iterator<Item = &Period> {
        self.periods
            .iter()
            .take_while(move |period| period.starts <= at)
            .filter(move |period| period.covers(at))
    }

    /// The next moment after `at` at which a period starts or ends.
    pub fn next_change(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.periods
            .iter()
            .flat_map(|period| [period.starts, period.ends])
            .map(|edge| edge.with_timezone(&Utc))
            .filter(|edge| *edge > at)
            .min()
    }

    /// When the periods now in force will all have ended: periods that overlap are followed to the last one.
    /// None when none is in force.
    pub fn quiet_from(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let mut end = self.in_force(at).map(|period| period.ends.with_timezone(&Utc)).max()?;
        while let Some(later) = self.in_force(end).map(|period| period.ends.with_timezone(&Utc)).max() {
            end = later;
        }
        Some(end)
    }
}
