//! Bank holidays: data in gov.uk's shape, shipped and extendable, never code.
//!
//! ```json
//! { "england-and-wales": { "division": "england-and-wales",
//!   "events": [ { "title": "Good Friday", "date": "2027-03-26", "notes": "", "bunting": false } ] } }
//! ```

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Deserialize;

use super::easter::easter_sunday;
use crate::council::Nation;
use crate::diagnostic::Diagnostic;

/// The file shipped with this version. Contains public sector information licensed under the Open Government
/// Licence v3.0.
pub const SHIPPED: (&str, &str) =
    ("calendars/bank-holidays.json", include_str!("../../calendars/bank-holidays.json"));

/// A part of the United Kingdom with bank holidays of its own, as gov.uk divides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Division {
    /// England and Wales.
    EnglandAndWales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
}

impl Division {
    /// Every division.
    pub const ALL: [Self; 3] = [Self::EnglandAndWales, Self::Scotland, Self::NorthernIreland];

    /// The division a nation belongs to.
    pub fn of(nation: Nation) -> Self {
        match nation {
            Nation::England | Nation::Wales => Self::EnglandAndWales,
            Nation::Scotland => Self::Scotland,
            Nation::NorthernIreland => Self::NorthernIreland,
        }
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::EnglandAndWales => "England and Wales",
            Self::Scotland => "Scotland",
            Self::NorthernIreland => "Northern Ireland",
        }
    }

    /// How many bank holidays every year has, the fewest: a list with fewer is not the whole year.
    fn fewest_a_year(self) -> usize {
        match self {
            Self::EnglandAndWales => 8,
            Self::Scotland => 9,
            Self::NorthernIreland => 10,
        }
    }
}

type Year = BTreeMap<NaiveDate, String>;

/// The bank holidays of every division, year by year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BankHolidays {
    years: BTreeMap<(Division, i32), Year>,
}

#[derive(Deserialize)]
struct DivisionTable {
    events: Vec<Event>,
}

#[derive(Deserialize)]
struct Event {
    title: String,
    date: NaiveDate,
}

impl BankHolidays {
    /// Those shipped with this version; a test reads them.
    pub fn shipped() -> &'static Self {
        static SHIPPED_HOLIDAYS: LazyLock<BankHolidays> =
            LazyLock::new(|| BankHolidays::read(SHIPPED.0, SHIPPED.1).unwrap_or_default());
        &SHIPPED_HOLIDAYS
    }

    /// Reads a file in gov.uk's shape; other fields than titles and dates are ignored, and a division may be
    /// missing.
    ///
    /// # Errors
    /// Not that shape, or no bank holiday in it.
    pub fn read(file: &str, source: &str) -> Result<Self, Vec<Diagnostic>> {
        let tables: BTreeMap<Division, DivisionTable> =
            serde_json::from_str(source).map_err(|error| vec![Diagnostic::of_json(file, source, &error)])?;
        let mut holidays = Self::default();
        for (division, table) in tables {
            for event in table.events {
                holidays.add(division, event.date, event.title);
            }
        }
        if holidays.years.is_empty() {
            return Err(vec![Diagnostic::of_file(
                file,
                "the file holds no bank holiday",
                "save gov.uk's list of bank holidays again, or take the file out of [calendar] files",
            )]);
        }
        Ok(holidays)
    }

    /// Adds one day.
    pub fn add(&mut self, division: Division, day: NaiveDate, title: String) {
        self.years.entry((division, day.year())).or_default().insert(day, title);
    }

    /// Lays newer bank holidays over these: a whole year replaces what was known of it, as days get moved; single
    /// days are added.
    pub fn overlay(&mut self, newer: &Self) {
        for ((division, year), days) in &newer.years {
            if newer.knows(*division, *year) {
                self.years.insert((*division, *year), days.clone());
            } else {
                self.years.entry((*division, *year)).or_default().extend(days.clone());
            }
        }
    }

    /// Whether the bank holidays of a whole year are known: as many weekdays as every year has, among them New Year,
    /// Good Friday and Christmas or the days kept instead.
    pub fn knows(&self, division: Division, year: i32) -> bool {
        self.years.get(&(division, year)).is_some_and(|days| {
            let weekdays = days.keys().filter(|day| is_weekday(**day)).count();
            weekdays >= division.fewest_a_year() && every_years(year).all(|day| days.contains_key(&day))
        })
    }

    /// What these, laid over the shipped ones, take away from them or cannot replace; in words, each with its repair.
    pub fn remarks(&self) -> Vec<(String, &'static str)> {
        let shipped = Self::shipped();
        let mut remarks = Vec::new();
        for ((division, year), days) in &self.years {
            let Some(known) = shipped.years.get(&(*division, *year)) else { continue };
            let gone: Vec<String> = known
                .iter()
                .filter(|(day, _)| !days.contains_key(day))
                .map(|(day, title)| format!("{day} ({title})"))
                .collect();
            if gone.is_empty() {
                continue;
            }
            let division_title = division.title();
            remarks.push(if self.knows(*division, *year) {
                (
                    format!("these days of {year} for {division_title} are bank holidays no more: {}", gone.join(", ")),
                    "if they are still, save gov.uk's list again: days before a poll are counted by it",
                )
            } else {
                (
                    format!(
                        "the days of {year} for {division_title} are not those of a whole year: they are added to the ones \
                         already known"
                    ),
                    "save gov.uk's whole list, which has New Year, Good Friday and Christmas in every year",
                )
            });
        }
        remarks
    }

    /// The bank holiday a day is, if it is one.
    pub fn title(&self, division: Division, day: NaiveDate) -> Option<&str> {
        self.years.get(&(division, day.year()))?.get(&day).map(String::as_str)
    }

    /// The last year known whole in one division.
    pub fn known_until(&self, division: Division) -> Option<i32> {
        self.years.keys().map(|(_, year)| *year).filter(|year| self.knows(division, *year)).max()
    }

    /// Whether any of them is called so, whichever apostrophe is written.
    pub fn has_title(&self, title: &str) -> bool {
        let plain = |title: &str| title.trim().replace('’', "'").to_lowercase();
        let title = plain(title);
        self.years.values().flat_map(Year::values).any(|known| plain(known) == title)
    }

    /// The last year known whole in every division.
    pub fn last_known_year(&self) -> Option<i32> {
        self.years
            .keys()
            .map(|(_, year)| *year)
            .filter(|year| Division::ALL.iter().all(|division| self.knows(*division, *year)))
            .max()
    }
}

