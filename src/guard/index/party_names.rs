//! What the roster calls parties, as terms beside those of the lexicons.

mod parts;

use std::collections::{BTreeMap, BTreeSet};

use super::meaning::Meaning;
use super::terms::{Capitals, Everyday, Extent, Registered, Term, Terms};
use crate::guard::finding::Confidence;
use crate::guard::world::World;
use crate::lexicon::matcher::Anchors;
use crate::lexicon::{Phrase, Sense};
use crate::roster::{Kind, party};
use crate::text;

/// How much a name that somebody gave a party tells, the less telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Given {
    /// An everyday word, all that is left of a name without its place.
    Word,
    /// What is left of a name without its place.
    Part,
    /// A description or a short form.
    Description,
    /// The name itself.
    Name,
}

/// What councils are called by their kind.
pub(super) fn is_of_any_council(word: &str) -> bool {
    matches!(
        word,
        "council"
            | "borough"
            | "city"
            | "county"
            | "district"
            | "town"
            | "parish"
            | "community"
            | "metropolitan"
            | "of"
            | "and"
            | "the"
            | "royal"
            | "cyngor"
    )
}

/// Gathers the names of the parties on the roster, and of the parties its people stand for.
pub(super) fn gather(world: &World, terms: &mut Terms, anchors: &mut Anchors<Meaning>) {
    let group = terms.add_group(Everyday::default());
    let mut names: BTreeMap<String, Given> = BTreeMap::new();
    let mut take = |name: &str, given: Given| {
        let known = names.entry(name.to_owned()).or_insert(given);
        *known = given.max(*known);
    };
    for entry in &world.roster.people {
        if entry.kind == Kind::Party {
            take(&entry.name, Given::Name);
            for alias in &entry.aliases {
                take(alias, Given::Description);
                party::names_within(alias).for_each(|name| take(name, Given::Name));
            }
            party::names_within(&entry.name).for_each(|name| take(name, Given::Name));
        }
        // A member's party of one word is for the lexicon to know, with its everyday senses.
        for party in entry.party.iter().filter(|party| text::words(party).len() > 1) {
            take(party, Given::Name);
            party::names_within(party).for_each(|name| take(name, Given::Name));
        }
    }
    let places = parts::Places::of(world);
    let known = |part: &str| {
        let lower = part.to_lowercase();
        terms.list.iter().any(|term| term.sense != Sense::EverydayPhrase && term.phrase.written == lower)
    };
    let left: Vec<parts::Short> = names
        .iter()
        .filter(|(_, given)| **given == Given::Name)
        .flat_map(|(name, _)| places.leave_out(name, &terms.words))
        .filter(|short| !known(&short.name))
        .collect();
    for short in left {
        let given = if short.is_everyday { Given::Word } else { Given::Part };
        names.entry(short.name).or_insert(given);
    }
    for (name, given) in &names {
        let (sense, confidence, capitals) = meaning(name, *given, terms);
        if let Ok(phrase) = Phrase::compile(&written(name)) {
            terms.look_for(Term { phrase, sense, confidence, group, capitals }, anchors);
        }
    }
}

/// What a name means where it stands. `Teal Residents` is a party's whoever writes it. `Wyke Guardians` is so where it
/// is written as a name and no longer name begins or ends with it. `Community First`, everyday words alone, has to
/// stand by itself as well; where it only describes a party, and where it is one word, it needs political company.
fn meaning(name: &str, given: Given, terms: &Terms) -> (Sense, Confidence, Capitals) {
    let words = text::words(name);
    if matches!(given, Given::Part | Given::Word) {
        let extent = if given == Given::Word { Extent::Word } else { Extent::Part };
        let registered = Registered { small: small(name), extent, ..Registered::default() };
        return (Sense::PartyWord, Confidence::Possible, Capitals::AsRegistered(registered));
    }
    let registered = || Registered { small: small(name), apart: stands_apart(name), ..Registered::default() };
    if party::is_plainly_a_party(name) {
        return (Sense::Party, Confidence::Certain, Capitals::AsRegistered(registered()));
    }
    let telling = words.iter().filter(|word| !terms.words.has(Sense::NameWord, word)).count();
    // `Weston Town` describes the place.
    let of_a_place = given == Given::Description && telling < 2 && words.iter().any(|word| is_place(word));
    // `WrenburyFirst`: nobody writes an everyday word so.
    let is_humped = words.len() == 1 && has_hump(name);
    if is_humped || words.len() > 1 && telling > 0 && !of_a_place {
        return (Sense::Party, Confidence::Likely, Capitals::AsRegistered(registered()));
    }
    let alone = words.len() > 1 && given == Given::Name;
    let whole = words.len() > 2;
    let capitals = Capitals::AsRegistered(Registered { alone, whole, ..registered() });
    (Sense::PartyWord, Confidence::Possible, capitals)
}

/// Whether a capital stands behind a small letter.
fn has_hump(name: &str) -> bool {
    name.chars().zip(name.chars().skip(1)).any(|(one, next)| one.is_lowercase() && next.is_uppercase())
}

/// What any place is called by its kind.
fn is_place(word: &str) -> bool {
    matches!(
        word,
        "town"
            | "city"
            | "village"
            | "villages"
            | "parish"
            | "borough"
            | "county"
            | "district"
            | "community"
            | "communities"
            | "island"
            | "valley"
    )
}

/// The words that a name has in small letters; none where it has no capital at all.
fn small(name: &str) -> BTreeSet<String> {
    if !name.contains(char::is_uppercase) {
        return BTreeSet::new();
    }
    let pieces = name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '/'));
    let small = pieces.filter(|piece| !piece.contains(char::is_uppercase));
    small.flat_map(text::words).collect()
}

/// Whether marks stand between a name's words: `Teal Union - The Party for Wren`.
fn stands_apart(name: &str) -> bool {
    let marks = |c: char| !c.is_alphanumeric() && !c.is_whitespace() && !matches!(c, '-' | '\'' | '’' | '&');
    name.trim_end_matches('.').contains(marks) || name.contains(" -") || name.contains("- ")
}

/// A party's name as a term: `&` or `and` or neither, as people write it; without a leading article.
fn written(name: &str) -> String {
    let name = name.replace(['&', '+'], " and ");
    let mut words = text::words(&name);
    let has_article = words.first().is_some_and(|word| matches!(word.as_str(), "the" | "a" | "an"));
    if has_article && words.len() > 2 {
        words.remove(0);
    }
    words
        .into_iter()
        .map(|word| if word == "and" { "and?".to_owned() } else { word })
        .collect::<Vec<_>>()
        .join(" ")
}
