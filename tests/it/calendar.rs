//! `elections.toml`, and the periods that follow from it.

use chrono::{DateTime, Days, NaiveDate, Utc};
use proptest::prelude::*;
use purdah::calendar::assemble::{Assembled, assemble};
use purdah::calendar::bank_holidays;
use purdah::calendar::contest::Contest;
use purdah::calendar::formats::read;
use purdah::calendar::period::{Grounds, Start};
use purdah::calendar::working_day::Almanac;
use purdah::calendar::{Calendar, Period, Scope};
use purdah::council::Nation;
use purdah::diagnostic::Diagnostic;
use purdah::guard::verdict::PeriodInForce;

use crate::town;

const COUNCIL_ELECTION: &str = "[[election]]\nid = \"local.larkwater.2027-05-06\"\ntitle = \"Council election\"\npoll = 2027-05-06\nnotice = 2027-03-25\n";

fn assembled(text: &str) -> Result<Assembled, Vec<Diagnostic>> {
    assemble(vec![read("elections.toml", text.as_bytes())?], &town::english_council("Larkwater"))
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
fn an_end_before_the_close_of_poll_does_not_count_until_it_is_confirmed() {
    for (lines, end, queried) in [
        ("ends = 2027-04-06T22:00:00", "2027-05-06T21:00:00Z", 1),
        ("ends = 2027-05-06", "2027-05-06T21:00:00Z", 0),
        ("ends = 2027-05-07T16:00:00", "2027-05-07T15:00:00Z", 0),
        ("ends = 2027-04-06T22:00:00\nconfirmed = \"Called off by the court\"", "2027-04-06T21:00:00Z", 0),
    ] {
        let text = format!("{WITHOUT_NOTICE}{lines}\n");
        assert_eq!(
            (calendar(&text).periods()[0].ends.to_utc(), queries(&text).len()),
            (utc(end), queried),
            "{lines}"
        );
    }
    let own = "[[period]]\nid = \"p\"\nstarts = 2027-06-01\nends = 2027-07-15\n";
    assert_eq!(calendar(own).periods()[0].ends, utc("2027-07-15T21:00:00Z"));
}

#[test]
fn days_that_contradict_each_other_are_queried() {
    for (text, words) in [
        ("id = \"local.x.2026-05-07\"\npoll = 2027-05-06\n", "the id says 2026-05-07"),
        ("id = \"local.x.2027-05-06\"\npoll = 2027-05-06\ntype = \"parl\"\n", "`type` says `parl`"),
        ("id = \"local.x.2027-05-06\"\npoll = 2027-05-06\nnotice = 2026-03-25\n", "407 days before"),
        ("id = \"x\"\npoll = 2027-05-06\nnotice = 2027-05-05\n", "only 1 days before"),
        ("id = \"parl.x.by.2027-05-06\"\npoll = 2027-05-06\nnotice = 2027-05-05\n", "only 1 days before"),
        (
            "id = \"local.x.2027-05-06\"\npoll = 2027-05-06\nnotice = 2027-03-22\nstarts = 2027-03-30T00:00:00\n",
            "is after its notice",
        ),
    ] {
        let told = queries(&format!("[[election]]\n{text}"));
        assert!(told.iter().any(|query| query.contains(words)), "{text}: {told:?}");
    }
}

#[test]
fn a_period_an_officer_made_is_withdrawn_with_a_reason_too() {
    let text =
        "[[period]]\nid = \"recall\"\nstarts = 2027-06-01\nends = 2027-07-15\nstatus = \"withdrawn\"\n";
    assert!(faults(text)[0].contains("reason"));
    let calendar = calendar(&format!("{text}reason = \"The petition was terminated\"\n"));
    assert_eq!(calendar.periods(), []);
    assert_eq!(calendar.withdrawn()[0].election, "recall");
}

#[test]
fn an_officers_own_start_and_end_stand() {
    let text = format!("{COUNCIL_ELECTION}starts = 2027-03-22T09:00:00\nends = 2027-05-07T17:00:00\n");
    let calendar = calendar(&text);
    assert_eq!(calendar.periods()[0].starts, utc("2027-03-22T09:00:00Z"));
    assert_eq!(calendar.periods()[0].ends, utc("2027-05-07T16:00:00Z"));
}

/// The statutory latest day is Wednesday 31 March 2027.
const WITHOUT_NOTICE: &str =
    "[[election]]\nid = \"local.larkwater.2027-05-06\"\ntitle = \"Council election\"\npoll = 2027-05-06\n";

fn starts(text: &str) -> String {
    calendar(text).periods()[0].starts.to_rfc3339()
}

fn queries(text: &str) -> Vec<String> {
    assembled(text).unwrap().queries.iter().map(ToString::to_string).collect()
}

#[test]
fn without_a_notice_the_statutory_latest_day_is_taken() {
    let calendar = calendar(WITHOUT_NOTICE);
    let period = &calendar.periods()[0];
    assert_eq!(period.starts, utc("2027-03-30T23:00:00Z"));
    assert!(!period.provisional);
    assert_eq!(period.grounds.start, Start::Statutory);
    assert_eq!(period.grounds.contest, Some(Contest::Local));
    assert!(period.grounds.law.unwrap().title.contains("2006/3304"));
}

#[test]
fn an_earlier_notice_takes_its_place_and_a_later_one_does_not_until_it_is_confirmed() {
    let with = |line: &str| format!("{WITHOUT_NOTICE}{line}\n");
    for (lines, start, queried) in [
        ("notice = 2027-03-25", "2027-03-25T00:00:00+00:00", 0),
        ("notice = 2027-03-31", "2027-03-31T00:00:00+01:00", 0),
        ("notice = 2027-04-01", "2027-03-31T00:00:00+01:00", 1),
        (
            "notice = 2027-04-01\nconfirmed = \"The returning officer published late\"",
            "2027-04-01T00:00:00+01:00",
            0,
        ),
        ("starts = 2027-03-31T12:00:00", "2027-03-31T00:00:00+01:00", 1),
        ("starts = 2027-03-29T12:00:00", "2027-03-29T12:00:00+01:00", 0),
        ("starts = 2027-04-06T09:00:00\nconfirmed = \"By agreement\"", "2027-04-06T09:00:00+01:00", 0),
    ] {
        let text = with(lines);
        assert_eq!((starts(&text).as_str(), queries(&text).len()), (start, queried), "{lines}");
    }
    let told = queries(&with("notice = 2027-04-01"));
    assert!(told[0].starts_with("elections.toml:2:6:"), "{told:?}");
    assert!(told[0].contains("2027-03-31") && told[0].contains("confirmed ="), "{told:?}");
}

#[test]
fn a_notice_before_the_first_day_the_law_allows_is_queried_and_counts() {
    let text = |line: &str| {
        format!(
            "[[election]]\nid = \"a\"\ntype = \"local\"\nnation = \"scotland\"\npoll = 2022-05-05\n{line}\n"
        )
    };
    assert_eq!(starts(&text("")), "2022-03-23T00:00:00+00:00");
    assert_eq!(queries(&text("notice = 2022-03-14")), Vec::<String>::new());
    let early = text("notice = 2022-03-11");
    assert_eq!(starts(&early), "2022-03-11T00:00:00+00:00");
    assert!(queries(&early)[0].contains("before the first day the law allows (2022-03-14)"));
}

#[test]
fn what_has_no_statutory_day_needs_the_officers() {
    let told = faults("[[election]]\nid = \"vote-of-the-town\"\npoll = 2027-05-06\n");
    assert!(told[0].contains("type = \"local\"") && told[0].contains("notice = 2027-03-25"), "{told:?}");
    let by = "[[election]]\nid = \"parl.larkwater.by.2027-06-10\"\npoll = 2027-06-10\n";
    let provisional = calendar(by);
    let period = &provisional.periods()[0];
    assert!(period.provisional);
    assert_eq!(period.grounds.start, Start::StandIn);
    assert!(queries(by)[0].contains("does not follow from its poll"));
    let entered = format!("{by}notice = 2027-05-10\n");
    assert!(!calendar(&entered).periods()[0].provisional);
    assert_eq!(queries(&entered), Vec::<String>::new());
}

#[test]
fn a_general_election_leaves_out_the_bank_holidays_of_every_nation() {
    let text = "[[election]]\nid = \"parl.2019-12-12\"\npoll = 2019-12-12\n";
    assert_eq!(starts(text), "2019-11-11T00:00:00+00:00");
}

#[test]
fn a_day_of_mourning_moves_the_statutory_day_and_newer_bank_holidays_replace_the_shipped() {
    let mourning = "[[day_not_counted]]\ndate = 2027-04-14\nwhy = \"Day of national mourning\"\n";
    assert_eq!(starts(&format!("{WITHOUT_NOTICE}{mourning}")), "2027-03-30T00:00:00+01:00");
    let elsewhere = format!("{WITHOUT_NOTICE}{mourning}nations = [\"scotland\"]\n");
    assert_eq!(starts(&elsewhere), "2027-03-31T00:00:00+01:00");

    let shipped: serde_json::Value = serde_json::from_str(bank_holidays::SHIPPED.1).unwrap();
    let mut newer = shipped;
    let events = newer["england-and-wales"]["events"].as_array_mut().unwrap();
    events.push(
        serde_json::json!({ "title": "A coronation", "date": "2027-04-16", "notes": "", "bunting": true }),
    );
    let sheets = vec![
        read("elections.toml", WITHOUT_NOTICE.as_bytes()).unwrap(),
        read("bank-holidays.json", newer.to_string().as_bytes()).unwrap(),
    ];
    let calendar = assemble(sheets, &town::english_council("Larkwater")).unwrap().calendar;
    assert_eq!(calendar.periods()[0].starts.to_rfc3339(), "2027-03-30T00:00:00+01:00");
}

#[test]
fn bank_holidays_alone_are_no_calendar() {
    let sheets = vec![read("bank-holidays.json", bank_holidays::SHIPPED.1.as_bytes()).unwrap()];
    assert!(!assemble(sheets, &town::english_council("Larkwater")).unwrap().calendar.is_loaded());
}

#[test]
fn a_year_without_bank_holidays_makes_the_start_provisional_unless_the_notice_is_known() {
    let text = "[[election]]\nid = \"local.larkwater.2030-05-02\"\npoll = 2030-05-02\n";
    assert!(calendar(text).periods()[0].provisional);
    assert!(!calendar(&format!("{text}notice = 2030-03-25\n")).periods()[0].provisional);
}

#[test]
fn a_replaced_election_keeps_its_period_and_the_new_one_has_its_own() {
    let text = "[[election]]\nid = \"local.larkwater.mill.2027-05-06\"\npoll = 2027-05-06\nwards = [\"Mill\"]\n\
                status = \"countermanded\"\n\
                [[election]]\nid = \"local.larkwater.mill.2027-06-10\"\npoll = 2027-06-10\nwards = [\"Mill\"]\n\
                replaces = \"local.larkwater.mill.2027-05-06\"\n";
    let calendar = calendar(text);
    let [old, new] = calendar.periods() else { panic!("{calendar:?}") };
    assert_eq!(old.grounds.replaced_by.as_deref(), Some("local.larkwater.mill.2027-06-10"));
    assert_eq!(new.grounds.replaces.as_deref(), Some("local.larkwater.mill.2027-05-06"));
    assert_eq!(old.ends, utc("2027-05-06T21:00:00Z"));
    assert_eq!(new.starts, utc("2027-05-04T23:00:00Z"));
    let missing =
        "[[election]]\nid = \"local.larkwater.2027-05-06\"\npoll = 2027-05-06\nreplaced_by = \"other\"\n";
    assert!(queries(missing)[0].contains("which the calendar does not hold"));
}

#[test]
fn elections_that_replace_each_other_in_a_circle_are_refused() {
    let told = faults(
        "[[election]]\nid = \"a\"\ntype = \"local\"\npoll = 2027-05-06\nreplaced_by = \"b\"\n\
         [[election]]\nid = \"b\"\ntype = \"local\"\npoll = 2027-06-10\nreplaced_by = \"a\"\n",
    );
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("replaces itself"), "{told:?}");
}

