//! What a text is suspected of at first sight: a quick look at its bytes, before anything is taken apart.

use super::apart::holds_lone_letters;
use super::claps::claps;
use super::signs::{is_mask, is_time, single};
use super::stars::masked;
use super::turned::upright;
use super::{FEWEST_LONE_LETTERS, RIGHT_TO_LEFT, SHORTEST, Vocabulary, holds_markup};

/// Whether a text may hold a disguise that [`readings`](super::readings) takes off: a quick look at its bytes.
pub fn is_suspect(text: &str) -> bool {
    if !text.is_ascii()
        && (holds_turned_or_masked(text)
            || holds_signs_in_words(text)
            || !claps(text).is_empty()
            || holds_lone_letters(text)
            || text.contains(RIGHT_TO_LEFT))
    {
        return true;
    }
    if holds_markup(text) {
        return true;
    }
    let mut lone_letters = 0;
    let mut since_letter = 2;
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        if byte.is_ascii_alphabetic() {
            let before = at.checked_sub(1).map_or(b' ', |at| bytes[at]);
            if before == *byte && next == *byte && *byte != b'w' {
                return true;
            }
            if !before.is_ascii_alphanumeric() && !next.is_ascii_alphanumeric() {
                lone_letters += 1;
                if lone_letters >= FEWEST_LONE_LETTERS {
                    return true;
                }
            } else {
                lone_letters = 0;
            }
            since_letter = 0;
        } else {
            since_letter += 1;
            // A digit or sign straight between letters, or at a word's beginning or end.
            let sign = byte.is_ascii_digit()
                || matches!(byte, b'@' | b'$' | b'!' | b'|' | b'+' | b'.' | b'*' | b'_' | b'-');
            if sign && next.is_ascii_alphabetic() && (since_letter == 1 || byte.is_ascii_digit()) {
                return true;
            }
            let hides = |byte: u8| matches!(byte, b'*' | b'#' | b'@' | b'$' | b'%');
            let marks = (hides(*byte) || matches!(byte, b'-' | b'_'))
                && (next == *byte || next.is_ascii_alphabetic() || hides(*byte) && hides(next));
            let dots = *byte == b'.' && next.is_ascii_alphabetic() && at > 0 && bytes[at - 1] == b'.';
            if since_letter == 1 && (byte.is_ascii_digit() || marks)
                || *byte == b'$' && next.is_ascii_alphabetic()
                || dots
            {
                return true;
            }
        }
    }
    false
}

fn holds_turned_or_masked(text: &str) -> bool {
    text.chars().any(|c| upright(c).is_some() || is_mask(c) && !c.is_ascii())
}

/// Whether a sign beyond ASCII stands straight between two letters: `f—k`, `f🤬ck`.
fn holds_signs_in_words(text: &str) -> bool {
    let sign = |c: char| !c.is_ascii() && !c.is_alphanumeric() && !matches!(c, '‘' | '’');
    let mut before = (' ', ' ');
    for c in text.chars() {
        if c.is_alphabetic() && sign(before.1) && before.0.is_alphabetic() {
            return true;
        }
        before = (before.1, c);
    }
    false
}

/// Whether some word is written backwards, as its capital stands at its end: `hsraM`.
pub fn ends_in_capitals(text: &str) -> bool {
    let bytes = text.as_bytes();
    let small = |byte: u8| byte.is_ascii_lowercase() || !byte.is_ascii();
    bytes.windows(2).enumerate().any(|(at, pair)| {
        if !(pair[1].is_ascii_uppercase() && small(pair[0])) {
            return false;
        }
        let last = at + 1;
        let ends = bytes.get(last + 1).is_none_or(|next| !next.is_ascii_alphanumeric() && next.is_ascii());
        let length = bytes[..last].iter().rev().take_while(|byte| small(**byte)).count();
        let begins = last.checked_sub(length + 1).is_none_or(|before| !bytes[before].is_ascii_alphanumeric());
        ends && begins && length >= SHORTEST
    })
}

