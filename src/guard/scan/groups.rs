//! Wards, their members as a group, and the groups of parties.

mod shown;

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index::Meaning;
use crate::guard::scan::mention::{Mention, Who};
use crate::guard::scan::mentions::Mentions;
use crate::guard::scan::terms::TermHit;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::post::PartName;
use crate::text::Shape;

/// The wards a part speaks of, by their names and places.
pub fn wards(view: &View<'_>, found: &[(usize, Meaning)]) -> Vec<(String, Range<usize>)> {
    places(view, found).map(|(ward, words, _)| (ward, words)).collect()
}

fn places<'a>(
    view: &'a View<'_>,
    found: &'a [(usize, Meaning)],
) -> impl Iterator<Item = (String, Range<usize>, bool)> + 'a {
    found.iter().filter_map(|(at, meaning)| {
        let Meaning::Place(number) = meaning else { return None };
        let place = view.index().places.get(*number as usize)?;
        let words = view.place_at(place, *at)?;
        let named = view.capital(*at) || place.words.len() > 1;
        named.then(|| (place.ward.clone(), words, place.is_ward))
    })
}

/// Adds mentions of one ward's members, where they are credited, quoted or shown, and of party groups.
pub fn find(view: &View<'_>, found: &[(usize, Meaning)], terms: &[TermHit<'_>], mentions: &mut Mentions) {
    let mut new: Vec<(Range<usize>, Who)> = Vec::new();
    for (ward, words, _) in places(view, found).filter(|(.., is_ward)| *is_ward) {
        let members = members_beside(view, &words).filter(|members| !is_of_the_young(view, members)).filter(
            |members| is_in_the_light(view, members) || !informs(view, members) || is_one(view, members),
        );
        new.extend(members.map(|members| {
            let who = if is_one(view, &members) { Who::WardMember(ward) } else { Who::WardMembers(ward) };
            (members, who)
        }));
    }
    for at in 0..view.tokens.list.len() {
        // `our two ward councillors`: whose ward it is does not matter, some ward's it is.
        if let Some(members) = of_some_ward(view, at).filter(|members| is_in_the_light(view, members)) {
            new.push((members, Who::WardMembers(String::new())));
        }
    }
    new.extend(shown::members(view).map(|members| (members, Who::WardMembers(String::new()))));
    for party in view.parties() {
        let next = party.words.end;
        if let Some(candidate) = standing_for(view, next) {
            // A candidate of some by-election is restricted wherever the post is about.
            let ward = view.standing.restricted_wards().next().unwrap_or_default();
            new.push((party.words.start..candidate + 1, Who::WardMembers(ward.to_owned())));
        }
        if view.gap(next).joins() && is_group(view.at(next)) {
            new.push((party.words.start..next + 1, Who::PartyGroup));
        }
    }
    let groups = terms.iter().filter(|hit| hit.term.sense == Sense::PartyGroup);
    new.extend(groups.map(|hit| (hit.words.clone(), Who::PartyGroup)));
    for (words, who) in new {
        if !mentions.take_any(&words) && !view.is_history(words.start) {
            mentions.push(Mention { by_role: true, ..Mention::of(who, words, Confidence::Likely) });
        }
    }
}

/// `ward councillors`, `the ward's three councillors`, `both local members`.
fn of_some_ward(view: &View<'_>, at: usize) -> Option<Range<usize>> {
    let counts = |at: usize| matches!(view.at(at), "both" | "two" | "three" | "2" | "3");
    let joined = |at: usize| view.gap(at).joins();
    match view.at(at) {
        "ward" => {
            let members = if counts(at + 1) && joined(at + 1) { at + 2 } else { at + 1 };
            (joined(members) && is_members(view.at(members))).then_some(at..members + 1)
        }
        "local" => {
            let counted = at.checked_sub(1).filter(|before| joined(at) && counts(*before))?;
            (joined(at + 1) && is_members(view.at(at + 1))).then_some(counted..at + 2)
        }
        _ => None,
    }
}

/// `Labour's candidate opened the fair`: somebody told to do more than to stand.
fn standing_for(view: &View<'_>, candidate: usize) -> Option<usize> {
    if !matches!(view.at(candidate), "candidate" | "ymgeisydd") || !view.gap(candidate).joins() {
        return None;
    }
    let sentence = view.sentence(candidate);
    let near = candidate + 1..sentence.end.min(candidate + NEAR);
    let named = view.gap(candidate + 1).joins() && view.capital(candidate + 1);
    let deed = |at: usize| {
        (view.is(Sense::PersonCue, at) || view.is(Sense::Credit, at) || view.is(Sense::Speech, at))
            && !view.is(Sense::ListWord, at)
            && !view.capital(at)
    };
    (!named && near.into_iter().any(deed)).then_some(candidate)
}

/// So far behind a candidate what they did is told.
const NEAR: usize = 10;

/// What follows a party's name and makes it some of its members.
fn is_group(word: &str) -> bool {
    is_members(word)
        || matches!(
            word,
            "group"
                | "grouping"
                | "opposition"
                | "councillor"
                | "cllr"
                | "spokesperson"
                | "spokesman"
                | "spokeswoman"
                | "whip"
                | "benches"
                | "leader"
                | "leaders"
        )
}

/// `School councillors from Castle Primary`.
fn is_of_the_young(view: &View<'_>, members: &Range<usize>) -> bool {
    let before = members.start.checked_sub(1).filter(|_| view.gap(members.start).joins());
    before.is_some_and(|at| {
        matches!(
            view.at(at),
            "school" | "youth" | "student" | "pupil" | "junior" | "young" | "eco" | "class" | "children's"
        )
    })
}

