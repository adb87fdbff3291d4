//! Initials for a double-barrelled family name: `Wyn A-E`.

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index::Meaning;
use crate::guard::index::people::Person;
use crate::guard::scan::mention::{Mention, Who};
use crate::guard::scan::mentions::Mentions;
use crate::guard::scan::names::places::is_thing;
use crate::guard::scan::names::spot::holding;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, Shape, Within};

/// Adds the mentions of members by a given name and the first letters of both halves of the family name.
pub(super) fn find(view: &View<'_>, found: &[(usize, Meaning)], mentions: &mut Mentions) {
    for (at, meaning) in found {
        let Meaning::Initialled(number) = meaning else { continue };
        let Some((person, _)) = holding(view, *number) else { continue };
        if let Some(words) = initialled(view, person, *at) {
            mentions.merge(Mention::of(Who::Listed(vec![*number]), words, Confidence::Likely));
        }
    }
}

/// The given name at a place with the initials behind it, and the title before it.
fn initialled(view: &View<'_>, person: &Person, given: usize) -> Option<Range<usize>> {
    let (one, other) = person.barrels?;
    let first = given + 1;
    let token = view.token(given)?;
    let named = token.shape == Shape::Title && token.within == Within::Prose && !view.owns(given);
    if !named || view.gap(first) != Gap::Space {
        return None;
    }
    let is_letter = |at: usize, letter: char| view.capital(at) && view.at(at).chars().eq([letter]);
    let in_one = view.token(first).is_some_and(|token| token.shape == Shape::Upper)
        && view.at(first).chars().eq([one, other]);
    let apart = is_letter(first, one)
        && is_letter(first + 1, other)
        && matches!(view.gap(first + 1), Gap::Space | Gap::Hyphen | Gap::Dot | Gap::Other | Gap::Sentence);
    let end = match (in_one, apart) {
        (true, _) => first + 1,
        (_, true) => first + 2,
        _ => return None,
    };
    let goes_on = matches!(view.gap(end), Gap::Hyphen | Gap::And | Gap::Apostrophe | Gap::Slash | Gap::Glued)
        || is_thing(view, end)
        || view.gap(end) == Gap::Space
            && view.token(end).is_some_and(|token| matches!(token.shape, Shape::Title | Shape::Number))
            && !view.is(Sense::PersonCue, end)
            && !view.is(Sense::Speech, end);
    let title = given.checked_sub(1).filter(|at| view.gap(given).joins() && view.is(Sense::Title, *at));
    (!goes_on).then_some(title.unwrap_or(given)..end)
}
