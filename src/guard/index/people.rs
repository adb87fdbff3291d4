//! The ways each person is written.

mod cases;
mod slips;
pub(super) mod welsh;

use std::collections::{BTreeMap, BTreeSet};

use crate::guard::world::World;
use crate::lexicon::Sense;
use crate::roster::Entry;
use crate::roster::name::Name;
use crate::text;

pub(in crate::guard) use cases::is_case_of_family;

/// One form of a family name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FamilyForm {
    /// Its words.
    pub words: Vec<String>,
    /// Half of a double-barrelled name: never enough alone.
    pub half: bool,
}

/// A person as the matcher sees one.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Person {
    /// The number of the first on the roster whose name is written in the very same ways, often their own.
    pub alike: u32,
    /// The forms of the family name.
    pub families: Vec<FamilyForm>,
    /// Given names, aliases' given names and short forms.
    pub given: BTreeSet<String>,
    /// The first letters of those, a bit each from `a`.
    firsts: u32,
    /// Those of the given names that the roster itself has, and no other form of theirs.
    pub own: BTreeSet<String>,
    /// The first letters of the halves of a double-barrelled family name.
    pub barrels: Option<(char, char)>,
    /// Given and family names glued, as in `#wynash`.
    pub glued: BTreeSet<String>,
    /// Whole names in words, for comparing with namesakes.
    pub full: Vec<Vec<String>>,
    /// Given names that a knight or dame goes by: `Sir Wyn`.
    pub styled: BTreeSet<String>,
    /// The words of the title the roster gives them.
    pub title: Vec<String>,
    /// Title and name, in words: no trade that stands in them is another's.
    pub styles: Vec<String>,
    /// The words of the roles they hold.
    pub role_words: BTreeSet<String>,
}

impl Person {
    /// Somebody of whom nothing is known.
    pub const fn nobody() -> Self {
        Self {
            alike: 0,
            families: Vec::new(),
            given: BTreeSet::new(),
            firsts: 0,
            own: BTreeSet::new(),
            barrels: None,
            glued: BTreeSet::new(),
            full: Vec::new(),
            styled: BTreeSet::new(),
            title: Vec::new(),
            styles: Vec::new(),
            role_words: BTreeSet::new(),
        }
    }

    /// Compiles a roster row.
    pub fn compile(entry: &Entry, nicknames: &BTreeMap<String, Vec<String>>) -> Self {
        let mut person = Self::default();
        let mut knighted = is_knightly(&entry.title);
        for written in std::iter::once(&entry.name).chain(&entry.aliases) {
            knighted |= is_knightly(written);
            if let Some(name) = Name::read(written) {
                person.take(&name, nicknames);
                person.given.extend(letters_of_initials(written, &name));
                person.styled.extend(name.given.first().cloned());
            }
        }
        if !knighted {
            person.styled.clear();
        }
        person.firsts =
            person.given.iter().chain(&person.own).fold(0, |all, given| all | first_letter(given));
        person.title = text::words(&entry.title);
        person.styles = [person.title.as_slice(), &text::words(&entry.name)].concat();
        person.role_words = entry.roles.iter().flat_map(|role| text::words(&role.written)).collect();
        person
    }