#[test]
fn a_withdrawn_election_leaves_its_reason_behind() {
    let text = format!("{WITHOUT_NOTICE}status = \"withdrawn\"\nreason = \"Moved by order to 2028\"\n");
    let calendar = calendar(&text);
    assert_eq!(calendar.periods(), []);
    assert_eq!(calendar.withdrawn()[0].reason, "Moved by order to 2028");
}

#[test]
fn combined_polls_keep_their_own_starts_and_the_union_is_in_force() {
    let text = "[[election]]\nid = \"gla.2024-05-02\"\npoll = 2024-05-02\n\
                [[election]]\nid = \"local.larkwater.2024-05-02\"\npoll = 2024-05-02\n\
                [[election]]\nid = \"pcc.westshire.2024-05-02\"\npoll = 2024-05-02\n";
    let calendar = calendar(text);
    for (at, count) in [
        ("2024-03-18T23:59:59Z", 0),
        ("2024-03-19T00:00:00Z", 1),
        ("2024-03-26T00:00:00Z", 3),
        ("2024-05-02T20:59:59Z", 3),
        ("2024-05-02T21:00:00Z", 0),
    ] {
        assert_eq!(calendar.in_force(utc(at)).count(), count, "{at}");
    }
}

#[test]
fn the_polls_fixed_by_law_are_read_and_every_one_is_on_a_thursday_with_a_statutory_day() {
    let sheet = read("scheduled-polls.toml", include_bytes!("../../calendars/scheduled-polls.toml")).unwrap();
    assert!(sheet.elections.len() >= 20);
    for election in sheet.elections {
        assert_eq!(election.poll.format("%a").to_string(), "Thu", "{}", election.id);
        assert!(
            election.contest.is_some() && election.territory.is_some() && election.notice.is_none(),
            "{}",
            election.id
        );
        let begun = election.period(Nation::England, &Almanac::shipped()).unwrap();
        assert_eq!(begun.queries, [], "{}", election.id);
        assert_eq!(begun.period.grounds.start, Start::Statutory, "{}", election.id);
    }
}

