//! How polling day is said, in English and Welsh.

use chrono::{Datelike as _, NaiveDate};

use crate::calendar::moment::MONTHS;

/// The days of a week, from Monday.
pub const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The months in Welsh: as they are, and as they are after `ar` and `o`.
const MONTHS_IN_WELSH: [[&str; 2]; 12] = [
    ["ionawr", "ionawr"],
    ["chwefror", "chwefror"],
    ["mawrth", "fawrth"],
    ["ebrill", "ebrill"],
    ["mai", "fai"],
    ["mehefin", "fehefin"],
    ["gorffennaf", "orffennaf"],
    ["awst", "awst"],
    ["medi", "fedi"],
    ["hydref", "hydref"],
    ["tachwedd", "dachwedd"],
    ["rhagfyr", "ragfyr"],
];

/// The days of a month, as people write them out in one word.
const ORDINALS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// Whether a folded word is a day of a month written out; the first is 0.
pub fn is_ordinal(said: &str, day: usize) -> bool {
    ORDINALS.get(day).is_some_and(|ordinal| *ordinal == said)
}

/// Whether a word that a polling day may be said with says one, going by the folded words on either side of it: a
/// weekday does, a month with a day beside it does.
pub fn may_be_said(word: &str, before: Option<&str>, after: Option<&str>) -> bool {
    WEEKDAYS.contains(&word)
        || before.is_some_and(|before| matches!(before, "the" | "of") || may_be_a_day(before))
        || after.is_some_and(may_be_a_day)
}

/// Whether a folded word may be the day of a month: a number or written out.
pub fn may_be_a_day(said: &str) -> bool {
    said.starts_with(|c: char| c.is_ascii_digit()) || ORDINALS.contains(&said)
}

/// Whether polling day may begin with a folded word, as far as the word alone tells.
pub fn may_begin(said: &str) -> bool {
    let called = matches!(said, "polling" | "election" | "voting" | "diwrnod" | "ddiwrnod");
    called || may_be_a_day(said) || WEEKDAYS.contains(&said) || is_any_month(said)
}

/// Whether polling day may end with a folded word, as far as the word alone tells.
pub fn may_end(said: &str) -> bool {
    let called = matches!(said, "day" | "pleidleisio" | "etholiad");
    called || may_be_a_day(said) || WEEKDAYS.contains(&said) || is_any_month(said)
}

/// The words a polling day may be said with: its weekday, its month, its day written out.
pub fn names(poll: NaiveDate) -> impl Iterator<Item = &'static str> {
    let month = poll.month0() as usize;
    let english = MONTHS.get(month).copied();
    let short = english.and_then(|name| name.get(..3));
    let welsh = MONTHS_IN_WELSH.get(month).into_iter().flatten().copied();
    let weekday = WEEKDAYS.get(poll.weekday().num_days_from_monday() as usize).copied();
    let ordinal = ORDINALS.get(poll.day0() as usize).copied();
    [english, short, weekday, ordinal].into_iter().flatten().chain(welsh)
}

fn is_any_month(said: &str) -> bool {
    (0..MONTHS.len()).any(|month| is_month(said, month))
}

/// Whether two words name the day: polling day.
pub fn is_called(one: &str, other: &str) -> bool {
    matches!(one, "polling" | "election" | "voting") && other == "day"
        || matches!(one, "diwrnod" | "ddiwrnod") && matches!(other, "pleidleisio" | "etholiad")
}

/// Whether a folded word is a month's name, short or long; the first month is 0.
pub fn is_month(said: &str, month: usize) -> bool {
    let english = MONTHS.get(month).is_some_and(|name| name.starts_with(said));
    said.len() > 2 && (english || MONTHS_IN_WELSH.get(month).is_some_and(|names| names.contains(&said)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_short_and_long_and_in_welsh() {
        for (said, month, is) in [
            ("may", 4, true),
            ("mai", 4, true),
            ("fai", 4, true),
            ("ma", 4, false),
            ("sep", 8, true),
            ("medi", 8, true),
            ("may", 5, false),
            ("may", 12, false),
        ] {
            assert_eq!(is_month(said, month), is, "{said} {month}");
        }
    }
}
