//! Making one council's calendar of the files it names.

use std::collections::BTreeMap;

use super::bank_holidays::{BankHolidays, Division};
use super::election::{Election, Status};
use super::listing::Listing;
use super::period::Scope;
use super::sheet::{OwnPeriod, Sheet};
use super::succession::{circles, link};
use super::twice::{covers_less, widen};
use super::working_day::Almanac;
use super::{Calendar, Withdrawal};
use crate::council::Council;
use crate::diagnostic::{Diagnostic, Place};

/// A calendar, and what its files left to be looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assembled {
    /// The calendar; never loaded when the sheets leave no election and no period.
    pub calendar: Calendar,
    /// Remarks that stop nothing: what was left out of a list, what a list does not hold.
    pub notes: Vec<Diagnostic>,
    /// Days to be corrected or confirmed by an officer; until then the statutory day rules.
    pub queries: Vec<Diagnostic>,
    /// The last year whose bank holidays are known whole where the council is.
    pub bank_holidays_until: Option<i32>,
    /// The wards elections name, and where: whoever knows the council's wards can tell a misspelt one.
    pub wards: Vec<(String, Place)>,
}

/// Makes a calendar of sheets.
///
/// # Errors
/// Every fault, with its place: an id used twice, an election without a day to begin on, a list of many councils'
/// elections when nothing says which are this council's, elections that replace each other in a circle.
pub fn assemble(sheets: Vec<Sheet>, council: &Council) -> Result<Assembled, Vec<Diagnostic>> {
    let almanac = almanac(&sheets);
    let mut work = Work { notes: Vec::new(), queries: Vec::new(), faults: Vec::new() };
    let mut elections = Vec::new();
    let mut periods = Vec::new();
    for sheet in sheets {
        work.notes.extend(sheet.notes);
        elections.extend(sheet.elections);
        periods.extend(sheet.periods);
    }
    let elections = work.this_councils(elections, council);
    let mut elections = work.each_once(elections);
    work.queries.extend(link(&mut elections));
    work.faults.extend(circles(&elections));
    work.unique(&elections, &periods);
    let mut withdrawn = Vec::new();
    let wards = named_wards(&elections, &periods);
    let mut all = Vec::new();
    for own in periods {
        match own.status {
            Status::Withdrawn { reason } => {
                withdrawn.push(Withdrawal { election: own.period.election, title: own.period.title, reason });
            }
            _ => all.push(own.period),
        }
    }
    for election in &elections {
        match (&election.status, election.period(council.nation, &almanac)) {
            (Status::Withdrawn { reason }, _) => withdrawn.push(Withdrawal {
                election: election.id.clone(),
                title: election.title.clone(),
                reason: reason.clone(),
            }),
            (_, Ok(begun)) => {
                all.push(begun.period);
                work.queries.extend(begun.queries);
            }
            (_, Err(fault)) => work.faults.push(*fault),
        }
    }
    if !work.faults.is_empty() {
        return Err(work.faults);
    }
    // Files that leave nothing are as good as none: nobody has said that no election is to come.
    let loaded = !all.is_empty() || !withdrawn.is_empty();
    let calendar = if loaded { Calendar::new(all).with_withdrawn(withdrawn) } else { Calendar::default() };
    let bank_holidays_until = almanac.bank_holidays.known_until(Division::of(council.nation));
    Ok(Assembled { calendar, notes: work.notes, queries: work.queries, bank_holidays_until, wards })
}

fn named_wards(elections: &[Election], periods: &[OwnPeriod]) -> Vec<(String, Place)> {
    let scopes = elections
        .iter()
        .map(|election| (&election.scope, &election.place))
        .chain(periods.iter().map(|own| (&own.period.scope, &own.place)));
    scopes
        .filter_map(|(scope, place)| match scope {
            Scope::Wards(wards) => Some(wards.iter().map(|ward| (ward.clone(), place.clone()))),
            Scope::WholeArea => None,
        })
        .flatten()
        .collect()
}

