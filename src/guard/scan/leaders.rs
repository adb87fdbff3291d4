//! Calls for those who lead the country's parties to go, or to stay: `Starmer out!`, `#FarageForPM`.

use crate::guard::finding::Confidence;
use crate::guard::scan::passage::Passage;
use crate::guard::scan::terms::TermHit;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::lexicon::phrase::Words as _;

/// The passages of a part that call for or against a party's leader.
pub fn passages(view: &View<'_>, terms: &[TermHit<'_>]) -> Vec<Passage> {
    let named = terms.iter().filter(|hit| hit.term.sense == Sense::OfficeHolder);
    let called = named.filter_map(|hit| {
        let (first, next) = (hit.words.start, hit.words.end);
        let said = |at: usize| if view.joined(at) { view.at(at) } else { "" };
        let goes = match said(next) {
            "out" => !matches!(said(next + 1), "and" | "on" | "in" | "with" | "at" | "for"),
            "must" | "should" | "has" => {
                let verb = if said(next + 1) == "to" { next + 2 } else { next + 1 };
                matches!(said(verb), "go" | "resign" | "quit")
            }
            "for" => matches!(said(next + 1), "pm" | "prime"),
            "lies" | "lied" | "liar" => true,
            _ => false,
        };
        if goes {
            return Some(first..next + 1);
        }
        let before = first.checked_sub(1).filter(|_| view.joined(first))?;
        let is_cry = matches!(
            view.at(before),
            "kick"
                | "boot"
                | "sack"
                | "dump"
                | "stop"
                | "back"
                | "vote"
                | "never"
                | "beat"
                | "ditch"
                | "resist"
        );
        is_cry.then_some(before..next)
    });
    called.map(|words| Passage { words, confidence: Confidence::Likely }).collect()
}
