//! National Insurance numbers and vehicles' plates.

use std::ops::Range;

use crate::calendar::moment::MONTHS;
use crate::guard::finding::Confidence;
use crate::guard::prose::Prose;
use crate::guard::rules::personal_data::private::Private;
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
                if is_no_ones(prose, &words) {
                    continue;
                }
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

/// Written apart, letter by letter, a number has this many words.
const MOST_WORDS: usize = 9;

/// Whether a number that looks like one of National Insurance is an example of it, or a code of something else.
fn is_no_ones(prose: &Prose<'_>, words: &Range<usize>) -> bool {
    if is_example(prose, words) {
        return true;
    }
    let sentence = prose.sentence(words.start);
    let near = sentence.start.max(words.start.saturating_sub(REACH))..sentence.end.min(words.end + REACH);
    let mut said = near.filter(|at| !words.contains(at));
    let insurance = said.any(|at| matches!(prose.at(at), "ni" | "nino" | "insurance" | "yswiriant"));
    !insurance && is_coded(prose, words.start)
}

/// Whether words around a number make it a pattern or an example: `looks like`, `the format is`, `for example`.
fn is_example(prose: &Prose<'_>, words: &Range<usize>) -> bool {
    let near = words.start.saturating_sub(NEAR_AN_EXAMPLE)..words.end + 3;
    let has_the_form = |at: usize| {
        prose.at(at) == "form" && matches!(prose.at(at + 1), "of" | "")
            || prose.at(at) == "has" && prose.at(at + 2) == "form"
    };
    near.filter(|at| !words.contains(at)).any(|at| prose.is(Sense::ExampleCue, at) || has_the_form(at))
}

/// How far before a number its example cue stands.
const NEAR_AN_EXAMPLE: usize = 6;

/// Whether the words before a number make it a code of something: `part number`, `your reference is`.
fn is_coded(prose: &Prose<'_>, first: usize) -> bool {
    let before = |n: usize| first.checked_sub(n).map_or("", |at| prose.at(at));
    let of_a_thing = |word: &str| {
        matches!(
            word,
            "code"
                | "part"
                | "model"
                | "serial"
                | "reference"
                | "ref"
                | "order"
                | "voucher"
                | "product"
                | "licence"
                | "permit"
                | "pass"
                | "form"
                | "invoice"
                | "policy"
                | "booking"
                | "ticket"
                | "meter"
                | "item"
                | "lot"
        )
    };
    of_a_thing(before(1))
        || of_a_thing(before(2)) && matches!(before(1), "number" | "no" | "is" | "code" | "numbers")
}

/// Numbers by which one person is known: NHS, passport, driving licence; and somebody's account at a bank.
pub(super) fn known_by(prose: &Prose<'_>) -> Vec<Private> {
    let mut found = Vec::new();
    for at in 0..prose.len() {
        let (words, why) = match prose.at(at) {
            "nhs" => (digits_after(prose, at, 10), "Gives away somebody's NHS number."),
            "passport" => (digits_after(prose, at, 9), "Gives away the number of somebody's passport."),
            "sort" if prose.at(at + 1) == "code" => (digits_after(prose, at + 1, 6), BANK),
            "sortcode" => (digits_after(prose, at, 6), BANK),
            "licence" | "driver" => {
                (licence_after(prose, at), "Gives away the number of somebody's driving licence.")
            }
            _ => (bare_account(prose, at), BANK),
        };
        let Some(words) = words.filter(|words| !is_example(prose, words)) else { continue };
        // A council, a firm and a charity give their accounts to whoever pays them.
        if why == BANK && !is_of_a_person(prose, &words) {
            continue;
        }
        found.push(Private { span: prose.span(&words), confidence: Confidence::Certain, why });
    }
    found
}

/// A sort code with its hyphens and the number of an account behind it, whatever they are called: `20-11-22, 12345678`.
fn bare_account(prose: &Prose<'_>, at: usize) -> Option<Range<usize>> {
    let is_pair = |at: usize| prose.at(at).len() == 2 && prose.number(at);
    let hyphened = |at: usize| is_pair(at) && prose.gap(at) == Gap::Hyphen;
    if !(is_pair(at) && hyphened(at + 1) && hyphened(at + 2) && prose.gap(at) != Gap::Hyphen) {
        return None;
    }
    let is_account = |at: &usize| prose.number(*at) && prose.at(*at).len() == 8;
    (at + 3..at + 3 + BETWEEN).find(is_account).map(|last| at..last + 1)
}

/// So many words stand between a sort code and the account, at most: `account number`.
const BETWEEN: usize = 4;

const BANK: &str = "Gives away somebody's account at a bank.";

/// The words that make up a number of so many digits, close behind a word.
fn digits_after(prose: &Prose<'_>, cue: usize, digits: usize) -> Option<Range<usize>> {
    let first = (cue + 1..cue + 6).find(|at| prose.number(*at))?;
    let mut count = 0;
    let mut end = first;
    while count < digits
        && (end == first
            || end < first + digits && matches!(prose.gap(end), Gap::Space | Gap::Hyphen | Gap::Other))
    {
        let word = prose.at(end);
        if word.is_empty() || !word.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        count += word.len();
        end += 1;
    }
    (count == digits).then_some(first..end)
}

