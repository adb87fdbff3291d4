//! Parties in the sense of the party: not the labour market, not green waste, not the Conservative Club.

mod everyday;
mod words;

use std::ops::Range;

use crate::guard::index::{Meaning, Term};
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::lexicon::phrase::Words as _;
use crate::text::{Gap, ItemKind, Shape};

use everyday::Everyday;

/// A party's name.
#[derive(Debug, Clone)]
pub struct PartyHit {
    /// Its words, by number.
    pub words: Range<usize>,
    /// Says what somebody is, or how many there are: in brackets or commas after a name, before `councillor`,
    /// `group leader` and the like, before its number of seats or votes.
    pub as_label: bool,
    /// Its sentence tells who was elected, with how many votes or seats.
    pub in_result: bool,
}

/// Words that may be a party's name.
#[derive(Debug)]
struct Candidate<'v> {
    term: &'v Term,
    words: Range<usize>,
}

/// The parties of a part, longest names first where they overlap.
pub fn find(view: &View<'_>, found: &[(usize, Meaning)]) -> Vec<PartyHit> {
    let mut candidates: Vec<Candidate<'_>> = terms(view, found)
        .filter(|hit| matches!(hit.term.sense, Sense::Party | Sense::PartyWord | Sense::PartyShort))
        .collect();
    if candidates.is_empty() {
        return Vec::new();
    }
    candidates.sort_by_key(|hit| (hit.words.start, std::cmp::Reverse(hit.words.end)));
    let everyday = Everyday::of(view, &candidates, terms(view, found), places(view, found));
    let mut parties: Vec<PartyHit> = Vec::new();
    for candidate in &candidates {
        let words = &candidate.words;
        let is_free = parties.last().is_none_or(|last| last.words.end <= words.start);
        if is_free && !everyday.holds(words) && is_meant(view, candidate, &candidates) {
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
        view.stands(&place.words, *at).then(|| *at..*at + place.words.len())
    })
}

fn terms<'v>(view: &View<'v>, found: &[(usize, Meaning)]) -> impl Iterator<Item = Candidate<'v>> {
    found.iter().filter_map(|(at, meaning)| {
        let Meaning::Term(number) = meaning else { return None };
        let term = view.index().terms.get(*number as usize)?;
        let of_parties =
            matches!(term.sense, Sense::Party | Sense::PartyWord | Sense::PartyShort | Sense::EverydayPhrase);
        of_parties.then(|| term.phrase.at(*at, view)).flatten().map(|words| Candidate { term, words })
    })
}

