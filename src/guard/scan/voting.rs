//! What a post asks people to vote for: `Vote for cleaner streets`, not `Vote for your favourite tree` and not `Vote for
//! up to two candidates`.

use crate::guard::finding::Confidence;
use crate::guard::scan::passage::Passage;
use crate::guard::scan::terms::TermHit;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::lexicon::phrase::Words as _;
use crate::text::Shape;

/// The most words of an aim that are shown.
const MOST_SHOWN: usize = 8;

/// Calls to vote for some aim, in a period and outside contests.
pub fn asks(view: &View<'_>, terms: &[TermHit<'_>]) -> Vec<Passage> {
    if !view.standing.in_period() {
        return Vec::new();
    }
    let said = terms.iter().filter(|hit| hit.term.sense == Sense::VoteFor);
    let calls: Vec<usize> = said.map(|hit| hit.words.start).filter(|at| is_call(view, *at)).collect();
    if calls.is_empty() || is_contest(view) {
        return Vec::new();
    }
    let aims = calls.into_iter().filter(|at| !is_neutral(view, at + 2));
    aims.map(|at| {
        let until = view.sentence(at).end.min(at + 2 + MOST_SHOWN);
        Passage { words: at..until.max(at + 2), confidence: Confidence::Possible }
    })
    .collect()
}

/// `Vote for`, said to the reader: at the head of a sentence or clause, or after `please`, `to` and the like.
fn is_call(view: &View<'_>, at: usize) -> bool {
    if !view.same_sentence(at + 2) || !view.joined(at + 2) {
        return false;
    }
    let Some(before) = at.checked_sub(1).filter(|_| view.gap(at).joins()) else { return true };
    match view.at(before) {
        "please" | "and" | "then" | "just" | "go" | "so" | "early" | "out" | "you" => true,
        "to" => !before.checked_sub(1).is_some_and(|at| {
            matches!(
                view.at(at),
                "how" | "who" | "what" | "where" | "able" | "allowed" | "register" | "party" | "person"
            )
        }),
        _ => false,
    }
}

/// Whether a part speaks of a vote that is no election's.
fn is_contest(view: &View<'_>) -> bool {
    view.context.poll_options().next().is_some()
        || (0..view.tokens.list.len()).any(|at| view.is(Sense::Contest, at))
}

/// Whether what is voted for is anybody: one candidate, whoever you like, the candidate of your choice.
fn is_neutral(view: &View<'_>, at: usize) -> bool {
    let anybody = |word: &str| {
        matches!(
            word,
            "candidate"
                | "candidates"
                | "person"
                | "party"
                | "first"
                | "councillor"
                | "councillors"
                | "mayor"
                | "member"
                | "members"
        )
    };
    // Who that candidate is, other terms say.
    let is_choice =
        |at: usize| anybody(view.at(at)) && !matches!(view.at(at + 1), "who" | "that" | "which" | "with");
    match view.at(at) {
        "one" | "two" | "three" | "up" | "whoever" | "whom" | "who" | "any" | "as" | "either" | "more"
        | "free" | "which" | "you" => true,
        "a" | "the" | "your" | "an" => is_choice(at + 1) || is_choice(at + 2),
        _ => view.token(at).is_some_and(|token| token.shape == Shape::Number) || is_choice(at),
    }
}
