//! A new version of a document that takes suspiciously much away: it waits for a person's word.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Europe::London;

use crate::calendar::Period;
use crate::documents::{Built, Document, DocumentKind};
use crate::guard::world::World;
use crate::roster::Kind;
use crate::roster::freshness::FEWEST;

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

/// Why a change looks like an accident; None when it does not. `by` is the document that changes.
pub(super) fn suspicion(
    before: Before<'_>,
    after: &Built,
    by: &Document,
    now: DateTime<Utc>,
) -> Option<String> {
    let today = now.with_timezone(&London).date_naive();
    let brings_the_first = match before {
        Before::Nothing => true,
        Before::Read(before) => before.roster.people.is_empty(),
        Before::Unreadable => false,
    };
    let of_roster = || match by.kind {
        DocumentKind::Roster => of_itself(before, after, &by.name, today),
        // A roster that comes into force along with another document is asked about as if it came alone.
        DocumentKind::Council | DocumentKind::Calendar | DocumentKind::Lexicon | DocumentKind::Policy
            if brings_the_first =>
        {
            after.rosters.iter().find_map(|source| of_itself(before, after, &source.file, today))
        }
        DocumentKind::Council | DocumentKind::Calendar | DocumentKind::Lexicon | DocumentKind::Policy => None,
    };
    match before {
        Before::Nothing => of_roster(),
        Before::Unreadable => Some(
            "what is in force now cannot be read, so nobody can tell what this would take away".to_owned(),
        ),
        Before::Read(before) => shrinkage(before, &after.world, now).or_else(of_roster),
    }
}

/// What is odd about a roster whatever was there before: every term in it is over, or it is the first and names fewer
/// members than any council has.
fn of_itself(before: Before<'_>, after: &Built, file: &str, today: NaiveDate) -> Option<String> {
    let source = after.rosters.iter().find(|source| source.file == file)?;
    let ends = source.seats.iter().map(|seat| seat.ends);
    // None is less than every day, so one seat without an end keeps the file from being over.
    let last = ends.collect::<Option<Vec<NaiveDate>>>().and_then(|ends| ends.into_iter().max());
    if let Some(last) = last.filter(|last| *last < today) {
        return Some(format!(
            "every term in {file} is over, the last since {last}, so it would guard none of its members"
        ));
    }
    let is_first = match before {
        Before::Read(before) => before.roster.people.is_empty(),
        Before::Nothing | Before::Unreadable => true,
    };
    let members = match councillors(&after.world) {
        0 => "no councillor".to_owned(),
        1 => "only 1 councillor".to_owned(),
        few if few < FEWEST => format!("only {few} councillors"),
        _ => return None,
    };
    is_first.then(|| {
        format!("with it, as the first, the rosters name {members}, and every council has at least {FEWEST}")
    })
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
    let today = now.with_timezone(&London).date_naive();
    let (had, has) = (sitting(before, today), sitting(after, today));
    if has * 2 < had {
        return Some(format!("it leaves {has} of {had} councillors whose term is not over"));
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

fn sitting(world: &World, today: NaiveDate) -> usize {
    let councillors = world.roster.people.iter().filter(|entry| entry.kind == Kind::Councillor);
    councillors.filter(|entry| entry.holds_on(today)).count()
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
