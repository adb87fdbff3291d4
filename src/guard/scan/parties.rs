//! Parties in the sense of the party: not the labour market, not green waste, not the Conservative Club.

mod activity;
mod backed;
mod candidates;
mod everyday;
pub mod hit;
mod labels;
mod poll_options;
mod results;
mod said;
mod short_forms;
mod words;

use std::ops::Range;

use crate::guard::index::{Meaning, Term};
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, ItemKind};

use candidates::{Candidate, candidates};
use everyday::Everyday;
use labels::{is_label, share_labels};
use results::tell_results;

pub use hit::PartyHit;
pub use said::{is_past, is_voting};
pub(crate) use words::is_of_a_party_alone;

/// The parties of a part, longest names first where they overlap.
pub fn find(view: &View<'_>, found: &[(usize, Meaning)]) -> Vec<PartyHit> {
    let mut names: Vec<Candidate<'_>> = candidates(view, found)
        .filter(|hit| matches!(hit.term.sense, Sense::Party | Sense::PartyWord | Sense::PartyShort))
        .collect();
    if names.is_empty() {
        return Vec::new();
    }
    names.sort_by_key(|hit| (hit.words.start, std::cmp::Reverse(hit.words.end)));
    let everyday = Everyday::of(view, &names, candidates(view, found), places(view, found));
    let mut parties: Vec<PartyHit> = Vec::new();
    for name in &names {
        let words = &name.words;
        let is_free = parties.last().is_none_or(|last| last.words.end <= words.start);
        if is_free && !everyday.holds(words) && is_meant(view, name, &names) {
            let words = words.clone();
            let in_result = view.result_words().within(&view.sentence(words.start)) > 0;
            parties.push(PartyHit { as_label: is_label(view, &words), in_result, words });
        }
    }
    share_labels(view, &mut parties);
    tell_results(view, &mut parties);
    parties
}

/// The names of the council's wards and of places in them, where they have more than one word: `Elm Green`.
fn places(view: &View<'_>, found: &[(usize, Meaning)]) -> impl Iterator<Item = Range<usize>> {
    found.iter().filter_map(|(at, meaning)| {
        let Meaning::Place(number) = meaning else { return None };
        let place = view.index().places.get(*number as usize).filter(|place| place.words.len() > 1)?;
        view.place_at(place, *at)
    })
}

fn is_meant(view: &View<'_>, candidate: &Candidate<'_>, all: &[Candidate<'_>]) -> bool {
    let (term, words) = (candidate.term, &candidate.words);
    let first = words.start;
    if view.inside(first, ItemKind::Handle)
        || view.inside(first, ItemKind::Email)
        || everyday::is_beside(view, term, words)
        || view.is_history(first)
        || everyday::is_bygone(view, words)
    {
        return false;
    }
    match term.sense {
        Sense::Party => is_written_as_a_name(view, term, words),
        Sense::PartyShort => short_forms::is_short_form(view, words, all),
        _ => words::is_party(view, term, words),
    }
}

/// Whether the words have capitals where a name has them.
fn is_written_as_a_name(view: &View<'_>, term: &Term, words: &Range<usize>) -> bool {
    words.clone().all(|at| {
        let word = view.at(at);
        view.capital(at) || is_link(word) || view.gap(at) == Gap::Hyphen || term.may_be_small(word)
    })
}

/// A small word within a name: Residents for Wrenbury.
pub(crate) fn is_link(word: &str) -> bool {
    matches!(word, "for" | "of" | "and" | "the" | "a" | "in" | "to" | "y" | "yr" | "o" | "i")
}
