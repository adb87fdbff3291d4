//! The statutory timetable against published dates, and against a slow count of its own.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use proptest::prelude::*;
use purdah::calendar::contest::{Contest, Territory};
use purdah::calendar::timetable::{Basis, NoTimetable, Occasion, Timetable, held_in, timetable};
use purdah::calendar::working_day::Almanac;
use purdah::council::Nation;

/// Days that were published, or counted by somebody else's program: facts, gathered on 20 November 2026.
const CASES: &str = include_str!("timetables/cases.csv");

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn counted(contest: &str, nation: &str, poll: &str) -> Timetable {
    let occasion = Occasion {
        contest: contest.parse().unwrap(),
        territory: nation.parse().unwrap(),
        poll: day(poll),
        by_election: false,
    };
    timetable(occasion, &Almanac::shipped()).unwrap()
}

#[derive(serde::Deserialize)]
struct Case {
    #[serde(rename = "type")]
    contest: String,
    nation: String,
    poll: String,
    event: String,
    date: NaiveDate,
    known: String,
}

#[test]
fn every_published_day_and_every_day_others_counted_is_met() {
    let mut met = 0;
    for case in csv::Reader::from_reader(CASES.as_bytes()).deserialize() {
        let Case { contest, nation, poll, event, date, known } = case.unwrap();
        let table = counted(&contest, &nation, &poll);
        let ours = match event.as_str() {
            "latest" => table.notice.latest,
            "earliest" => table.notice.earliest,
            "dissolution" => table.dissolution,
            "begins" => table.starts.map(|at| at.date_naive()),
            other => panic!("{other}"),
        };
        assert_eq!(ours, Some(date), "{contest} {nation} {poll} {event}, {known}");
        met += 1;
    }
    assert_eq!(met, 162);
}

/// What each contest's law says, written down a second time: the working days from the last and the first day of
/// notice to the poll, and the calendar days where notice does not decide.
const LAWS: [(&str, &str, Law); 26] = [
    ("local", "england", Law::Notice(25, None)),
    ("local", "wales", Law::Notice(25, None)),
    ("local", "scotland", Law::Notice(28, Some(35))),
    ("local", "northern-ireland", Law::Notice(25, None)),
    ("parish", "england", Law::Notice(25, None)),
    ("community", "wales", Law::Notice(25, None)),
    ("mayor", "england", Law::Notice(25, None)),
    ("mayor.ca", "england", Law::Notice(25, None)),
    ("mayor.london", "england", Law::Notice(30, None)),
    ("gla", "england", Law::Notice(30, None)),
    ("pcc", "england", Law::Notice(25, None)),
    ("pcc", "wales", Law::Notice(25, None)),
    ("parl", "uk", Law::Notice(22, None)),
    ("parl", "england", Law::Unknown),
    ("parl", "wales", Law::Unknown),
    ("parl", "scotland", Law::Unknown),
    ("parl", "northern-ireland", Law::Unknown),
    ("sp", "scotland", Law::Notice(28, Some(35))),
    ("senedd", "wales", Law::Notice(25, None)),
    ("nia", "northern-ireland", Law::Notice(25, None)),
    ("city-of-london", "england", Law::Notice(25, None)),
    ("ref.s125", "england", Law::Days(27)),
    ("ref.s125", "scotland", Law::Days(27)),
    ("ref.s125", "uk", Law::Days(27)),
    ("ref.governance", "england", Law::Days(28)),
    ("ref.neighbourhood", "england", Law::Statement(28)),
];

#[derive(Clone, Copy)]
enum Law {
    Notice(usize, Option<usize>),
    /// A publication other than a notice of election begins it.
    Statement(usize),
    Days(u64),
    Unknown,
}

/// Bank holidays as the file lists them, read without the program's reader.
fn listed_holidays(division: &str) -> BTreeSet<NaiveDate> {
    let file: serde_json::Value = serde_json::from_str(purdah::calendar::bank_holidays::SHIPPED.1).unwrap();
    let events = file[division]["events"].as_array().unwrap();
    events.iter().map(|event| day(event["date"].as_str().unwrap())).collect()
}

/// Easter Sundays of the years under test, from the almanacs.
const EASTERS: [&str; 15] = [
    "2014-04-20",
    "2015-04-05",
    "2016-03-27",
    "2017-04-16",
    "2018-04-01",
    "2019-04-21",
    "2020-04-12",
    "2021-04-04",
    "2022-04-17",
    "2023-04-09",
    "2024-03-31",
    "2025-04-20",
    "2026-04-05",
    "2027-03-28",
    "2028-04-16",
];

