//! Wards, and the places in them.

use std::collections::BTreeSet;

use super::meaning::{Meaning, count};
use super::people::welsh;
use crate::council::Nation;
use crate::guard::world::World;
use crate::lexicon::matcher::Anchors;
use crate::text;

/// A name of a ward, or of a place in it.
#[derive(Debug)]
pub struct PlaceForm {
    /// Its words.
    pub words: Vec<String>,
    /// The one of them that must have a possessive 's, though the ward's name has none: `King's Norton`.
    pub owner: Option<usize>,
    /// The ward it ties a post to.
    pub ward: String,
    /// The ward's own name, not one of its places.
    pub is_ward: bool,
}

/// Gathers the wards that the council, its roster and its elections name.
pub(super) fn gather(world: &World, anchors: &mut Anchors<Meaning>) -> Vec<PlaceForm> {
    let mut wards: BTreeSet<&str> = world.council.wards.keys().map(String::as_str).collect();
    wards.extend(world.roster.people.iter().filter_map(|entry| entry.ward.as_deref()));
    wards.extend(world.calendar.periods().iter().filter_map(|p| p.wards()).flatten().map(String::as_str));
    let in_wales = world.council.nation == Nation::Wales;
    let mut forms = Vec::new();
    for ward in wards {
        let places = world.council.wards.get(ward).map(Vec::as_slice).unwrap_or_default();
        for (place, is_ward) in
            std::iter::once((ward, true)).chain(places.iter().map(|p| (p.as_str(), false)))
        {
            let mutated = in_wales.then(|| mutations(place)).into_iter().flatten();
            for (words, owner) in spellings(place).into_iter().chain(mutated) {
                if let Some(first) = words.first() {
                    anchors.add(first, Meaning::Place(count(forms.len())));
                    forms.push(PlaceForm { words, owner, ward: ward.to_owned(), is_ward });
                }
            }
        }
    }
    forms
}

/// The words of a place with its first letter as it changes behind other words of Welsh: `Gwm Isaf`, `Nghwm Isaf`.
fn mutations(place: &str) -> Vec<(Vec<String>, Option<usize>)> {
    let words = text::words(place);
    let Some((first, rest)) = words.split_first() else { return Vec::new() };
    let mutated = welsh::forms(first).into_iter().skip(1);
    mutated.map(|first| (std::iter::once(first).chain(rest.iter().cloned()).collect(), None)).collect()
}

/// The words of a place as people write them, and which of them must own what follows: `Prior's Mead` and `Priors
/// Mead`, `Mill & Ferry` and `Mill and Ferry`.
fn spellings(place: &str) -> Vec<(Vec<String>, Option<usize>)> {
    let is_apostrophe = |c: char| matches!(c, '\'' | '’' | '‘' | '`' | 'ʼ');
    let mut all = vec![(text::words(place), None)];
    let mut add = |words: Vec<String>, owner: Option<usize>| {
        if !all.iter().any(|(known, _)| *known == words) {
            all.push((words, owner));
        }
    };
    if place.contains(is_apostrophe) {
        add(text::words(&place.replace(is_apostrophe, "")), None);
    } else {
        let words = text::words(place);
        for (at, word) in words.iter().enumerate() {
            if let Some(owner) = word.strip_suffix('s').filter(|owner| owner.len() >= SHORTEST_OWNER) {
                let mut owned = words.clone();
                owner.clone_into(&mut owned[at]);
                add(owned, Some(at));
            }
        }
    }
    if place.contains('&') {
        add(text::words(&place.replace('&', " and ")), None);
    } else {
        let linked: Vec<String> = text::words(place).into_iter().filter(|word| word != "and").collect();
        if linked.len() > 1 {
            add(linked, None);
        }
    }
    all
}

/// A shorter word that ends in s owns nothing: `Gas Street`, `Bus Lane`.
const SHORTEST_OWNER: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_spelled_with_and_without_its_apostrophe_and_its_and() {
        let spelled = |place: &str| -> Vec<String> {
            let shown = |(words, owner): &(Vec<String>, Option<usize>)| {
                let mark = |at: usize| if *owner == Some(at) { "'s" } else { "" };
                let words = words.iter().enumerate().map(|(at, word)| format!("{word}{}", mark(at)));
                words.collect::<Vec<_>>().join(" ")
            };
            spellings(place).iter().map(shown).collect()
        };
        assert_eq!(spelled("Prior's Mead"), ["prior mead", "priors mead"]);
        assert_eq!(spelled("Priors Mead"), ["priors mead", "prior's mead"]);
        assert_eq!(spelled("Mill & Ferry"), ["mill ferry", "mill and ferry"]);
        assert_eq!(spelled("Mill and Ferry"), ["mill and ferry", "mill ferry"]);
        assert_eq!(spelled("Gas Works"), ["gas works", "gas work's"]);
    }
}
