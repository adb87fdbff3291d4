//! One automaton over the anchors of everything that is looked for: surnames, titles, party words, accounts.
//!
//! It answers only where a whole word (or a whole account name) stands; what that word means there is for others to
//! find out from the words around it. Where it finds nothing, there is nothing more to do.

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::automaton::Automaton;
use aho_corasick::dfa::DFA;
use aho_corasick::nfa::contiguous::NFA;
use aho_corasick::{Anchored, MatchKind};

use crate::text::hints::Hints;

/// Up to this many bytes of patterns the faster automaton is worth its memory; above a hundred patterns the crate
/// itself would choose the slower one.
const DFA_BYTES: usize = 400_000;

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

impl<M: PartialEq> Anchors<M> {
    /// Adds a meaning of a folded word; the same again changes nothing.
    pub fn add(&mut self, word: &str, meaning: M) {
        if word.is_empty() {
            return;
        }
        let meanings = self.meanings.entry(word.to_owned()).or_default();
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }

    /// The words, in order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.meanings.keys().map(String::as_str)
    }

    /// Builds the automaton. None when it cannot be built, which takes more than 2^31 bytes of anchors.
    pub fn build(self) -> Option<Matcher<M>> {
        let bytes: usize = self.meanings.keys().map(String::len).sum();
        let (words, meanings): (Vec<String>, Vec<Vec<M>>) = self.meanings.into_iter().unzip();
        // Standard, so that anchors within anchors are found too; in any case, so that ASCII need not be folded.
        let machine = if bytes <= DFA_BYTES {
            let mut builder = DFA::builder();
            builder.match_kind(MatchKind::Standard).ascii_case_insensitive(true).prefilter(false);
            Machine::Fast(builder.build(words).ok()?)
        } else {
            let mut builder = NFA::builder();
            builder.match_kind(MatchKind::Standard).ascii_case_insensitive(true).prefilter(false);
            Machine::Small(builder.build(words).ok()?)
        };
        Some(Matcher { machine, meanings })
    }
}

/// The automaton in one of two forms.
#[derive(Debug)]
enum Machine {
    Fast(DFA),
    Small(NFA),
}

/// The automaton with its meanings.
#[derive(Debug)]
pub struct Matcher<M> {
    machine: Machine,
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

impl<M> Matcher<M> {
    /// How many anchors are looked for.
    pub fn len(&self) -> usize {
        self.meanings.len()
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.meanings.is_empty()
    }

    /// The anchors of a folded text, in order of their ends. Inside a hashtag a word may end where no blank is, so
    /// there every hit counts and the caller checks against the words.
    pub fn hits<'m>(&'m self, text: &str) -> Vec<Hit<'m, M>> {
        match &self.machine {
            Machine::Fast(automaton) => self.hits_with(automaton, text),
            Machine::Small(automaton) => self.hits_with(automaton, text),
        }
    }

    fn hits_with<'m>(&'m self, automaton: &impl Automaton, text: &str) -> Vec<Hit<'m, M>> {
        let tagged = text.contains('#');
        let mut found = Vec::new();
        let Ok(mut state) = automaton.start_state(Anchored::No) else { return found };
        for (at, byte) in text.bytes().enumerate() {
            state = automaton.next_state(Anchored::No, state, byte);
            if !automaton.is_special(state) || !automaton.is_match(state) {
                continue;
            }
            for nth in 0..automaton.match_len(state) {
                let pattern = automaton.match_pattern(state, nth);
                let (start, end) = (at + 1 - automaton.pattern_len(pattern), at + 1);
                if tagged || stands_alone(text, start, end) {
                    found.push(Hit { start, end, meanings: &self.meanings[pattern.as_usize()] });
                }
            }
        }
        found
    }

    /// Goes once along an ASCII text as it was written, folded or not, and shows `is_enough` each anchor that stands
    /// there as a word of its own, until it has enough. None when it had; else what else the text hints at.
    pub fn pass(&self, text: &str, is_enough: impl FnMut(Range<usize>, &[M]) -> bool) -> Option<Hints> {
        match &self.machine {
            Machine::Fast(automaton) => self.pass_with(automaton, text, is_enough),
            Machine::Small(automaton) => self.pass_with(automaton, text, is_enough),
        }
    }

    fn pass_with(
        &self,
        automaton: &impl Automaton,
        text: &str,
        mut is_enough: impl FnMut(Range<usize>, &[M]) -> bool,
    ) -> Option<Hints> {
        let bytes = text.as_bytes();
        let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        let mut hints = Hints::new();
        let mut state = automaton.start_state(Anchored::No).ok()?;
        for (at, byte) in bytes.iter().enumerate() {
            hints.take(*byte);
            state = automaton.next_state(Anchored::No, state, *byte);
            let end = at + 1;
            if !automaton.is_special(state) || !automaton.is_match(state) || letter(end) {
                continue;
            }
            for nth in 0..automaton.match_len(state) {
                let pattern = automaton.match_pattern(state, nth);
                let start = end - automaton.pattern_len(pattern);
                let alone = !start.checked_sub(1).is_some_and(letter);
                if alone && is_enough(start..end, &self.meanings[pattern.as_usize()]) {
                    return None;
                }
            }
        }
        Some(hints.ended())
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
    use super::*;

    fn found(text: &str) -> Vec<&'static str> {
        let mut anchors = Anchors::default();
        for word in ["ash", "lab", "ashby", "été"] {
            anchors.add(word, word);
        }
        anchors.build().unwrap().hits(text).iter().flat_map(|hit| hit.meanings.to_vec()).collect()
    }

    #[test]
    fn only_whole_words_are_found() {
        assert_eq!(found("cash slab labé"), Vec::<&str>::new());
        assert_eq!(found("ash, ashby's (lab)"), ["ash", "ashby", "lab"]);
    }

    #[test]
    fn inside_a_hashtag_every_hit_is_offered() {
        assert_eq!(found("#cashslab"), ["ash", "lab"]);
    }
}
