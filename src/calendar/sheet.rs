//! What one calendar file says, whatever its format.

use super::bank_holidays::BankHolidays;
use super::election::{Election, Status};
use super::period::Period;
use super::working_day::ProclaimedDay;
use crate::diagnostic::{Diagnostic, Place};

/// One file's elections, periods and days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Elections, whose periods follow from their days.
    pub elections: Vec<Election>,
    /// Periods an officer made.
    pub periods: Vec<OwnPeriod>,
    /// Days that do not count.
    pub proclaimed: Vec<ProclaimedDay>,
    /// Newer bank holidays.
    pub bank_holidays: Option<BankHolidays>,
    /// Remarks that stop nothing.
    pub notes: Vec<Diagnostic>,
}

/// A period that follows from no poll: a petition, a neighbourhood referendum, an entry of somebody's calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPeriod {
    /// The period.
    pub period: Period,
    /// Whether it was withdrawn.
    pub status: Status,
    /// Where the file says it.
    pub place: Place,
}

impl Sheet {
    /// Whether it holds nothing but days that do not count: such a file is no calendar by itself.
    pub fn is_almanac(&self) -> bool {
        self.elections.is_empty()
            && self.periods.is_empty()
            && (self.bank_holidays.is_some() || !self.proclaimed.is_empty())
    }
}
