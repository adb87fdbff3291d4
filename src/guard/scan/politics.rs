//! Party-political passages, and passages that steer a vote.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index::{Meaning, Term};
use crate::guard::scan::emblems;
use crate::guard::scan::leaders;
use crate::guard::scan::parties::{PartyHit, is_past};
use crate::guard::scan::passage::Passage;
use crate::guard::scan::stretches::Apart;
use crate::guard::scan::tags;
use crate::guard::scan::view::View;
use crate::guard::scan::voting;
use crate::lexicon::Sense;
use crate::lexicon::phrase::Words as _;
use crate::post::PartName;
use crate::text::{Gap, Shape};

/// A term of a lexicon in a part.
#[derive(Debug)]
pub struct TermHit<'v> {
    /// The term.
    pub term: &'v Term,
    /// Its words, by number.
    pub words: Range<usize>,
}

/// The terms that stand in a part.
pub fn terms<'v>(view: &View<'v>, found: &[(usize, Meaning)]) -> Vec<TermHit<'v>> {
    let mut hits: Vec<TermHit<'v>> = found
        .iter()
        .filter_map(|(at, meaning)| {
            let Meaning::Term(number) = meaning else { return None };
            let term = view.index().terms.get(*number as usize)?;
            Some(TermHit { words: term.phrase.at(*at, view)?, term })
        })
        .filter(|hit| !is_everyday(view, hit))
        .collect();
    // A term anchored on a party word is found at that word; one that only has a party inside is found at its own.
    hits.sort_by_key(|hit| (hit.words.start, std::cmp::Reverse(hit.words.end)));
    hits
}

/// Whether a neighbour makes a passage an everyday one: the ruling group of chimps.
fn is_everyday(view: &View<'_>, hit: &TermHit<'_>) -> bool {
    if !matches!(hit.term.sense, Sense::Slogan | Sense::Steering | Sense::PartyGroup) {
        return false;
    }
    let everyday = &view.index().everyday[hit.term.group as usize];
    let before = hit.words.start.checked_sub(1).filter(|_| view.gap(hit.words.start).joins());
    let after = Some(hit.words.end).filter(|at| view.gap(*at).joins());
    before.is_some_and(|at| everyday.after.contains(view.at(at)))
        || after.is_some_and(|at| everyday.before.contains(view.at(at)))
        || !everyday.near.is_empty() && around(view, &hit.words).any(|at| everyday.near.contains(view.at(at)))
        || hit.term.sense == Sense::Steering && is_reminder(view, &hit.words)
}

/// How far a word of another subject reaches.
const NEAR: usize = 12;

/// The words of a passage and around it, within its sentence.
fn around(view: &View<'_>, words: &Range<usize>) -> Range<usize> {
    let sentence = view.sentence(words.start);
    sentence.start.max(words.start.saturating_sub(NEAR))..sentence.end.min(words.end + NEAR)
}

/// `Remember to vote on 6 May`, `on polling day remember your photo ID`: that people vote and what they need, not whom
/// for.
fn is_reminder(view: &View<'_>, words: &Range<usize>) -> bool {
    let Some(at) = words.clone().find(|at| matches!(view.at(*at), "remember" | "forget")) else {
        return false;
    };
    match view.at(at + 1) {
        "to" => !matches!(view.at(at + 2), "back" | "thank" | "punish" | "reward" | "reject" | "support"),
        "your" | "photo" | "id" | "polling" | "polls" | "postal" | "poll" => true,
        // `Your passport will do. Remember it when you vote.`
        "it" | "this" | "that" | "them" | "one" => {
            (at.saturating_sub(NEAR * 2)..at).any(|at| is_needed(view.at(at)))
        }
        _ => false,
    }
}

/// What people bring to a polling station, or have to know of it.
fn is_needed(word: &str) -> bool {
    matches!(
        word,
        "id" | "passport"
            | "licence"
            | "photo"
            | "card"
            | "certificate"
            | "pass"
            | "badge"
            | "glasses"
            | "pen"
            | "pencil"
            | "postcode"
            | "station"
            | "entrance"
            | "address"
            | "o'clock"
            | "10pm"
            | "deadline"
            | "identification"
    )
}

