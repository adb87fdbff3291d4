//! The words near a name, and those of them that are said of roads and water.

use std::ops::Range;

use crate::guard::scan::view::View;
use crate::lexicon::Sense;

/// So many words on either side tell what a name stands for.
const NEAR: usize = 8;

/// The words near a name, in its sentence.
pub(super) fn near(view: &View<'_>, whole: &Range<usize>) -> impl Iterator<Item = usize> {
    let sentence = view.sentence(whole.start);
    let (first, next) = (whole.start, whole.end);
    (first.saturating_sub(NEAR).max(sentence.start)..first).chain(next..sentence.end.min(next + NEAR))
}

/// Whether a word is said of roads or water.
pub(super) fn is_cue(view: &View<'_>, at: usize) -> bool {
    view.is(Sense::PlaceCue, at)
        && !matches!(
            view.at(at),
            "one" | "high" | "low" | "end" | "level" | "levels" | "main" | "leads" | "corner"
        )
}

/// Whether roads or water are spoken of near a name.
pub(super) fn has_cue(view: &View<'_>, whole: &Range<usize>) -> bool {
    near(view, whole).any(|at| is_cue(view, at))
}
