//! The terms of the lexicons that stand in a part, but for those whose neighbours make them everyday words.

use std::ops::Range;

use crate::guard::index::{Meaning, Term};
use crate::guard::scan::politics::appeals::is_cue;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;

/// A term of a lexicon in a part.
#[derive(Debug)]
pub struct TermHit<'v> {
    /// The term.
    pub term: &'v Term,
    /// Its words, by number.
    pub words: Range<usize>,
}

/// The terms that stand in a part.
pub fn find<'v>(view: &View<'v>, found: &[(usize, Meaning)]) -> Vec<TermHit<'v>> {
    let mut hits: Vec<TermHit<'v>> = found
        .iter()
        .filter_map(|(at, meaning)| {
            let Meaning::Term(number) = meaning else { return None };
            let term = view.index().terms.get(*number as usize)?;
            Some(TermHit { words: term.phrase.at(*at, view)?, term })
        })
        .filter(|hit| !is_everyday(view, hit))
        .collect();
    // A term anchored on a party word is found at that word; one that only has a party inside is found at its own.
    hits.sort_by_key(|hit| (hit.words.start, std::cmp::Reverse(hit.words.end)));
    hits
}

/// Whether a neighbour makes a passage an everyday one: the ruling group of chimps.
pub(super) fn is_everyday(view: &View<'_>, hit: &TermHit<'_>) -> bool {
    let by_neighbours = matches!(
        hit.term.sense,
        Sense::Slogan | Sense::Steering | Sense::PartyGroup | Sense::Ballot | Sense::Power
    );
    if !by_neighbours && !is_cue(hit.term.sense) {
        return false;
    }
    let everyday = &view.index().everyday[hit.term.group as usize];
    let before = hit.words.start.checked_sub(1).filter(|_| view.gap(hit.words.start).joins());
    let after = Some(hit.words.end).filter(|at| view.gap(*at).joins());
    before.is_some_and(|at| everyday.after.contains(view.at(at)))
        || after.is_some_and(|at| everyday.before.contains(view.at(at)))
        || !everyday.near.is_empty()
            && around(view, hit).any(|at| everyday.near.contains(view.at(at)))
            && !(hit.term.sense == Sense::Slogan && holds_emblem(view))
        || matches!(hit.term.sense, Sense::Steering | Sense::Plea) && is_reminder(view, &hit.words)
}

/// Whether a part shows a party's sign: a slogan beside it plays on nothing.
fn holds_emblem(view: &View<'_>) -> bool {
    view.text.chars().any(|c| !c.is_ascii() && view.index().emblems.contains(&c))
}

/// How far a word of another subject reaches.
const NEAR: usize = 12;

/// The words of a passage and around it, within its sentence; what is played on is said in the next.
fn around(view: &View<'_>, hit: &TermHit<'_>) -> Range<usize> {
    let words = &hit.words;
    let mut sentence = view.sentence(words.start);
    if hit.term.sense == Sense::Slogan {
        sentence.end = view.sentence(sentence.end).end.max(sentence.end);
    }
    sentence.start.max(words.start.saturating_sub(NEAR))..sentence.end.min(words.end + NEAR)
}

/// `Remember to vote on 6 May`, `on polling day remember your photo ID`: that people vote and what they need, not whom
/// for.
fn is_reminder(view: &View<'_>, words: &Range<usize>) -> bool {
    let Some(at) = words.clone().find(|at| matches!(view.at(*at), "remember" | "forget")) else {
        return false;
    };
    match view.at(at + 1) {
        "to" => !matches!(view.at(at + 2), "back" | "thank" | "punish" | "reward" | "reject" | "support"),
        "your" | "photo" | "id" | "polling" | "polls" | "postal" | "poll" => true,
        // `Your passport will do. Remember it when you vote.`
        "it" | "this" | "that" | "them" | "one" => {
            (at.saturating_sub(NEAR * 2)..at).any(|at| is_needed(view.at(at)))
        }
        _ => false,
    }
}

/// What people bring to a polling station, or have to know of it.
fn is_needed(word: &str) -> bool {
    matches!(
        word,
        "id" | "passport"
            | "licence"
            | "photo"
            | "card"
            | "certificate"
            | "pass"
            | "badge"
            | "glasses"
            | "pen"
            | "pencil"
            | "postcode"
            | "station"
            | "entrance"
            | "address"
            | "o'clock"
            | "10pm"
            | "deadline"
            | "identification"
    )
}
