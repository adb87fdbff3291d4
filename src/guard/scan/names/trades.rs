//! People who share a member's whole name: an officer, an author, a constable. What tells them is the trade that
//! stands beside the name, where nothing there speaks of a seat on the council.

use std::ops::Range;

use crate::guard::poll_day;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, Shape};

/// No description of a person is longer, in words.
const LONGEST: usize = 8;

/// Whether a trade beside a name, which the roster has as `styled` with its titles, and without a
/// councillor's title here, makes it somebody else's.
pub(in crate::guard::scan) fn tell_another(view: &View<'_>, styled: &[String], whole: &Range<usize>) -> bool {
    stands_before(view, styled, whole.start)
        || stands_apart_before(view, styled, whole)
        || follows(view, whole.end)
        || is_told(view, whole.end)
        || is_of_another_age(view, whole.end)
}

/// `our librarian Wyn Ash`, `Head of Planning Wyn Ash`.
fn stands_before(view: &View<'_>, styled: &[String], start: usize) -> bool {
    let described = |start: usize| {
        view.gap(start).joins()
            && view.gap(start) != Gap::Line
            && names_trade(view, styled, before(view, start))
    };
    // `Rev Wyn Ash`: some styles are trades.
    let style = start.checked_sub(1).filter(|at| view.gap(start).joins() && view.is(Sense::Honorific, *at));
    described(start) || style.is_some_and(described)
}

/// `Deputy head Ms Ash`, `Dr Ash at the health centre`: who goes by a style and the family name has a profession, in a
/// post that speaks of no councillor.
pub(super) fn tell_a_professional(view: &View<'_>, style: usize, end: usize) -> bool {
    let whole = style + 1..end;
    let told = stands_before(view, &[], style)
        || stands_apart_before(view, &[], &whole)
        || follows(view, end)
        || is_told(view, end);
    (told || works_there(view, style, end)) && !view.context.speaks_of_councillors()
}

/// `Dr Ash at the health centre`, `Mrs Ash from Elm School`.
fn works_there(view: &View<'_>, style: usize, end: usize) -> bool {
    let joined = |at: usize| view.gap(at).joins();
    if view.owns(end - 1) && joined(end) {
        return is_doctor(view.at(style))
            && matches!(view.at(end), "surgery" | "clinic" | "practice" | "patients");
    }
    if !joined(end) || !matches!(view.at(end), "at" | "from" | "of" | "in") {
        return false;
    }
    let place = (end + 1..end + LONGEST).take_while(|at| joined(*at) && !is_deed(view, *at)).find(|at| {
        view.is(Sense::Workplace, *at)
            || matches!(view.at(*at), "centre" | "clinic" | "practice" | "ward" | "infirmary")
    });
    place.is_some_and(|at| {
        is_doctor(view.at(style))
            || matches!(
                view.at(at),
                "school" | "academy" | "college" | "nursery" | "surgery" | "hospital" | "clinic"
            ) && (!joined(at + 1)
                || is_deed(view, at + 1)
                || view.is(Sense::Speech, at + 1)
                || matches!(
                    view.at(at + 1),
                    "kitchen" | "office" | "gate" | "crossing" | "dinners" | "reception" | "has" | "is"
                ))
    })
}

fn is_doctor(style: &str) -> bool {
    matches!(style, "dr" | "prof" | "professor" | "rev" | "revd")
}

/// `Our Director of Public Health, Wyn Ash, said`; in a list (`our librarian, Wyn Ash and Bo Elm`) it is not his, and what
/// a colon announces (`Referee: Wyn Ash`) members are too.
fn stands_apart_before(view: &View<'_>, styled: &[String], whole: &Range<usize>) -> bool {
    let style = whole
        .start
        .checked_sub(1)
        .filter(|at| view.gap(whole.start).joins() && view.is(Sense::Honorific, *at));
    let start = style.unwrap_or(whole.start);
    let described = before(view, start);
    if view.gap(start) == Gap::Colon {
        return described.clone().any(|at| {
            matches!(view.at(at), "applicant" | "licensee" | "agent" | "employee" | "colleague" | "trainee")
        });
    }
    let introduced =
        described.clone().next().is_some_and(|at| matches!(view.at(at), "our" | "the" | "council's"));
    let ends = matches!(view.gap(whole.end), Gap::Comma | Gap::Close);
    view.gap(start) == Gap::Comma
        && introduced
        && view.begins_sentence(described.start)
        && ends
        && !view.is_caption()
        && names_trade(view, styled, described)
}

