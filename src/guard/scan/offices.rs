//! Politicians the roster does not know: by office, by letters after the name, as mayors of other places.

mod as_such;
mod other_mayors;
mod told;

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index::accounts::is_telling;
use crate::guard::index::{Meaning, Term};
use crate::guard::scan::names::{longer, tell_another};
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, ItemKind, Shape, Within};

use as_such::is_as_such;
pub(super) use as_such::is_nobodys;

/// The words that speak of a politician, and how sure that is.
pub(super) fn find(view: &View<'_>, found: &[(usize, Meaning)]) -> Vec<(Range<usize>, Confidence)> {
    let mut new = Vec::new();
    for (at, meaning) in found {
        match meaning {
            Meaning::Mayor => {
                let other = other_mayor(view, *at).filter(|words| !is_as_such(view, words));
                let words = other.map(|words| office(view, words));
                let words = words.or_else(|| {
                    let told = other_mayors::find(view, *at).filter(|words| !is_as_such(view, words));
                    told.map(|words| with_article(view, words))
                });
                let named = || named_mayor(view, *at).map(|words| with_article(view, words));
                new.extend(words.or_else(named).map(|words| (words, Confidence::Likely)));
            }
            Meaning::PoliticianMark if !is_telling_account(view, *at) => {
                new.extend(name_before_mark(view, *at).map(|words| (words, Confidence::Likely)));
            }
            Meaning::Term(number) => {
                let known = |term: &&Term| matches!(term.sense, Sense::Politician | Sense::OfficeHolder);
                let term = view.index().terms.get(*number as usize).filter(known);
                let hit = term.and_then(|term| Some((term, term.phrase.at(*at, view)?)));
                let hit = hit.filter(|_| !is_telling_account(view, *at));
                let hit = hit
                    .filter(|(term, words)| term.sense == Sense::Politician || is_holder_meant(view, words));
                if let Some((term, words)) = hit.filter(|(_, words)| is_office_meant(view, words)) {
                    new.push((office(view, words), term.confidence));
                }
            }
            _ => {}
        }
    }
    new
}

/// Whether a word stands in a handle that is looked at as an account.
fn is_telling_account(view: &View<'_>, at: usize) -> bool {
    let item = view.token(at).and_then(|token| view.tokens.item_of(token));
    item.is_some_and(|item| item.kind == ItemKind::Handle && is_telling(&view.text[item.range.clone()]))
}

fn with_article(view: &View<'_>, words: Range<usize>) -> Range<usize> {
    let article =
        words.start > 0 && view.gap(words.start).joins() && matches!(view.at(words.start - 1), "the" | "our");
    (if article { words.start - 1 } else { words.start })..words.end
}

/// `Wyn Ash MP`: the name before the letters. `MS` is Wales's Senedd only in capitals and behind a name.
fn name_before_mark(view: &View<'_>, mark: usize) -> Option<Range<usize>> {
    if view.token(mark)?.shape != Shape::Upper || view.shouts {
        return None;
    }
    let mut start = mark;
    while start > 0 && mark - start < 3 && view.gap(start).joins() {
        let before = start - 1;
        if view.token(before)?.shape != Shape::Title
            || view.is(Sense::Ordinary, before) && mark - start == 0 && before == 0
        {
            break;
        }
        start = before;
    }
    let comma = view.gap(mark) == Gap::Comma && mark > 1 && view.capital(mark - 1) && view.capital(mark - 2);
    // `Elm MP visits school`; `Elm MS` may be the illness, and an `Elm MEP` is history.
    let alone = matches!(view.at(mark), "mp" | "msp" | "mla")
        && !(view.gap(mark + 1).joins() && view.is(Sense::Thing, mark + 1) && view.capital(mark + 1));
    let one =
        mark - start == 1 && alone && !view.is(Sense::Ordinary, start) && !view.is(Sense::Honorific, start);
    let headline = mark == start
        && alone
        && view.begins_sentence(mark)
        && view.gap(mark + 1).joins()
        && (view.is(Sense::PersonCue, mark + 1) || view.is(Sense::Speech, mark + 1) || view.owns(mark));
    match (mark - start, comma) {
        (2.., _) => Some(start..mark + 1),
        (_, true) => Some(mark - 2..mark + 1),
        _ => (one || headline).then_some(start..mark + 1),
    }
}

/// Whether a name is that of somebody who holds an office of the country, and of nobody whose trade stands beside it.
fn is_holder_meant(view: &View<'_>, words: &Range<usize>) -> bool {
    words.clone().any(|at| view.capital(at)) && !tell_another(view, &[], words)
}

