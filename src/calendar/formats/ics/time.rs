//! Days, times and durations as RFC 5545 writes them.

use std::collections::BTreeMap;

use chrono::{
    DateTime, Datelike, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc,
};
use chrono_tz::{Europe::London, Tz};

use super::Wrong;
use super::line::Property;
use super::zone::{Defined, zone};
use crate::calendar::timetable::YEARS;

/// No period lasts longer; beyond it a duration is a slip.
const LONGEST: Days = Days::new(3660);

const LIKE: &str = "write it like 20270325 for a day, 20270325T090000 for a time by the clocks in London, or 20270325T090000Z for universal time";

/// A day, or a time by the clocks of a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stamp {
    Day(NaiveDate),
    Clock(NaiveDateTime, Tz),
}

/// Which edge of a period a time is: where the clocks go back, the one that makes the period longer is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    End,
}

impl Stamp {
    /// Reads `DTSTART` or `DTEND`.
    pub(super) fn read(property: &Property<'_>, defined: &BTreeMap<String, Defined>) -> Result<Self, Wrong> {
        let value = property.value().to_ascii_uppercase();
        let not_one = || Wrong::new(format!("`{}` is not a day or a time", property.value()), LIKE);
        let (digits, universal) =
            value.strip_suffix('Z').map_or((value.as_str(), false), |digits| (digits, true));
        let (date, time) = digits.split_once('T').map_or((digits, None), |(date, time)| (date, Some(time)));
        let date = day(date).ok_or_else(not_one)?;
        if !YEARS.contains(&date.year()) {
            return Err(Wrong::new(
                format!("the year {} looks like a slip", date.year()),
                "correct the year",
            ));
        }
        let is_date = property.parameter("VALUE").is_some_and(|kind| kind.eq_ignore_ascii_case("DATE"));
        let Some(time) = time else {
            return if universal { Err(not_one()) } else { Ok(Self::Day(date)) };
        };
        let time = clock(time).ok_or_else(not_one)?;
        if is_date {
            return if time == NaiveTime::MIN {
                Ok(Self::Day(date))
            } else {
                Err(Wrong::new(
                    format!("`VALUE=DATE` announces a day, and `{}` is a time", property.value()),
                    "remove `VALUE=DATE`, or the time",
                ))
            };
        }
        let zone = match property.parameter("TZID") {
            _ if universal => Tz::UTC,
            None | Some("") => London,
            Some(name) => zone(name, defined).ok_or_else(|| {
                Wrong::new(
                    format!("the time zone `{name}` is not known"),
                    "write TZID=Europe/London, or give the time in universal time with a Z",
                )
            })?,
        };
        Ok(Self::Clock(date.and_time(time), zone))
    }

    /// The day, where a program that knows only times means a whole day: midnight there, or in London.
    pub(super) fn midnight(self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(day),
            Self::Clock(local, _) if local.time() == NaiveTime::MIN => Some(local.date()),
            Self::Clock(local, zone) => {
                let local = moment(local, zone, Edge::Start).ok()?.with_timezone(&London).naive_local();
                (local.time() == NaiveTime::MIN).then_some(local.date())
            }
        }
    }
}

/// The moment the clocks of a zone show.
pub(super) fn moment(local: NaiveDateTime, zone: Tz, edge: Edge) -> Result<DateTime<Utc>, Wrong> {
    match (zone.from_local_datetime(&local), edge) {
        (LocalResult::Single(at), _)
        | (LocalResult::Ambiguous(at, _), Edge::Start)
        | (LocalResult::Ambiguous(_, at), Edge::End) => Ok(at.to_utc()),
        (LocalResult::None, _) => Err(Wrong::new(
            format!(
                "no clock in {zone} showed {}: the clocks go forward then",
                local.format("%Y-%m-%d %H:%M")
            ),
            "write the time an hour later, or in universal time with a Z",
        )),
    }
}

fn day(digits: &str) -> Option<NaiveDate> {
    let number = |range| number(digits, 8, range);
    NaiveDate::from_ymd_opt(number(0..4)?.try_into().ok()?, number(4..6)?, number(6..8)?)
}

