//! Whether a list is plain. A sentence that names somebody has nothing in it but names, parties, addresses, wards, dates
//! and what every list says; the others neither praise nor blame, nor speak of the people who are listed.

use std::ops::Range;

use super::marks;
use super::words::{counts, is_list_word, judges};
use crate::guard::scan::mention::Mention;
use crate::guard::scan::stretches::Covered;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{ItemKind, Shape, Within};

/// Whether a part tells nothing but who stands.
pub(super) fn is_plain(view: &View<'_>, mentions: &[Mention]) -> bool {
    // Both stand in the order of the text.
    let people: Vec<usize> = mentions.iter().map(|mention| mention.words.start).collect();
    let labels = view.parties().iter().filter(|party| party.as_label);
    let labels: Vec<usize> = labels.map(|party| party.words.start).collect();
    let within = |all: &[usize], words: &Range<usize>| {
        all.partition_point(|at| *at < words.end) - all.partition_point(|at| *at < words.start)
    };
    let parties = view.parties().iter().map(|party| party.words.clone());
    let mut listed: Vec<Range<usize>> =
        mentions.iter().map(|mention| mention.words.clone()).chain(parties).collect();
    listed.sort_by_key(|words| words.start);
    let listed = Covered::by(listed);
    let has_signs = !view.text.is_ascii();
    let mut at = 0;
    while at < view.tokens.list.len() {
        let sentence = view.sentence(at);
        let names = within(&people, &sentence).max(within(&labels, &sentence));
        let plain = if names > 0 {
            sentence.clone().all(|at| listed.holds(at) || is_list_word(view, at))
                && !exclaims(view, &sentence)
                && !is_credit(view, &sentence)
                && (!has_signs || marks::are_even(view, &sentence, names))
        } else {
            !is_partial(view, &sentence)
                && !CALLS.contains(&view.at(sentence.start))
                && (informs(view, &sentence) || is_heading(view, &sentence))
        };
        if !plain {
            return false;
        }
        at = sentence.end.max(at + 1);
    }
    true
}

/// Whether a sentence is cried out.
fn exclaims(view: &View<'_>, sentence: &Range<usize>) -> bool {
    let last = sentence.end.checked_sub(1).and_then(|at| view.token(at)).map_or(0, |token| token.range().end);
    let next = view.token(sentence.end).map_or(view.text.len(), |token| token.range().start);
    view.text.get(last..next).is_some_and(|marks| marks.contains('!'))
}

/// `Photo by Wyn Ash`: who took the picture, and not who stands.
fn is_credit(view: &View<'_>, sentence: &Range<usize>) -> bool {
    let mut words = sentence.clone();
    words.any(|at| {
        matches!(
            view.at(at),
            "photo" | "photos" | "pic" | "pics" | "picture" | "pictures" | "image" | "video"
        ) && matches!(view.at(at + 1), "by" | "credit" | "from" | "courtesy" | "of" | "shows")
    })
}

/// Whether a sentence that names nobody is of what goes with a list: how and where to vote, where to read more, who
/// publishes it.
fn informs(view: &View<'_>, sentence: &Range<usize>) -> bool {
    sentence.clone().any(|at| {
        is_of_election(view.at(at))
            || is_of_reading_on(view.at(at))
            || view.token(at).is_some_and(|token| token.within != Within::Prose)
                && !view.inside(at, ItemKind::Hashtag)
    })
}

/// `Sallow Hill ward`, `Thursday 6 May`, `Here they are:`: nothing but names, numbers and what every list says, and no
/// cry among them. What is in small letters without one of those is a slogan as likely.
fn is_heading(view: &View<'_>, sentence: &Range<usize>) -> bool {
    !exclaims(view, sentence)
        && !is_credit(view, sentence)
        && sentence.clone().all(|at| is_list_word(view, at))
        && (sentence.len() < 4
            || sentence.clone().any(|at| {
                view.token(at).is_some_and(|token| token.shape == Shape::Number) || is_of_a_list(view.at(at))
            }))
}

/// What slogans begin with, and no heading: `Save our library.`
const CALLS: [&str; 19] = [
    "save", "stop", "keep", "protect", "defend", "back", "trust", "choose", "fight", "end", "scrap",
    "reject", "believe", "unite", "reclaim", "restore", "rebuild", "time", "change",
];

