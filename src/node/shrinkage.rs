//! A new version of a document that takes suspiciously much away: it waits for a person's word.

use chrono::{DateTime, TimeDelta, Utc};

use crate::guard::world::World;
use crate::roster::Kind;

/// A period that starts within this time counts as near.
const NEAR: TimeDelta = TimeDelta::days(60);

/// Why a change looks like an accident; None when it does not.
pub(super) fn suspicion(before: &World, after: &World, now: DateTime<Utc>) -> Option<String> {
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
    before
        .calendar
        .periods()
        .iter()
        .filter(|period| period.ends > now && period.starts <= now + NEAR)
        .find_map(|old| {
            let new = after.calendar.periods().iter().find(|period| period.election == old.election);
            match new {
                None => {
                    Some(format!("the period of {} is in force or near, and would be gone", old.election))
                }
                Some(new)
                    if new.starts > old.starts.max(now.with_timezone(&old.ends.timezone()))
                        || new.ends < old.ends =>
                {
                    Some(format!("the period of {} is in force or near, and would be shorter", old.election))
                }
                Some(_) => None,
            }
        })
}

fn councillors(world: &World) -> usize {
    world.roster.people.iter().filter(|entry| entry.kind == Kind::Councillor).count()
}
