//! What makes a party's words everyday ones: a place, a house or a society named with them, a standing phrase, a
//! neighbour, another subject in the sentence, or times long gone.

use std::ops::Range;

use super::activity;
use super::candidates::Candidate;
use super::is_link;
use super::said::{ACTS, is_voting};
use crate::guard::finding::Confidence;
use crate::guard::index::{Capitals, Term};
use crate::guard::scan::stretches::Covered;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::lexicon::phrase::Words as _;
use crate::text::{Gap, Shape};

/// How far a word of another subject reaches.
const NEAR: usize = 12;

/// How many words before a party's an age stands: `19th-century`.
const AGE: usize = 3;

/// The stretches of a part in which no party is meant, whatever shorter words stand in them.
#[derive(Debug)]
pub(super) struct Everyday {
    covered: Covered,
}

impl Everyday {
    /// Those of phrases, and of the names of places: the council's own wards are `places`.
    pub(super) fn of<'v>(
        view: &View<'v>,
        candidates: &[Candidate<'v>],
        terms: impl Iterator<Item = Candidate<'v>>,
        places: impl Iterator<Item = Range<usize>>,
    ) -> Self {
        let mut stretches: Vec<Range<usize>> =
            terms.filter(|hit| hit.term.sense == Sense::EverydayPhrase).map(|hit| hit.words).collect();
        // `Teal Works` may be a party's whole name.
        let is_longest = |hit: &&Candidate<'v>| {
            let first = candidates.partition_point(|other| other.words.start < hit.words.start);
            candidates.get(first).is_none_or(|longest| longest.words.end <= hit.words.end)
        };
        let of_places =
            candidates.iter().filter(is_longest).filter(|hit| names_a_place(view, hit, candidates));
        stretches.extend(of_places.map(|hit| hit.words.clone()));
        stretches.extend(places);
        stretches.sort_by_key(|stretch| stretch.start);
        Self { covered: Covered::by(stretches) }
    }

    /// Whether some words stand in one of them.
    pub(super) fn holds(&self, words: &Range<usize>) -> bool {
        self.covered.holds(words.start)
    }
}

/// `Tory Island`, `Green Party Lane`, `the Labour and Liberal clubs`.
fn names_a_place(view: &View<'_>, hit: &Candidate<'_>, all: &[Candidate<'_>]) -> bool {
    let mut next = hit.words.end;
    for _ in 0..3 {
        let word = match view.gap(next) {
            Gap::And | Gap::Comma | Gap::Slash => next,
            gap if gap.joins() && matches!(view.at(next), "and" | "or") => next + 1,
            _ => break,
        };
        let first = all.partition_point(|other| other.words.start < word);
        match all.get(first).filter(|other| other.words.start == word) {
            Some(other) => next = other.words.end,
            None => break,
        }
    }
    let Some(token) = view.token(next).filter(|token| token.gap.joins()) else { return false };
    if view.is(Sense::PartyPlace, next) {
        return true;
    }
    // Lane, House, Close: in small letters, or where everything is in capitals, they are other words too.
    token.shape == Shape::Title
        && !view.shouts
        && view.capital(hit.words.start)
        && view.is(Sense::Thing, next)
        && !view.is(Sense::Effect, next)
        && !view.is(Sense::PartyCompany, next)
}

/// Whether a neighbour, or another subject in the sentence, makes it an everyday word.
pub(super) fn is_beside(view: &View<'_>, term: &Term, words: &Range<usize>) -> bool {
    let everyday = &view.index().everyday[term.group as usize];
    let before = words.start.checked_sub(1).filter(|_| view.gap(words.start).joins());
    let after = Some(words.end).filter(|at| view.gap(*at).joins());
    let chosen = before.is_some_and(|at| is_voting(view.at(at)) && view.at(at) != "elect");
    // `Vote Reform in Castle`: not what is voted for, but where.
    let placed =
        |at: usize| chosen && view.capital(words.start) && matches!(view.at(at), "in" | "and" | "for");
    before.is_some_and(|at| everyday.after.contains(view.at(at)))
        || after.is_some_and(|at| {
            everyday.before.contains(view.at(at)) && !placed(at) && !owns(view, words) && !is_hailed(view, at)
        })
        || is_of_something_else(view, words.end)
        || term.capitals != Capitals::Any
            && term.confidence < Confidence::Certain
            && is_longer_name(view, words.end)
            && !activity::has_a_paper(view, words)
        || !everyday.near.is_empty()
            && !before.is_some_and(|at| matches!(view.at(at), "vote" | "voting" | "elect"))
            && near(view, words.start).any(|at| everyday.near.contains(view.at(at)))
}

/// `Reform's plan`: a plan of somebody's.
fn owns(view: &View<'_>, words: &Range<usize>) -> bool {
    let end = view.token(words.end - 1).map_or(0, |token| token.range().end);
    let of_politics = view.is(Sense::Effect, words.end) || view.is(Sense::PartyCompany, words.end);
    of_politics
        && words.len() == 1
        && view.capital(words.start)
        && view.text.get(end..).is_some_and(|rest| rest.starts_with("'s"))
}

/// `Reform is the only choice`, `Reform is winning`: not `reform is needed`.
fn is_hailed(view: &View<'_>, at: usize) -> bool {
    let what = if view.at(at + 1) == "the" { at + 2 } else { at + 1 };
    view.at(at) == "is"
        && matches!(
            view.at(what),
            "only"
                | "real"
                | "winning"
                | "right"
                | "wrong"
                | "finished"
                | "lying"
                | "unstoppable"
                | "rattled"
                | "surging"
                | "party"
                | "opposition"
        )
}

/// `Advance UK Payroll`: a name that goes on is another's.
pub(super) fn is_longer_name(view: &View<'_>, next: usize) -> bool {
    view.gap(next).joins()
        && view.token(next).is_some_and(|token| token.shape == Shape::Title)
        && !view.shouts
        && !view.is(Sense::Effect, next)
        && !view.is(Sense::PartyCompany, next)
        && !ACTS.contains(&view.at(next))
        && !is_link(view.at(next))
}

/// Whether a party is told of as one of times long gone.
pub(super) fn is_bygone(view: &View<'_>, words: &Range<usize>) -> bool {
    let of_an_age = |at: usize| view.is(Sense::History, at) && !words.contains(&at);
    let of_people = |at: usize| of_an_age(at) && !matches!(view.at(at), "victorian" | "century");
    (words.start.saturating_sub(AGE)..words.start).any(of_an_age) || near(view, words.start).any(of_people)
}

/// `The Green group of bus routes`, `Conservative members of the choir`: of something that is no council's.
fn is_of_something_else(view: &View<'_>, at: usize) -> bool {
    let of = at + 1;
    let is_group = view.gap(at).joins() && matches!(view.at(at), "group" | "groups" | "members");
    if !(is_group && view.gap(of).joins() && view.at(of) == "of") {
        return false;
    }
    !(of + 1..of + 6).any(|at| {
        view.same_sentence(at)
            && (view.is(Sense::SharedTitle, at)
                || matches!(
                    view.at(at),
                    "council"
                        | "cabinet"
                        | "committee"
                        | "panel"
                        | "board"
                        | "executive"
                        | "authority"
                        | "members"
                        | "assembly"
                ))
    })
}

/// The words around a place, within its sentence.
fn near(view: &View<'_>, at: usize) -> Range<usize> {
    let sentence = view.sentence(at);
    sentence.start.max(at.saturating_sub(NEAR))..sentence.end.min(at + NEAR)
}
