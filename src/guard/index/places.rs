//! Wards, and the places in them.

use std::collections::BTreeSet;

use super::meaning::{Meaning, count};
use crate::guard::world::World;
use crate::lexicon::matcher::Anchors;
use crate::text;

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

/// Gathers the wards that the council, its roster and its elections name.
pub(super) fn gather(world: &World, anchors: &mut Anchors<Meaning>) -> Vec<PlaceForm> {
    let mut wards: BTreeSet<&str> = world.council.wards.keys().map(String::as_str).collect();
    wards.extend(world.roster.people.iter().filter_map(|entry| entry.ward.as_deref()));
    wards.extend(world.calendar.periods().iter().filter_map(|p| p.wards()).flatten().map(String::as_str));
    let mut forms = Vec::new();
    for ward in wards {
        let places = world.council.wards.get(ward).map(Vec::as_slice).unwrap_or_default();
        for (place, is_ward) in
            std::iter::once((ward, true)).chain(places.iter().map(|p| (p.as_str(), false)))
        {
            let spelled = text::words(place);
            if let Some(first) = spelled.first() {
                anchors.add(first, Meaning::Place(count(forms.len())));
                forms.push(PlaceForm { words: spelled, ward: ward.to_owned(), is_ward });
            }
        }
    }
    forms
}
