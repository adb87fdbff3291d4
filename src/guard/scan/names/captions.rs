//! Captions that name people by their family names alone: `Left to right: Ash, Elm and Oak`, `Ash (left)`.

use std::ops::Range;

use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, Shape};

/// No caption is longer, in words.
const LONGEST: usize = 20;

/// Whether a family name is one of those a caption lists. An everyday word is one only beside names that are none, or
/// where all that are listed are names of the roster.
pub(super) fn lists(view: &View<'_>, words: &Range<usize>) -> bool {
    if !view.token(words.start).is_some_and(|token| matches!(token.shape, Shape::Title | Shape::Upper)) {
        return false;
    }
    let is_everyday = |words: &Range<usize>| {
        words.len() == 1 && (view.is(Sense::Ordinary, words.start) || view.is(Sense::Thing, words.start))
    };
    if is_placed(view, words.end) {
        return !is_everyday(words);
    }
    if is_credited(view, words) {
        return true;
    }
    let Some(first) = cue_before(view, words.start) else { return false };
    let items = items(view, first);
    let is_listed = items.iter().any(|item| item.end == words.end && words.start == item.start);
    let known = |item: &Range<usize>| !view.index().bearing(view.at(item.end - 1)).is_empty();
    is_listed
        && items.len() > 1
        && (!is_everyday(words)
            || items.iter().any(|item| known(item) && !is_everyday(item))
            || items.iter().all(known))
}

/// `Ash (left)`, `Ash (second from right)`.
fn is_placed(view: &View<'_>, next: usize) -> bool {
    let from = if view.at(next + 1) == "from" { next + 2 } else { next };
    let side = matches!(view.at(from), "left" | "right" | "centre" | "middle" | "l" | "r" | "c");
    view.gap(next) == Gap::Open
        && side
        && (view.gap(from + 1) == Gap::Close || view.token(from + 1).is_none())
}

/// `Pic by Ash`, `(c) Ash`, `© Ash`, `Photo credit: Ash`: who took a picture, with nothing behind the name.
fn is_credited(view: &View<'_>, words: &Range<usize>) -> bool {
    let first = words.start;
    if view.gap(words.end).joins() && view.token(words.end).is_some() && view.gap(words.end) != Gap::Line {
        return false;
    }
    let back = |back: usize| first.checked_sub(back).map_or("", |at| view.at(at));
    let is_picture = |word: &str| {
        matches!(
            word,
            "pic"
                | "pics"
                | "photo"
                | "photos"
                | "photograph"
                | "photographs"
                | "picture"
                | "pictures"
                | "image"
                | "images"
                | "video"
                | "film"
                | "footage"
                | "snap"
                | "shot"
        )
    };
    let by = back(1) == "by" && view.gap(first).joins() && is_picture(back(2));
    let credit =
        matches!(back(1), "credit" | "courtesy") && is_picture(back(2)) && view.gap(first) == Gap::Colon
            || back(1) == "of" && back(2) == "courtesy" && is_picture(back(3));
    let copyright = back(1) == "c" && view.gap(first) == Gap::Close && view.gap(first - 1) == Gap::Open;
    let signed = view.token(first).is_some_and(|token| {
        view.text.get(..token.range().start).is_some_and(|text| text.trim_end().ends_with('©'))
    });
    by || credit || copyright || signed
}

/// The first word behind the words that begin a caption, going back over what it lists.
fn cue_before(view: &View<'_>, name: usize) -> Option<usize> {
    (name.saturating_sub(LONGEST)..=name)
        .rev()
        .take_while(|at| *at == name || view.capital(*at) || is_link(view.at(*at)))
        .find(|at| is_cue(view, *at))
}

/// Whether the words before a place tell from where a picture is read: `left to right`, `L-R`, `from the left`.
fn is_cue(view: &View<'_>, first: usize) -> bool {
    let back = |back: usize| first.checked_sub(back).map_or("", |at| view.at(at));
    match back(1) {
        "right" | "r" => {
            let start = if back(2) == "to" { back(3) } else { back(2) };
            matches!(start, "left" | "l")
        }
        "left" => matches!(back(2), "from") || back(2) == "the" && back(3) == "from",
        "chwith" => true,
        "dde" => back(2) == "i" && back(3) == "chwith",
        "pictured" => view.gap(first) == Gap::Colon,
        _ => false,
    }
}

fn is_link(word: &str) -> bool {
    matches!(word, "and" | "with" | "a" | "ac" | "y" | "de" | "van" | "der" | "o" | "ó")
}

/// What a caption lists from a word on: runs of words with capitals between commas and links.
fn items(view: &View<'_>, first: usize) -> Vec<Range<usize>> {
    let mut items: Vec<Range<usize>> = Vec::new();
    let mut at = first;
    while at < first + LONGEST && view.token(at).is_some() {
        if at > first && matches!(view.gap(at), Gap::Sentence | Gap::Colon) {
            break;
        }
        if matches!(view.at(at), "and" | "with" | "a" | "ac") {
            at += 1;
            continue;
        }
        let start = at;
        while view.capital(at) && (at == start || view.gap(at).joins()) {
            at += 1;
        }
        let goes_on = view.gap(at).joins() && view.token(at).is_some() && !is_link(view.at(at));
        if at == start || goes_on {
            break;
        }
        items.push(start..at);
    }
    items
}