    fn take(&mut self, name: &Name, nicknames: &BTreeMap<String, Vec<String>>) {
        if name.given.is_empty() && !self.families.is_empty() {
            // An alias of one word is what friends call them: it needs the family name or a title beside it.
            self.given.extend(name.family.iter().cloned());
            self.own.extend(name.family.iter().cloned());
            return;
        }
        for words in name.family_forms() {
            self.family(words, false);
        }
        if name.particles > 0 {
            self.family(name.family[name.particles..].to_vec(), true);
        }
        for half in name.halves_in_words() {
            self.family(half, true);
        }
        if let [one, other] = name.halves() {
            self.barrels = one.chars().next().zip(other.chars().next());
        }
        for given in &name.given {
            self.own.insert(given.clone());
            self.given.insert(given.clone());
            self.given.extend(nicknames.get(given).into_iter().flatten().cloned());
        }
        if let Some(first) = name.given.first() {
            // An initial and a family name in one word are another word as often as not: `drivers`.
            if first.chars().count() > 1 {
                self.glued.insert(format!("{first}{}", name.family.concat()));
            }
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

    /// Whether a word is a given name of theirs as the roster has it.
    pub fn goes_by(&self, word: &str) -> bool {
        self.own.contains(word)
    }

    /// Whether the first letter of a word lets it be a given name or initials of theirs, whole or in part, in any case and
    /// with a slip, if not in its Welsh forms. Quicker than to ask which.
    pub fn may_begin(&self, word: &str) -> bool {
        let first = first_letter(word);
        // In a long name the slip may be the first letter.
        first == OTHER_LETTER
            || self.firsts & (first | OTHER_LETTER) != 0
            || word.len() + 1 >= SHORTEST_WITH_SLIP
    }

    /// Whether a word near the family name may be a given name or an initial of theirs.
    pub fn may_go_by(&self, word: &str) -> bool {
        self.is_given(word)
            || self.is_initial(word)
            || self.are_initials(word)
            || self.is_inflected_given(word)
    }

    /// Whether a word is a given name of theirs with the ending of another case, while the family name keeps its own:
    /// `Krystyny Nowak`.
    pub fn is_inflected_given(&self, word: &str) -> bool {
        self.given.iter().any(|given| cases::is_case_before_plain(given, word))
    }

    /// Whether a word is a given name of theirs with an ending that the family name behind it has too: `Ivora Asha`.
    pub fn is_given_of_inflected(&self, word: &str) -> bool {
        self.given.iter().any(|given| cases::is_case(given, word))
    }

    /// Whether a word is a given name of theirs as Welsh has it behind `i` or `gan`: `i Fethan`.
    pub fn is_mutated_given(&self, word: &str) -> bool {
        self.given.iter().any(|given| welsh::is_mutated(word, given))
    }

    /// The slips of the pen and the endings with which the family name is looked for beside the given one.
    pub fn slips(&self) -> BTreeSet<String> {
        let plain = self.families.iter().filter(|form| !form.half);
        let names = plain.filter_map(|form| match form.words.as_slice() {
            [name] => Some(name.as_str()),
            _ => None,
        });
        names.flat_map(|name| slips::of(name).into_iter().chain(cases::cases_of_family(name))).collect()
    }

    /// The whole name, and a title and the name, in one word as they stand in running text: `WynAsh`, `CllrAsh`. Left
    /// out are those made of everyday words alone, as a `Rosegarden` is.
    pub fn glued_in_prose(&self, everyday: impl Fn(&str) -> bool) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        let families = self.families.iter().filter(|form| !form.half).map(|form| form.words.concat());
        let families: BTreeSet<String> = families.collect();
        let initials = self.given.iter().filter(|given| given.chars().count() == 1);
        let initialled: Vec<String> = initials
            .flat_map(|letter| families.iter().map(move |family| format!("{letter}{family}")))
            .collect();
        for name in self.glued.iter().chain(&families).chain(&initialled) {
            all.extend(["cllr", "councillor"].map(|title| format!("{title}{name}")));
        }
        for name in self.glued.iter().filter(|name| name.len() >= SHORTEST_GLUED) {
            let mut ways =
                families.iter().filter_map(|family| Some((name.strip_suffix(family.as_str())?, family)));
            if !ways.any(|(given, family)| everyday(given) && everyday(family)) {
                all.insert(name.clone());
            }
        }
        all
    }

    /// The whole name in one word as hashtags have it, with the short forms of the given names: `timash`. Left out are
    /// those made of everyday words alone, as `jackfrost` is.
    pub fn glued_in_tags<'p>(
        &'p self,
        everyday: impl Fn(&str) -> bool + 'p,
    ) -> impl Iterator<Item = String> + 'p {
        let families = self.families.iter().filter(|form| !form.half).map(|form| form.words.concat());
        families.flat_map(move |family| {
            let is_everyday = everyday(&family);
            let telling: Vec<String> = self
                .given
                .iter()
                .filter(|given| match given.len() {
                    1 => !is_everyday && family.len() >= SHORTEST_BEHIND_INITIAL,
                    length => length > 2 && !(is_everyday && everyday(given)),
                })
                .map(|given| format!("{given}{family}"))
                .collect();
            telling
        })
    }

    /// Whether letters without anything between them are initials of theirs: `JR`.
    pub fn are_initials(&self, letters: &str) -> bool {
        (2..=3).contains(&letters.chars().count())
            && letters.chars().all(|letter| self.given.iter().any(|given| given.starts_with(letter)))
    }

    /// Whether a letter begins a given name of theirs.
    pub fn is_initial(&self, letter: &str) -> bool {
        letter.chars().count() == 1 && self.given.iter().any(|given| given.starts_with(letter))
    }
}

