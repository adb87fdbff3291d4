//! A registered party of one everyday word, `Uplift`: backed, hailed or blamed as parties are. What is done with a club or
//! a scheme of the same name does not count: thanked, visited, moved, explained behind a comma.

use std::ops::Range;

use super::activity;
use crate::guard::scan::view::View;
use crate::lexicon::phrase::Words as _;
use crate::text::{Gap, Shape, Within};

/// Whether what stands around the word is said of parties.
pub(super) fn is_meant(view: &View<'_>, words: &Range<usize>) -> bool {
    let named = view
        .token(words.start)
        .is_some_and(|token| token.shape == Shape::Title && token.within == Within::Prose);
    words.len() == 1
        && named
        && !view.shouts
        && (is_backed(view, words)
            || is_hailed(view, words)
            || is_blamed(view, words)
            || is_told(view, words))
}

/// The word that stands so many before, where all between are joined.
fn back<'v>(view: &View<'v>, words: &Range<usize>, by: usize) -> &'v str {
    let joined = (1..=by).all(|step| words.start >= step && view.gap(words.start + 1 - step).joins());
    if joined { view.at(words.start - by) } else { "" }
}

/// The word that stands so many behind, where all between are joined.
fn ahead<'v>(view: &View<'v>, words: &Range<usize>, by: usize) -> &'v str {
    if (0..by).all(|step| view.gap(words.end + step).joins()) { view.at(words.end + by - 1) } else { "" }
}

/// Whether nothing is said of the name behind it but when, where or what for.
fn ends_plainly(view: &View<'_>, words: &Range<usize>) -> bool {
    let next = words.end;
    let ends = next >= view.tokens.list.len() || matches!(view.gap(next), Gap::Sentence | Gap::Line);
    ends || matches!(ahead(view, words, 1), "on" | "this" | "for" | "in" | "at")
        && !activity::is_owner(view, words)
}

/// `Support Uplift`, `We back Uplift`, `I trust Uplift on 6 May`.
fn is_backed(view: &View<'_>, words: &Range<usize>) -> bool {
    let backing =
        matches!(back(view, words, 1), "support" | "back" | "trust" | "choose" | "backing" | "elect");
    let by_whom = back(view, words, 2);
    let called = by_whom.is_empty()
        || matches!(
            by_whom,
            "we" | "i" | "please" | "you" | "will" | "to" | "all" | "should" | "m" | "re" | "let's"
        );
    backing && called && ends_plainly(view, words)
}

/// `Only Uplift will fix it`, `Well done Uplift for saving the pool`, `Uplift are the best party for us`.
fn is_hailed(view: &View<'_>, words: &Range<usize>) -> bool {
    let alone = back(view, words, 1) == "only"
        && matches!(
            ahead(view, words, 1),
            "will"
                | "can"
                | "has"
                | "have"
                | "is"
                | "are"
                | "would"
                | "offers"
                | "knows"
                | "stands"
                | "cares"
        );
    let praised =
        (back(view, words, 2), back(view, words, 1)) == ("well", "done") && ends_plainly(view, words);
    let best = matches!(ahead(view, words, 1), "are" | "is")
        && ahead(view, words, 2) == "the"
        && match ahead(view, words, 3) {
            "party" => true,
            "best" | "only" | "real" | "right" | "worst" | "true" => {
                matches!(
                    ahead(view, words, 4),
                    "party" | "choice" | "ones" | "people" | "alternative" | "vote"
                ) || ahead(view, words, 4).is_empty()
            }
            _ => false,
        };
    alone || praised || best
}

/// `Uplift failed our children`, `Uplift have let you down`.
fn is_blamed(view: &View<'_>, words: &Range<usize>) -> bool {
    let whom = |by: usize| matches!(ahead(view, words, by), "our" | "your" | "us" | "you");
    let let_down = |by: usize| matches!(ahead(view, words, by), "let") && whom(by + 1);
    let failed = |by: usize| {
        matches!(
            ahead(view, words, by),
            "failed"
                | "fails"
                | "ruined"
                | "wrecked"
                | "abandoned"
                | "ignored"
                | "robbed"
                | "conned"
                | "neglected"
        ) && whom(by + 1)
    };
    let have = matches!(ahead(view, words, 1), "have" | "has");
    failed(1) || let_down(1) || have && (failed(2) || let_down(2))
}

/// `Uplift party conference`, `Uplift's leader has promised lower tax`, `Uplift have a plan: read their manifesto`.
fn is_told(view: &View<'_>, words: &Range<usize>) -> bool {
    let next = words.end;
    let is_party = ahead(view, words, 1) == "party"
        && matches!(
            ahead(view, words, 2),
            "conference"
                | "leader"
                | "member"
                | "members"
                | "manifesto"
                | "candidate"
                | "candidates"
                | "political"
                | "policy"
                | "activists"
                | "councillors"
                | "broadcast"
        );
    let says = |at: usize| {
        matches!(
            view.at(at),
            "promised"
                | "promises"
                | "pledged"
                | "pledges"
                | "vowed"
                | "vows"
                | "attacked"
                | "slammed"
                | "accused"
        )
    };
    let led = activity::is_owner(view, words)
        && matches!(ahead(view, words, 1), "leader" | "leaders")
        && (next + 1..next + 5).any(|at| view.same_sentence(at) && says(at));
    let stands = matches!(ahead(view, words, 1), "have" | "has" | "are" | "want" | "will")
        && (next..next + MANIFESTO).any(|at| view.at(at) == "manifesto");
    is_party || led || stands
}

/// So many words behind a party its manifesto is spoken of.
const MANIFESTO: usize = 16;
