//! Letters written apart: with blanks, dots or underscores between them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::signs::{decode, is_mask};
use super::{Out, SHORTEST, Vocabulary, fold, knows};

/// So many letters written apart are read together: a long row of lone letters must not be read again and again.
pub(super) const LONGEST_APART: usize = 40;

/// Letters written apart with blanks between them: `C l l r   P y e`.
pub(super) fn spaced(text: &str, words: &[Range<usize>], vocabulary: &dyn Vocabulary) -> Option<Out> {
    let mut run: Vec<&str> = Vec::new();
    let mut tail = "";
    for word in words.iter().take(LONGEST_APART).map(|word| &text[word.clone()]) {
        let Some(first) = word.chars().next().filter(|c| c.is_alphanumeric() || is_mask(*c)) else { break };
        let after = &word[first.len_utf8()..];
        if !after
            .chars()
            .all(|c| matches!(c, '.' | ',' | '!' | '?' | ';' | ':' | ')' | '"' | '\'' | '’' | '”'))
        {
            break;
        }
        run.push(&word[..first.len_utf8()]);
        tail = after;
        if !after.is_empty() {
            break;
        }
    }
    if run.len() < SHORTEST {
        return None;
    }
    let words = &words[..run.len()];
    let letters = run.concat();
    let gaps: Vec<&str> = words.windows(2).map(|pair| &text[pair[0].end..pair[1].start]).collect();
    let narrow = narrow_gap(&gaps);
    let groups = if gaps.iter().any(|gap| *gap != narrow) {
        let mut groups = vec![String::new()];
        for (nth, c) in letters.chars().enumerate() {
            if nth > 0 && gaps.get(nth - 1).is_some_and(|gap| *gap != narrow) {
                groups.push(String::new());
            }
            groups.last_mut()?.push(c);
        }
        groups
    } else {
        apart(&letters, vocabulary)?
    };
    let decoded: Vec<String> =
        groups.iter().map(|group| decode(group, vocabulary).unwrap_or_else(|| group.clone())).collect();
    decoded
        .iter()
        .any(|word| knows(vocabulary, word))
        .then(|| Out { text: format!("{}{tail}", decoded.join(" ")), taken: run.len() })
}

/// The gap between the letters of a word: the commonest one, and of those the shortest. Blanks may be of many kinds.
fn narrow_gap<'t>(gaps: &[&'t str]) -> &'t str {
    let first = gaps.first().copied().unwrap_or(" ");
    if gaps.iter().all(|gap| *gap == first) {
        return first;
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for gap in gaps {
        *counts.entry(gap).or_default() += 1;
    }
    let by = |gap: &&&str| (counts.get(**gap).copied(), std::cmp::Reverse(gap.chars().count()));
    gaps.iter().max_by_key(by).copied().unwrap_or(first)
}

/// Letters without any gap between their words taken apart: at capitals, or into words that are known.
pub(super) fn apart(letters: &str, vocabulary: &dyn Vocabulary) -> Option<Vec<String>> {
    let capitals = letters.char_indices().skip(1).filter(|(_, c)| c.is_uppercase()).map(|(at, _)| at);
    let ends = capitals.chain([letters.len()]);
    let at_capitals: Vec<&str> =
        ends.scan(0, |start, end| Some(&letters[std::mem::replace(start, end)..end])).collect();
    if at_capitals.iter().any(|word| knows(vocabulary, word)) {
        return Some(at_capitals.into_iter().map(str::to_owned).collect());
    }
    if knows(vocabulary, letters) {
        return Some(vec![letters.to_owned()]);
    }
    into_known(&fold(letters), vocabulary)
}

/// A run of letters as a sequence of known words, the fewest.
pub(super) fn into_known(letters: &str, vocabulary: &dyn Vocabulary) -> Option<Vec<String>> {
    const LONGEST: usize = 60;
    if letters.len() > LONGEST || !letters.is_ascii() {
        return None;
    }
    // best[end] = how many words make up the letters before `end`, and where the last of them begins
    let mut best: Vec<Option<(usize, usize)>> = vec![None; letters.len() + 1];
    best[0] = Some((0, 0));
    for start in 0..=letters.len().saturating_sub(SHORTEST) {
        let Some((words, _)) = best[start] else { continue };
        if !vocabulary.knows_start(&letters[start..letters.len().min(start + SHORTEST)]) {
            continue;
        }
        for end in start + SHORTEST..=letters.len() {
            let fewer = best[end].is_none_or(|(found, _)| words + 1 < found);
            if fewer && vocabulary.knows(&letters[start..end]) {
                best[end] = Some((words + 1, start));
            }
        }
    }
    let mut words = Vec::new();
    let mut end = letters.len();
    while end > 0 {
        let (_, start) = best[end]?;
        words.push(letters[start..end].to_owned());
        end = start;
    }
    words.reverse();
    Some(words)
}

/// `C.l.l.r` and `Pri.ce`: the letters without the signs between them.
pub(super) fn joined(word: &str, vocabulary: &dyn Vocabulary) -> Option<String> {
    let between = |c: char| {
        matches!(c, '.' | '-' | '_' | '*' | '|' | '/' | '~' | '+' | ':' | ',' | '\\' | '(' | ')' | '[' | ']')
            || !c.is_ascii() && !c.is_alphanumeric() && !is_mask(c) && !matches!(c, '’' | '‘')
    };
    let pieces: Vec<&str> = word.split(between).filter(|piece| !piece.is_empty()).collect();
    if pieces.len() < 2 || word.contains("//") {
        return None;
    }
    let one_each = pieces.iter().all(|piece| piece.chars().count() == 1);
    let lone = pieces.iter().filter(|piece| piece.chars().count() == 1).count();
    // `Hill-Green` is two words, not one that was broken.
    if !one_each
        && lone < SHORTEST
        && (pieces.iter().any(|piece| knows(vocabulary, piece)) || pieces.len() > 3)
    {
        return None;
    }
    if let Some(words) = lone_letters_joined(&pieces, vocabulary) {
        return Some(words);
    }
    let letters = pieces.concat();
    let long_enough = one_each || letters.chars().count() >= 5;
    if long_enough && knows(vocabulary, &letters) {
        return Some(letters);
    }
    decode(&letters, vocabulary).filter(|_| one_each)
}

/// `cllr_p_y_e`, `c_l_l_r_p_y_e`: letters that stand alone, joined to words; what stood together stays.
pub(super) fn lone_letters_joined(pieces: &[&str], vocabulary: &dyn Vocabulary) -> Option<String> {
    let mut words: Vec<String> = Vec::new();
    let mut lone = String::new();
    for piece in pieces.iter().copied().chain([""]) {
        if piece.chars().count() == 1 {
            lone.push_str(piece);
            continue;
        }
        if lone.chars().count() >= SHORTEST {
            words.extend(apart(&lone, vocabulary)?);
        } else {
            words.extend((!lone.is_empty()).then(|| lone.clone()));
        }
        lone.clear();
        words.extend((!piece.is_empty()).then(|| piece.to_owned()));
    }
    let several = words.len() > 1 && words.len() < pieces.len();
    (several && words.iter().any(|word| knows(vocabulary, word))).then(|| words.join(" "))
}
