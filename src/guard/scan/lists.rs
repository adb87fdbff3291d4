//! Plain lists of who stands: the code lets a council publish the names, wards and parties of candidates.

use crate::guard::scan::politics::{self, TermHit};
use crate::guard::scan::view::View;
use crate::guard::scan::{Mention, Who};
use crate::lexicon::Sense;

/// Whether a part is a plain list: it says that people stand, names two or more of them (or their parties), and
/// neither praises, quotes nor tells what anybody did.
pub fn is_candidate_list(view: &View<'_>, mentions: &[Mention], terms: &[TermHit<'_>]) -> bool {
    let people =
        mentions.iter().filter(|mention| matches!(mention.who, Who::Listed(_)) && !mention.by_role).count();
    let parties = view.parties().iter().filter(|party| party.as_label).count();
    let names_candidates = || {
        (0..view.tokens.list.len()).any(|at| matches!(view.at(at), "candidates" | "ymgeiswyr" | "nominated"))
    };
    // Three and more with their parties in brackets, for an election: nothing but who stands.
    let of_an_election = || {
        let labels = view.parties().iter().filter(|party| party.as_label).count();
        labels > 2
            && (0..view.tokens.list.len())
                .any(|at| matches!(view.at(at), "election" | "byelection" | "isetholiad"))
    };
    let is_notice = || {
        (0..view.tokens.list.len()).any(|at| {
            view.at(at) == "notice"
                && view.at(at + 1) == "of"
                && matches!(view.at(at + 2), "poll" | "election" | "candidates" | "agents")
        })
    };
    let informs = || {
        is_notice()
            || names_candidates()
            || of_an_election()
            || politics::says(view, Sense::ElectionInformation)
    };
    if people.max(parties) < 2 || !informs() {
        return false;
    }
    if terms.iter().any(|hit| hit.term.sense == Sense::Slogan) {
        return false;
    }
    let partial = (0..view.tokens.list.len()).any(|at| {
        view.is(Sense::Speech, at)
            || (view.is(Sense::Effect, at) || view.is(Sense::PersonCue, at))
                && !view.capital(at)
                && !view.is(Sense::ElectionInformation, at)
    });
    !partial
}
