//! Mayors whom people elect, told beside or like the civic one: `The two mayors`, `Mayors Ash and Elm`, `Eastshire's
//! Mayor`, `Mayor Wyn`.

use std::ops::Range;

use crate::calendar::moment::MONTHS;
use crate::guard::poll_day::WEEKDAYS;
use crate::guard::scan::names::is_a_place;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, Shape};

/// The words around `mayor` or `mayors` that point to somebody whom people elected elsewhere, or to several mayors of
/// whom not all are civic.
pub(super) fn find(view: &View<'_>, at: usize) -> Option<Range<usize>> {
    if view.at(at) == "mayors" {
        return both(view, at).or_else(|| of_places(view, at)).or_else(|| named_together(view, at));
    }
    named_together(view, at)
        .or_else(|| by_given_name(view, at))
        .or_else(|| elected(view, at))
        .or_else(|| of_a_place(view, at))
}

fn joined(view: &View<'_>, at: usize) -> bool {
    at > 0 && view.gap(at).joins() && view.gap(at) != Gap::Line
}

/// `The two mayors`, `both mayors`, where one of them is elected.
fn both(view: &View<'_>, mayors: usize) -> Option<Range<usize>> {
    let before = mayors.checked_sub(1).filter(|_| joined(view, mayors))?;
    let many = matches!(view.at(before), "two" | "both" | "2");
    let start = if many && joined(view, before) && matches!(view.at(before - 1), "the" | "our") {
        before - 1
    } else {
        before
    };
    (many && !view.index().mayors.is_empty()).then_some(start..mayors + 1)
}

/// `the Mayors of Elm and Eastshire`
fn of_places(view: &View<'_>, mayors: usize) -> Option<Range<usize>> {
    if !view.capital(mayors) || view.at(mayors + 1) != "of" || !joined(view, mayors + 1) {
        return None;
    }
    let (end, places) = list(view, mayors + 2);
    let another = places.iter().any(|place| !is_ours(view, place.start));
    (places.len() > 1 && another).then_some(mayors..end)
}

/// `Mayors Ash and Elm`, `Mayor Ash and Elm`: family names of the roster, not all of them of civic mayors.
fn named_together(view: &View<'_>, mayor: usize) -> Option<Range<usize>> {
    if !view.capital(mayor) || view.shouts || !joined(view, mayor + 1) {
        return None;
    }
    let (end, names) = list(view, mayor + 1);
    let people = &view.book.world().roster.people;
    let bearers = |name: &Range<usize>| view.index().bearing(view.at(name.end - 1));
    let is_civic = |name: &Range<usize>| {
        bearers(name).iter().any(|number| {
            people
                .get(*number as usize)
                .is_some_and(|entry| entry.is_civic() && entry.holds_on(view.standing.day))
        })
    };
    let goes_on = joined(view, end) && view.is(Sense::Thing, end);
    let known = names.iter().all(|name| !bearers(name).is_empty());
    let of_others = names.iter().any(|name| !is_civic(name));
    (names.len() > 1 && !goes_on && of_others && (known || view.at(mayor) == "mayors")).then_some(mayor..end)
}

/// Runs of words with capitals between commas and links, and where they end.
fn list(view: &View<'_>, first: usize) -> (usize, Vec<Range<usize>>) {
    let title = |at: usize| view.token(at).is_some_and(|token| token.shape == Shape::Title);
    let mut items: Vec<Range<usize>> = Vec::new();
    let mut at = first;
    while items.len() < 4 {
        let start = at;
        while title(at) && at < start + 3 && (at == start || joined(view, at)) {
            at += 1;
        }
        if at == start {
            break;
        }
        items.push(start..at);
        let next = match view.gap(at) {
            Gap::And | Gap::Comma => at,
            _ if view.at(at) == "and" && joined(view, at) => at + 1,
            _ => break,
        };
        if !title(next) {
            break;
        }
        at = next;
    }
    (items.last().map_or(first, |item| item.end), items)
}

/// `Mayor Wyn`, `The Mayor, Wyn,`: the given name of one who is elected, and of no civic mayor.
fn by_given_name(view: &View<'_>, mayor: usize) -> Option<Range<usize>> {
    let next = mayor + 1;
    let title = |at: usize| view.token(at).is_some_and(|token| token.shape == Shape::Title);
    let apart = view.gap(next) == Gap::Comma && !view.gap(next + 1).joins();
    let beside = joined(view, next) && !(joined(view, next + 1) && title(next + 1));
    if !view.capital(mayor) || !title(next) || !(apart || beside) {
        return None;
    }
    let word = view.at(next);
    let given = |number: &u32| {
        view.index()
            .people
            .get(*number as usize)
            .is_some_and(|person| word.len() > 2 && person.is_given(word))
    };
    let people = &view.book.world().roster.people;
    let known = view.index().mayors.iter().any(given);
    let civic = || (0..).zip(people).any(|(number, entry)| entry.is_civic() && given(&number));
    (known && !civic()).then_some(mayor..next + 1)
}

