//! The ways each person is written.

use std::collections::{BTreeMap, BTreeSet};

use crate::guard::world::World;
use crate::lexicon::Sense;
use crate::roster::name::Name;
use crate::roster::{Entry, Namesake};
use crate::text;

/// One form of a family name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyForm {
    /// Its words.
    pub words: Vec<String>,
    /// Half of a double-barrelled name: never enough alone.
    pub half: bool,
}

/// A person as the matcher sees one.
#[derive(Debug, Default)]
pub struct Person {
    /// The forms of the family name.
    pub families: Vec<FamilyForm>,
    /// Given names, aliases' given names and short forms.
    pub given: BTreeSet<String>,
    /// Given and family names glued, as in `#wynash`.
    pub glued: BTreeSet<String>,
    /// Whole names in words, for comparing with namesakes.
    pub full: Vec<Vec<String>>,
    /// Given names that a knight or dame goes by: `Sir Wyn`.
    pub styled: BTreeSet<String>,
}

impl Person {
    /// Compiles a roster row.
    pub fn compile(entry: &Entry, nicknames: &BTreeMap<String, Vec<String>>) -> Self {
        let mut person = Self::default();
        let mut knighted = is_knightly(&entry.title);
        for written in std::iter::once(&entry.name).chain(&entry.aliases) {
            knighted |= is_knightly(written);
            if let Some(name) = Name::read(written) {
                person.take(&name, nicknames);
                person.styled.extend(name.given.first().cloned());
            }
        }
        if !knighted {
            person.styled.clear();
        }
        person
    }

    fn take(&mut self, name: &Name, nicknames: &BTreeMap<String, Vec<String>>) {
        if name.given.is_empty() && !self.families.is_empty() {
            // An alias of one word is what friends call them: it needs the family name or a title beside it.
            self.given.extend(name.family.iter().cloned());
            return;
        }
        for words in name.family_forms() {
            self.family(words, false);
        }
        if name.particles > 0 {
            self.family(name.family[name.particles..].to_vec(), true);
        }
        for half in name.halves() {
            self.family(vec![half.clone()], true);
        }
        for given in &name.given {
            self.given.insert(given.clone());
            self.given.extend(nicknames.get(given).into_iter().flatten().cloned());
        }
        if let Some(first) = name.given.first() {
            self.glued.insert(format!("{first}{}", name.family.concat()));
            self.full.push([name.given.as_slice(), name.family.as_slice()].concat());
            self.full.push([std::slice::from_ref(first), name.family.as_slice()].concat());
        }
    }

    fn family(&mut self, words: Vec<String>, half: bool) {
        match self.families.iter_mut().find(|form| form.words == words) {
            Some(form) => form.half &= half,
            None => self.families.push(FamilyForm { words, half }),
        }
    }

    /// Whether a word is a given name of theirs.
    pub fn is_given(&self, word: &str) -> bool {
        self.given.contains(word)
    }

    /// Whether a letter begins a given name of theirs.
    pub fn is_initial(&self, letter: &str) -> bool {
        letter.chars().count() == 1 && self.given.iter().any(|given| given.starts_with(letter))
    }
}

fn is_knightly(written: &str) -> bool {
    text::words(written).iter().any(|word| matches!(word.as_str(), "sir" | "dame"))
}

/// Short forms by the long form, and long forms by the short one.
pub fn nicknames(world: &World) -> BTreeMap<String, Vec<String>> {
    let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let groups = world.lexicons.iter().flat_map(|lexicon| &lexicon.groups);
    for phrase in groups.filter(|group| group.sense == Sense::Nickname).flat_map(|group| &group.terms) {
        if let [short, long] = phrase.literals().collect::<Vec<_>>()[..] {
            names.entry(long.to_owned()).or_default().push(short.to_owned());
            names.entry(short.to_owned()).or_default().push(long.to_owned());
        }
    }
    names
}

/// A namesake as the matcher sees one.
#[derive(Debug)]
pub struct NamesakeForm {
    /// Its words.
    pub words: Vec<String>,
    /// The words of its note that tell it.
    pub cues: BTreeSet<String>,
    /// It has the very name of somebody on the roster.
    pub same_as_person: bool,
    /// It is a road or a place.
    pub is_place: bool,
}

/// Words of a note that tell nothing.
const EMPTY_WORDS: [&str; 24] = [
    "also",
    "the",
    "a",
    "an",
    "of",
    "in",
    "at",
    "and",
    "for",
    "city",
    "town",
    "council",
    "councils",
    "our",
    "local",
    "borough",
    "county",
    "district",
    "not",
    "councillor",
    "who",
    "is",
    "no",
    "with",
];

const PLACE_WORDS: [&str; 36] = [
    "road",
    "street",
    "lane",
    "place",
    "avenue",
    "park",
    "reserve",
    "building",
    "hall",
    "field",
    "square",
    "estate",
    "heath",
    "wood",
    "hill",
    "garden",
    "gardens",
    "area",
    "lake",
    "loch",
    "lough",
    "river",
    "pond",
    "beach",
    "bridge",
    "island",
    "house",
    "school",
    "church",
    "centre",
    "farm",
    "moor",
    "quarry",
    "reservoir",
    "bay",
    "glen",
];

impl NamesakeForm {
    /// Compiles a namesake.
    pub fn compile(namesake: &Namesake, people: &[Person]) -> Self {
        let words = text::words(&namesake.name);
        let note = text::words(&namesake.note);
        let same_as_person = people.iter().any(|person| person.full.contains(&words));
        Self {
            is_place: note.iter().any(|word| PLACE_WORDS.contains(&word.as_str())),
            cues: note
                .into_iter()
                .filter(|word| {
                    word.len() > 2 && !EMPTY_WORDS.contains(&word.as_str()) && !words.contains(word)
                })
                .collect(),
            same_as_person,
            words,
        }
    }
}
