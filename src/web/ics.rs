//! `/calendar.ics`: a council's pre-election periods for people's own calendars, without signing in.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use http::header;
use serde::Deserialize;

use super::answer::Trouble;
use super::desk::Desk;
use super::frame;
use crate::calendar::Calendar;
use crate::council::CouncilId;

#[derive(Deserialize)]
pub(crate) struct FeedQuery {
    #[serde(default)]
    council: String,
}

/// `GET /calendar.ics`: of the node's only council, or of the one named.
pub(crate) async fn feed(
    State(desk): State<Desk>,
    Query(FeedQuery { council }): Query<FeedQuery>,
) -> Result<Response, Trouble> {
    let mut all = desk.councils();
    let council = match (all.next(), all.next()) {
        (Some(only), None) if council.is_empty() => only,
        _ => CouncilId::try_from(council).ok().and_then(|id| desk.council(&id)).ok_or(Trouble::NotFound)?,
    };
    let rulebook = council.rulebook();
    let text = calendar(&council.settings.council.name, council.id(), &rulebook.world().calendar, desk.now());
    let headers =
        [(header::CONTENT_TYPE, "text/calendar; charset=utf-8"), (header::CACHE_CONTROL, "max-age=3600")];
    Ok((headers, text).into_response())
}

fn calendar(name: &str, council: &CouncilId, calendar: &Calendar, now: DateTime<Utc>) -> String {
    let mut out = String::new();
    let mut line = |text: String| folded(&text, &mut out);
    line("BEGIN:VCALENDAR".to_owned());
    line("VERSION:2.0".to_owned());
    line("PRODID:-//purdah//pre-election periods//EN".to_owned());
    line(format!("X-WR-CALNAME:{}", escaped(&format!("{name}: pre-election periods"))));
    for period in calendar.periods() {
        let mut about = frame::covers(period);
        for note in frame::notes(period) {
            about = format!("{about}; {note}");
        }
        line("BEGIN:VEVENT".to_owned());
        line(format!("UID:{}@{council}.purdah", escaped(&period.election)));
        line(format!("DTSTAMP:{}", stamp(now)));
        line(format!("DTSTART:{}", stamp(period.starts.to_utc())));
        line(format!("DTEND:{}", stamp(period.ends.to_utc())));
        line(format!("SUMMARY:{}", escaped(&format!("Pre-election period: {}", period.title))));
        line(format!("DESCRIPTION:{}", escaped(&about)));
        line("TRANSP:TRANSPARENT".to_owned());
        line("END:VEVENT".to_owned());
    }
    line("END:VCALENDAR".to_owned());
    out
}

fn stamp(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// RFC 5545, 3.3.11.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace(['\r', '\n'], "\\n")
}

/// RFC 5545, 3.1: lines of at most 75 bytes; what follows begins with a blank.
fn folded(text: &str, out: &mut String) {
    let mut used = 0;
    for c in text.chars() {
        if used + c.len_utf8() > 75 {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Period, Scope};
    use chrono::TimeZone;
    use chrono_tz::Europe::London;

    #[test]
    fn a_period_becomes_an_event_in_universal_time_with_folded_lines() {
        let period = Period {
            election: "local.sample.2027-05-06".into(),
            title: "City council election, and a title so long that it has to be folded; twice".into(),
            starts: London.with_ymd_and_hms(2027, 3, 25, 0, 0, 0).unwrap(),
            ends: London.with_ymd_and_hms(2027, 5, 6, 22, 0, 0).unwrap(),
            scope: Scope::WholeArea,
            advisory: false,
            provisional: false,
            grounds: crate::calendar::period::Grounds::default(),
        };
        let council = CouncilId::from_name("Sample").unwrap();
        let now = "2027-04-01T08:00:00Z".parse().unwrap();
        let text = calendar("Sample Council", &council, &Calendar::new(vec![period]), now);
        assert!(text.contains("DTSTART:20270325T000000Z\r\nDTEND:20270506T210000Z\r\n"), "{text}");
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        assert!(text.replace("\r\n ", "").contains("folded\\; twice"), "{text}");
    }
}
