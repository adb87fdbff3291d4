//! Places that put something on: `Bram Park hosts the summer fair`.

use std::ops::Range;

use super::prepositions::before;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::Gap;

/// So many words behind the verb tell what is put on.
const NEAR: usize = 7;

/// Whether a name is that of a place where something is put on, and not of somebody who puts it on: nobody is thanked,
/// speaks or has company in the sentence, and it is nothing that members hold for those who elect them.
pub(super) fn is_venue(view: &View<'_>, whole: &Range<usize>) -> bool {
    if view.owns(whole.end - 1)
        || matches!(before(view, whole.start), "with" | "by" | "thanks" | "to" | "and")
    {
        return false;
    }
    let Some(object) = behind_hosting(view, whole.end) else { return false };
    let sentence = view.sentence(whole.start);
    let near = object..sentence.end.min(object + NEAR);
    let is_put_on = near.take_while(|at| view.gap(*at) != Gap::Colon).any(|at| view.is(Sense::Outing, at));
    is_put_on
        && !(object..sentence.end).any(|at| is_of_people(view, at))
        && !view.parties().iter().any(|party| sentence.contains(&party.words.start))
}

/// Where the words begin that tell what a place hosts: behind `hosts`, `will host`, `is the venue for`.
fn behind_hosting(view: &View<'_>, end: usize) -> Option<usize> {
    let word = |at: usize| if view.gap(at).joins() { view.at(at) } else { "" };
    let helped = matches!(
        word(end),
        "will" | "to" | "is" | "are" | "was" | "has" | "had" | "may" | "becomes" | "became"
    );
    let mut verb = end + usize::from(helped);
    verb += usize::from(helped && matches!(word(verb), "be" | "been" | "now" | "again" | "once" | "also"));
    verb += usize::from(word(verb) == "again");
    match (word(verb), word(verb + 1)) {
        ("hosts" | "hosted" | "stages" | "staged", _) => Some(verb + 1),
        ("host" | "hosting" | "stage" | "staging", _) if helped => Some(verb + 1),
        ("plays" | "played" | "play" | "playing", "host") if word(verb + 2) == "to" => Some(verb + 3),
        ("the" | "our" | "home" | "venue" | "this", _) if helped => {
            let venue = (verb..verb + 4).find(|at| {
                matches!(word(*at), "venue" | "home" | "setting" | "backdrop" | "place" | "stage")
            })?;
            matches!(word(venue + 1), "for" | "to" | "of").then_some(venue + 2)
        }
        _ => None,
    }
}

/// Whether a word tells that somebody is spoken of: who is with them, what they say, what members hold.
fn is_of_people(view: &View<'_>, at: usize) -> bool {
    view.is(Sense::Speech, at)
        || view.is(Sense::Credit, at)
        || view.is(Sense::Title, at)
        || view.is(Sense::SharedTitle, at)
        || matches!(
            view.at(at),
            "he" | "she"
                | "him"
                | "his"
                | "her"
                | "hers"
                | "who"
                | "surgery"
                | "surgeries"
                | "reception"
                | "hustings"
                | "meeting"
                | "meetings"
                | "debate"
                | "launch"
                | "ministers"
                | "minister"
                | "mayor"
                | "leader"
                | "constituents"
                | "election"
                | "campaign"
        )
}
