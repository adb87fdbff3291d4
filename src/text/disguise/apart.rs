//! Letters written apart: with blanks, dots or underscores between them.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use super::signs::{decode, is_mask, letter_of_a_flag};
use super::{FEWEST_LONE_LETTERS, Out, SHORTEST, Vocabulary, fold, knows};
use crate::text::Folded;

/// So many letters written apart are read together: a long row of lone letters must not be read again and again.
pub(super) const LONGEST_APART: usize = 40;

/// The words of a text that are one letter, or a sign that stands for one. Looked at once for the whole text, since a
/// letter is asked for as the beginning of a word, and again as its second letter, and so on.
#[derive(Debug)]
pub(super) struct LoneLetters<'t> {
    text: &'t str,
    words: &'t [Range<usize>],
    /// All of them, one after the other, as plain letters.
    letters: String,
    /// One for each word.
    lone: Vec<Lone>,
}

/// What there is of a letter in a word.
#[derive(Debug, Clone, Copy)]
struct Lone {
    /// The bytes of all letters before it.
    start: usize,
    /// Its own bytes, none where the word is no lone letter.
    length: usize,
    /// Punctuation stands behind it.
    is_last: bool,
    /// The kind of the gap before it: the same number for the same blanks.
    gap: usize,
}

/// The gaps of one kind between some letters.
#[derive(Debug, Clone, Copy)]
struct GapKind {
    gap: usize,
    times: usize,
    /// The word behind the last of them.
    last: usize,
}

impl<'t> LoneLetters<'t> {
    pub(super) fn of(text: &'t str, words: &'t [Range<usize>]) -> Self {
        let mut all = Self { text, words, letters: String::new(), lone: Vec::with_capacity(words.len()) };
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        let mut at = 0;
        while at < words.len() {
            let run: String = words[at..].iter().map_while(|word| lone_letter(&text[word.clone()])).collect();
            let plain = plain_letters(&run);
            for letter in &plain {
                let before = all.lone.last().filter(|before| before.length > 0).map(|_| words[at - 1].end);
                let gap = before.map_or(0, |end| {
                    let next = kinds.len();
                    *kinds.entry(&text[end..words[at].start]).or_insert(next)
                });
                let tail =
                    |at: usize| words.get(at).map(|word| tail_of(&text[word.clone()])).unwrap_or_default();
                // `C. l. l. r.`: the same mark behind each ends nothing.
                let goes_on = tail(at) == tail(at + 1)
                    && words.get(at + 1).is_some_and(|word| lone_letter(&text[word.clone()]).is_some());
                // `S'`: what several own goes on.
                let owns = matches!(tail(at), "'" | "’") && words.get(at + 1).is_some();
                let is_last = !tail(at).is_empty() && !goes_on && !owns;
                all.lone.push(Lone { start: all.letters.len(), length: letter.len(), is_last, gap });
                all.letters.push_str(letter);
                at += 1;
            }
            if plain.is_empty() {
                all.lone.push(Lone { start: all.letters.len(), length: 0, is_last: false, gap: 0 });
                at += 1;
            }
        }
        all
    }

    /// Letters written apart that begin with a word, if a known word comes out: `C l l r   P y e`.
    pub(super) fn word_at(&self, at: usize, vocabulary: &dyn Vocabulary) -> Option<Out> {
        let run = self.run(at);
        let [first, gaps @ .., last] = run else { return None };
        if gaps.len() + 2 < SHORTEST {
            return None;
        }
        let letters = &self.letters[first.start..last.start + last.length];
        let narrow = self.narrow_gap(at, run);
        let read = if run[1..].iter().all(|lone| lone.gap == narrow) {
            read_words(apart(letters, vocabulary)?.iter().map(String::as_str), vocabulary)?
        } else {
            read_words(self.split_at_gaps(run, narrow), vocabulary)?
        };
        let mut tail = self.text[self.words[at + run.len() - 1].clone()].chars();
        tail.next();
        Some(Out { text: format!("{read}{}", tail.as_str()), taken: run.len() })
    }