/// What heads lists, and no slogan.
fn is_of_a_list(word: &str) -> bool {
    matches!(
        word,
        "ward"
            | "wards"
            | "division"
            | "divisions"
            | "seat"
            | "seats"
            | "standing"
            | "stand"
            | "stands"
            | "who"
            | "council"
            | "borough"
            | "district"
            | "county"
            | "parish"
            | "nominated"
            | "order"
            | "alphabetical"
            | "following"
            | "below"
            | "independent"
            | "address"
            | "party"
            | "wardiau"
            | "sefyll"
            | "dyma"
            | "pwy"
            | "cyngor"
            | "mayor"
            | "agent"
            | "agents"
            | "unopposed"
            | "uncontested"
    )
}

/// Where more is told, what to bring, whom to ask.
fn is_of_reading_on(word: &str) -> bool {
    matches!(
        word,
        "list"
            | "lists"
            | "website"
            | "site"
            | "link"
            | "online"
            | "page"
            | "details"
            | "information"
            | "info"
            | "id"
            | "identification"
            | "candidates"
            | "candidate"
            | "nominated"
            | "declared"
            | "statements"
            | "ballots"
            | "elected"
            | "electoral"
            | "officer"
            | "noticeboard"
            | "noticeboards"
            | "library"
            | "office"
            | "offices"
            | "email"
            | "phone"
            | "telephone"
            | "call"
            | "contact"
            | "card"
            | "cards"
            | "certificate"
            | "expenses"
            | "withdrawn"
            | "alphabetical"
            | "imprint"
            | "published"
            | "printed"
            | "counting"
            | "turnout"
            | "majority"
            | "rhestr"
            | "restr"
            | "gwefan"
            | "wefan"
            | "manylion"
            | "ymgeiswyr"
            | "ymgeisydd"
            | "adnabod"
            | "cofrestru"
            | "isod"
    )
}

/// Whether a sentence that names nobody praises, quotes, or tells what somebody of the list did.
fn is_partial(view: &View<'_>, sentence: &Range<usize>) -> bool {
    let of_election = || sentence.clone().any(|at| is_of_election(view.at(at)));
    let partial = |at: usize| {
        view.is(Sense::Speech, at)
            || view.is(Sense::Favour, at)
                && !view.is(Sense::ElectionInformation, at)
                && !is_plain_use(view, at)
            || !view.capital(at) && judges(view, at) && !is_plain_use(view, at)
    };
    let of_people = |at: usize| {
        !view.capital(at) && !counts(view, at) && view.is(Sense::PersonCue, at) || is_of_them(view, at)
    };
    sentence.clone().any(partial) || sentence.clone().any(of_people) && !of_election()
}

/// `only vote once`, `the best way to vote`, `let us know`.
fn is_plain_use(view: &View<'_>, at: usize) -> bool {
    let next = view.at(at + 1);
    match view.at(at) {
        "only" => !matches!(next, "one" | "candidate" | "choice" | "person" | "name" | "party"),
        "best" => matches!(next, "way" | "time" | "to" | "before"),
        "let" => matches!(next, "us" | "me" | "you"),
        "favour" => next == "of",
        "great" => view.token(at + 1).is_some_and(|_| matches!(next, "yarmouth" | "dunmow")),
        _ => false,
    }
}

/// Words that speak of the people of a list without a name: `she has`, `one of them`, `both work`.
fn is_of_them(view: &View<'_>, at: usize) -> bool {
    match view.at(at) {
        "he" | "she" | "him" | "her" | "his" | "hers" | "them" | "theirs" | "latter" | "former" => true,
        "both" | "neither" | "they" | "these" | "all" | "each" => {
            !matches!(view.at(at + 1), "polling" | "details" | "our" | "the" | "are" | "will")
                && !is_list_word(view, at + 1)
        }
        _ => false,
    }
}

/// What sentences about an election, and not about who stands in it, speak of.
fn is_of_election(word: &str) -> bool {
    matches!(
        word,
        "nominations"
            | "nomination"
            | "poll"
            | "polls"
            | "polling"
            | "station"
            | "stations"
            | "vote"
            | "votes"
            | "voting"
            | "voters"
            | "voter"
            | "ballot"
            | "deadline"
            | "count"
            | "results"
            | "result"
            | "notice"
            | "statement"
            | "register"
            | "registration"
            | "election"
            | "elections"
            | "byelection"
            | "postal"
            | "proxy"
            | "electors"
            | "pleidleisio"
            | "bleidleisio"
            | "gorsafoedd"
            | "enwebiadau"
            | "etholiad"
    )
}
