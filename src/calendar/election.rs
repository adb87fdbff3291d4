//! An election as a file states it, and the pre-election period that follows from it.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone};
use chrono_tz::{Europe::London, Tz};

use super::period::{Period, Scope};

/// An election that restricts this council.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Election {
    /// A Democracy Club id where one exists, else any unique slug.
    pub id: String,
    /// What officers call it.
    pub title: String,
    /// Polling day.
    pub poll: NaiveDate,
    /// The day the notice of election was, or will be, published.
    pub notice: NaiveDate,
    /// What it covers.
    pub scope: Scope,
    /// Another authority's election: hold, never block.
    pub advisory: bool,
    /// Where it stands.
    pub status: Status,
    /// The officer's own start of the period.
    pub starts: Option<DateTime<Tz>>,
    /// The officer's own end of the period.
    pub ends: Option<DateTime<Tz>>,
}

/// Where an election stands. Only a withdrawal removes its period: after anything else the council stays
/// quiet until the period's end, unless an officer says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// It takes place.
    Called,
    /// As many candidates as seats, or fewer.
    Uncontested,
    /// Stopped by a candidate's death.
    Countermanded,
    /// Moved to another day.
    Postponed,
    /// Will not take place.
    Cancelled,
    /// Entered in error, or its period ended by an officer.
    Withdrawn {
        /// Why; never empty.
        reason: String,
    },
}

/// The start of a day in London. Clocks never change at midnight there, so every day has one.
pub fn start_of_day(day: NaiveDate) -> DateTime<Tz> {
    at_hour(day, NaiveTime::MIN)
}

/// The close of poll: 22:00 London time.
pub fn close_of_poll(day: NaiveDate) -> DateTime<Tz> {
    at_hour(day, NaiveTime::from_hms_opt(22, 0, 0).unwrap_or(NaiveTime::MIN))
}

fn at_hour(day: NaiveDate, time: NaiveTime) -> DateTime<Tz> {
    let local = day.and_time(time);
    London.from_local_datetime(&local).earliest().unwrap_or_else(|| London.from_utc_datetime(&local))
}

impl Election {
    /// The period it brings: from 00:00 on the day of notice to 22:00 on polling day, London time, unless
    /// its own `starts` and `ends` say otherwise. None once it is withdrawn.
    pub fn period(&self) -> Option<Period> {
        if matches!(self.status, Status::Withdrawn { .. }) {
            return None;
        }
        Some(Period {
            election: self.id.clone(),
            title: self.title.clone(),
            starts: self.starts.unwrap_or_else(|| start_of_day(self.notice)),
            ends: self.ends.unwrap_or_else(|| close_of_poll(self.poll)),
            scope: self.scope.clone(),
            advisory: self.advisory,
            provisional: false,
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Days, Utc};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Twenty-five years of days, both clock changes of each among them.
        #[test]
        fn a_period_runs_from_midnight_to_ten_at_night_by_the_clocks_in_london(offset in 0_u64..9_131, length in 20_u64..45) {
            let notice = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap() + Days::new(offset);
            let poll = notice + Days::new(length);
            let election = Election {
                id: "e".into(), title: "E".into(), poll, notice, scope: Scope::WholeArea, advisory: false,
                status: Status::Called, starts: None, ends: None,
            };
            let period = election.period().unwrap();
            let second = chrono::TimeDelta::seconds(1);
            prop_assert_eq!(period.starts.naive_local(), notice.and_hms_opt(0, 0, 0).unwrap());
            prop_assert_eq!(period.ends.naive_local(), poll.and_hms_opt(22, 0, 0).unwrap());
            prop_assert!(period.covers(period.starts.with_timezone(&Utc)));
            prop_assert!(!period.covers((period.starts - second).with_timezone(&Utc)));
            prop_assert!(period.covers((period.ends - second).with_timezone(&Utc)));
            prop_assert!(!period.covers(period.ends.with_timezone(&Utc)));
        }
    }

    #[test]
    fn the_edges_are_right_in_winter_and_in_summer() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        for (date, start, close) in [
            (day(2026, 10, 26), "2026-10-26T00:00:00Z", "2026-10-26T22:00:00Z"),
            (day(2027, 3, 28), "2027-03-28T00:00:00Z", "2027-03-28T21:00:00Z"),
            (day(2027, 5, 6), "2027-05-05T23:00:00Z", "2027-05-06T21:00:00Z"),
            (day(2026, 10, 25), "2026-10-24T23:00:00Z", "2026-10-25T22:00:00Z"),
        ] {
            assert_eq!(start_of_day(date), start.parse::<DateTime<Utc>>().unwrap(), "{date}");
            assert_eq!(close_of_poll(date), close.parse::<DateTime<Utc>>().unwrap(), "{date}");
        }
    }
}
