//! Lists that hold other councils' elections: which of them restrict this council.

use std::collections::BTreeSet;

use super::election::Election;
use super::period::Scope;
use crate::council::Council;
use crate::diagnostic::Diagnostic;

/// The elections of lists, and the council they are looked through for.
#[derive(Debug)]
pub(super) struct Listing<'a> {
    elections: Vec<Election>,
    council: &'a Council,
}

/// What was chosen from lists.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// The elections that restrict the council.
    pub elections: Vec<Election>,
    /// What was left out.
    pub notes: Vec<Diagnostic>,
    /// Why nothing could be chosen.
    pub faults: Vec<Diagnostic>,
}

impl<'a> Listing<'a> {
    pub(super) fn new(elections: Vec<Election>, council: &'a Council) -> Self {
        Self { elections, council }
    }

    /// The council's own elections by `[council] identifiers` (or its id), and those that `covers` names.
    ///
    /// A list of one authority's elections is the council's own when nothing in `[council]` says otherwise; of several
    /// authorities it has to be said.
    pub(super) fn choose(self) -> Chosen {
        let council = self.council;
        let told = !council.identifiers.is_empty() || !council.covers.is_empty();
        let authorities: BTreeSet<String> = self.elections.iter().filter_map(authority).collect();
        if !told && !self.elections.iter().any(|election| is_own(election, council)) {
            return self.choose_untold(&authorities);
        }
        let mut chosen = Chosen::default();
        let mut left_out: Vec<Election> = Vec::new();
        for election in self.elections {
            if is_own(&election, council) {
                chosen.elections.push(election);
            } else if is_covered(&election, council) {
                chosen.elections.push(of_another_authority(election));
            } else {
                left_out.push(election);
            }
        }
        chosen.notes.extend(left_out.first().map(|first| {
            if chosen.elections.is_empty() {
                return first.place.fault(
                    format!(
                        "none of the lists' {} is this council's: they are of {}",
                        count(left_out.len(), "election", "elections"),
                        some(&authorities)
                    ),
                    "if one of these is this council, write its code or slug into [council] identifiers in purdah.toml",
                );
            }
            first.place.fault(
                format!(
                    "{} of other authorities left out, the first of them `{}`",
                    count(left_out.len(), "election", "elections"),
                    first.id
                ),
                "if one of them restricts this council, name it in [council] covers in purdah.toml",
            )
        }));
        chosen
    }

    fn choose_untold(self, authorities: &BTreeSet<String>) -> Chosen {
        let Some(first) = self.elections.first().filter(|_| authorities.len() > 1) else {
            return Chosen { elections: self.elections, ..Chosen::default() };
        };
        let fault = first.place.fault(
            format!(
                "the list holds elections of several authorities ({}), and nothing says which are this council's",
                some(authorities)
            ),
            "add `identifiers = [\"…\"]` with the council's own code to [council] in purdah.toml, and `covers = [\"…\"]` \
             for other authorities' elections that restrict it",
        );
        Chosen { faults: vec![fault], ..Chosen::default() }
    }
}

/// Whose election it is, as the ids say it (the slug comes last); its kind where one authority holds them all.
fn authority(election: &Election) -> Option<String> {
    let last = election.listed.as_ref()?.identifiers.last().cloned();
    last.or_else(|| Some(election.contest?.as_str().to_owned()))
}

/// The first few of them.
fn some(authorities: &BTreeSet<String>) -> String {
    let shown: Vec<&str> = authorities.iter().take(6).map(String::as_str).collect();
    let more = if authorities.len() > shown.len() { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

/// Whether an election is the council's own.
fn is_own(election: &Election, council: &Council) -> bool {
    let Some(organisation) = &election.listed else { return true };
    organisation.identifiers.iter().any(|identifier| {
        identifier == council.id.as_str()
            || council.identifiers.iter().any(|known| known.eq_ignore_ascii_case(identifier))
    })
}

/// Whether `covers` names an election: by the first segments of its id, `pcc.westshire` or `parl`.
///
/// A kind alone (`parl`) stands for by-elections in single constituencies too, unless `covers` names one of that
/// kind more closely (`parl.marlbridge-north`): then only the by-elections named there count. So it is with a single
/// constituency's poll that is held again. An election of many ballots is covered when one of them is, and one that
/// does not say which it has, such as `parl.2029-05-03`, when it may have it.
fn is_covered(election: &Election, council: &Council) -> bool {
    let ballots = election.listed.as_ref().map(|listed| listed.ballots.as_slice()).unwrap_or_default();
    let names = |cover: &str| {
        begins_with(&election.id, cover)
            || ballots.iter().any(|ballot| begins_with(ballot, cover))
            || (ballots.is_empty() && is_group_of(&election.id, cover))
    };
    let closer = |kind: &str| {
        council.covers.iter().any(|cover| cover.split_once('.').is_some_and(|(first, _)| first == kind))
    };
    council
        .covers
        .iter()
        .any(|cover| names(cover) && (cover.contains('.') || !in_one_division(election) || !closer(cover)))
}

/// Whether an id's first segments are those of a cover.
fn begins_with(id: &str, cover: &str) -> bool {
    let mut segments = id.split('.');
    cover.split('.').all(|wanted| segments.next().is_some_and(|segment| segment.eq_ignore_ascii_case(wanted)))
}

/// Whether an id names, before its day, fewer segments than a cover and the same.
fn is_group_of(id: &str, cover: &str) -> bool {
    let Some((group, _)) = id.rsplit_once('.') else { return false };
    begins_with(cover, group) && group.split('.').count() < cover.split('.').count()
}

/// Whether it is held in a part of its authority's area only.
fn in_one_division(election: &Election) -> bool {
    matches!(election.scope, Scope::Wards(_))
}

/// Another authority's by-election is held in a part of its area that is no ward of this council: it restricts the
/// whole area, and never blocks. (One for a whole police area or a mayor's restricts as the ordinary election does.)
fn of_another_authority(mut election: Election) -> Election {
    if in_one_division(&election) {
        election.scope = Scope::WholeArea;
        election.advisory = true;
    }
    election
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