/// Whether some word of an ASCII text without markup may hide another: the same question as [`readings`](super::readings) answers, asked
/// of those words alone that have a sign or a digit.
pub fn may_hide(text: &str, vocabulary: &dyn Vocabulary) -> bool {
    let mut lone_letters = 0;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if is_blank(*byte) {
            at += 1;
            continue;
        }
        if let Some(length) = plain_word(&bytes[at..]) {
            lone_letters = 0;
            at += length;
            continue;
        }
        let end = bytes[at..].iter().position(|byte| is_blank(*byte)).map_or(bytes.len(), |n| at + n);
        let word = &text[at..end];
        lone_letters = match word {
            // `C - l - l - r`
            "-" | "_" | "." | "*" | "|" | "/" | "~" | "+" => lone_letters,
            _ if is_lone(word) => lone_letters + 1,
            _ => 0,
        };
        let hides = || masked(word, vocabulary).is_some() || single(word, vocabulary).is_some();
        if lone_letters >= FEWEST_LONE_LETTERS || !hides_nothing(word, vocabulary) && hides() {
            return true;
        }
        at = end;
    }
    false
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// The length of the word that some bytes begin with, if it is two letters or more, none of them drawn out, and at most
/// one sign that ends a sentence.
fn plain_word(bytes: &[u8]) -> Option<usize> {
    let (mut before, mut repeated) = (0, false);
    let mut letters = 0;
    while let Some(byte) = bytes.get(letters).filter(|byte| byte.is_ascii_alphabetic()) {
        let repeats = *byte == before;
        if repeats && repeated {
            return None;
        }
        (before, repeated) = (*byte, repeats);
        letters += 1;
    }
    let signed = matches!(bytes.get(letters), Some(b'.' | b',' | b'?' | b';' | b':'));
    let length = letters + usize::from(signed);
    (letters > 1 && bytes.get(length).is_none_or(|byte| is_blank(*byte))).then_some(length)
}

/// Whether a word is one letter or sign that stands for one, and no more than punctuation behind it.
fn is_lone(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|first| first.is_alphanumeric() || is_mask(first))
        && letters.all(|c| c.is_ascii_punctuation())
}

/// Whether an ASCII word is of the kinds nearly all words are of, told without taking it apart: letters with an
/// apostrophe or a hyphen, a number with a unit, and punctuation around.
fn hides_nothing(word: &str, vocabulary: &dyn Vocabulary) -> bool {
    let outside = |byte: &u8| {
        matches!(byte, b'(' | b')' | b'[' | b']' | b'"' | b'\'' | b',' | b';' | b':' | b'?' | b'.')
    };
    let before = word.bytes().take_while(outside).count();
    let behind = word.bytes().skip(before).rev().take_while(|byte| outside(byte) || *byte == b'!').count();
    let core = &word[before..word.len() - behind];
    let bytes = core.as_bytes();
    if bytes.windows(3).any(|three| three[0] == three[1] && three[1] == three[2]) {
        return false;
    }
    if bytes.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b'\'') || is_time(core) {
        return true;
    }
    let pieces = core.split('-');
    pieces.clone().all(|piece| piece.len() > 1 && piece.bytes().all(|byte| byte.is_ascii_alphabetic()))
        && (pieces.count() > 3 || !is_rejoined(core, vocabulary))
}

/// Whether a hyphenated word is a known one without its hyphens.
fn is_rejoined(word: &str, vocabulary: &dyn Vocabulary) -> bool {
    let mut letters = [0; LONGEST_REJOINED];
    let mut length = 0;
    for letter in word.bytes().filter(|byte| *byte != b'-') {
        let Some(place) = letters.get_mut(length) else { return true };
        *place = letter.to_ascii_lowercase();
        length += 1;
    }
    std::str::from_utf8(&letters[..length]).is_ok_and(|word| vocabulary.knows(word))
}

/// A longer word is taken apart in any case, in bytes.
const LONGEST_REJOINED: usize = 64;
