//! What the rulebook looks for, compiled: anchors and their meanings, people, accounts, and sets of words.

pub mod accounts;
mod address;
pub mod contacts;
mod disguises;
mod meaning;
pub mod namesakes;
pub mod party_links;
mod party_names;
pub mod people;
mod places;
pub mod roles;
mod roll;
mod senses;
mod tags;
mod terms;
mod word_sets;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::guard::finding::RuleCode;
use crate::guard::poll_day;
use crate::guard::world::World;
use crate::lexicon::matcher::{Anchors, Matcher};
use crate::lexicon::phrase::Words;
use crate::lexicon::word_table::WordTable;
use crate::lexicon::{Sense, Topic};
use crate::text::disguise::Vocabulary;

use accounts::Accounts;
use contacts::Contacts;
use disguises::Disguises;
use namesakes::NamesakeForm;
use party_links::PartyLinks;
use people::Person;
use roles::RoleForm;
pub use roll::Alike;
use roll::Roll;
use terms::Terms;

pub use meaning::Meaning;
pub use places::PlaceForm;
pub(crate) use senses::is_side;
pub use terms::{Capitals, Everyday, Extent, Registered, Term};
pub use word_sets::{Senses, WordSets};

/// Everything compiled.
#[derive(Debug)]
pub struct Index {
    /// The automaton; None only for anchors beyond any size it can hold, and then nothing passes unread.
    pub matcher: Option<Matcher<Meaning>>,
    /// Terms of the lexicons and party names of the roster.
    pub terms: Vec<Term>,
    /// Terms that are only read where another is found, by the words they are looked for with.
    beside: WordTable<Vec<u32>>,
    /// By group number.
    pub everyday: Vec<Everyday>,
    /// One for each entry of the roster, in its order.
    pub people: Vec<Person>,
    /// Roles of entries.
    pub roles: Vec<RoleForm>,
    /// The entries of mayors whom people elect, here or for the region.
    pub mayors: Vec<u32>,
    /// Namesakes.
    pub namesakes: Vec<NamesakeForm>,
    /// Wards and their places.
    pub places: Vec<PlaceForm>,
    /// Handles, pages, sites, glued names.
    pub accounts: Accounts,
    /// The council's own numbers and mailboxes.
    pub contacts: Contacts,
    /// Sets of words.
    pub words: WordSets,
    /// Groups of topics, by group number.
    pub topics: BTreeMap<u32, Topic>,
    /// Sites that ask for money, signatures or custom.
    pub asking_sites: BTreeSet<String>,
    /// Sites the council lets its posts ask with.
    pub allowed_sites: BTreeSet<String>,
    /// The policy wants web addresses followed up.
    follows_sites: bool,
    /// Who bears a family name, by its last word: of people alike in their names the first.
    bearers: BTreeMap<String, Vec<u32>>,
    /// The same by the number that a meaning has, each with the number of a form of the name.
    families: Vec<Vec<(u32, u32)>>,
    /// Everybody, by the first of those who are alike in their names.
    alike: BTreeMap<u32, Alike>,
    /// Signs that stand for parties.
    pub emblems: BTreeSet<char>,
    /// Parties' names without blanks, as hashtags glue them.
    pub glued_parties: BTreeSet<String>,
    /// What tells that a web address leads to a party.
    pub party_links: PartyLinks,
    /// What may stand behind a disguise.
    disguises: Disguises,
}

impl Vocabulary for Index {
    fn knows(&self, word: &str) -> bool {
        self.disguises.knows(word)
    }

    fn knows_start(&self, letters: &str) -> bool {
        self.disguises.knows_start(letters)
    }

    fn masked(&self, fits: &dyn Fn(&str) -> bool, first: char) -> Option<&str> {
        self.disguises.masked(fits, first)
    }
}

impl Index {
    /// Compiles a world.
    pub fn compile(world: &World) -> Self {
        let (mut index, anchors) = Self::gather(world);
        index.matcher = anchors.build();
        index
    }

    /// The words that are looked for in every text, gathered anew.
    pub fn anchors(world: &World) -> Vec<String> {
        Self::gather(world).1.words().map(str::to_owned).collect()
    }

    /// Whether a rule reads the web addresses of every text.
    pub fn follows_sites(&self) -> bool {
        self.follows_sites
    }

    /// Those who bear the family name with a number, and the number of the form of it: of people alike in their names
    /// the first.
    pub fn family(&self, number: u32) -> &[(u32, u32)] {
        self.families.get(number as usize).map_or(&[], Vec::as_slice)
    }

