//! What the year-round side rules look for: swearing, insults, asking, topics, casework.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index;
use crate::guard::scan::stretches::Apart;
use crate::guard::scan::terms::TermHit;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, ItemKind, Shape};

/// A term of a side rule.
#[derive(Debug, Clone)]
pub struct SideHit {
    /// What it means.
    pub sense: Sense,
    /// The number of its group.
    pub group: u32,
    /// Its words, by number.
    pub words: Range<usize>,
    /// How sure.
    pub confidence: Confidence,
}

/// The hits of a part, in reading order; where terms of one kind overlap, the longest.
pub fn hits(view: &View<'_>, terms: &[TermHit<'_>]) -> Vec<SideHit> {
    let mut found: Vec<SideHit> = terms
        .iter()
        .filter(|hit| index::is_side(hit.term.sense) && is_meant(view, hit))
        .map(|hit| SideHit {
            sense: hit.term.sense,
            group: hit.term.group,
            words: hit.words.clone(),
            confidence: hit.term.confidence,
        })
        .collect();
    // What tells a case of anybody goes before what does so only of whom an answer is for.
    let is_weak = |hit: &SideHit| hit.sense == Sense::CaseDetail && hit.confidence == Confidence::Possible;
    found.sort_by_key(|hit| (is_weak(hit), std::cmp::Reverse(hit.words.len()), hit.words.start));
    let mut apart: BTreeMap<Kind, Apart> = BTreeMap::new();
    found.retain(|hit| apart.entry(kind(hit)).or_default().take(&hit.words));
    found.sort_by_key(|hit| hit.words.start);
    found
}

/// Terms of one kind are not reported inside one another.
type Kind = (Option<Sense>, u32);

fn kind(hit: &SideHit) -> Kind {
    match hit.sense {
        Sense::MildSwearing | Sense::StrongSwearing | Sense::Slur => (None, 0),
        Sense::Topic => (Some(Sense::Topic), hit.group),
        sense => (Some(sense), 0),
    }
}

fn is_meant(view: &View<'_>, hit: &TermHit<'_>) -> bool {
    let first = hit.words.start;
    let hidden = [ItemKind::Url, ItemKind::Email, ItemKind::Handle];
    if hit.term.sense != Sense::MailCue && hidden.into_iter().any(|kind| view.inside(first, kind)) {
        return false;
    }
    let everyday = &view.index().everyday[hit.term.group as usize];
    let is_named = hit.term.sense == Sense::MildSwearing
        && (is_of_a_name(view, &hit.words) || is_initials(view, &hit.words))
        || everyday.names && is_a_surname_or_place(view, &hit.words)
        || matches!(hit.term.sense, Sense::MildSwearing | Sense::Slur) && is_spoken_of(view, first);
    !is_named && !is_everyday(view, hit)
}

/// Words that may stand between a word and the neighbour that makes it an everyday one.
const BETWEEN: [&str; 7] = ["and", "or", "with", "in", "old", "of", "the"];

/// Words that stand before what people give away.
const OF_GIFTS: [&str; 26] = [
    "your",
    "our",
    "my",
    "their",
    "any",
    "some",
    "unwanted",
    "unused",
    "used",
    "spare",
    "good",
    "quality",
    "clean",
    "warm",
    "winter",
    "summer",
    "school",
    "children's",
    "baby",
    "outgrown",
    "working",
    "broken",
    "surplus",
    "new",
    "tinned",
    "pre",
];

/// So many words may stand between asking and what is given.
const FAR: usize = 6;

/// Whether a neighbour, or a word some way off, makes it an everyday word.
fn is_everyday(view: &View<'_>, hit: &TermHit<'_>) -> bool {
    let everyday = &view.index().everyday[hit.term.group as usize];
    if everyday.after.is_empty() && everyday.before.is_empty() && everyday.near.is_empty() {
        return false;
    }
    let sentence = view.sentence(hit.words.start);
    // What is given away is somebody's: `donate your good old winter coats`.
    let of_asking = hit.term.sense == Sense::Asking;
    let skipped = |at: &usize| {
        let word = view.at(*at);
        BETWEEN.contains(&word) || of_asking && OF_GIFTS.contains(&word)
    };
    let far = if of_asking { FAR } else { 3 };
    let before = (sentence.start..hit.words.start).rev().take(3).find(|at| !skipped(at));
    let after = (hit.words.end..sentence.end).take(far).find(|at| !skipped(at));
    before.is_some_and(|at| everyday.after.contains(view.at(at)))
        || after.is_some_and(|at| everyday.before.contains(view.at(at)))
        || !everyday.near.is_empty()
            && !is_hurled(view, &hit.words)
            && is_near(view, &hit.words, &everyday.near)
}

/// How many words on either side make an everyday word.
const NEAR: usize = 12;

fn is_near(view: &View<'_>, words: &Range<usize>, near: &BTreeSet<String>) -> bool {
    let mut before = words.start.saturating_sub(NEAR)..words.start;
    let mut after = words.end..words.end + NEAR;
    before.any(|at| near.contains(view.at(at))) || after.any(|at| near.contains(view.at(at)))
}

