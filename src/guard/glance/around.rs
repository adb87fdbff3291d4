//! An anchor in an ASCII text, and the words on either side of it.

use std::ops::Range;

use crate::guard::glance::sight::{Cue, Sight};
use crate::guard::index::Index;
use crate::guard::scan::politics::appeals::Needs;
use crate::lexicon::phrase::Words;
use crate::lexicon::{Phrase, Sense};

/// So far a compound with hyphens reaches, in bytes.
const LONGEST_COMPOUND: usize = 64;

/// No title is shortened to more letters.
const LONGEST_SHORT_FORM: usize = 6;

/// An anchor where it stands.
#[derive(Debug, Clone)]
pub(super) struct Around<'s> {
    sight: &'s Sight<'s, 's>,
    anchor: Range<usize>,
    /// Its first word's number.
    at: usize,
    /// The number of the first word behind it.
    next: usize,
    /// The words on either side of it: asked for by nearly every anchor's meaning, and more than once.
    before: Option<&'s str>,
    after: Option<&'s str>,
}

impl<'s> Around<'s> {
    /// An anchor of these bytes that has a word of this number.
    pub(super) fn of(sight: &'s Sight<'s, 's>, anchor: Range<usize>, at: usize) -> Self {
        let next = sight.word_from(anchor.end, at + 1);
        let before = at.checked_sub(1).and_then(|before| sight.word(before));
        Self { sight, anchor, at, next, before, after: sight.word(next) }
    }

    /// The anchor in small letters.
    pub(super) fn anchor(&self) -> &'s str {
        self.sight.folded().get(self.anchor.clone()).unwrap_or_default()
    }

    /// Its bytes in the text.
    pub(super) fn range(&self) -> Range<usize> {
        self.anchor.clone()
    }

    /// Whether it is one of some folded words.
    pub(super) fn is_any_of(&self, words: &[String]) -> bool {
        words.iter().any(|word| word == self.anchor())
    }

    /// Whether a phrase could stand around it: going by the words on either side first, then by those beyond.
    pub(super) fn may_be_part_of(&self, phrase: &Phrase) -> bool {
        phrase.may_stand(self.before, self.after)
            && (phrase.is_one_word() || phrase.at(self.at, self.sight).is_some())
    }

    /// Whether some word near it is asked for, in small letters.
    pub(super) fn has_near(&self, wanted: impl Fn(&str) -> bool) -> bool {
        self.sight.near(self.at).any(wanted)
    }

    /// Whether cues of some senses may stand near it: two, or one that is sure where one is enough.
    pub(super) fn has_cues_near(&self, needs: Needs, senses: &[Sense], index: &Index) -> bool {
        let near = self.at.saturating_sub(needs.reach())..=self.at + needs.reach();
        let cues = self.sight.cues(index).iter();
        let mut cues = cues.filter(|cue| near.contains(&cue.at) && senses.contains(&cue.sense));
        let Some(first) = cues.next() else { return false };
        let one_is_enough = |cue: &Cue| cue.is_sure && needs == Needs::OneOrTwo;
        one_is_enough(first) || cues.any(|cue| cue.sense != first.sense || one_is_enough(cue))
    }

    /// Whether it begins with a capital, or stands where nobody writes any.
    pub(super) fn is_capital(&self) -> bool {
        self.is_embedded() || self.begins_with_capital(self.anchor.start)
    }

    /// Whether its second letter is a capital.
    pub(super) fn is_shouted(&self) -> bool {
        self.anchor.len() < 2 || self.begins_with_capital(self.anchor.start + 1)
    }

    /// Whether it may be part of something longer: an address, an account, a hashtag.
    pub(super) fn is_embedded(&self) -> bool {
        let bytes = self.sight.text.as_bytes();
        let byte = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
        let outside =
            |byte: u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b'(' | b')' | b'"' | b'\'' | b',');
        let sets_off = |byte: u8| matches!(byte, b'.' | b'!' | b'?' | b':' | b';');
        // Day-to-day is no address; a page's address may have hyphens all the same.
        let within = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let (mut start, mut end) = (self.anchor.start, self.anchor.end);
        if byte(start.checked_sub(1)) == b'-' || byte(Some(end)) == b'-' {
            start -= bytes[..start].iter().rev().take(LONGEST_COMPOUND).take_while(within).count();
            end += bytes[end..].iter().take(LONGEST_COMPOUND).take_while(within).count();
        }
        let (behind, beyond) = (byte(Some(end)), byte(end.checked_add(1)));
        !outside(byte(start.checked_sub(1))) || !(outside(behind) || sets_off(behind) && outside(beyond))
    }

    /// Whether what stands behind it may join it to the next word.
    pub(super) fn may_join_after(&self) -> bool {
        let Some(between) = self.between_after() else { return false };
        let parts = |c: char| matches!(c, ',' | ';' | ':' | '!' | '?' | '(' | ')' | '"');
        // A short form has a full stop of its own.
        let stops = between.contains('.') && self.anchor.len() > LONGEST_SHORT_FORM;
        !stops && !between.contains(parts)
    }

    /// The word before it, in small letters.
    pub(super) fn before(&self) -> Option<&'s str> {
        self.before
    }

    /// The word before the one before it.
    pub(super) fn before_that(&self) -> Option<&'s str> {
        self.sight.word(self.at.checked_sub(2)?)
    }

    /// The word after it.
    pub(super) fn after(&self) -> Option<&'s str> {
        self.after
    }

    /// Whether the word before it begins with a capital.
    pub(super) fn is_behind_capital(&self) -> bool {
        self.at.checked_sub(1).is_some_and(|at| self.is_word_with_capital(at))
    }

    /// Whether the word after it begins with a capital.
    pub(super) fn is_before_capital(&self) -> bool {
        self.is_word_with_capital(self.next)
    }

    /// Whether nothing but blanks stands before and behind it, as far as its neighbours.
    pub(super) fn is_among_blanks(&self) -> bool {
        let blank =
            |between: Option<&str>| between.is_none_or(|between| between.bytes().all(|byte| byte == b' '));
        blank(self.between_before()) && blank(self.between_after())
    }

    /// The word before it, where only a blank stands between.
    pub(super) fn joined_before(&self) -> Option<&'s str> {
        self.sight.word(self.at.checked_sub(1)?).filter(|_| self.between_before() == Some(" "))
    }

    /// The word after it, where only a blank stands between.
    pub(super) fn joined_after(&self) -> Option<&'s str> {
        self.sight.word(self.next).filter(|_| self.between_after() == Some(" "))
    }

    /// What stands between it and the word before it; None where there is none.
    fn between_before(&self) -> Option<&'s str> {
        let before = self.sight.range(self.at.checked_sub(1)?)?;
        self.sight.text.get(before.end..self.anchor.start)
    }

    /// What stands between it and the word after it; None where there is none.
    fn between_after(&self) -> Option<&'s str> {
        let after = self.sight.range(self.next)?;
        self.sight.text.get(self.anchor.end..after.start)
    }

    fn is_word_with_capital(&self, at: usize) -> bool {
        self.sight.range(at).is_some_and(|word| self.begins_with_capital(word.start))
    }

    fn begins_with_capital(&self, at: usize) -> bool {
        self.sight.text.as_bytes().get(at).is_some_and(u8::is_ascii_uppercase)
    }
}
