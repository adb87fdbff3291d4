//! Whether a list is plain. A sentence that names somebody has nothing in it but names, parties, addresses, wards, dates
//! and what every list says; the others neither praise nor blame, nor speak of the people who are listed.

use std::ops::Range;

use super::marks;
use super::words::{counts, is_list_word, judges};
use crate::guard::scan::mention::Mention;
use crate::guard::scan::stretches::Covered;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;

/// Whether a part tells nothing but who stands.
pub(super) fn is_plain(view: &View<'_>, mentions: &[Mention]) -> bool {
    // Both stand in the order of the text.
    let people: Vec<usize> = mentions.iter().map(|mention| mention.words.start).collect();
    let labels = view.parties().iter().filter(|party| party.as_label);
    let labels: Vec<usize> = labels.map(|party| party.words.start).collect();
    let within = |all: &[usize], words: &Range<usize>| {
        all.partition_point(|at| *at < words.end) - all.partition_point(|at| *at < words.start)
    };
    let parties = view.parties().iter().map(|party| party.words.clone());
    let mut listed: Vec<Range<usize>> =
        mentions.iter().map(|mention| mention.words.clone()).chain(parties).collect();
    listed.sort_by_key(|words| words.start);
    let listed = Covered::by(listed);
    let has_signs = !view.text.is_ascii();
    let mut at = 0;
    while at < view.tokens.list.len() {
        let sentence = view.sentence(at);
        let names = within(&people, &sentence).max(within(&labels, &sentence));
        let plain = if names > 0 {
            sentence.clone().all(|at| listed.holds(at) || is_list_word(view, at))
                && (!has_signs || marks::are_even(view, &sentence, names))
        } else {
            !is_partial(view, &sentence)
        };
        if !plain {
            return false;
        }
        at = sentence.end.max(at + 1);
    }
    true
}

/// Whether a sentence that names nobody praises, quotes, or tells what somebody of the list did.
fn is_partial(view: &View<'_>, sentence: &Range<usize>) -> bool {
    let of_election = || sentence.clone().any(|at| is_of_election(view.at(at)));
    let partial = |at: usize| {
        view.is(Sense::Speech, at)
            || view.is(Sense::Favour, at)
                && !view.is(Sense::ElectionInformation, at)
                && !is_plain_use(view, at)
            || !view.capital(at) && judges(view, at) && !is_plain_use(view, at)
    };
    let of_people = |at: usize| {
        !view.capital(at) && !counts(view, at) && view.is(Sense::PersonCue, at) || is_of_them(view, at)
    };
    sentence.clone().any(partial) || sentence.clone().any(of_people) && !of_election()
}

/// `only vote once`, `the best way to vote`, `let us know`.
fn is_plain_use(view: &View<'_>, at: usize) -> bool {
    let next = view.at(at + 1);
    match view.at(at) {
        "only" => !matches!(next, "one" | "candidate" | "choice" | "person" | "name" | "party"),
        "best" => matches!(next, "way" | "time" | "to" | "before"),
        "let" => matches!(next, "us" | "me" | "you"),
        "favour" => next == "of",
        "great" => view.token(at + 1).is_some_and(|_| matches!(next, "yarmouth" | "dunmow")),
        _ => false,
    }
}

/// Words that speak of the people of a list without a name: `she has`, `one of them`, `both work`.
fn is_of_them(view: &View<'_>, at: usize) -> bool {
    match view.at(at) {
        "he" | "she" | "him" | "her" | "his" | "hers" | "them" | "theirs" | "latter" | "former" => true,
        "both" | "neither" | "they" | "these" | "all" | "each" => {
            !matches!(view.at(at + 1), "polling" | "details" | "our" | "the" | "are" | "will")
                && !is_list_word(view, at + 1)
        }
        _ => false,
    }
}

/// What sentences about an election, and not about who stands in it, speak of.
fn is_of_election(word: &str) -> bool {
    matches!(
        word,
        "nominations"
            | "nomination"
            | "poll"
            | "polls"
            | "polling"
            | "station"
            | "stations"
            | "vote"
            | "votes"
            | "voting"
            | "voters"
            | "voter"
            | "ballot"
            | "deadline"
            | "count"
            | "results"
            | "result"
            | "notice"
            | "statement"
            | "register"
            | "registration"
            | "election"
            | "elections"
            | "byelection"
            | "postal"
            | "proxy"
            | "electors"
            | "pleidleisio"
            | "bleidleisio"
            | "gorsafoedd"
            | "enwebiadau"
            | "etholiad"
    )
}
