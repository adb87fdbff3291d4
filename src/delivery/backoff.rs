//! When a platform that asked for patience is called again.

use chrono::{DateTime, TimeDelta, Utc};

/// The longest wait the guard imposes on itself, or lets a platform impose.
const LONGEST: TimeDelta = TimeDelta::hours(1);

/// What the platform asked for (seconds, an HTTP date or RFC 3339), and never less than twice the wait before:
/// half a minute, one, two, four … up to an hour.
pub(super) fn until(now: DateTime<Utc>, retry_after: Option<&str>, times_before: u32) -> DateTime<Utc> {
    let own = TimeDelta::seconds(30 << times_before.min(7)).min(LONGEST);
    let asked = retry_after.and_then(|text| asked(now, text.trim())).unwrap_or(TimeDelta::zero());
    now + own.max(asked.min(LONGEST))
}

fn asked(now: DateTime<Utc>, text: &str) -> Option<TimeDelta> {
    if let Ok(seconds) = text.parse::<u32>() {
        return Some(TimeDelta::seconds(seconds.into()));
    }
    let at = DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_rfc2822(text)).ok()?;
    Some(at.to_utc() - now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_platforms_wish_is_kept_within_reason_and_waits_grow() {
        let now: DateTime<Utc> = "2027-04-20T09:30:00Z".parse().unwrap();
        for (retry_after, times, seconds) in [
            (None, 0, 30),
            (None, 1, 60),
            (None, 3, 240),
            (None, 30, 3600),
            (Some("90"), 0, 90),
            (Some("5"), 0, 30),
            (Some("2027-04-20T09:32:00.000Z"), 0, 120),
            (Some("Tue, 20 Apr 2027 09:31:30 GMT"), 0, 90),
            (Some("999999"), 0, 3600),
            (Some("2020-01-01T00:00:00Z"), 0, 30),
            (Some("soon"), 0, 30),
        ] {
            assert_eq!(
                until(now, retry_after, times) - now,
                TimeDelta::seconds(seconds),
                "{retry_after:?} {times}"
            );
        }
    }
}
