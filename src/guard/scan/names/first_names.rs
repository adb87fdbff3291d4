//! Members by the given name alone, where what stands behind it tells of their seat: `Wyn from scrutiny`, `Ann from Ferry
//! ward`, `Wyn A. from the council`.

use crate::guard::finding::Confidence;
use crate::guard::index::Meaning;
use crate::guard::index::people::Person;
use crate::guard::scan::mention::{Mention, Who};
use crate::guard::scan::mentions::Mentions;
use crate::guard::scan::names::spot::all_alike;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, Shape, Within};

/// Adds the mentions of members by a given name and their seat.
pub(super) fn find(view: &View<'_>, found: &[(usize, Meaning)], mentions: &mut Mentions) {
    for place in found.chunk_by(|one, next| one.0 == next.0) {
        let at = place[0].0;
        let named = || {
            view.token(at).is_some_and(|token| token.shape == Shape::Title && token.within == Within::Prose)
        };
        let mut bearers: Vec<u32> = place
            .iter()
            .filter_map(|(_, meaning)| match meaning {
                Meaning::GivenName(number) => Some(*number),
                _ => None,
            })
            .filter(|number| {
                view.index().people.get(*number as usize).is_some_and(|person| is_told(view, person, at))
            })
            .flat_map(|number| all_alike(view, number))
            .collect();
        bearers.sort_unstable();
        let words = at..end(view, at);
        if !bearers.is_empty()
            && named()
            && !view.shouts
            && !is_behind_a_name(view, at)
            && !mentions.take_any(&words)
        {
            mentions.push(Mention::of(Who::Listed(bearers), words, Confidence::Likely));
        }
    }
}

/// The end of the given name and of the initial behind it.
fn end(view: &View<'_>, given: usize) -> usize {
    if is_a_letter(view, given + 1) { given + 2 } else { given + 1 }
}

fn is_a_letter(view: &View<'_>, at: usize) -> bool {
    view.gap(at) == Gap::Space && view.capital(at) && view.at(at).chars().count() == 1
}

/// `Bo Wyn from scrutiny`: somebody's family name.
fn is_behind_a_name(view: &View<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        view.gap(at).joins()
            && view.token(before).is_some_and(|token| token.shape == Shape::Title)
            && !view.begins_sentence(before)
    })
}

/// Whether what stands behind a given name tells of a seat on the council.
fn is_told(view: &View<'_>, person: &Person, given: usize) -> bool {
    let next = end(view, given);
    if next == given + 1 {
        return has_a_seat(view, next) || takes_a_seat(view, next);
    }
    let begins = |letter: &str| {
        person.families.iter().any(|form| form.words.iter().any(|word| word.starts_with(letter)))
    };
    begins(view.at(given + 1)) && (has_a_seat(view, next) || is_among_members(view, next))
}

/// `Wyn took her seat`, in a post that speaks of councillors.
fn takes_a_seat(view: &View<'_>, verb: usize) -> bool {
    let joined = |at: usize| view.gap(at) == Gap::Space;
    let ends = !view.gap(verb + 3).joins() || !matches!(view.at(verb + 3), "at" | "in" | "by" | "near");
    joined(verb)
        && matches!(view.at(verb), "took" | "takes" | "won" | "holds" | "held" | "kept")
        && joined(verb + 1)
        && matches!(view.at(verb + 1), "her" | "his" | "their")
        && view.at(verb + 2) == "seat"
        && ends
        && view.context.speaks_of_councillors()
}

/// `from the council benches`, `from scrutiny`, `of Ferry ward`.
fn has_a_seat(view: &View<'_>, from: usize) -> bool {
    if !matches!(view.at(from), "from" | "of")
        || !matches!(view.gap(from), Gap::Space | Gap::Dot | Gap::Sentence)
    {
        return false;
    }
    let first = if matches!(view.at(from + 1), "the" | "our") { from + 2 } else { from + 1 };
    let words = (first..first + 5).take_while(|at| view.gap(*at).joins());
    let body = matches!(view.at(first), "scrutiny" | "planning" | "licensing" | "cabinet")
        && (!view.gap(first + 1).joins()
            || matches!(view.at(first + 1), "committee" | "panel" | "can" | "has" | "and" | "was"))
        && view.at(from) == "from";
    let benches = view.at(first) == "council" && matches!(view.at(first + 1), "benches" | "chamber");
    let mut ward = words.skip_while(|at| view.at(*at) != "ward");
    let of_a_ward = view.capital(first)
        && ward.next().is_some_and(|ward| {
            view.index().places.iter().any(|place| {
                place.is_ward
                    && ward.checked_sub(place.words.len()).is_some_and(|at| view.stands(&place.words, at))
            })
        });
    body && !view.is(Sense::Thing, first + 1) || benches || of_a_ward
}

/// Behind an initial: whether the words around speak of the council's members.
fn is_among_members(view: &View<'_>, next: usize) -> bool {
    (next.saturating_sub(AROUND)..next + AROUND).any(|at| {
        matches!(
            view.at(at),
            "councillor"
                | "councillors"
                | "councillors'"
                | "cllr"
                | "cllrs"
                | "cabinet"
                | "scrutiny"
                | "brief"
                | "portfolio"
        ) || view.at(at) == "from" && view.at(at + 1) == "the" && view.at(at + 2) == "council"
    })
}

/// So far around an initial a word counts.
const AROUND: usize = 6;
