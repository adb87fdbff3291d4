//! Plain lists: who stands, for which party, how the seats are shared out. The code lets a council publish the names,
//! wards and parties of candidates.

mod marks;
mod plain;
mod words;

use std::ops::Range;

use crate::guard::scan::mention::{Mention, Who};
use crate::guard::scan::parties::hit::PartyHit;
use crate::guard::scan::terms::TermHit;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::post::PartName;
use crate::text::{Gap, Shape};

pub(super) use words::is_list_word;

/// Whether a part is a plain list: it says that people stand or how seats are shared, names two or more of them (or
/// their parties), and tells nothing else of them. `wards` are the words of the wards it names.
pub fn is_candidate_list(
    view: &View<'_>,
    mentions: &[Mention],
    terms: &[TermHit<'_>],
    wards: &[Range<usize>],
) -> bool {
    let people = mentions.iter().filter(|mention| is_by_name(mention)).count();
    let parties = view.parties().iter().filter(|party| party.as_label || is_in_a_row(view, party)).count();
    if people.max(parties) < 2 && !(people == 1 && is_notice_of_agents(view))
        || terms.iter().any(|hit| hit.term.sense == Sense::Slogan)
    {
        return false;
    }
    (informs(view, people) || is_laid_out(view, mentions, wards)) && plain::is_plain(view, mentions)
}

/// `Notice of election agents`: the other names in it are those of the agents.
fn is_notice_of_agents(view: &View<'_>) -> bool {
    (0..view.tokens.list.len().min(8)).any(|at| {
        matches!(view.at(at), "election" | "elections" | "candidates")
            && matches!(view.at(at + 1), "agent" | "agents")
            && view.begins_sentence(view.sentence(at).start)
    }) && view.at(0) == "notice"
}

/// Whether somebody of the roster is named, and not by a role.
fn is_by_name(mention: &Mention) -> bool {
    matches!(mention.who, Who::Listed(_)) && !mention.by_role
}

/// Whether names are laid out as returning officers do it, though no word says what they are a list of: a ward at the
/// head, or family names first; and a party behind each.
fn is_laid_out(view: &View<'_>, mentions: &[Mention], wards: &[Range<usize>]) -> bool {
    if matches!(view.part, PartName::AltText(_) | PartName::PictureText(_) | PartName::ResharedAltText(_)) {
        return false;
    }
    let labels = view.parties().iter().filter(|party| party.as_label).count();
    let mut names = mentions.iter().filter(|mention| is_by_name(mention));
    let ends_head = |at: usize| matches!(view.gap(at), Gap::Colon | Gap::Line | Gap::Sentence | Gap::Other);
    let has_head = || {
        wards.iter().any(|ward| {
            let end = if view.at(ward.end) == "ward" { ward.end + 1 } else { ward.end };
            let begins = view.begins_sentence(ward.start) || view.gap(ward.start) == Gap::Line;
            begins && ends_head(end)
        })
    };
    let is_surname_first = |name: &Mention| view.gap(name.words.end - 1) == Gap::Comma;
    let count = mentions.len();
    count > 0 && labels >= count && labels > 1 && (has_head() || names.all(is_surname_first))
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
        || view.informs_of_election()
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
