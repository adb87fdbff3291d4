//! What changes when one calendar takes the place of another.

use std::collections::BTreeMap;

use chrono::DateTime;
use chrono_tz::Tz;

use super::{Calendar, Period, Scope};

/// What changes, by the ids of the elections. One election may change in several ways.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// The changes, by id, and one id's in the order of [`What`].
    pub changes: Vec<Change>,
}

/// One change of one election's period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The id of the election, or of the period itself.
    pub election: String,
    /// What officers call it: as the newer calendar does, where it still does.
    pub title: String,
    /// What changes.
    pub what: What,
}

/// What changes of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It is new.
    Added(Period),
    /// It starts at another time, or ends later, or both.
    Moved {
        /// When it was.
        before: Span,
        /// When it will be.
        after: Span,
    },
    /// It starts as before and ends earlier.
    EndsEarlier {
        /// When it was.
        before: Span,
        /// When it will be.
        after: Span,
    },
    /// It covers something else.
    Rescoped {
        /// What it covered.
        before: Reach,
        /// What it will cover.
        after: Reach,
    },
    /// Nothing that restricts a post changes, but what is said of it does.
    Restated(Vec<Detail>),
    /// It was withdrawn.
    Withdrawn {
        /// What is taken away.
        before: Period,
        /// Why.
        reason: String,
    },
    /// No file holds it any more, and nobody has withdrawn it.
    Gone(Period),
}

/// From when until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The start.
    pub starts: DateTime<Tz>,
    /// The end.
    pub ends: DateTime<Tz>,
}

/// What a period covers, and how strictly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// Where.
    pub scope: Scope,
    /// Posts are held, never blocked.
    pub advisory: bool,
}

/// One thing said of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// What it is.
    pub of: DetailOf,
    /// What was said; None = nothing.
    pub before: Option<String>,
    /// What will be said; None = nothing.
    pub after: Option<String>,
}

/// What may be said of a period besides its times and its reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DetailOf {
    /// What officers call it.
    Title,
    /// Where the election stands.
    Status,
    /// Polling day.
    Poll,
    /// The day of notice an officer entered.
    Notice,
    /// Whether its start is provisional.
    Provisional,
    /// The election it takes the place of.
    Replaces,
    /// The election that takes its place.
    ReplacedBy,
}

impl What {
    /// The word in reports.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Added(_) => "added",
            Self::Moved { .. } => "moved",
            Self::EndsEarlier { .. } => "ended",
            Self::Rescoped { .. } => "rescoped",
            Self::Restated(_) => "restated",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Gone(_) => "gone",
        }
    }
}

impl DetailOf {
    /// The word in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Status => "status",
            Self::Poll => "poll",
            Self::Notice => "notice",
            Self::Provisional => "provisional",
            Self::Replaces => "replaces",
            Self::ReplacedBy => "replaced_by",
        }
    }
}

impl From<&Period> for Span {
    fn from(period: &Period) -> Self {
        Self { starts: period.starts, ends: period.ends }
    }
}

impl From<&Period> for Reach {
    fn from(period: &Period) -> Self {
        Self { scope: period.scope.clone(), advisory: period.advisory }
    }
}

/// What changes when `after` takes the place of `before`.
pub fn difference(before: &Calendar, after: &Calendar) -> Difference {
    let (old, new) = (by_id(before), by_id(after));
    let mut changes = Vec::new();
    for (key, period) in &old {
        match new.get(key) {
            Some(newer) => changes.extend(altered(period, newer)),
            None => changes.push(taken_away(period, after)),
        }
    }
    let added = new.iter().filter(|(key, _)| !old.contains_key(*key));
    changes.extend(added.map(|(_, period)| change(period, What::Added((*period).clone()))));
    // Stable: one election's changes keep their order.
    changes.sort_by(|a, b| a.election.cmp(&b.election));
    Difference { changes }
}

/// Ids are unique in files; a calendar made otherwise may repeat one, and then the first goes with the first.
fn by_id(calendar: &Calendar) -> BTreeMap<(&str, usize), &Period> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for period in calendar.periods() {
        let number = seen.entry(&period.election).or_default();
        found.insert((period.election.as_str(), *number), period);
        *number += 1;
    }
    found
}

fn change(of: &Period, what: What) -> Change {
    Change { election: of.election.clone(), title: of.title.clone(), what }
}

fn taken_away(period: &Period, after: &Calendar) -> Change {
    let withdrawal = after.withdrawn().iter().find(|withdrawal| withdrawal.election == period.election);
    let before = period.clone();
    let what = match withdrawal {
        Some(withdrawal) => What::Withdrawn { before, reason: withdrawal.reason.clone() },
        None => What::Gone(before),
    };
    change(period, what)
}

fn altered(before: &Period, after: &Period) -> Vec<Change> {
    let mut all = Vec::new();
    let (was, is) = (Span::from(before), Span::from(after));
    if was != is {
        let ends_earlier = was.starts == is.starts && is.ends < was.ends;
        all.push(if ends_earlier {
            What::EndsEarlier { before: was, after: is }
        } else {
            What::Moved { before: was, after: is }
        });
    }
    let (covered, will_cover) = (Reach::from(before), Reach::from(after));
    if covered != will_cover {
        all.push(What::Rescoped { before: covered, after: will_cover });
    }
    let details = details(before, after);
    if !details.is_empty() {
        all.push(What::Restated(details));
    }
    all.into_iter().map(|what| change(after, what)).collect()
}

