//! Longer names that begin as a member's does: firms, schools, people with one more family name.

use std::ops::Range;

use crate::guard::scan::names::places::belongs_to_members;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, Shape, Within};

/// No firm has more words behind the name it is called after.
const LONGEST: usize = 3;

/// `Wyn Ash Associates`, `Wyn Ash Dance Academy`, `Wyn Ash & Sons`: words with capitals behind a whole name that end in
/// what a firm, a school or a ground is called.
pub(in crate::guard::scan) fn is_a_firms(view: &View<'_>, end: usize) -> bool {
    // `Wyn Ash Fair Rents campaign`
    if view.shouts || end.checked_sub(1).is_some_and(|last| belongs_to_members(view, last)) {
        return false;
    }
    let and = view.gap(end) == Gap::Space && view.at(end) == "and";
    let partner = if and { end + 1 } else { end };
    if (and || view.gap(end) == Gap::And) && is_title(view, partner) && is_of_partners(view.at(partner)) {
        return true;
    }
    for at in end..end + LONGEST {
        if view.gap(at) != Gap::Space || !view.capital(at) || acts(view, at) {
            return false;
        }
        if view.is(Sense::Thing, at) || is_of_partners(view.at(at)) || is_firm(view.at(at)) {
            return true;
        }
        if !may_stand_between(view, at) {
            return false;
        }
    }
    false
}

/// `P. Ash Butchers`, `J Elm Motors`: a trader behind an initial and a family name.
pub(super) fn is_a_traders(view: &View<'_>, end: usize) -> bool {
    let next = view.at(end);
    let trades = next.strip_suffix('s').is_some_and(|one| view.index().words.has(Sense::Trade, one));
    let sells = matches!(
        next,
        "motors"
            | "garage"
            | "roofing"
            | "removals"
            | "haulage"
            | "coaches"
            | "taxis"
            | "kennels"
            | "electrical"
            | "plumbing"
            | "sports"
            | "funeral"
            | "lettings"
            | "butchers"
            | "fishmongers"
            | "scaffolding"
            | "interiors"
            | "bakery"
            | "opticians"
    );
    !view.shouts && view.gap(end) == Gap::Space && is_title(view, end) && (trades || sells || is_firm(next))
}

/// `Wyn Ash lifeboat`, `the Wyn Ash bench`: what is called after people and written small.
pub(super) fn is_a_vessels(view: &View<'_>, end: usize) -> bool {
    view.gap(end) == Gap::Space
        && view.token(end).is_some_and(|token| token.shape == Shape::Lower)
        && matches!(
            view.at(end),
            "lifeboat"
                | "ferry"
                | "trawler"
                | "narrowboat"
                | "tugboat"
                | "dredger"
                | "locomotive"
                | "almshouses"
                | "almshouse"
                | "memorial"
                | "lighthouse"
                | "sculpture"
                | "statue"
                | "mural"
        )
}

/// `Wyn Ash-Elm`: with a hyphen the family name goes on, and is another's.
pub(super) fn is_anothers(view: &View<'_>, whole: &Range<usize>) -> bool {
    let next = whole.end;
    view.gap(next) == Gap::Hyphen
        && is_title(view, next)
        && view.at(next).len() > 2
        && !view.is(Sense::Ordinary, next)
        && !view.parties().iter().any(|party| party.words.contains(&next))
        && view.token(next).is_some_and(|token| token.within == Within::Prose)
}

/// Whether a family name that is an everyday word begins something longer: `Green Flag judges`, `Price Waterhouse`.
pub(super) fn begins_with(view: &View<'_>, words: &Range<usize>) -> bool {
    let next = words.end;
    words.len() == 1
        && view.is(Sense::Ordinary, words.start)
        && view.gap(next) == Gap::Space
        && is_title(view, next)
        && !acts(view, next)
}

fn is_title(view: &View<'_>, at: usize) -> bool {
    view.token(at).is_some_and(|token| token.shape == Shape::Title)
}

fn acts(view: &View<'_>, at: usize) -> bool {
    view.is(Sense::PersonCue, at) || view.is(Sense::Speech, at)
}

/// Whether a word with a capital may stand within a firm's name, and is not what somebody does in a headline.
fn may_stand_between(view: &View<'_>, at: usize) -> bool {
    let word = view.at(at);
    let of_what = matches!(
        word,
        "sports" | "arts" | "games" | "builders" | "dance" | "music" | "drama" | "art" | "wealth" | "estate"
    );
    let may_be_done = word.ends_with('s') || word.ends_with("ed") || word.ends_with("ing");
    let links = matches!(
        word,
        "at" | "in" | "on" | "for" | "to" | "of" | "the" | "with" | "from" | "by" | "and" | "mp" | "msp"
    );
    of_what || !may_be_done && !links
}

fn is_of_partners(word: &str) -> bool {
    matches!(word, "sons" | "son" | "daughters" | "partners" | "associates" | "co" | "company" | "brothers")
}

fn is_firm(word: &str) -> bool {
    matches!(
        word,
        "ltd"
            | "limited"
            | "llp"
            | "plc"
            | "cic"
            | "solicitors"
            | "architects"
            | "builders"
            | "consulting"
            | "consultants"
            | "surveyors"
            | "academy"
            | "foundation"
            | "trust"
            | "gallery"
            | "studio"
            | "studios"
            | "ground"
            | "pavilion"
            | "nursery"
            | "school"
    )
}
