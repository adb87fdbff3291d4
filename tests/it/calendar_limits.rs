//! Calendar files that are very large, or made to be troublesome: read in time that grows with them, or refused.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use purdah::calendar::assemble::{Assembled, assemble};
use purdah::calendar::formats::{LARGEST, read};

use purdah::calendar::period::Grounds;
use purdah::calendar::{Calendar, Period, Scope};
use purdah::diagnostic::Diagnostic;

use crate::town;

/// Far above what any of these takes in a debug build, and far below what counting everything again takes.
const PATIENCE: Duration = Duration::from_secs(20);

fn in_time<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let done = work();
    assert!(begun.elapsed() < PATIENCE, "{what} took {:?}", begun.elapsed());
    done
}

fn assembled(file: &str, text: &str) -> Result<Assembled, Vec<Diagnostic>> {
    assemble(vec![read(file, text.as_bytes())?], &town::english_council("Wrenbury"))
}

fn period(number: i64, starts: i64, ends: i64) -> Period {
    let at = |hours: i64| {
        let base: chrono::DateTime<chrono::Utc> = "2026-01-01T00:00:00Z".parse().unwrap();
        (base + chrono::TimeDelta::hours(hours)).with_timezone(&chrono_tz::Europe::London)
    };
    Period {
        election: format!("p{number:05}"),
        title: String::new(),
        starts: at(starts),
        ends: at(ends),
        scope: Scope::WholeArea,
        advisory: false,
        provisional: false,
        grounds: Grounds::default(),
    }
}

#[test]
fn twenty_thousand_periods_that_overlap_are_kept_small_and_answer_rightly() {
    let calendar = in_time("overlapping periods", || {
        Calendar::new((0..20_000).map(|n| period(n, n, 40_000 - n % 7)).collect())
    });
    for hours in [-1, 0, 1, 9_999, 19_999, 30_000, 39_993, 39_994, 39_999, 40_000] {
        let at = period(0, hours, hours).starts.to_utc();
        let expected: Vec<_> = calendar.periods().iter().filter(|period| period.covers(at)).collect();
        assert_eq!(calendar.in_force(at).collect::<Vec<_>>(), expected, "{hours}");
        let edges =
            calendar.periods().iter().flat_map(|period| [period.starts.to_utc(), period.ends.to_utc()]);
        assert_eq!(calendar.next_change(at), edges.filter(|edge| *edge > at).min(), "{hours}");
        let quiet = expected.iter().map(|_| period(0, 0, 40_000).ends.to_utc()).max();
        assert_eq!(calendar.quiet_from(at), quiet, "{hours}");
    }
}

#[test]
fn a_long_row_of_replacements_is_followed_once() {
    let mut text = String::new();
    for number in 0..10_000 {
        write!(
            text,
            "[[election]]\nid = \"e{number}\"\ntype = \"local\"\npoll = 2027-05-06\nreplaced_by = \"e{}\"\n",
            number + 1
        )
        .unwrap();
    }
    let row = format!("{text}[[election]]\nid = \"e10000\"\ntype = \"local\"\npoll = 2027-05-06\n");
    assert!(in_time("a row", || assembled("e.toml", &row)).is_ok());
    let circle = format!(
        "{text}[[election]]\nid = \"e10000\"\ntype = \"local\"\npoll = 2027-05-06\nreplaced_by = \"e9998\"\n"
    );
    let faults = in_time("a circle at the end", || assembled("e.toml", &circle)).unwrap_err();
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 3, "only those in the circle: {told:?}");
    assert!(told.iter().all(|fault| fault.contains("replaces itself")));
}

#[test]
fn ids_written_with_escapes_have_their_places_and_are_found_in_one_pass() {
    let mut text = "[".to_owned();
    for number in 0..5_000 {
        let comma = if number == 0 { "" } else { "," };
        write!(
            text,
            "{comma}{{\"election_id\":\"\\u006cocal.wrenbury.w{number}.by.2027-05-06\",\"x\":\"{}\"}}",
            "é".repeat(40)
        )
        .unwrap();
    }
    text.push(']');
    let sheet = in_time("escapes", || read("a.json", text.as_bytes())).unwrap();
    assert_eq!(sheet.elections.len(), 5_000);
    let last = sheet.elections.iter().find(|election| election.id.contains(".w4999.")).unwrap();
    let place = last.place.fault("", "");
    assert_eq!(&place.excerpt[place.span], "\\u006cocal.wrenbury.w4999.by.2027-05-06");
    let at = text.find("\\u006cocal.wrenbury.w4999.").unwrap();
    assert_eq!(place.column, text[..at].chars().count() + 1);
}

#[test]
fn a_file_that_is_too_large_is_refused_before_it_is_read() {
    for file in ["a.toml", "a.json", "a.csv", "a.ics"] {
        let told = read(file, &vec![b' '; LARGEST + 1]).unwrap_err()[0].to_string();
        assert!(told.contains("larger than") && told.contains("to mend it"), "{told}");
    }
}

#[test]
fn ids_and_titles_cannot_carry_what_no_eye_sees() {
    for id in ["\\u0000a", "a\\u202Eb", "a\\u200Bb", "a\\nb", "a\\u0007"] {
        let text = format!("[[election]]\nid = \"{id}\"\ntype = \"local\"\npoll = 2027-05-06\n");
        let told = read("e.toml", text.as_bytes()).unwrap_err()[0].to_string();
        assert!(told.starts_with("e.toml:2:") && told.contains("no eye sees"), "{told}");
        assert!(!told.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{told:?}");
    }
    let text = "[[election]]\nid = \"a\"\ntitle = \"A\\u202E \\u0000title\\u001b[2J\\n\"\ntype = \"local\"\npoll = 2027-05-06\nwards = [\"Mill\\u200B\"]\n";
    let calendar = assembled("e.toml", text).unwrap().calendar;
    assert_eq!(calendar.periods()[0].title, "A title[2J");
    assert_eq!(calendar.periods()[0].wards().unwrap(), ["Mill"]);
    let event = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:May\u{202e} poll\r\nDTSTART;VALUE=DATE:20270325\r\nDTEND;VALUE=DATE:20270507\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    assert_eq!(assembled("e.ics", event).unwrap().calendar.periods()[0].title, "May poll");
}

#[test]
fn very_long_ids_are_refused_and_never_repeated_whole() {
    let long = "a".repeat(3_000_000);
    for (file, text) in [
        ("e.toml", format!("[[election]]\nid = \"{long}\"\ntype = \"local\"\npoll = 2027-05-06\n")),
        (
            "e.toml",
            format!(
                "[[election]]\nid = \"b\"\ntype = \"local\"\npoll = 2027-05-06\nreplaced_by = \"{long}\"\n"
            ),
        ),
        ("e.json", format!("{{\"election_id\": \"{long}\", \"poll_open_date\": \"2027-05-06\"}}")),
        ("e.json", format!("{{\"election_id\": \"{long}\"}}")),
        ("e.csv", format!("id,poll\n{long},2027-05-06\n")),
        ("e.csv", format!("id,poll\nx,{long}\n")),
        (
            "e.ics",
            format!(
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:{long}\r\nSUMMARY:x\r\nDTSTART;VALUE=DATE:20270325\r\nDTEND;VALUE=DATE:20270507\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
            ),
        ),
    ] {
        let faults = in_time(file, || read(file, text.as_bytes())).unwrap_err();
        let told: String = faults.iter().map(ToString::to_string).collect();
        assert!(told.len() < 3_000, "{file}: {} bytes", told.len());
    }
}
