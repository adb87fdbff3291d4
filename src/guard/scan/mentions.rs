//! The mentions of a part while they are collected, found again by the words they take: a long text has too many to
//! compare each with all.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::guard::scan::mention::{Mention, Together, Who};

/// Mentions in the order in which they were found.
#[derive(Debug, Default)]
pub struct Mentions {
    list: Vec<Mention>,
    /// The numbers of those that take a word, or took it before they were replaced.
    by_word: BTreeMap<usize, Vec<usize>>,
}

impl Mentions {
    /// Takes one down.
    pub fn push(&mut self, mention: Mention) {
        self.note(self.list.len(), mention.words.clone());
        self.list.push(mention);
    }

    /// Whether some mention takes any of these words.
    pub fn take_any(&self, words: &Range<usize>) -> bool {
        self.near(words.clone()).any(|(_, mention)| overlap(&mention.words, words))
    }

    /// The first mention that takes any of these words.
    pub fn first_over(&mut self, words: &Range<usize>) -> Option<(usize, &mut Mention)> {
        let over = self.near(words.clone()).filter(|(_, mention)| overlap(&mention.words, words));
        let number = over.map(|(number, _)| number).min()?;
        self.list.get_mut(number).map(|mention| (number, mention))
    }

    /// The first mention that takes some of these words or a word beside them, and that is wanted.
    pub fn first_beside(
        &mut self,
        words: &Range<usize>,
        wanted: impl Fn(&Mention) -> bool,
    ) -> Option<(usize, &mut Mention)> {
        let reach = words.start.saturating_sub(1)..words.end + 1;
        let beside = self.near(reach).filter(|(_, mention)| wanted(mention));
        let number = beside.map(|(number, _)| number).min()?;
        self.list.get_mut(number).map(|mention| (number, mention))
    }

    /// Joins a mention with one of the same or overlapping words: the longer and surer wins, equals share it.
    pub fn merge(&mut self, new: Mention) {
        let Some((number, old)) = self.first_over(&new.words) else {
            self.push(new);
            return;
        };
        if old.words.end == new.words.end && [old.together, new.together].contains(&Together::All) {
            self.unite(number, new);
        } else if old.words == new.words {
            old.confidence = old.confidence.max(new.confidence);
            if let (Who::Listed(old), Who::Listed(new)) = (&mut old.who, new.who) {
                old.extend(new);
                old.sort_unstable();
                old.dedup();
            }
        } else if (new.words.len(), new.confidence) > (old.words.len(), old.confidence) {
            self.replace(number, new);
        }
    }

    /// Makes one mention of two that share a family name, both of whom are meant.
    fn unite(&mut self, number: usize, new: Mention) {
        let Some(old) = self.list.get_mut(number) else { return };
        old.confidence = old.confidence.max(new.confidence);
        old.titled |= new.titled;
        old.together = Together::All;
        if let (Who::Listed(old), Who::Listed(new)) = (&mut old.who, new.who) {
            old.extend(new);
            old.sort_unstable();
            old.dedup();
        }
        self.stretch(number, &new.words);
    }

    /// Puts another mention in the place of one.
    pub fn replace(&mut self, number: usize, mention: Mention) {
        self.note(number, mention.words.clone());
        if let Some(old) = self.list.get_mut(number) {
            *old = mention;
        }
    }

    /// Stretches a mention over more words on either side.
    pub fn stretch(&mut self, number: usize, words: &Range<usize>) {
        let Some(mention) = self.list.get_mut(number) else { return };
        let old = mention.words.clone();
        mention.words = old.start.min(words.start)..old.end.max(words.end);
        let new = mention.words.clone();
        self.note(number, new.start..old.start);
        self.note(number, old.end..new.end);
    }

    /// All of them, in the order of their words.
    pub fn into_sorted(mut self) -> Vec<Mention> {
        self.list.sort_by_key(|mention| mention.words.start);
        self.list
    }

    fn note(&mut self, number: usize, words: Range<usize>) {
        for word in words {
            self.by_word.entry(word).or_default().push(number);
        }
    }

    fn near(&self, words: Range<usize>) -> impl Iterator<Item = (usize, &Mention)> {
        let words = words.start..words.end.max(words.start);
        let numbers = self.by_word.range(words).flat_map(|(_, numbers)| numbers.iter().copied());
        numbers.filter_map(|number| self.list.get(number).map(|mention| (number, mention)))
    }
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}
