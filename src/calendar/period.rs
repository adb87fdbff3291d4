//! A pre-election period: when the law asks for silence, and of whom.

use chrono::{DateTime, Utc};
use chrono_tz::{Europe::London, Tz};

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
    /// Its days were counted over a year with no bank holidays loaded.
    pub provisional: bool,
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

/// RFC 3339 to the second, with London's offset at that moment and `Z` for none.
pub fn london(at: DateTime<Utc>) -> String {
    at.with_timezone(&London).to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
