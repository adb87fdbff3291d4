//! Times as people write them: with an offset, or by the clock on a wall in London.

use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::{Europe::London, Tz};

/// The months as people write them, folded; January first.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A time that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// One moment.
    Exact(DateTime<Utc>),
    /// An hour that comes twice when summer time ends, earlier first: both must be judged.
    Ambiguous(DateTime<Utc>, DateTime<Utc>),
}

/// Reads a time: RFC 3339, or without an offset, which means London. Seconds may be left out, and a date
/// alone means midnight.
///
/// The error says what to write instead: a time that no clock showed (the hour skipped in spring) is one.
pub fn moment(text: &str) -> Result<Moment, String> {
    let text = text.trim();
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Ok(Moment::Exact(at.with_timezone(&Utc)));
    }
    let minutes = |offset: &str| DateTime::parse_from_str(text, &format!("%Y-%m-%dT%H:%M{offset}"));
    if let Ok(at) = minutes("%:z") {
        return Ok(Moment::Exact(at.with_timezone(&Utc)));
    }
    let local = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .or_else(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0))
        .ok_or_else(|| {
            format!("`{text}` is not a time: write it like 2027-04-20T09:30:00+01:00, or 2027-04-20T09:30 for London time")
        })?;
    in_london(local)
}

/// The moment a wall clock in London shows.
pub fn in_london(local: NaiveDateTime) -> Result<Moment, String> {
    match London.from_local_datetime(&local) {
        LocalResult::Single(at) => Ok(Moment::Exact(at.with_timezone(&Utc))),
        LocalResult::Ambiguous(first, second) => {
            Ok(Moment::Ambiguous(first.with_timezone(&Utc), second.with_timezone(&Utc)))
        }
        LocalResult::None => Err(format!(
            "no clock in London showed {}: the clocks go forward then; write the time with its offset",
            local.format("%Y-%m-%d %H:%M")
        )),
    }
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

/// RFC 3339 to the second, with London's offset at that moment and `Z` for none.
pub fn london(at: DateTime<Utc>) -> String {
    at.with_timezone(&London).to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_time_without_an_offset_is_london_time() {
        for (text, expected) in [
            ("2027-04-20T09:30:00", "2027-04-20T08:30:00Z"),
            ("2027-04-20T09:30", "2027-04-20T08:30:00Z"),
            ("2027-04-20 09:30", "2027-04-20T08:30:00Z"),
            ("2027-04-20", "2027-04-19T23:00:00Z"),
            ("2026-12-03T22:00", "2026-12-03T22:00:00Z"),
            ("2027-04-20T09:30:00+01:00", "2027-04-20T08:30:00Z"),
            ("2027-04-20T09:30+01:00", "2027-04-20T08:30:00Z"),
            ("2027-04-20T09:30:00Z", "2027-04-20T09:30:00Z"),
        ] {
            assert_eq!(moment(text), Ok(Moment::Exact(utc(expected))), "{text}");
        }
    }

    #[test]
    fn the_hour_that_comes_twice_is_both() {
        let both = Moment::Ambiguous(utc("2026-10-25T00:30:00Z"), utc("2026-10-25T01:30:00Z"));
        assert_eq!(moment("2026-10-25T01:30"), Ok(both));
    }

    #[test]
    fn the_hour_that_never_comes_is_refused_with_the_repair() {
        assert!(moment("2027-03-28T01:30").unwrap_err().contains("offset"));
        assert!(moment("tomorrow").unwrap_err().contains("write it like"));
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