/// The words that describe somebody and end at a place.
fn before(view: &View<'_>, end: usize) -> Range<usize> {
    let mut start = end;
    while start > 0 && end - start < LONGEST {
        let at = start - 1;
        let apart = start < end && !view.gap(start).joins();
        let ends = matches!(view.at(at), "with" | "to" | "from" | "by" | "thanks" | "thank" | "meet");
        if apart || ends || is_deed(view, at) {
            break;
        }
        start = at;
    }
    start..end
}

/// Whether some words are a trade, or a trade with what it is for: `head of planning`.
fn names_trade(view: &View<'_>, styled: &[String], words: Range<usize>) -> bool {
    let Some(last) = words.end.checked_sub(1).filter(|_| !words.is_empty()) else { return false };
    let own = |at: usize| styled.iter().any(|known| known == view.at(at));
    let for_something = |at: usize| {
        at < last
            && view.gap(at + 1).joins()
            && matches!(view.at(at + 1), "of" | "for" | "at" | "in" | "y" | "yr")
    };
    !is_civic(view, &words)
        && !matches!(
            view.at(last),
            "and" | "or" | "a" | "ac" | "in" | "at" | "for" | "of" | "on" | "like" | "as"
        )
        && words.clone().any(|at| is_trade(view, at) && !own(at) && (at == last || for_something(at)))
}

/// `Wyn Ash, head of housing,`, `Wyn Ash (Head of Planning)`, `Wyn Ash, who teaches at Elm School`.
fn follows(view: &View<'_>, end: usize) -> bool {
    if !matches!(view.gap(end), Gap::Comma | Gap::Open) || view.is_caption() {
        return false;
    }
    if view.at(end) == "who" {
        let words = after(view, end + 2);
        let of_the_council = words.clone().any(|at| matches!(view.at(at), "council" | "authority" | "hall"));
        // Anybody owns a ladder and keeps bees; whose shop it is has a trade.
        let of_a_trade = !matches!(view.at(end + 1), "owns" | "keeps")
            || words.clone().any(|at| view.is(Sense::Workplace, at) || is_business(view.at(at)));
        return is_work(view.at(end + 1))
            && of_a_trade
            && view.gap(end + 1).joins()
            && !of_the_council
            && !is_civic(view, &words);
    }
    // `Wyn Ash, farmer, candidate for Ferry`: what is told further on counts too.
    let sentence = view.sentence(end).end.min(end + 2 * LONGEST);
    let told = (end..sentence).find(|at| is_deed(view, *at)).unwrap_or(sentence);
    let words = after(view, end);
    // `Wyn Ash, fire service`: two or three words, and no more of a story.
    let employed = words.len() < 4
        && view.is(Sense::Workplace, words.end - 1)
        && !is_when(view, words.end)
        && !words.clone().any(|at| matches!(view.at(at), "the" | "a" | "behind" | "from" | "of"));
    (employed || describes(view, words)) && !is_civic(view, &(end..told))
}

