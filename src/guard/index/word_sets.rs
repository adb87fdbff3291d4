//! The senses that single words have, which context is read with.

use std::collections::BTreeMap;

use crate::lexicon::Sense;
use crate::lexicon::word_table::WordTable;

/// The senses of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Senses(u128);

impl Senses {
    /// Whether a sense is among them.
    pub fn have(self, sense: Sense) -> bool {
        self.0 & Self::of(sense).0 != 0
    }

    fn of(sense: Sense) -> Self {
        Self(1 << sense as u32)
    }
}

/// Words and their senses.
#[derive(Debug, Default)]
pub struct WordSets {
    words: BTreeMap<String, Senses>,
    /// The same, once all are known.
    table: Option<WordTable<Senses>>,
}

impl WordSets {
    /// Gives a word a sense.
    pub(super) fn insert(&mut self, sense: Sense, word: String) {
        self.words.entry(word).or_default().0 |= Senses::of(sense).0;
        self.table = None;
    }

    /// Makes looking words up quick; nothing is added any more.
    pub(super) fn settle(&mut self) {
        let words = self.words.iter().map(|(word, senses)| (word.as_str().into(), *senses));
        self.table = Some(WordTable::of(words.collect()));
    }

    /// The senses of a folded word.
    pub fn of(&self, word: &str) -> Senses {
        let known = match &self.table {
            Some(table) => table.get(word),
            None => self.words.get(word),
        };
        known.copied().unwrap_or_default()
    }

    /// Whether a folded word has a sense.
    pub fn has(&self, sense: Sense, word: &str) -> bool {
        self.of(word).have(sense)
    }

    /// Whether a word, though it may be a name, is an everyday one.
    pub(super) fn is_everyday(&self, word: &str) -> bool {
        let senses = self.of(word);
        senses.have(Sense::Ordinary) || senses.have(Sense::Thing)
    }

    /// The words that have a sense, in order.
    pub(super) fn with(&self, sense: Sense) -> impl Iterator<Item = &str> {
        self.words.iter().filter(move |(_, senses)| senses.have(sense)).map(|(word, _)| word.as_str())
    }
}
