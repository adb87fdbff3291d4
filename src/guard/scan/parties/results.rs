//! Parties in the results of an election.

use super::hit::PartyHit;
use crate::guard::scan::view::View;
use crate::lexicon::phrase::Words as _;
use crate::text::Shape;

/// `Labour gain from Conservative`, `the Greens gained two seats`: where results are told, who gained and lost is one.
pub(super) fn tell_results(view: &View<'_>, parties: &mut [PartyHit]) {
    let of_results = (0..view.tokens.list.len()).any(|at| {
        matches!(
            view.at(at),
            "result"
                | "results"
                | "turnout"
                | "declared"
                | "majority"
                | "elected"
                | "recount"
                | "canlyniad"
                | "canlyniadau"
                | "votes"
        )
    });
    if !of_results {
        return;
    }
    let counts = |at: usize| {
        let counted = view.token(at).is_some_and(|token| token.shape == Shape::Number);
        counted
            || matches!(
                view.at(at),
                "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "control" | "seat"
            )
    };
    let told: Vec<u32> = parties
        .iter()
        .filter(|party| {
            let next = party.words.end;
            let verb = if matches!(view.at(next), "have" | "has") { next + 1 } else { next };
            let gain = matches!(view.at(next), "gain" | "hold" | "gains" | "holds");
            let past =
                matches!(view.at(verb), "gained" | "lost" | "won" | "held" | "retained" | "took" | "kept");
            view.joined(next) && (gain || past && (verb + 1..verb + 4).any(counts))
        })
        .filter_map(|party| view.token(party.words.start).map(|token| token.sentence))
        .collect();
    for party in parties {
        let sentence = view.token(party.words.start).map(|token| token.sentence);
        party.in_result |= sentence.is_some_and(|sentence| told.binary_search(&sentence).is_ok());
    }
}
