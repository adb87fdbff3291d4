//! Others of the same name, and roads and places that have one: how their notes tell them.

use std::collections::{BTreeMap, BTreeSet};

use super::meaning::Meaning;
use super::people::{self, Person};
use super::word_sets::WordSets;
use crate::guard::world::World;
use crate::lexicon::Sense;
use crate::lexicon::matcher::Anchors;
use crate::roster::Namesake;
use crate::text;

/// Gathers a world's namesakes.
pub(super) fn gather(
    world: &World,
    people: &[Person],
    words: &WordSets,
    anchors: &mut Anchors<Meaning>,
) -> Vec<NamesakeForm> {
    let welsh = people::kindred_words(world);
    let mut forms = Vec::new();
    for (namesake, number) in world.roster.namesakes.iter().zip(0..) {
        let form = NamesakeForm::compile(namesake, people, &welsh, |word| words.has(Sense::Thing, word));
        if let Some(first) = form.words.first() {
            anchors.add(first, Meaning::Namesake(number));
        }
        forms.push(form);
    }
    forms
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

/// Words a note on a place may end with besides those that make any name a place.
const PLACE_WORDS: [&str; 22] = [
    "area", "loch", "lough", "island", "quarry", "glen", "burn", "wetland", "marsh", "ruin", "site", "nant",
    "afon", "stryd", "heol", "ffordd", "parc", "llyn", "coed", "mynydd", "bryn", "traeth",
];

impl NamesakeForm {
    /// Compiles a namesake. `welsh` gives the Welsh of a note's words.
    pub fn compile(
        namesake: &Namesake,
        people: &[Person],
        welsh: &BTreeMap<String, Vec<String>>,
        is_thing: impl Fn(&str) -> bool,
    ) -> Self {
        let words = text::words(&namesake.name);
        let note = text::words(&namesake.note);
        let same_as_person = people.iter().any(|person| person.full.contains(&words));
        // What it is stands before where it is: `a stream above the school` is a stream.
        let whereabouts = |word: &String| {
            matches!(
                word.as_str(),
                "of" | "in"
                    | "at"
                    | "on"
                    | "near"
                    | "above"
                    | "below"
                    | "by"
                    | "and"
                    | "with"
                    | "from"
                    | "behind"
            )
        };
        let head = &note[..note.iter().position(whereabouts).unwrap_or(note.len())];
        let is_place = [head.last(), note.first()]
            .into_iter()
            .flatten()
            .any(|word| PLACE_WORDS.contains(&word.as_str()))
            || head.last().is_some_and(|word| is_thing(word));
        let told =
            |word: &String| word.len() > 2 && !EMPTY_WORDS.contains(&word.as_str()) && !words.contains(word);
        let cues: Vec<String> = note.into_iter().filter(told).collect();
        let in_welsh = cues.iter().filter_map(|cue| welsh.get(cue)).flatten().cloned();
        let cues = in_welsh.chain(cues.iter().cloned()).collect();
        Self { words, cues, same_as_person, is_place }
    }
}
