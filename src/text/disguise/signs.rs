//! Digits and signs for letters: `Pr1ce`, `T0ries`.

use super::apart::joined;
use super::{SHORTEST, Vocabulary, knows};

/// The most ways one word's signs are read.
pub(super) const MOST_READINGS: usize = 64;

/// No disguised word is longer, in bytes, with all the signs between its letters.
pub(super) const LONGEST_WORD: usize = 400;

/// One word with signs in it: dots between its letters, digits for letters, a sign in its middle.
pub(super) fn single(word: &str, vocabulary: &dyn Vocabulary) -> Option<String> {
    if word.len() > LONGEST_WORD {
        return None;
    }
    let outer = |c: char| !c.is_alphanumeric() && !is_mask(c);
    let trimmed = word.trim_start_matches(outer);
    let lead = word.len() - trimmed.len();
    let core = trimmed
        .trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '$' | '€') && !is_half_a_flag(c));
    if core.len() < SHORTEST || core.chars().all(char::is_alphabetic) || is_address(core) {
        return None;
    }
    let tail = &trimmed[core.len()..];
    let (core, possessive) = match core.strip_suffix("'s").or_else(|| core.strip_suffix("’s")) {
        Some(owner) => (owner, &core[owner.len()..]),
        None => (core, ""),
    };
    let out = joined(core, vocabulary).or_else(|| decode_pieces(core, vocabulary))?;
    // (C)(l)(l)(r): the brackets outside are those of letters too.
    let bracketed = core.contains(")(") || core.contains("][");
    let sides = |side: &str| if bracketed { side.replace(['(', ')', '[', ']'], "") } else { side.to_owned() };
    Some(format!("{}{out}{possessive}{}", sides(&word[..lead]), sides(tail)))
}

/// Whether a word is an address or account that is looked up as a whole.
pub(super) fn is_address(word: &str) -> bool {
    let path = || word.matches('/').count() > 1 && word.split('/').any(|piece| piece.chars().count() > 1);
    word.contains("://") || word.starts_with("www.") || word.starts_with('#') || path()
}

pub(super) fn decode_pieces(word: &str, vocabulary: &dyn Vocabulary) -> Option<String> {
    let sign = |c: char| matches!(c, '-' | '\'' | '’');
    let pieces: Vec<&str> = word.split(sign).collect();
    let decoded: Vec<Option<String>> = pieces.iter().map(|piece| decode(piece, vocabulary)).collect();
    if decoded.iter().all(Option::is_none) {
        return None;
    }
    let mut signs = word.chars().filter(|c| sign(*c));
    let mut out = String::new();
    for (decoded, piece) in decoded.into_iter().zip(pieces) {
        out.push_str(decoded.as_deref().unwrap_or(piece));
        out.extend(signs.next());
    }
    Some(out)
}

/// A word with digits and signs read as the letters they look like, if a known word comes out.
pub(super) fn decode(word: &str, vocabulary: &dyn Vocabulary) -> Option<String> {
    let unreadable = |c: char| c.is_ascii_punctuation() && !is_mask(c);
    if !word.chars().any(is_mask)
        || word.contains(unreadable)
        || is_amount(word)
        || is_code(word)
        || is_flag(word)
    {
        return None;
    }
    let mut ways = 1;
    for c in word.chars() {
        ways *= looks_like(c).len().max(1);
        if ways > MOST_READINGS {
            return None;
        }
    }
    let as_letters = (0..ways).map(|way| read_as(word, way, ways)).find(|read| knows(vocabulary, read));
    // Or read aloud: `tw@`.
    as_letters.or_else(|| {
        let spoken = word.contains('@').then(|| word.replace('@', "at"))?;
        (!spoken.contains(is_mask) && knows(vocabulary, &spoken)).then_some(spoken)
    })
}

/// A word with its signs read in one of so many ways, of which the last sign's change first.
fn read_as(word: &str, way: usize, ways: usize) -> String {
    let mut left = ways;
    let letter = |c: char| match looks_like(c) {
        [] => c,
        letters => {
            left /= letters.len();
            letters[way / left % letters.len()]
        }
    };
    word.chars().map(letter).collect()
}

/// A number, by itself or with a unit: `5am`, `20th`, `50p`.
pub(super) fn is_amount(word: &str) -> bool {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() < word.len() && is_unit(unit)
}

/// A time or a list of numbers, by itself or with a unit: `6.30am`, `10:15`.
pub(super) fn is_time(word: &str) -> bool {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ':'));
    word.starts_with(|c: char| c.is_ascii_digit()) && is_unit(unit)
}

fn is_unit(letters: &str) -> bool {
    const UNITS: [&str; 29] = [
        "am", "pm", "st", "nd", "rd", "th", "p", "k", "m", "km", "g", "kg", "hr", "hrs", "min", "mins", "ml",
        "l", "mm", "cm", "ft", "in", "yr", "yrs", "x", "d", "s", "w", "mph",
    ];
    letters.is_empty() || UNITS.iter().any(|unit| unit.eq_ignore_ascii_case(letters))
}

/// Capitals and then two digits or more: a flight, a postcode's district, a model: `SH17`.
fn is_code(word: &str) -> bool {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    word.len() >= letters.len() + 2 && !letters.is_empty() && letters.chars().all(|c| c.is_ascii_uppercase())
}

pub(super) fn is_mask(c: char) -> bool {
    !looks_like(c).is_empty()
}

/// The letter of half a flag.
fn flag_letter(c: char) -> &'static [char] {
    const LETTERS: [char; 26] = [
        'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S', 'T',
        'U', 'V', 'W', 'X', 'Y', 'Z',
    ];
    let place = (c as usize).saturating_sub(0x1F1E6);
    LETTERS.get(place..=place).unwrap_or_default()
}

fn is_half_a_flag(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}

/// Whether a word is one flag and nothing else. Several beside each other spell a word that is looked for by no accident.
fn is_flag(word: &str) -> bool {
    word.chars().all(is_half_a_flag) && word.chars().count() == 2
}

/// The letter that half a flag stands for by itself.
pub(super) fn letter_of_a_flag(c: char) -> Option<char> {
    is_half_a_flag(c).then(|| flag_letter(c).first().copied()).flatten()
}

/// The letters a digit or sign is used for.
pub(super) fn looks_like(c: char) -> &'static [char] {
    match c {
        '0' => &['o'],
        '1' | '!' | '|' | '¡' => &['i', 'l'],
        '2' => &['z'],
        '3' | '€' => &['e'],
        '4' | '@' => &['a'],
        '5' | '$' | '§' => &['s'],
        '6' => &['g', 'b'],
        '7' | '+' => &['t'],
        '8' => &['b'],
        '9' => &['g'],
        '£' => &['l', 'e'],
        '¢' | '©' => &['c'],
        '®' => &['r'],
        '∂' => &['d'],
        '\u{1F1E6}'..='\u{1F1FF}' => flag_letter(c),
        _ => &[],
    }
}