fn is_meant(view: &View<'_>, candidate: &Candidate<'_>, all: &[Candidate<'_>]) -> bool {
    let (term, words) = (candidate.term, &candidate.words);
    let first = words.start;
    if view.inside(first, ItemKind::Handle)
        || view.inside(first, ItemKind::Email)
        || everyday::is_beside(view, term, words)
        || view.is_history(first)
        || everyday::is_bygone(view, first)
    {
        return false;
    }
    match term.sense {
        Sense::Party => {
            let has_one = |at: usize| view.capital(at) || is_link(view.at(at)) || view.gap(at) == Gap::Hyphen;
            !term.capitals || words.clone().all(has_one)
        }
        Sense::PartyShort => words::is_short_form(view, words, all),
        _ => words::is_party(view, term, words),
    }
}

/// A small word within a name: Residents for Wrenbury.
fn is_link(word: &str) -> bool {
    matches!(word, "for" | "of" | "and" | "the" | "a" | "in" | "to" | "y" | "yr" | "o" | "i")
}

/// Whether a word in small letters says what somebody did: `promised`, `sold`.
pub fn is_past(view: &View<'_>, at: usize) -> bool {
    let word = view.at(at);
    let small = view.token(at).is_some_and(|token| token.shape == Shape::Lower);
    small && (word.len() > 4 && word.ends_with("ed") || IRREGULAR.contains(&word))
}

/// Whether a folded word before a party says that it is voted for.
pub fn is_voting(word: &str) -> bool {
    matches!(
        word,
        "vote"
            | "voting"
            | "voted"
            | "elect"
            | "join"
            | "joined"
            | "joining"
            | "bhot"
            | "bhotaibh"
            | "pleidleisiwch"
            | "pleidleisio"
            | "votail"
    )
}

/// What people did, where it does not end in -ed.
const IRREGULAR: [&str; 36] = [
    "built", "sold", "won", "lost", "froze", "put", "took", "made", "gave", "spent", "left", "ran", "kept",
    "brought", "cut", "let", "broke", "stole", "chose", "did", "got", "said", "stood", "fought", "paid",
    "told", "went", "came", "gambled", "fell", "drove", "threw", "hid", "held", "shut", "hit",
];

fn in_brackets(view: &View<'_>, words: &Range<usize>) -> bool {
    view.gap(words.start) == Gap::Open
        && matches!(closing(view, words.end), Gap::Close | Gap::Comma | Gap::Other | Gap::Sentence)
}

/// The gap at a place; past the end of the text it counts as closing.
fn closing(view: &View<'_>, at: usize) -> Gap {
    view.token(at).map_or(Gap::Close, |token| token.gap)
}

fn is_label(view: &View<'_>, words: &Range<usize>) -> bool {
    if in_brackets(view, words) || in_commas(view, words) || is_counted(view, words) {
        return true;
    }
    let (next, then) = (view.at(words.end), view.at(words.end + 1));
    if !view.gap(words.end).joins() {
        return false;
    }
    // An independent is of no party: that there are some says nothing of any.
    let of_none = words.len() == 1 && matches!(view.at(words.start), "independent" | "independents");
    match next {
        "councillor" | "cllr" | "candidate" | "mp" | "msp" | "mla" | "leader" | "conference" => true,
        "councillors" | "candidates" | "members" | "groups" => of_none,
        "group" => {
            matches!(then, "leader" | "leaders" | "spokesperson" | "spokespeople" | "member" | "members")
        }
        _ => false,
    }
}

/// `The Teal and Labour group leaders`: what the last party says of people, those before it say too.
fn share_labels(view: &View<'_>, parties: &mut [PartyHit]) {
    for at in (1..parties.len()).rev() {
        let (before, after) = (parties[at - 1].words.end, parties[at].words.start);
        let beside = before == after && matches!(view.gap(after), Gap::And | Gap::Slash | Gap::Comma);
        let linked = before + 1 == after && view.at(before) == "and" && view.joined(after);
        if parties[at].as_label && (beside || linked) {
            parties[at - 1].as_label = true;
        }
    }
}

/// `Labour gain from Conservative`, `the Greens gained two seats`: where results are told, who gained and lost is one.
fn tell_results(view: &View<'_>, parties: &mut [PartyHit]) {
    let of_results = (0..view.tokens.list.len()).any(|at| {
        matches!(
            view.at(at),
            "result"
                | "results"
                | "turnout"
                | "declared"
                | "majority"
                | "elected"
                | "recount"
                | "canlyniad"
                | "canlyniadau"
                | "votes"
        )
    });
    if !of_results {
        return;
    }
    let counts = |at: usize| {
        let counted = view.token(at).is_some_and(|token| token.shape == Shape::Number);
        counted
            || matches!(
                view.at(at),
                "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "control" | "seat"
            )
    };
    let told: Vec<u32> = parties
        .iter()
        .filter(|party| {
            let next = party.words.end;
            let verb = if matches!(view.at(next), "have" | "has") { next + 1 } else { next };
            let gain = matches!(view.at(next), "gain" | "hold" | "gains" | "holds");
            let past =
                matches!(view.at(verb), "gained" | "lost" | "won" | "held" | "retained" | "took" | "kept");
            view.joined(next) && (gain || past && (verb + 1..verb + 4).any(counts))
        })
        .filter_map(|party| view.token(party.words.start).map(|token| token.sentence))
        .collect();
    for party in parties {
        let sentence = view.token(party.words.start).map(|token| token.sentence);
        party.in_result |= sentence.is_some_and(|sentence| told.binary_search(&sentence).is_ok());
    }
}

/// Whether a party stands between commas after a name: `Leanne Usher, Labour, 901`.
fn in_commas(view: &View<'_>, words: &Range<usize>) -> bool {
    let after_a_name = words.start > 1
        && view.gap(words.start) == Gap::Comma
        && view.capital(words.start - 1)
        && view.capital(words.start - 2);
    after_a_name && matches!(closing(view, words.end), Gap::Comma | Gap::Close | Gap::Other | Gap::Sentence)
}

/// Whether a party's seats or votes follow it in a tally: `Labour 19, Conservative 11`. A share of voters is a forecast.
fn is_counted(view: &View<'_>, words: &Range<usize>) -> bool {
    let number = words.end;
    let is_number = view.token(number).is_some_and(|token| token.shape == Shape::Number);
    let joined = matches!(view.gap(number), Gap::Space | Gap::Colon | Gap::Line | Gap::Comma);
    let ends = view.token(number + 1).is_none_or(|next| next.gap != Gap::Space)
        || matches!(view.at(number + 1), "seat" | "seats" | "votes" | "and" | "elected");
    is_number && joined && ends && !view.is_share(number)
}
