//! What parties' people do: they knock on doors, hold quizzes, print newsletters.

use std::ops::Range;

use crate::guard::scan::view::View;
use crate::lexicon::Sense;

/// So many words may stand between a party and what its people do: `Labour coffee and cake morning`.
const REACH: usize = 3;

/// Whether door-knocking stands at a place.
pub(super) fn knocks(view: &View<'_>, at: usize) -> bool {
    let knocking = matches!(view.at(at + 1), "knocking" | "knockers" | "knocker" | "knock" | "stepping");
    matches!(view.at(at), "door" | "doors") && knocking && view.gap(at + 1).joins()
}

/// Whether what parties' people do stands at a place or little behind it, all of it said in one breath. What is said in
/// capitals is a name of its own: `Labour Newsletter Ltd`.
pub(super) fn follows(view: &View<'_>, from: usize) -> bool {
    let mut near = (from..from + REACH).take_while(|at| view.gap(*at).joins() && view.token(*at).is_some());
    near.any(|at| view.is(Sense::PartyEvent, at) || view.is(Sense::PartyCompany, at) || knocks(view, at))
}

/// Whether some words own what follows them: `Fair Deal's`, `the Ratepayers'`.
pub(super) fn is_owner(view: &View<'_>, words: &Range<usize>) -> bool {
    let last = words.end - 1;
    let several = view.token(last).is_some_and(|token| {
        view.at(last).ends_with('s')
            && view.text[token.range().end..].strip_prefix('\'').is_some_and(|rest| rest.starts_with(' '))
    });
    several || view.owns(last)
}

/// `the Open Door Herald, issue 9`: what comes through letterboxes is called after whoever prints it.
pub(super) fn has_a_paper(view: &View<'_>, words: &Range<usize>) -> bool {
    let paper = words.end;
    let is_paper = matches!(
        view.at(paper),
        "herald"
            | "focus"
            | "times"
            | "bugle"
            | "messenger"
            | "echo"
            | "newsletter"
            | "chronicle"
            | "gazette"
            | "bulletin"
            | "leaflet"
            | "review"
            | "voice"
            | "matters"
            | "courier"
            | "observer"
    );
    let delivered = |at: usize| {
        matches!(
            view.at(at),
            "doormat"
                | "doormats"
                | "issue"
                | "edition"
                | "letterbox"
                | "letterboxes"
                | "doorstep"
                | "deliver"
                | "delivered"
                | "delivering"
                | "deliverers"
                | "copies"
                | "printed"
        )
    };
    is_paper && view.capital(paper) && view.gap(paper).joins() && view.sentence(paper).any(delivered)
}
