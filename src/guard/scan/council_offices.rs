//! Offices of a council that the roster gives to nobody: the Leader of another council, a Deputy Mayor nobody is marked
//! as, offices by their Welsh names.

use std::ops::Range;

use crate::guard::index::roles::{RoleForm, RoleSort};
use crate::guard::index::{Meaning, Term};
use crate::guard::scan::club;
use crate::guard::scan::names::is_everyday_leader;
use crate::guard::scan::offices::{self, lends_its_name};
use crate::guard::scan::stretches::Apart;
use crate::guard::scan::view::View;
use crate::lexicon::{Phrase, Sense};
use crate::text::{Gap, Shape};

/// The words that point to whoever holds such an office.
pub(super) fn find(view: &View<'_>, found: &[(usize, Meaning)]) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    for (at, meaning) in found {
        match meaning {
            Meaning::Term(number) => {
                let known = |term: &&Term| term.sense == Sense::CouncilOffice;
                let term = view.index().terms.get(*number as usize).filter(known);
                let words = term.and_then(|term| term.phrase.at(*at, view));
                all.extend(words.and_then(|words| whole(view, &words)));
            }
            Meaning::Role(number) => {
                let role = view.index().roles.get(*number as usize).filter(|role| role.holders.is_empty());
                all.extend(role.into_iter().flat_map(|role| of_every_council(view, role, *at)));
            }
            _ => {}
        }
    }
    // Of two that overlap the longer is meant, and tells whether it is.
    all.sort_by_key(|words| std::cmp::Reverse(words.len()));
    let mut longest = Apart::default();
    all.retain(|words| longest.take(words) && is_meant(view, words));
    all.into_iter().map(|words| with_name(view, words)).collect()
}

/// The words at an anchor that say an office every council has, and the roster gives to nobody.
fn of_every_council<'a>(
    view: &'a View<'_>,
    role: &'a RoleForm,
    at: usize,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let anchored = move |phrase: &&Phrase| phrase.anchors().iter().any(|anchor| anchor == view.at(at));
    let written = role.phrases.iter().filter(anchored).filter_map(move |phrase| phrase.at(at, view));
    written.filter(move |words| {
        !words.clone().any(|at| is_everyday_leader(view, at))
            && (role.sort != RoleSort::OfThePlace || club::leads_the_council(view, words))
    })
}

