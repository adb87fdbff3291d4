//! Offices spoken of as such, whoever holds them: in the words of a statutory notice, and where people are told how to
//! vote for one.

use std::ops::Range;

use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::lexicon::phrase::Words as _;
use crate::text::{Gap, Shape};

/// Whether an office is spoken of as such.
pub(super) fn is_as_such(view: &View<'_>, words: &Range<usize>) -> bool {
    is_of_the_law(view, words) || is_voted_on(view, words)
}

/// Whether nobody who holds an office is meant: it is spoken of as such, or people are to elect somebody to it.
pub(in crate::guard::scan) fn is_nobodys(view: &View<'_>, words: &Range<usize>) -> bool {
    is_as_such(view, words) || is_to_be_elected(view, words)
}

/// `the Secretary of State gives notice of an Order`, `the inspector appointed by the Secretary of State`: who decides
/// by law, not what a person does or says.
fn is_of_the_law(view: &View<'_>, words: &Range<usize>) -> bool {
    let last = words.end - 1;
    let is_secretary = view.at(last) == "state" && view.at(words.start) == "secretary";
    is_secretary && !is_a_person(view, words.end) && (cites_law(view) || is_appointing(view, words))
}

/// `appointed by the Secretary of State`, `an appeal to the Secretary of State`.
fn is_appointing(view: &View<'_>, words: &Range<usize>) -> bool {
    let before = |back: usize| words.start.checked_sub(back).map_or("", |at| view.at(at));
    let article = usize::from(before(1) == "the");
    let verb = before(article + 2);
    match before(article + 1) {
        "by" => matches!(verb, "appointed" | "confirmed" | "made" | "determined" | "certified"),
        "to" => matches!(
            verb,
            "appeal" | "appeals" | "objections" | "representations" | "applied" | "application" | "submitted"
        ),
        _ => false,
    }
}

/// Whether what follows an office is its holder's name, or what a person does and says rather than who decides by law.
fn is_a_person(view: &View<'_>, mut next: usize) -> bool {
    let joins = |at: usize| view.gap(at).joins() && view.same_sentence(at);
    let is_title = |at: usize| view.token(at).is_some_and(|token| token.shape == Shape::Title);
    let is_name = |at: usize| {
        !view.shouts
            && view.same_sentence(at)
            && is_title(at)
            && is_title(at + 1)
            && joins(at + 1)
            && view.at(at + 2) != "and"
    };
    // `for Transport`, `for Levelling Up, Housing and Communities`
    if joins(next) && view.at(next) == "for" {
        next += 1;
        while view.same_sentence(next) && (view.at(next) == "and" || is_title(next)) {
            if view.gap(next) == Gap::Comma && is_name(next) {
                return true;
            }
            next += 1;
        }
    } else if is_name(next) {
        return true;
    }
    let decides = matches!(
        view.at(next),
        "has"
            | "have"
            | "made"
            | "makes"
            | "gives"
            | "gave"
            | "may"
            | "must"
            | "confirmed"
            | "proposes"
            | "decided"
    );
    let acts = |at: usize| {
        matches!(view.at(at), "visited" | "visits" | "toured" | "praised" | "opened" | "met")
            || view.is(Sense::Speech, at)
    };
    joins(next) && (acts(next) || decides && acts(next + 1) || view.is(Sense::PersonCue, next) && !decides)
}

/// Whether a part cites an act, a section or an order, or has the words that notices begin with.
fn cites_law(view: &View<'_>) -> bool {
    let number = |at: usize| view.token(at).is_some_and(|token| token.shape == Shape::Number);
    let year = |at: usize| number(at) && view.at(at).len() == 4;
    (0..view.tokens.list.len()).any(|at| match view.at(at) {
        "act" | "regulations" | "rules" | "measure" => year(at + 1),
        "order" => year(at + 1) || matches!(view.at(at + 1), "under"),
        "section" | "schedule" | "regulation" | "article" => number(at + 1),
        "hereby" => true,
        "compulsory" => view.at(at + 1) == "purchase",
        "stopping" => view.at(at + 1) == "up",
        "public" => matches!(view.at(at + 1), "inquiry" | "notice"),
        "notice" => view.at(at + 1) == "is" && view.at(at + 2) == "given",
        _ => false,
    })
}