/// The days a contest does not count, every one of fifteen years, spelt out.
fn not_counted(contest: &str, nation: &str) -> BTreeSet<NaiveDate> {
    let mut days = match nation {
        "england" | "wales" => listed_holidays("england-and-wales"),
        "scotland" | "northern-ireland" => listed_holidays(nation),
        _ => ["england-and-wales", "scotland", "northern-ireland"]
            .into_iter()
            .flat_map(listed_holidays)
            .collect(),
    };
    for year in 2014..=2028 {
        days.insert(day(&format!("{year}-12-24")));
        days.insert(day(&format!("{year}-12-25")));
    }
    for easter in EASTERS.map(day) {
        days.insert(easter - Days::new(2));
        if nation == "scotland" && matches!(contest, "local" | "sp") {
            days.insert(easter + Days::new(1));
        }
        if contest == "city-of-london" {
            days.extend((0..=5).map(|on| easter - Days::new(3) + Days::new(on)));
        }
    }
    if contest == "city-of-london" {
        // From the last weekday before Christmas Day to the first after it that is no bank holiday.
        for year in 2014..=2028 {
            let christmas = day(&format!("{year}-12-25"));
            let mut first = christmas.pred_opt().unwrap();
            while weekend(first) {
                first = first.pred_opt().unwrap();
            }
            let holidays = listed_holidays("england-and-wales");
            let mut last = christmas.succ_opt().unwrap();
            while weekend(last) || holidays.contains(&last) {
                last = last.succ_opt().unwrap();
            }
            days.extend(first.iter_days().take_while(|day| *day <= last));
        }
    }
    days
}

fn weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Working days from `first` up to the day before the poll, one by one.
fn slow_count(first: NaiveDate, poll: NaiveDate, not_counted: &BTreeSet<NaiveDate>) -> usize {
    first
        .iter_days()
        .take_while(|day| *day < poll)
        .filter(|day| !weekend(*day) && !not_counted.contains(day))
        .count()
}

#[test]
fn the_count_is_right_for_every_thursday_from_2015_to_2028_everywhere() {
    let thursdays = || {
        day("2015-01-01")
            .iter_days()
            .take_while(|day| day.year() <= 2028)
            .filter(|day| day.weekday() == Weekday::Thu)
    };
    assert_eq!(thursdays().count(), 731);
    for (contest, nation, law) in LAWS {
        let skipped = not_counted(contest, nation);
        for poll in thursdays() {
            let table = counted(contest, nation, &poll.to_string());
            let here = format!("{contest} {nation} {poll}");
            let check = |notice: Option<NaiveDate>, count: Option<usize>| {
                assert_eq!(notice.is_some(), count.is_some(), "{here}");
                let (Some(notice), Some(count)) = (notice, count) else { return };
                assert!(!weekend(notice) && !skipped.contains(&notice), "{here}: {notice} is a working day");
                assert_eq!(slow_count(notice, poll, &skipped), count, "{here}: {notice}");
            };
            match law {
                Law::Notice(latest, earliest) => {
                    check(table.notice.latest, Some(latest));
                    check(table.notice.earliest, earliest);
                    assert_eq!(table.starts.unwrap().date_naive(), table.notice.latest.unwrap(), "{here}");
                }
                Law::Statement(count) => {
                    check(table.notice.latest, None);
                    check(table.starts.map(|starts| starts.date_naive()), Some(count));
                }
                Law::Days(days) => {
                    check(table.notice.latest, None);
                    assert_eq!(table.starts.unwrap().date_naive() + Days::new(days), poll, "{here}");
                }
                Law::Unknown => {
                    assert_eq!((table.notice.latest, table.starts), (None, None), "{here}");
                    assert!(table.note.is_some(), "{here}");
                }
            }
            check(table.dissolution, (contest == "parl" && nation == "uk").then_some(25));
            let listed: BTreeSet<_> = table.days_not_counted.iter().map(|day| day.date).collect();
            let first = table.days_not_counted.first().map_or(poll, |day| day.date);
            let spelt_out: BTreeSet<_> = first
                .iter_days()
                .take_while(|d| *d < poll)
                .filter(|d| weekend(*d) || skipped.contains(d))
                .collect();
            assert!(listed == spelt_out || matches!(law, Law::Days(_)), "{here}");
            assert!(!table.provisional, "{here}");
        }
    }
}

/// Every contest wherever it is held stands in the table above, but for referendums of the other nations.
#[test]
fn no_contest_is_left_out_of_the_count() {
    for contest in Contest::ALL {
        for territory in held_in(contest) {
            let counted = LAWS.iter().any(|law| (law.0, law.1) == (contest.as_str(), territory.as_str()));
            assert!(counted || contest == Contest::ReferendumS125, "{contest} {territory}");
        }
    }
}

