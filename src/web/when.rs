//! Times as a page says them: by London's clocks, in words.

use chrono::{DateTime, Timelike, Utc};
use chrono_tz::Europe::London;

/// `6 May 2027 at 10:00pm`; noon and midnight are said as words, because `12:00am` is often misread.
pub(crate) fn said(at: DateTime<Utc>) -> String {
    format!("{} at {}", at.with_timezone(&London).format("%-d %B %Y"), hour(at))
}

/// `10:00pm`, `midday`, `midnight`.
pub(crate) fn hour(at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&London);
    match (local.hour(), local.minute()) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "midday".to_owned(),
        (hour, minute) => {
            let (twelve, half) = ((hour + 11) % 12 + 1, if hour < 12 { "am" } else { "pm" });
            format!("{twelve}:{minute:02}{half}")
        }
    }
}

/// `Thursday 6 May 2027`.
pub(crate) fn day(at: DateTime<Utc>) -> String {
    at.with_timezone(&London).format("%A %-d %B %Y").to_string()
}

/// What the `datetime` attribute of `<time>` takes.
pub(crate) fn machine(at: DateTime<Utc>) -> String {
    crate::calendar::period::london(at)
}

/// How long until `at`, roughly, when it is near enough to matter: under two days.
pub(crate) fn soon(now: DateTime<Utc>, at: DateTime<Utc>) -> Option<String> {
    let minutes = (at - now).num_minutes();
    match minutes {
        0..=1 => Some("in a minute".to_owned()),
        2..=119 => Some(format!("in {minutes} minutes")),
        120..=2879 => Some(format!("in {} hours", minutes / 60)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_time_is_said_by_londons_clocks() {
        for (at, expected) in [
            ("2027-05-06T21:00:00Z", "6 May 2027 at 10:00pm"),
            ("2027-03-25T00:00:00Z", "25 March 2027 at midnight"),
            ("2027-06-01T11:00:00Z", "1 June 2027 at midday"),
            ("2027-01-09T09:05:00Z", "9 January 2027 at 9:05am"),
            ("2027-01-09T00:30:00Z", "9 January 2027 at 12:30am"),
        ] {
            assert_eq!(said(utc(at)), expected);
        }
        assert_eq!(day(utc("2027-05-06T21:00:00Z")), "Thursday 6 May 2027");
    }

    #[test]
    fn only_a_near_moment_is_counted_down_to() {
        let now = utc("2027-04-20T09:00:00Z");
        for (at, expected) in [
            ("2027-04-20T08:59:00Z", None),
            ("2027-04-20T09:45:00Z", Some("in 45 minutes")),
            ("2027-04-20T14:10:00Z", Some("in 5 hours")),
            ("2027-04-25T09:00:00Z", None),
        ] {
            assert_eq!(soon(now, utc(at)).as_deref(), expected, "{at}");
        }
    }
}
