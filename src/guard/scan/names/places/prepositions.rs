//! What stands before a name that is a place's: `on`, `the corner of`, `12`; not `thanks to`, `a spotlight on`.

use std::ops::Range;

use super::nearby::has_cue;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, Shape};

/// Before `on`, `at` or `in`, these turn to people.
const TURNED: [&str; 55] = [
    "more",
    "focus",
    "focused",
    "spotlight",
    "views",
    "news",
    "pressure",
    "attack",
    "attacks",
    "eyes",
    "update",
    "profile",
    "article",
    "piece",
    "comment",
    "comments",
    "report",
    "statement",
    "story",
    "vote",
    "call",
    "calls",
    "called",
    "trust",
    "faith",
    "confidence",
    "believe",
    "look",
    "looks",
    "looking",
    "looked",
    "aimed",
    "fury",
    "anger",
    "angry",
    "laughed",
    "followed",
    "concerns",
    "row",
    "rely",
    "counting",
    "count",
    "relying",
    "back",
    "backed",
    "stand",
    "rally",
    "rallied",
    "proud",
    "pride",
    "belief",
    "interest",
    "bet",
    "win",
    "leaned",
];

/// Before `to` or `from`, these are said of people.
const SAID: [&str; 51] = [
    "subscribe",
    "subscribed",
    "listening",
    "thanks",
    "thank",
    "credit",
    "according",
    "congratulations",
    "message",
    "update",
    "statement",
    "letter",
    "quote",
    "words",
    "news",
    "note",
    "video",
    "report",
    "tweet",
    "post",
    "blog",
    "column",
    "reply",
    "answer",
    "answers",
    "question",
    "questions",
    "talk",
    "speak",
    "spoke",
    "write",
    "listen",
    "grateful",
    "owe",
    "pledge",
    "promise",
    "email",
    "speech",
    "support",
    "due",
    "down",
    "hear",
    "heard",
    "visit",
    "tribute",
    "praise",
    "well",
    "diolch",
    "goes",
    "went",
    "belongs",
];

/// The word joined to a place from before; empty where there is none.
pub(super) fn before<'v>(view: &View<'v>, at: usize) -> &'v str {
    let joined = at > 0 && view.gap(at).joins();
    if joined { view.at(at - 1) } else { "" }
}

/// `on Hazel Lane`, `the corner of Hazel Lane`, `12 Hazel Lane`; not `thanks to Hazel Lane`, `a spotlight on her`.
pub(super) fn is_behind_a_preposition(view: &View<'_>, whole: &Range<usize>) -> bool {
    if view.owns(whole.end - 1) || whole.start == 0 {
        return false;
    }
    let beyond = before(view, whole.start - 1);
    match before(view, whole.start) {
        "at" | "on" | "in" | "over" | "up" | "through" | "around" => {
            !is_turned_to_people(beyond, view.at(whole.end))
        }
        "into" if matches!(beyond, "bump" | "bumped" | "bumping" | "ran" | "running") => false,
        "along" | "off" | "near" | "into" | "onto" | "via" | "across" | "beside" | "below" | "past"
        | "outside" | "alongside" | "beneath" | "yn" | "ar" | "ger" => true,
        // Nobody is called the Hazel Lane.
        "the" => !view.shouts,
        "between" | "opposite" | "inside" => has_cue(view, whole),
        "of" => matches!(
            beyond,
            "corner"
                | "friends"
                | "junction"
                | "end"
                | "side"
                | "top"
                | "bottom"
                | "length"
                | "part"
                | "section"
                | "stretch"
                | "north"
                | "south"
                | "east"
                | "west"
                | "residents"
                | "closure"
                | "resurfacing"
                | "middle"
        ),
        "from" | "to" => has_cue(view, whole) && !is_said_of_people(beyond),
        _ => {
            let number = view.token(whole.start - 1).is_some_and(|token| token.shape == Shape::Number);
            number && view.gap(whole.start) == Gap::Space && !acts(view, whole.end)
        }
    }
}

/// Whether `on`, `at` or `in` behind a word turns to people: `the spotlight on`, `have faith in`.
fn is_turned_to_people(beyond: &str, next: &str) -> bool {
    TURNED.contains(&beyond) || matches!(next, "we" | "you" | "who" | "as")
}

fn is_said_of_people(beyond: &str) -> bool {
    SAID.contains(&beyond)
}

/// Whether what follows a name is done by people.
fn acts(view: &View<'_>, at: usize) -> bool {
    view.gap(at).joins() && (view.is(Sense::PersonCue, at) || view.is(Sense::Speech, at))
}
