//! Stretches of words, and counts along a part, that are asked again and again: each answer takes no longer in a
//! long text than in a short one.

use std::collections::BTreeMap;
use std::ops::Range;

/// Stretches of which none overlaps another.
#[derive(Debug, Default)]
pub struct Apart {
    ends: BTreeMap<usize, usize>,
}

impl Apart {
    /// Takes a stretch in; false when it overlaps one that is in.
    pub fn take(&mut self, words: &Range<usize>) -> bool {
        let is_free = self.is_free(words);
        if is_free {
            self.ends.insert(words.start, words.end);
        }
        is_free
    }

    /// Whether a stretch overlaps none that is in.
    pub fn is_free(&self, words: &Range<usize>) -> bool {
        let before = self.ends.range(..words.end).next_back();
        before.is_none_or(|(_, end)| *end <= words.start)
    }
}

/// The words that some stretches cover together.
#[derive(Debug, Default)]
pub struct Covered {
    runs: Vec<Range<usize>>,
}

impl Covered {
    /// What these stretches cover, given in the order of their first words.
    pub fn by(stretches: impl IntoIterator<Item = Range<usize>>) -> Self {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for stretch in stretches {
            match runs.last_mut().filter(|last| stretch.start <= last.end) {
                Some(last) => last.end = last.end.max(stretch.end),
                None => runs.push(stretch),
            }
        }
        Self { runs }
    }

    /// Whether a word is covered.
    pub fn holds(&self, word: usize) -> bool {
        let after = self.runs.partition_point(|run| run.start <= word);
        after.checked_sub(1).and_then(|at| self.runs.get(at)).is_some_and(|run| run.end > word)
    }
}

/// How many words up to each place are of some kind.
#[derive(Debug)]
pub struct Tally {
    up_to: Vec<usize>,
}

impl Tally {
    /// Counts the words of a part of so many that are of a kind.
    pub fn of(words: usize, is_of_kind: impl Fn(usize) -> bool) -> Self {
        let mut count = 0;
        let mut up_to = Vec::with_capacity(words + 1);
        up_to.push(0);
        for at in 0..words {
            count += usize::from(is_of_kind(at));
            up_to.push(count);
        }
        Self { up_to }
    }

    /// How many words of a stretch are of the kind.
    pub fn within(&self, words: &Range<usize>) -> usize {
        let up_to = |at: usize| self.up_to.get(at).or(self.up_to.last()).copied().unwrap_or_default();
        up_to(words.end).saturating_sub(up_to(words.start))
    }

    /// Whether a stretch has such a word outside another stretch.
    pub fn any_outside(&self, words: &Range<usize>, other: &Range<usize>) -> bool {
        let both = words.start.max(other.start)..words.end.min(other.end);
        let inside = if both.is_empty() { 0 } else { self.within(&both) };
        self.within(words) > inside
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_that_overlap_are_not_taken_twice() {
        let mut apart = Apart::default();
        let takes = [(5..9, true), (8..10, false), (0..6, false), (9..10, true), (2..5, true), (3..4, false)];
        for (words, taken) in takes {
            assert_eq!(apart.take(&words), taken, "{words:?}");
        }
    }

    #[test]
    fn words_are_covered_by_any_stretch() {
        let covered = Covered::by([1..3, 2..3, 3..4, 7..9]);
        let words: Vec<usize> = (0..12).filter(|word| covered.holds(*word)).collect();
        assert_eq!(words, [1, 2, 3, 7, 8]);
    }

    #[test]
    fn a_tally_counts_within_and_outside() {
        let tally = Tally::of(10, |at| at % 3 == 0);
        assert_eq!(tally.within(&(1..7)), 2);
        assert_eq!(tally.within(&(0..99)), 4);
        assert!(tally.any_outside(&(0..7), &(0..4)));
        assert!(!tally.any_outside(&(1..6), &(3..9)));
        assert!(tally.any_outside(&(1..6), &(8..9)));
    }
}
