//! The one who sits for a ward, without a name: `your Ferry councillor`, `the ward member`.

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index::Meaning;
use crate::guard::scan::mention::{Mention, Who};
use crate::guard::scan::mentions::Mentions;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;

/// Adds the mentions of one member by the ward, and of a ward's members who are told what they do.
pub fn find(view: &View<'_>, found: &[(usize, Meaning)], mentions: &mut Mentions) {
    for (at, meaning) in found {
        let new = match meaning {
            Meaning::Place(number) => of_ward(view, *at, *number),
            Meaning::Title => at
                .checked_sub(1)
                .and_then(|ward| of_some_ward(view, ward))
                .or_else(|| of_ones_own(view, *at))
                .map(|words| (Who::WardMember(String::new()), words)),
            Meaning::WardMember => {
                of_some_ward(view, *at).map(|words| (Who::WardMember(String::new()), words))
            }
            _ => None,
        };
        let Some((who, words)) = new else { continue };
        let is_directory = view.directory_words().within(&view.sentence(words.start)) > 0;
        if !is_directory && !mentions.take_any(&words) && !view.is_history(words.start) {
            mentions.push(Mention { by_role: true, ..Mention::of(who, words, Confidence::Likely) });
        }
    }
}

/// `your Ferry councillor`, `councillors who represent Ferry`.
fn of_ward(view: &View<'_>, at: usize, number: u32) -> Option<(Who, Range<usize>)> {
    let place = view.index().places.get(number as usize).filter(|place| place.is_ward)?;
    let end = view.place_at(place, at).filter(|_| view.capital(at))?.end;
    let joined = |at: usize| view.gap(at).joins();
    let seat = if joined(end) && view.at(end) == "ward" { end + 1 } else { end };
    if joined(seat) && is_one(view.at(seat)) {
        return Some((Who::WardMember(place.ward.clone()), with_article(view, at)..seat + 1));
    }
    let mut start = at;
    while start > 0
        && at - start < 4
        && joined(start)
        && matches!(
            view.at(start - 1),
            "who" | "that" | "represent" | "representing" | "represents" | "serve" | "serving" | "the"
        )
    {
        start -= 1;
    }
    let members = start.checked_sub(1).filter(|members| {
        let represents =
            (start..at).any(|at| view.at(at).starts_with("represent") || view.at(at).starts_with("serv"));
        represents
            && joined(start)
            && matches!(view.at(*members), "councillors" | "members" | "councillor" | "member")
    })?;
    let words = with_article(view, members)..seat;
    tells(view, &words).then(|| (Who::WardMembers(place.ward.clone()), words))
}

/// `the ward member`, in a sentence that tells what they did; `your ward councillor` is anybody's.
fn of_some_ward(view: &View<'_>, ward: usize) -> Option<Range<usize>> {
    let member = ward + 1;
    if view.at(ward) != "ward" || !view.gap(member).joins() {
        return None;
    }
    let article = ward
        .checked_sub(1)
        .filter(|at| view.gap(ward).joins() && matches!(view.at(*at), "the" | "our" | "local" | "this"))?;
    let words = article..member + 1;
    (is_one(view.at(member)) && does_something(view, &words)).then_some(words)
}

/// `Your local councillor has found the money`: somebody's own member, of whom it is told what they did.
fn of_ones_own(view: &View<'_>, member: usize) -> Option<Range<usize>> {
    let joined = |at: usize| view.gap(at).joins();
    let described =
        member.checked_sub(1).filter(|at| joined(member) && matches!(view.at(*at), "local" | "ward"))?;
    let own = described
        .checked_sub(1)
        .filter(|at| joined(described) && matches!(view.at(*at), "your" | "our" | "the" | "my"))?;
    // `Has your local councillor got your number?`, `ask your ward councillor`
    let asked = own.checked_sub(1).is_some_and(|at| {
        joined(own)
            && matches!(
                view.at(at),
                "has"
                    | "is"
                    | "does"
                    | "can"
                    | "contact"
                    | "ask"
                    | "tell"
                    | "email"
                    | "ring"
                    | "call"
                    | "phone"
                    | "find"
                    | "who"
            )
    });
    let next = member + 1;
    let does = |at: usize| {
        joined(at)
            && (view.is(Sense::PersonCue, at) || view.is(Sense::Credit, at) || view.is(Sense::Speech, at))
    };
    let acts = does(next) && !matches!(view.at(next), "who" | "can" | "surgery")
        || joined(next)
            && matches!(view.at(next), "has" | "was" | "had" | "is")
            && !matches!(view.at(next + 1), "there" | "your" | "the" | "on" | "elected" | "who" | "not");
    let at_an_event =
        joined(next) && view.at(next) == "was" && matches!(view.at(next + 1), "at" | "there" | "on");
    (is_one(view.at(member)) && !asked && (acts || at_an_event)).then_some(own..next)
}

fn is_one(word: &str) -> bool {
    matches!(word, "councillor" | "cllr" | "member" | "councilor")
}

fn with_article(view: &View<'_>, start: usize) -> usize {
    let before = start.checked_sub(1).filter(|_| view.gap(start).joins());
    let takes = before.filter(|at| matches!(view.at(*at), "your" | "our" | "the" | "local"));
    takes.unwrap_or(start)
}

/// Whether more is said of members than that they are there.
fn tells(view: &View<'_>, words: &Range<usize>) -> bool {
    let next = words.end;
    view.gap(next).joins() && !matches!(view.at(next), "are" | "is" | "can" | "on" | "at" | "and")
}

/// Whether the sentence tells what people do, outside these words.
fn does_something(view: &View<'_>, words: &Range<usize>) -> bool {
    view.deeds().any_outside(&view.sentence(words.start), words)
}
