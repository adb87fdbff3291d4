//! Which days count, and counting them back from the poll.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::bank_holidays::{BankHolidays, Division};
use super::contest::Territory;
use super::easter::easter_sunday;
use super::usual_holidays;
use crate::council::Nation;

/// Days a timetable's law does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Excluded {
    /// Saturdays and Sundays.
    Weekends,
    /// 24 December.
    ChristmasEve,
    /// 25 December.
    ChristmasDay,
    /// The Friday before Easter.
    GoodFriday,
    /// The Monday after Easter, where it is no bank holiday.
    EasterMonday,
    /// The bank holidays of the territory.
    BankHolidays,
    /// The City's Easter: Maundy Thursday to the Tuesday after Easter.
    CityEaster,
    /// The City's Christmas: the last weekday before Christmas Day to the first working day after it.
    CityChristmas,
}

/// A day an officer has entered: a day of mourning or thanksgiving, or a bank holiday proclaimed at short notice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ProclaimedDay {
    /// The day.
    pub date: NaiveDate,
    /// What it is.
    pub why: String,
    /// Where it is not counted; empty = everywhere.
    pub nations: Vec<Nation>,
}

/// What is known of days that do not count: bank holidays, and the days officers have entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Almanac {
    /// Bank holidays.
    pub bank_holidays: BankHolidays,
    /// Proclaimed days.
    pub proclaimed: Vec<ProclaimedDay>,
}

impl Almanac {
    /// The bank holidays shipped with this version, and nothing else.
    pub fn shipped() -> Self {
        Self { bank_holidays: BankHolidays::shipped().clone(), proclaimed: Vec::new() }
    }
}

/// The days one timetable counts.
#[derive(Debug, Clone, Copy)]
pub struct WorkingDays<'a> {
    almanac: &'a Almanac,
    territory: Territory,
    excluded: &'a [Excluded],
}

impl<'a> WorkingDays<'a> {
    /// The working days of a territory under a law that excludes these.
    pub fn new(almanac: &'a Almanac, territory: Territory, excluded: &'a [Excluded]) -> Self {
        Self { almanac, territory, excluded }
    }

    /// Why a day is not counted; None when it is.
    pub fn not_counted(&self, day: NaiveDate) -> Option<String> {
        self.excluded
            .iter()
            .find_map(|excluded| self.why(*excluded, day))
            .or_else(|| self.proclaimed(day).map(|proclaimed| proclaimed.why.clone()))
    }

    /// The day that lies `count` working days before `poll`, which is day 0. None at the ends of the calendar.
    pub fn before(&self, poll: NaiveDate, count: u16) -> Option<NaiveDate> {
        let mut day = poll;
        let mut left = count;
        while left > 0 {
            day = day.pred_opt()?;
            if self.not_counted(day).is_none() {
                left -= 1;
            }
        }
        Some(day)
    }

    /// Whether the bank holidays of every year from `first` to `last` are known.
    pub fn known(&self, first: NaiveDate, last: NaiveDate) -> bool {
        !self.excluded.contains(&Excluded::BankHolidays)
            || (first.year()..=last.year()).all(|year| {
                self.divisions().iter().all(|division| self.almanac.bank_holidays.knows(*division, year))
            })
    }

    fn why(&self, excluded: Excluded, day: NaiveDate) -> Option<String> {
        let fixed = |is: bool, name: &str| is.then(|| name.to_owned());
        match excluded {
            Excluded::Weekends => match day.weekday() {
                Weekday::Sat => Some("Saturday".to_owned()),
                Weekday::Sun => Some("Sunday".to_owned()),
                _ => None,
            },
            Excluded::ChristmasEve => fixed((day.month(), day.day()) == (12, 24), "Christmas Eve"),
            Excluded::ChristmasDay => fixed((day.month(), day.day()) == (12, 25), "Christmas Day"),
            Excluded::GoodFriday => fixed(days_after_easter(day) == Some(-2), "Good Friday"),
            Excluded::EasterMonday => fixed(days_after_easter(day) == Some(1), "Easter Monday"),
            Excluded::CityEaster => fixed(
                days_after_easter(day).is_some_and(|days| (-3..=2).contains(&days)),
                "the City's Easter days",
            ),
            Excluded::CityChristmas => fixed(self.in_city_christmas(day), "the City's Christmas days"),
            Excluded::BankHolidays => self.bank_holiday(day),
        }
    }

