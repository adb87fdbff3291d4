//! The words near an anchor, as far as a phrase could reach, in small letters and without what stands between them.

use std::ops::Range;

use crate::guard::scan::poll_day::{self, WEEKDAYS};
use crate::lexicon::phrase::Words;

/// So many words on either side are looked at, at most.
pub(super) const REACH: usize = 20;

/// So far one looks for them on either side, in bytes.
const BYTES: usize = 240;

/// The words near an anchor. Any two of them count as joined and as of one sentence, so that a phrase that does not
/// stand here does not stand in the text either.
#[derive(Debug)]
pub(super) struct Window {
    letters: [u8; 3 * BYTES],
    /// The anchor in the middle.
    words: [(u16, u16); 2 * REACH + 1],
    before: usize,
    after: usize,
}

impl Window {
    /// None where the words are too long to tell.
    pub(super) fn of(text: &str, anchor: &Range<usize>) -> Option<Self> {
        let bytes = text.as_bytes();
        let from = anchor.start.saturating_sub(BYTES);
        let to = bytes.len().min(anchor.end + BYTES);
        let near = bytes.get(from..to)?;
        let mut window =
            Self { letters: [0; 3 * BYTES], words: [(0, 0); 2 * REACH + 1], before: 0, after: 0 };
        let letters = window.letters.get_mut(..near.len())?;
        letters.copy_from_slice(near);
        letters.make_ascii_lowercase();
        let letters = &*letters;
        let narrow =
            |word: &Range<usize>| Some((u16::try_from(word.start).ok()?, u16::try_from(word.end).ok()?));
        let middle = anchor.start - from..anchor.end - from;
        window.words[REACH] = narrow(&middle)?;
        let mut end = middle.start;
        while window.before < REACH {
            let word = word_before(letters, end);
            // What is cut off at the edge is not known.
            if word.start == 0 && from > 0 {
                return None;
            }
            if word.is_empty() {
                break;
            }
            end = word.start;
            if !is_possessive(letters, &word) {
                window.before += 1;
                window.words[REACH - window.before] = narrow(&word)?;
            }
        }
        let mut start = middle.end;
        while window.after < REACH {
            let word = word_after(letters, start);
            if word.end == letters.len() && to < bytes.len() {
                return None;
            }
            if word.is_empty() {
                break;
            }
            start = word.end;
            if !is_possessive(letters, &word) {
                window.after += 1;
                window.words[REACH + window.after] = narrow(&word)?;
            }
        }
        Some(window)
    }

    /// Its words, the anchor among them.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        (REACH - self.before..=REACH + self.after).filter_map(|at| self.word(at))
    }

    /// Whether any word could be part of a day, in either language: nothing else says polling day.
    pub(super) fn has_day(&self) -> bool {
        self.words().any(|word| {
            word.starts_with(|c: char| c.is_ascii_digit())
                || WEEKDAYS.contains(&word)
                || poll_day::is_any_ordinal(word)
                || matches!(word, "day" | "dydd" | "ddydd" | "nydd" | "diwrnod" | "ddiwrnod")
        })
    }
}

/// The run of letters and digits that ends last before a place; empty at the beginning where there is none.
fn word_before(letters: &[u8], end: usize) -> Range<usize> {
    let back = |end: usize, wanted: bool| {
        let run = letters[..end].iter().rev().take_while(|letter| letter.is_ascii_alphanumeric() == wanted);
        end - run.count()
    };
    let end = back(end, false);
    back(end, true)..end
}

/// The run of letters and digits that begins first from a place on; empty at the end where there is none.
fn word_after(letters: &[u8], start: usize) -> Range<usize> {
    let on = |start: usize, wanted: bool| {
        let run = letters[start..].iter().take_while(|letter| letter.is_ascii_alphanumeric() == wanted);
        start + run.count()
    };
    let start = on(start, false);
    start..on(start, true)
}

/// Whether a run is the s of a possessive, which is no word.
fn is_possessive(letters: &[u8], word: &Range<usize>) -> bool {
    letters.get(word.clone()) == Some(b"s")
        && word.start > 1
        && letters[word.start - 1] == b'\''
        && letters[word.start - 2].is_ascii_alphanumeric()
}

impl Words for Window {
    fn word(&self, at: usize) -> Option<&str> {
        if at + self.before < REACH || at > REACH + self.after {
            return None;
        }
        let (start, end) = *self.words.get(at)?;
        std::str::from_utf8(self.letters.get(usize::from(start)..usize::from(end))?).ok()
    }

    fn joined(&self, at: usize) -> bool {
        self.word(at).is_some()
    }

    fn same_sentence(&self, at: usize) -> bool {
        self.word(at).is_some()
    }

    fn party_from(&self, _: usize) -> Option<usize> {
        None
    }

    fn party_until(&self, _: usize) -> Option<usize> {
        None
    }

    fn poll_from(&self, _: usize) -> Option<usize> {
        None
    }

    fn poll_until(&self, _: usize) -> Option<usize> {
        None
    }
}