/// `The elected mayor`, where the roster has one.
fn elected(view: &View<'_>, mayor: usize) -> Option<Range<usize>> {
    let elected = mayor.checked_sub(1).filter(|at| joined(view, mayor) && view.at(*at) == "elected")?;
    let article =
        elected.checked_sub(1).filter(|at| joined(view, elected) && matches!(view.at(*at), "the" | "our"))?;
    let as_such = joined(view, mayor + 1)
        && matches!(
            view.at(mayor + 1),
            "model" | "system" | "role" | "referendum" | "or" | "for" | "of" | "election"
        );
    (!view.index().mayors.is_empty() && !as_such).then_some(article..mayor + 1)
}

/// `Eastshire's Mayor`, `the Eastshire mayor`, `Mayor for Eastshire`: of a place that is none of this council's.
fn of_a_place(view: &View<'_>, mayor: usize) -> Option<Range<usize>> {
    if view.shouts {
        return None;
    }
    let is_place = |at: usize| {
        view.token(at).is_some_and(|token| token.shape == Shape::Title)
            && !view.is(Sense::Ordinary, at)
            && !view.is(Sense::Outing, at)
            && !view.is(Sense::Title, at)
            && !is_ours(view, at)
            && !is_of_anything(view.at(at))
            && view.index().bearing(view.at(at)).is_empty()
    };
    if view.capital(mayor)
        && view.at(mayor + 1) == "for"
        && joined(view, mayor + 1)
        && joined(view, mayor + 2)
        && is_place(mayor + 2)
    {
        return Some(mayor..mayor + 3);
    }
    let mut at = mayor;
    while joined(view, at) && matches!(view.at(at - 1), "elected" | "directly" | "new") {
        at -= 1;
    }
    let place = at.checked_sub(1).filter(|place| joined(view, at) && is_place(*place))?;
    let article = place.checked_sub(1).filter(|article| {
        joined(view, place) && view.at(*article) == "the" && view.gap(mayor + 1) != Gap::Hyphen
    });
    if view.owns(place) {
        return Some(place..mayor + 1);
    }
    let thing = joined(view, mayor + 1) && (view.capital(mayor + 1) || view.is(Sense::Thing, mayor + 1));
    article.filter(|_| !thing && !view.owns(mayor)).map(|article| article..mayor + 1)
}

/// Whether a word is of this council's name or of its wards.
fn is_ours(view: &View<'_>, at: usize) -> bool {
    let word = view.at(at);
    crate::text::words(&view.book.world().council.name).iter().any(|own| own == word) || is_a_place(view, at)
}

/// Whether a word has a mayor and is no place: the young, a carnival, a day, a country.
fn is_of_anything(word: &str) -> bool {
    let word = word.strip_suffix("'s").unwrap_or(word);
    NO_PLACES.contains(&word) || WEEKDAYS.contains(&word) || MONTHS.contains(&word)
}

/// What stands before `mayor` and is no place.
const NO_PLACES: [&str; 98] = [
    "civic",
    "lord",
    "lady",
    "deputy",
    "vice",
    "town",
    "city",
    "borough",
    "county",
    "parish",
    "village",
    "district",
    "council",
    "young",
    "youth",
    "junior",
    "children",
    "student",
    "school",
    "pupil",
    "christmas",
    "easter",
    "halloween",
    "summer",
    "winter",
    "carnival",
    "festival",
    "high",
    "new",
    "current",
    "former",
    "first",
    "next",
    "last",
    "past",
    "mock",
    "honorary",
    "madam",
    "mister",
    "mr",
    "mrs",
    "his",
    "her",
    "worshipful",
    "right",
    "royal",
    "today",
    "tomorrow",
    "yesterday",
    "women",
    "people",
    "britain",
    "england",
    "wales",
    "scotland",
    "ireland",
    "uk",
    "country",
    "nation",
    "world",
    "europe",
    "france",
    "germany",
    "french",
    "german",
    "polish",
    "italian",
    "american",
    "japanese",
    "welsh",
    "scottish",
    "irish",
    "english",
    "british",
    "acting",
    "rotary",
    "scout",
    "scouts",
    "day",
    "community",
    "metro",
    "regional",
    "mayor",
    "it",
    "here",
    "there",
    "what",
    "who",
    "that",
    "let",
    "elected",
    "pantomime",
    "panto",
    "lego",
    "toytown",
    "youngest",
    "oldest",
    "longest",
];
