//! Party-political passages, and passages that steer a vote.

pub mod appeals;
mod contrast;
pub mod sides;

use crate::guard::finding::Confidence;
use crate::guard::index::Meaning;
use crate::guard::scan::emblems;
use crate::guard::scan::leaders;
use crate::guard::scan::parties::{PartyHit, is_past};
use crate::guard::scan::passage::Passage;
use crate::guard::scan::stretches::Apart;
use crate::guard::scan::tags;
use crate::guard::scan::terms::TermHit;
use crate::guard::scan::view::View;
use crate::guard::scan::voting;
use crate::lexicon::Sense;
use crate::lexicon::phrase::Words as _;
use crate::post::PartName;
use crate::text::{Gap, Shape};

/// Passages that steer a vote.
pub fn steering(view: &View<'_>, found: &[(usize, Meaning)], terms: &[TermHit<'_>]) -> Vec<Passage> {
    let mut asked = voting::asks(view, terms);
    if view.standing.in_period() {
        asked.extend(appeals::to_voters(view, found, terms));
    }
    let mut hits = terms.iter().filter(|hit| hit.term.sense == Sense::Steering).peekable();
    if hits.peek().is_none() && asked.is_empty() {
        return Vec::new();
    }
    // What is said of many things steers a vote only where voting is spoken of.
    let of_voting = speaks_of_voting(view);
    let meant = hits.filter(|hit| of_voting || hit.term.confidence > Confidence::Possible);
    let meant = meant.map(|hit| Passage { words: hit.words.clone(), confidence: hit.term.confidence });
    // The elections of long ago steer nobody.
    longest(meant.chain(asked).filter(|passage| !view.is_history(passage.words.start)))
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
        voting || view.poll_day_from(at).is_some()
    })
}

/// Party-political passages: slogans, and parties with praise or attack in the same sentence.
pub fn political(view: &View<'_>, found: &[(usize, Meaning)], terms: &[TermHit<'_>]) -> Vec<Passage> {
    let slogans = terms
        .iter()
        .filter(|hit| hit.term.sense == Sense::Slogan)
        .filter(|hit| hit.term.confidence > Confidence::Possible || shows_a_picture(view))
        .map(|hit| Passage { words: hit.words.clone(), confidence: hit.term.confidence });
    let effects = view.parties().iter().filter_map(|party| effect(view, party));
    let calls = view.parties().iter().filter_map(|party| call(view, party));
    let emblems = emblems::passages(view).into_iter();
    // In a period they steer a vote; outside one they speak for a side, or against one.
    let year_round = (!view.standing.in_period()).then(|| appeals::to_voters(view, found, terms));
    let mut passages = longest(
        slogans
            .chain(effects)
            .chain(contrast::passages(view))
            .chain(sides::passages(view))
            .chain(appeals::on_power(view, terms))
            .chain(year_round.into_iter().flatten())
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
    if party.in_result {
        return None;
    }
    if party.as_label {
        return of_their_office(view, party).or_else(|| of_their_conference(view, party));
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

/// `Your Teal MP let you down`: whoever holds a seat for a party, not by name, with praise or blame behind it. What a
/// chamber or a count tells of them is neither.
fn of_their_office(view: &View<'_>, party: &PartyHit) -> Option<Passage> {
    let office = party.words.end;
    let of_somebody =
        view.joined(office) && matches!(view.at(office), "mp" | "msp" | "ms" | "candidate" | "mps");
    let named = view.capital(office + 1) && view.joined(office + 1);
    if !of_somebody || named || view.informs_of_election() {
        return None;
    }
    let yours =
        party.words.start.checked_sub(1).is_some_and(|at| matches!(view.at(at), "your" | "our" | "that"));
    let judged = |at: usize| {
        let word = view.at(at);
        is_effect(view, at) && (!CHAMBER.contains(&word) || yours && word == "voted")
            || matches!(word, "can" | "couldn" | "won" | "wouldn" | "doesn" | "didn" | "hasn")
                && view.at(at + 1) == "t"
    };
    let sentence = view.sentence(office);
    let at = (office + 1..sentence.end.min(office + REACH)).find(|at| judged(*at))?;
    Some(Passage { words: party.words.start..at + 1, confidence: Confidence::Likely })
}

/// `Labour conference starts on Sunday and our member has a seat`: told as somebody's who goes there. Of one that closes
/// roads nobody is proud.
fn of_their_conference(view: &View<'_>, party: &PartyHit) -> Option<Passage> {
    let next = party.words.end;
    if view.at(next) != "conference" || !view.joined(next) {
        return None;
    }
    let goes = |at: usize| {
        matches!(
            view.at(at),
            "our"
                | "we"
                | "us"
                | "i"
                | "member"
                | "councillor"
                | "cllr"
                | "leader"
                | "follow"
                | "watch"
                | "proud"
                | "speech"
                | "speaking"
                | "inspired"
                | "inspiring"
                | "buzzing"
                | "fringe"
                | "roundup"
                | "highlights"
        )
    };
    let tells = |at: usize| {
        matches!(
            view.at(at),
            "closed"
                | "closure"
                | "closures"
                | "diversion"
                | "diversions"
                | "parking"
                | "traffic"
                | "police"
                | "road"
                | "roads"
                | "hotel"
                | "hotels"
                | "visitors"
                | "booking"
                | "trains"
        )
    };
    let sentence = view.sentence(next);
    let meant = sentence.clone().any(goes) && !sentence.clone().any(tells);
    meant.then(|| Passage { words: party.words.start..next + 1, confidence: Confidence::Likely })
}

/// Whether a party is only spoken of where councils have to: among others of a list, in what tells of an election or of
/// the seats on the council, as the name of a house or a meeting.
fn is_informed(view: &View<'_>, party: &PartyHit) -> bool {
    let sentence = view.sentence(party.words.start);
    let before = |word: usize| view.parties().partition_point(|other| other.words.start < word);
    let others = before(sentence.end) - before(sentence.start);
    let names = view.joined(party.words.end)
        && matches!(view.at(party.words.end), "conference" | "rooms" | "history" | "movement");
    names || others > 2 || view.seat_words().within(&sentence) > 0 || view.informs_of_election()
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
