//! The words of which plain lists are made.

use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{ItemKind, Shape, Within};

/// Whether a word tells nothing of anybody: a number, a name, a place or what every list says.
pub(in crate::guard::scan) fn is_list_word(view: &View<'_>, at: usize) -> bool {
    let Some(token) = view.token(at) else { return false };
    if token.shape == Shape::Number {
        return true;
    }
    if token.within != Within::Prose {
        // A page's address is not read out; a hashtag is.
        return !view.inside(at, ItemKind::Hashtag) || !judges(view, at);
    }
    if view.shouts {
        return view.is(Sense::ListWord, at) || !judges(view, at) && !view.is(Sense::PersonCue, at);
    }
    view.is(Sense::ListWord, at) || token.is_capital() && (!judges(view, at) || is_surname(view, at))
}

/// Whether a word praises or blames. What is said of votes and seats does not.
pub(super) fn judges(view: &View<'_>, at: usize) -> bool {
    view.is(Sense::Favour, at) || view.is(Sense::Effect, at) && !counts(view, at)
}

/// Whether a word only tells of votes, seats and candidates.
pub(super) fn counts(view: &View<'_>, at: usize) -> bool {
    view.is(Sense::ElectionInformation, at)
        || view.is(Sense::ListWord, at)
        || COUNTING.contains(&view.at(at)) && view.at(at + 1) != "for"
}

/// `George Best (`, `BEST, George`: praise that is somebody's family name.
fn is_surname(view: &View<'_>, at: usize) -> bool {
    let name = |at: usize| {
        view.token(at).is_some_and(|token| matches!(token.shape, Shape::Title | Shape::Upper))
            && !view.is(Sense::ListWord, at)
    };
    let (here, next) = (view.gap(at), view.gap(at + 1));
    let behind_given = at > 0 && here.joins() && name(at - 1) && (!next.joins() || name(at + 1));
    let first = !here.joins() && next == crate::text::Gap::Comma && name(at + 1);
    behind_given || first
}

/// What is said of candidates, votes and seats by those who only count them.
const COUNTING: [&str; 15] = [
    "put", "won", "lost", "gained", "held", "hold", "gain", "holds", "gains", "stands", "stand", "fielded",
    "named", "vote", "made",
];
