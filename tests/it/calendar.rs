//! `elections.toml`, and the periods that follow from it.

use chrono::{DateTime, Days, NaiveDate, Utc};
use proptest::prelude::*;
use purdah::calendar::assemble::{Assembled, assemble};
use purdah::calendar::formats::read;
use purdah::calendar::{Calendar, Scope};
use purdah::council::{Council, CouncilId, Nation};
use purdah::diagnostic::Diagnostic;
use purdah::guard::verdict::PeriodInForce;

const COUNCIL_ELECTION: &str = "[[election]]\nid = \"local.larkwater.2027-05-06\"\ntitle = \"Council election\"\npoll = 2027-05-06\nnotice = 2027-03-25\n";

fn larkwater() -> Council {
    Council {
        id: CouncilId::from_name("Larkwater").unwrap(),
        name: "Larkwater Council".into(),
        nation: Nation::England,
        contacts: Vec::new(),
        identifiers: Vec::new(),
        covers: Vec::new(),
        wards: std::collections::BTreeMap::new(),
    }
}

fn assembled(text: &str) -> Result<Assembled, Vec<Diagnostic>> {
    assemble(vec![read("elections.toml", text.as_bytes())?], &larkwater())
}

fn calendar(text: &str) -> Calendar {
    assembled(text).unwrap().calendar
}

fn faults(text: &str) -> Vec<String> {
    assembled(text).unwrap_err().iter().map(ToString::to_string).collect()
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
fn every_fault_of_a_file_is_told_not_only_the_first() {
    let told = faults(
        "[[election]]\nid = \"a\"\npoll = 2027-05-06T10:00:00\nnotice = 2027-03-25\n\
         [[election]]\nid = \"b\"\npoll = 2027-05-06\nnotice = 2027-03-25\nwards = []\n",
    );
    assert_eq!(told.len(), 2, "{told:#?}");
    let told = faults(
        "[[election]]\nid = \"b\"\npoll = 2027-05-06\nnotice = 2027-05-07\n\
         [[election]]\nid = \"b\"\npoll = 2027-05-06\nnotice = 2027-03-25\n",
    );
    assert_eq!(told.len(), 2, "{told:#?}");
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
    /// Twenty-five years of days, both clock changes of each among them.
    #[test]
    fn a_period_runs_from_midnight_to_ten_at_night_by_the_clocks_in_london(offset in 0_u64..9_131, length in 20_u64..45) {
        let notice = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap() + Days::new(offset);
        let poll = notice + Days::new(length);
        let calendar = calendar(&format!("[[election]]\nid = \"e\"\npoll = {poll}\nnotice = {notice}\n"));
        let period = &calendar.periods()[0];
        let second = chrono::TimeDelta::seconds(1);
        prop_assert_eq!(period.starts.naive_local(), notice.and_hms_opt(0, 0, 0).unwrap());
        prop_assert_eq!(period.ends.naive_local(), poll.and_hms_opt(22, 0, 0).unwrap());
        let in_force = |at: DateTime<Utc>| calendar.in_force(at).count() == 1;
        prop_assert!(in_force(period.starts.to_utc()));
        prop_assert!(!in_force(period.starts.to_utc() - second));
        prop_assert!(in_force(period.ends.to_utc() - second));
        prop_assert!(!in_force(period.ends.to_utc()));
    }

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