/// Passages that steer a vote.
pub fn steering(view: &View<'_>, terms: &[TermHit<'_>]) -> Vec<Passage> {
    let asked = voting::asks(view, terms);
    let mut hits = terms.iter().filter(|hit| hit.term.sense == Sense::Steering).peekable();
    if hits.peek().is_none() && asked.is_empty() {
        return Vec::new();
    }
    // What is said of many things steers a vote only where voting is spoken of.
    let of_voting = speaks_of_voting(view);
    let meant = hits.filter(|hit| of_voting || hit.term.confidence > Confidence::Possible);
    let meant = meant.map(|hit| Passage { words: hit.words.clone(), confidence: hit.term.confidence });
    longest(meant.chain(asked))
}

fn speaks_of_voting(view: &View<'_>) -> bool {
    (0..view.tokens.list.len()).any(|at| {
        let voting = matches!(
            view.at(at),
            "vote"
                | "votes"
                | "voting"
                | "voter"
                | "voters"
                | "ballot"
                | "polls"
                | "polling"
                | "undecided"
                | "election"
                | "elections"
                | "bleidleisio"
                | "pleidleisio"
                | "pleidlais"
        );
        voting || view.poll_from(at).is_some()
    })
}

/// Party-political passages: slogans, and parties with praise or attack in the same sentence.
pub fn political(view: &View<'_>, terms: &[TermHit<'_>]) -> Vec<Passage> {
    let slogans = terms
        .iter()
        .filter(|hit| hit.term.sense == Sense::Slogan)
        .filter(|hit| hit.term.confidence > Confidence::Possible || shows_a_picture(view))
        .map(|hit| Passage { words: hit.words.clone(), confidence: hit.term.confidence });
    let effects = view.parties().iter().filter_map(|party| effect(view, party));
    let calls = view.parties().iter().filter_map(|party| call(view, party));
    let emblems = emblems::passages(view).into_iter();
    let mut passages = longest(
        slogans
            .chain(effects)
            .chain(calls)
            .chain(tags::passages(view))
            .chain(emblems)
            .chain(leaders::passages(view, terms)),
    );
    passages.retain(|passage| !view.is_history(passage.words.start));
    if let PartName::PollOption(_) = view.part {
        passages.extend(
            view.parties()
                .iter()
                .map(|party| Passage { words: party.words.clone(), confidence: Confidence::Likely }),
        );
        passages = longest(passages.into_iter());
    }
    passages
}

/// Whether a part stands in a picture or tells what it shows.
fn shows_a_picture(view: &View<'_>) -> bool {
    matches!(view.part, PartName::AltText(_) | PartName::PictureText(_) | PartName::ResharedAltText(_))
}

/// The farthest an effect word stands from the party it is about.
const REACH: usize = 8;

/// A party with praise or attack in reach: from one to the other.
fn effect(view: &View<'_>, party: &PartyHit) -> Option<Passage> {
    if party.as_label || party.in_result {
        return None;
    }
    if emblems::stands_beside(view, &party.words) {
        return Some(Passage { words: party.words.clone(), confidence: Confidence::Likely });
    }
    let sentence = view.sentence(party.words.start);
    if let Some(at) = deed(view, party) {
        return Some(Passage { words: party.words.start..at + 1, confidence: Confidence::Likely });
    }
    // What a group does in the chamber is no praise and no blame.
    let of_group = view.joined(party.words.end)
        && matches!(view.at(party.words.end), "group" | "councillors" | "members" | "councillor");
    let is_effect =
        |view: &View<'_>, at: usize| is_effect(view, at) && !(of_group && CHAMBER.contains(&view.at(at)));
    let after = (party.words.end..sentence.end.min(party.words.end + REACH)).find(|at| is_effect(view, *at));
    if let Some(at) = after {
        return Some(Passage { words: party.words.start..at + 1, confidence: Confidence::Likely });
    }
    let from = sentence.start.max(party.words.start.saturating_sub(REACH / 2));
    if let Some(before) = (from..party.words.start).rev().find(|at| is_effect(view, *at)) {
        return Some(Passage { words: before..party.words.end, confidence: Confidence::Likely });
    }
    (!of_group && !is_informed(view, party))
        .then(|| Passage { words: party.words.clone(), confidence: Confidence::Possible })
}

