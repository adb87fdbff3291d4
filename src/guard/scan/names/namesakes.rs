//! Those the council says share a name with somebody on the roster.

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index::Meaning;
use crate::guard::index::namesakes::NamesakeForm;
use crate::guard::scan::names::places::sits_there;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::post::PartName;
use crate::text::{Gap, ItemKind};

/// The namesakes that stand in a part, in the order of their words.
pub(super) struct Namesakes<'v> {
    list: Vec<(Range<usize>, &'v NamesakeForm)>,
    /// The words of the longest.
    longest: usize,
}

impl<'v> Namesakes<'v> {
    pub(super) fn standing(view: &View<'v>, found: &[(usize, Meaning)]) -> Self {
        let mut list: Vec<(Range<usize>, &NamesakeForm)> = found
            .iter()
            .filter_map(|(at, meaning)| {
                let Meaning::Namesake(number) = meaning else { return None };
                let form = view.index().namesakes.get(*number as usize)?;
                view.stands(&form.words, *at).then(|| (*at..at + form.words.len(), form))
            })
            .collect();
        list.sort_by_key(|(words, _)| words.start);
        let longest = list.iter().map(|(words, _)| words.len()).max().unwrap_or_default();
        Self { list, longest }
    }

    /// Those that have any of these words.
    pub(super) fn over(&self, words: &Range<usize>) -> impl Iterator<Item = &'v NamesakeForm> {
        let first = self.list.partition_point(|(range, _)| range.start + self.longest <= words.start);
        let near = self.list[first..].iter().take_while(|(range, _)| range.start < words.end);
        near.filter(|(range, _)| words.start < range.end).map(|(_, form)| *form)
    }
}

/// A name that two have: what only people do or a council cue makes it the councillor, the note's words or a place
/// around it the other, neither makes it possible.
pub(super) fn namesake_or_person(
    view: &View<'_>,
    namesake: &NamesakeForm,
    whole: &Range<usize>,
) -> Option<Confidence> {
    let by_note = || namesake.cues.iter().any(|cue| view.context.words().contains(cue));
    if namesake.is_place {
        let somewhere = is_somewhere(view, whole) || by_note();
        let is_person = acts(view, whole.end) || sits_there(view, whole.end);
        return match (is_person, somewhere) {
            (true, _) => Some(Confidence::Certain),
            (false, true) => None,
            _ => Some(Confidence::Possible),
        };
    }
    if view.context.speaks_of_councillors() {
        return Some(Confidence::Certain);
    }
    // `the Ada Ash was launched`: a boat, a pub, a bench.
    let article =
        whole.start.checked_sub(1).is_some_and(|at| view.at(at) == "the" && view.gap(whole.start).joins());
    if article && !(view.gap(whole.end).joins() && view.is(Sense::Deed, whole.end)) {
        return None;
    }
    (!by_note()).then_some(Confidence::Possible)
}

/// Whether what follows a name is done by people.
fn acts(view: &View<'_>, end: usize) -> bool {
    let does = |at: usize| view.is(Sense::PersonCue, at) || view.is(Sense::Speech, at);
    let sentence = view.sentence(end.saturating_sub(1)).end;
    let helped = matches!(view.at(end), "has" | "will" | "also" | "then");
    end < sentence && (does(end) || helped && end + 1 < sentence && does(end + 1))
}

/// Whether a name stands where places do: behind a preposition of place, or with words of roads and rivers.
fn is_somewhere(view: &View<'_>, whole: &Range<usize>) -> bool {
    let before = whole.start.checked_sub(1).map_or("", |at| view.at(at));
    let on = matches!(
        before,
        "on" | "in"
            | "at"
            | "along"
            | "off"
            | "near"
            | "from"
            | "to"
            | "into"
            | "onto"
            | "between"
            | "via"
            | "through"
            | "around"
            | "across"
            | "beside"
            | "above"
            | "below"
            | "over"
            | "up"
            | "down"
            | "past"
            | "the"
            | "yn"
            | "ar"
            | "ger"
            | "favourite"
            | "visit"
    );
    let beyond = whole.start.checked_sub(2).map_or("", |at| view.at(at));
    let round = before == "of"
        && matches!(
            beyond,
            "lap"
                | "laps"
                | "loop"
                | "tour"
                | "circuit"
                | "map"
                | "north"
                | "south"
                | "end"
                | "side"
                | "edge"
        );
    let in_a_tag = view.inside(whole.start, ItemKind::Hashtag);
    let address = view.gap(whole.start) == Gap::Comma && !view.gap(whole.end).joins();
    let walked = matches!(view.at(whole.end), "loop" | "lap" | "circuit" | "walk" | "run" | "stroll");
    if round || in_a_tag || address || walked || matches!(view.part, PartName::PollOption(_)) {
        return true;
    }
    on || view.place_cues().any_outside(&view.sentence(whole.start), whole)
}