/// `Wyn Ash is our new tree officer`, `Wyn Ash joins us as head of parks`.
fn is_told(view: &View<'_>, end: usize) -> bool {
    let article = |at: usize| matches!(view.at(at), "our" | "the" | "a" | "an" | "your" | "their");
    let joined = |at: usize| view.gap(at).joins();
    if joined(end) && matches!(view.at(end), "is" | "was") && joined(end + 1) && article(end + 1) {
        return describes(view, after(view, end + 2));
    }
    // `Wyn Ash from our waste team`, `Wyn Ash, from our waste team,`
    if (joined(end) || view.gap(end) == Gap::Comma) && view.at(end) == "from" && article(end + 1) {
        let words = after(view, end + 2);
        let employed = words
            .clone()
            .any(|at| view.is(Sense::Workplace, at) && (at + 1 == words.end || !view.capital(at + 1)));
        return employed && !is_civic(view, &words);
    }
    (end + 1..end + 5)
        .take_while(|at| joined(*at))
        .find(|at| view.at(*at) == "as")
        .is_some_and(|at| describes(view, after(view, at + 1)))
}

/// `Wyn Ash, 8,`, `Wyn Ash, 92,`: hardly anybody of that age sits on a council.
fn is_of_another_age(view: &View<'_>, end: usize) -> bool {
    let aged = usize::from(view.at(end) == "aged");
    let age = view.at(end + aged);
    let number = view.token(end + aged).is_some_and(|token| token.shape == Shape::Number);
    matches!(view.gap(end), Gap::Comma | Gap::Open)
        && number
        && age.parse::<u8>().is_ok_and(|years| !(18..=85).contains(&years))
        && !view.gap(end + aged + 1).joins()
}

/// `Wyn Ash (Year 4)`, `Wyn Ash, Y6`, `Wyn Ash from Elm Primary School`: a child at school.
pub(super) fn is_a_pupil(view: &View<'_>, end: usize) -> bool {
    let apart = matches!(view.gap(end), Gap::Comma | Gap::Open) || view.gap(end).joins();
    let number = |at: usize| view.token(at).is_some_and(|token| token.shape == Shape::Number);
    let from = if matches!(view.at(end), "in" | "from" | "of") { end + 1 } else { end };
    let of_a_year =
        matches!(view.at(from), "year" | "yr" | "form") && number(from + 1) && view.at(from + 1).len() < 3
            || matches!(view.at(from), "reception" | "nursery") && view.gap(end) == Gap::Open
            || view.at(from).strip_prefix('y').is_some_and(|year| {
                matches!(year.len(), 1 | 2) && year.bytes().all(|digit| digit.is_ascii_digit())
            });
    if apart && of_a_year {
        return true;
    }
    if !view.gap(end).joins() && view.gap(end) != Gap::Comma || !matches!(view.at(end), "from" | "of") {
        return false;
    }
    let named = |at: &usize| view.gap(*at).joins() && view.capital(*at);
    let school = (end + 1..end + 6).take_while(named).find(|at| {
        matches!(
            view.at(*at),
            "primary"
                | "infant"
                | "infants"
                | "junior"
                | "juniors"
                | "nursery"
                | "preschool"
                | "school"
                | "academy"
                | "high"
                | "college"
        )
    });
    school.is_some_and(|at| {
        !matches!(view.at(at), "school" | "academy" | "high" | "college") || speaks_of_pupils(view, end)
    })
}

/// Whether a sentence tells what pupils do: they win at drawing, and are in classes.
fn speaks_of_pupils(view: &View<'_>, at: usize) -> bool {
    view.sentence(at.saturating_sub(1)).any(|at| {
        matches!(
            view.at(at),
            "pupil"
                | "pupils"
                | "student"
                | "students"
                | "contest"
                | "competition"
                | "poster"
                | "drawing"
                | "drew"
                | "painting"
                | "poem"
                | "story"
                | "prize"
                | "medal"
                | "classmates"
                | "class"
                | "aged"
                | "teacher"
                | "essay"
                | "spelling"
                | "gcse"
                | "gcses"
                | "reader"
        )
    })
}

/// The words from a place on that describe somebody.
fn after(view: &View<'_>, start: usize) -> Range<usize> {
    let mut end = start;
    while end < view.tokens.list.len() && end - start < LONGEST {
        if end > start && (!view.gap(end).joins() || is_deed(view, end)) {
            break;
        }
        end += 1;
    }
    start..end
}

