//! Names that a road, a park or a bridge may have too: `Hazel Lane is closed`, `at Bram Park`.

mod nearby;
mod prepositions;
mod roads;
mod seated;
mod told;
mod venues;

use std::ops::Range;

use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, Token};

use prepositions::is_behind_a_preposition;
use roads::is_among_roads;

pub(super) use seated::sits_there;
use told::is_told_of;
use venues::is_venue;

/// Last words of places besides those that make things of any name.
const LAST_WORDS: [&str; 30] = [
    "burn", "glen", "marsh", "dale", "ford", "cliff", "ridge", "vale", "fell", "croft", "brow", "mount",
    "wells", "cross", "gate", "gates", "lea", "leigh", "holme", "copse", "banks", "bank", "orchard", "haven",
    "weir", "spring", "springs", "head", "view", "barn",
];

/// Whether a place is meant by a name of the roster that sounds like one. `whole` is the name with what is written
/// before it as a part of it, `name` the name alone.
pub(super) fn is_meant(view: &View<'_>, whole: &Range<usize>, name: &Range<usize>) -> bool {
    sounds_like_one(view, name.end - 1)
        && !belongs_to_a_party(view, whole.end)
        && !matches!(view.at(whole.end), "who" | "whose" | "whom")
        && (is_behind_a_preposition(view, whole)
            || !sits_there(view, whole.end)
                && (goes_on(view, whole.end)
                    || is_told_of(view, whole.end)
                    || is_venue(view, whole)
                    || is_among_roads(view, whole)))
}

/// Whether the word at a place makes the name before it a place, a firm or an event.
pub(super) fn is_thing(view: &View<'_>, at: usize) -> bool {
    view.gap(at).joins()
        && view.is(Sense::Thing, at)
        && view.token(at).is_some_and(Token::is_capital)
        && !belongs_to_members(view, at)
}

/// `Ash Park tennis courts`, `Ash Park's playground`: what parks have and people do not.
pub(super) fn has_facilities(view: &View<'_>, end: usize) -> bool {
    let joined = |at: usize| view.gap(at).joins() && !view.capital(at);
    let first = usize::from(matches!(
        view.at(end),
        "tennis"
            | "basketball"
            | "netball"
            | "bowling"
            | "cricket"
            | "football"
            | "adventure"
            | "public"
            | "car"
    ));
    let thing = end + first;
    sounds_like_one(view, end - 1)
        && joined(end)
        && joined(thing)
        && matches!(
            view.at(thing),
            "courts"
                | "court"
                | "park"
                | "pitch"
                | "pitches"
                | "green"
                | "cafe"
                | "playground"
                | "bandstand"
                | "toilets"
                | "pavilion"
                | "gates"
                | "steeple"
                | "spire"
                | "bells"
                | "lychgate"
                | "traders"
                | "shopkeepers"
                | "stallholders"
                | "shoppers"
                | "residents"
                | "paths"
        )
}

/// `Ward Walk`, `Award night speech`, `Fair Rents campaign`: what members hold and say, whatever it begins with.
pub(super) fn belongs_to_members(view: &View<'_>, at: usize) -> bool {
    (at + 1..at + 4).take_while(|at| view.gap(*at).joins()).any(|at| {
        matches!(
            view.at(at),
            "walk"
                | "walkabout"
                | "walkabouts"
                | "surgery"
                | "surgeries"
                | "campaign"
                | "speech"
                | "pledge"
                | "petition"
                | "report"
                | "newsletter"
                | "leaflet"
                | "column"
                | "blog"
        )
    })
}

/// Whether a name's last word is the last word of places.
fn sounds_like_one(view: &View<'_>, last: usize) -> bool {
    view.is(Sense::Thing, last) || LAST_WORDS.contains(&view.at(last))
}

/// `Hazel Lane Community Centre`, `Bram Park Bowls Club`: the beginning of a longer name.
fn goes_on(view: &View<'_>, end: usize) -> bool {
    let mut named = (end..end + 3)
        .take_while(|at| view.gap(*at) == Gap::Space && view.capital(*at) && !view.is(Sense::PersonCue, *at));
    let ends = |at: usize| {
        view.is(Sense::Thing, at) || matches!(view.at(at), "club" | "society" | "association" | "community")
    };
    !view.shouts && named.any(ends)
}

/// `Hazel Lane (Teal Party)`
fn belongs_to_a_party(view: &View<'_>, end: usize) -> bool {
    let apart = matches!(view.gap(end), Gap::Open | Gap::Comma);
    apart && view.parties().iter().any(|party| party.words.start == end)
}
