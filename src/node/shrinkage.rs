//! A new version of a document that takes suspiciously much away: it waits for a person's word.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use crate::calendar::Period;
use crate::guard::world::World;
use crate::roster::Kind;

/// A period that starts within this time counts as near.
const NEAR: TimeDelta = TimeDelta::days(60);

/// What is in force before a change.
#[derive(Debug, Clone, Copy)]
pub(super) enum Before<'a> {
    /// Nothing was ever taken in.
    Nothing,
    /// Something that this version of the program cannot read.
    Unreadable,
    /// This.
    Read(&'a World),
}

/// Why a change looks like an accident; None when it does not.
pub(super) fn suspicion(before: Before<'_>, after: &World, now: DateTime<Utc>) -> Option<String> {
    match before {
        Before::Nothing => None,
        Before::Unreadable => Some(
            "what is in force now cannot be read, so nobody can tell what this would take away".to_owned(),
        ),
        Before::Read(before) => shrinkage(before, after, now),
    }
}

fn shrinkage(before: &World, after: &World, now: DateTime<Utc>) -> Option<String> {
    let (had, has) = (before.roster.people.len(), after.roster.people.len());
    if has * 2 < had {
        return Some(format!("it leaves {has} of {had} people"));
    }
    // Candidates and parties may come in hundreds, and would hide that the councillors are gone.
    let (had, has) = (councillors(before), councillors(after));
    if has * 2 < had {
        return Some(format!("it leaves {has} of {had} councillors"));
    }
    let (had, has) = (before.calendar.periods().len(), after.calendar.periods().len());
    if has * 2 < had {
        return Some(format!("it leaves {has} of {had} pre-election periods"));
    }
    let periods: BTreeMap<&str, &Period> =
        after.calendar.periods().iter().map(|period| (period.election.as_str(), period)).collect();
    let withdrawn: BTreeSet<&str> =
        after.calendar.withdrawn().iter().map(|withdrawn| withdrawn.election.as_str()).collect();
    before.calendar.periods().iter().filter(|period| period.ends > now).find_map(|old| {
        let id = old.election.as_str();
        let loses = match periods.get(id) {
            // A file that was cut off looks the same as one from which somebody took an election.
            None if !withdrawn.contains(id) => {
                return Some(format!(
                    "the period of {id} would be gone, and nothing says that it was withdrawn"
                ));
            }
            None => Some("be gone"),
            Some(new) if shorter(old, new, now) => Some("be shorter"),
            Some(new) => covers_less(old, new).then_some("cover less"),
        };
        loses
            .filter(|_| old.starts <= now + NEAR)
            .map(|loses| format!("the period of {id} is in force or near, and would {loses}"))
    })
}

fn councillors(world: &World) -> usize {
    world.roster.people.iter().filter(|entry| entry.kind == Kind::Councillor).count()
}

/// Whether a period ends sooner, or starts later than it would from now on.
fn shorter(old: &Period, new: &Period, now: DateTime<Utc>) -> bool {
    new.starts > old.starts.max(now.with_timezone(&old.ends.timezone())) || new.ends < old.ends
}

/// Whether a period leaves out wards it had, or holds where it blocked.
fn covers_less(old: &Period, new: &Period) -> bool {
    let wards = match (old.wards(), new.wards()) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(old), Some(new)) => old.iter().any(|ward| !new.contains(ward)),
    };
    wards || new.advisory && !old.advisory
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Scope;

    fn period(wards: &[&str], advisory: bool) -> Period {
        let at =
            |text: &str| text.parse::<DateTime<Utc>>().unwrap().with_timezone(&chrono_tz::Europe::London);
        let scope = match wards {
            [] => Scope::WholeArea,
            wards => Scope::Wards(wards.iter().map(|ward| (*ward).to_owned()).collect()),
        };
        Period {
            election: "local.wrenbury.2027-05-06".into(),
            title: "Wrenbury".into(),
            starts: at("2027-03-31T00:00:00Z"),
            ends: at("2027-05-06T21:00:00Z"),
            scope,
            advisory,
            provisional: false,
            grounds: crate::calendar::period::Grounds::default(),
        }
    }

    #[test]
    fn a_period_that_loses_wards_or_its_force_covers_less() {
        for (old, new, less) in [
            (period(&[], false), period(&[], false), false),
            (period(&[], false), period(&["Mill"], false), true),
            (period(&["Mill"], false), period(&[], false), false),
            (period(&["Mill", "Ferry"], false), period(&["Ferry"], false), true),
            (period(&["Mill"], false), period(&["Mill", "Ferry"], false), false),
            (period(&[], false), period(&[], true), true),
            (period(&[], true), period(&[], false), false),
        ] {
            assert_eq!(covers_less(&old, &new), less, "{:?} -> {:?}", old.scope, new.scope);
        }
    }
}
