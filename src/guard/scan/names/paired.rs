//! Two family names of the roster, one against the other: `Ash or Elm? Have your say`, `Ash v Elm`.

use std::ops::Range;

use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, Shape};

/// Whether a family name stands beside another of the roster, set against it, and neither is an everyday word.
pub(super) fn stands(view: &View<'_>, words: &Range<usize>) -> bool {
    let before = words.start.checked_sub(2).filter(|_| is_linked(view, words.start - 1));
    is_linked(view, words.end) && is_name(view, words.end + 1) && !goes_on(view, words.end + 2)
        || before.is_some_and(|other| is_name(view, other)) && !goes_on(view, words.end)
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
