//! Elections that take each other's place.

use std::collections::{BTreeMap, BTreeSet};

use super::election::Election;
use crate::diagnostic::Diagnostic;

/// Follows `replaces` and `replaced_by` from either side. Gives what is to be queried: a new election that the calendar
/// does not hold.
pub(super) fn link(elections: &mut [Election]) -> Vec<Diagnostic> {
    let mut queries = Vec::new();
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
        election.replaced_by = election.replaced_by.take().or_else(|| successors.get(&election.id).cloned());
        election.replaces = election.replaces.take().or_else(|| predecessors.get(&election.id).cloned());
        if let Some(next) = election.replaced_by.as_ref().filter(|next| !known.contains(*next)) {
            queries.push(election.place.fault(
                format!("`{}` is replaced by `{next}`, which the calendar does not hold", election.id),
                "enter the new election too: it has a notice and a period of its own",
            ));
        }
    }
    queries
}

/// A fault for each election in a circle. Every election is visited once.
pub(super) fn circles(elections: &[Election]) -> Vec<Diagnostic> {
    let places: BTreeMap<&str, usize> =
        elections.iter().enumerate().map(|(place, election)| (election.id.as_str(), place)).collect();
    let next: Vec<Option<usize>> =
        elections.iter().map(|election| places.get(election.replaced_by.as_deref()?).copied()).collect();
    // The walk on which each was met first.
    let mut met: Vec<Option<usize>> = vec![None; elections.len()];
    let mut in_circle = BTreeSet::new();
    for walk in 0..elections.len() {
        let mut at = Some(walk);
        while let Some(here) = at.filter(|here| met[*here].is_none()) {
            met[here] = Some(walk);
            at = next[here];
        }
        while let Some(here) = at.filter(|here| met[*here] == Some(walk) && in_circle.insert(*here)) {
            at = next[here];
        }
    }
    in_circle
        .into_iter()
        .map(|place| {
            let election = &elections[place];
            election.place.fault(
                format!("`{}` is replaced by an election that it replaces itself", election.id),
                "correct `replaces` and `replaced_by`: the older election is replaced by the newer",
            )
        })
        .collect()
}
