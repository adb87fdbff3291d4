//! What is said behind a name that is a place's: how it is, when it is open, its postcode.

use crate::guard::scan::view::View;
use crate::text::{Gap, Shape};

/// How roads, bridges and parks are.
const STATES: [&str; 32] = [
    "closed",
    "closes",
    "close",
    "closing",
    "closure",
    "closures",
    "shut",
    "reopens",
    "reopened",
    "roadworks",
    "resurfaced",
    "resurfacing",
    "flooded",
    "flooding",
    "blocked",
    "impassable",
    "gritted",
    "passable",
    "junction",
    "impeded",
    "diverted",
    "works",
    "repaired",
    "swept",
    "evacuated",
    "cordoned",
    "dredged",
    "waterlogged",
    "unplayable",
    "playable",
    "frozen",
    "boarded",
];

/// What follows an opening in time.
const HOURS: [&str; 21] = [
    "to", "from", "until", "till", "daily", "for", "late", "early", "every", "again", "between", "as",
    "today", "tomorrow", "tonight", "all", "on", "at", "seven", "later", "earlier",
];

/// Whether what is said behind a name is said of places: `is closed`, `reopens on Monday`, `, AB1 2CD`.
pub(super) fn is_told_of(view: &View<'_>, end: usize) -> bool {
    let gap = view.gap(end);
    let word = view.at(end);
    if view.token(end).is_none() || view.owns(end - 1) {
        return false;
    }
    if gap == Gap::Comma && is_postcode(view, end) {
        return true;
    }
    if matches!(gap, Gap::Colon | Gap::Other | Gap::Open | Gap::Comma) {
        return is_state(word) && !has_object(view, end + 1)
            || matches!(word, "road" | "roadworks" | "temporary" | "overnight") && has_state(view, end + 1);
    }
    if !gap.joins() {
        return is_postcode(view, end);
    }
    if is_state(word) {
        return !has_object(view, end + 1);
    }
    if matches!(word, "open" | "opens" | "opened" | "reopen" | "reopens" | "reopened") {
        return is_of_hours(view, end + 1);
    }
    // `goes one-way`, `becomes a cul-de-sac`
    let turns = matches!(word, "goes" | "becomes" | "turns" | "went" | "became" | "going");
    if turns
        && matches!(
            (view.at(end + 1), view.at(end + 2)),
            ("one" | "two", "way") | ("car" | "traffic", "free")
        )
    {
        return true;
    }
    // `Ash Hall has a hearing loop`
    let has = matches!(word, "has" | "gets" | "got" | "have")
        && (end + 1..end + 6).take_while(|at| view.gap(*at).joins()).any(|at| {
            matches!(
                view.at(at),
                "loop"
                    | "lift"
                    | "ramp"
                    | "boiler"
                    | "roof"
                    | "toilets"
                    | "pitches"
                    | "defibrillator"
                    | "wifi"
                    | "floodlights"
                    | "benches"
                    | "swings"
                    | "bandstand"
                    | "kitchen"
                    | "parking"
                    | "stage"
                    | "bins"
                    | "paths"
            )
        })
        && matches!(
            view.at(end + 1),
            "a" | "an" | "its" | "new" | "two" | "three" | "no" | "free" | "step" | "level"
        );
    if has {
        return true;
    }
    let helps = matches!(
        word,
        "is" | "are" | "was" | "remains" | "will" | "has" | "may" | "stays" | "reopened" | "must" | "to"
    );
    if !helps {
        return false;
    }
    let said = (end + 1..end + 5).take_while(|at| view.gap(*at).joins()).find(|at| {
        is_state(view.at(*at)) || matches!(view.at(*at), "open" | "opening" | "opened" | "reopen" | "close")
    });
    said.is_some_and(|at| match view.at(at) {
        "open" | "opening" | "opened" | "reopen" => !view.gap(at + 1).joins() || is_of_hours(view, at + 1),
        _ => !has_object(view, at + 1),
    })
}

fn has_state(view: &View<'_>, from: usize) -> bool {
    (from..from + 3).take_while(|at| view.gap(*at).joins()).any(|at| is_state(view.at(at)))
}

fn is_state(word: &str) -> bool {
    STATES.contains(&word)
}

/// Whether something follows that somebody does this to: `closed the debate`.
pub(super) fn has_object(view: &View<'_>, at: usize) -> bool {
    view.gap(at).joins()
        && matches!(
            view.at(at),
            "the" | "a" | "an" | "our" | "this" | "his" | "her" | "its" | "your" | "their" | "all"
        )
}

/// Whether times of opening follow, or nothing does.
fn is_of_hours(view: &View<'_>, at: usize) -> bool {
    !view.gap(at).joins()
        || view.token(at).is_some_and(|token| token.shape == Shape::Number)
        || HOURS.contains(&view.at(at)) && !matches!(view.at(at + 1), "the" | "a" | "ideas")
}

/// `AB1 2CD`
fn is_postcode(view: &View<'_>, at: usize) -> bool {
    let (out, inward) = (view.at(at), view.at(at + 1));
    let digit = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    (2..=4).contains(&out.len())
        && out.starts_with(|c: char| c.is_ascii_alphabetic())
        && digit(out)
        && inward.len() == 3
        && inward.starts_with(|c: char| c.is_ascii_digit())
        && inward.ends_with(|c: char| c.is_ascii_alphabetic())
}
