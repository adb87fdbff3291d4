//! Short forms of parties' names, which are everyday words or other letters elsewhere.

use std::ops::Range;

use super::candidates::Candidate;
use super::labels::in_brackets;
use super::poll_options::is_among_parties;
use super::said::is_voting;
use crate::guard::finding::Confidence;
use crate::guard::scan::view::View;
use crate::post::PartName;
use crate::text::Within;

/// Con, Lab, LD: where votes, seats and councillors are spoken of.
pub(super) fn is_short_form(view: &View<'_>, words: &Range<usize>, all: &[Candidate<'_>]) -> bool {
    let (first, next) = (words.start, words.end);
    if !view.capital(first) || view.token(first).is_some_and(|token| token.within != Within::Prose) {
        return false;
    }
    if matches!(view.part, PartName::PollOption(_)) && words.len() == view.tokens.list.len() {
        return is_among_parties(view, Confidence::Possible);
    }
    let before = first.checked_sub(1).filter(|_| view.gap(first).joins()).map(|at| view.at(at));
    let after = Some(next).filter(|at| view.gap(*at).joins()).map(|at| view.at(at));
    let is_candidate = |at: usize| {
        let place = all.partition_point(|other| other.words.start < at);
        all.get(place).is_some_and(|other| other.words.start == at)
    };
    let name_before = first.checked_sub(1).is_some_and(|at| view.capital(at));
    before.is_some_and(is_voting)
        || after.is_some_and(|word| {
            matches!(
                word,
                "gain"
                    | "hold"
                    | "canvass"
                    | "canvassing"
                    | "canvassers"
                    | "activists"
                    | "leaflet"
                    | "leaflets"
                    | "candidate"
                    | "candidates"
                    | "councillor"
                    | "councillors"
                    | "cllr"
                    | "cllrs"
                    | "voters"
                    | "mp"
                    | "mps"
            )
        })
        || after == Some("to") && is_candidate(next + 1)
        || before == Some("to") && first > 1 && is_candidate(first - 2)
        || in_brackets(view, words) && name_before
}
