//! What some family names begin with, in small letters: `van der Elm`, `al-Ash`, `d'Ash`.

use crate::guard::scan::view::View;
use crate::roster::name::is_particle;
use crate::text::{Gap, Shape};

/// No name begins with more of them.
const MOST: usize = 3;

/// The word behind the particles that stand from a place on; None where none stands there.
pub(super) fn end(view: &View<'_>, first: usize) -> Option<usize> {
    let mut end = first;
    while end < first + MOST && may_begin(view, end) {
        end += 1;
    }
    (end > first).then_some(end)
}

/// Whether a word may begin a family name, and the name goes on behind it.
fn may_begin(view: &View<'_>, at: usize) -> bool {
    let small = view.token(at).is_some_and(|token| token.shape == Shape::Lower);
    let next = view.gap(at + 1);
    let elided = next == Gap::Apostrophe && matches!(view.at(at), "d" | "l" | "o" | "dell");
    // `y cynghorydd o Fon`, `comhairleoir na Gaillimhe`: of, from.
    let plain = is_particle(view.at(at)) && !matches!(view.at(at), "o" | "an" | "na" | "ten" | "a'");
    small && (elided || plain && matches!(next, Gap::Space | Gap::Hyphen))
}