/// Whether a party is only spoken of where councils have to: among others of a list, in what tells of an election or of
/// the seats on the council, as the name of a house or a meeting.
fn is_informed(view: &View<'_>, party: &PartyHit) -> bool {
    let sentence = view.sentence(party.words.start);
    let others = view.parties().iter().filter(|other| sentence.contains(&other.words.start)).count();
    let of_seats = |at: usize| {
        matches!(
            view.at(at),
            "seat"
                | "seats"
                | "balance"
                | "conference"
                | "vacant"
                | "party"
                | "parties"
                | "emblem"
                | "emblems"
                | "logo"
                | "agents"
                | "agent"
                | "imprint"
                | "sits"
                | "sit"
                | "represents"
                | "represent"
        )
    };
    let names = view.joined(party.words.end)
        && matches!(view.at(party.words.end), "conference" | "rooms" | "history" | "movement");
    names || others > 2 || sentence.clone().any(of_seats) || says(view, Sense::ElectionInformation)
}

/// What members do in a council's chamber.
const CHAMBER: [&str; 20] = [
    "lost",
    "won",
    "vote",
    "voted",
    "voting",
    "votes",
    "support",
    "supported",
    "supports",
    "put",
    "opposed",
    "opposes",
    "oppose",
    "plan",
    "plans",
    "choice",
    "choose",
    "campaign",
    "raised",
    "record",
];

/// A party that speaks in its own name at the head of a text: `Wrenbury First: the only ones who listen.`
fn call(view: &View<'_>, party: &PartyHit) -> Option<Passage> {
    let (first, next) = (party.words.start, party.words.end);
    let announces = first == 0 && view.gap(next) == Gap::Colon && party.words.len() > 1;
    let counts = view.token(next).is_some_and(|token| token.shape == Shape::Number);
    let names = view.capital(next) && view.capital(next + 1);
    let sentence = view.sentence(next);
    // `Teal: standing up for Ferry`, on a board or in a post.
    let promises = matches!(view.gap(next), Gap::Colon | Gap::Other | Gap::Comma)
        && view.at(next).len() > 5
        && view.at(next).ends_with("ing")
        && (next + 1..next + 4)
            .any(|at| matches!(view.at(at), "for" | "harder" | "hard" | "up" | "you" | "your"));
    (promises || announces && !counts && !names)
        .then(|| Passage { words: first..sentence.end.max(next), confidence: Confidence::Likely })
}

/// What a party does or has done, said straight after its name: `the Conservatives sold`, `Labour have built`. Who won
/// and lost is told by results.
fn deed(view: &View<'_>, party: &PartyHit) -> Option<usize> {
    let next = party.words.end;
    let result = |at: usize| {
        matches!(
            view.at(at),
            "won"
                | "lost"
                | "held"
                | "gained"
                | "retained"
                | "polled"
                | "elected"
                | "received"
                | "nominated"
                | "registered"
        )
    };
    let joined = |at: usize| view.gap(at).joins() && view.same_sentence(at);
    let auxiliary = joined(next) && matches!(view.at(next), "has" | "have" | "had" | "wedi" | "will");
    let verb = if auxiliary { next + 1 } else { next };
    (joined(verb) && is_past(view, verb) && !result(verb)).then_some(verb)
}

fn is_effect(view: &View<'_>, at: usize) -> bool {
    view.is(Sense::Effect, at)
}

/// Passages that do not lie inside one another: the surest first, then the longest.
fn longest(passages: impl Iterator<Item = Passage>) -> Vec<Passage> {
    let mut all: Vec<Passage> = passages.collect();
    all.sort_by_key(|passage| {
        (std::cmp::Reverse(passage.confidence), std::cmp::Reverse(passage.words.len()))
    });
    let mut kept = Apart::default();
    all.retain(|passage| kept.take(&passage.words));
    all.sort_by_key(|passage| passage.words.start);
    all
}

/// Whether a word stands in some phrase of a sense that is only read around something found.
pub fn says(view: &View<'_>, sense: Sense) -> bool {
    let mut anchored: BTreeMap<&str, Vec<&Term>> = BTreeMap::new();
    for term in view.index().terms.iter().filter(|term| term.sense == sense) {
        for anchor in term.phrase.anchors() {
            anchored.entry(anchor).or_default().push(term);
        }
    }
    (0..view.tokens.list.len()).any(|at| {
        let terms = anchored.get(view.at(at)).into_iter().flatten();
        terms.into_iter().any(|term| term.phrase.at(at, view).is_some())
    })
}
