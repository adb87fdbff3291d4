//! Schools, clubs, trusts and parishes, which have leaders, committees and chairs of their own.

use std::ops::Range;

use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::Gap;

/// So far beside an office stands whose it is, in words.
const NEAR: usize = 6;

/// Whether the sentence of an office speaks of a club or a group of children.
pub(super) fn is_told(view: &View<'_>, words: &Range<usize>) -> bool {
    view.sentence(words.start).any(|at| !words.contains(&at) && is_of_a_club(view.at(at)))
}

/// Whether an office behind the name of a place is that of its council: `Elm's leader`, and not `Elm Leader`, a paper,
/// nor `Elm's leader in furniture`.
pub(super) fn leads_the_council(view: &View<'_>, words: &Range<usize>) -> bool {
    let next = words.end;
    let office = words.clone().find(|at| matches!(view.at(*at), "deputy" | "dep" | "leader"));
    let owned = office.and_then(|at| at.checked_sub(1)).is_some_and(|place| view.owns(place));
    let of_more = view.gap(next).joins()
        && matches!(view.at(next), "in" | "of" | "for" | "among" | "board" | "boards" | "table");
    owned && !of_more && !is_told(view, words)
}

/// Whether an office is one of another body than a council, by what stands straight before it or follows it: `Elm Trust
/// audit committee chair`, `chair of planning at the Elm Society`.
pub(super) fn has_it(view: &View<'_>, words: &Range<usize>) -> bool {
    let is_body = |at: usize| {
        is_of_a_club(view.at(at))
            || view.is(Sense::Workplace, at) && !matches!(view.at(at), "service" | "services")
    };
    let joined = |at: usize| view.gap(at).joins();
    let ahead = (1..=NEAR)
        .map_while(|back| words.start.checked_sub(back).filter(|at| joined(*at + 1)))
        .take_while(|at| view.capital(*at) || view.at(*at) == "the")
        .any(is_body);
    let of = joined(words.end) && matches!(view.at(words.end), "of" | "at" | "for" | "in" | "on");
    let behind = of && (words.end + 1..words.end + 1 + NEAR).take_while(|at| joined(*at)).any(is_body);
    // `chair of the planning committee, Elm Parish Council`
    let apart = view.gap(words.end) == Gap::Comma
        && (words.end..words.end + NEAR)
            .take_while(|at| *at == words.end || joined(*at))
            .any(|at| view.at(at) == "parish" && view.capital(at));
    ahead || behind || apart
}

/// Whether a word is of those who go out with a leader and a deputy, and of where they go.
pub(super) fn goes_out(word: &str) -> bool {
    let one = word.strip_suffix('s').unwrap_or(word);
    is_of_the_young(word)
        || is_of_the_young(one)
        || matches!(one, "guide" | "beaver" | "rainbow" | "explorer" | "cadet")
        || matches!(
            one,
            "troop"
                | "pack"
                | "den"
                | "playscheme"
                | "rambler"
                | "walker"
                | "camp"
                | "expedition"
                | "hike"
                | "trek"
                | "worship"
        )
}

/// Groups of children and of singers, whatever else is said. One `guide` may be anybody's.
fn is_of_the_young(word: &str) -> bool {
    matches!(
        word,
        "scout"
            | "scouts"
            | "cub"
            | "cubs"
            | "beavers"
            | "brownie"
            | "brownies"
            | "guides"
            | "rainbows"
            | "cadets"
            | "explorers"
            | "squadron"
            | "choir"
            | "band"
            | "nursery"
            | "preschool"
            | "playgroup"
            | "toddler"
            | "toddlers"
    )
}

fn is_of_a_club(word: &str) -> bool {
    is_of_the_young(word) || is_of_a_body(word)
}

/// Schools, churches, trusts and what else has chairs and committees.
fn is_of_a_body(word: &str) -> bool {
    matches!(
        word,
        "scouting"
            | "guiding"
            | "orchestra"
            | "club"
            | "clubs"
            | "society"
            | "association"
            | "union"
            | "church"
            | "mosque"
            | "temple"
            | "school"
            | "schools"
            | "college"
            | "university"
            | "hospital"
            | "trust"
            | "charity"
            | "chamber"
            | "federation"
            | "allotment"
            | "allotments"
            | "carnival"
            | "festival"
            | "parish"
            | "governors"
            | "pta"
            | "watch"
            | "youth"
            | "bid"
            | "partnership"
            | "campfire"
            | "tenants"
    )
}
