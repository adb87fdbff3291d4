//! Names glued into hashtags, and what people put before and behind them.

use std::collections::{BTreeMap, BTreeSet};

use crate::guard::index::people::Person;

/// People by their names in hashtags.
#[derive(Debug, Default)]
pub(super) struct Tags {
    /// Given and family names, glued.
    glued: BTreeMap<String, u32>,
    /// Family names alone: in a hashtag they need something before them, `#teamash`.
    families: BTreeMap<String, u32>,
    /// Wards, and what people stand for besides: `#wynforferry`.
    seats: BTreeSet<String>,
    /// Given names, behind what only a campaign puts before one: `#teamwyn`.
    givens: BTreeMap<String, u32>,
}

/// A glued name this long is nobody else's and no other words.
const SHORTEST_GLUED: usize = 9;

/// What a campaign puts before a given name in a hashtag.
const TEAM_STARTS: [&str; 7] = ["team", "vote", "votefor", "vote4", "back", "backing", "iback"];

/// What people put before a glued name in a hashtag.
const TAG_STARTS: [&str; 14] = [
    "",
    "cllr",
    "councillor",
    "coun",
    "team",
    "vote",
    "votefor",
    "vote4",
    "back",
    "backing",
    "iback",
    "thankyou",
    "thanks",
    "ask",
];

impl Tags {
    /// Takes the names of a person.
    pub(super) fn add_person(&mut self, number: u32, person: &Person) {
        for glued in &person.glued {
            self.glued.entry(glued.clone()).or_insert(number);
        }
        for family in person.families.iter().filter(|family| !family.half) {
            self.families.entry(family.words.concat()).or_insert(number);
        }
    }

    /// Takes a whole name, glued, with a short form of the given one.
    pub(super) fn add_glued(&mut self, number: u32, glued: String) {
        self.glued.entry(glued).or_insert(number);
    }

    /// Takes a given name that is no everyday word.
    pub(super) fn add_given(&mut self, number: u32, given: &str) {
        self.givens.entry(given.to_owned()).or_insert(number);
    }

    /// Takes the name of a ward.
    pub(super) fn add_seat(&mut self, ward: String) {
        self.seats.insert(ward);
    }

    /// `wynforferry`, `ash4mayor`: a name, and the seat for which its bearer stands.
    fn who_stands(&self, tag: &str) -> Option<&u32> {
        let apart = ["for", "4"].into_iter().flat_map(|link| {
            tag.match_indices(link).map(move |(at, _)| (&tag[..at], &tag[at + link.len()..]))
        });
        let named = |name: &str| {
            self.givens.get(name).or_else(|| self.families.get(name)).or_else(|| self.glued.get(name))
        };
        apart
            .filter(|(_, seat)| {
                self.seats.contains(*seat) || matches!(*seat, "mayor" | "council" | "leader" | "mp")
            })
            .find_map(|(name, _)| named(name))
    }

    /// The person whose name a hashtag is, glued and without its sign.
    pub(super) fn owner(&self, tag: &str) -> Option<u32> {
        let tag = tag.trim_end_matches(|c: char| c.is_ascii_digit());
        let whole = TAG_STARTS.iter().find_map(|start| self.glued.get(tag.strip_prefix(start)?));
        let family = || {
            let telling = TAG_STARTS.iter().filter(|start| start.len() > 3);
            telling.into_iter().find_map(|start| self.families.get(tag.strip_prefix(start)?))
        };
        let given = || {
            let mut starts = TEAM_STARTS.iter();
            starts.find_map(|start| self.givens.get(tag.strip_prefix(start)?))
        };
        // #grmawynash, #wynashcllr: the whole name at one end, long enough to be nothing else.
        let at_an_end = || {
            let ends = tag.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
            ends.flat_map(|at| [&tag[..at], &tag[at..]])
                .filter(|piece| piece.len() >= SHORTEST_GLUED)
                .find_map(|piece| self.glued.get(piece))
        };
        // #dawnwalkwithcllrash: behind a title, whatever stands before it.
        let titled = || {
            let titles = ["cllr", "councillor", "cynghorydd"].into_iter();
            let behind =
                titles.flat_map(|title| tag.match_indices(title).map(|(at, title)| at + title.len()));
            let mut names = behind.map(|at| &tag[at..]).filter(|name| !name.is_empty());
            names.find_map(|name| self.families.get(name).or_else(|| self.glued.get(name)))
        };
        whole
            .or_else(family)
            .or_else(given)
            .or_else(titled)
            .or_else(at_an_end)
            .or_else(|| self.who_stands(tag))
            .copied()
    }
}
