//! The bank holidays an ordinary year has, for years whose own list is not loaded.
//!
//! They are data, in `calendars/usual-bank-holidays.toml`; whatever is counted with them is provisional.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;

use super::bank_holidays::Division;
use super::easter::easter_sunday;

/// The file shipped with this version.
pub const SHIPPED: (&str, &str) =
    ("calendars/usual-bank-holidays.toml", include_str!("../../calendars/usual-bank-holidays.toml"));

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    usual: Vec<Usual>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Usual {
    title: String,
    divisions: Vec<Division>,
    #[serde(default)]
    day: Option<MonthDay>,
    #[serde(default)]
    easter: Option<i64>,
    #[serde(default)]
    monday: Option<Monday>,
}

/// `12-25`
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
struct MonthDay {
    month: u32,
    day: u32,
}

impl TryFrom<String> for MonthDay {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let wrong = || format!("`{text}` is not a month and a day like 12-25");
        let (month, day) = text.split_once('-').ok_or_else(wrong)?;
        match (month.parse(), day.parse()) {
            (Ok(month), Ok(day)) => Ok(Self { month, day }),
            _ => Err(wrong()),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Monday {
    month: u32,
    which: Which,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Which {
    First,
    Last,
}

/// The title of the bank holiday a day would ordinarily be.
pub fn title(division: Division, day: NaiveDate) -> Option<String> {
    static FILE: LazyLock<File> = LazyLock::new(|| toml::from_str(SHIPPED.1).unwrap_or_default());
    year(&FILE.usual, division, day.year()).remove(&day)
}

/// All the days of one year.
fn year(usual: &[Usual], division: Division, year: i32) -> BTreeMap<NaiveDate, String> {
    let mut days = BTreeMap::new();
    let mut at_weekends = Vec::new();
    for usual in usual.iter().filter(|usual| usual.divisions.contains(&division)) {
        match usual.falls_on(year) {
            Some(day) if usual.day.is_some() && is_weekend(day) => at_weekends.push((day, &usual.title)),
            Some(day) => drop(days.insert(day, usual.title.clone())),
            None => {}
        }
    }
    for (day, title) in at_weekends {
        let free = day.iter_days().take(14).find(|day| !is_weekend(*day) && !days.contains_key(day));
        days.extend(free.map(|free| (free, title.clone())));
    }
    days
}

impl Usual {
    fn falls_on(&self, year: i32) -> Option<NaiveDate> {
        if let Some(MonthDay { month, day }) = self.day {
            return NaiveDate::from_ymd_opt(year, month, day);
        }
        if let Some(days) = self.easter {
            return easter_sunday(year)?.checked_add_signed(chrono::TimeDelta::days(days));
        }
        let Monday { month, which } = self.monday.as_ref()?;
        match which {
            Which::First => NaiveDate::from_weekday_of_month_opt(year, *month, Weekday::Mon, 1),
            Which::Last => [5, 4]
                .into_iter()
                .find_map(|nth| NaiveDate::from_weekday_of_month_opt(year, *month, Weekday::Mon, nth)),
        }
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::calendar::bank_holidays::BankHolidays;

    /// Days that were proclaimed, or moved, for one year alone.
    const ONCE: [&str; 9] = [
        "2012-05-28",
        "2012-06-04",
        "2012-06-05",
        "2020-05-04",
        "2020-05-08",
        "2022-05-30",
        "2022-06-02",
        "2022-06-03",
        "2022-09-19",
    ];
    const ONCE_MORE: [&str; 2] = ["2023-05-08", "2026-06-15"];

    #[test]
    fn ordinary_years_are_as_gov_uk_lists_them() {
        let file: File = toml::from_str(SHIPPED.1).unwrap();
        let once: BTreeSet<NaiveDate> =
            ONCE.iter().chain(&ONCE_MORE).map(|day| day.parse().unwrap()).collect();
        for division in Division::ALL {
            for year in 2012..=2028 {
                let usual: BTreeSet<_> = super::year(&file.usual, division, year).into_keys().collect();
                let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
                let listed: BTreeSet<_> = first
                    .iter_days()
                    .take_while(|day| day.year() == year)
                    .filter(|day| BankHolidays::shipped().title(division, *day).is_some())
                    .collect();
                let differ: Vec<_> =
                    usual.symmetric_difference(&listed).filter(|day| !once.contains(day)).collect();
                assert_eq!(differ, Vec::<&NaiveDate>::new(), "{division:?} {year}");
            }
        }
    }

    #[test]
    fn a_christmas_at_a_weekend_moves_to_the_next_free_weekdays() {
        let file: File = toml::from_str(SHIPPED.1).unwrap();
        let days: Vec<String> = super::year(&file.usual, Division::EnglandAndWales, 2032)
            .into_keys()
            .filter(|day| day.month() == 12)
            .map(|day| day.to_string())
            .collect();
        assert_eq!(days, ["2032-12-27", "2032-12-28"]);
    }
}
