//! How things stand at a moment: which periods are in force and whom they cover.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::London;

use crate::calendar::{Calendar, Period, ward};
use crate::guard::policy::{ByElectionScope, Switches};
use crate::roster::{Entry, Kind};

/// The periods in force at the moment a post becomes public.
#[derive(Debug)]
pub struct Standing<'a> {
    /// The day in London: roster rows hold by day.
    pub day: NaiveDate,
    /// Earliest start first.
    pub periods: Vec<&'a Period>,
    switches: &'a Switches,
}

impl<'a> Standing<'a> {
    /// How things stand at `when`.
    pub fn at(when: DateTime<Utc>, calendar: &'a Calendar, switches: &'a Switches) -> Self {
        Self {
            day: when.with_timezone(&London).date_naive(),
            periods: calendar.in_force(when).collect(),
            switches,
        }
    }

    /// Whether any period is in force.
    pub fn in_period(&self) -> bool {
        !self.periods.is_empty()
    }

    /// Whether only other authorities' elections are on: posts are held and never blocked.
    pub fn advisory(&self) -> bool {
        self.in_period() && self.periods.iter().all(|period| period.advisory)
    }

    /// The wards a period limits itself to; None when it reaches the whole area, by itself or by the policy.
    fn wards(&self, period: &'a Period) -> Option<&'a [String]> {
        match self.switches.by_election_scope {
            ByElectionScope::Whole => None,
            ByElectionScope::Ward => period.wards(),
        }
    }

    /// Whether a period reaches the whole area.
    pub fn whole_area(&self) -> bool {
        self.periods.iter().any(|period| self.wards(period).is_none())
    }

    /// The wards with an election of their own, when nothing reaches the whole area.
    pub fn restricted_wards(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.periods.iter().filter_map(|period| self.wards(period)).flatten().map(String::as_str)
    }

    /// Whether somebody stands in an election whose period is in force.
    pub fn stands(&self, entry: &Entry) -> bool {
        self.periods.iter().any(|period| entry.stands_in(period))
    }

    /// Whether publicity about somebody is restricted now. `tied` are the restricted wards the post speaks of.
    pub fn covers(&self, entry: &Entry, tied: bool) -> bool {
        if !self.in_period() {
            return false;
        }
        if self.stands(entry) {
            return true;
        }
        match entry.kind {
            Kind::Candidate => false,
            Kind::Councillor if self.switches.candidates_only => false,
            _ if self.whole_area() => true,
            Kind::Councillor => tied || self.sits_in_a_restricted_ward(entry),
            // Not the ward's alone: who speaks for a government or a party may sway any election.
            Kind::Politician | Kind::Party | Kind::Office => true,
        }
    }

    fn sits_in_a_restricted_ward(&self, entry: &Entry) -> bool {
        entry.ward.as_deref().is_some_and(|ward| self.restricted_wards().any(|w| ward::is_same(w, ward)))
    }

    /// Whether politicians and the members of a whole party are restricted: in any period, whatever wards it limits
    /// itself to.
    pub fn covers_politics(&self) -> bool {
        self.in_period()
    }

    /// Whether councillors nobody listed, members elsewhere among them, are restricted.
    pub fn covers_strangers(&self, tied: bool) -> bool {
        self.in_period() && (self.whole_area() || tied)
    }
}
