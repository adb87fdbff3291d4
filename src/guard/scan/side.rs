//! What the year-round side rules look for: swearing, insults, asking, topics, casework.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index;
use crate::guard::scan::politics::TermHit;
use crate::guard::scan::stretches::Apart;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{ItemKind, Shape};

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
    found.sort_by_key(|hit| (std::cmp::Reverse(hit.words.len()), hit.words.start));
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
    if hidden.into_iter().any(|kind| view.inside(first, kind)) {
        return false;
    }
    let is_named = hit.term.sense == Sense::MildSwearing && is_of_a_name(view, &hit.words);
    !is_named && !is_everyday(view, hit)
}

/// Words that may stand between a word and the neighbour that makes it an everyday one.
const BETWEEN: [&str; 7] = ["and", "or", "with", "in", "old", "of", "the"];

/// Whether a neighbour makes it an everyday word.
fn is_everyday(view: &View<'_>, hit: &TermHit<'_>) -> bool {
    let everyday = &view.index().everyday[hit.term.group as usize];
    if everyday.after.is_empty() && everyday.before.is_empty() {
        return false;
    }
    let sentence = view.sentence(hit.words.start);
    let skipped = |at: &usize| BETWEEN.contains(&view.at(*at));
    let before = (sentence.start..hit.words.start).rev().take(3).find(|at| !skipped(at));
    let after = (hit.words.end..sentence.end).take(3).find(|at| !skipped(at));
    before.is_some_and(|at| everyday.after.contains(view.at(at)))
        || after.is_some_and(|at| everyday.before.contains(view.at(at)))
}

/// Whether it is part of a name, as in the Feast of the Damned Inn: it and a neighbour have capitals where others have
/// none.
fn is_of_a_name(view: &View<'_>, words: &Range<usize>) -> bool {
    let title = |at: usize| view.token(at).is_some_and(|token| token.shape == Shape::Title);
    let first = words.start;
    if view.shouts || !title(first) || view.begins_sentence(first) && !title(words.end) {
        return false;
    }
    let beside = |at: Option<usize>, gap: usize| at.is_some_and(title) && view.gap(gap).joins();
    let named = beside(first.checked_sub(1), first) || beside(Some(words.end), words.end);
    let small =
        |at: usize| view.token(at).is_some_and(|token| token.shape == Shape::Lower) && view.at(at).len() > 3;
    named && view.sentence(first).take(NEARBY).any(small)
}

/// How many words of a sentence are looked at for capitals.
const NEARBY: usize = 40;
