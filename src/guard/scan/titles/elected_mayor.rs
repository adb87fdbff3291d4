//! The mayor whom people elect, told from the civic one and from those of other places: `The Mayor has agreed the plan`,
//! and not `the Civic Mayor`, `the Mayor of Elsewhere`, `the Mayor's Parlour`.

use std::ops::Range;

use crate::guard::scan::offices;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, Shape};

/// Whether words that say mayor mean the one whom people elect.
pub(super) fn is_meant(view: &View<'_>, words: &Range<usize>) -> bool {
    let Some(mayor) = words.clone().find(|at| view.at(*at) == "mayor") else { return false };
    if is_of_another(view, words.start)
        || is_called_after(view, words.end)
        || is_the_executive(view, words)
        || offices::lends_its_name(view, words.end)
        || offices::is_nobodys(view, words)
        || is_on_the_ballot(view, words)
        || is_served(view, words.start)
    {
        return false;
    }
    if words.len() > 1 {
        // `Rookhope Mayor's Parlour` was looked at; in small letters `elm mayor` may be anything.
        return view.capital(mayor) || view.at(words.start) != "mayor" || view.at(mayor + 1) == "of";
    }
    let of_elsewhere = joined(view, mayor + 1) && matches!(view.at(mayor + 1), "of" | "for");
    !of_elsewhere
        && !civic_was_told(view, mayor)
        && (has_article(view, mayor) || is_named_or_acts(view, mayor))
}

fn joined(view: &View<'_>, at: usize) -> bool {
    view.gap(at).joins() && view.gap(at) != Gap::Line
}

/// Whether the words before make a mayor another than the one in office: `Civic Mayor`, `a former mayor`.
fn is_of_another(view: &View<'_>, first: usize) -> bool {
    let Some(at) = first.checked_sub(1).filter(|_| view.gap(first).joins()) else { return false };
    let is_anothers = |at: usize| {
        matches!(
            view.at(at),
            "civic"
                | "lord"
                | "lady"
                | "deputy"
                | "depute"
                | "dep"
                | "vice"
                | "town"
                | "parish"
                | "village"
                | "former"
                | "ex"
                | "past"
                | "late"
                | "previous"
                | "next"
                | "youth"
                | "young"
                | "junior"
                | "school"
                | "pupil"
                | "student"
                | "mini"
                | "carnival"
                | "pretend"
                | "fictional"
                | "honorary"
                | "ceremonial"
                | "metro"
                | "regional"
                | "combined"
                | "authority"
                | "every"
                | "each"
                | "any"
                | "another"
                | "no"
                | "a"
                | "an"
                | "which"
        )
    };
    // `the civic (ceremonial) mayor`, `Deputy Civic Mayor` are told by the word straight before.
    is_anothers(at) || view.owns(at) && view.capital(at)
}

/// `the Mayor's Parlour`, `Mayor-making`, `the Mayor's charity`, `Mayor Street`: what is called after the first citizen,
/// and says nothing of who leads the council.
fn is_called_after(view: &View<'_>, next: usize) -> bool {
    let last = next - 1;
    if !view.gap(next).joins() {
        return false;
    }
    let civic = |at: usize| {
        matches!(
            view.at(at),
            "parlour"
                | "charity"
                | "charities"
                | "chain"
                | "chains"
                | "robes"
                | "chaplain"
                | "consort"
                | "cadet"
                | "cadets"
                | "sunday"
                | "service"
                | "ball"
                | "banquet"
                | "fund"
                | "appeal"
                | "mace"
                | "sergeant"
                | "civic"
                | "portrait"
                | "portraits"
                | "announcements"
                | "regalia"
                | "carol"
                | "arms"
        )
    };
    let owned = view.owns(last) && (next..next + 3).take_while(|at| joined(view, *at)).any(civic);
    let compound = matches!(view.at(next), "elect" | "making" | "choosing" | "emeritus" | "elects");
    let day =
        view.at(next) == "for" && matches!(view.at(next + 1), "a" | "the") && view.at(next + 2) == "day";
    let thing = view.is(Sense::Thing, next) && view.capital(next) && !view.owns(last) && !view.shouts;
    owned || compound || day || thing
}

/// `Mayor and Cabinet`: the body that decides, not who leads it.
fn is_the_executive(view: &View<'_>, words: &Range<usize>) -> bool {
    let next = words.end;
    // `the Mayor, the cabinet and the committees`: in the table of contents of a constitution.
    let cabinet = if view.at(next) == "the" { next + 1 } else { next };
    if view.gap(next) == Gap::Comma
        && view.at(cabinet) == "cabinet"
        && (cabinet == next || joined(view, cabinet))
    {
        return (cabinet + 1..cabinet + 4)
            .any(|at| matches!(view.at(at), "committees" | "council" | "scrutiny" | "committee"));
    }
    let and = view.gap(next) == Gap::And || joined(view, next) && view.at(next) == "and";
    let cabinet = if view.gap(next) == Gap::And { next } else { next + 1 };
    let behind = cabinet + 1;
    let model = joined(view, behind)
        && matches!(
            view.at(behind),
            "model"
                | "system"
                | "meeting"
                | "meetings"
                | "agenda"
                | "agendas"
                | "papers"
                | "form"
                | "governance"
                | "minutes"
        );
    and && view.at(cabinet) == "cabinet" && (model || !has_article(view, words.start))
}

