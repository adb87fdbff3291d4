//! Offices of a council that the roster gives to nobody: the Leader of another council, a Deputy Mayor nobody is marked
//! as, offices by their Welsh names.

use std::ops::Range;

use crate::guard::index::{Meaning, Term};
use crate::guard::scan::names::is_everyday_leader;
use crate::guard::scan::offices::lends_its_name;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, Shape};

/// The words that point to whoever holds such an office.
pub(super) fn find(view: &View<'_>, found: &[(usize, Meaning)]) -> Vec<Range<usize>> {
    let phrases = found.iter().filter_map(|(at, meaning)| {
        let Meaning::Term(number) = meaning else { return None };
        let known = |term: &&Term| term.sense == Sense::CouncilOffice;
        let term = view.index().terms.get(*number as usize).filter(known)?;
        term.phrase.at(*at, view)
    });
    let held = phrases.filter_map(|words| whole(view, &words)).filter(|words| is_meant(view, words));
    held.map(|words| with_name(view, words)).collect()
}

/// The whole of an office: `Leader of Elm and Ash Borough Council`. None where it leads something else.
fn whole(view: &View<'_>, words: &Range<usize>) -> Option<Range<usize>> {
    let leads = (words.start..words.end).find(|at| view.at(*at) == "leader");
    if leads.is_some_and(|at| is_everyday_leader(view, at)) {
        return None;
    }
    if view.at(words.end - 1) != "of" {
        return Some(words.clone());
    }
    let small = |word: &str| {
        matches!(word, "the" | "and" | "of" | "upon" | "on" | "our" | "with" | "in" | "le" | "s")
    };
    let mut end = words.end;
    while end < words.end + MOST_OF_A_COUNCIL && (view.gap(end).joins() || view.gap(end) == Gap::And) {
        if matches!(view.at(end), "council" | "authority") {
            return Some(words.start..end + 1);
        }
        let kind = matches!(
            view.at(end),
            "borough" | "district" | "county" | "city" | "town" | "parish" | "community"
        );
        if !small(view.at(end)) && !kind && !view.capital(end) {
            return None;
        }
        end += 1;
    }
    None
}

/// No council has a name of more words.
const MOST_OF_A_COUNCIL: usize = 9;

/// Whether somebody who holds the office is meant, and not the office as such: who may be elected to it, whom to find.
fn is_meant(view: &View<'_>, words: &Range<usize>) -> bool {
    let (first, next) = (words.start, words.end);
    let last = next - 1;
    // A deputy leader leads anything; with capitals, a council.
    let bare = words.len() == 2 && view.at(last) == "leader" && view.at(first) != "council";
    if bare && !(view.capital(first) && view.capital(last) && !view.shouts) {
        return false;
    }
    let before = |back: usize| {
        let at = first.checked_sub(back)?;
        (at + 1..=first).all(|at| view.gap(at).joins()).then(|| view.at(at))
    };
    let of_others = before(1).is_some_and(|word| {
        matches!(
            word,
            "former"
                | "ex"
                | "past"
                | "youth"
                | "junior"
                | "school"
                | "pupil"
                | "student"
                | "young"
                | "late"
                | "team"
                | "scout"
                | "become"
                | "a"
                | "carnival"
        )
    });
    let as_such =
        (1..=5).filter_map(before).any(|word| is_of_a_choice(word) || matches!(word, "role" | "office"));
    let to_be_chosen = (next..next + 5).take_while(|at| view.gap(*at).joins()).any(|at| {
        is_of_a_choice(view.at(at)) || matches!(view.at(at), "role" | "allowance" | "chain" | "vacancy")
    });
    let directory = || view.directory_words().within(&view.sentence(first)) > 0;
    let thing = view.gap(next).joins()
        && (view.is(Sense::Thing, next) && view.capital(next)
            || matches!(
                view.at(next),
                "estate" | "estates" | "housing" | "tenants" | "flats" | "house" | "houses"
            ));
    !of_others && !as_such && !to_be_chosen && !thing && !lends_its_name(view, next) && !directory()
}

fn is_of_a_choice(word: &str) -> bool {
    matches!(
        word,
        "elect"
            | "elects"
            | "elected"
            | "electing"
            | "election"
            | "appoint"
            | "appoints"
            | "appointed"
            | "appointing"
            | "appointment"
            | "choose"
            | "chosen"
            | "nominate"
            | "nominated"
            | "nominations"
            | "nomination"
            | "post"
            | "position"
            | "ethol"
            | "penodi"
    )
}

/// An office with the name of who holds it: `Council Leader Wyn Ash`, `the Leader of Elm Council, Wyn Ash`.
fn with_name(view: &View<'_>, words: Range<usize>) -> Range<usize> {
    let joined = words.start > 0 && view.gap(words.start).joins();
    let article = joined && matches!(view.at(words.start - 1), "the" | "our" | "y" | "yr");
    let start = if article { words.start - 1 } else { words.start };
    let named = |at: usize| {
        view.token(at).is_some_and(|token| token.shape == Shape::Title)
            && !view.is(Sense::PersonCue, at)
            && !view.is(Sense::Thing, at)
            && !view.is(Sense::Title, at)
    };
    let mut end = words.end;
    let near = matches!(view.gap(end), Gap::Comma | Gap::Space);
    while near && end < words.end + 2 && named(end) && (end == words.end || view.gap(end).joins()) {
        end += 1;
    }
    // One word behind a comma is as often a place.
    let whole = end == words.end + 2 || end > words.end && view.gap(words.end) == Gap::Space;
    start..if whole { end } else { words.end }
}
