//! Plain lists: who stands, for which party, how the seats are shared out. The code lets a council publish the names,
//! wards and parties of candidates.

use crate::guard::scan::mention::{Mention, Who};
use crate::guard::scan::parties::hit::PartyHit;
use crate::guard::scan::politics;
use crate::guard::scan::terms::TermHit;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, Shape};

/// Whether a part is a plain list: it says that people stand or how seats are shared, names two or more of them (or
/// their parties), and neither praises, quotes nor tells what anybody did.
pub fn is_candidate_list(view: &View<'_>, mentions: &[Mention], terms: &[TermHit<'_>]) -> bool {
    let people =
        mentions.iter().filter(|mention| matches!(mention.who, Who::Listed(_)) && !mention.by_role).count();
    let parties = view.parties().iter().filter(|party| party.as_label || is_in_a_row(view, party)).count();
    if people.max(parties) < 2 || !informs(view, people) {
        return false;
    }
    let campaigns = terms.iter().any(|hit| hit.term.sense == Sense::Slogan);
    !campaigns && !(0..view.tokens.list.len()).any(|at| is_partial(view, at))
}

/// Whether a part says what its names are a list of.
fn informs(view: &View<'_>, people: usize) -> bool {
    let words = || 0..view.tokens.list.len();
    let labels = view.parties().iter().filter(|party| party.as_label).count();
    let of_candidates =
        |at: usize| matches!(view.at(at), "candidates" | "ymgeiswyr" | "nominated" | "nominees" | "declared");
    // Without people, parties are listed as those that stand, that have seats, or that have agents.
    let of_parties = |at: usize| {
        matches!(view.at(at), "seats" | "standing" | "agents" | "ballot" | "balance" | "seddi" | "groups")
    };
    let of_an_election = |at: usize| matches!(view.at(at), "election" | "byelection" | "isetholiad");
    let is_notice = |at: usize| {
        view.at(at) == "notice"
            && view.at(at + 1) == "of"
            && matches!(view.at(at + 2), "poll" | "election" | "candidates" | "agents")
    };
    // 24 Labour, 14 Teal Alliance: counted, seats or votes.
    let is_counted = |party: &&PartyHit| {
        let number = |at: usize| view.token(at).is_some_and(|token| token.shape == Shape::Number);
        number(party.words.end) || party.words.start.checked_sub(1).is_some_and(number)
    };
    view.parties().iter().filter(is_counted).count() > 1
        || words().any(|at| of_candidates(at) || is_notice(at))
        || people < 2 && words().any(of_parties)
        // Three and more with their parties in brackets, for an election: nothing but who stands.
        || labels > 2 && words().any(of_an_election)
        // As many parties between commas as people, none of them with a title: `Bo Elm, Labour; Wyn Ash, Conservative`.
        || labels > 2 && people > 2 && !words().any(|at| view.is(Sense::Title, at))
        || politics::says(view, Sense::ElectionInformation)
}

/// Whether a party is one of a row: nothing but marks, numbers and small words on either side.
fn is_in_a_row(view: &View<'_>, party: &PartyHit) -> bool {
    let (first, next) = (party.words.start, party.words.end);
    let marks = |gap: Gap| !matches!(gap, Gap::Space | Gap::Glued | Gap::Hyphen | Gap::Apostrophe | Gap::Dot);
    let number = |at: usize| view.token(at).is_some_and(|token| token.shape == Shape::Number);
    let small = |word: &str| {
        matches!(
            word,
            "and" | "the" | "or" | "by" | "a" | "for" | "with" | "have" | "has" | "scottish" | "welsh"
        )
    };
    let before =
        first.checked_sub(1).is_none_or(|at| marks(view.gap(first)) || number(at) || small(view.at(at)));
    let after = view.token(next).is_none_or(|token| marks(token.gap) || number(next) || small(view.at(next)));
    before && after
}

/// Whether a word praises, quotes or tells what somebody did. What is said of votes and seats does not.
fn is_partial(view: &View<'_>, at: usize) -> bool {
    if view.is(Sense::Speech, at) {
        return true;
    }
    let plain = view.capital(at)
        || view.is(Sense::ElectionInformation, at)
        || COUNTING.contains(&view.at(at)) && view.at(at + 1) != "for";
    !plain && (view.is(Sense::Effect, at) || view.is(Sense::PersonCue, at))
}

/// What is said of candidates, votes and seats by those who only count them.
const COUNTING: [&str; 15] = [
    "put", "won", "lost", "gained", "held", "hold", "gain", "holds", "gains", "stands", "stand", "fielded",
    "named", "vote", "made",
];
