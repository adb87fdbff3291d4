//! What an officer should hear of a calendar before it leaves the council without one.

use chrono::{DateTime, Datelike, Months, Utc};

use super::Calendar;
use super::period::Start;

/// Something to look at, while the calendar goes on being what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// No calendar was ever loaded: every post is held.
    NeverLoaded,
    /// It holds no period at all.
    Empty,
    /// Every period it holds is over, or so far off that its year is thought to be wrong.
    NothingAhead {
        /// When the last one ended; None when there was none.
        last: Option<DateTime<Utc>>,
    },
    /// Nobody has changed it for more than a year.
    Old {
        /// When it was last changed.
        since: DateTime<Utc>,
    },
    /// Bank holidays are known for less than a year from now.
    BankHolidaysEnd {
        /// The last year known whole.
        last_year: i32,
    },
    /// Periods not yet over were counted over a year whose bank holidays are not known.
    Provisional {
        /// The ids of their elections, earliest start first; never empty.
        elections: Vec<String>,
    },
}

impl Warning {
    /// The word in reports.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::NeverLoaded => "never-loaded",
            Self::Empty => "empty",
            Self::NothingAhead { .. } => "nothing-ahead",
            Self::Old { .. } => "old",
            Self::BankHolidaysEnd { .. } => "bank-holidays-end",
            Self::Provisional { .. } => "provisional",
        }
    }
}

/// How far ahead elections are known at all, in months: no body sits longer than five years.
const AHEAD: Months = Months::new(72);

/// What is known of a calendar besides its periods.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// When the newest of its files that hold elections was last changed; None when nobody knows.
    pub changed: Option<DateTime<Utc>>,
    /// The last year whose bank holidays it knows whole.
    pub bank_holidays_until: Option<i32>,
}

/// What there is to warn of, gravest first.
pub fn warnings(calendar: &Calendar, known: Known, now: DateTime<Utc>) -> Vec<Warning> {
    if !calendar.is_loaded() {
        return vec![Warning::NeverLoaded];
    }
    let mut warnings = Vec::new();
    let far = now.checked_add_months(AHEAD).unwrap_or(DateTime::<Utc>::MAX_UTC);
    let near = calendar.periods().iter().filter(|period| period.starts <= far);
    match near.map(|period| period.ends.to_utc()).max() {
        None if calendar.periods().is_empty() => warnings.push(Warning::Empty),
        last if last.is_none_or(|last| last <= now) => warnings.push(Warning::NothingAhead { last }),
        _ => {}
    }
    let a_year = Months::new(12);
    if let Some(since) = known.changed
        && since.checked_add_months(a_year).is_some_and(|due| due < now)
    {
        warnings.push(Warning::Old { since });
    }
    let elections: Vec<String> = calendar
        .periods()
        .iter()
        .filter(|period| period.provisional && period.grounds.start == Start::Statutory && period.ends > now)
        .map(|period| period.election.clone())
        .collect();
    if !elections.is_empty() {
        warnings.push(Warning::Provisional { elections });
    }
    if let (Some(last_year), Some(next_year)) = (known.bank_holidays_until, now.checked_add_months(a_year))
        && last_year < next_year.year()
    {
        warnings.push(Warning::BankHolidaysEnd { last_year });
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::period::Grounds;
    use crate::calendar::{Period, Scope};
    use chrono_tz::Europe::London;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn period(election: &str, starts: &str, ends: &str) -> Period {
        Period {
            election: election.into(),
            title: String::new(),
            starts: at(starts).with_timezone(&London),
            ends: at(ends).with_timezone(&London),
            scope: Scope::WholeArea,
            advisory: false,
            provisional: false,
            grounds: Grounds { start: Start::Statutory, ..Grounds::default() },
        }
    }

    fn words(calendar: &Calendar, changed: &str, holidays: i32, now: &str) -> Vec<&'static str> {
        let known = Known { changed: Some(at(changed)), bank_holidays_until: Some(holidays) };
        warnings(calendar, known, at(now)).iter().map(Warning::as_str).collect()
    }

    #[test]
    fn a_calendar_is_warned_of_when_it_is_missing_empty_over_old_or_short_of_bank_holidays() {
        let may = || period("a", "2027-03-25T00:00:00Z", "2027-05-06T21:00:00Z");
        let good = Calendar::new(vec![may()]);
        let provisional = Calendar::new(vec![may(), Period { provisional: true, ..may() }]);
        let stand_in = Period {
            provisional: true,
            grounds: Grounds { start: Start::StandIn, ..Grounds::default() },
            ..may()
        };
        let jan = "2027-01-10T09:00:00Z";
        for (calendar, changed, holidays, now, expected) in [
            (&Calendar::default(), jan, 2028, jan, &["never-loaded"][..]),
            (&Calendar::new(Vec::new()), jan, 2028, jan, &["empty"]),
            (&good, jan, 2028, jan, &[]),
            (&good, jan, 2028, "2027-05-06T20:59:59Z", &[]),
            (&good, jan, 2028, "2027-05-06T21:00:00Z", &["nothing-ahead"]),
            (&good, "2026-01-10T09:00:00Z", 2028, jan, &[]),
            (&good, "2026-01-10T08:59:59Z", 2028, jan, &["old"]),
            (&good, jan, 2027, jan, &["bank-holidays-end"]),
            (&provisional, jan, 2026, jan, &["provisional", "bank-holidays-end"]),
            (&provisional, jan, 2029, "2027-06-06T21:00:00Z", &["nothing-ahead"]),
            (&Calendar::new(vec![stand_in]), jan, 2028, jan, &[]),
        ] {
            assert_eq!(words(calendar, changed, holidays, now), expected, "{now} {changed} {holidays}");
        }
    }
}