    /// The lone letters one after the other, up to one that ends a sentence or clause.
    fn run(&self, at: usize) -> &[Lone] {
        let rest = self.lone.get(at..).unwrap_or_default();
        let rest = &rest[..rest.len().min(LONGEST_APART)];
        let stop = rest.iter().position(|lone| lone.length == 0 || lone.is_last);
        match stop {
            Some(stop) if rest[stop].length > 0 => &rest[..=stop],
            Some(stop) => &rest[..stop],
            None => rest,
        }
    }

    /// The gap between the letters of a word: the commonest one, and of those the shortest. Blanks may be of many kinds.
    fn narrow_gap(&self, at: usize, run: &[Lone]) -> usize {
        let gaps = run.get(1..).unwrap_or_default();
        let first = gaps.first().map_or(0, |lone| lone.gap);
        if gaps.iter().all(|lone| lone.gap == first) {
            return first;
        }
        let mut kinds: Vec<GapKind> = Vec::new();
        for (lone, last) in gaps.iter().zip(at + 1..) {
            match kinds.iter_mut().find(|kind| kind.gap == lone.gap) {
                Some(kind) => *kind = GapKind { times: kind.times + 1, last, ..*kind },
                None => kinds.push(GapKind { gap: lone.gap, times: 1, last }),
            }
        }
        let width = |kind: &GapKind| {
            let blanks = self.words[kind.last - 1].end..self.words[kind.last].start;
            self.text[blanks].chars().count()
        };
        let by = |kind: &&GapKind| (kind.times, Reverse(width(kind)), kind.last);
        kinds.iter().max_by_key(by).map_or(first, |kind| kind.gap)
    }

    /// The letters between gaps other than the narrow one.
    fn split_at_gaps(&self, run: &[Lone], narrow: usize) -> impl Iterator<Item = &str> + Clone {
        let words = run.chunk_by(move |_, next| next.gap == narrow);
        words.filter_map(|word| {
            let (first, last) = (word.first()?, word.last()?);
            self.letters.get(first.start..last.start + last.length)
        })
    }
}

/// What stands behind the first letter of a word.
fn tail_of(word: &str) -> &str {
    let mut letters = word.chars();
    letters.next();
    letters.as_str()
}

/// Words but for the marks that stand by themselves between two lone letters: `C - l - l - r`.
pub(super) fn without_marks(text: &str, words: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let is_mark = |word: &Range<usize>| {
        matches!(&text[word.clone()], "-" | "_" | "." | "*" | "/" | "~" | "+" | "·" | "•" | "–" | "—")
    };
    let is_letter = |word: &Range<usize>| {
        let word = &text[word.clone()];
        word.chars().count() == 1 && lone_letter(word).is_some()
    };
    let parts = |at: usize| {
        is_mark(&words[at]) && at > 0 && is_letter(&words[at - 1]) && words.get(at + 1).is_some_and(is_letter)
    };
    let kept: Vec<bool> = (0..words.len()).map(|at| !parts(at)).collect();
    words.into_iter().zip(kept).filter_map(|(word, kept)| kept.then_some(word)).collect()
}

/// Whether so many letters in a row stand alone that they may be a word written apart.
pub(super) fn holds_lone_letters(text: &str) -> bool {
    let mut run = 0;
    text.split_whitespace().any(|word| {
        run = match lone_letter(word) {
            Some(_) => run + 1,
            None => 0,
        };
        run >= FEWEST_LONE_LETTERS
    })
}

/// The letter a word consists of, but for punctuation behind it.
fn lone_letter(word: &str) -> Option<char> {
    let mut letters = word.chars();
    let first = letters.next().filter(|c| c.is_alphanumeric() || is_mask(*c))?;
    let ends = |c| matches!(c, '.' | ',' | '!' | '?' | ';' | ':' | ')' | '"' | '\'' | '’' | '”');
    letters.all(ends).then_some(first)
}

