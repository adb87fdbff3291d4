//! `elections.toml`, and the periods that follow from it.

use chrono::{DateTime, Utc};
use proptest::prelude::*;
use purdah::calendar::formats::read;
use purdah::calendar::{Calendar, Scope};
use purdah::guard::verdict::PeriodInForce;

const COUNCIL_ELECTION: &str = "[[election]]\nid = \"local.larkwater.2027-05-06\"\ntitle = \"Council election\"\npoll = 2027-05-06\nnotice = 2027-03-25\n";

fn calendar(text: &str) -> Calendar {
    Calendar::new(read("elections.toml", text.as_bytes()).unwrap())
}

fn faults(text: &str) -> Vec<String> {
    read("elections.toml", text.as_bytes()).unwrap_err().iter().map(ToString::to_string).collect()
}

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
fn a_period_runs_from_midnight_on_the_notice_day_to_the_close_of_poll() {
    let calendar = calendar(COUNCIL_ELECTION);
    for (at, in_force) in [
        ("2027-03-24T23:59:59Z", false),
        ("2027-03-25T00:00:00Z", true),
        ("2027-05-06T20:59:59Z", true),
        ("2027-05-06T21:00:00Z", false),
    ] {
        assert_eq!(calendar.in_force(utc(at)).count() == 1, in_force, "{at}");
    }
}

#[test]
fn an_election_without_its_notice_is_refused_with_the_line_to_add() {
    let told = faults("[[election]]\nid = \"local.x.2027-05-06\"\npoll = 2027-05-06\n");
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("elections.toml:2:6:"), "{}", told[0]);
    assert!(told[0].contains("notice = YYYY-MM-DD"), "{}", told[0]);
}

#[test]
fn every_fault_of_a_file_is_told_not_only_the_first() {
    let told = faults(
        "[[election]]\nid = \"a\"\npoll = 2027-05-06T10:00:00\nnotice = 2027-03-25\n\
         [[election]]\nid = \"b\"\npoll = 2027-05-06\nnotice = 2027-05-07\n\
         [[election]]\nid = \"b\"\npoll = 2027-05-06\nnotice = 2027-03-25\nwards = []\n",
    );
    assert_eq!(told.len(), 4, "{told:#?}");
}

#[test]
fn mistakes_are_named_with_their_repair() {
    for (text, words) in [
        (
            "[[election]]\nid = \"a\"\npoll = \"2027-05-06\"\nnotice = 2027-03-25\n",
            "without quotes, like 2027-05-06",
        ),
        ("[[election]]\nid = \"a\"\npol = 2027-05-06\n", "did you mean `poll`?"),
        ("[[elections]]\n", "did you mean `election`?"),
        (
            "[[election]]\nid = \"a\"\npoll = 2027-05-06\nnotice = 2027-03-25\nstatus = \"withdrawn\"\n",
            "reason",
        ),
        (
            "[[election]]\nid = \"a\"\npoll = 2027-05-06\nnotice = 2027-03-25\nstatus = \"canceled\"\n",
            "did you mean `cancelled`?",
        ),
        (
            "[[period]]\nid = \"a\"\nstarts = 2027-03-28T01:30:00\nends = 2027-05-01T00:00:00\n",
            "clocks go forward",
        ),
        (
            "[[period]]\nid = \"a\"\nstarts = 2027-05-01T00:00:00\nends = 2027-05-01T00:00:00\n",
            "ends before it starts",
        ),
        ("[[election]]\nid = \"a\"\npoll = 2027-02-30\nnotice = 2027-01-25\n", "to mend it"),
    ] {
        let told = faults(text);
        assert!(told.iter().any(|fault| fault.contains(words)), "{told:#?}\nlacks `{words}`");
    }
}

#[test]
fn only_a_withdrawal_with_its_reason_removes_a_period() {
    for status in ["called", "uncontested", "countermanded", "postponed", "cancelled"] {
        let text = format!("{COUNCIL_ELECTION}status = \"{status}\"\n");
        assert_eq!(calendar(&text).periods().len(), 1, "{status}");
    }
    let withdrawn = format!("{COUNCIL_ELECTION}status = \"withdrawn\"\nreason = \"moved by order\"\n");
    assert_eq!(calendar(&withdrawn).periods().len(), 0);
}

#[test]
fn overlapping_periods_are_all_in_force_and_quiet_comes_after_the_last() {
    let text = format!(
        "{COUNCIL_ELECTION}[[election]]\nid = \"by\"\npoll = 2027-05-20\nnotice = 2027-04-13\nwards = [\"Saltgate\"]\nadvisory = true\n"
    );
    let calendar = calendar(&text);
    let periods: Vec<_> = calendar.in_force(utc("2027-04-20T12:00:00Z")).collect();
    assert_eq!(periods.len(), 2);
    assert_eq!(periods[1].scope, Scope::Wards(vec!["Saltgate".into()]));
    assert!(periods[1].advisory);
    assert_eq!(calendar.quiet_from(utc("2027-04-20T12:00:00Z")), Some(utc("2027-05-20T21:00:00Z")));
    assert_eq!(calendar.quiet_from(utc("2027-06-20T12:00:00Z")), None);
    assert_eq!(calendar.next_change(utc("2027-04-20T12:00:00Z")), Some(utc("2027-05-06T21:00:00Z")));
}

#[test]
fn an_officers_own_start_and_end_stand() {
    let text = format!("{COUNCIL_ELECTION}starts = 2027-03-22T09:00:00\nends = 2027-05-07T17:00:00\n");
    let calendar = calendar(&text);
    assert_eq!(calendar.periods()[0].starts, utc("2027-03-22T09:00:00Z"));
    assert_eq!(calendar.periods()[0].ends, utc("2027-05-07T16:00:00Z"));
}

#[test]
fn a_file_of_an_unknown_kind_is_refused() {
    let told = read("elections.docx", b"").unwrap_err();
    assert!(told[0].to_string().contains(".toml"));
    assert!(read("elections.toml", b"\xff").unwrap_err()[0].to_string().contains("UTF-8"));
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes: Vec<u8>) {
        drop(read("elections.toml", &bytes));
    }

    #[test]
    fn no_damage_to_a_good_file_makes_the_reader_panic(at in 0_usize..110, byte: u8) {
        let mut bytes = COUNCIL_ELECTION.as_bytes().to_vec();
        let at = at % bytes.len();
        bytes[at] = byte;
        drop(read("elections.toml", &bytes));
    }
}

#[test]
fn a_period_in_a_verdict_has_londons_offset() {
    let period = PeriodInForce {
        election: "e".into(),
        starts: purdah::calendar::period::london(utc("2027-03-25T00:00:00Z")),
        ends: purdah::calendar::period::london(utc("2027-05-06T21:00:00Z")),
        wards: None,
        provisional: false,
    };
    assert_eq!(period.starts, "2027-03-25T00:00:00Z");
    assert_eq!(period.ends, "2027-05-06T22:00:00+01:00");
}
