//! The statutory timetable: when notice of a contest must be published, counted back from its poll.
//!
//! The days and their laws are data, in `calendars/timetables.toml`; this is the engine that counts them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{DateTime, Datelike, Days, NaiveDate};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use toml::value::Datetime;

use super::contest::{Contest, Territory};
use super::moment::london;
use super::moment::{close_of_poll, start_of_day};
use super::working_day::{Almanac, Excluded, WorkingDays};

/// The file shipped with this version.
pub const SHIPPED: (&str, &str) =
    ("calendars/timetables.toml", include_str!("../../calendars/timetables.toml"));

/// Polls outside these years are taken for slips of the pen.
pub const YEARS: std::ops::RangeInclusive<i32> = 1990..=2199;

/// What a date stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The text of an Act or instrument.
    Statute,
    /// What a public authority says the law is.
    Guidance,
    /// Neither could be confirmed: the officer should ask the returning officer.
    Unconfirmed,
}

impl Basis {
    /// The word in files and reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Statute => "statute",
            Self::Guidance => "guidance",
            Self::Unconfirmed => "unconfirmed",
        }
    }
}

/// The law a timetable stands on.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// The Act or instrument.
    pub title: String,
    /// The schedule, rule or section.
    pub clause: String,
    /// Where it can be read.
    pub url: String,
}

/// One contest's rule, as the data file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    #[serde(rename = "type")]
    contest: Contest,
    nations: Vec<Territory>,
    #[serde(default, deserialize_with = "day")]
    polls_from: Option<NaiveDate>,
    #[serde(default)]
    by_election: bool,
    latest: Option<u16>,
    earliest: Option<u16>,
    dissolution: Option<u16>,
    first_day: Option<u16>,
    begins: Option<u16>,
    stand_in: Option<u16>,
    excluded: Vec<Excluded>,
    basis: Basis,
    source: Law,
    note: Option<String>,
    #[serde(deserialize_with = "day")]
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "read to be sure that every rule says when it was checked")
    )]
    checked: Option<NaiveDate>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    timetable: Vec<Rule>,
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    let written = Datetime::deserialize(deserializer)?;
    let date = written.date.ok_or_else(|| serde::de::Error::custom("a day, like 2027-05-06"))?;
    Ok(NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()))
}

fn rules() -> &'static [Rule] {
    static RULES: LazyLock<Rules> = LazyLock::new(|| toml::from_str(SHIPPED.1).unwrap_or_default());
    &RULES.timetable
}

/// The days of one contest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timetable {
    /// The contest.
    pub contest: Contest,
    /// Whose bank holidays count.
    pub territory: Territory,
    /// Polling day.
    pub poll: NaiveDate,
    /// When notice of election may be published.
    pub notice: NoticeWindow,
    /// The day Parliament is dissolved.
    pub dissolution: Option<NaiveDate>,
    /// The latest start of the pre-election period; None where it does not follow from the poll.
    pub starts: Option<DateTime<Tz>>,
    /// Its end: the close of poll.
    pub ends: DateTime<Tz>,
    /// What a calendar takes for the day of notice where the law gives none.
    pub stand_in: Option<NaiveDate>,
    /// The days from the first date above to the poll that were not counted, earliest first.
    pub days_not_counted: Vec<DayNotCounted>,
    /// It reaches a year whose bank holidays are not known.
    pub provisional: bool,
    /// What the dates stand on.
    pub basis: Basis,
    /// The law.
    pub source: &'static Law,
    /// What an officer should know besides.
    pub note: Option<&'static str>,
}

/// When notice of election may be published, as far as it follows from the poll.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct NoticeWindow {
    /// Not before this day, where the law says so.
    pub earliest: Option<NaiveDate>,
    /// Not after this day.
    pub latest: Option<NaiveDate>,
}

/// A day left out of the count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayNotCounted {
    /// The day.
    pub date: NaiveDate,
    /// Why: `Saturday`, `Good Friday`, the title of a bank holiday.
    pub why: String,
}

/// Why there is no timetable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoTimetable {
    /// The contest is not held there.
    #[error("there is no {contest} in {territory}: write one of {}", .held_in.join(", "))]
    NotHeldThere {
        /// The contest.
        contest: Contest,
        /// Where it was asked for.
        territory: Territory,
        /// Where it is held.
        held_in: Vec<&'static str>,
    },
    /// The poll lies outside [`YEARS`].
    #[error("{0} is not a polling day this program can count back from: write a day from 1990 to 2199")]
    OutOfRange(NaiveDate),
}

/// What a contest is, as far as its timetable depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occasion {
    /// The contest.
    pub contest: Contest,
    /// Whose bank holidays count.
    pub territory: Territory,
    /// Polling day.
    pub poll: NaiveDate,
    /// Whether a casual vacancy is filled.
    pub by_election: bool,
}

