//! Names that hardly two people of a place have: double-barrelled ones, and those that begin with `van der`.

use std::ops::Range;

use crate::guard::index::people::FamilyForm;
use crate::guard::scan::names::before::{Before, Given};
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, Within};

/// Whether a whole name is one that hardly two people have: the given name has two halves, or the family name has, and the
/// family name is no everyday word.
pub(super) fn is_rare_whole(
    view: &View<'_>,
    family: &FamilyForm,
    words: &Range<usize>,
    before: &Before,
) -> bool {
    let hyphened = |mut at: Range<usize>| at.any(|at| view.gap(at) == Gap::Hyphen);
    let given = before.given == Given::Own && hyphened(before.start + 1..words.start);
    let barrelled = before.given == Given::Own && hyphened(words.start + 1..words.end);
    before.is_full()
        && !family.half
        && (given || barrelled)
        && words.clone().any(|at| !view.is(Sense::Ordinary, at))
        && (before.start..words.end).all(|at| view.capital(at))
}

/// `the Elm-Ashes`: all who bear a double-barrelled name, of which the roster has somebody.
pub(super) fn family_of_two_names(view: &View<'_>, half: &FamilyForm, words: &Range<usize>) -> Option<usize> {
    let next = words.end;
    let [first] = half.words.as_slice() else { return None };
    let article =
        words.start.checked_sub(1).is_some_and(|at| view.at(at) == "the" && view.gap(words.start).joins());
    let hyphened =
        half.half && view.gap(next) == Gap::Hyphen && view.capital(words.start) && view.capital(next);
    if !(article && hyphened) {
        return None;
    }
    let plural = view.at(next).strip_suffix('s')?;
    let bears = |last: &str| {
        view.index().bearing(last).iter().any(|number| {
            view.index().people.get(*number as usize).is_some_and(|person| {
                person.families.iter().any(|form| !form.half && form.words == [first, last])
            })
        })
    };
    (bears(plural) || plural.strip_suffix('e').is_some_and(bears)).then_some(next + 1)
}

/// Hardly anybody else has a double-barrelled name, or one of several words such as `van der Elm`.
pub(super) fn is_rare(view: &View<'_>, family: &FamilyForm, words: &Range<usize>) -> bool {
    let last = words.end - 1;
    let prose = view.token(words.start).map(|token| token.within) == Some(Within::Prose);
    let hyphened = view.gap(last) == Gap::Hyphen && view.capital(words.start);
    let particles =
        words.len() > 2 || matches!(view.at(words.start), "de" | "van" | "von" | "al" | "el" | "ap" | "ni");
    // `Mrs de Winter`: somebody else has it too.
    let plain = if hyphened {
        words.clone().any(|at| !view.is(Sense::Ordinary, at))
    } else {
        !view.is(Sense::Ordinary, last)
    };
    words.len() > 1
        && !family.half
        && prose
        && plain
        && !view.shouts
        && view.capital(last)
        && (hyphened || particles)
}