/// The whole of an office: `Leader of Elm and Ash Borough Council`. None where it leads something else.
fn whole(view: &View<'_>, words: &Range<usize>) -> Option<Range<usize>> {
    let leads = (words.start..words.end).find(|at| view.at(*at) == "leader");
    if leads.is_some_and(|at| is_everyday_leader(view, at)) {
        return None;
    }
    match view.at(words.end - 1) {
        "of" => {}
        // `The Civic Mayor, Wyn Ash, and her deputy`: the mayor was looked at.
        "deputy" if matches!(view.at(words.end - 2), "his" | "her" | "their") => {
            return Some(words.end - 2..words.end);
        }
        "cabinet" if view.at(words.start) == "from" => return given_name_before(view, words),
        "for" => return Some(words.start..end_of_portfolio(view, words.end)),
        _ => return Some(words.clone()),
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

/// `Our Wyn from the cabinet`: the given name of somebody of the roster stands before.
fn given_name_before(view: &View<'_>, words: &Range<usize>) -> Option<Range<usize>> {
    let given = words.start.checked_sub(1).filter(|at| view.gap(words.start).joins() && view.capital(*at))?;
    let word = view.at(given);
    let known = !view.shouts
        && word.len() > 2
        && view.index().people.iter().any(|person| person.is_given(word))
        && (!view.is(Sense::Ordinary, given) || given > 0 && view.at(given - 1) == "our");
    known.then_some(given..words.end)
}

/// The end of what somebody is the cabinet member for: `Housing and Homes`, `children's services`.
fn end_of_portfolio(view: &View<'_>, first: usize) -> usize {
    let shape = |at: usize| view.token(at).map(|token| token.shape);
    if !view.gap(first).joins() || view.is(Sense::PersonCue, first) && shape(first) == Some(Shape::Lower) {
        return first;
    }
    let capitals = shape(first) == Some(Shape::Title) && !view.shouts;
    // A headline has capitals throughout: a portfolio ends where somebody acts.
    let goes_on = |at: usize| {
        if capitals {
            shape(at) == Some(Shape::Title) && !view.is(Sense::PersonCue, at) && !view.is(Sense::Title, at)
        } else {
            is_second_of_a_portfolio(view.at(at))
        }
    };
    let mut end = first + 1;
    while end < first + MOST_OF_A_PORTFOLIO {
        let linked = view.gap(end) == Gap::And
            || view.gap(end).joins() && matches!(view.at(end), "and" | "of" | "the");
        let next = if linked && view.gap(end) != Gap::And { end + 1 } else { end };
        let joined =
            view.gap(next).joins() || view.gap(next) == Gap::And || view.gap(next) == Gap::Comma && capitals;
        let named = capitals || !linked;
        if !(joined && named && goes_on(next))
            || view.gap(next) == Gap::Comma && !is_listed(view, next, goes_on)
        {
            break;
        }
        end = next + 1;
    }
    end
}

/// `Parks, Leisure and Culture`: whether what a comma parts is a list, with its last linked by a word.
fn is_listed(view: &View<'_>, first: usize, goes_on: impl Fn(usize) -> bool) -> bool {
    let mut at = first;
    while at < first + MOST_OF_A_PORTFOLIO && goes_on(at) {
        at += 1;
        if view.gap(at) == Gap::And || view.at(at) == "and" && view.gap(at).joins() {
            return true;
        }
    }
    false
}

/// No portfolio has more words.
const MOST_OF_A_PORTFOLIO: usize = 8;

/// What stands in second place of a portfolio written small.
fn is_second_of_a_portfolio(word: &str) -> bool {
    matches!(
        word,
        "services"
            | "service"
            | "care"
            | "health"
            | "safety"
            | "change"
            | "development"
            | "transport"
            | "estate"
            | "protection"
            | "cohesion"
            | "engagement"
            | "growth"
            | "planning"
            | "education"
            | "wellbeing"
            | "homes"
    )
}

/// No council has a name of more words.
const MOST_OF_A_COUNCIL: usize = 9;

/// Whether somebody who holds the office is meant, and not the office as such: who may be elected to it, whom to find.
fn is_meant(view: &View<'_>, words: &Range<usize>) -> bool {
    let (first, next) = (words.start, words.end);
    let last = next - 1;
    if points_to_accounts(view, words) {
        return true;
    }
    // A deputy leader leads anything; with capitals, a council.
    let bare = words.len() == 2
        && view.at(last) == "leader"
        && matches!(view.at(first), "deputy" | "depute" | "dep" | "opposition");
    if bare && !(view.capital(first) && view.capital(last) && !view.shouts) {
        return false;
    }
    let may_be_a_clubs = words.clone().any(|at| is_chair(view.at(at)))
        || view.at(last) == "leader" && matches!(view.at(first), "our" | "deputy" | "depute" | "dep");
    if may_be_a_clubs && club::has_it(view, words) || view.at(first) == "our" && club::is_told(view, words) {
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
                | "independent"
        )
    });
    let as_such = (1..=5)
        .filter_map(before)
        .any(|word| is_of_a_choice(word) || matches!(word, "role" | "office" | "consultation"));
    let to_be_chosen = (next..next + 5).take_while(|at| view.gap(*at).joins()).any(|at| {
        is_of_a_choice(view.at(at))
            || matches!(view.at(at), "role" | "chain" | "vacancy" | "wanted")
            || view.at(at) == "allowance" && at < next + 2 && view.owns(last)
    });
    // `Cabinet Member for Homes decision session`: a meeting, and not who holds it; chair covers and chair lifts.
    let of_business = view.gap(next).joins()
        && matches!(
            view.at(next),
            "decision"
                | "decisions"
                | "lift"
                | "rail"
                | "lifts"
                | "cover"
                | "covers"
                | "based"
                | "yoga"
                | "exercise"
                | "exercises"
        );
    let directory = || view.directory_words().within(&view.sentence(first)) > 0;
    let of_the_council = view.at(last) == "council" && (first..last).any(|at| view.at(at) == "charge");
    let thing = !of_the_council
        && view.gap(next).joins()
        && (view.is(Sense::Thing, next) && view.capital(next)
            || matches!(
                view.at(next),
                "estate" | "estates" | "housing" | "tenants" | "flats" | "house" | "houses"
            ));
    !of_business
        && !is_of_an_officer(view, last)
        && !is_a_body(view, last)
        && !offices::is_only_told_of(view, words)
        && !of_others
        && !as_such
        && !to_be_chosen
        && !thing
        && !lends_its_name(view, next)
        && !directory()
}

/// `Housing chief executive`: an officer; `her deputy head`: a school's.
fn is_of_an_officer(view: &View<'_>, last: usize) -> bool {
    let next = last + 1;
    matches!(view.at(last), "chief" | "boss" | "deputy")
        && view.gap(next).joins()
        && (matches!(
            view.at(next),
            "executive" | "exec" | "officer" | "officers" | "of" | "engineer" | "planner"
        ) || view.is(Sense::Trade, next))
}

/// `Two cabinet members must be there`: some of a body, and nothing that they do.
fn is_a_body(view: &View<'_>, last: usize) -> bool {
    let next = last + 1;
    let acts = view.gap(next).joins()
        && view.token(next).is_some_and(|token| token.shape == Shape::Lower)
        && !matches!(
            view.at(next),
            "will"
                | "must"
                | "are"
                | "have"
                | "on"
                | "and"
                | "from"
                | "attend"
                | "may"
                | "can"
                | "were"
                | "to"
                | "sit"
                | "form"
        );
    view.at(last) == "members" && !acts
}

/// Whether words send readers to the accounts of members: those are named nowhere, and may be in a list.
fn points_to_accounts(view: &View<'_>, words: &Range<usize>) -> bool {
    let council = words.clone().any(|at| view.at(at).starts_with("councillor"));
    let account = matches!(view.at(words.start), "starter" | "follow")
        || view.is(Sense::Platform, words.end - 1)
        || matches!(
            view.at(words.end - 1),
            "accounts" | "handles" | "profiles" | "pages" | "feeds" | "channels" | "social"
        );
    council && account
}

fn is_chair(word: &str) -> bool {
    word.starts_with("chair") || matches!(word, "convener" | "convenor")
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