/// `Two ballot papers: one for the Mayor, one for your ward`: who is to be elected, in a sentence that tells of ballots and
/// of nothing that the one in office does.
fn is_on_the_ballot(view: &View<'_>, words: &Range<usize>) -> bool {
    let for_the_office = words.start.checked_sub(1).is_some_and(|at| {
        let before = if view.at(at) == "the" { at.checked_sub(1) } else { Some(at) };
        before.is_some_and(|at| matches!(view.at(at), "for" | "a" | "elect" | "electing" | "of" | "as"))
    });
    let ends = !joined(view, words.end) || matches!(view.at(words.end), "and" | "on" | "in" | "or");
    for_the_office
        && ends
        && view.sentence(words.start).any(|at| {
            matches!(
                view.at(at),
                "ballot"
                    | "ballots"
                    | "candidates"
                    | "nominations"
                    | "nominated"
                    | "elections"
                    | "election"
                    | "polling"
                    | "cross"
            )
        })
}

/// `Executive assistant to the Mayor wanted`: a post of an officer.
fn is_served(view: &View<'_>, first: usize) -> bool {
    let back = |back: usize| first.checked_sub(back).map_or("", |at| view.at(at));
    let article = usize::from(matches!(back(1), "the" | "our"));
    matches!(back(article + 1), "to" | "for")
        && matches!(
            back(article + 2),
            "assistant"
                | "secretary"
                | "pa"
                | "chauffeur"
                | "officer"
                | "adviser"
                | "advisor"
                | "driver"
                | "support"
        )
}

/// Whether `the`, `our` or the like stands before.
fn has_article(view: &View<'_>, first: usize) -> bool {
    let described =
        |at: usize| matches!(view.at(at), "new" | "current" | "acting" | "present" | "own" | "elected");
    let before = |at: usize| at.checked_sub(1).filter(|_| view.gap(at).joins());
    let Some(at) = before(first) else { return false };
    let at = if described(at) { before(at).unwrap_or(at) } else { at };
    matches!(
        view.at(at),
        "the" | "our" | "your" | "this" | "madam" | "mister" | "borough's" | "city's" | "town's"
    ) || view.owns(at)
        && matches!(view.at(at), "borough" | "city" | "town" | "council" | "county" | "district")
}

/// Whether an earlier sentence of the part told of the civic mayor, whom a later `the Mayor` means.
fn civic_was_told(view: &View<'_>, mayor: usize) -> bool {
    let before = view.sentence(mayor).start;
    (1..before).any(|at| {
        view.at(at) == "mayor" && matches!(view.at(at - 1), "civic" | "lord") && view.gap(at).joins()
            || view.at(at) == "parlour"
            || view.at(at) == "mayoress"
    })
}

/// `Mayor opens the lido`, `Mayor's pledge`, `Mayor Wyn`, `Mayor: "Yes"`: with a capital and no article, as headlines have it.
fn is_named_or_acts(view: &View<'_>, mayor: usize) -> bool {
    let next = mayor + 1;
    if !view.capital(mayor) || view.shouts && !view.begins_sentence(mayor) {
        return false;
    }
    // `June Mayor opens the fair`: a family name.
    let behind_a_name = mayor > 0
        && joined(view, mayor)
        && view.token(mayor - 1).is_some_and(|token| token.shape == Shape::Title)
        && !view.begins_sentence(mayor - 1);
    if behind_a_name
        || mayor > 0
            && joined(view, mayor)
            && !view.index().bearing("mayor").is_empty()
            && view.capital(mayor - 1)
    {
        return false;
    }
    let does = |at: usize| {
        joined(view, at)
            && (view.is(Sense::PersonCue, at) || view.is(Sense::Speech, at) || view.is(Sense::Credit, at))
    };
    let present = joined(view, next)
        && view.token(next).is_some_and(|token| token.shape == Shape::Lower)
        && view.at(next).len() > 3
        && view.at(next).ends_with('s')
        && !view.at(next).ends_with("ss");
    let helped =
        joined(view, next) && matches!(view.at(next), "has" | "will" | "to" | "is" | "and" | "on" | "visits");
    let owned = view.owns(mayor)
        && (next..next + 3).take_while(|at| joined(view, *at)).any(|at| {
            view.is(Sense::Deed, at)
                || matches!(
                    view.at(at),
                    "budget" | "blog" | "priorities" | "manifesto" | "question" | "update" | "diary"
                )
        });
    let quoted = matches!(view.gap(next), Gap::Colon | Gap::Quote) && view.begins_sentence(mayor)
        || mayor > 0 && view.is(Sense::Speech, mayor - 1) && !joined(view, next);
    let acts = view.begins_sentence(mayor) || view.gap(mayor) == Gap::Colon || view.gap(mayor) == Gap::Other;
    owned || quoted || acts && (does(next) || present || helped)
}