/// The days that are bank holidays everywhere and every year: the first weekday of January, Good Friday, and the first
/// weekday from Christmas Day on.
fn every_years(year: i32) -> impl Iterator<Item = NaiveDate> {
    let first_weekday_from = |month, day| {
        NaiveDate::from_ymd_opt(year, month, day)?.iter_days().take(3).find(|day| is_weekday(*day))
    };
    let good_friday = easter_sunday(year).and_then(|easter| easter.checked_sub_days(Days::new(2)));
    [first_weekday_from(1, 1), good_friday, first_weekday_from(12, 25)].into_iter().flatten()
}

fn is_weekday(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_shipped_file_knows_every_year_from_2012_to_2028_everywhere() {
        let holidays = BankHolidays::read(SHIPPED.0, SHIPPED.1).unwrap();
        for division in Division::ALL {
            for year in 2011..=2029 {
                assert_eq!(
                    holidays.knows(division, year),
                    (2012..=2028).contains(&year),
                    "{division:?} {year}"
                );
            }
        }
        assert_eq!(holidays.last_known_year(), Some(2028));
    }

    /// Computed and listed independently of each other.
    #[test]
    fn good_friday_is_where_the_computation_of_easter_puts_it() {
        let holidays = BankHolidays::shipped();
        for division in Division::ALL {
            for year in 2012..=2028 {
                let friday = easter_sunday(year).unwrap() - chrono::Days::new(2);
                assert_eq!(holidays.title(division, friday), Some("Good Friday"), "{division:?} {year}");
            }
        }
    }

    #[test]
    fn the_days_proclaimed_once_are_there() {
        let holidays = BankHolidays::shipped();
        for (division, date, is) in [
            (Division::EnglandAndWales, "2012-06-05", true),
            (Division::EnglandAndWales, "2020-05-04", false),
            (Division::EnglandAndWales, "2020-05-08", true),
            (Division::NorthernIreland, "2022-09-19", true),
            (Division::Scotland, "2023-05-08", true),
            (Division::Scotland, "2026-06-15", true),
            (Division::EnglandAndWales, "2026-06-15", false),
            (Division::NorthernIreland, "2027-07-12", true),
        ] {
            assert_eq!(holidays.title(division, day(date)).is_some(), is, "{division:?} {date}");
        }
    }

    #[test]
    fn a_whole_newer_year_replaces_and_a_single_day_is_added() {
        let mut holidays = BankHolidays::shipped().clone();
        let mut moved = BankHolidays::default();
        for (date, title) in &holidays.years[&(Division::EnglandAndWales, 2028)] {
            let date = if *date == day("2028-05-01") { day("2028-05-05") } else { *date };
            moved.add(Division::EnglandAndWales, date, title.clone());
        }
        moved.add(Division::EnglandAndWales, day("2029-06-01"), "A jubilee".into());
        holidays.overlay(&moved);
        assert_eq!(holidays.title(Division::EnglandAndWales, day("2028-05-01")), None);
        assert!(holidays.title(Division::EnglandAndWales, day("2028-05-05")).is_some());
        assert!(holidays.title(Division::EnglandAndWales, day("2029-06-01")).is_some());
        assert!(!holidays.knows(Division::EnglandAndWales, 2029));
        assert!(holidays.knows(Division::EnglandAndWales, 2027));
    }

    #[test]
    fn what_is_not_that_shape_is_refused_with_its_place() {
        for text in [
            "",
            "[]",
            "{}",
            "{\"england-and-wales\":{\"events\":[]}}",
            "{\"england-and-wales\":{\"events\":[{\"title\":\"x\",\"date\":\"2027-02-30\"}]}}",
            "{\"mars\":{\"events\":[]}}",
        ] {
            assert!(BankHolidays::read("holidays.json", text).is_err(), "{text}");
        }
    }
}