fn is_members(word: &str) -> bool {
    matches!(word, "councillors" | "members" | "councilors" | "cllrs" | "cynghorwyr")
}

/// The words that speak of a ward's members, around the ward's name.
fn members_beside(view: &View<'_>, ward: &Range<usize>) -> Option<Range<usize>> {
    let between = |word: &str| {
        matches!(
            word,
            "two"
                | "three"
                | "four"
                | "five"
                | "six"
                | "4"
                | "5"
                | "county"
                | "2"
                | "3"
                | "both"
                | "our"
                | "ward"
                | "local"
                | "own"
                | "borough"
                | "city"
                | "hardworking"
                | "elected"
                | "remaining"
                | "sitting"
                | "other"
                | "current"
                | "existing"
        )
    };
    let mut at = ward.end;
    while view.gap(at).joins() && between(view.at(at)) && at < ward.end + 3 {
        at += 1;
    }
    if view.gap(at).joins() && (is_members(view.at(at)) || are_members_of_the_ward(view, ward.end, at)) {
        return Some(ward.start..at + 1);
    }
    if let Some(words) = members_before(view, ward) {
        return Some(words);
    }
    // the member for Ferry: one of them, whoever it is
    let one = ward.start.checked_sub(2).filter(|at| {
        (matches!(view.at(*at), "member" | "councillor" | "cllr")
            || matches!(view.at(*at), "rep" | "representative") && *at > 0 && view.at(at - 1) == "ward")
            && view.at(at + 1) == "for"
            && view.gap(at + 1).joins()
            && view.gap(at + 2).joins()
    });
    if let Some(at) = one {
        return Some(at..ward.end);
    }
    // councillors for Ferry, members of the Ferry ward
    // Members of Ferry Bowls Club are no ward's.
    let is_longer_name = view.gap(ward.end).joins()
        && ([Sense::Thing, Sense::Workplace, Sense::PartyPlace]
            .iter()
            .any(|sense| view.is(*sense, ward.end))
            && !view.is(Sense::Effect, ward.end)
            || view.at(ward.end) == "gym"
            || view.token(ward.end).is_some_and(|token| token.shape == Shape::Title) && !view.shouts)
        && view.at(ward.end) != "ward";
    if is_longer_name {
        return None;
    }
    let mut at = ward.start;
    while at > 0 && view.gap(at).joins() && matches!(view.at(at - 1), "for" | "of" | "in" | "the" | "from") {
        at -= 1;
    }
    (at < ward.start && at > 0 && is_members(view.at(at - 1)) && view.gap(at).joins())
        .then(|| at - 1..ward.end)
}

/// `Ferry's sitting pair`, `Ferry's reps on the council`.
fn are_members_of_the_ward(view: &View<'_>, first: usize, at: usize) -> bool {
    let sitting = (first..at).any(|at| matches!(view.at(at), "sitting" | "elected"));
    let on_the_council = || {
        view.gap(at + 1).joins()
            && matches!(view.at(at + 1), "on" | "at" | "in")
            && matches!(
                (view.at(at + 2), view.at(at + 3)),
                ("the" | "our", "council" | "chamber") | ("council", _)
            )
    };
    match view.at(at) {
        "pair" | "trio" | "duo" => sitting,
        "reps" | "representatives" | "team" => sitting || on_the_council(),
        _ => false,
    }
}

/// `aelodau Cwm Isaf`, `yr aelod dros Gwm Isaf`: in Welsh they stand before their ward.
fn members_before(view: &View<'_>, ward: &Range<usize>) -> Option<Range<usize>> {
    let mut at = ward.start;
    while at > 0 && view.gap(at).joins() && matches!(view.at(at - 1), "dros" | "ward" | "lleol" | "y" | "yr")
    {
        at -= 1;
    }
    let member = at.checked_sub(1).filter(|_| view.gap(at).joins())?;
    let sits = is_one_in_welsh(view.at(member))
        || matches!(view.at(member), "aelodau" | "haelodau" | "cynghorwyr" | "gynghorwyr" | "chynghorwyr");
    sits.then_some(member..ward.end)
}

fn is_one_in_welsh(word: &str) -> bool {
    matches!(word, "aelod" | "haelod" | "cynghorydd" | "gynghorydd" | "chynghorydd")
}

/// Whether it speaks of one member: `the member for Ferry`.
fn is_one(view: &View<'_>, members: &Range<usize>) -> bool {
    is_one_in_welsh(view.at(members.start))
        || matches!(view.at(members.start), "member" | "councillor" | "cllr" | "rep" | "representative")
            && view.at(members.start + 1) == "for"
}

/// Whether the sentence tells who is to be elected, or how to find and reach those who are.
fn informs(view: &View<'_>, members: &Range<usize>) -> bool {
    let sentence = view.sentence(members.start);
    view.directory_words().within(&sentence) > 0 || view.election_words().within(&sentence) > 0
}

/// Whether members are credited, quoted or shown, and not merely listed in a directory.
fn is_in_the_light(view: &View<'_>, members: &Range<usize>) -> bool {
    if shows_a_picture(view) {
        return true;
    }
    let sentence = view.sentence(members.start);
    view.directory_words().within(&sentence) == 0 && view.lights().any_outside(&sentence, members)
}

/// Whether a part stands in a picture or tells what it shows.
fn shows_a_picture(view: &View<'_>) -> bool {
    matches!(view.part, PartName::AltText(_) | PartName::PictureText(_) | PartName::ResharedAltText(_))
}
