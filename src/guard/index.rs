//! What the rulebook looks for, compiled: anchors and their meanings, people, accounts, and sets of words.

pub mod accounts;
mod address;
pub mod people;
pub mod roles;
pub mod senses;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

pub use senses::{Senses, WordSets};

use crate::guard::finding::{Confidence, RuleCode};
use crate::guard::world::World;
use crate::lexicon::matcher::{Anchors, Matcher};
use crate::lexicon::word_table::WordTable;
use crate::lexicon::{Group, Phrase, Sense, Topic};
use crate::roster::{Kind, party};
use crate::text;
use crate::text::disguise::Vocabulary;

use accounts::Accounts;
use people::{NamesakeForm, Person};
use roles::RoleForm;

/// What an anchor may mean. Numbers are places in the lists of [`Index`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// The last word of a form of a person's family name: person, form.
    Family(u32, u32),
    /// A knight's or dame's given name: person.
    Styled(u32),
    /// A person's family name with a slip of the pen or an ending of another language.
    Slip(u32),
    /// A person's whole name, or title and name, without a blank.
    Glued(u32),
    /// A term of a lexicon.
    Term(u32),
    /// A role's phrase.
    Role(u32),
    /// A namesake.
    Namesake(u32),
    /// A ward's name or one of its places.
    Place(u32),
    /// A title of one councillor.
    Title,
    /// A title of several.
    SharedTitle,
    /// Letters after a politician's name.
    PoliticianMark,
    /// The word Mayor: of another place it is a politician's, as far as one can tell.
    Mayor,
    /// The word for members of a ward or group.
    Members,
    /// `ward member`, both words: one of them alone is too common to look for.
    WardMember,
    /// A title or a party's name, written backwards.
    Backwards,
    /// A sign that stands for a party.
    Emblem,
    /// The host of a page or site: the address around it is to be looked up.
    Account,
    /// The first letters of an account's name, without a sign before it.
    Handle,
}

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
    /// Every word of it must have a capital: a party's name as a roster writes it.
    pub capitals: bool,
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

/// A name of a ward, or of a place in it.
#[derive(Debug)]
pub struct PlaceForm {
    /// Its words.
    pub words: Vec<String>,
    /// The ward it ties a post to.
    pub ward: String,
    /// The ward's own name, not one of its places.
    pub is_ward: bool,
}

/// Everything compiled.
#[derive(Debug)]
pub struct Index {
    /// The automaton; None only for anchors beyond any size it can hold, and then nothing passes unread.
    pub matcher: Option<Matcher<Meaning>>,
    /// Terms of the lexicons and party names of the roster.
    pub terms: Vec<Term>,
    /// By group number.
    pub everyday: Vec<Everyday>,
    /// One for each entry of the roster, in its order.
    pub people: Vec<Person>,
    /// Roles of entries.
    pub roles: Vec<RoleForm>,
    /// Namesakes.
    pub namesakes: Vec<NamesakeForm>,
    /// Wards and their places.
    pub places: Vec<PlaceForm>,
    /// Handles, pages, sites, glued names.
    pub accounts: Accounts,
    /// Sets of words.
    pub words: WordSets,
    /// Groups of topics, by group number.
    pub topics: BTreeMap<u32, Topic>,
    /// Sites that ask for money, signatures or custom.
    pub asking_sites: BTreeSet<String>,
    /// Sites the council lets its posts ask with.
    pub allowed_sites: BTreeSet<String>,
    /// Swear words and family names that are no everyday words, by their first letter: what stars may stand for.
    masked: BTreeMap<char, Vec<String>>,
    /// The policy wants web addresses followed up.
    follows_sites: bool,
    /// Who bears a family name, by its last word.
    bearers: BTreeMap<String, Vec<u32>>,
    /// Signs that stand for parties.
    pub emblems: BTreeSet<char>,
    /// Parties' names without blanks, as hashtags glue them.
    pub glued_parties: BTreeSet<String>,
    /// Every single word of what is looked for: what may stand behind a disguise.
    vocabulary: BTreeSet<String>,
    /// The same, to find one.
    known: WordTable<()>,
}

