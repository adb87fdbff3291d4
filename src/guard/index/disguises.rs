//! What may stand behind a disguise: words in stars, words written backwards, names without blanks.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::people::Person;
use super::senses::is_looked_for;
use super::terms::{Term, Terms};
use crate::guard::finding::Confidence;
use crate::lexicon::Sense;
use crate::lexicon::word_table::WordTable;
use crate::text::disguise::Vocabulary;

/// A word shorter than this is too often an everyday word backwards.
const SHORTEST_BACKWARDS: usize = 4;

/// A shorter family name is too often an everyday word backwards.
const SHORTEST_NAME_BACKWARDS: usize = 7;

/// A shorter swear word is not looked for behind stars or digits: `A*s` are grades.
const SHORTEST_MASKED: usize = 4;

/// A shorter name with a star in it fits too many other words.
const SHORTEST_MASKED_NAME: usize = 5;

/// The words disguises are tried with.
#[derive(Debug, Default)]
pub(super) struct Disguises {
    /// Every single word of what is looked for.
    vocabulary: BTreeSet<String>,
    /// The same, to find one.
    known: WordTable<()>,
    /// Swear words and family names that are no everyday words, by their first letter: what stars may stand for.
    masked: BTreeMap<char, Vec<String>>,
}

impl Vocabulary for Disguises {
    fn knows(&self, word: &str) -> bool {
        self.known.get(word).is_some()
    }

    fn knows_start(&self, letters: &str) -> bool {
        let from = (Bound::Included(letters), Bound::Unbounded);
        self.vocabulary.range::<str, _>(from).next().is_some_and(|word| word.starts_with(letters))
    }

    fn masked(&self, fits: &dyn Fn(&str) -> bool, first: char) -> Option<&str> {
        let words = self.masked.get(&first)?;
        words.iter().map(String::as_str).find(|word| fits(word))
    }
}

impl Disguises {
    /// Learns the words of people and terms.
    pub(super) fn learn(people: &[Person], terms: &Terms) -> Self {
        let mut disguises = Self::default();
        disguises.learn_words(people, terms);
        disguises.learn_swearing(terms);
        disguises.learn_masked_names(people, terms);
        let known = disguises.vocabulary.iter().map(|word| (word.as_str().into(), ()));
        disguises.known = WordTable::of(known.collect());
        disguises
    }

    fn learn_words(&mut self, people: &[Person], terms: &Terms) {
        for form in people.iter().flat_map(|person| &person.families) {
            self.vocabulary.extend(form.words.iter().cloned());
        }
        self.vocabulary.extend(people.iter().flat_map(|person| person.given.iter().cloned()));
        for sense in [Sense::Title, Sense::SharedTitle, Sense::Effect] {
            self.vocabulary.extend(terms.words.with(sense).map(str::to_owned));
        }
        let disguised = |term: &&Term| {
            is_looked_for(term.sense)
                && !matches!(term.sense, Sense::PartyShort | Sense::EverydayPhrase | Sense::VoteFor)
        };
        for term in terms.list.iter().filter(disguised) {
            self.vocabulary.extend(term.phrase.literals().map(str::to_owned));
        }
    }

    fn learn_swearing(&mut self, terms: &Terms) {
        let swearing =
            |term: &&Term| matches!(term.sense, Sense::MildSwearing | Sense::StrongSwearing | Sense::Slur);
        for term in terms.list.iter().filter(swearing) {
            let mut words = term.phrase.literals();
            if let (Some(word), None) = (words.next(), words.next())
                && (word.chars().count() >= SHORTEST_MASKED || terms.everyday[term.group as usize].disguised)
                && let Some(first) = word.chars().next()
            {
                // `A55` is a road.
                if word.chars().count() >= SHORTEST_MASKED {
                    self.vocabulary.insert(word.to_owned());
                }
                self.masked.entry(first).or_default().push(word.to_owned());
            }
        }
    }

    fn learn_masked_names(&mut self, people: &[Person], terms: &Terms) {
        for form in people.iter().flat_map(|person| &person.families) {
            if let ([word], Some(first)) = (form.words.as_slice(), form.words[0].chars().next())
                && word.chars().count() >= SHORTEST_MASKED_NAME
                && !terms.words.is_everyday(word)
            {
                self.masked.entry(first).or_default().push(word.clone());
            }
        }
    }
}

/// Titles, the words of parties' names and long family names, written backwards.
pub(super) fn backwards(people: &[Person], terms: &Terms) -> BTreeSet<String> {
    let titles = [Sense::Title, Sense::SharedTitle].into_iter().flat_map(|sense| terms.words.with(sense));
    // A roster's names of parties are made of everyday words too, and `live` backwards is another.
    let parties = party_terms(terms).flat_map(|term| {
        let is_telling = |word: &&str| {
            term.registered().is_none()
                || term.confidence == Confidence::Certain
                || !terms.words.has(Sense::NameWord, word)
        };
        term.phrase.literals().filter(is_telling)
    });
    // `YBREHTEW`: a long family name that is no everyday word.
    let families =
        people.iter().flat_map(|person| &person.families).filter_map(|form| match form.words.as_slice() {
            [word] if word.chars().count() >= SHORTEST_NAME_BACKWARDS && !terms.words.is_everyday(word) => {
                Some(word.as_str())
            }
            _ => None,
        });
    titles
        .chain(parties)
        .chain(families)
        .filter(|word| word.chars().count() >= SHORTEST_BACKWARDS)
        .map(|word| word.chars().rev().collect())
        .collect()
}

/// Parties' names without blanks, as hashtags glue them.
pub(super) fn glued_parties(terms: &Terms) -> BTreeSet<String> {
    party_terms(terms).flat_map(|term| term.phrase.spellings().map(|words| words.concat())).collect()
}

fn party_terms(terms: &Terms) -> impl Iterator<Item = &Term> {
    terms.list.iter().filter(|term| matches!(term.sense, Sense::Party | Sense::PartyWord))
}
