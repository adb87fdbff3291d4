//! What the lexicons hold: terms to look for, and words that what is found is read with.

use std::collections::{BTreeMap, BTreeSet};

use super::accounts::Accounts;
use super::meaning::{Meaning, count};
use super::senses::{is_looked_for, is_read_beside, is_side, is_wanted};
use super::word_sets::WordSets;
use crate::guard::finding::Confidence;
use crate::guard::world::World;
use crate::lexicon::matcher::Anchors;
use crate::lexicon::{Group, Phrase, Sense, Topic};

/// A term with what its group says of it.
#[derive(Debug)]
pub struct Term {
    /// What to look for.
    pub phrase: Phrase,
    /// What it means.
    pub sense: Sense,
    /// How sure it makes a rule.
    pub confidence: Confidence,
    /// Words that, before a party's everyday name, make it an everyday word: the group's number.
    pub group: u32,
    /// Which of its words must have a capital.
    pub capitals: Capitals,
}

/// Which words of a term must have a capital where it is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Capitals {
    /// None of them.
    Any,
    /// All but small words within.
    All,
    /// A party's name: those that its register or roster writes with one.
    AsRegistered(Registered),
}

/// How much of a party's registered name a term is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Extent {
    /// All of it, or a name that the register gives besides.
    #[default]
    Name,
    /// What is left of it without its place: `Fair Deal` of `Fair Deal for Wyke`.
    Part,
    /// The same, where it is one word that everybody uses: `Together` of `Wyke Together`.
    Word,
}

/// How a party's name is written where it is registered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Registered {
    /// The words it has in small letters, folded.
    pub small: BTreeSet<String>,
    /// Marks stand between its words: a dash, brackets, a colon.
    pub apart: bool,
    /// It is made of everyday words, and is the name all the same where it stands by itself.
    pub alone: bool,
    /// How much of the registered name it is.
    pub extent: Extent,
    /// It is made of everyday words, and describes the party all the same where nothing else is said.
    pub whole: bool,
}

impl Term {
    /// How it is registered, where it is a party's name.
    pub fn registered(&self) -> Option<&Registered> {
        match &self.capitals {
            Capitals::AsRegistered(registered) => Some(registered),
            Capitals::Any | Capitals::All => None,
        }
    }

    /// Whether a folded word of it may stand in small letters.
    pub fn may_be_small(&self, word: &str) -> bool {
        match &self.capitals {
            Capitals::Any => true,
            Capitals::All => false,
            Capitals::AsRegistered(registered) => registered.small.contains(word),
        }
    }
}

/// What makes the terms of a group everyday words.
#[derive(Debug, Default)]
pub struct Everyday {
    /// Words before.
    pub after: BTreeSet<String>,
    /// Words after.
    pub before: BTreeSet<String>,
    /// Words some way off, on either side.
    pub near: BTreeSet<String>,
    /// The terms are names too.
    pub names: bool,
    /// The terms count only in disguise.
    pub disguised: bool,
}

/// Everything the lexicons hold but the accounts.
#[derive(Debug, Default)]
pub(super) struct Terms {
    /// In the order of the lexicons.
    pub list: Vec<Term>,
    /// Terms that are only read where another is found, by the words they are looked for with.
    pub beside: BTreeMap<String, Vec<u32>>,
    /// By group number.
    pub everyday: Vec<Everyday>,
    /// Words that are only read around something found.
    pub words: WordSets,
    /// Groups of topics, by group number.
    pub topics: BTreeMap<u32, Topic>,
    /// Sites that ask for money, signatures or custom.
    pub asking_sites: BTreeSet<String>,
    /// Sites the council lets its posts ask with.
    pub allowed_sites: BTreeSet<String>,
    /// Signs that stand for parties.
    pub emblems: BTreeSet<char>,
}