/// Whether it is thrown at somebody, whatever else is spoken of: `you …`, `what a …`, `she's a …`, `…, bitch!`.
fn is_hurled(view: &View<'_>, words: &Range<usize>) -> bool {
    let last = words.start.checked_sub(1);
    let strengthened = last.is_some_and(|at| {
        matches!(
            view.at(at),
            "stupid"
                | "silly"
                | "bloody"
                | "fucking"
                | "total"
                | "complete"
                | "absolute"
                | "utter"
                | "right"
                | "lazy"
                | "thick"
                | "daft"
                | "dirty"
                | "horrible"
                | "ugly"
                | "miserable"
                | "real"
                | "proper"
        )
    });
    let said = |n: usize| {
        let back = n + usize::from(strengthened);
        words.start.checked_sub(back).map_or("", |at| view.at(at))
    };
    let at_somebody = matches!(said(1), "you" | "yer" | "ye" | "such" | "those" | "them" | "like");
    let verb = matches!(
        said(2),
        "what" | "such" | "is" | "was" | "s" | "m" | "re" | "are" | "being" | "like" | "be"
    );
    let as_one = verb && matches!(said(1), "a" | "an");
    let of_many = matches!(said(2), "son" | "bunch" | "load" | "pack") && said(1) == "of";
    let thrown = at_somebody || as_one || of_many || strengthened;
    let called = words.start > 0 && view.gap(words.start) == Gap::Comma && view.begins_sentence(words.end);
    thrown || called
}

/// Whether the word itself is spoken of: the word X, the term X.
fn is_spoken_of(view: &View<'_>, first: usize) -> bool {
    let before = first.checked_sub(1).map_or("", |at| view.at(at));
    matches!(before, "word" | "words" | "term" | "terms") && first > 1
}

/// Whether it is a surname or a place: behind a title, a first name or an initial, or before a street, a family.
fn is_a_surname_or_place(view: &View<'_>, words: &Range<usize>) -> bool {
    let title = |at: usize| view.token(at).is_some_and(|token| token.shape == Shape::Title);
    let first = words.start;
    if view.shouts || !words.clone().all(title) {
        return false;
    }
    let before = |n: usize| first.checked_sub(n);
    let belongs = |at: usize| {
        view.is(Sense::Honorific, at) && view.capital(at)
            || view.is(Sense::Title, at)
            || view.is(Sense::Given, at) && view.capital(at)
            || view.at(at).len() == 1 && view.capital(at) && view.at(at) != "a" && view.at(at) != "i"
    };
    let behind = view.gap(first).joins() && before(1).is_some_and(belongs)
        || before(1).is_some_and(|at| view.at(at) == "the") && before(2).is_some_and(belongs);
    let after = words.end;
    let place = title(after)
        && (view.is(Sense::Street, after) || view.is(Sense::Thing, after))
        && view.gap(after).joins();
    let family = matches!(view.at(after), "family" | "brothers" | "sisters" | "née" | "nee")
        && view.gap(after).joins();
    behind || place || family
}

/// Whether it is an abbreviation that is spelled out beside it: `WTF (Wrenbury Town Football)`.
fn is_initials(view: &View<'_>, words: &Range<usize>) -> bool {
    let upper = view.token(words.start).is_some_and(|token| token.shape == Shape::Upper);
    if view.shouts || !upper || words.len() != 1 {
        return false;
    }
    let letters = view.at(words.start);
    let spelled = |from: usize| {
        letters.chars().zip(from..).all(|(c, at)| view.at(at).starts_with(c) && view.capital(at))
    };
    let length = letters.chars().count();
    spelled(words.end) || words.start.checked_sub(length).is_some_and(spelled)
}

/// Whether it is part of a name, as in the Feast of the Damned Inn: it and a neighbour have capitals where others have
/// none.
fn is_of_a_name(view: &View<'_>, words: &Range<usize>) -> bool {
    let title = |at: usize| view.token(at).is_some_and(|token| token.shape == Shape::Title);
    let first = words.start;
    if view.shouts || !title(first) || view.begins_sentence(first) && !title(words.end) {
        return false;
    }
    let sentence = view.sentence(first);
    // The Village of the Damned
    let joined_before = (sentence.start..first)
        .rev()
        .take(3)
        .take_while(|at| view.gap(at + 1).joins())
        .find(|at| !matches!(view.at(*at), "of" | "the" | "and"));
    // The Damned play on Friday.
    let called_the = first == sentence.start + 1 && view.at(sentence.start) == "the";
    let named =
        joined_before.is_some_and(title) || title(words.end) && view.gap(words.end).joins() || called_the;
    let small =
        |at: usize| view.token(at).is_some_and(|token| token.shape == Shape::Lower) && view.at(at).len() > 3;
    named && sentence.take(NEARBY).any(small)
}

/// How many words of a sentence are looked at for capitals.
const NEARBY: usize = 40;