#[test]
fn a_window_that_reaches_a_year_without_bank_holidays_is_counted_with_the_usual_ones_and_provisional() {
    for (poll, provisional, latest) in [
        ("2028-12-28", false, "2028-11-21"),
        ("2029-01-11", true, "2028-12-04"),
        ("2029-05-03", true, "2029-03-27"),
        ("2030-05-02", true, "2030-03-26"),
        ("2011-05-05", true, "2011-03-28"),
    ] {
        let table = counted("local", "england", poll);
        assert_eq!(table.provisional, provisional, "{poll}");
        assert_eq!(table.notice.latest, Some(day(latest)), "{poll}");
    }
    let table = counted("local", "england", "2029-05-03");
    let easter = table.days_not_counted.iter().find(|day| day.date == "2029-04-02".parse().unwrap()).unwrap();
    assert_eq!(easter.why, "Easter Monday, expected");
}

#[test]
fn a_by_election_whose_notice_does_not_follow_from_its_poll_has_no_day_but_a_note() {
    for (contest, nation, by_election) in [
        (Contest::Parl, "england", true),
        (Contest::Parl, "scotland", false),
        (Contest::Local, "northern-ireland", true),
    ] {
        let occasion =
            Occasion { contest, territory: nation.parse().unwrap(), poll: day("2027-05-06"), by_election };
        let table = timetable(occasion, &Almanac::shipped()).unwrap();
        assert_eq!(
            (table.notice.latest, table.notice.earliest, table.starts),
            (None, None, None),
            "{contest}"
        );
        assert!(table.note.unwrap().contains("enter the day"), "{contest}");
        assert!(table.stand_in.is_some(), "{contest}");
    }
}

#[test]
fn an_assembly_vacancy_in_london_has_a_shorter_timetable_than_the_ordinary_election() {
    for contest in [Contest::Gla, Contest::MayorLondon] {
        let notice = |by_election| {
            let territory = Territory::Nation(Nation::England);
            let occasion = Occasion { contest, territory, poll: day("2027-05-06"), by_election };
            timetable(occasion, &Almanac::shipped()).unwrap().notice.latest
        };
        assert_eq!((notice(false), notice(true)), (Some(day("2027-03-22")), Some(day("2027-03-31"))));
    }
}

/// An information statement was published for 27 February 2025 on the last day there was.
#[test]
fn weekends_and_holidays_are_left_out_of_the_28_days_of_a_neighbourhood_referendum() {
    let table = counted("ref.neighbourhood", "england", "2025-02-27");
    assert_eq!(table.starts.unwrap().date_naive(), day("2025-01-20"));
}

/// Part 5 of what was gathered: clauses nobody read in the statute's own text.
#[test]
fn law_that_could_not_be_confirmed_says_so() {
    for (contest, nation, basis) in [
        ("local", "england", Basis::Statute),
        ("local", "scotland", Basis::Statute),
        ("sp", "scotland", Basis::Statute),
        ("parl", "uk", Basis::Statute),
        ("ref.governance", "england", Basis::Statute),
        ("gla", "england", Basis::Unconfirmed),
        ("mayor.london", "england", Basis::Unconfirmed),
        ("nia", "northern-ireland", Basis::Unconfirmed),
        ("senedd", "wales", Basis::Unconfirmed),
        ("parish", "england", Basis::Unconfirmed),
        ("community", "wales", Basis::Statute),
        ("ref.s125", "uk", Basis::Unconfirmed),
    ] {
        assert_eq!(counted(contest, nation, "2027-05-06").basis, basis, "{contest} {nation}");
    }
}

proptest! {
    /// Also days that are no Thursday, years without data, and polls on days that are not counted themselves.
    #[test]
    fn any_poll_has_a_timetable_in_order(offset in 0_u64..73_000, which in 0_usize..LAWS.len(), by_election: bool) {
        let poll = day("1990-01-01") + Days::new(offset);
        let (contest, nation, _) = LAWS[which];
        let occasion = Occasion {
            contest: contest.parse().unwrap(), territory: nation.parse().unwrap(), poll, by_election,
        };
        let table = timetable(occasion, &Almanac::shipped()).unwrap();
        prop_assert!(table.notice.earliest.is_none() || table.notice.earliest < table.notice.latest);
        prop_assert!(table.starts.is_none_or(|starts| starts < table.ends));
        prop_assert_eq!(table.starts.is_none(), table.stand_in.is_some());
        prop_assert!(table.days_not_counted.is_sorted_by_key(|day| day.date));
        let years = table.days_not_counted.first().map_or(poll, |day| day.date).year()..=poll.year();
        let known = years.into_iter().all(|year| (2012..=2028).contains(&year));
        prop_assert!(table.provisional != known || table.notice.latest.is_none());
    }

    #[test]
    fn polls_outside_the_years_are_refused_not_counted(year in prop_oneof![-200_000_i32..1990, 2200_i32..200_000]) {
        let poll = NaiveDate::from_ymd_opt(year, 5, 6).unwrap();
        let occasion = Occasion {
            contest: Contest::Local, territory: Territory::Nation(Nation::England), poll, by_election: false,
        };
        prop_assert_eq!(timetable(occasion, &Almanac::shipped()).unwrap_err(), NoTimetable::OutOfRange(poll));
    }
}
