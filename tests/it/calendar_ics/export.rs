//! What is exported: its lines, what calendar programs see in it, and that it is read back whole.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::London;
use proptest::prelude::*;
use purdah::calendar::formats::{ics, read};
use purdah::calendar::period::Grounds;
use purdah::calendar::{Calendar, Period, Scope};

use super::{larkwater, sheet, utc};

fn period(
    id: &str,
    title: &str,
    starts: DateTime<Utc>,
    ends: DateTime<Utc>,
    scope: Scope,
    advisory: bool,
) -> Period {
    Period {
        election: id.into(),
        title: title.into(),
        starts: starts.with_timezone(&London),
        ends: ends.with_timezone(&London),
        scope,
        advisory,
        provisional: false,
        grounds: Grounds::default(),
    }
}

/// A calendar with everything in it that an export can hold.
pub(super) fn sample() -> Calendar {
    let at = |month, day, hour| London.with_ymd_and_hms(2027, month, day, hour, 0, 0).unwrap().to_utc();
    Calendar::new(vec![
        period(
            "local.larkwater.2027-05-06",
            "Council election",
            at(3, 25, 0),
            at(5, 6, 22),
            Scope::WholeArea,
            false,
        ),
        period(
            "local.larkwater.mill.by.2027-11-11",
            "By-election; “Mill, North”\\East\u{2028}and a title so long that it has to be folded, twice – or more often",
            at(10, 4, 0),
            at(11, 11, 22),
            Scope::Wards(vec!["Mill, North".into(), "Saltgate; a\\b é".into()]),
            false,
        ),
        period("recall.westshire", "Recall petition", at(9, 1, 9), at(10, 13, 17), Scope::WholeArea, true),
    ])
}

pub(super) fn export(calendar: &Calendar) -> String {
    ics::write("Larkwater Council", &larkwater(), calendar, utc("2027-02-01T08:30:00Z"))
}

/// What must come back of a period.
type Kept = (String, DateTime<Utc>, DateTime<Utc>, Option<Vec<String>>, bool);

fn kept<'a>(periods: impl IntoIterator<Item = &'a Period>) -> BTreeSet<Kept> {
    periods
        .into_iter()
        .map(|period| {
            let wards = period.wards().map(<[String]>::to_vec);
            (period.election.clone(), period.starts.to_utc(), period.ends.to_utc(), wards, period.advisory)
        })
        .collect()
}

#[test]
fn an_export_has_what_calendar_programs_ask_for() {
    let text = export(&sample());
    let unfolded = text.replace("\r\n ", "");
    for line in [
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//purdah//pre-election periods//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n",
        "\r\nX-WR-CALNAME:Larkwater Council: pre-election periods\r\n",
        "\r\nUID:local.larkwater.2027-05-06@larkwater.purdah\r\nDTSTAMP:20270201T083000Z\r\n",
        "\r\nDTSTART:20270325T000000Z\r\nDTEND:20270506T210000Z\r\nSUMMARY:Pre-election period: Council election\r\n",
        "\r\nX-PURDAH-WARDS:Mill\\, North,Saltgate\\; a\\\\b é\r\n",
        "\r\nX-PURDAH-ADVISORY:TRUE\r\n",
        "SUMMARY:Pre-election period: By-election\\; “Mill\\, North”\\\\East and a title",
    ] {
        assert!(unfolded.contains(line), "{unfolded}\nlacks {line}");
    }
    assert_eq!(text.matches("TRANSP:TRANSPARENT\r\n").count(), 3);
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "every line ends with both");
    assert_eq!(text, export(&sample()), "the same calendar gives the same bytes");
}

#[test]
fn a_subscriber_sees_by_the_sequence_that_an_event_has_moved() {
    let sequence = |at: &str| {
        let text = ics::write("Larkwater Council", &larkwater(), &sample(), utc(at));
        let line = text.lines().find_map(|line| line.strip_prefix("SEQUENCE:")).unwrap();
        line.trim().parse::<i32>().unwrap()
    };
    assert!(sequence("2027-02-01T08:30:00Z") < sequence("2027-02-01T08:31:00Z"));
    assert_eq!(sequence("1999-01-01T00:00:00Z"), 0);
    assert!(sequence("2199-01-01T00:00:00Z") < i32::MAX);
}

