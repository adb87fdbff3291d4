//! Parties that say what somebody is, or how many there are: in brackets or commas, before an office, in a tally.

use std::ops::Range;

use super::activity;
use super::hit::PartyHit;
use crate::guard::scan::view::View;
use crate::lexicon::phrase::Words as _;
use crate::text::{Gap, Shape};

/// Whether a party says what somebody is, or how many there are.
pub(super) fn is_label(view: &View<'_>, words: &Range<usize>) -> bool {
    if in_brackets(view, words) || in_commas(view, words) || is_counted(view, words) {
        return true;
    }
    let (next, then) = (view.at(words.end), view.at(words.end + 1));
    // `Labour's candidate` is theirs; `the Labour candidate` says what somebody is.
    if !view.gap(words.end).joins() || is_all_there_is(view, words) || activity::is_owner(view, words) {
        return false;
    }
    // An independent is of no party: that there are some says nothing of any.
    let of_none = words.len() == 1 && matches!(view.at(words.start), "independent" | "independents");
    match next {
        "councillor" | "cllr" | "candidate" | "mp" | "msp" | "mla" | "leader" | "conference" => true,
        "councillors" | "candidates" | "members" | "groups" => of_none,
        "group" => {
            matches!(then, "leader" | "leaders" | "spokesperson" | "spokespeople" | "member" | "members")
        }
        _ => false,
    }
}

/// `The Teal Party Candidate` and nothing else: a board, a ballot paper's line.
fn is_all_there_is(view: &View<'_>, words: &Range<usize>) -> bool {
    let others = |at: &usize| !words.contains(at);
    (0..view.tokens.list.len()).filter(others).all(|at| {
        matches!(
            view.at(at),
            "a" | "an" | "the" | "your" | "local" | "official" | "candidate" | "first" | "second" | "third"
        ) || matches!(view.at(at), "scottish" | "welsh" | "english" | "london")
    })
}

/// Whether a party stands in brackets, or first in them.
pub(super) fn in_brackets(view: &View<'_>, words: &Range<usize>) -> bool {
    view.gap(words.start) == Gap::Open
        && matches!(closing(view, words.end), Gap::Close | Gap::Comma | Gap::Other | Gap::Sentence)
}

/// The gap at a place; past the end of the text it counts as closing.
fn closing(view: &View<'_>, at: usize) -> Gap {
    view.token(at).map_or(Gap::Close, |token| token.gap)
}

/// Whether a party stands between commas after a name: `Leanne Usher, Labour, 901`.
fn in_commas(view: &View<'_>, words: &Range<usize>) -> bool {
    let after_a_name = words.start > 1
        && view.gap(words.start) == Gap::Comma
        && view.capital(words.start - 1)
        && view.capital(words.start - 2);
    after_a_name && matches!(closing(view, words.end), Gap::Comma | Gap::Close | Gap::Other | Gap::Sentence)
}

/// Whether a party's seats or votes follow it in a tally: `Labour 19, Conservative 11`. A share of voters is a forecast.
fn is_counted(view: &View<'_>, words: &Range<usize>) -> bool {
    let number = words.end;
    let is_number = view.token(number).is_some_and(|token| token.shape == Shape::Number);
    let joined = matches!(view.gap(number), Gap::Space | Gap::Colon | Gap::Line | Gap::Comma);
    let ends = view.token(number + 1).is_none_or(|next| next.gap != Gap::Space)
        || matches!(view.at(number + 1), "seat" | "seats" | "votes" | "and" | "elected");
    is_number && joined && ends && !view.is_share(number)
}

/// `The Teal and Labour group leaders`: what the last party says of people, those before it say too.
pub(super) fn share_labels(view: &View<'_>, parties: &mut [PartyHit]) {
    for at in (1..parties.len()).rev() {
        let (before, after) = (parties[at - 1].words.end, parties[at].words.start);
        let beside = before == after && matches!(view.gap(after), Gap::And | Gap::Slash | Gap::Comma);
        let linked = before + 1 == after && view.at(before) == "and" && view.joined(after);
        if parties[at].as_label && (beside || linked) {
            parties[at - 1].as_label = true;
        }
    }
}
