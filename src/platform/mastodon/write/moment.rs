//! The time of a scheduled status, in the forms that cannot be read as another time.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// A time as the platform reads it: without an offset it is UTC.
///
/// Ruby guesses much into a time (a year of two digits, a name of a month). Only what it cannot guess differently is
/// taken: `2027-05-01T10:00`, then seconds, a fraction and an offset, each if wanted.
pub(super) fn moment(text: &str) -> Option<DateTime<Utc>> {
    let (written, rest) = text.split_at_checked("2027-05-01T10:00".len())?;
    let shaped = written.bytes().zip(*b"dddd-dd-ddTdd:dd").all(|(b, shape)| match shape {
        b'd' => b.is_ascii_digit(),
        b'T' => b == b'T' || b == b' ',
        other => b == other,
    });
    if !shaped {
        return None;
    }
    let (seconds, rest) = match rest.strip_prefix(':') {
        Some(rest) => {
            let (seconds, rest) = rest.split_at_checked(2)?;
            (number(seconds, 2)?, rest)
        }
        None => (0, rest),
    };
    let (fraction, rest) = match rest.strip_prefix('.') {
        Some(rest) => rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())),
        None => ("0", rest),
    };
    let nanoseconds = number(&format!("{fraction:0<9}"), 9).filter(|_| !fraction.is_empty())?;
    let part = |range| written.get(range).and_then(|digits: &str| digits.parse::<u32>().ok());
    let year = part(0..4).filter(|year| (2000..=2100).contains(year))?;
    let at = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, part(5..7)?, part(8..10)?)?
        .and_hms_nano_opt(part(11..13)?, part(14..16)?, seconds, nanoseconds)?
        .and_utc();
    Some(at - offset(rest)?)
}

/// A number of exactly so many digits.
fn number(digits: &str, count: usize) -> Option<u32> {
    let all = digits.len() == count && digits.bytes().all(|b| b.is_ascii_digit());
    all.then(|| digits.parse().ok()).flatten()
}

/// `Z`, ` UTC`, `+01:00`, ` +0100` or nothing.
fn offset(text: &str) -> Option<TimeDelta> {
    let text = text.strip_prefix(' ').filter(|rest| !rest.is_empty()).unwrap_or(text);
    if matches!(text, "" | "Z" | "UTC") {
        return Some(TimeDelta::zero());
    }
    let (sign, digits) = text.split_at_checked(1)?;
    let (hours, minutes) = digits.split_at_checked(2)?;
    let hours = number(hours, 2).filter(|hours| *hours <= 14)?;
    let minutes = number(minutes.strip_prefix(':').unwrap_or(minutes), 2).filter(|minutes| *minutes < 60)?;
    let offset = TimeDelta::minutes(i64::from(hours * 60 + minutes));
    match sign {
        "+" => Some(offset),
        "-" => Some(-offset),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_without_an_offset_is_utc_as_the_platform_has_it() {
        for text in [
            "2027-05-01T10:00:00",
            "2027-05-01 10:00:00 UTC",
            "2027-05-01T11:00:00+0100",
            "2027-05-01T11:00+01:00",
        ] {
            assert_eq!(moment(text), Some("2027-05-01T10:00:00Z".parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn a_time_the_platform_could_guess_differently_is_refused() {
        for text in [
            "26-12-10T10:00:00",
            "1999-12-10T10:00:00",
            "2101-12-10T10:00:00",
            "20271210T100000Z",
            "2027-12-10",
            "2027-12-10T10",
            "2027-12-10t10:00:00z",
            "2027-12-10T10:00:60Z",
            "2027-12-10T24:00:00Z",
            "2027-02-30T10:00:00Z",
            "2027-12-10T10:00:00,5Z",
            "2027-12-10T10:00:00.Z",
            "2027-12-10T10:00:00 BST",
            "2027-12-10T10:00:00+1",
            "2027-12-10T10:00:00+99:00",
            "2027-12-10T10:00:00Z ",
            " 2027-12-10T10:00:00Z",
            "2027-12-10  10:00:00Z",
            "\u{0662}027-12-10T10:00:00Z",
            "tomorrow",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
