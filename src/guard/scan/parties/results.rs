//! Parties in the results of an election.

use std::cell::OnceCell;
use std::ops::Range;

use super::hit::PartyHit;
use crate::guard::scan::lists::is_list_word;
use crate::guard::scan::stretches::{Covered, Tally};
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
    // After a poll nobody needs to be told what `Labour gain Ferry` is about; before one it is a boast.
    let just_polled = is_just_polled(view);
    if !of_results && !just_polled {
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
    let names = Covered::by(parties.iter().map(|party| party.words.clone()));
    let others = OnceCell::new();
    let is_nothing_else = |sentence: &Range<usize>| {
        let others = others.get_or_init(|| {
            Tally::of(view.tokens.list.len(), |at| !names.holds(at) && !is_list_word(view, at))
        });
        others.within(sentence) == 0
    };
    let told: Vec<u32> = parties
        .iter()
        .filter(|party| {
            let next = party.words.end;
            let verb = if matches!(view.at(next), "have" | "has") { next + 1 } else { next };
            let gain = matches!(view.at(next), "gain" | "hold" | "gains" | "holds");
            let past =
                matches!(view.at(verb), "gained" | "lost" | "won" | "held" | "retained" | "took" | "kept");
            let tells = view.joined(next) && (gain || past && (verb + 1..verb + 4).any(counts));
            tells && (of_results || is_nothing_else(&view.sentence(party.words.start)))
        })
        .filter_map(|party| view.token(party.words.start).map(|token| token.sentence))
        .collect();
    for party in parties {
        let sentence = view.token(party.words.start).map(|token| token.sentence);
        party.in_result |= sentence.is_some_and(|sentence| told.binary_search(&sentence).is_ok());
    }
}

/// So long after a poll its results are news, in days.
const NEWS: i64 = 14;

/// Whether a poll closed not long ago.
fn is_just_polled(view: &View<'_>) -> bool {
    let today = view.standing.day;
    let periods = view.book.world().calendar.periods().iter();
    periods
        .filter(|period| (0..=NEWS).contains(&(today - period.ends.date_naive()).num_days()))
        .any(|period| !view.standing.periods.iter().any(|other| other.election == period.election))
}
