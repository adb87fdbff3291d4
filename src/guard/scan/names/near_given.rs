//! Given names that are nearly somebody's of the roster, beside a family name that hardly anybody else has: a short form
//! no list has, `Ang` for Angharad; a slip of the pen, `Wilhelmnia`.

use crate::guard::index::people::{Person, SHORTEST_WITH_SLIP};
use crate::guard::scan::strangers::is_one_slip;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::Shape;

/// Shorter beginnings of a name may be another's.
const SHORTEST: usize = 3;

/// Whether a word is nearly a given name of somebody's.
pub(super) fn may_be(person: &Person, word: &str) -> bool {
    person.own.iter().any(|own| {
        own.len() > word.len() && word.len() >= SHORTEST && own.starts_with(word)
            || own.len() >= SHORTEST_WITH_SLIP
                && word.len() >= SHORTEST_WITH_SLIP
                && own.len().abs_diff(word.len()) < 2
                && is_one_slip(own, word)
                && !own.starts_with(word)
                && !word.starts_with(own.as_str())
    })
}

/// Whether a word before a family name is nearly a given name of theirs, where that family name is no everyday word.
pub(super) fn stands(view: &View<'_>, person: &Person, at: usize, family: usize) -> bool {
    view.token(at).is_some_and(|token| token.shape == Shape::Title)
        && view.capital(family)
        && !view.shouts
        && !view.is(Sense::Ordinary, family)
        && !view.is(Sense::Ordinary, at)
        && !view.is(Sense::Title, at)
        && !view.is(Sense::Honorific, at)
        && may_be(person, view.at(at))
}
