//! What the roster calls parties, as terms beside those of the lexicons.

use std::collections::BTreeSet;

use super::meaning::Meaning;
use super::terms::{Everyday, Term, Terms};
use crate::guard::finding::Confidence;
use crate::guard::world::World;
use crate::lexicon::matcher::Anchors;
use crate::lexicon::{Phrase, Sense};
use crate::roster::{Kind, party};
use crate::text;

/// Gathers the names of the parties on the roster, and of the parties its people stand for.
pub(super) fn gather(world: &World, terms: &mut Terms, anchors: &mut Anchors<Meaning>) {
    let group = terms.add_group(Everyday::default());
    let mut parties: BTreeSet<String> = BTreeSet::new();
    let mut ordinary: BTreeSet<String> = BTreeSet::new();
    for entry in &world.roster.people {
        if entry.kind == Kind::Party {
            for name in std::iter::once(&entry.name).chain(&entry.aliases) {
                let certain = party::is_plainly_a_party(name);
                if certain { &mut parties } else { &mut ordinary }.insert(name.clone());
                parties.extend(party::names_within(name).map(str::to_owned));
            }
        }
        parties.extend(entry.party.iter().cloned());
        parties.extend(entry.party.iter().flat_map(|party| party::names_within(party)).map(str::to_owned));
    }
    // A member's party of one word is for the lexicon to know, with its everyday senses.
    for party in parties.iter().filter(|party| text::words(party).len() > 1) {
        if let Ok(phrase) = Phrase::compile(&written(party)) {
            let (sense, confidence) = (Sense::Party, Confidence::Certain);
            terms.look_for(Term { phrase, sense, confidence, group, capitals: true }, anchors);
        }
    }
    // Aspire, Forward, Community First: words anybody may use mean the party only in political company.
    for party in ordinary.difference(&parties) {
        if let Ok(phrase) = Phrase::compile(&written(party)) {
            let (sense, confidence) = (Sense::PartyWord, Confidence::Possible);
            terms.look_for(Term { phrase, sense, confidence, group, capitals: true }, anchors);
        }
    }
}

/// A party's name as a term: `&` or `and` or neither, as people write it.
fn written(name: &str) -> String {
    let name = name.replace(['&', '+'], " and ");
    let words = text::words(&name).into_iter();
    words.map(|word| if word == "and" { "and?".to_owned() } else { word }).collect::<Vec<_>>().join(" ")
}
