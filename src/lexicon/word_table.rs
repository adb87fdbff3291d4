//! Words, and something for each, found by their spelling in one step: most words of a text are in no list, and
//! nearly all of them are told so by a single place of the table.

use crate::text::spelling::Spelling;

/// Open addressing, at most half full. Which words are in it does not depend on the order they came in.
#[derive(Debug)]
pub struct WordTable<T> {
    slots: Vec<Slot>,
    entries: Vec<(Box<str>, T)>,
    bits: u32,
}

/// One place of the table: a spelling and the number of its entry, from 1; 0 is an empty place.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    spelling: Spelling,
    entry: u32,
}

impl<T> WordTable<T> {
    /// A table of some folded words, each of them once.
    pub fn of(entries: Vec<(Box<str>, T)>) -> Self {
        let bits = usize::BITS - (2 * entries.len() + 1).leading_zeros();
        let mut table = Self { slots: vec![Slot::default(); 1 << bits], entries: Vec::new(), bits };
        for ((word, _), entry) in entries.iter().zip(1..) {
            let spelling = Spelling::of(word);
            let mut place = spelling.upper(bits);
            while table.slots[place].entry != 0 {
                place = table.next(place);
            }
            table.slots[place] = Slot { spelling, entry };
        }
        table.entries = entries;
        table
    }

    fn next(&self, place: usize) -> usize {
        (place + 1) & (self.slots.len() - 1)
    }

    /// What there is for a folded word.
    pub fn get(&self, word: &str) -> Option<&T> {
        self.find(Spelling::of(word), word)
    }

    /// What there is for a folded word whose spelling is known already.
    #[inline]
    pub fn find(&self, spelling: Spelling, word: &str) -> Option<&T> {
        let mut place = spelling.upper(self.bits);
        loop {
            let slot = self.slots.get(place)?;
            if slot.entry == 0 {
                return None;
            }
            if slot.spelling == spelling {
                let entry = self.entries.get(slot.entry as usize - 1);
                if let Some((_, found)) = entry.filter(|(known, _)| **known == *word) {
                    return Some(found);
                }
            }
            place = self.next(place);
        }
    }
}

impl<T> Default for WordTable<T> {
    fn default() -> Self {
        Self::of(Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_table_knows_its_words_and_no_others(
            words in prop::collection::btree_map("[a-dé]{0,4}", any::<u8>(), 0..200),
            asked in prop::collection::vec("[a-dé]{0,4}", 0..50),
        ) {
            let entries = words.iter().map(|(word, value)| (word.as_str().into(), *value)).collect();
            let table = WordTable::of(entries);
            let wanted: BTreeMap<&str, u8> = words.iter().map(|(word, value)| (word.as_str(), *value)).collect();
            for word in asked.iter().chain(words.keys()) {
                prop_assert_eq!(table.get(word), wanted.get(word.as_str()));
            }
        }
    }
}
