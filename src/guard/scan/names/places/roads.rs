//! Names among words of roads and water, where nobody does or is thanked for anything.

use std::ops::Range;

use super::nearby::{has_cue, is_cue, near};
use super::prepositions::before;
use super::told::has_object;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::Gap;

/// Near a name, these speak of people.
const OF_PEOPLE: [&str; 16] = [
    "see",
    "saw",
    "photo",
    "photos",
    "picture",
    "vote",
    "ask",
    "email",
    "contact",
    "member",
    "by",
    "with",
    "candidate",
    "candidates",
    "fights",
    "fight",
];

/// Whether roads or water are spoken of near a name, and nothing that people do or are thanked for.
pub(super) fn is_among_roads(view: &View<'_>, whole: &Range<usize>) -> bool {
    let of_people = |at: usize| {
        !is_cue(view, at)
            && (view.is(Sense::PersonCue, at)
                || view.is(Sense::Credit, at)
                || view.is(Sense::Speech, at)
                || view.is(Sense::Title, at)
                || view.is(Sense::SharedTitle, at)
                || view.is(Sense::Deed, at)
                || OF_PEOPLE.contains(&view.at(at)))
    };
    let acts_on = view.gap(whole.end).joins() && has_object(view, whole.end + 1);
    let turned = matches!(before(view, whole.start), "from" | "for" | "to" | "by")
        || view.gap(whole.end).joins() && view.at(whole.end) == "for"
        || matches!(view.gap(whole.end), Gap::Colon | Gap::Quote) && view.has_quotes();
    // `Ash Park has done the school crossing`
    let has_done = matches!(
        (view.at(whole.end), view.at(whole.end + 1)),
        ("has", "done" | "led" | "run" | "made" | "taken")
    );
    !view.owns(whole.end - 1)
        && !has_done
        && !acts_on
        && !turned
        && has_cue(view, whole)
        && !near(view, whole).any(of_people)
}
