//! An ASCII text as a quick look sees it: its words in order, in small letters, and which of them may be the beginning
//! of something that is looked for.

use std::cell::OnceCell;
use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index::{Index, Meaning};
use crate::guard::poll_day;
use crate::guard::scan::politics::appeals::CUES;
use crate::lexicon::Sense;
use crate::lexicon::matcher::{Begun, Matcher};
use crate::lexicon::phrase::{Reach, Words};
use crate::text::hints::Hints;
use crate::text::spelling::Spelling;
use crate::text::tokens;

/// So many words on either side count as near.
const NEAR: usize = 20;

/// About how many bytes a word and its gap take, to make room for as many.
const LETTERS_A_WORD: usize = 5;

/// About how many bytes there are for each word that may be the beginning of an anchor.
const LETTERS_AN_ANCHOR: usize = 16;

/// A text, seen. Any two of its words count as joined and as of one sentence, so that a phrase that does not stand
/// here does not stand in the text either.
#[derive(Debug)]
pub(super) struct Sight<'t, 'm> {
    /// As it is written.
    pub(super) text: &'t str,
    /// In small letters.
    folded: String,
    /// Its words, but for the s of a possessive.
    words: Vec<(u16, u16)>,
    /// Words that may be the beginning of an anchor, by their number.
    pub(super) begun: Vec<(usize, Begun<'m, Meaning>)>,
    /// What else its bytes tell.
    pub(super) hints: Hints,
    cues: OnceCell<Vec<Cue>>,
}

/// What makes an appeal of a word on voting or governing, where it may stand.
#[derive(Debug)]
pub(super) struct Cue {
    /// The number of the word it is found by.
    pub(super) at: usize,
    pub(super) sense: Sense,
    /// It may be enough by itself.
    pub(super) is_sure: bool,
}

impl<'t, 'm> Sight<'t, 'm> {
    /// Looks once along a text. None where it is too long to be looked at quickly.
    pub(super) fn of(text: &'t str, matcher: &'m Matcher<Meaning>) -> Option<Self> {
        u16::try_from(text.len()).ok()?;
        let mut sight = Self {
            text,
            folded: text.to_ascii_lowercase(),
            words: Vec::with_capacity(text.len() / LETTERS_A_WORD + 1),
            begun: Vec::with_capacity(text.len() / LETTERS_AN_ANCHOR + 1),
            hints: Hints::default(),
            cues: OnceCell::new(),
        };
        sight.hints = Hints::along(text, |word, spelling| sight.take(word, spelling, matcher));
        Some(sight)
    }

    fn take(&mut self, word: Range<usize>, spelling: Spelling, matcher: &'m Matcher<Meaning>) {
        let letters = &self.folded[word.clone()];
        if letters == "s" && is_possessive(&self.folded, word.start) {
            return;
        }
        if self
            .folded
            .as_bytes()
            .get(word.start.wrapping_sub(1))
            .is_some_and(|sign| matches!(sign, b'#' | b'_'))
            && is_in_hashtag(&self.folded, word.start)
        {
            let is_upper =
                |at: usize| self.text.as_bytes().get(word.start + at).is_some_and(u8::is_ascii_uppercase);
            let mut start = word.start;
            for end in tokens::humps(letters, is_upper) {
                let hump = start..word.start + end;
                self.keep(hump.clone(), Spelling::of(&self.folded[hump]), matcher);
                start = word.start + end;
            }
            return;
        }
        self.keep(word, spelling, matcher);
    }

    fn keep(&mut self, word: Range<usize>, spelling: Spelling, matcher: &'m Matcher<Meaning>) {
        if let Some(begun) = matcher.begun_by(spelling, &self.folded[word.clone()]) {
            self.begun.push((self.words.len(), begun));
        }
        self.words.push((narrow(word.start), narrow(word.end)));
    }

    /// The text in small letters.
    pub(super) fn folded(&self) -> &str {
        &self.folded
    }

    /// The bytes of a word.
    pub(super) fn range(&self, at: usize) -> Option<Range<usize>> {
        self.words.get(at).map(|(start, end)| usize::from(*start)..usize::from(*end))
    }

    /// The first word that begins at a byte or behind it, going by the number of one before.
    pub(super) fn word_from(&self, byte: usize, before: usize) -> usize {
        let behind = self.words.get(before..).unwrap_or_default();
        before + behind.iter().take_while(|(start, _)| usize::from(*start) < byte).count()
    }

    /// The words near one, itself among them.
    pub(super) fn near(&self, at: usize) -> impl Iterator<Item = &str> {
        (at.saturating_sub(NEAR)..=at + NEAR).map_while(|at| self.word(at))
    }

    /// The cues that may stand in the text, looked for once.
    pub(super) fn cues(&self, index: &Index) -> &[Cue] {
        self.cues.get_or_init(|| {
            let places = (0..self.words.len()).filter_map(|at| Some((at, self.word(at)?)));
            let cues = places.flat_map(|(at, word)| {
                let terms = index.terms_beside(word).filter(|term| CUES.contains(&term.sense));
                terms.filter(move |term| term.phrase.at(at, self).is_some()).map(move |term| Cue {
                    at,
                    sense: term.sense,
                    is_sure: term.confidence > Confidence::Possible,
                })
            });
            cues.collect()
        })
    }
}

/// A text's length was seen to fit.
fn narrow(byte: usize) -> u16 {
    u16::try_from(byte).unwrap_or(u16::MAX)
}

/// Whether an s that begins at a byte is that of a possessive. Behind a handle, a hashtag or an address it is a word.
fn is_possessive(text: &str, start: usize) -> bool {
    let Some([owner @ .., b'\'' | b'`']) = text.as_bytes().get(..start) else { return false };
    let item = owner.iter().rev().take_while(|byte| !byte.is_ascii_whitespace());
    owner.last().is_some_and(u8::is_ascii_alphanumeric)
        && !item.clone().any(|byte| matches!(byte, b'#' | b'@'))
}

/// Whether a run of letters and digits that begins at a byte is of a hashtag: behind its sign, or an underscore in it.
fn is_in_hashtag(text: &str, start: usize) -> bool {
    let before = text.as_bytes().get(..start).unwrap_or_default();
    let within =
        before.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
    match before.get(..before.len() - within) {
        Some([.., letter, b'#']) => !letter.is_ascii_alphanumeric(),
        Some([b'#']) => true,
        _ => false,
    }
}

impl Words for Sight<'_, '_> {
    fn word(&self, at: usize) -> Option<&str> {
        self.folded.get(self.range(at)?)
    }

    fn joined(&self, at: usize) -> bool {
        at > 0 && at < self.words.len()
    }

    fn same_sentence(&self, at: usize) -> bool {
        at < self.words.len()
    }

    fn party_from(&self, _: usize) -> Option<usize> {
        None
    }

    fn party_until(&self, _: usize) -> Option<usize> {
        None
    }

    fn poll_from(&self, at: usize) -> Option<Reach> {
        let next = || self.word(at + 1).is_some_and(poll_day::may_be_a_day);
        let begins = |word| poll_day::may_begin(word) || word == "the" && next();
        self.word(at).is_some_and(begins).then_some(Reach::Untold)
    }

    fn poll_until(&self, end: usize) -> Option<Reach> {
        let ends = self.word(end.checked_sub(1)?).is_some_and(poll_day::may_end);
        ends.then_some(Reach::Untold)
    }
}