/// The number of a driving licence behind a word: five letters or nines, six digits, and five more.
fn licence_after(prose: &Prose<'_>, cue: usize) -> Option<Range<usize>> {
    let is_number = |word: &str| {
        let bytes = word.as_bytes();
        bytes.len() == 16
            && bytes[0].is_ascii_alphabetic()
            && bytes[..5].iter().all(|b| b.is_ascii_alphabetic() || *b == b'9')
            && bytes[5..11].iter().all(u8::is_ascii_digit)
    };
    (cue + 1..cue + 6).find(|at| is_number(prose.at(*at))).map(|at| at..at + 1)
}

/// Whether somebody by name, and no firm or council, stands around a number.
fn is_of_a_person(prose: &Prose<'_>, words: &Range<usize>) -> bool {
    let near = words.start.saturating_sub(REACH)..words.end + REACH;
    // The bank is where somebody has the account.
    let firm = near
        .clone()
        .filter(|at| !matches!(prose.at(*at), "bank" | "food"))
        .any(|at| prose.is(Sense::Firm, at) || prose.is(Sense::OfficeCue, at));
    let mut near = near;
    !firm
        && near.any(|at| {
            prose.is(Sense::OwnCue, at)
                || prose.capital(at)
                    && (prose.is(Sense::Given, at)
                        || prose.is(Sense::Honorific, at)
                        || prose.at(at).len() == 1 && prose.capital(at + 1) && prose.gap(at + 1).joins())
        })
}

/// Whoever was born from this year on is young.
const YOUNG: u16 = 2000;

/// Days of birth that are told with the person: `Jo Brown (DOB 04/05/1961)`. `cues` are the ends of words such as
/// `date of birth`.
pub(super) fn births(prose: &Prose<'_>, cues: &[usize], is_reply: bool) -> Vec<Private> {
    let day = |cue: usize| {
        let first = (cue..cue + 3).find(|at| prose.number(*at))?;
        let month = prose.number(first + 1)
            || MONTHS
                .iter()
                .any(|month| prose.at(first + 1).len() > 2 && month.starts_with(prose.at(first + 1)));
        let year = prose.number(first + 2) && matches!(prose.at(first + 2).len(), 2 | 4);
        // The days on which those long known were born are history; a child's are nobody's business.
        let told = matches!(prose.at(cue - 1), "born" | "ganwyd" | "ganed");
        if told && !(YOUNG..2100).contains(&prose.at(first + 2).parse::<u16>().unwrap_or_default()) {
            return None;
        }
        (month && year).then_some(first..first + 3)
    };
    let named = |words: &Range<usize>| {
        let mut near = words.start.saturating_sub(REACH)..words.end + REACH;
        near.any(|at| {
            prose.capital(at) && (prose.is(Sense::Given, at) || prose.is(Sense::Honorific, at))
                || prose.is(Sense::OwnCue, at)
        })
    };
    cues.iter()
        .filter_map(|cue| day(*cue))
        .filter(|words| (is_reply || named(words)) && !is_example(prose, words))
        .map(|words| Private {
            span: prose.span(&words),
            confidence: Confidence::Likely,
            why: "Gives away when somebody was born.",
        })
        .collect()
}

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
    // Letters that were never issued count too: whoever mistypes one has still given the rest away.
    let is_number = length == letters.len()
        && a.is_ascii_alphabetic()
        && b.is_ascii_alphabetic()
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
        if is_small(prose, &words)
            && !(vehicle && (words.len() == 1 || is_called_a_plate(prose, words.start)))
        {
            at = words.end;
            continue;
        }
        at = words.end;
        if is_example(prose, &words) {
            continue;
        }
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
    if first.shape == Shape::Number
        || first.shape == Shape::Title && prose.at(at).len() < 3 && !has_digit(prose.at(at))
    {
        return None;
    }
    // In small letters only today's form, which no word has.
    if first.shape == Shape::Lower {
        let alone = shape(prose.at(at)) == "aa99aaa";
        let apart = shape(prose.at(at)) == "aa99"
            && shape(prose.at(at + 1)) == "aaa"
            && prose.gap(at + 1) == Gap::Space;
        return (alone || apart).then(|| at..at + if alone { 1 } else { 2 });
    }
    if !has_digit(prose.at(at)) && !has_digit(prose.at(at + 1)) {
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

/// Whether a plate is written without a capital.
fn is_small(prose: &Prose<'_>, words: &Range<usize>) -> bool {
    prose.token(words.start).is_some_and(|token| token.shape == Shape::Lower)
}

/// Whether the word before says that a plate follows.
fn is_called_a_plate(prose: &Prose<'_>, first: usize) -> bool {
    let mut before = first.saturating_sub(3)..first;
    before.any(|at| {
        matches!(prose.at(at), "reg" | "registration" | "plate" | "numberplate" | "regs" | "plates")
    })
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