/// A letter beyond `a` to `z`.
const OTHER_LETTER: u32 = 1 << 31;

/// A shorter name with a slip is another's.
pub(in crate::guard) const SHORTEST_WITH_SLIP: usize = 7;

/// The bit of a word's first letter.
fn first_letter(word: &str) -> u32 {
    match word.bytes().next() {
        Some(letter @ b'a'..=b'z') => 1 << (letter - b'a'),
        _ => OTHER_LETTER,
    }
}

/// `RG Ash` is also `R.G. Ash`: the letters of initials that a roster writes in one.
fn letters_of_initials(written: &str, name: &Name) -> Vec<String> {
    let has_small = written.contains(char::is_lowercase);
    let pieces = written.split_whitespace().map(|piece| piece.trim_matches(['.', ',']));
    let initials = pieces.filter(|piece| {
        has_small
            && (2..=3).contains(&piece.len())
            && piece.chars().all(|letter| letter.is_ascii_uppercase())
            && name.given.contains(&piece.to_ascii_lowercase())
    });
    initials.flat_map(|piece| piece.chars()).map(|letter| letter.to_ascii_lowercase().to_string()).collect()
}

/// An initial makes a word of a shorter name too often.
const SHORTEST_BEHIND_INITIAL: usize = 6;

/// A shorter name in one word may be another word.
const SHORTEST_GLUED: usize = 7;

fn is_knightly(written: &str) -> bool {
    text::words(written).iter().any(|word| matches!(word.as_str(), "sir" | "dame"))
}

/// Short forms by the long form, and long forms by the short one.
pub fn nicknames(world: &World) -> BTreeMap<String, Vec<String>> {
    let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (short, long) in pairs(world, Sense::Nickname) {
        names.entry(long.to_owned()).or_default().push(short.to_owned());
        names.entry(short.to_owned()).or_default().push(long.to_owned());
    }
    names
}

/// What posts say of what notes on namesakes tell: its Welsh, in every form a Welsh word takes, and words that go with it.
pub fn kindred_words(world: &World) -> BTreeMap<String, Vec<String>> {
    let mut words: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (english, welsh) in pairs(world, Sense::InWelsh) {
        words.entry(english.to_owned()).or_default().extend(welsh::forms(welsh));
    }
    for (noted, said) in pairs(world, Sense::Kindred) {
        words.entry(noted.to_owned()).or_default().push(said.to_owned());
    }
    words
}

/// The pairs of words that the groups of a sense hold, `one=other`.
fn pairs(world: &World, sense: Sense) -> impl Iterator<Item = (&str, &str)> {
    let groups = world.lexicons.iter().flat_map(|lexicon| &lexicon.groups);
    groups.filter(move |group| group.sense == sense).flat_map(|group| &group.terms).filter_map(|phrase| {
        match phrase.literals().collect::<Vec<_>>()[..] {
            [one, other] => Some((one, other)),
            _ => None,
        }
    })
}
