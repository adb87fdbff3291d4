//! What is looked for in every text: the anchors of surnames, titles, party words, accounts, and where they stand.
//!
//! An anchor counts only where it stands as whole words, so a text is gone along word by word and each word is looked
//! up in one table: a few bytes of it for most words, where an automaton over tens of thousands of anchors touches
//! another part of its megabytes with every letter. Only in a hashtag, whose words stand without blanks, an automaton
//! looks at every letter.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use aho_corasick::automaton::Automaton;
use aho_corasick::nfa::contiguous::NFA;
use aho_corasick::{Anchored, MatchKind};

use crate::lexicon::word_table::WordTable;
use crate::text::spelling::Spelling;

/// Collects anchors and what they mean.
#[derive(Debug)]
pub struct Anchors<M> {
    meanings: BTreeMap<String, Vec<M>>,
}

impl<M> Default for Anchors<M> {
    fn default() -> Self {
        Self { meanings: BTreeMap::new() }
    }
}

impl<M: Ord + Copy> Anchors<M> {
    /// Adds a meaning of a folded word; the same again changes nothing. ASCII signs alone are nothing to look for.
    ///
    /// Takes as long for the ten thousandth bearer of a name as for the first: what was said twice is left out in the end.
    pub fn add(&mut self, word: &str, meaning: M) {
        if !word.contains(|c: char| c.is_alphanumeric() || !c.is_ascii()) {
            return;
        }
        match self.meanings.get_mut(word) {
            Some(meanings) => meanings.push(meaning),
            None => drop(self.meanings.insert(word.to_owned(), vec![meaning])),
        }
    }

    /// The words, in order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.meanings.keys().map(String::as_str)
    }

    /// Builds the table. None when it cannot be built, which takes more than 2^31 bytes of anchors.
    pub fn build(self) -> Option<Matcher<M>> {
        let (anchors, mut meanings): (Vec<String>, Vec<Vec<M>>) = self.meanings.into_iter().unzip();
        meanings.iter_mut().for_each(leave_out_repeats);
        let mut builder = NFA::builder();
        builder.match_kind(MatchKind::Standard).prefilter(false);
        let glued = builder.build(&anchors).ok()?;
        let mut by_word: BTreeMap<&str, Entry> = BTreeMap::new();
        let mut signs = Vec::new();
        for (anchor, number) in anchors.iter().zip(0..) {
            let Some(word) = first_word(anchor) else {
                signs.push((anchor.as_str().into(), number));
                continue;
            };
            let entry = by_word.entry(&anchor[word.clone()]).or_default();
            if word == (0..anchor.len()) {
                entry.alone = Some(number);
            } else {
                let (before, after) = (&anchor[..word.start], &anchor[word.end..]);
                entry.longer.push(Longer { before: before.into(), after: after.into(), number });
            }
        }
        let entries = by_word.into_iter().map(|(word, entry)| (word.into(), entry)).collect();
        Some(Matcher { table: WordTable::of(entries), signs, glued, meanings })
    }
}

/// What is left keeps its order.
fn leave_out_repeats<M: Ord + Copy>(meanings: &mut Vec<M>) {
    if meanings.len() > 1 {
        let mut seen = BTreeSet::new();
        meanings.retain(|meaning| seen.insert(*meaning));
    }
    meanings.shrink_to_fit();
}

/// The first run of letters and digits.
fn first_word(anchor: &str) -> Option<Range<usize>> {
    let start = anchor.find(char::is_alphanumeric)?;
    let length = anchor[start..].find(|c: char| !c.is_alphanumeric());
    Some(start..length.map_or(anchor.len(), |length| start + length))
}

/// The anchors that have the same first word.
#[derive(Debug, Default)]
struct Entry {
    /// The word itself.
    alone: Option<u32>,
    longer: Vec<Longer>,
}

/// An anchor with more to it than its first word.
#[derive(Debug)]
struct Longer {
    before: Box<str>,
    after: Box<str>,
    number: u32,
}