/// `Police and Crime Commissioner elections`, `Voting for the Mayor of Wexmouth? You have one vote`: an office people
/// elect somebody to. Not who stands for it.
fn is_voted_on(view: &View<'_>, words: &Range<usize>) -> bool {
    let (first, next) = (words.start, words.end);
    let joined = |at: usize| view.gap(at).joins();
    let is_election = |at: usize| {
        joined(at)
            && matches!(
                view.at(at),
                "election" | "elections" | "byelection" | "poll" | "polls" | "ballot" | "candidates"
            )
    };
    let by_election = joined(next) && view.at(next) == "by" && is_election(next + 1);
    if is_election(next) || by_election {
        let rest = (next..next + 5).take_while(|at| *at == next || joined(*at));
        return !rest
            .into_iter()
            .any(|at| matches!(view.at(at), "candidate" | "winner" | "hopeful" | "victory"));
    }
    // `Police, Fire and Crime Commissioner`: the words before belong to it.
    let is_police =
        |at: &usize| matches!(view.at(*at), "police" | "fire" | "and") && view.same_sentence(at + 1);
    let first = (0..first).rev().take_while(is_police).last().unwrap_or(first);
    let before = |back: usize| {
        let at = first.checked_sub(back)?;
        (at + 1..=first).all(joined).then(|| view.at(at))
    };
    let article = usize::from(matches!(before(1), Some("the" | "a" | "your" | "our" | "their" | "its")));
    let is_name = |at: usize| {
        joined(at)
            && view.token(at).is_some_and(|token| token.shape == Shape::Title)
            && !view.is(Sense::Ordinary, at)
    };
    let named = matches!(view.gap(next), Gap::Comma) && view.capital(next) || is_name(next);
    let ends = !joined(next) || matches!(view.at(next), "and" | "or" | "on" | "in");
    let chosen = match before(article + 1) {
        Some("elect" | "electing" | "choose" | "choosing") => true,
        Some("for") if ends && on_a_ballot_paper(view, words.start) => true,
        Some("for" | "of") => matches!(
            before(article + 2),
            Some(
                "voting"
                    | "vote"
                    | "votes"
                    | "election"
                    | "elections"
                    | "papers"
                    | "paper"
                    | "candidates"
                    | "poll"
            )
        ),
        _ => false,
    };
    chosen && !named && tells_how_to_vote(view)
}

/// `Two ballot papers: one for your ward, one for the Mayor of Elm`: whether a sentence tells what papers and votes are for.
fn on_a_ballot_paper(view: &View<'_>, at: usize) -> bool {
    view.sentence(at).any(|at| match view.at(at) {
        "ballot" | "ballots" | "papers" | "pleidlais" | "bleidlais" => true,
        "two" | "three" | "separate" => matches!(view.at(at + 1), "votes" | "papers" | "elections" | "polls"),
        _ => false,
    })
}

/// `the Police and Crime Commissioner election`, `candidates for Mayor of Elm`, `voting for your Commissioner`: the office
/// people vote on, and nobody who holds it.
fn is_to_be_elected(view: &View<'_>, words: &Range<usize>) -> bool {
    let next = words.end;
    let joined = |at: usize| view.gap(at).joins() && view.gap(at) != Gap::Line;
    let named = joined(next)
        && view.token(next).is_some_and(|token| token.shape == Shape::Title)
        && !view.is(Sense::ListWord, next)
        && !view.shouts;
    if named {
        return false;
    }
    let contest = |at: usize| {
        let split = usize::from(view.at(at) == "by" && view.at(at + 1) == "election" && joined(at + 1));
        let end = at + split;
        let is_one = joined(at)
            && matches!(
                view.at(end),
                "election"
                    | "elections"
                    | "byelection"
                    | "byelections"
                    | "ballot"
                    | "poll"
                    | "polls"
                    | "count"
                    | "candidates"
                    | "nominations"
                    | "contest"
                    | "results"
                    | "result"
            );
        // `the Commissioner election winner`, `… election pledge`, `… poll lead`
        let behind = end + 1;
        let of_somebody = joined(behind)
            && (view.is(Sense::Deed, behind)
                || matches!(
                    view.at(behind),
                    "candidate"
                        | "winner"
                        | "winners"
                        | "hopeful"
                        | "lead"
                        | "boost"
                        | "favourite"
                        | "leaflet"
                ));
        is_one && !of_somebody && !view.owns(end)
    };
    if contest(next) {
        return true;
    }
    let mut at = words.start;
    let before = |at: usize| {
        let linked = at > 0 && (joined(at) || view.gap(at) == Gap::And);
        if linked { view.at(at - 1) } else { "" }
    };
    while at + 6 > words.start
        && matches!(
            before(at),
            "the"
                | "a"
                | "an"
                | "your"
                | "our"
                | "next"
                | "new"
                | "its"
                | "their"
                | "combined"
                | "for"
                | "of"
                | "to"
                | "be"
                | "as"
                | "become"
                | "police"
                | "and"
                | "fire"
        )
    {
        at -= 1;
    }
    let chosen = before(at);
    match chosen {
        "election" | "elections" | "candidates" | "nominations" | "ballot" | "voting" => true,
        "elect" | "electing" | "choose" | "choosing" | "vote" | "stand" | "standing" => {
            let how = before(at - 1);
            // `Vote for the Commissioner who listens` is no information.
            chosen != "vote"
                || matches!(how, "to" | "can" | "you" | "who" | "may" | "will")
                || matches!(before(words.start), "a" | "your" | "next" | "new")
        }
        _ => false,
    }
}

/// Whether a part says what people need to know who vote.
fn tells_how_to_vote(view: &View<'_>) -> bool {
    view.informs_of_election()
        || (0..view.tokens.list.len()).any(|at| match view.at(at) {
            "register" | "registered" | "registration" | "polling" | "ballot" | "postal" | "proxy" | "id"
            | "deadline" | "postcode" => true,
            "one" | "two" | "single" => matches!(view.at(at + 1), "vote" | "votes"),
            "first" | "second" => view.at(at + 1) == "choice",
            "how" => view.at(at + 1) == "to",
            _ => false,
        })
}
