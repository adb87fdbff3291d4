//! Making one council's calendar of the files it names.

use std::collections::{BTreeMap, BTreeSet};

use super::bank_holidays::{BankHolidays, Division};
use super::election::{Election, Status};
use super::listing::Listing;
use super::period::Scope;
use super::sheet::{OwnPeriod, Sheet};
use super::working_day::Almanac;
use super::{Calendar, Withdrawal};
use crate::council::Council;
use crate::diagnostic::{Diagnostic, Place};

/// A calendar, and what its files left to be looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assembled {
    /// The calendar; never loaded when no file of elections was among the sheets.
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
    let loaded = sheets.iter().any(|sheet| !sheet.is_almanac());
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
    work.link(&mut elections);
    work.unique(&elections, &periods);
    let mut withdrawn = Vec::new();
    let wards = named_wards(&elections, &periods);
    let mut all: Vec<_> = periods.into_iter().map(|own| own.period).collect();
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

    /// What an officer entered takes the place of the same election in a list. Lists may hold an election several
    /// times, on one page its group and on another its ballots: it is called when one of them says so.
    fn each_once(&mut self, elections: Vec<Election>) -> Vec<Election> {
        let own: BTreeSet<String> = elections
            .iter()
            .filter(|election| election.listed.is_none())
            .map(|election| election.id.clone())
            .collect();
        let mut listed: BTreeMap<String, usize> = BTreeMap::new();
        let mut kept: Vec<Election> = Vec::new();
        for election in elections {
            if election.listed.is_none() {
                kept.push(election);
            } else if own.contains(&election.id) {
                self.notes.push(election.place.fault(
                    format!(
                        "`{}` is entered in a file of the council's own, and that entry counts",
                        election.id
                    ),
                    "",
                ));
            } else if let Some(first) = listed.get(&election.id).and_then(|index| kept.get_mut(*index)) {
                self.same_again(first, &election);
            } else {
                listed.insert(election.id.clone(), kept.len());
                kept.push(election);
            }
        }
        kept
    }

    fn same_again(&mut self, first: &mut Election, again: &Election) {
        if first.poll != again.poll {
            self.faults.push(again.place.fault(
                format!("`{}` is on {} in one entry and on {} in another", again.id, first.poll, again.poll),
                "take the older list out of [calendar] files, or enter the election in the council's own file",
            ));
        }
        if again.status == Status::Called {
            first.status = Status::Called;
        }
        first.replaces = first.replaces.take().or_else(|| again.replaces.clone());
        first.replaced_by = first.replaced_by.take().or_else(|| again.replaced_by.clone());
    }

    /// Follows `replaces` and `replaced_by` from either side.
    fn link(&mut self, elections: &mut [Election]) {
        let mut successors: BTreeMap<String, String> = BTreeMap::new();
        for election in elections.iter() {
            if let Some(old) = &election.replaces {
                successors.insert(old.clone(), election.id.clone());
            }
        }
        let predecessors: BTreeMap<String, String> = elections
            .iter()
            .filter_map(|election| Some((election.replaced_by.clone()?, election.id.clone())))
            .collect();
        let known: BTreeSet<String> = elections.iter().map(|election| election.id.clone()).collect();
        for election in elections.iter_mut() {
            election.replaced_by =
                election.replaced_by.take().or_else(|| successors.get(&election.id).cloned());
            election.replaces = election.replaces.take().or_else(|| predecessors.get(&election.id).cloned());
            if let Some(next) = election.replaced_by.as_ref().filter(|next| !known.contains(*next)) {
                self.queries.push(election.place.fault(
                    format!("`{}` is replaced by `{next}`, which the calendar does not hold", election.id),
                    "enter the new election too: it has a notice and a period of its own",
                ));
            }
        }
        self.refuse_circles(elections);
    }

    fn refuse_circles(&mut self, elections: &[Election]) {
        let next: BTreeMap<&str, &str> = elections
            .iter()
            .filter_map(|election| Some((election.id.as_str(), election.replaced_by.as_deref()?)))
            .collect();
        for election in elections {
            let mut at = election.id.as_str();
            // No chain without a circle is longer than the number of elections.
            let circle = (0..elections.len()).any(|_| match next.get(at) {
                Some(to) => {
                    at = to;
                    at == election.id
                }
                None => false,
            });
            if circle {
                self.faults.push(election.place.fault(
                    format!("`{}` is replaced by an election that it replaces itself", election.id),
                    "correct `replaces` and `replaced_by`: the older election is replaced by the newer",
                ));
            }
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
