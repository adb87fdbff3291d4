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
pub mod timetable;
pub mod usual_holidays;
pub mod working_day;

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::{DateTime, Utc};

pub use period::{Period, Scope};

/// All the periods of one council.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    loaded: bool,
    periods: Vec<Period>,
    withdrawn: Vec<Withdrawal>,
    /// Every start and end, earliest first: between two of them the same periods are in force.
    edges: Vec<Edge>,
    /// The periods in force after each edge, one edge's after another's.
    active: Vec<usize>,
}

/// A moment at which a period starts or ends.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Edge {
    at: DateTime<Utc>,
    /// Where the periods in force from here on stand in `active`.
    active: Range<usize>,
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
        let (edges, active) = edges(&periods);
        Self { loaded: true, periods, withdrawn: Vec::new(), edges, active }
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
        let after = self.edges.partition_point(|edge| edge.at <= at);
        let active = after.checked_sub(1).map_or(0..0, |last| self.edges[last].active.clone());
        self.active[active].iter().map(|index| &self.periods[*index])
    }

    /// The next moment after `at` at which a period starts or ends.
    pub fn next_change(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let after = self.edges.partition_point(|edge| edge.at <= at);
        self.edges.get(after).map(|edge| edge.at)
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

/// Sweeps over the periods once, from edge to edge.
fn edges(periods: &[Period]) -> (Vec<Edge>, Vec<usize>) {
    let mut moments: Vec<(DateTime<Utc>, bool, usize)> = periods
        .iter()
        .enumerate()
        .filter(|(_, period)| period.starts < period.ends)
        .flat_map(|(index, period)| {
            [(period.starts.to_utc(), true, index), (period.ends.to_utc(), false, index)]
        })
        .collect();
    moments.sort_unstable();
    let mut on = BTreeSet::new();
    let mut edges: Vec<Edge> = Vec::new();
    let mut active = Vec::new();
    for here in moments.chunk_by(|a, b| a.0 == b.0) {
        for (_, starts, index) in here {
            if *starts {
                on.insert(*index);
            } else {
                on.remove(index);
            }
        }
        let from = active.len();
        active.extend(on.iter().copied());
        edges.extend(here.first().map(|(at, ..)| Edge { at: *at, active: from..active.len() }));
    }
    (edges, active)
}
