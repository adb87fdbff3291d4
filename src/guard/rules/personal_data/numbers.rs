//! National Insurance numbers and vehicles' plates.

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::prose::Prose;
use crate::guard::rules::personal_data::Private;
use crate::lexicon::Sense;
use crate::text::{Gap, Shape};

/// The National Insurance numbers of a part: two letters, six digits and a letter, in any spacing.
pub(super) fn insurance(prose: &Prose<'_>) -> Vec<Private> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < prose.len() {
        match (0..prose.len() - at).take(MOST_WORDS).find_map(|n| insurance_at(prose, at..at + n + 1)) {
            Some(words) => {
                at = words.end;
                found.push(Private {
                    span: prose.span(&words),
                    confidence: Confidence::Certain,
                    why: "Gives away somebody's National Insurance number.",
                });
            }
            None => at += 1,
        }
    }
    found
}

/// Written apart, a number has this many words: `AB 12 34 56 C`.
const MOST_WORDS: usize = 5;

/// Whether some words together are a number.
fn insurance_at(prose: &Prose<'_>, words: Range<usize>) -> Option<Range<usize>> {
    let close = |at: usize| prose.gap(at).joins() || prose.gap(at) == Gap::Other;
    let first = prose.token(words.start)?;
    if first.shape == Shape::Number || !words.clone().skip(1).all(close) {
        return None;
    }
    let mut letters = [0_u8; 9];
    let mut length = 0;
    for at in words.clone() {
        for byte in prose.at(at).bytes() {
            *letters.get_mut(length)? = byte;
            length += 1;
        }
    }
    let [a, b, digits @ .., last] = letters;
    let prefix = |byte: u8, not: &[u8]| byte.is_ascii_alphabetic() && !not.contains(&byte);
    // The letters the Department never issues.
    let issued = prefix(a, b"dfiquv")
        && prefix(b, b"dfiquvo")
        && ![*b"bg", *b"gb", *b"nk", *b"kn", *b"tn", *b"nt", *b"zz"].contains(&[a, b]);
    let is_number = length == letters.len()
        && issued
        && digits.iter().all(u8::is_ascii_digit)
        && matches!(last, b'a'..=b'd');
    is_number.then_some(words)
}

/// The plates of a part.
pub(super) fn plates(prose: &Prose<'_>) -> Vec<Private> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < prose.len() {
        let Some(words) = plate_at(prose, at) else {
            at += 1;
            continue;
        };
        let sentence = prose.sentence(at);
        let near = sentence.start.max(at.saturating_sub(REACH))..sentence.end.min(words.end + REACH);
        let vehicle = near.filter(|word| !words.contains(word)).any(|word| prose.is(Sense::VehicleCue, word));
        at = words.end;
        let (confidence, why) = if vehicle {
            (Confidence::Certain, "Gives away the plate of somebody's vehicle.")
        } else {
            (Confidence::Possible, "Has what may be a vehicle's plate.")
        };
        found.push(Private { span: prose.span(&words), confidence, why });
    }
    found
}

/// How far from a plate the vehicle is spoken of.
const REACH: usize = 10;

/// The words of a plate that begins with a word: `AB12 CDE`, `A123 BCD`, `ABC 123D`, `ABZ 1234`, all in capitals.
fn plate_at(prose: &Prose<'_>, at: usize) -> Option<Range<usize>> {
    let first = prose.token(at).filter(|_| prose.in_prose(at))?;
    if !first.is_capital()
        || first.shape == Shape::Title && prose.at(at).len() < 3 && !has_digit(prose.at(at))
    {
        return None;
    }
    if is_plate(&shape(prose.at(at))) {
        return Some(at..at + 1);
    }
    let second = prose.token(at + 1)?;
    let close = matches!(prose.gap(at + 1), Gap::Space | Gap::Hyphen | Gap::Other);
    let written = second.shape == Shape::Number || second.shape == Shape::Upper;
    let whole = format!("{} {}", shape(prose.at(at)), shape(prose.at(at + 1)));
    (close && written && is_plate(&whole)).then_some(at..at + 2)
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|b| b.is_ascii_digit())
}

/// A word with `a` for its letters and `9` for its digits; long words are no plates.
fn shape(word: &str) -> String {
    word.bytes().take(8).map(|b| if b.is_ascii_digit() { '9' } else { 'a' }).collect()
}

fn is_plate(shape: &str) -> bool {
    matches!(
        shape,
        "aa99 aaa"
            | "aa99aaa"
            | "a999 aaa"
            | "a99 aaa"
            | "a9 aaa"
            | "a999aaa"
            | "aaa 999a"
            | "aaa 99a"
            | "aaa999a"
            | "aaa 9999"
            | "aaa9999"
    )
}
