//! Stars for letters, and letters drawn out.

use std::ops::Range;

use super::Vocabulary;
use super::drawn_out::{has_drawn_out, undrawn};

/// A word that [`whole`] knows, or a word with a part that it knows: `b*st*rd-hard`, `sh*t's`.
pub(super) fn masked(word: &str, vocabulary: &dyn Vocabulary) -> Option<(Range<usize>, String)> {
    whole(word, vocabulary).or_else(|| {
        let parts = |c: char| matches!(c, '-' | '/' | '\'' | '’');
        if !word.contains(parts) || !word.contains(is_firm) {
            return None;
        }
        let mut start = 0;
        word.split(parts).find_map(|piece| {
            let from = start;
            start += piece.len() + word[start + piece.len()..].chars().next().map_or(0, char::len_utf8);
            let (range, known) = whole(piece, vocabulary).filter(|_| piece.contains(is_firm))?;
            Some((from + range.start..from + range.end, known))
        })
    })
}

/// A word with stars or the like for some of its letters (`sh*tty`, `f**k`), a dash or dots for them (`f—k`), or
/// with letters drawn out (`shiiit`): the stretch of it that is the word, and what it stands for. At least the first
/// letter must be there.
fn whole(word: &str, vocabulary: &dyn Vocabulary) -> Option<(Range<usize>, String)> {
    let star = |c: char| matches!(c, '-' | '_' | '!' | '?') || is_firm(c);
    let belongs = |c: char| c.is_alphabetic() || is_firm(c);
    let drawn_out = has_drawn_out(word);
    if !drawn_out && word.chars().all(char::is_alphabetic) {
        return None;
    }
    if let Some(undrawn) = Some(word).filter(|_| drawn_out).and_then(|word| undrawn(word, vocabulary)) {
        return Some(undrawn);
    }
    let start = word.find(char::is_alphabetic)?;
    let end = word.char_indices().rev().find(|(_, c)| belongs(*c)).map(|(at, c)| at + c.len_utf8())?;
    let core = word.get(start..end)?;
    if let Some(known) = left_out(core, vocabulary) {
        return Some((start..start + core.trim_end_matches(|c: char| !c.is_alphabetic()).len(), known));
    }
    if core.contains(|c: char| !star(c) && !c.is_alphabetic()) {
        return None;
    }
    let letters: Vec<char> = core.chars().flat_map(char::to_lowercase).collect();
    // Three letters are too few, but for `a$$`.
    if letters.len() == 3 && letters.ends_with(&['$', '$']) {
        let known =
            vocabulary.masked(&|known| known.len() == 3 && known.ends_with("ss"), *letters.first()?)?;
        return Some((start..end, known.to_owned()));
    }
    if !(SHORTEST_MASKED..=MOST_MASKED).contains(&letters.len()) {
        return None;
    }
    let first = *letters.first()?;
    if !letters.iter().any(|c| star(*c)) {
        return None;
    }
    let same = |known: &str| {
        known.chars().count() == letters.len()
            && known.chars().zip(&letters).all(|(a, b)| star(*b) || fold_letter(*b) == a)
    };
    // A lone hyphen or mark between letters is spelling, not a mask: `co-op`.
    let firm = letters.iter().any(|c| is_firm(*c) || *c == '_')
        || letters.windows(2).any(|two| star(two[0]) && two[0] == two[1]);
    // One letter and stars may be a grade.
    let lone = letters.iter().filter(|c| !star(**c)).count() == 1;
    if lone && is_vowel(first) {
        return None;
    }
    let known = vocabulary.masked(&same, first).filter(|_| firm).or_else(|| {
        // Two stars or more may stand for fewer or more letters than there are stars.
        let lead: String = letters.iter().take_while(|c| !star(**c)).collect();
        let tail: Vec<char> =
            letters.iter().skip(lead.chars().count()).copied().skip_while(|c| star(*c)).collect();
        let run = letters.len() - lead.chars().count() - tail.len();
        let tail: String = tail.into_iter().collect();
        let loose = |known: &str| {
            let between = known.chars().count().saturating_sub(letters.len() - run);
            known.starts_with(&lead) && known.ends_with(&tail) && (1..=run + 1).contains(&between)
        };
        (firm && run >= 2 && tail.chars().count() >= 2 && !tail.chars().any(star))
            .then(|| vocabulary.masked(&loose, first))
            .flatten()
    })?;
    Some((start..end, known.to_owned()))
}

/// Whether a sign between letters is no spelling: a star, an emoji.
fn is_firm(c: char) -> bool {
    let spelling = |c: char| {
        c.is_alphanumeric()
            || c.is_whitespace()
            || matches!(c, '\u{2000}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{AD}' | '´' | 'ʼ' | '·' | '\u{300}'..='\u{36F}')
    };
    matches!(c, '*' | '#' | '@' | '$' | '%' | '•') || !c.is_ascii() && !spelling(c)
}

/// What a word with a dash or dots in its middle leaves out: `f—k`, `f...k`.
fn left_out(core: &str, vocabulary: &dyn Vocabulary) -> Option<String> {
    let sign = |c: char| matches!(c, '—' | '―' | '–' | '…' | '.' | '-' | '_');
    let from = core.find(sign)?;
    let (lead, rest) = core.split_at(from);
    let tail = rest.trim_start_matches(sign).trim_end_matches(|c: char| !c.is_alphabetic());
    let run = &rest[..rest.len() - rest.trim_start_matches(sign).len()];
    let width = run.chars().map(|c| if matches!(c, '—' | '―' | '…') { 3 } else { 1 }).sum::<usize>();
    let is_word = |part: &str| !part.is_empty() && part.chars().all(char::is_alphabetic);
    let small = tail.chars().all(char::is_lowercase);
    let first = lead.chars().next()?.to_lowercase().next()?;
    if width < 2 || !is_word(lead) || !is_word(tail) || !small || is_vowel(first) && lead.len() == 1 {
        return None;
    }
    let lead = lead.to_lowercase();
    let fits = |known: &str| {
        let left = known.chars().count().saturating_sub(lead.chars().count() + tail.chars().count());
        known.starts_with(&lead) && known.ends_with(tail) && (1..=width + 1).contains(&left)
    };
    vocabulary.masked(&fits, first).map(str::to_owned)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Shorter words are too often something else when letters are left out: `A*s` are grades.
const SHORTEST_MASKED: usize = 4;

/// The longest word that is looked at for stars.
pub(super) const MOST_MASKED: usize = 24;

pub(super) fn fold_letter(c: char) -> char {
    match c {
        '0' => 'o',
        '1' => 'i',
        other => other,
    }
}