/// Whether an office is a politician's: not a parish's church council, not a directory that helps to find one's own.
fn is_office_meant(view: &View<'_>, words: &Range<usize>) -> bool {
    let last = view.at(words.end - 1);
    if lends_its_name(view, words.end) || is_nobodys(view, words) || is_a_body(view, words) {
        return false;
    }
    // `Metropolitan Police Commissioner`: an officer.
    let of_the_met =
        words.start.checked_sub(1).is_some_and(|at| matches!(view.at(at), "metropolitan" | "met" | "london"));
    if last == "commissioner" && view.at(words.start) == "police" && of_the_met {
        return false;
    }
    if last == "minister" && is_no_prime_minister_of_today(view, words) {
        return false;
    }
    if last == "pcc"
        && view.gap(words.end).joins()
        && matches!(view.at(words.end), "of" | "meeting" | "secretary")
    {
        return false;
    }
    if last == "chancellor" && !is_of_the_exchequer(view, words)
        || last == "pm" && !is_prime_minister(view, words)
    {
        return false;
    }
    let sentence = view.sentence(words.start);
    let of_a_church = last == "pcc" && view.church_words().within(&sentence) > 0;
    let ones_own = matches!(view.at(words.start), "your") && view.directory_words().within(&sentence) > 0;
    !ones_own && !of_a_church
}

/// Whether a post only tells of an office: in the heading of a decision, or where it is explained.
pub(super) fn is_only_told_of(view: &View<'_>, words: &Range<usize>) -> bool {
    told::in_a_notice(view, words) || told::in_an_explanation(view, words)
}

/// `The Office of the Police and Crime Commissioner`: a body, with its own money and staff.
fn is_a_body(view: &View<'_>, words: &Range<usize>) -> bool {
    let mut at = words.start;
    let joined = |at: usize| at > 0 && (view.gap(at).joins() || view.gap(at) == Gap::And);
    while joined(at) && matches!(view.at(at - 1), "the" | "police" | "and" | "fire") && at + 5 > words.start {
        at -= 1;
    }
    joined(at) && view.at(at - 1) == "of" && joined(at - 1) && view.at(at - 2) == "office"
}

/// `the Prime Minister's Award`, `the Prime Minister's Office`: called after an office, and says nothing of who holds it.
pub(super) fn lends_its_name(view: &View<'_>, end: usize) -> bool {
    let called = |at: usize| {
        matches!(
            view.at(at),
            "award"
                | "awards"
                | "office"
                | "offices"
                | "prize"
                | "prizes"
                | "medal"
                | "trophy"
                | "cup"
                | "shield"
                | "scholarship"
                | "challenge"
                | "house"
                | "residence"
                | "lodging"
                | "lodgings"
                | "charity"
        )
    };
    end.checked_sub(1).is_some_and(|last| view.owns(last))
        && (end..end + 4).take_while(|at| view.gap(*at).joins() && view.capital(*at)).any(called)
}

/// Prime Ministers whom history books tell of.
const OF_HISTORY: [&str; 20] = [
    "walpole",
    "pitt",
    "peel",
    "wellington",
    "melbourne",
    "palmerston",
    "disraeli",
    "gladstone",
    "salisbury",
    "balfour",
    "asquith",
    "lloyd",
    "baldwin",
    "macdonald",
    "chamberlain",
    "churchill",
    "attlee",
    "eden",
    "macmillan",
    "douglas",
];

/// `Prime Minister Asquith slept here`, `every Prime Minister`, `the prime minister of puddings`.
fn is_no_prime_minister_of_today(view: &View<'_>, words: &Range<usize>) -> bool {
    let next = words.end;
    let joined = |at: usize| view.gap(at).joins();
    let prime = (words.start..next).any(|at| view.at(at) == "prime");
    let historic = joined(next)
        && (OF_HISTORY.contains(&view.at(next))
            || OF_HISTORY.contains(&view.at(next + 1)) && view.capital(next));
    let of_small = joined(next)
        && view.at(next) == "of"
        && joined(next + 1)
        && !view.capital(next + 1)
        && !matches!(view.at(next + 1), "the" | "our" | "this");
    let before = words.start.checked_sub(1).filter(|_| joined(words.start)).map_or("", |at| view.at(at));
    prime && (historic || of_small || matches!(before, "every" | "any" | "no" | "which"))
}

/// `the Chancellor`: not of a university, a cathedral or another country.
fn is_of_the_exchequer(view: &View<'_>, words: &Range<usize>) -> bool {
    let last = words.end - 1;
    let of_another = view.gap(words.end).joins()
        && (matches!(view.at(words.end), "of" | "emeritus" | "designate")
            || view.is(Sense::Thing, words.end));
    let exchequer = view.at(words.end) == "of" && view.at(words.end + 2) == "exchequer";
    let academic = || {
        let said = view.context.words();
        [
            "university",
            "students",
            "student",
            "degree",
            "degrees",
            "graduation",
            "graduates",
            "honorary",
            "campus",
            "college",
            "cathedral",
            "diocese",
            "bishop",
            "german",
        ]
        .iter()
        .any(|word| said.contains(*word))
    };
    words.len() > 2 || exchequer || view.capital(last) && !view.shouts && !of_another && !academic()
}

