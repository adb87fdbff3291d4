//! Words by what they say of those beside them.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::Sense;

/// The sets of single words that context is read with.
#[derive(Debug, Default)]
pub struct WordSets {
    sets: BTreeMap<Sense, BTreeSet<String>>,
}

impl WordSets {
    /// Whether a word has a sense.
    pub fn has(&self, sense: Sense, word: &str) -> bool {
        self.sets.get(&sense).is_some_and(|set| set.contains(word))
    }

    /// The words of a sense.
    pub(super) fn of(&self, sense: Sense) -> impl Iterator<Item = &String> {
        self.sets.get(&sense).into_iter().flatten()
    }

    /// Whether a word, though it may be a name, is an everyday one.
    pub(super) fn is_everyday(&self, word: &str) -> bool {
        self.has(Sense::Ordinary, word) || self.has(Sense::Thing, word)
    }

    pub(super) fn insert(&mut self, sense: Sense, word: String) {
        self.sets.entry(sense).or_default().insert(word);
    }
}