#[test]
fn an_event_says_in_plain_words_why_its_period_is_there() {
    let elections = "[[election]]\nid = \"local.larkwater.mill.by.2027-05-06\"\npoll = 2027-05-06\nwards = [\"Mill\"]\nadvisory = true\nstatus = \"uncontested\"\n";
    let council = purdah::council::Council {
        id: larkwater(),
        name: "Larkwater".into(),
        nation: purdah::council::Nation::England,
        contacts: Vec::new(),
        identifiers: Vec::new(),
        covers: Vec::new(),
        wards: std::collections::BTreeMap::new(),
    };
    let sheets = vec![read("elections.toml", elections.as_bytes()).unwrap()];
    let calendar = purdah::calendar::assemble::assemble(sheets, &council).unwrap().calendar;
    let text = export(&calendar).replace("\r\n ", "");
    let description = text.lines().find_map(|line| line.strip_prefix("DESCRIPTION:")).unwrap();
    for words in [
        "It covers only Mill.\\n",
        "posts are held for advice\\, never blocked.\\n",
        "Council election\\, polling day 6 May 2027.\\n",
        "the last day the law allows.\\n",
        "Law: ",
        "legislation.gov.uk",
        "uncontested",
    ] {
        assert!(description.contains(words), "{description}\nlacks {words}");
    }
}

#[test]
fn a_file_cut_off_anywhere_is_refused_and_never_loads_as_a_smaller_calendar() {
    let text = export(&sample());
    let whole = kept(sample().periods());
    for cut in 0..text.len() {
        match read("calendar.ics", &text.as_bytes()[..cut]) {
            Ok(sheet) => {
                assert!(cut >= text.trim_end().len(), "cut at {cut}");
                assert_eq!(kept(sheet.periods.iter().map(|own| &own.period)), whole);
            }
            Err(faults) => assert!(faults.iter().all(|fault| !fault.repair.is_empty())),
        }
    }
}

fn any_period() -> impl Strategy<Value = (String, Vec<char>, i64, i64, Option<Vec<String>>, bool)> {
    (
        "[a-zA-Z0-9é@;,:\\\\._-]([a-zA-Z0-9é@;,:\\\\\". _-]{0,80}[a-zA-Z0-9@;,\\\\])?",
        proptest::collection::vec(any::<char>(), 0..120),
        // From 1990 to 2198.
        631_152_000_i64..7_195_132_800,
        1_i64..30_000_000,
        proptest::option::of(proptest::collection::vec(
            "[a-z,;\\\\é]([^\\p{C}\\p{Zl}\\p{Zp}]{0,30}[a-z,;\\\\é])?",
            1..5,
        )),
        any::<bool>(),
    )
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_and_no_line_is_too_long(all in proptest::collection::vec(any_period(), 1..6)) {
        let periods: Vec<Period> = all
            .into_iter()
            .map(|(id, title, start, seconds, wards, advisory)| {
                let starts = DateTime::from_timestamp(start, 0).unwrap();
                let scope = wards.map_or(Scope::WholeArea, Scope::Wards);
                period(&id, &String::from_iter(title), starts, starts + TimeDelta::seconds(seconds), scope, advisory)
            })
            .collect();
        let ids: BTreeSet<_> = periods.iter().map(|period| period.election.clone()).collect();
        prop_assume!(ids.len() == periods.len());
        let calendar = Calendar::new(periods);
        let text = export(&calendar);
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 75), "{}", text);
        let sheet = sheet(&text).unwrap();
        prop_assert_eq!(kept(sheet.periods.iter().map(|own| &own.period)), kept(calendar.periods()));
    }

    #[test]
    fn no_damage_to_a_good_file_makes_the_reader_panic(damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut bytes = export(&sample()).into_bytes();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        drop(read("calendar.ics", &bytes));
    }
}
