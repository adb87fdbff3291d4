//! The sentence around an insult, and who is in it.

use std::ops::Range;

use super::whom::is_somebody;
use crate::guard::finding::Confidence;
use crate::guard::index::WordSets;
use crate::guard::scan::PartScan;
use crate::lexicon::Sense;
use crate::text::{Gap, Shape};

/// Words around an insult.
pub(super) struct Sentence<'a> {
    pub(super) part: &'a PartScan<'a>,
    words: &'a WordSets,
    number: u32,
}

impl<'a> Sentence<'a> {
    /// The sentence a word stands in.
    pub(super) fn around(part: &'a PartScan<'a>, words: &'a WordSets, word: usize) -> Option<Self> {
        let number = part.tokens().list.get(word)?.sentence;
        Some(Self { part, words, number })
    }

    /// A word of the sentence; empty outside it.
    pub(super) fn at(&self, at: usize) -> &str {
        self.part
            .tokens()
            .list
            .get(at)
            .filter(|token| token.sentence == self.number)
            .map_or("", |token| self.part.words(&token.range()))
    }

    /// The gap before a word.
    pub(super) fn gap(&self, at: usize) -> Gap {
        self.part.tokens().list.get(at).map_or(Gap::Sentence, |token| token.gap)
    }

    /// The word so many places before another.
    pub(super) fn before(&self, at: usize, n: usize) -> &str {
        at.checked_sub(n).map_or("", |at| self.at(at))
    }

    /// How a word of the sentence is written; None outside it.
    pub(super) fn shape(&self, at: usize) -> Option<Shape> {
        self.part.tokens().list.get(at).filter(|token| token.sentence == self.number).map(|token| token.shape)
    }

    /// Whether a word has a capital.
    pub(super) fn capital(&self, at: usize) -> bool {
        matches!(self.shape(at), Some(Shape::Title | Shape::Upper))
    }

    /// Whether the sentence begins with a word.
    pub(super) fn begins(&self, at: usize) -> bool {
        at.checked_sub(1).is_none_or(|before| self.shape(before).is_none())
    }

    /// What is written between two words.
    pub(super) fn between(&self, at: usize, next: usize) -> &str {
        let list = &self.part.tokens().list;
        match (list.get(at), list.get(next)) {
            (Some(this), Some(next)) => self.part.words(&(this.range().end..next.range().start)),
            _ => "",
        }
    }

    /// Whom a word stands for: somebody of the roster, somebody by name or by what they do.
    pub(super) fn somebody(&self, at: usize) -> Option<Confidence> {
        let mentions = &self.part.mentions;
        let after = mentions.partition_point(|mention| mention.words.end <= at);
        if mentions.get(after).is_some_and(|mention| mention.words.contains(&at)) {
            return Some(Confidence::Certain);
        }
        let word = self.at(at);
        (is_somebody(word) || self.is_named(at)).then_some(Confidence::Likely)
    }

    /// Whether a word is what somebody does for a living; several of them too.
    pub(super) fn is_trade(&self, at: usize) -> bool {
        let word = self.at(at);
        let one = word.strip_suffix('s').filter(|one| one.len() > 2);
        self.words.has(Sense::Trade, word) || one.is_some_and(|one| self.words.has(Sense::Trade, one))
    }

    /// Whether a word belongs to a person's name: a first name or a title before a capital, or what stands behind one.
    fn is_named(&self, at: usize) -> bool {
        let title = |at: usize| self.words.has(Sense::Honorific, self.at(at)) && self.capital(at);
        let given = |at: usize| self.words.has(Sense::Given, self.at(at)) && self.capital(at);
        let thing = |at: usize| self.words.has(Sense::Thing, self.at(at));
        let behind =
            at.checked_sub(1).is_some_and(|before| (title(before) || given(before)) && self.gap(at).joins());
        self.capital(at) && !thing(at + 1) && (given(at) || behind && !thing(at))
    }

    /// Somebody within so many words.
    pub(super) fn near(&self, words: &Range<usize>, reach: usize) -> Option<Confidence> {
        let around = words.start.saturating_sub(reach)..words.end + reach;
        around.filter(|at| !words.contains(at)).filter_map(|at| self.somebody(at)).max()
    }
}
