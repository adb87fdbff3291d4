//! Everybody on the roster, and the anchors they are found by.

use std::collections::{BTreeMap, BTreeSet};

use super::accounts::Accounts;
use super::meaning::{Meaning, count};
use super::people::{self, Person};
use super::word_sets::WordSets;
use crate::guard::world::World;
use crate::lexicon::matcher::Anchors;
use crate::roster::Kind;

/// On a roster of more people slips are looked for beside titles only: each name has a score of them, and the
/// automaton would outgrow its worth.
const MOST_WITH_SLIPS: usize = 500;

/// The people of a roster.
#[derive(Debug, Default)]
pub(super) struct Roll {
    /// One for each entry of the roster, in its order.
    pub people: Vec<Person>,
    /// Who bears a family name, by its last word: of people alike in their names the first.
    pub bearers: BTreeMap<String, Vec<u32>>,
    /// The same by the number of the last word, each with the number of a form of the name.
    pub families: Vec<Vec<(u32, u32)>>,
    /// Everybody, by the first of those who are alike in their names.
    pub namesakes: BTreeMap<u32, Alike>,
}

/// Those on the roster whose names are written in the very same ways, in its order.
#[derive(Debug, Default)]
pub struct Alike {
    /// Who is no candidate.
    pub sitting: Vec<u32>,
    /// Candidates.
    pub candidates: Vec<u32>,
    /// Whether the row of one of them holds on some days only.
    pub are_dated: bool,
}

impl Roll {
    /// Gathers a world's people; their accounts go to the others.
    pub(super) fn gather(
        world: &World,
        words: &WordSets,
        accounts: &mut Accounts,
        anchors: &mut Anchors<Meaning>,
    ) -> Self {
        let nicknames = people::nicknames(world);
        let mut roll = Self::default();
        let mut alike: BTreeMap<Person, u32> = BTreeMap::new();
        let mut family_numbers: BTreeMap<String, u32> = BTreeMap::new();
        for (entry, number) in world.roster.people.iter().zip(0..) {
            let mut person = match entry.kind {
                Kind::Party | Kind::Office => Person::default(),
                _ => Person::compile(entry, &nicknames),
            };
            person.alike = *alike.entry(person.clone()).or_insert(number);
            let namesakes = roll.namesakes.entry(person.alike).or_default();
            namesakes.are_dated |= entry.from.is_some() || entry.until.is_some();
            if entry.kind == Kind::Candidate {
                namesakes.candidates.push(number);
            } else {
                namesakes.sitting.push(number);
            }
            for given in &person.styled {
                anchors.add(given, Meaning::Styled(number));
            }
            if person.alike == number {
                roll.add_names(&person, &mut family_numbers, anchors);
            }
            if person.barrels.is_some() {
                for given in person.own.iter().filter(|given| given.len() > 1) {
                    anchors.add(given, Meaning::Initialled(number));
                }
            }
            accounts.add_entry(number, entry, &person);
            for given in person.given.iter().filter(|given| given.len() > 2 && !words.is_everyday(given)) {
                accounts.add_given(number, given);
            }
            for glued in person.glued_in_tags(|word| words.is_everyday(word)) {
                accounts.add_glued(number, glued);
            }
            roll.people.push(person);
        }
        roll
    }

    /// Adds the names by which somebody is looked for, and all who are alike in them.
    fn add_names(
        &mut self,
        person: &Person,
        numbers: &mut BTreeMap<String, u32>,
        anchors: &mut Anchors<Meaning>,
    ) {
        for (form, at) in person.families.iter().zip(0..) {
            let Some(last) = form.words.last() else { continue };
            let family = *numbers.entry(last.clone()).or_insert_with(|| {
                self.families.push(Vec::new());
                count(self.families.len() - 1)
            });
            anchors.add(last, Meaning::Family(family));
            if let Some(bearers) = self.families.get_mut(family as usize) {
                bearers.push((person.alike, at));
            }
            self.bearers.entry(last.clone()).or_default().push(person.alike);
        }
        for given in person.own.iter().filter(|given| given.len() > 2) {
            anchors.add(given, Meaning::GivenName(person.alike));
        }
    }

    /// Adds names as they are written by mistake: with a slip, or in one word.
    pub(super) fn add_written_wrong(&self, world: &World, words: &WordSets, anchors: &mut Anchors<Meaning>) {
        let families: BTreeSet<&str> = self
            .people
            .iter()
            .flat_map(|person| &person.families)
            .flat_map(|form| &form.words)
            .map(String::as_str)
            .collect();
        let everyday = |word: &str| words.is_everyday(word);
        for ((entry, person), number) in world.roster.people.iter().zip(&self.people).zip(0..) {
            if matches!(entry.kind, Kind::Party | Kind::Office) || person.alike != number {
                continue;
            }
            for glued in person.glued_in_prose(everyday) {
                anchors.add(&glued, Meaning::Glued(number));
            }
            if world.roster.people.len() <= MOST_WITH_SLIPS {
                let slips = person.slips();
                for slip in slips.iter().filter(|slip| !families.contains(slip.as_str()) && !everyday(slip)) {
                    anchors.add(slip, Meaning::Slip(number));
                }
            }
        }
    }
}