    fn bank_holiday(&self, day: NaiveDate) -> Option<String> {
        self.divisions().into_iter().find_map(|division| {
            let title = self.bank_holiday_in(division, day)?;
            Some(match self.territory {
                Territory::Uk => format!("{title} ({})", division.title()),
                Territory::Nation(_) => title,
            })
        })
    }

    fn bank_holiday_in(&self, division: Division, day: NaiveDate) -> Option<String> {
        let holidays = &self.almanac.bank_holidays;
        match holidays.title(division, day) {
            Some(title) => Some(title.to_owned()),
            None if holidays.knows(division, day.year()) => None,
            None => Some(format!("{}, expected", usual_holidays::title(division, day)?)),
        }
    }

    fn proclaimed(&self, day: NaiveDate) -> Option<&'a ProclaimedDay> {
        self.almanac.proclaimed.iter().find(|proclaimed| {
            proclaimed.date == day
                && match self.territory {
                    Territory::Uk => true,
                    Territory::Nation(nation) => {
                        proclaimed.nations.is_empty() || proclaimed.nations.contains(&nation)
                    }
                }
        })
    }

    fn divisions(&self) -> BTreeSet<Division> {
        match self.territory {
            Territory::Uk => Division::ALL.into_iter().collect(),
            Territory::Nation(nation) => BTreeSet::from([Division::of(nation)]),
        }
    }

    fn in_city_christmas(&self, day: NaiveDate) -> bool {
        let Some(christmas) = NaiveDate::from_ymd_opt(day.year(), 12, 25) else { return false };
        let is_weekday = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let first = (1..=3).map(|back| christmas - Days::new(back)).find(is_weekday);
        let last = (1..=14)
            .map(|on| christmas + Days::new(on))
            .find(|day| is_weekday(day) && self.bank_holiday(*day).is_none());
        first.is_some_and(|first| first <= day) && last.is_some_and(|last| day <= last)
    }
}

/// Days from Easter Sunday of the same year; None outside the fortnight around it.
fn days_after_easter(day: NaiveDate) -> Option<i64> {
    let days = (day - easter_sunday(day.year())?).num_days();
    (-7..=7).contains(&days).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: [Excluded; 5] = [
        Excluded::Weekends,
        Excluded::ChristmasEve,
        Excluded::ChristmasDay,
        Excluded::GoodFriday,
        Excluded::BankHolidays,
    ];

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_of_mourning_entered_by_an_officer_is_not_counted_where_it_holds() {
        let mut almanac = Almanac::shipped();
        almanac.proclaimed.push(ProclaimedDay {
            date: day("2027-04-14"),
            why: "Day of national mourning".into(),
            nations: vec![Nation::England],
        });
        let english = WorkingDays::new(&almanac, Territory::Nation(Nation::England), &ENGLISH);
        let welsh = WorkingDays::new(&almanac, Territory::Nation(Nation::Wales), &ENGLISH);
        assert_eq!(english.not_counted(day("2027-04-14")).as_deref(), Some("Day of national mourning"));
        assert_eq!(welsh.not_counted(day("2027-04-14")), None);
        assert_eq!(welsh.before(day("2027-05-06"), 25), Some(day("2027-03-31")));
        assert_eq!(english.before(day("2027-05-06"), 25), Some(day("2027-03-30")));
    }

    #[test]
    fn the_citys_christmas_runs_from_the_last_weekday_before_to_the_first_working_day_after() {
        let almanac = Almanac::shipped();
        let city = WorkingDays::new(
            &almanac,
            Territory::Nation(Nation::England),
            &[Excluded::Weekends, Excluded::BankHolidays, Excluded::CityChristmas],
        );
        for (date, counted) in [
            ("2022-12-22", true),
            ("2022-12-23", false),
            ("2022-12-27", false),
            ("2022-12-28", false),
            ("2022-12-29", true),
            ("2019-12-24", false),
            ("2019-12-27", false),
            ("2019-12-30", true),
        ] {
            assert_eq!(city.not_counted(day(date)).is_none(), counted, "{date}");
        }
    }

    #[test]
    fn counting_stops_at_the_end_of_the_calendar_instead_of_panicking() {
        let almanac = Almanac::shipped();
        let days = WorkingDays::new(&almanac, Territory::Uk, &ENGLISH);
        assert_eq!(days.before(NaiveDate::MIN, 25), None);
    }
}