/// `the PM`, in capitals; not a session after noon, nor a team that goes by the letters.
fn is_prime_minister(view: &View<'_>, words: &Range<usize>) -> bool {
    let upper = view.token(words.end - 1).is_some_and(|token| token.shape == Shape::Upper);
    let compound = view.gap(words.end).joins()
        && matches!(
            view.at(words.end),
            "session" | "slot" | "shift" | "team" | "sessions" | "group" | "service" | "peak"
        );
    upper && !view.shouts && !compound
}

/// `Mayor Wyn Ash`, `The Mayor, Wyn Ash, said`: a mayor by a name. The civic one was found on the roster before.
pub(super) fn named_mayor(view: &View<'_>, mayor: usize) -> Option<Range<usize>> {
    let first = mayor + 1;
    let comma = view.gap(first) == Gap::Comma;
    let apart = !(comma || view.gap(first).joins() && view.gap(first) != Gap::Line);
    let owns = view.text[view.tokens.list[mayor].range().end..].starts_with(['\'', '’']);
    // `Wyn Mayor Sports Ground`
    if is_behind_a_capital(view, mayor) && longer::is_a_firms(view, first) {
        return None;
    }
    let past = mayor > 0
        && view.gap(mayor).joins()
        && matches!(
            view.at(mayor - 1),
            "former" | "ex" | "late" | "past" | "junior" | "youth" | "young" | "carnival"
        );
    if !view.capital(mayor) || view.shouts || apart || owns || past {
        return None;
    }
    let named = |at: usize| {
        view.token(at).is_some_and(|token| token.shape == Shape::Title && token.within == Within::Prose)
    };
    let mut end = first;
    while end < first + 3 && named(end) && (end == first || view.gap(end).joins()) {
        end += 1;
    }
    let senses = [
        Sense::Ordinary,
        Sense::Thing,
        Sense::Title,
        Sense::SharedTitle,
        Sense::Honorific,
        Sense::PersonCue,
        Sense::Trade,
    ];
    let is_name = end - first > 1
        && !senses.iter().any(|sense| view.is(*sense, first))
        && !(first + 1..=end).any(|at| view.is(Sense::Thing, at) && view.gap(at).joins() && view.capital(at))
        && !matches!(view.at(first), "elect" | "making" | "choosing" | "emeritus");
    // Behind a comma the name is the mayor's only where it is closed again, or acts.
    let closed = !comma
        || !view.gap(end).joins() && view.gap(end) != Gap::And
        || view.is(Sense::PersonCue, end)
        || view.is(Sense::Speech, end);
    (is_name && closed).then_some(mayor..end)
}

/// Whether a word with a capital is joined before another, in the middle of a name.
fn is_behind_a_capital(view: &View<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| view.gap(at).joins() && view.capital(before))
}

/// `the Mayor of Elsewhere`: a mayor of another place, who may well be a politician.
fn other_mayor(view: &View<'_>, mayor: usize) -> Option<Range<usize>> {
    // `the Mayor of the Elm Valley`, and not `of the Borough`, which is this one.
    let region = usize::from(
        view.at(mayor + 2) == "the"
            && !matches!(
                view.at(mayor + 3),
                "borough" | "city" | "town" | "council" | "royal" | "district" | "county"
            ),
    );
    let place = mayor + 2 + region;
    let of = view.at(mayor + 1) == "of" && view.gap(mayor + 1).joins() && view.gap(place).joins();
    if !of || !view.capital(mayor) || !view.token(place).is_some_and(|token| token.shape == Shape::Title) {
        return None;
    }
    let own = crate::text::words(&view.book.world().council.name);
    // `Mayor of the Fair`
    if region == 1 && view.is(Sense::Outing, place) {
        return None;
    }
    // The novel.
    if view.at(place) == "casterbridge" || own.iter().any(|word| word == view.at(place)) {
        return None;
    }
    let mut end = place + 1;
    while end < place + 3 && view.gap(end).joins() && view.token(end).is_some_and(|t| t.shape == Shape::Title)
    {
        end += 1;
    }
    Some(mayor..end)
}

/// An office with its article and the name that goes with it: `the Transport Secretary`, `Prime Minister Wyn Ash`.
fn office(view: &View<'_>, words: Range<usize>) -> Range<usize> {
    // `Police & Crime Commissioner` has a sign in it.
    let sign = view.gap(words.start) == Gap::And && words.start > 0 && view.at(words.start - 1) == "police";
    let words = if sign { words.start - 1..words.end } else { words };
    let article =
        words.start > 0 && view.gap(words.start).joins() && matches!(view.at(words.start - 1), "the" | "our");
    let mut end = words.end;
    // `the MP for Elm`, `the Shadow Minister for Roads`
    let goes_on = view.gap(end).joins()
        && view.at(end) == "for"
        && view.gap(end + 1).joins()
        && view.token(end + 1).is_some_and(|token| token.shape == Shape::Title);
    if goes_on {
        end += 2;
    }
    while end < words.end + 2
        && view.gap(end).joins()
        && view.token(end).is_some_and(|token| token.shape == Shape::Title)
        && !view.is(Sense::Ordinary, end)
    {
        end += 1;
    }
    (if article { words.start - 1 } else { words.start })..end
}