impl Terms {
    /// Gathers a world's lexicons; the accounts they name go to the others.
    pub(super) fn gather(world: &World, accounts: &mut Accounts, anchors: &mut Anchors<Meaning>) -> Self {
        let mut terms = Self::default();
        for group in world.lexicons.iter().flat_map(|lexicon| &lexicon.groups) {
            let number = terms.add_group(Everyday {
                after: literals(&group.everyday_after),
                before: literals(&group.everyday_before),
                near: literals(&group.everyday_near),
                names: group.names,
                disguised: group.disguised,
            });
            if is_side(group.sense) && !is_wanted(&world.policy, group.sense) {
                continue;
            }
            if let Some(topic) = &group.topic {
                terms.topics.insert(number, topic.clone());
            }
            if is_looked_for(group.sense) || is_side(group.sense) {
                for term in terms_of(group, number) {
                    terms.look_for(term, anchors);
                }
            } else if group.sense == Sense::Emblem {
                terms.take_emblems(group, anchors);
            } else {
                terms.take_sites(group);
                take_accounts(group, accounts);
                terms.take_words(group, number, anchors);
            }
        }
        terms.words.settle();
        terms
    }

    /// Numbers a group.
    pub(super) fn add_group(&mut self, everyday: Everyday) -> u32 {
        let number = count(self.everyday.len());
        self.everyday.push(everyday);
        number
    }

    /// Takes a term, and its anchors.
    pub(super) fn look_for(&mut self, term: Term, anchors: &mut Anchors<Meaning>) {
        let number = count(self.list.len());
        for anchor in term.phrase.anchors() {
            anchors.add(anchor, Meaning::Term(number));
        }
        self.list.push(term);
    }

    /// Takes a term that is read where another is found.
    fn read_beside(&mut self, term: Term) {
        let number = count(self.list.len());
        for word in term.phrase.anchors() {
            self.beside.entry(word.clone()).or_default().push(number);
        }
        self.list.push(term);
    }

    fn take_emblems(&mut self, group: &Group, anchors: &mut Anchors<Meaning>) {
        for sign in group.terms.iter().filter_map(|phrase| phrase.written.chars().next()) {
            anchors.add(sign.encode_utf8(&mut [0; 4]), Meaning::Emblem);
            self.emblems.insert(sign);
        }
    }

    fn take_sites(&mut self, group: &Group) {
        match group.sense {
            Sense::AskingSite => self.asking_sites.extend(written(group)),
            Sense::AllowedSite => self.allowed_sites.extend(written(group)),
            _ => {}
        }
    }

    /// Words that are not looked for, but for those beside names; some are read as terms too.
    fn take_words(&mut self, group: &Group, number: u32, anchors: &mut Anchors<Meaning>) {
        if is_read_beside(group.sense) {
            terms_of(group, number).for_each(|term| self.read_beside(term));
        }
        let meaning = match group.sense {
            Sense::Title => Some(Meaning::Title),
            Sense::SharedTitle => Some(Meaning::SharedTitle),
            Sense::PoliticianMark => Some(Meaning::PoliticianMark),
            _ => None,
        };
        for word in literals(&group.terms) {
            if let Some(meaning) = meaning {
                anchors.add(&word, meaning);
            }
            self.words.insert(group.sense, word);
        }
    }
}

fn take_accounts(group: &Group, accounts: &mut Accounts) {
    match group.sense {
        Sense::PartySite => group.terms.iter().for_each(|phrase| accounts.add_party_site(&phrase.written)),
        Sense::Shortener => written(group).for_each(|site| accounts.add_shortener(site)),
        Sense::PartyAccount => written(group).for_each(|name| accounts.add_party_account(&name)),
        Sense::OfficeAccount => written(group).for_each(|name| accounts.add_office_account(&name)),
        Sense::PlatformSite => written(group).for_each(|site| accounts.add_platform(site)),
        _ => {}
    }
}

fn terms_of(group: &Group, number: u32) -> impl Iterator<Item = Term> {
    // A party's name that is only likely means the party with capitals alone.
    let is_name = group.sense == Sense::Party && group.confidence < Confidence::Certain;
    let capitals = if is_name { Capitals::All } else { Capitals::Any };
    group.terms.iter().map(move |phrase| Term {
        phrase: phrase.clone(),
        sense: group.sense,
        confidence: group.confidence,
        group: number,
        capitals: capitals.clone(),
    })
}

fn literals(phrases: &[Phrase]) -> BTreeSet<String> {
    phrases.iter().flat_map(Phrase::literals).map(str::to_owned).collect()
}

fn written(group: &Group) -> impl Iterator<Item = String> {
    group.terms.iter().map(|phrase| phrase.written.to_lowercase())
}
