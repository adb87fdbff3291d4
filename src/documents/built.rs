//! The world documents make, and what of it is worth a look.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::disarmed::{self, Disarmed, disarmed};
use super::document::{Document, DocumentKind};
use super::pieces::pieces;
use super::profile::resolved;
use crate::calendar::Calendar;
use crate::council::Council;
use crate::diagnostic::Diagnostic;
use crate::guard::policy::Policy;
use crate::guard::world::World;
use crate::roster::freshness::Came;
use crate::roster::{self, Roster};

/// A world, and what its documents left worth a look.
#[derive(Debug)]
pub struct Built {
    /// What a rulebook is compiled from.
    pub world: World,
    /// Remarks that stop nothing.
    pub notes: Vec<Diagnostic>,
    /// Days of the calendar an officer should correct or confirm; until then the statutory day rules.
    pub queries: Vec<Diagnostic>,
    /// What each roster file says of seats.
    pub rosters: Vec<roster::gather::Source>,
    /// The roster files each person is in, by their id.
    pub people_in: BTreeMap<String, Vec<String>>,
    /// The last year whose bank holidays are known whole.
    pub bank_holidays_until: Option<i32>,
}

impl Built {
    /// What shows on a day that the roster is behind the elections: older than the last one, terms that have ended, a
    /// by-election whose winner is not there; that it names fewer members than any council has; wards and polling days
    /// that nothing else knows.
    pub fn roster_queries(&self, came: &Came, day: NaiveDate) -> Vec<Diagnostic> {
        roster_queries(
            &self.world.roster.people,
            &self.rosters,
            &self.world.calendar,
            &self.world.council,
            came,
            day,
        )
    }

    /// Settings that take the edge off the guard without saying so.
    pub fn disarmed(&self) -> Vec<Disarmed> {
        of_world(&self.world)
    }
}

/// Makes a world of documents. Every fault of every document is reported.
pub fn world(documents: &[Document]) -> Result<Built, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let Some(pieces) = pieces(documents, &mut faults) else { return Err(faults) };
    let own = pieces.own_policy.as_ref().map(|(name, text)| (*name, text.as_ref()));
    match resolved(&pieces.profile, own) {
        Ok(policy) if faults.is_empty() => Ok(Built {
            world: World {
                council: pieces.profile.council,
                calendar: pieces.assembled.calendar,
                roster: Roster { people: pieces.gathered.people, namesakes: pieces.profile.namesakes },
                lexicons: pieces.lexicons,
                policy,
            },
            notes: pieces.notes,
            queries: pieces.assembled.queries,
            rosters: pieces.gathered.sources,
            people_in: pieces.gathered.files,
            bank_holidays_until: pieces.assembled.bank_holidays_until,
        }),
        Ok(_) => Err(faults),
        Err(more) => {
            faults.extend(more);
            Err(faults)
        }
    }
}

/// Makes a world of those documents that can be read; what is wrong with the others, which are left aside.
///
/// # Errors
/// What is wrong with the council's own, or with everything.
pub fn world_as_far(documents: &[Document]) -> Result<(Built, Vec<Diagnostic>), Vec<Diagnostic>> {
    let faults = match world(documents) {
        Ok(built) => return Ok((built, Vec::new())),
        Err(faults) => faults,
    };
    let is_whole = |document: &&Document| {
        document.kind == DocumentKind::Council || faults.iter().all(|fault| fault.file != document.name)
    };
    let rest: Vec<Document> = documents.iter().filter(is_whole).cloned().collect();
    if rest.len() == documents.len() {
        return Err(faults);
    }
    world(&rest).map(|built| (built, faults))
}

/// Settings that take the edge off a guard without saying so.
pub fn of_world(world: &World) -> Vec<Disarmed> {
    disarmed(disarmed::Settings {
        council: &world.council,
        policy: &world.policy,
        people: &world.roster.people,
        namesakes: &world.roster.namesakes,
        lexicons: &world.lexicons,
    })
}

/// The same of documents, as far as they can be read.
pub fn disarmed_by(documents: &[Document], policy: &Policy) -> Vec<Disarmed> {
    let Some(pieces) = pieces(documents, &mut Vec::new()) else { return Vec::new() };
    disarmed(disarmed::Settings {
        council: &pieces.profile.council,
        policy,
        people: &pieces.gathered.people,
        namesakes: &pieces.profile.namesakes,
        lexicons: &pieces.lexicons,
    })
}

/// What shows on a day that a roster is behind the elections or names what they do not know, of one that is compiled
/// already.
pub fn roster_queries(
    people: &[roster::Entry],
    sources: &[roster::gather::Source],
    calendar: &Calendar,
    council: &Council,
    came: &Came,
    day: NaiveDate,
) -> Vec<Diagnostic> {
    let mut queries = roster::freshness::queries(people, sources, calendar, came, day);
    queries.extend(roster::freshness::few(people, sources));
    let wards = council.wards.keys().map(String::as_str);
    queries.extend(roster::astray::queries(people, sources, calendar, wards, day));
    queries
}