/// Whether some words behind a name say what its bearer does now, and not what the next person of a list does.
fn describes(view: &View<'_>, words: Range<usize>) -> bool {
    let past = words.clone().any(|at| matches!(view.at(at), "former" | "retired" | "ex"));
    let trade = words.clone().rev().find(|at| is_trade(view, *at));
    let anothers = trade.is_some_and(|at| {
        let next = at + 1;
        words.contains(&next)
            && view.token(next).is_some_and(|token| token.shape == Shape::Title)
            && !view.is(Sense::Ordinary, next)
    });
    trade.is_some() && !past && !anothers && !is_civic(view, &words)
}

/// A trade, or the leader of something everyday: a team, scouts.
fn is_trade(view: &View<'_>, at: usize) -> bool {
    // A lollipop lady, a dinner lady
    let cared = matches!(view.at(at), "lady" | "ladies" | "man" | "person")
        && at
            .checked_sub(1)
            .is_some_and(|before| matches!(view.at(before), "lollipop" | "dinner" | "tea" | "cleaning"));
    view.is(Sense::Trade, at) || cared || is_everyday_leader(view, at)
}

/// Whether a leader leads scouts, a team or a walk, and not a council.
pub(in crate::guard::scan) fn is_everyday_leader(view: &View<'_>, at: usize) -> bool {
    matches!(view.at(at), "leader" | "leaders")
        && at.checked_sub(1).is_some_and(|led| view.gap(at).joins() && view.is(Sense::Led, led))
}

/// Whether some words speak of a seat on a council, an office of it, or a candidacy.
fn is_civic(view: &View<'_>, words: &Range<usize>) -> bool {
    words.clone().any(|at| {
        view.is(Sense::Title, at)
            || view.is(Sense::SharedTitle, at)
            || matches!(
                view.at(at),
                "member"
                    | "members"
                    | "cabinet"
                    | "portfolio"
                    | "mayor"
                    | "maer"
                    | "provost"
                    | "candidate"
                    | "politician"
                    | "spokesman"
                    | "spokeswoman"
                    | "spokesperson"
                    | "mp"
                    | "aelod"
            )
            || view.at(at) == "leader" && !is_everyday_leader(view, at)
    }) || view.parties().iter().any(|party| words.start < party.words.end && party.words.start < words.end)
}

/// What people do, in small letters: a description of somebody ends there.
fn is_deed(view: &View<'_>, at: usize) -> bool {
    let small = view.token(at).is_some_and(|token| token.shape == Shape::Lower);
    small
        && (view.is(Sense::PersonCue, at) || view.is(Sense::Speech, at))
        && !view.is(Sense::Trade, at)
        && !matches!(
            view.at(at),
            "running"
                | "reading"
                | "walking"
                | "planning"
                | "meeting"
                | "playing"
                | "who"
                | "her"
                | "his"
                | "resident"
        )
}

/// Whether a time follows behind a comma: what stands before it is where something takes place.
fn is_when(view: &View<'_>, at: usize) -> bool {
    let is_time = |word: &str| {
        matches!(word, "half" | "quarter" | "noon" | "midday" | "today" | "tonight" | "tomorrow")
            || poll_day::WEEKDAYS.contains(&word)
    };
    let number = view.token(at).is_some_and(|token| token.shape == Shape::Number);
    view.gap(at) == Gap::Comma && (number || is_time(view.at(at)))
}

fn is_business(word: &str) -> bool {
    matches!(
        word,
        "shop"
            | "cafe"
            | "bakery"
            | "farm"
            | "pub"
            | "restaurant"
            | "stall"
            | "business"
            | "firm"
            | "salon"
            | "garage"
    )
}

fn is_work(word: &str) -> bool {
    matches!(
        word,
        "teaches" | "coaches" | "drives" | "runs" | "manages" | "owns" | "trains" | "keeps" | "nurses"
    )
}