/// The shipped bank holidays, with what the sheets add to them.
pub fn almanac(sheets: &[Sheet]) -> Almanac {
    let mut almanac = Almanac { bank_holidays: BankHolidays::shipped().clone(), proclaimed: Vec::new() };
    for sheet in sheets {
        if let Some(newer) = &sheet.bank_holidays {
            almanac.bank_holidays.overlay(newer);
        }
        almanac.proclaimed.extend(sheet.proclaimed.iter().cloned());
    }
    almanac
}

struct Work {
    notes: Vec<Diagnostic>,
    queries: Vec<Diagnostic>,
    faults: Vec<Diagnostic>,
}

impl Work {
    /// The elections of lists that restrict this council, and everything an officer entered.
    fn this_councils(&mut self, elections: Vec<Election>, council: &Council) -> Vec<Election> {
        let (listed, own): (Vec<_>, Vec<_>) =
            elections.into_iter().partition(|election| election.listed.is_some());
        let chosen = Listing::new(listed, council).choose();
        self.notes.extend(chosen.notes);
        self.faults.extend(chosen.faults);
        own.into_iter().chain(chosen.elections).collect()
    }

    /// What an officer entered takes the place of the same election in a list, and is queried where it covers less.
    /// Lists may hold an election several times, on one page its group and on another its ballots: what either
    /// covers is covered.
    fn each_once(&mut self, elections: Vec<Election>) -> Vec<Election> {
        let (mut kept, listed): (Vec<_>, Vec<_>) =
            elections.into_iter().partition(|election| election.listed.is_none());
        let own: BTreeMap<String, usize> =
            kept.iter().enumerate().map(|(place, election)| (election.id.clone(), place)).collect();
        let mut first_of: BTreeMap<String, usize> = BTreeMap::new();
        let mut all: Vec<Election> = Vec::new();
        for election in listed {
            if let Some(first) = first_of.get(&election.id).and_then(|place| all.get_mut(*place)) {
                self.same_again(first, election);
            } else {
                first_of.insert(election.id.clone(), all.len());
                all.push(election);
            }
        }
        for election in all {
            match own.get(&election.id).map(|place| &kept[*place]) {
                Some(own) => self.own_counts(own, &election),
                None => kept.push(election),
            }
        }
        kept
    }

    fn own_counts(&mut self, own: &Election, listed: &Election) {
        self.notes.push(listed.place.fault(
            format!("`{}` is entered in a file of the council's own, and that entry counts", listed.id),
            "",
        ));
        let less = covers_less(own, listed);
        if !less.is_empty() {
            self.queries.push(own.place.fault(
                format!(
                    "`{}` stands in a list too, and this entry covers less, because it {}",
                    own.id,
                    less.join(" and ")
                ),
                "correct the entry; if it is right, add the line `confirmed = \"…\"` that says why",
            ));
        }
    }

    fn same_again(&mut self, first: &mut Election, again: Election) {
        let place = again.place.clone();
        if first.poll != again.poll {
            self.faults.push(place.fault(
                format!("`{}` is on {} in one entry and on {} in another", again.id, first.poll, again.poll),
                "take the older list out of [calendar] files, or enter the election in the council's own file",
            ));
        }
        if widen(first, again) {
            self.notes.push(place.fault(
                format!("`{}` covers less in one list than in another: the wider counts", first.id),
                "if the narrower is right, enter the election in the council's own file",
            ));
        }
    }

    fn unique(&mut self, elections: &[Election], periods: &[OwnPeriod]) {
        let ids = elections
            .iter()
            .map(|election| (&election.id, &election.place))
            .chain(periods.iter().map(|own| (&own.period.election, &own.place)));
        let mut seen = BTreeMap::new();
        for (id, place) in ids {
            if let Some(first) = seen.insert(id, place) {
                let elsewhere = if first.file() == place.file() {
                    String::new()
                } else {
                    format!(", first in {}", first.file())
                };
                self.faults.push(place.fault(
                    format!("the id `{id}` is used twice{elsewhere}"),
                    "give each election and period an id of its own, and keep each in one file",
                ));
            }
        }
    }
}