fn details(before: &Period, after: &Period) -> Vec<Detail> {
    let said = |period: &Period| {
        let grounds = &period.grounds;
        [
            (DetailOf::Title, Some(period.title.clone())),
            (DetailOf::Status, Some(grounds.status.as_str().to_owned())),
            (DetailOf::Poll, grounds.poll.map(|day| day.to_string())),
            (DetailOf::Notice, grounds.notice.map(|day| day.to_string())),
            (DetailOf::Provisional, Some(if period.provisional { "yes" } else { "no" }.to_owned())),
            (DetailOf::Replaces, grounds.replaces.clone()),
            (DetailOf::ReplacedBy, grounds.replaced_by.clone()),
        ]
    };
    said(before)
        .into_iter()
        .zip(said(after))
        .filter(|(was, is)| was != is)
        .map(|((of, before), (_, after))| Detail { of, before, after })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Withdrawal;
    use crate::calendar::period::Grounds;
    use chrono::{TimeDelta, TimeZone};
    use chrono_tz::Europe::London;
    use proptest::prelude::*;

    fn period(election: &str, starts: i64, length: i64) -> Period {
        let first = London.with_ymd_and_hms(2027, 3, 25, 0, 0, 0).unwrap();
        let starts = first + TimeDelta::hours(starts);
        Period {
            election: election.into(),
            title: format!("The {election} election"),
            starts,
            ends: starts + TimeDelta::hours(length),
            scope: Scope::WholeArea,
            advisory: false,
            provisional: false,
            grounds: Grounds::default(),
        }
    }

    fn words(before: Vec<Period>, after: &Calendar) -> Vec<String> {
        difference(&Calendar::new(before), after)
            .changes
            .iter()
            .map(|change| format!("{} {}", change.election, change.what.as_str()))
            .collect()
    }

    #[test]
    fn every_kind_of_change_has_its_word() {
        let old = || period("a", 0, 100);
        let withdrawal = |election: &str| Withdrawal {
            election: election.into(),
            title: "A".into(),
            reason: "moved".into(),
        };
        let gone = Calendar::new(Vec::new());
        for (after, expected) in [
            (Calendar::new(vec![old()]), &[][..]),
            (gone.clone(), &["a gone"]),
            (gone.clone().with_withdrawn(vec![withdrawal("a")]), &["a withdrawn"]),
            (gone.with_withdrawn(vec![withdrawal("b")]), &["a gone"]),
            (Calendar::new(vec![old(), period("b", 0, 1)]), &["b added"]),
            (Calendar::new(vec![period("a", 0, 99)]), &["a ended"]),
            (Calendar::new(vec![period("a", 0, 101)]), &["a moved"]),
            (Calendar::new(vec![period("a", -1, 101)]), &["a moved"]),
            (Calendar::new(vec![period("a", 5, 10)]), &["a moved"]),
            (Calendar::new(vec![Period { advisory: true, ..old() }]), &["a rescoped"]),
            (
                Calendar::new(vec![Period { scope: Scope::Wards(vec!["Mill".into()]), ..old() }]),
                &["a rescoped"],
            ),
            (Calendar::new(vec![Period { provisional: true, ..old() }]), &["a restated"]),
            (
                Calendar::new(vec![Period { advisory: true, title: "New".into(), ..period("a", 1, 1) }]),
                &["a moved", "a rescoped", "a restated"],
            ),
        ] {
            assert_eq!(words(vec![old()], &after), expected);
        }
    }

    #[test]
    fn changes_stand_in_the_order_of_the_ids() {
        let after = Calendar::new(vec![period("b", 0, 10), period("d", 0, 10)]);
        let before = vec![period("c", 0, 10), period("d", 5, 10), period("a", 0, 10)];
        assert_eq!(words(before, &after), ["a gone", "b added", "c gone", "d moved"]);
    }

    #[test]
    fn what_is_said_of_an_election_is_told_with_what_was_said_before() {
        let mut after = period("a", 0, 10);
        after.grounds.status = crate::calendar::election::Status::Cancelled;
        let changes =
            difference(&Calendar::new(vec![period("a", 0, 10)]), &Calendar::new(vec![after])).changes;
        let [Change { what: What::Restated(details), .. }] = changes.as_slice() else {
            panic!("{changes:?}")
        };
        assert_eq!(
            *details,
            [Detail { of: DetailOf::Status, before: Some("called".into()), after: Some("cancelled".into()) }]
        );
    }

    fn calendars() -> impl Strategy<Value = Vec<Period>> {
        prop::collection::btree_map("[a-e]", (0_i64..2000, 1_i64..2000), 0..5).prop_map(|all| {
            all.into_iter().map(|(id, (starts, length))| period(&id, starts, length)).collect()
        })
    }

    proptest! {
        #[test]
        fn a_calendar_differs_from_itself_in_nothing(periods in calendars()) {
            let calendar = Calendar::new(periods);
            prop_assert_eq!(difference(&calendar, &calendar), Difference::default());
        }

        /// Every id whose times differ is told once, every other one not at all, and going back undoes it.
        #[test]
        fn every_change_of_an_edge_is_told(before in calendars(), after in calendars()) {
            let spans = |periods: &[Period]| -> BTreeMap<String, Span> {
                periods.iter().map(|period| (period.election.clone(), Span::from(period))).collect()
            };
            let (was, is) = (spans(&before), spans(&after));
            let ids: std::collections::BTreeSet<_> = was.keys().chain(is.keys()).collect();
            let expected: Vec<_> = ids.into_iter().filter(|id| was.get(*id) != is.get(*id)).cloned().collect();
            let (before, after) = (Calendar::new(before), Calendar::new(after));
            let told = |difference: Difference| -> Vec<String> {
                difference.changes.into_iter().map(|change| change.election).collect()
            };
            prop_assert_eq!(&told(difference(&before, &after)), &expected);
            prop_assert_eq!(&told(difference(&after, &before)), &expected);
        }
    }
}