/// The anchors with their meanings.
#[derive(Debug)]
pub struct Matcher<M> {
    table: WordTable<Entry>,
    /// Anchors without a letter: emblems.
    signs: Vec<(Box<str>, u32)>,
    /// Every anchor, for words without blanks.
    glued: NFA,
    meanings: Vec<Vec<M>>,
}

/// An anchor in a text.
#[derive(Debug)]
pub struct Hit<'a, M> {
    /// Its first byte in the folded text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// What it may mean.
    pub meanings: &'a [M],
}

impl<M> Hit<'_, M> {
    fn order(&self) -> (usize, usize) {
        (self.end, self.start)
    }
}

/// What some word of a text may be the beginning of.
#[derive(Debug)]
pub struct Begun<'m, M> {
    matcher: &'m Matcher<M>,
    entry: &'m Entry,
}

impl<'m, M> Begun<'m, M> {
    /// The anchors that stand there in the folded text.
    pub fn hits(&self, text: &str, word: Range<usize>) -> impl Iterator<Item = Hit<'m, M>> {
        let matcher = self.matcher;
        let alone = self.entry.alone.map(|number| (word.clone(), number));
        let longer = self.entry.longer.iter().filter_map(move |longer| {
            let start = word.start.checked_sub(longer.before.len())?;
            let stands = text.get(start..word.start) == Some(&longer.before)
                && text.get(word.end..)?.starts_with(&*longer.after);
            let end = word.end + longer.after.len();
            (stands && stands_alone(text, start, end)).then_some((start..end, longer.number))
        });
        alone.into_iter().chain(longer).map(|(range, number)| matcher.hit(range, number))
    }
}

impl<M> Clone for Begun<'_, M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Begun<'_, M> {}

impl<M> Matcher<M> {
    /// How many anchors are looked for.
    pub fn len(&self) -> usize {
        self.meanings.len()
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.meanings.is_empty()
    }

    /// What a folded word that is spelled so may be the beginning of.
    #[inline]
    pub fn begun_by(&self, spelling: Spelling, word: &str) -> Option<Begun<'_, M>> {
        self.table.find(spelling, word).map(|entry| Begun { matcher: self, entry })
    }

    /// The anchors of a folded text, in order of their ends. Inside a hashtag a word may end where no blank is, so
    /// there every hit counts and the caller checks against the words.
    pub fn hits(&self, text: &str) -> Vec<Hit<'_, M>> {
        let mut found = Vec::new();
        let bytes = text.as_bytes();
        let (mut word, mut spelling) = (0, Spelling::default());
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if byte.is_ascii_alphanumeric() {
                spelling = spelling.with(*byte);
                at += 1;
                continue;
            }
            let far = if byte.is_ascii() { None } else { text[at..].chars().next() };
            let length = far.map_or(1, char::len_utf8);
            if far.is_some_and(char::is_alphanumeric) {
                spelling = bytes[at..at + length].iter().copied().fold(spelling, Spelling::with);
                at += length;
                continue;
            }
            if word < at {
                self.take(text, word..at, spelling, &mut found);
            }
            if far.is_some() {
                self.take_signs(text, at, &mut found);
            } else if *byte == b'#' {
                self.take_glued(text, at + 1, &mut found);
            }
            at += length;
            (word, spelling) = (at, Spelling::default());
        }
        if word < at {
            self.take(text, word..at, spelling, &mut found);
        }
        if !found.is_sorted_by_key(Hit::order) {
            found.sort_by_key(Hit::order);
        }
        found
    }

    fn hit(&self, range: Range<usize>, number: u32) -> Hit<'_, M> {
        let meanings = self.meanings.get(number as usize).map(Vec::as_slice).unwrap_or_default();
        Hit { start: range.start, end: range.end, meanings }
    }

    fn take<'m>(&'m self, text: &str, word: Range<usize>, spelling: Spelling, found: &mut Vec<Hit<'m, M>>) {
        if let Some(begun) = self.begun_by(spelling, &text[word.clone()]) {
            found.extend(begun.hits(text, word));
        }
    }

    fn take_signs<'m>(&'m self, text: &str, at: usize, found: &mut Vec<Hit<'m, M>>) {
        for (sign, number) in &self.signs {
            let end = at + sign.len();
            if text[at..].starts_with(&**sign) && stands_alone(text, at, end) {
                found.push(self.hit(at..end, *number));
            }
        }
    }

    /// Every anchor in the hashtag that begins at a byte, but for those that are words there anyway.
    fn take_glued<'m>(&'m self, text: &str, begin: usize, found: &mut Vec<Hit<'m, M>>) {
        let tag = &text[begin..];
        let tag = &tag[..tag.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(tag.len())];
        let Ok(mut state) = self.glued.start_state(Anchored::No) else { return };
        for (at, byte) in tag.bytes().enumerate() {
            state = self.glued.next_state(Anchored::No, state, byte);
            if !self.glued.is_special(state) || !self.glued.is_match(state) {
                continue;
            }
            for nth in 0..self.glued.match_len(state) {
                let pattern = self.glued.match_pattern(state, nth);
                let end = begin + at + 1;
                let start = end - self.glued.pattern_len(pattern);
                if !stands_alone(text, start, end)
                    && let Ok(number) = u32::try_from(pattern.as_usize())
                {
                    found.push(self.hit(start..end, number));
                }
            }
        }
    }
}

fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    if letter(start.checked_sub(1).and_then(|at| bytes.get(at))) || letter(bytes.get(end)) {
        return false;
    }
    let far = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && c.is_alphanumeric());
    !far(text[..start].chars().next_back()) && !far(text[end..].chars().next())
}

#[cfg(test)]
mod tests {
    use aho_corasick::AhoCorasick;
    use proptest::prelude::*;

    use super::*;

    fn matcher(words: &[&'static str]) -> Matcher<&'static str> {
        let mut anchors = Anchors::default();
        for word in words {
            anchors.add(word, *word);
        }
        anchors.build().unwrap()
    }

    fn found(text: &str) -> Vec<&'static str> {
        let matcher = matcher(&["ash", "lab", "ashby", "été", "🌹", "."]);
        matcher.hits(text).iter().flat_map(|hit| hit.meanings.to_vec()).collect()
    }

    #[test]
    fn only_whole_words_are_found() {
        assert_eq!(found("cash slab labé"), Vec::<&str>::new());
        assert_eq!(found("ash, ashby's (lab) 🌹 été."), ["ash", "ashby", "lab", "🌹", "été"]);
    }

    #[test]
    fn inside_a_hashtag_every_hit_is_offered() {
        assert_eq!(found("#cashslab ash slab"), ["ash", "lab", "ash"]);
    }

    #[test]
    fn a_meaning_said_twice_is_kept_once_and_in_its_first_place() {
        let mut anchors = Anchors::default();
        for meaning in [3, 1, 3, 2, 1, 3] {
            anchors.add("ash", meaning);
        }
        let matcher = anchors.build().unwrap();
        assert_eq!(matcher.hits("ash")[0].meanings, [3, 1, 2]);
    }

    const WORDS: [&str; 9] = ["ash", "ashby", "ash by", "by", "_ash", "été", "ash-by.lab", "lab", "🌹"];

    proptest! {
        #[test]
        fn an_automaton_with_the_bounds_of_words_finds_the_same(
            text in prop::collection::vec(prop_oneof![
                prop::sample::select(WORDS.to_vec()), prop::sample::select(vec![" ", ".", "-", "_", "é", "x", "🙂"]),
            ], 0..12).prop_map(|pieces| pieces.concat()),
        ) {
            let automaton = AhoCorasick::new(WORDS).unwrap();
            let mut wanted: Vec<_> = automaton
                .find_overlapping_iter(&text)
                .filter(|hit| stands_alone(&text, hit.start(), hit.end()))
                .map(|hit| (hit.end(), hit.start()))
                .collect();
            wanted.sort_unstable();
            let matcher = matcher(&WORDS);
            let found: Vec<_> = matcher.hits(&text).iter().map(Hit::order).collect();
            prop_assert_eq!(found, wanted);
        }
    }
}