/// The statutory timetable of a contest.
///
/// # Errors
/// [`NoTimetable`].
pub fn timetable(occasion: Occasion, almanac: &Almanac) -> Result<Timetable, NoTimetable> {
    let Occasion { contest, territory, poll, .. } = occasion;
    let rule = rule(occasion).ok_or_else(|| NoTimetable::NotHeldThere {
        contest,
        territory,
        held_in: held_in(contest).into_iter().map(Territory::as_str).collect(),
    })?;
    if !YEARS.contains(&poll.year()) {
        return Err(NoTimetable::OutOfRange(poll));
    }
    let days = WorkingDays::new(almanac, territory, &rule.excluded);
    let counted = |count: Option<u16>| count.and_then(|count| days.before(poll, count));
    let notice = NoticeWindow { earliest: counted(rule.earliest), latest: counted(rule.latest) };
    let dissolution = counted(rule.dissolution);
    let stand_in = counted(rule.stand_in);
    let first_day = rule.first_day.and_then(|count| poll.checked_sub_days(Days::new(count.into())));
    let begins = counted(rule.begins);
    let first = [notice.earliest, notice.latest, dissolution, begins, stand_in]
        .into_iter()
        .flatten()
        .min()
        .unwrap_or(poll);
    Ok(Timetable {
        contest,
        territory,
        poll,
        notice,
        dissolution,
        starts: notice.latest.or(begins).or(first_day).map(start_of_day),
        ends: close_of_poll(poll),
        stand_in,
        days_not_counted: first
            .iter_days()
            .take_while(|day| *day < poll)
            .filter_map(|date| Some(DayNotCounted { date, why: days.not_counted(date)? }))
            .collect(),
        provisional: !days.known(first, poll),
        basis: rule.basis,
        source: &rule.source,
        note: rule.note.as_deref(),
    })
}

/// Where a contest is held.
pub fn held_in(contest: Contest) -> BTreeSet<Territory> {
    rules()
        .iter()
        .filter(|rule| rule.contest == contest)
        .flat_map(|rule| rule.nations.iter().copied())
        .collect()
}

/// The rule for a contest: one made for by-elections before the general one, and the newest that holds.
fn rule(occasion: Occasion) -> Option<&'static Rule> {
    rules()
        .iter()
        .filter(|rule| rule.contest == occasion.contest && rule.nations.contains(&occasion.territory))
        .filter(|rule| occasion.by_election || !rule.by_election)
        .filter(|rule| rule.polls_from.is_none_or(|from| from <= occasion.poll))
        .max_by_key(|rule| (rule.by_election, rule.polls_from))
}

impl Serialize for Timetable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Report<'a> {
            v: u8,
            #[serde(rename = "type")]
            contest: Contest,
            nation: Territory,
            poll: NaiveDate,
            notice_of_election: NoticeWindow,
            dissolution: Option<NaiveDate>,
            starts: Option<String>,
            ends: String,
            days_not_counted: &'a [DayNotCounted],
            provisional: bool,
            basis: Basis,
            source: &'a Law,
            note: Option<&'a str>,
        }
        Report {
            v: 1,
            contest: self.contest,
            nation: self.territory,
            poll: self.poll,
            notice_of_election: self.notice,
            dissolution: self.dissolution,
            starts: self.starts.map(|at| london(at.to_utc())),
            ends: london(self.ends.to_utc()),
            days_not_counted: &self.days_not_counted,
            provisional: self.provisional,
            basis: self.basis,
            source: self.source,
            note: self.note,
        }
        .serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rules_are_read_and_every_contest_has_one_where_it_is_held() {
        let rules: Rules = toml::from_str(SHIPPED.1).unwrap();
        assert!(rules.timetable.iter().all(|rule| rule.checked.is_some()));
        for contest in Contest::ALL {
            let held = held_in(contest);
            assert!(!held.is_empty(), "{contest}");
            if let Some(nation) = contest.only_nation() {
                assert_eq!(held, BTreeSet::from([Territory::Nation(nation)]), "{contest}");
            }
        }
        for rule in &rules.timetable {
            let ways = [rule.latest, rule.first_day, rule.begins, rule.stand_in].iter().flatten().count();
            assert_eq!(ways, 1, "{}: one way to begin", rule.contest);
            assert!(rule.earliest >= rule.latest || rule.earliest.is_none(), "{}", rule.contest);
        }
    }

    #[test]
    fn the_law_in_force_on_polling_day_is_cited() {
        let cited = |poll: &str| {
            let occasion = Occasion {
                contest: Contest::Local,
                territory: "wales".parse().unwrap(),
                poll: poll.parse().unwrap(),
                by_election: false,
            };
            timetable(occasion, &Almanac::shipped()).unwrap().source.title.clone()
        };
        assert!(cited("2022-05-04").contains("2006/3304"));
        assert!(cited("2022-05-05").contains("2021/1459"));
    }

    #[test]
    fn a_contest_that_is_not_held_there_is_refused_with_where_it_is() {
        let occasion = Occasion {
            contest: Contest::Pcc,
            territory: "scotland".parse().unwrap(),
            poll: "2027-05-06".parse().unwrap(),
            by_election: false,
        };
        let error = timetable(occasion, &Almanac::shipped()).unwrap_err();
        assert_eq!(error.to_string(), "there is no pcc in scotland: write one of england, wales");
    }
}