impl Vocabulary for Index {
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

/// A word shorter than this is too often an everyday word backwards.
const SHORTEST_BACKWARDS: usize = 4;

/// Senses whose terms are looked for everywhere; the others are only read around something found.
const LOOKED_FOR: [Sense; 11] = [
    Sense::Party,
    Sense::PartyWord,
    Sense::PartyShort,
    Sense::PartyGroup,
    Sense::EverydayPhrase,
    Sense::Slogan,
    Sense::Steering,
    Sense::VoteFor,
    Sense::Politician,
    Sense::OfficeHolder,
    Sense::CouncilOffice,
];

/// Senses of the year-round side rules, and the rule each is for: looked for only where a policy has the rule on.
const SIDE: [(Sense, &str); 12] = [
    (Sense::CaseDetail, "CLR301"),
    (Sense::HomeCue, "CLR301"),
    (Sense::FirstDigit, "CLR301"),
    (Sense::MailCue, "CLR301"),
    (Sense::BirthCue, "CLR301"),
    (Sense::MildSwearing, "CLR302"),
    (Sense::StrongSwearing, "CLR302"),
    (Sense::Slur, "CLR302"),
    (Sense::Insult, "CLR303"),
    (Sense::Insulting, "CLR303"),
    (Sense::Asking, "CLR305"),
    (Sense::Topic, "CLR308"),
];

/// A shorter swear word is not looked for behind stars or digits: `A*s` are grades.
const SHORTEST_MASKED: usize = 4;

/// A shorter name with a star in it fits too many other words.
const SHORTEST_MASKED_NAME: usize = 5;

/// On a roster of more people slips are looked for beside titles only: each name has a score of them, and the
/// automaton would outgrow its worth.
const MOST_WITH_SLIPS: usize = 500;

/// Whether a sense belongs to a side rule.
pub(crate) fn is_side(sense: Sense) -> bool {
    SIDE.iter().any(|(side, _)| *side == sense)
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

    fn gather(world: &World) -> (Self, Anchors<Meaning>) {
        let mut anchors = Anchors::default();
        let mut index = Self {
            matcher: None,
            terms: Vec::new(),
            everyday: Vec::new(),
            people: Vec::new(),
            roles: Vec::new(),
            namesakes: Vec::new(),
            places: Vec::new(),
            accounts: Accounts::default(),
            words: WordSets::default(),
            topics: BTreeMap::new(),
            asking_sites: BTreeSet::new(),
            allowed_sites: BTreeSet::new(),
            masked: BTreeMap::new(),
            follows_sites: world.policy.is_on(&RuleCode::new("CLR305")),
            bearers: BTreeMap::new(),
            emblems: BTreeSet::new(),
            glued_parties: BTreeSet::new(),
            vocabulary: BTreeSet::new(),
            known: WordTable::default(),
        };
        index.add_terms(world, &mut anchors);
        index.words.settle();
        index.add_people(world, &mut anchors);
        index.add_places(world, &mut anchors);
        for (role, number) in roles::compile(world).into_iter().zip(0..) {
            for phrase in &role.phrases {
                for anchor in phrase.anchors() {
                    anchors.add(anchor, Meaning::Role(number));
                }
            }
            index.roles.push(role);
        }
        index.accounts.allow(&index.allowed_sites);
        for host in index.accounts.hosts() {
            anchors.add(host, Meaning::Account);
        }
        for name in index.accounts.bare_names() {
            anchors.add(name, Meaning::Handle);
        }
        for mayor in ["mayor", "maer", "faer"] {
            anchors.add(mayor, Meaning::Mayor);
        }
        anchors.add("members", Meaning::Members);
        anchors.add("ward member", Meaning::WardMember);
        index.add_written_wrong(world, &mut anchors);
        index.learn_words(&mut anchors);
        (index, anchors)
    }

    /// The people one form of whose family name ends with a word.
    pub fn bearing(&self, last: &str) -> &[u32] {
        self.bearers.get(last).map_or(&[], Vec::as_slice)
    }

    /// Takes down the words disguises are tried with, and the anchors that are looked for backwards.
    fn learn_words(&mut self, anchors: &mut Anchors<Meaning>) {
        let mut backwards = BTreeSet::new();
        for form in self.people.iter().flat_map(|person| &person.families) {
            self.vocabulary.extend(form.words.iter().cloned());
        }
        self.vocabulary.extend(self.people.iter().flat_map(|person| person.given.iter().cloned()));
        for sense in [Sense::Title, Sense::SharedTitle] {
            self.vocabulary.extend(self.words.with(sense).map(str::to_owned));
            backwards.extend(self.words.with(sense).map(str::to_owned));
        }
        self.vocabulary.extend(self.words.with(Sense::Effect).map(str::to_owned));
        let disguised = |term: &&Term| {
            LOOKED_FOR.contains(&term.sense)
                && !matches!(term.sense, Sense::PartyShort | Sense::EverydayPhrase | Sense::VoteFor)
        };
        for term in self.terms.iter().filter(disguised) {
            self.vocabulary.extend(term.phrase.literals().map(str::to_owned));
            if matches!(term.sense, Sense::Party | Sense::PartyWord) {
                backwards.extend(term.phrase.literals().map(str::to_owned));
                self.glued_parties.extend(term.phrase.spellings().map(|words| words.concat()));
            }
        }
        let swearing =
            |term: &&Term| matches!(term.sense, Sense::MildSwearing | Sense::StrongSwearing | Sense::Slur);
        for term in self.terms.iter().filter(swearing) {
            let mut words = term.phrase.literals();
            if let (Some(word), None) = (words.next(), words.next())
                && (word.chars().count() >= SHORTEST_MASKED || self.everyday[term.group as usize].disguised)
                && let Some(first) = word.chars().next()
            {
                // `A55` is a road.
                if word.chars().count() >= SHORTEST_MASKED {
                    self.vocabulary.insert(word.to_owned());
                }
                self.masked.entry(first).or_default().push(word.to_owned());
            }
        }
        let everyday =
            |word: &str| self.words.has(Sense::Ordinary, word) || self.words.has(Sense::Thing, word);
        for form in self.people.iter().flat_map(|person| &person.families) {
            if let ([word], Some(first)) = (form.words.as_slice(), form.words[0].chars().next())
                && word.chars().count() >= SHORTEST_MASKED_NAME
                && !everyday(word)
            {
                self.masked.entry(first).or_default().push(word.clone());
            }
        }
        self.known = WordTable::of(self.vocabulary.iter().map(|word| (word.as_str().into(), ())).collect());
        for word in backwards.iter().filter(|word| word.chars().count() >= SHORTEST_BACKWARDS) {
            anchors.add(&word.chars().rev().collect::<String>(), Meaning::Backwards);
        }
    }

    fn add_terms(&mut self, world: &World, anchors: &mut Anchors<Meaning>) {
        for group in world.lexicons.iter().flat_map(|lexicon| &lexicon.groups) {
            let number = count(self.everyday.len());
            let set = |phrases: &[Phrase]| {
                phrases.iter().flat_map(Phrase::literals).map(str::to_owned).collect::<BTreeSet<String>>()
            };
            self.everyday.push(Everyday {
                after: set(&group.everyday_after),
                before: set(&group.everyday_before),
                near: set(&group.everyday_near),
                names: group.names,
                disguised: group.disguised,
            });
            if is_side(group.sense) && !is_wanted(world, group.sense) {
                continue;
            }
            if let Some(topic) = &group.topic {
                self.topics.insert(number, topic.clone());
            }
            if LOOKED_FOR.contains(&group.sense) || is_side(group.sense) {
                // A party's name that is only likely means the party with capitals alone.
                let capitals = group.sense == Sense::Party && group.confidence < Confidence::Certain;
                for phrase in &group.terms {
                    self.add_term(phrase.clone(), group.sense, group.confidence, number, capitals, anchors);
                }
                continue;
            }
            if group.sense == Sense::Emblem {
                for sign in group.terms.iter().filter_map(|phrase| phrase.written.chars().next()) {
                    anchors.add(sign.encode_utf8(&mut [0; 4]), Meaning::Emblem);
                    self.emblems.insert(sign);
                }
                continue;
            }
            if group.sense == Sense::PartySite {
                for phrase in &group.terms {
                    self.accounts.add_party_site(&phrase.written);
                }
            }
            match group.sense {
                Sense::AskingSite => self.asking_sites.extend(written(group)),
                Sense::AllowedSite => self.allowed_sites.extend(written(group)),
                Sense::Shortener => written(group).for_each(|site| self.accounts.add_shortener(site)),
                Sense::PartyAccount => written(group).for_each(|name| self.accounts.add_party_account(&name)),
                Sense::OfficeAccount => {
                    written(group).for_each(|name| self.accounts.add_office_account(&name));
                }
                Sense::PlatformSite => written(group).for_each(|site| self.accounts.add_platform(site)),
                _ => {}
            }
            if matches!(group.sense, Sense::ElectionInformation | Sense::StatutoryNotice) {
                for phrase in &group.terms {
                    self.terms.push(Term {
                        phrase: phrase.clone(),
                        sense: group.sense,
                        confidence: group.confidence,
                        group: number,
                        capitals: false,
                    });
                }
            }
            let meaning = match group.sense {
                Sense::Title => Some(Meaning::Title),
                Sense::SharedTitle => Some(Meaning::SharedTitle),
                Sense::PoliticianMark => Some(Meaning::PoliticianMark),
                _ => None,
            };
            for word in set(&group.terms) {
                if let Some(meaning) = meaning {
                    anchors.add(&word, meaning);
                }
                self.words.add(group.sense, word);
            }
        }
    }

    fn add_term(
        &mut self,
        phrase: Phrase,
        sense: Sense,
        confidence: Confidence,
        group: u32,
        capitals: bool,
        anchors: &mut Anchors<Meaning>,
    ) {
        let number = count(self.terms.len());
        for anchor in phrase.anchors() {
            anchors.add(anchor, Meaning::Term(number));
        }
        self.terms.push(Term { phrase, sense, confidence, group, capitals });
    }

    fn add_people(&mut self, world: &World, anchors: &mut Anchors<Meaning>) {
        let nicknames = people::nicknames(world);
        let plain = count(self.everyday.len());
        self.everyday.push(Everyday::default());
        let mut parties: BTreeSet<String> = BTreeSet::new();
        let mut ordinary: BTreeSet<String> = BTreeSet::new();
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
                    self.bearers.entry(last.clone()).or_default().push(number);
                }
            }
            for given in &person.styled {
                anchors.add(given, Meaning::Styled(number));
            }
            self.accounts.add_entry(number, entry, &person);
            let everyday =
                |word: &str| self.words.has(Sense::Ordinary, word) || self.words.has(Sense::Thing, word);
            for given in person.given.iter().filter(|given| given.len() > 2 && !everyday(given)) {
                self.accounts.add_given(number, given);
            }
            self.people.push(person);
            if entry.kind == Kind::Party {
                for name in std::iter::once(&entry.name).chain(&entry.aliases) {
                    let certain = party::is_plainly_a_party(name);
                    if certain { &mut parties } else { &mut ordinary }.insert(name.clone());
                    parties.extend(party::names_within(name).map(str::to_owned));
                }
            }
            parties.extend(entry.party.iter().cloned());
            parties
                .extend(entry.party.iter().flat_map(|party| party::names_within(party)).map(str::to_owned));
        }
        // A member's party of one word is for the lexicon to know, with its everyday senses.
        for party in parties.iter().filter(|party| text::words(party).len() > 1) {
            if let Ok(phrase) = Phrase::compile(&party_term(party)) {
                self.add_term(phrase, Sense::Party, Confidence::Certain, plain, true, anchors);
            }
        }
        // Aspire, Forward, Community First: words anybody may use mean the party only in political company.
        for party in ordinary.difference(&parties) {
            if let Ok(phrase) = Phrase::compile(&party_term(party)) {
                self.add_term(phrase, Sense::PartyWord, Confidence::Possible, plain, true, anchors);
            }
        }
        let welsh = people::welsh_words(world);
        for (namesake, number) in world.roster.namesakes.iter().zip(0..) {
            let is_thing = |word: &str| self.words.has(Sense::Thing, word);
            let form = NamesakeForm::compile(namesake, &self.people, &welsh, is_thing);
            if let Some(first) = form.words.first() {
                anchors.add(first, Meaning::Namesake(number));
            }
            self.namesakes.push(form);
        }
    }

    /// Names as they are written by mistake: with a slip, or in one word.
    fn add_written_wrong(&self, world: &World, anchors: &mut Anchors<Meaning>) {
        let families: BTreeSet<&str> = self
            .people
            .iter()
            .flat_map(|person| &person.families)
            .flat_map(|form| &form.words)
            .map(String::as_str)
            .collect();
        let everyday =
            |word: &str| self.words.has(Sense::Ordinary, word) || self.words.has(Sense::Thing, word);
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

    fn add_places(&mut self, world: &World, anchors: &mut Anchors<Meaning>) {
        let mut wards: BTreeSet<&str> = world.council.wards.keys().map(String::as_str).collect();
        wards.extend(world.roster.people.iter().filter_map(|entry| entry.ward.as_deref()));
        wards.extend(world.calendar.periods().iter().filter_map(|p| p.wards()).flatten().map(String::as_str));
        for ward in wards {
            let places = world.council.wards.get(ward).map(Vec::as_slice).unwrap_or_default();
            for (place, is_ward) in
                std::iter::once((ward, true)).chain(places.iter().map(|p| (p.as_str(), false)))
            {
                let spelled = text::words(place);
                if let Some(first) = spelled.first() {
                    anchors.add(first, Meaning::Place(count(self.places.len())));
                    self.places.push(PlaceForm { words: spelled, ward: ward.to_owned(), is_ward });
                }
            }
        }
    }
}

/// A party's name as a term: `&` or `and` or neither, as people write it.
fn party_term(name: &str) -> String {
    let name = name.replace(['&', '+'], " and ");
    let words = text::words(&name).into_iter();
    words.map(|word| if word == "and" { "and?".to_owned() } else { word }).collect::<Vec<_>>().join(" ")
}

/// Whether the policy has the rule on that a side sense is for.
fn is_wanted(world: &World, sense: Sense) -> bool {
    let mut rules = SIDE.iter().filter(|(side, _)| *side == sense);
    rules.any(|(_, code)| world.policy.is_on(&RuleCode::new(code)))
}

fn written(group: &Group) -> impl Iterator<Item = String> {
    group.terms.iter().map(|phrase| phrase.written.to_lowercase())
}

/// Places in lists are far below 2^32: a roster or lexicon that long does not fit the limits on documents.
pub(crate) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
