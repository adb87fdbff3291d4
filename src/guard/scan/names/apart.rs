//! A title set apart from the name it belongs to: `Cllr: Ash`, `Councillors present: Ash and Elm`, `Ash (Cllr)`.

use std::ops::Range;

use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::Gap;

/// Where a title begins that stands before a name and is set apart from it: by a mark, or by another title in brackets.
pub(super) fn title_before(view: &View<'_>, name: usize) -> Option<usize> {
    let last = name.checked_sub(1)?;
    let is_title = |at: usize| view.is(Sense::Title, at) || view.is(Sense::SharedTitle, at);
    let title = match view.gap(name) {
        Gap::Colon | Gap::Slash | Gap::Other if is_title(last) => last,
        // `Cllr (Mrs) Ash`
        Gap::Close if view.is(Sense::Honorific, last) && view.gap(last) == Gap::Open => {
            last.checked_sub(1).filter(|at| is_title(*at))?
        }
        _ => return None,
    };
    may_be_apart(view, name).then_some(title)
}

/// Whether a word ends what heads a list of members: `Councillors:`, `Councillors present:`.
pub(super) fn is_heading(view: &View<'_>, at: usize) -> bool {
    let shared = |at: usize| view.is(Sense::SharedTitle, at);
    let attended = matches!(
        view.at(at),
        "present" | "attending" | "absent" | "apologies" | "attendance" | "bresennol" | "presennol"
    );
    let before = |back: usize| at.checked_sub(back).is_some_and(shared);
    shared(at) || attended && (before(1) || before(2) && view.gap(at).joins())
}

/// Whether a word may be a name that a title set apart belongs to: it has a capital, begins no longer name of a place, and is no
/// ward.
pub(super) fn may_be_apart(view: &View<'_>, name: usize) -> bool {
    let next = name + 1;
    let goes_on = view.gap(next).joins() && view.is(Sense::Thing, next) && view.capital(next);
    let is_ward = || {
        let word = view.at(name);
        view.index()
            .places
            .iter()
            .any(|place| place.is_ward && place.words.first().is_some_and(|first| first == word))
    };
    view.capital(name) && !view.is(Sense::Thing, name) && !goes_on && !is_ward()
}

/// The end of a title that stands behind a name, in brackets or behind a comma: `Ash (Cllr)`, `Ash, Cllr`.
pub(super) fn title_behind(view: &View<'_>, name: &Range<usize>) -> Option<usize> {
    let title = name.end;
    let apart = matches!(view.gap(title), Gap::Open | Gap::Comma);
    let ends = !view.gap(title + 1).joins() || view.token(title + 1).is_none();
    // `Ash, Cllr. Elm`
    let anothers =
        view.gap(title) == Gap::Comma && view.gap(title + 1) != Gap::Sentence && view.capital(title + 1);
    (apart && ends && !anothers && view.is(Sense::Title, title) && view.capital(name.start))
        .then_some(title + 1)
}
