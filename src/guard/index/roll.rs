//! Everybody on the roster, and the anchors they are found by.

use std::collections::{BTreeMap, BTreeSet};

use super::accounts::Accounts;
use super::meaning::Meaning;
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
    /// Who bears a family name, by its last word.
    pub bearers: BTreeMap<String, Vec<u32>>,
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
        for (entry, number) in world.roster.people.iter().zip(0..) {
            let mut person = match entry.kind {
                Kind::Party | Kind::Office => Person::default(),
                _ => Person::compile(entry, &nicknames),
            };
            person.alike = *alike.entry(person.clone()).or_insert(number);
            for (form, at) in person.families.iter().zip(0..) {
                if let Some(last) = form.words.last() {
                    anchors.add(last, Meaning::Family(number, at));
                    roll.bearers.entry(last.clone()).or_default().push(number);
                }
            }
            for given in &person.styled {
                anchors.add(given, Meaning::Styled(number));
            }
            if person.barrels.is_some() {
                for given in person.own.iter().filter(|given| given.len() > 1) {
                    anchors.add(given, Meaning::Initialled(number));
                }
            }
            for given in person.own.iter().filter(|given| given.len() > 2) {
                anchors.add(given, Meaning::GivenName(number));
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
            if matches!(entry.kind, Kind::Party | Kind::Office) {
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