fn clock(digits: &str) -> Option<NaiveTime> {
    let number = |range| number(digits, 6, range);
    // A leap second counts as the second before it.
    NaiveTime::from_hms_opt(number(0..2)?, number(2..4)?, number(4..6)?).or_else(|| {
        let at_sixty = number(4..6)? == 60;
        at_sixty.then(|| NaiveTime::from_hms_opt(number(0..2)?, number(2..4)?, 59))?
    })
}

fn number(digits: &str, length: usize, range: std::ops::Range<usize>) -> Option<u32> {
    let all_digits = digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit());
    if all_digits { digits.get(range)?.parse().ok() } else { None }
}

/// A `DURATION`: days by the calendar, and time by the second on top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Duration {
    pub(super) days: Days,
    pub(super) time: TimeDelta,
}

impl Duration {
    pub(super) fn read(value: &str) -> Result<Self, Wrong> {
        let not_one = || {
            Wrong::new(
                format!("`{value}` is not a duration"),
                "write it like P6W, P42D or P40DT22H, or give the end in DTEND",
            )
        };
        let upper = value.to_ascii_uppercase();
        if upper.starts_with('-') {
            return Err(Wrong::new(
                format!("the duration `{value}` is negative"),
                "give the end in DTEND, after the start",
            ));
        }
        let text = upper.strip_prefix('+').unwrap_or(&upper).strip_prefix('P').ok_or_else(not_one)?;
        let (dates, times) = text.split_once('T').map_or((text, None), |(dates, times)| (dates, Some(times)));
        let [weeks, days] = counted(dates, ['W', 'D']).ok_or_else(not_one)?;
        let [hours, minutes, seconds] = match times {
            Some("") => return Err(not_one()),
            Some(times) => counted(times, ['H', 'M', 'S']).ok_or_else(not_one)?,
            None if dates.is_empty() => return Err(not_one()),
            None => [0; 3],
        };
        let days = Days::new(weeks * 7 + days);
        let seconds = (hours * 60 + minutes) * 60 + seconds;
        if days > LONGEST || seconds / 86_400 > 3660 {
            return Err(Wrong::new(format!("the duration `{value}` is longer than ten years"), "correct it"));
        }
        Ok(Self {
            days,
            time: TimeDelta::try_seconds(i64::try_from(seconds).unwrap_or(0)).unwrap_or_default(),
        })
    }

    /// Where it ends, counted from a time by the clocks of a zone.
    pub(super) fn after(self, local: NaiveDateTime, zone: Tz) -> Result<DateTime<Utc>, Wrong> {
        let beyond = || Wrong::new("the event ends beyond all calendars", "give the end in DTEND");
        let shifted = local.checked_add_days(self.days).ok_or_else(beyond)?;
        moment(shifted, zone, Edge::End)?.checked_add_signed(self.time).ok_or_else(beyond)
    }
}

/// Numbers before these letters, in this order, each at most once and of at most nine digits; nothing else.
fn counted<const N: usize>(text: &str, letters: [char; N]) -> Option<[u64; N]> {
    let mut rest = text;
    let mut numbers = [0; N];
    for (number, letter) in numbers.iter_mut().zip(letters) {
        if let Some((digits, after)) = rest.split_once(letter) {
            let fits = (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
            *number = fits.then(|| digits.parse().ok())??;
            rest = after;
        }
    }
    rest.is_empty().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_days_and_time() {
        for (text, days, minutes) in [
            ("P6W", 42, 0),
            ("P42D", 42, 0),
            ("P40DT22H", 40, 22 * 60),
            ("p40dt22h", 40, 22 * 60),
            ("+P1D", 1, 0),
            ("PT36H30M", 0, 36 * 60 + 30),
            ("PT1H0M60S", 0, 61),
            ("P1W2D", 9, 0),
            ("PT0S", 0, 0),
        ] {
            let expected = Duration { days: Days::new(days), time: TimeDelta::minutes(minutes) };
            assert_eq!(Duration::read(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_duration_is_refused() {
        for text in [
            "",
            "P",
            "PT",
            "-P1D",
            "6W",
            "P6",
            "PW",
            "P1D2W",
            "P1H",
            "PT1D",
            "P1.5D",
            "P99999999999W",
            "P9999W",
            "PT99999999H",
        ] {
            assert!(Duration::read(text).is_err(), "{text}");
        }
    }
}
