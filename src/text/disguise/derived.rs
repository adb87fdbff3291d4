//! A text made of another, with a map back to it.

use std::ops::Range;

use super::turned::upright;
use super::{Disguise, Undisguised, stretches, words};
use crate::text::{OffsetMap, Reading, html};

/// A text made of another.
#[derive(Debug, Clone, Default)]
pub(super) struct Derived {
    pub(super) text: String,
    pub(super) map: OffsetMap,
    pub(super) changed: Vec<Range<usize>>,
    pub(super) disguises: Vec<Range<usize>>,
}

impl Derived {
    pub(super) fn same(text: &str) -> Self {
        let mut derived = Self::default();
        for (at, c) in text.char_indices() {
            derived.push(c, at..at + c.len_utf8());
        }
        derived
    }

    pub(super) fn of_html(text: &str) -> Self {
        let (text, map) = html::text_of(text);
        Self { text, map, ..Self::default() }
    }

    /// What comes out when it is read as HTML.
    pub(super) fn as_html(&self) -> Self {
        let (text, map) = html::text_of(&self.text);
        let mut read = Self::default();
        for (at, c) in text.char_indices() {
            let here = map.original(at..at + c.len_utf8());
            read.push(c, self.map.original(here));
        }
        read
    }

    pub(super) fn push(&mut self, c: char, original: Range<usize>) {
        self.text.push(c);
        self.map.push(c.len_utf8(), original);
    }

    /// Appends a stretch of another derived text as it is.
    pub(super) fn copy(&mut self, from: &Self, stretch: Range<usize>) {
        for (at, c) in from.text[stretch.clone()].char_indices() {
            let at = stretch.start + at;
            self.push(c, from.map.original(at..at + c.len_utf8()));
        }
    }

    pub(super) fn finish<'a>(self) -> Undisguised<'a> {
        let changed = self.changed;
        let disguises = self.disguises;
        Undisguised { reading: Reading::derived(self.text, self.map), changed, disguises }
    }

    /// Every line from its end to its beginning.
    pub(super) fn turned(&self, letter: impl Fn(char) -> char) -> Self {
        let mut turned = Self::default();
        for line in stretches(&self.text, |c| c == '\n') {
            turned.turn(self, line.clone(), &letter);
            if line.end < self.text.len() {
                turned.copy(self, line.end..line.end + 1);
            }
        }
        turned.changed = vec![self.map.original(0..self.text.len())];
        turned
    }

    /// With a capital at the head of each word that was upside down in the text: there are hardly any capitals to turn.
    pub(super) fn with_capitals(mut self, text: &str) -> Self {
        let is_turned = |word: &Range<usize>| {
            text.get(self.map.original(word.clone()))
                .is_some_and(|written| written.chars().any(|c| upright(c).is_some()))
        };
        let turned: Vec<usize> =
            words(&self.text).iter().filter(|word| is_turned(word)).map(|word| word.start).collect();
        for at in turned {
            // Of ASCII letters both cases are of one length.
            if let Some(first) = self.text.get_mut(at..at + 1) {
                first.make_ascii_uppercase();
            }
        }
        self
    }

    /// The same text with other letters in it.
    pub(super) fn with_letters(&self, letter: impl Fn(char) -> char) -> Self {
        let mut other = Self::default();
        for (at, c) in self.text.char_indices() {
            other.push(letter(c), self.map.original(at..at + c.len_utf8()));
        }
        other.changed = vec![self.map.original(0..self.text.len())];
        other
    }

    /// Every word from its end to its beginning, each in its place.
    pub(super) fn each_word_turned(&self) -> Self {
        let mut turned = Self::default();
        let mut done = 0;
        for word in words(&self.text) {
            turned.copy(self, done..word.start);
            turned.turn(self, word.clone(), &|c| c);
            done = word.end;
        }
        turned.copy(self, done..self.text.len());
        turned.changed = vec![self.map.original(0..self.text.len())];
        turned
    }

    pub(super) fn turn(&mut self, from: &Self, stretch: Range<usize>, letter: &impl Fn(char) -> char) {
        for (at, c) in from.text[stretch.clone()].char_indices().rev() {
            let at = stretch.start + at;
            self.push(letter(c), from.map.original(at..at + c.len_utf8()));
        }
    }
}

impl Derived {
    /// With the disguised stretches as a reader sees them.
    pub(super) fn unmasked(&self, disguises: &[Disguise]) -> Self {
        let mut unmasked = Self { changed: self.changed.clone(), ..Self::default() };
        let mut done = 0;
        for (stretch, out) in disguises {
            unmasked.copy(self, done..stretch.start);
            unmasked.spread(out, self, stretch.clone());
            done = stretch.end;
        }
        unmasked.copy(self, done..self.text.len());
        unmasked.changed.sort_by_key(|changed| (changed.start, changed.end));
        unmasked
    }

    /// Without some words.
    pub(super) fn without(&self, words: &[Range<usize>]) -> Self {
        let mut without = Self::default();
        let mut done = 0;
        for word in words {
            without.copy(self, done..word.start);
            without.changed.push(self.map.original(word.clone()));
            done = word.end;
        }
        without.copy(self, done..self.text.len());
        without
    }

    /// Appends what came out of a stretch: each of its words stands for the part of the stretch its letters came from.
    pub(super) fn spread(&mut self, out: &str, from: &Self, stretch: Range<usize>) {
        let original = from.map.original(stretch.clone());
        let kept: Vec<(usize, char)> =
            from.text[stretch.clone()].char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
        let letters = out.chars().filter(|c| !c.is_whitespace()).count();
        let mut nth = 0;
        for c in out.chars() {
            if c.is_whitespace() {
                self.push(c, original.end..original.end);
                continue;
            }
            // As many letters came out as characters went in, or a sign between two letters was dropped.
            let place = if letters == kept.len() { nth } else { nth * kept.len() / letters.max(1) };
            let last = if letters == kept.len() {
                nth
            } else {
                ((nth + 1) * kept.len() / letters.max(1)).max(1) - 1
            };
            let bytes = |number: usize| {
                kept.get(number).map(|(at, c)| stretch.start + at..stretch.start + at + c.len_utf8())
            };
            let span = match (bytes(place), bytes(last.max(place))) {
                (Some(first), Some(last)) => from.map.original(first.start..last.end),
                _ => original.clone(),
            };
            self.push(c, span);
            nth += 1;
        }
        self.disguises.push(original.clone());
        self.changed.push(original);
    }
}