    /// All whose names are written in the same ways as the names of the first of them.
    pub fn alike(&self, first: u32) -> Option<&Alike> {
        self.alike.get(&first)
    }

    /// The people one form of whose family name ends with a word: of people alike in their names the first.
    pub fn bearing(&self, last: &str) -> &[u32] {
        self.bearers.get(last).map_or(&[], Vec::as_slice)
    }

    /// Whether some phrase of a sense that is only read where another is found stands among words.
    pub fn says(&self, sense: Sense, words: &impl Words) -> bool {
        let places = (0..).map_while(|at| Some((at, words.word(at)?)));
        places.into_iter().any(|(at, word)| {
            let mut terms = self.terms_beside(word).filter(|term| term.sense == sense);
            terms.any(|term| term.phrase.at(at, words).is_some())
        })
    }

    /// The terms that are only read where another is found and may stand around a word.
    pub fn terms_beside(&self, word: &str) -> impl Iterator<Item = &Term> {
        let numbers = self.beside.get(word).into_iter().flatten();
        numbers.filter_map(|number| self.terms.get(*number as usize))
    }

    fn gather(world: &World) -> (Self, Anchors<Meaning>) {
        let mut anchors = Anchors::default();
        let mut accounts = Accounts::default();
        let mut terms = Terms::gather(world, &mut accounts, &mut anchors);
        let roll = Roll::gather(world, &terms.words, &mut accounts, &mut anchors);
        party_names::gather(world, &mut terms, &mut anchors);
        let namesakes = namesakes::gather(world, &roll.people, &terms.words, &mut anchors);
        let places = places::gather(world, &mut anchors);
        for ward in places.iter().filter(|place| place.is_ward) {
            accounts.add_seat(ward.words.concat());
        }
        let roles = roles::gather(world, &mut anchors);
        accounts.allow(&terms.allowed_sites);
        look_for_accounts(&accounts, &mut anchors);
        look_for_the_unnamed(world, &mut anchors);
        roll.add_written_wrong(world, &terms.words, &mut anchors);
        for word in disguises::backwards(&roll.people, &terms) {
            anchors.add(&word, Meaning::Backwards);
        }
        let beside = std::mem::take(&mut terms.beside);
        let beside = beside.into_iter().map(|(word, terms)| (word.into_boxed_str(), terms)).collect();
        let index = Self {
            matcher: None,
            disguises: Disguises::learn(&roll.people, &terms),
            glued_parties: disguises::glued_parties(&terms),
            party_links: PartyLinks::gather(world, &terms, &places),
            terms: terms.list,
            beside: WordTable::of(beside),
            everyday: terms.everyday,
            people: roll.people,
            roles,
            mayors: roles::elected_mayors(world),
            namesakes,
            places,
            accounts,
            contacts: Contacts::of(&world.council.contacts),
            words: terms.words,
            topics: terms.topics,
            asking_sites: terms.asking_sites,
            allowed_sites: terms.allowed_sites,
            follows_sites: world.policy.is_on(&RuleCode::new("CLR305")),
            bearers: roll.bearers,
            families: roll.families,
            alike: roll.namesakes,
            emblems: terms.emblems,
        };
        (index, anchors)
    }
}

fn look_for_accounts(accounts: &Accounts, anchors: &mut Anchors<Meaning>) {
    for host in accounts.hosts() {
        anchors.add(host, Meaning::Account);
    }
    // `elm dot example`
    anchors.add("dot", Meaning::Account);
    for name in accounts.bare_names() {
        anchors.add(name, Meaning::Handle);
    }
}

/// Words that point at members, at a mayor, at polling day or at the other side without a name.
fn look_for_the_unnamed(world: &World, anchors: &mut Anchors<Meaning>) {
    for mayor in ["mayor", "mayors", "maer", "faer"] {
        anchors.add(mayor, Meaning::Mayor);
    }
    let polls: BTreeSet<NaiveDate> =
        world.calendar.periods().iter().map(|period| period.ends.date_naive()).collect();
    let names: BTreeSet<&str> = polls.into_iter().flat_map(poll_day::names).collect();
    for name in names {
        anchors.add(name, Meaning::PollDay);
    }
    for others in ["they", "others", "them"] {
        anchors.add(others, Meaning::Others);
    }
    anchors.add("members", Meaning::Members);
    anchors.add("ward member", Meaning::WardMember);
}
