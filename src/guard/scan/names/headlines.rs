//! A family name in a headline: behind it what only members move, pledge and say, or words in capitals that are somebody's.

use std::ops::Range;

use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, Shape};

/// `ASH: I will fix the bus`, `the headline ASH: NO CUTS`, `ASH "WON'T QUIT"`, `"NO CUTS": ASH`: who speaks, as minutes, plays and
/// headlines in capitals have it. What a notice in capitals heads is a place.
pub(super) fn is_shouted_speaker(view: &View<'_>, words: &Range<usize>) -> bool {
    let (first, next) = (words.start, words.end);
    let upper = |at: usize| view.token(at).is_some_and(|token| token.shape == Shape::Upper);
    if !upper(next - 1) || is_a_place(view, first) {
        return false;
    }
    let begins = view.begins_sentence(first)
        || matches!(view.gap(first), Gap::Colon | Gap::Quote)
        || first > 0 && !view.capital(first - 1);
    let notice = (next..next + 2).any(|at| view.is(Sense::PlaceCue, at) || view.is(Sense::Thing, at))
        && !matches!(view.at(next), "i" | "we" | "it" | "my" | "no" | "why" | "how" | "you");
    let signs = view.gap(first) == Gap::Colon && next >= view.tokens.list.len() && view.has_quotes();
    let speaks = matches!(view.gap(next), Gap::Colon) || is_quote_next(view, next) && upper(next);
    begins && speaks && !notice || signs
}

/// Before what somebody moves or says, in a headline.
const BEFORE_A_MOVE: [&str; 24] = [
    "after",
    "over",
    "following",
    "amid",
    "despite",
    "behind",
    "by",
    "on",
    "to",
    "before",
    "during",
    "in",
    "as",
    "backs",
    "back",
    "reject",
    "rejects",
    "pass",
    "passes",
    "passed",
    "against",
    "for",
    "debates",
    "hears",
];

/// `Hours extended after Ash motion`, `Row over d'Ash visit`: what only members move, pledge and say stands behind a family name;
/// behind one that few have, what a place may have too.
pub(super) fn moves(view: &View<'_>, words: &Range<usize>) -> bool {
    let next = words.end;
    let last = view.token(next - 1).map(|token| token.shape);
    let before = words.start.checked_sub(1).filter(|_| view.gap(words.start).joins());
    let titled = before.is_some_and(|at| view.capital(at) && !view.begins_sentence(at));
    let fits = |at: usize| {
        view.gap(at) == Gap::Space
            && view.token(at).is_some_and(|token| match token.shape {
                Shape::Lower => true,
                // `Hours Extended After Ash Motion`
                Shape::Title => titled,
                Shape::Upper | Shape::Number => false,
            })
    };
    last == Some(Shape::Title)
        && before.is_some_and(|at| BEFORE_A_MOVE.contains(&view.at(at)))
        && fits(next)
        && !view.owns(next - 1)
        && !is_a_place(view, words.start)
        && (is_moved(view.at(next)) || is_of_few(view, words) && may_be_moved(view.at(next)))
}

/// `d'Ash`, `McElm`, `van der Ash`, `Ash-Elm`: family names that are nobody's village.
fn is_of_few(view: &View<'_>, words: &Range<usize>) -> bool {
    let only = view.at(words.start);
    words.len() > 1 || only.starts_with("mc") || only.starts_with("mac") || only.starts_with("fitz")
}

fn is_moved(word: &str) -> bool {
    matches!(
        word,
        "motion"
            | "motions"
            | "amendment"
            | "amendments"
            | "pledge"
            | "vow"
            | "apology"
            | "resignation"
            | "defection"
            | "speech"
            | "remarks"
            | "remark"
            | "outburst"
            | "uturn"
            | "question"
            | "questions"
            | "reshuffle"
            | "manifesto"
            | "proposal"
            | "proposals"
            | "plea"
            | "intervention"
            | "ultimatum"
            | "budget"
    )
}

fn may_be_moved(word: &str) -> bool {
    matches!(
        word,
        "visit"
            | "bid"
            | "row"
            | "call"
            | "calls"
            | "plan"
            | "plans"
            | "vote"
            | "win"
            | "report"
            | "review"
            | "petition"
            | "talks"
            | "tour"
            | "interview"
            | "letter"
            | "column"
            | "campaign"
            | "victory"
            | "defeat"
            | "warning"
            | "message"
            | "claim"
            | "claims"
            | "comments"
            | "criticism"
            | "praise"
            | "tribute"
            | "video"
            | "leadership"
            | "surgery"
            | "walkabout"
    )
}

/// Whether a word is the name of a ward or of a place in one, or begins it.
pub(in crate::guard::scan) fn is_a_place(view: &View<'_>, at: usize) -> bool {
    let word = view.at(at);
    view.index().places.iter().any(|place| place.words.first().is_some_and(|first| first == word))
}

/// Whether a quotation mark opens straight before a word.
pub(super) fn is_quote_next(view: &View<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| view.token(before));
    let (Some(before), Some(next)) = (before, view.token(at)) else { return false };
    matches!(view.text[before.range().end..next.range().start].trim_start(), "\"" | "'")
}
