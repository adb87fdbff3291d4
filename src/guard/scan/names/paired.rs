//! Two family names of the roster, one against the other: `Ash or Elm? Have your say`, `Ash v Elm`.

use std::ops::Range;

use crate::guard::scan::names::headlines::is_a_place;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, Shape};

/// Whether a family name stands beside another of the roster, set against it, and neither is an everyday word.
pub(super) fn stands(view: &View<'_>, words: &Range<usize>) -> bool {
    let before = words.start.checked_sub(2).filter(|_| is_linked(view, words.start - 1));
    is_linked(view, words.end) && is_name(view, words.end + 1) && !goes_on(view, words.end + 2)
        || before.is_some_and(|other| is_name(view, other)) && !goes_on(view, words.end)
}

/// `Ash and Elm launch plan`, `Ash, Elm unveil statue`: two family names of the roster that do something together.
pub(super) fn act_together(view: &View<'_>, words: &Range<usize>) -> bool {
    let linked = |next: usize| match view.gap(next) {
        Gap::And | Gap::Comma => Some(next),
        Gap::Space if view.at(next) == "and" && view.gap(next + 1) == Gap::Space => Some(next + 1),
        _ => None,
    };
    let both = |first: usize, second: usize| {
        is_name(view, first)
            && is_name(view, second)
            && !is_a_place(view, first)
            && !is_a_place(view, second)
            && (view.begins_sentence(first) || !view.gap(first).joins())
            && view.gap(second + 1) == Gap::Space
            && (is_deed_of_two(view, second + 1)
                || view.at(second + 1) == "to"
                    && view.token(second + 2).is_some_and(|token| token.shape == Shape::Lower)
                    && is_deed_of_two(view, second + 2))
    };
    if words.len() != 1 {
        return false;
    }
    let here = words.start;
    let first_of_two = linked(words.end).is_some_and(|second| both(here, second));
    let second_of_two = (1..=2).any(|back| {
        here.checked_sub(back).is_some_and(|first| linked(first + 1) == Some(here) && both(first, here))
    });
    first_of_two || second_of_two
}

/// What two people do, in the past or in the plural of headlines.
fn is_deed_of_two(view: &View<'_>, at: usize) -> bool {
    view.token(at).is_some_and(|token| token.shape == Shape::Lower)
        && (view.is(Sense::PersonCue, at)
            || view.is(Sense::Speech, at)
            || matches!(
                view.at(at),
                "open"
                    | "launch"
                    | "unveil"
                    | "visit"
                    | "join"
                    | "plant"
                    | "cut"
                    | "back"
                    | "welcome"
                    | "pledge"
                    | "slam"
                    | "promise"
                    | "meet"
                    | "urge"
                    | "announce"
                    | "celebrate"
                    | "host"
                    | "support"
                    | "thank"
                    | "praise"
                    | "hail"
                    | "want"
                    | "lead"
                    | "clash"
                    | "vow"
                    | "defend"
                    | "attack"
                    | "reveal"
                    | "agree"
                    | "sign"
                    | "save"
                    | "call"
                    | "demand"
                    | "chair"
                    | "tour"
                    | "present"
                    | "win"
                    | "have"
                    | "say"
            ))
}

fn is_linked(view: &View<'_>, link: usize) -> bool {
    let spaced = |at: usize| matches!(view.gap(at), Gap::Space | Gap::Dot);
    matches!(view.at(link), "or" | "v" | "vs" | "versus" | "against")
        && view.gap(link) == Gap::Space
        && spaced(link + 1)
}

fn is_name(view: &View<'_>, at: usize) -> bool {
    let title = view.token(at).is_some_and(|token| token.shape == Shape::Title);
    title
        && !view.is(Sense::Ordinary, at)
        && !view.is(Sense::Thing, at)
        && !view.index().bearing(view.at(at)).is_empty()
}

/// `Ash or Elm Road`
fn goes_on(view: &View<'_>, next: usize) -> bool {
    view.gap(next) == Gap::Space && (view.capital(next) || view.is(Sense::Thing, next))
}
