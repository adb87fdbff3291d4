//! Signs that stand for parties: a red rose, a blue heart, an orange diamond. They mean one only where votes or parties
//! are spoken of, never in a garden.

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::scan::passage::Passage;
use crate::guard::scan::view::View;

/// Whether a word is a colour parties go by.
pub fn is_colour(word: &str) -> bool {
    matches!(
        word,
        "red"
            | "blue"
            | "yellow"
            | "orange"
            | "purple"
            | "turquoise"
            | "teal"
            | "green"
            | "coch"
            | "glas"
            | "gwyrdd"
            | "melyn"
    )
}

/// Whether an emblem stands straight before or behind some words.
pub fn stands_beside(view: &View<'_>, words: &Range<usize>) -> bool {
    has_emblem(view, words.start) || has_emblem(view, words.end)
}

/// Party-political passages made by emblems: `vote 🌹`, `your 🌹 team`, `turn Castle blue 💙 on 6 May`.
pub fn passages(view: &View<'_>) -> Vec<Passage> {
    if view.text.is_ascii() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut last = None;
    for (byte, _) in view.text.char_indices().filter(|(_, sign)| view.index().emblems.contains(sign)) {
        let next = view.tokens.list.partition_point(|token| token.range().start < byte);
        // Several in a row are one.
        if last.replace(next) != Some(next)
            && let Some(words) = vote(view, next)
                .or_else(|| team(view, next))
                .or_else(|| colour(view, next))
                .or_else(|| campaigners(view, next))
        {
            found.push(Passage { words, confidence: Confidence::Likely });
        }
    }
    found
}

/// Whether an emblem stands in the gap before a word, or behind the last.
fn has_emblem(view: &View<'_>, at: usize) -> bool {
    let from = at.checked_sub(1).and_then(|before| view.token(before)).map_or(0, |token| token.range().end);
    let to = view.token(at).map_or(view.text.len(), |token| token.range().start);
    view.text
        .get(from..to)
        .is_some_and(|gap| gap.chars().any(|sign| !sign.is_ascii() && view.index().emblems.contains(&sign)))
}

/// `Vote 🌹`.
fn vote(view: &View<'_>, next: usize) -> Option<Range<usize>> {
    let before = next.checked_sub(1)?;
    matches!(view.at(before), "vote" | "voting" | "elect" | "pleidleisiwch").then_some(before..next)
}

/// `Your 🌹 team`.
fn team(view: &View<'_>, next: usize) -> Option<Range<usize>> {
    let before = next.checked_sub(1)?;
    let ours = matches!(view.at(before), "your" | "our" | "the" | "back" | "local" | "a" | "my");
    let theirs = matches!(
        view.at(next),
        "team"
            | "candidate"
            | "candidates"
            | "councillor"
            | "councillors"
            | "group"
            | "party"
            | "voters"
            | "vote"
    );
    (ours && theirs).then_some(before..next + 1)
}

/// Those who campaign, in the sentence before their sign: `a good turnout on the doorstep tonight 🌹`.
fn campaigners(view: &View<'_>, next: usize) -> Option<Range<usize>> {
    let sentence = view.sentence(next.checked_sub(1)?);
    let campaign = |at: usize| {
        matches!(
            view.at(at),
            "canvass"
                | "canvassing"
                | "canvassers"
                | "canvasser"
                | "leafleting"
                | "leafletting"
                | "campaigners"
                | "activists"
                | "activist"
                | "rosette"
                | "rosettes"
                | "comrades"
                | "manifesto"
                | "doorknocking"
                | "ganfasio"
                | "canfasio"
        )
    };
    let doorstep = |at: usize| {
        matches!(view.at(at), "doorstep" | "doorsteps")
            && at > 1
            && view.at(at - 1) == "the"
            && matches!(view.at(at - 2), "on" | "out")
            && !matches!(view.at(at + 1), "of" | "delivery" | "recycling")
    };
    let first = sentence.clone().find(|at| campaign(*at) || doorstep(*at))?;
    let first = if doorstep(first) { first - 2 } else { first };
    Some(first..next.clamp(first + 1, sentence.end))
}

/// A colour beside its sign, in a sentence about a vote: `Vote blue 🔵`, `turn Castle blue 💙 on 6 May`.
fn colour(view: &View<'_>, next: usize) -> Option<Range<usize>> {
    let sentence = view.sentence(next.checked_sub(1).unwrap_or(next));
    let near = sentence.start.max(next.saturating_sub(6))..sentence.end.min(next + 6);
    let colour = near.clone().find(|at| is_colour(view.at(*at)))?;
    // `Red town! 🌹`
    let of_a_place = matches!(
        view.at(colour + 1),
        "town" | "wall" | "borough" | "city" | "county" | "council" | "ward" | "valley" | "heartland"
    );
    if of_a_place && view.gap(colour + 1).joins() {
        return Some(colour..colour + 2);
    }
    let voted = colour.checked_sub(1).filter(|at| view.at(*at) == "vote" && view.gap(colour).joins());
    let poll = near.clone().find_map(|at| view.poll_day_from(at).map(|end| at..end));
    match (voted, poll) {
        (Some(vote), _) => Some(vote..colour + 1),
        (None, Some(poll)) => Some(colour.min(poll.start)..poll.end.max(colour + 1)),
        (None, None) => None,
    }
}
