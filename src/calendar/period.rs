//! A pre-election period: when the law asks for silence, and of whom.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::contest::Contest;
use super::status::Status;
use super::timetable::{Basis, Law};

pub use super::moment::london;

/// A half-open stretch of time, `starts <= t < ends`, in which publicity is restricted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// The id of the election or of the period itself.
    pub election: String,
    /// What officers call it.
    pub title: String,
    /// 00:00 London time on the day of notice, unless the file says otherwise.
    pub starts: DateTime<Tz>,
    /// 22:00 London time on polling day, unless the file says otherwise.
    pub ends: DateTime<Tz>,
    /// What it covers.
    pub scope: Scope,
    /// Another authority's election: posts are held, never blocked.
    pub advisory: bool,
    /// Its start was counted over a year with no bank holidays loaded, or stands in for a day nobody has entered.
    pub provisional: bool,
    /// Why it is there.
    pub grounds: Grounds,
}

/// Why a period is there, and why it begins when it does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grounds {
    /// What is voted on; None for a period an officer made, and where nothing says.
    pub contest: Option<Contest>,
    /// Polling day.
    pub poll: Option<NaiveDate>,
    /// The day of notice an officer entered.
    pub notice: Option<NaiveDate>,
    /// What decides its start.
    pub start: Start,
    /// The last day on which the law lets it begin.
    pub statutory_day: Option<NaiveDate>,
    /// What that day stands on.
    pub basis: Option<Basis>,
    /// The law that gives it.
    pub law: Option<&'static Law>,
    /// What an officer should know besides.
    pub note: Option<&'static str>,
    /// Where the election stands.
    pub status: Status,
    /// The election it takes the place of.
    pub replaces: Option<String>,
    /// The election that takes its place.
    pub replaced_by: Option<String>,
    /// Why an unusual day is right, in an officer's words.
    pub confirmed: Option<String>,
}

/// What decides when a period starts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Start {
    /// The officer's own start.
    #[default]
    Entered,
    /// The day of notice an officer entered.
    Notice,
    /// The last day the law allows.
    Statutory,
    /// A day taken until an officer enters the one of the notice.
    StandIn,
}

/// What a period covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// The whole of the council's area.
    WholeArea,
    /// Only these wards; never empty.
    Wards(Vec<String>),
}

impl Period {
    /// Whether the period is in force at a moment.
    pub fn covers(&self, at: DateTime<Utc>) -> bool {
        self.starts <= at && at < self.ends
    }

    /// The wards it is limited to; None = the whole area.
    pub fn wards(&self) -> Option<&[String]> {
        match &self.scope {
            Scope::WholeArea => None,
            Scope::Wards(wards) => Some(wards),
        }
    }
}
