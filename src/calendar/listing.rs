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
    pub(super) fn choose(self) -> Chosen {
        let council = self.council;
        if council.identifiers.is_empty() && council.covers.is_empty() {
            return self.choose_without_identifiers();
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
        if let Some(first) = left_out.first() {
            chosen.notes.push(first.place.fault(
                format!(
                    "{} of other authorities left out, the first of them `{}`",
                    count(left_out.len(), "election", "elections"),
                    first.id
                ),
                "if one of them restricts this council, name it in [council] covers in purdah.toml",
            ));
        }
        chosen
    }

    /// Without `identifiers` only a list of one organisation's elections, or the council's own slug, is clear.
    fn choose_without_identifiers(self) -> Chosen {
        let (own, others): (Vec<_>, Vec<_>) =
            self.elections.into_iter().partition(|election| is_own(election, self.council));
        let Some(first) = others.first() else { return Chosen { elections: own, ..Chosen::default() } };
        let named: BTreeSet<String> = others.iter().filter_map(organisation).collect();
        if own.is_empty() && named.len() == 1 {
            return Chosen { elections: others, ..Chosen::default() };
        }
        let first_few: Vec<String> = named.into_iter().take(6).collect();
        let fault = first.place.fault(
            format!("the list holds elections of several authorities ({}), and nothing says which are this council's", first_few.join(", ")),
            "add `identifiers = [\"…\"]` with the council's own code to [council] in purdah.toml, and `covers = [\"…\"]` \
             for other authorities' elections that restrict it",
        );
        Chosen { faults: vec![fault], ..Chosen::default() }
    }
}

fn organisation(election: &Election) -> Option<String> {
    election
        .listed
        .as_ref()?
        .identifiers
        .first()
        .cloned()
        .or_else(|| Some(election.contest?.as_str().to_owned()))
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
/// kind more closely (`parl.marlbridge-north`): then only the by-elections named there count.
fn is_covered(election: &Election, council: &Council) -> bool {
    let segments: Vec<&str> = election.id.split('.').collect();
    let names = |cover: &str| {
        let wanted: Vec<&str> = cover.split('.').collect();
        segments.len() >= wanted.len() && segments.iter().zip(&wanted).all(|(a, b)| a.eq_ignore_ascii_case(b))
    };
    let closer = |kind: &str| {
        council.covers.iter().any(|cover| cover.split_once('.').is_some_and(|(first, _)| first == kind))
    };
    council
        .covers
        .iter()
        .any(|cover| names(cover) && (cover.contains('.') || !election.by_election || !closer(cover)))
}

/// Another authority's by-election is held in a part of its area that is no ward of this council: it restricts the
/// whole area, and never blocks.
fn of_another_authority(mut election: Election) -> Election {
    if election.by_election {
        election.scope = Scope::WholeArea;
        election.advisory = true;
    }
    election
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
