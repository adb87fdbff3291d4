//! An anchor in an ASCII text as it is written, and the words on either side of it.

use std::cell::OnceCell;
use std::ops::Range;

use crate::guard::glance::window::{self, Window};
use crate::lexicon::Phrase;
use crate::lexicon::phrase::Neighbour;

/// So far one looks for a neighbour, in bytes.
const REACH: usize = 64;

/// No title is shortened to more letters.
const LONGEST_SHORT_FORM: usize = 6;

/// An anchor where it stands.
#[derive(Debug)]
pub(super) struct Around<'t> {
    text: &'t str,
    anchor: Range<usize>,
    before: OnceCell<(Neighbour<'t>, usize)>,
    after: OnceCell<(Neighbour<'t>, usize)>,
    window: OnceCell<Option<Box<Window>>>,
}

impl<'t> Around<'t> {
    pub(super) fn of(text: &'t str, anchor: Range<usize>) -> Self {
        Self { text, anchor, before: OnceCell::new(), after: OnceCell::new(), window: OnceCell::new() }
    }

    /// The anchor as it is written.
    pub(super) fn anchor(&self) -> &'t str {
        self.text.get(self.anchor.clone()).unwrap_or_default()
    }

    /// Its bytes in the text.
    pub(super) fn range(&self) -> Range<usize> {
        self.anchor.clone()
    }

    /// Whether it is one of some folded words.
    pub(super) fn is_any_of(&self, words: &[String]) -> bool {
        words.iter().any(|word| word.eq_ignore_ascii_case(self.anchor()))
    }

    /// Whether a phrase could stand around it: going by the words on either side first, then by those beyond.
    pub(super) fn may_be_part_of(&self, phrase: &Phrase) -> bool {
        phrase.may_stand(self.before(), self.after())
            && (phrase.is_one_word() || phrase.reach() > window::REACH || {
                self.window().is_none_or(|window| {
                    if phrase.has_poll() {
                        window.has_day()
                    } else {
                        phrase.at(window::REACH, window).is_some()
                    }
                })
            })
    }

    /// Whether some word near it is asked for, in small letters; also where there is no telling.
    pub(super) fn has_near(&self, wanted: impl Fn(&str) -> bool) -> bool {
        self.window().is_none_or(|window| window.words().any(wanted))
    }

    fn window(&self) -> Option<&Window> {
        self.window.get_or_init(|| Window::of(self.text, &self.anchor).map(Box::new)).as_deref()
    }

    /// Whether it begins with a capital, or stands where nobody writes any.
    pub(super) fn is_capital(&self) -> bool {
        self.is_embedded() || self.anchor().starts_with(|c: char| c.is_ascii_uppercase())
    }

    /// Whether its second letter is a capital.
    pub(super) fn is_shouted(&self) -> bool {
        self.anchor().as_bytes().get(1).is_none_or(u8::is_ascii_uppercase)
    }

    /// Whether it may be part of something longer: an address, an account, a hashtag.
    pub(super) fn is_embedded(&self) -> bool {
        let bytes = self.text.as_bytes();
        let byte = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
        let outside =
            |byte: u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b'(' | b')' | b'"' | b'\'' | b',');
        let sets_off = |byte: u8| matches!(byte, b'.' | b'!' | b'?' | b':' | b';');
        // Day-to-day is no address; a page's address may have hyphens all the same.
        let within = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let (mut start, mut end) = (self.anchor.start, self.anchor.end);
        if byte(start.checked_sub(1)) == b'-' || byte(Some(end)) == b'-' {
            start -= bytes[..start].iter().rev().take(REACH).take_while(within).count();
            end += bytes[end..].iter().take(REACH).take_while(within).count();
        }
        let (behind, beyond) = (byte(Some(end)), byte(end.checked_add(1)));
        !outside(byte(start.checked_sub(1))) || !(outside(behind) || sets_off(behind) && outside(beyond))
    }

    /// Whether what stands behind it may join it to the next word.
    pub(super) fn may_join_after(&self) -> bool {
        let (after, start) = *self.found_after();
        let between = self.text.get(self.anchor.end..start).unwrap_or_default();
        let parts = |c: char| matches!(c, ',' | ';' | ':' | '!' | '?' | '(' | ')' | '"');
        // A short form has a full stop of its own.
        let stops = between.contains('.') && self.anchor.len() > LONGEST_SHORT_FORM;
        after == Neighbour::Unknown || !stops && !between.contains(parts)
    }

    /// The word before it.
    pub(super) fn before(&self) -> Neighbour<'t> {
        self.found_before().0
    }

    /// Whether nothing but blanks stands before and behind it, as far as its neighbours.
    pub(super) fn is_among_blanks(&self) -> bool {
        let (before, after) = (self.found_before().1, self.found_after().1);
        let blank = |between: Range<usize>| {
            self.text.get(between).is_some_and(|between| between.bytes().all(|byte| byte == b' '))
        };
        blank(before..self.anchor.start) && blank(self.anchor.end..after)
    }

    /// The word before the one before it.
    pub(super) fn before_that(&self) -> Neighbour<'t> {
        match *self.found_before() {
            (Neighbour::Word(word), end) => self.look_back(end - word.len()).0,
            (other, _) => other,
        }
    }

    /// The word after it.
    pub(super) fn after(&self) -> Neighbour<'t> {
        self.found_after().0
    }

    /// The word before it, where only a blank stands between.
    pub(super) fn joined_before(&self) -> Option<&'t str> {
        match *self.found_before() {
            (Neighbour::Word(word), end) if self.is_blank(end..self.anchor.start) => Some(word),
            _ => None,
        }
    }

    /// The word after it, where only a blank stands between.
    pub(super) fn joined_after(&self) -> Option<&'t str> {
        match *self.found_after() {
            (Neighbour::Word(word), start) if self.is_blank(self.anchor.end..start) => Some(word),
            _ => None,
        }
    }

    fn is_blank(&self, between: Range<usize>) -> bool {
        self.text.get(between) == Some(" ")
    }

    fn found_before(&self) -> &(Neighbour<'t>, usize) {
        self.before.get_or_init(|| self.look_back(self.anchor.start))
    }

    fn found_after(&self) -> &(Neighbour<'t>, usize) {
        self.after.get_or_init(|| self.look_on())
    }

    /// The word that ends before a byte, and where it ends. The s of a possessive is no word.
    fn look_back(&self, from: usize) -> (Neighbour<'t>, usize) {
        let bytes = self.text.as_bytes();
        let mut left = REACH;
        let mut back = |mut at: usize, wanted: bool| {
            while left > 0 && at > 0 && bytes[at - 1].is_ascii_alphanumeric() == wanted {
                at -= 1;
                left -= 1;
            }
            (at, left > 0)
        };
        let (mut end, _) = back(from, false);
        let (mut start, mut known) = back(end, true);
        let is_possessive = known
            && matches!(&bytes[start..end], b"s" | b"S")
            && start > 1
            && bytes[start - 1] == b'\''
            && bytes[start - 2].is_ascii_alphanumeric();
        if is_possessive {
            end = start - 1;
            (start, known) = back(end, true);
        }
        self.told(start..end, known).map_or((Neighbour::Nothing, end), |neighbour| (neighbour, end))
    }

    /// The word that begins behind the anchor, and where it begins.
    fn look_on(&self) -> (Neighbour<'t>, usize) {
        let bytes = self.text.as_bytes();
        let mut left = REACH;
        let mut on = |mut at: usize, wanted: bool| {
            while left > 0 && at < bytes.len() && bytes[at].is_ascii_alphanumeric() == wanted {
                at += 1;
                left -= 1;
            }
            (at, left > 0)
        };
        let end = self.anchor.end;
        let is_possessive = bytes.get(end) == Some(&b'\'')
            && matches!(bytes.get(end + 1), Some(b's' | b'S'))
            && !bytes.get(end + 2).is_some_and(u8::is_ascii_alphanumeric);
        let (start, _) = on(if is_possessive { end + 2 } else { end }, false);
        let (end, known) = on(start, true);
        self.told(start..end, known).map_or((Neighbour::Nothing, start), |neighbour| (neighbour, start))
    }

    fn told(&self, word: Range<usize>, known: bool) -> Option<Neighbour<'t>> {
        if !known {
            return Some(Neighbour::Unknown);
        }
        self.text.get(word).filter(|word| !word.is_empty()).map(Neighbour::Word)
    }
}

/// Calls with an ASCII word in small letters. A word too long for any list is an empty one.
pub(super) fn with_folded<T>(word: &str, call: impl FnOnce(&str) -> T) -> T {
    let mut letters = [0; REACH];
    let folded = letters.get_mut(..word.len()).and_then(|room| {
        room.copy_from_slice(word.as_bytes());
        room.make_ascii_lowercase();
        std::str::from_utf8(room).ok()
    });
    call(folded.unwrap_or_default())
}