/// Each letter of a run as it is folded among the others, in its case; signs that stand for letters stay. Nothing where
/// no plain letter comes out: such letters are in no word that is looked for.
///
/// Folded here, a run is folded once, however often it is tried.
fn plain_letters(run: &str) -> Vec<String> {
    if run.is_ascii() {
        return run.chars().map(String::from).collect();
    }
    let folded = Folded::of(run);
    let mut plain: Vec<(usize, String)> = run.char_indices().map(|(at, _)| (at, String::new())).collect();
    let mut nth = 0;
    for (at, c) in folded.text().char_indices() {
        let start = folded.original(at..at + c.len_utf8()).start;
        while plain.get(nth).is_some_and(|(at, _)| *at < start) {
            nth += 1;
        }
        if let Some((_, letters)) = plain.get_mut(nth) {
            letters.push(if folded.is_upper(run, at) { c.to_ascii_uppercase() } else { c });
        }
    }
    let is_plain = |letters: &str| letters.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let signed = run.chars().zip(plain).map(|(c, (_, letters))| match letters {
        _ if let Some(letter) = letter_of_a_flag(c) => String::from(letter),
        _ if is_mask(c) => String::from(c),
        letters if is_plain(&letters) => letters,
        _ => String::new(),
    });
    signed.collect()
}

/// Words with a blank between them and their signs read as letters, if one of them is known.
fn read_words<'w>(
    words: impl Iterator<Item = &'w str> + Clone,
    vocabulary: &dyn Vocabulary,
) -> Option<String> {
    let long = words.clone().filter(|word| word.len() >= SHORTEST);
    if !long.clone().any(|word| knows(vocabulary, word) || decode(word, vocabulary).is_some()) {
        return None;
    }
    let read: Vec<Cow<'_, str>> =
        words.map(|word| decode(word, vocabulary).map_or(Cow::Borrowed(word), Cow::Owned)).collect();
    Some(read.join(" "))
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
    if at_capitals.len() > 1 && knows(vocabulary, letters) {
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
    if !vocabulary.knows_start(letters.get(..SHORTEST)?) {
        return None;
    }
    // best[end] = how many words make up the letters before `end`, and where the last of them begins
    let mut best: Vec<Option<(usize, usize)>> = vec![None; letters.len() + 1];
    best[0] = Some((0, 0));
    for start in 0..=letters.len().saturating_sub(SHORTEST) {
        let Some((words, _)) = best[start] else { continue };
        let begins = |count: usize| vocabulary.knows_start(&letters[start..letters.len().min(start + count)]);
        if !begins(SHORTEST) {
            continue;
        }
        // Few words begin so, and hardly any goes on so.
        let longest =
            if begins(2 * SHORTEST) { letters.len() } else { letters.len().min(start + 2 * SHORTEST - 1) };
        for end in start + SHORTEST..=longest {
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
    if !one_each
        && pieces.len() > 2
        && !word.contains(|c: char| between(c) && c.is_ascii())
        && let Some(words) = title_and_broken(&pieces, vocabulary)
    {
        return Some(words);
    }
    // `Hill-Green` is two words, not one that was broken.
    if !one_each && lone < SHORTEST && (pieces.len() > 3 || are_words(&pieces, vocabulary)) {
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

/// Whether pieces are words of their own: one of two, two of three. What a syllable of a broken name happens to spell says
/// nothing.
fn are_words(pieces: &[&str], vocabulary: &dyn Vocabulary) -> bool {
    pieces.iter().filter(|piece| knows(vocabulary, piece)).count() * 2 >= pieces.len()
}

/// `Cllr🦢Gruff🦢udd`: a known word, and another that the same signs broke.
fn title_and_broken(pieces: &[&str], vocabulary: &dyn Vocabulary) -> Option<String> {
    let whole = pieces.concat();
    if knows(vocabulary, &whole) {
        return Some(whole);
    }
    let (first, rest) = pieces.split_first()?;
    let rest = rest.concat();
    (knows(vocabulary, first) && rest.chars().count() >= 4 && knows(vocabulary, &rest))
        .then(|| format!("{first} {rest}"))
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
