//! Names that a road, a park or a bridge may have too: `Hazel Lane is closed`, `at Bram Park`.

use std::ops::Range;

use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, Shape};

/// So many words on either side tell what a name stands for.
const NEAR: usize = 8;

/// Last words of places besides those that make things of any name.
const LAST_WORDS: [&str; 30] = [
    "burn", "glen", "marsh", "dale", "ford", "cliff", "ridge", "vale", "fell", "croft", "brow", "mount",
    "wells", "cross", "gate", "gates", "lea", "leigh", "holme", "copse", "banks", "bank", "orchard", "haven",
    "weir", "spring", "springs", "head", "view", "barn",
];

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
const SAID: [&str; 48] = [
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

/// How roads, bridges and parks are.
const STATES: [&str; 27] = [
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
];

/// What follows an opening in time.
const HOURS: [&str; 21] = [
    "to", "from", "until", "till", "daily", "for", "late", "early", "every", "again", "between", "as",
    "today", "tomorrow", "tonight", "all", "on", "at", "seven", "later", "earlier",
];

/// Near a name, these speak of people.
const OF_PEOPLE: [&str; 18] = [
    "see",
    "saw",
    "photo",
    "photos",
    "picture",
    "vote",
    "ask",
    "email",
    "contact",
    "member",
    "from",
    "by",
    "with",
    "candidate",
    "candidates",
    "fights",
    "fight",
    "for",
];

/// Whether a place is meant by a name of the roster that sounds like one. `whole` is the name with what is written
/// before it as a part of it, `name` the name alone.
pub(super) fn is_meant(view: &View<'_>, whole: &Range<usize>, name: &Range<usize>) -> bool {
    sounds_like_one(view, name.end - 1)
        && !belongs_to_a_party(view, whole.end)
        && !matches!(view.at(whole.end), "who" | "whose" | "whom")
        && (is_behind_a_preposition(view, whole)
            || is_told_of(view, whole.end)
            || is_among_roads(view, whole))
}

/// Whether a name's last word is the last word of places.
fn sounds_like_one(view: &View<'_>, last: usize) -> bool {
    view.is(Sense::Thing, last) || LAST_WORDS.contains(&view.at(last))
}

/// `Hazel Lane (Teal Party)`
fn belongs_to_a_party(view: &View<'_>, end: usize) -> bool {
    let apart = matches!(view.gap(end), Gap::Open | Gap::Comma);
    apart && view.parties().iter().any(|party| party.words.start == end)
}

fn before<'v>(view: &View<'v>, at: usize) -> &'v str {
    let joined = at > 0 && view.gap(at).joins();
    if joined { view.at(at - 1) } else { "" }
}

/// `on Hazel Lane`, `the corner of Hazel Lane`, `12 Hazel Lane`; not `thanks to Hazel Lane`, `a spotlight on her`.
fn is_behind_a_preposition(view: &View<'_>, whole: &Range<usize>) -> bool {
    if view.owns(whole.end - 1) || whole.start == 0 {
        return false;
    }
    let beyond = before(view, whole.start - 1);
    match before(view, whole.start) {
        "at" | "on" | "in" | "over" | "up" | "through" | "around" => {
            !is_turned_to_people(beyond, view.at(whole.end))
        }
        "along" | "off" | "near" | "into" | "onto" | "via" | "across" | "beside" | "below" | "past"
        | "outside" | "alongside" | "beneath" | "yn" | "ar" | "ger" => true,
        "between" | "opposite" | "inside" => has_cue(view, whole),
        "of" => matches!(
            beyond,
            "corner"
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

/// Whether what is said behind a name is said of places: `is closed`, `reopens on Monday`, `, AB1 2CD`.
fn is_told_of(view: &View<'_>, end: usize) -> bool {
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
fn has_object(view: &View<'_>, at: usize) -> bool {
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

/// Whether what follows a name is done by people.
fn acts(view: &View<'_>, at: usize) -> bool {
    view.gap(at).joins() && (view.is(Sense::PersonCue, at) || view.is(Sense::Speech, at))
}

/// The words near a name, in its sentence.
fn near(view: &View<'_>, whole: &Range<usize>) -> impl Iterator<Item = usize> {
    let sentence = view.sentence(whole.start);
    let (first, next) = (whole.start, whole.end);
    (first.saturating_sub(NEAR).max(sentence.start)..first).chain(next..sentence.end.min(next + NEAR))
}

fn is_cue(view: &View<'_>, at: usize) -> bool {
    view.is(Sense::PlaceCue, at)
        && !matches!(
            view.at(at),
            "one" | "high" | "low" | "end" | "level" | "levels" | "main" | "leads" | "corner"
        )
}

fn has_cue(view: &View<'_>, whole: &Range<usize>) -> bool {
    near(view, whole).any(|at| is_cue(view, at))
}

/// Whether roads or water are spoken of near a name, and nothing that people do or are thanked for.
fn is_among_roads(view: &View<'_>, whole: &Range<usize>) -> bool {
    let of_people = |at: usize| {
        !is_cue(view, at)
            && (view.is(Sense::PersonCue, at)
                || view.is(Sense::Credit, at)
                || view.is(Sense::Speech, at)
                || view.is(Sense::Title, at)
                || view.is(Sense::SharedTitle, at)
                || view.is(Sense::Deed, at)
                || OF_PEOPLE.contains(&view.at(at)))
    };
    let acts_on = view.gap(whole.end).joins() && has_object(view, whole.end + 1);
    !view.owns(whole.end - 1) && !acts_on && has_cue(view, whole) && !near(view, whole).any(of_people)
}