/// Every example of the officers' page, put together as one file.
#[test]
fn the_examples_in_the_officers_page_are_read() {
    let page = include_str!("../../calendars/README.md");
    let examples = page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let file: String = examples.filter(|example| example.contains("[[")).collect::<Vec<_>>().join("\n");
    let assembled = assembled(&file).unwrap();
    assert_eq!(assembled.calendar.periods().len(), 6);
    assert_eq!(assembled.queries, []);
}

/// What is in force, asked of every period one by one.
fn slowly_in_force(calendar: &Calendar, at: DateTime<Utc>) -> Vec<&str> {
    calendar
        .periods()
        .iter()
        .filter(|period| period.covers(at))
        .map(|period| period.election.as_str())
        .collect()
}

proptest! {
    #[test]
    fn what_is_in_force_is_what_covers_the_moment(
        periods in prop::collection::vec((0_i64..400, 1_i64..90), 0..30), moments in prop::collection::vec(-10_i64..500, 1..20),
    ) {
        let base = utc("2026-01-01T00:00:00Z");
        let hours = |hours: i64| base + chrono::TimeDelta::hours(hours);
        let calendar = Calendar::new(
            periods
                .iter()
                .enumerate()
                .map(|(number, (from, length))| Period {
                    election: format!("p{number}"),
                    title: String::new(),
                    starts: hours(*from).with_timezone(&chrono_tz::Europe::London),
                    ends: hours(from + length).with_timezone(&chrono_tz::Europe::London),
                    scope: Scope::WholeArea,
                    advisory: false,
                    provisional: false,
                    grounds: Grounds::default(),
                })
                .collect(),
        );
        for moment in moments {
            let at = hours(moment);
            let told: Vec<_> = calendar.in_force(at).map(|period| period.election.as_str()).collect();
            prop_assert_eq!(told, slowly_in_force(&calendar, at));
            let edges = calendar.periods().iter().flat_map(|period| [period.starts.to_utc(), period.ends.to_utc()]);
            prop_assert_eq!(calendar.next_change(at), edges.filter(|edge| *edge > at).min());
        }
    }
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
