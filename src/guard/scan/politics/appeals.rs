//! Appeals in fresh words: casting a vote is spoken of, or those who govern, and close by what no plain information
//! says. `Your pencil can do it`, `picture the car park they'd build`, `the people in power have let you down`.

use std::cell::OnceCell;
use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index::{Meaning, Term};
use crate::guard::poll_day;
use crate::guard::scan::passage::Passage;
use crate::guard::scan::stretches::Tally;
use crate::guard::scan::terms::{self, TermHit};
use crate::guard::scan::view::View;
use crate::lexicon::Sense;

/// What is said beside a ballot or a power.
pub const CUES: [Sense; 4] = [Sense::Side, Sense::Verdict, Sense::Stake, Sense::Plea];

/// Whether a sense is one of those that are said beside a ballot or a power.
pub fn is_cue(sense: Sense) -> bool {
    CUES.contains(&sense)
}

/// Passages that appeal to those who vote.
pub(super) fn to_voters(view: &View<'_>, found: &[(usize, Meaning)], terms: &[TermHit<'_>]) -> Vec<Passage> {
    let contests = OnceCell::new();
    let said = terms.iter().filter(|hit| hit.term.sense == Sense::Ballot);
    let elections = said.filter(|hit| !is_other_vote(view, &hit.words, &contests));
    let mut ballots: Vec<(Range<usize>, Needs)> =
        elections.map(|hit| (hit.words.clone(), Needs::of(hit.term.confidence))).collect();
    ballots.extend(poll_days(view, found).map(|words| {
        // A date is that of many things.
        let named = poll_day::is_called(view.at(words.start), view.at(words.start + 1));
        (words, if named { Needs::OneOrTwo } else { Needs::Two })
    }));
    if ballots.is_empty() {
        return Vec::new();
    }
    let cues = cues(view, 0..view.tokens.list.len(), &CUES);
    let mut passages = Vec::new();
    for (ballot, needs) in ballots {
        for stretch in stretches(view, &ballot, needs) {
            if let Some(cue) = needs.telling(within(&cues, &stretch), &ballot) {
                passages.push(passage(view, &ballot, &cue.words));
            }
        }
    }
    passages
}

/// What it takes beside a ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// One cue that is likely, or two of different senses.
    OneOrTwo,
    /// Two of different senses, one of them likely.
    Two,
}

impl Needs {
    /// What a ballot that is so sure needs.
    pub fn of(confidence: Confidence) -> Self {
        if confidence > Confidence::Possible { Self::OneOrTwo } else { Self::Two }
    }

    /// Over how many words a quick look has to look for them, at least.
    pub fn reach(self) -> usize {
        NEAR_ENOUGH + self.words_on()
    }

    /// So many words on, what is said is said of something else.
    fn words_on(self) -> usize {
        match self {
            Self::OneOrTwo => 16,
            Self::Two => 9,
        }
    }

    /// The cue that tells, where there are enough.
    fn telling<'h, 'v>(self, cues: &'h [Cue<'v>], ballot: &Range<usize>) -> Option<&'h TermHit<'v>> {
        let apart = cues.iter().map(|cue| &cue.hit).filter(|hit| are_apart(&hit.words, ballot));
        let is_likely = |hit: &&TermHit<'_>| hit.term.confidence > Confidence::Possible;
        if self == Self::OneOrTwo
            && let Some(sure) = apart.clone().find(is_likely)
        {
            return Some(sure);
        }
        let goes_with = |one: &TermHit<'_>, other: &TermHit<'_>| {
            are_apart(&one.words, &other.words)
                && one.term.sense != other.term.sense
                && (self == Self::OneOrTwo || is_likely(&one) || is_likely(&other))
        };
        apart.clone().find(|one| apart.clone().any(|other| goes_with(one, other)))
    }
}

/// Passages that praise or blame those who govern, without a party's name.
pub(super) fn on_power(view: &View<'_>, terms: &[TermHit<'_>]) -> Vec<Passage> {
    let powers: Vec<Range<usize>> = of_sense(terms, Sense::Power).collect();
    if powers.is_empty() {
        return Vec::new();
    }
    let cues = cues(view, 0..view.tokens.list.len(), &[Sense::Verdict]);
    let told = powers.into_iter().filter_map(|power| {
        let sentence = near(&power, view.sentence(power.start), Needs::OneOrTwo);
        let mut verdicts = within(&cues, &sentence).iter().map(|cue| &cue.hit);
        let verdict = verdicts
            .find(|hit| are_apart(&hit.words, &power) && hit.term.confidence > Confidence::Possible)?;
        Some(passage(view, &power, &verdict.words))
    });
    told.collect()
}

fn of_sense<'t>(terms: &'t [TermHit<'_>], sense: Sense) -> impl Iterator<Item = Range<usize>> + 't {
    terms.iter().filter(move |hit| hit.term.sense == sense).map(|hit| hit.words.clone())
}

/// The polling days that are said with one of the words that were found.
fn poll_days(view: &View<'_>, found: &[(usize, Meaning)]) -> impl Iterator<Item = Range<usize>> {
    let said = found.iter().filter(|(_, meaning)| *meaning == Meaning::PollDay);
    said.filter_map(|(at, _)| {
        let mut starts = at.saturating_sub(LONGEST_DAY - 1)..=*at;
        starts.find_map(|start| view.poll_day_from(start).filter(|end| *at < *end).map(|end| start..end))
    })
}

/// Polling day has so many words at most: `6 of May`.
const LONGEST_DAY: usize = 3;

/// A vote that is no election's: on a name, an award, a motion.
fn is_other_vote(view: &View<'_>, words: &Range<usize>, contests: &OnceCell<Tally>) -> bool {
    // Only elections are voted in at polling stations.
    if words
        .clone()
        .any(|at| matches!(view.at(at), "polling" | "booth" | "booths" | "postal" | "paper" | "pencil"))
    {
        return false;
    }
    let count = view.tokens.list.len();
    let contests = contests.get_or_init(|| Tally::of(count, |at| view.is(Sense::Contest, at)));
    view.context.poll_options().next().is_some() || contests.within(&view.sentence(words.start)) > 0
}

/// The word a ballot is found by is no farther from its first than this.
const NEAR_ENOUGH: usize = 4;

/// What of a stretch is near some words.
fn near(words: &Range<usize>, stretch: Range<usize>, needs: Needs) -> Range<usize> {
    let reach = needs.words_on();
    stretch.start.max(words.start.saturating_sub(reach))..stretch.end.min(words.start + reach)
}

/// Where what is said beside it stands: in its own sentence, the one before and the one after.
fn stretches(view: &View<'_>, words: &Range<usize>, needs: Needs) -> impl Iterator<Item = Range<usize>> {
    let own = view.sentence(words.start);
    let before = own.start.checked_sub(1).map(|at| view.sentence(at));
    let after = view.sentence(own.end);
    // Where it takes two, they may stand in different sentences.
    let all = before.as_ref().map_or(own.start, |before| before.start)..after.end.max(own.end);
    let all = Some(all).filter(|_| needs == Needs::Two);
    let words = words.clone();
    [all, Some(own), before, Some(after)]
        .into_iter()
        .flatten()
        .map(move |stretch| near(&words, stretch, needs))
}

/// A cue, and the place of the word it was found by.
struct Cue<'v> {
    at: usize,
    hit: TermHit<'v>,
}

/// The cues of a stretch, in the order of the words they were found by.
fn cues<'v>(view: &View<'v>, stretch: Range<usize>, wanted: &[Sense]) -> Vec<Cue<'v>> {
    let of_word = |at: usize| {
        let terms = view.index().terms_beside(view.at(at));
        let wanted = terms.filter(|term: &&Term| wanted.contains(&term.sense));
        wanted.filter_map(move |term| {
            let hit = TermHit { words: term.phrase.at(at, view)?, term };
            Some(Cue { at, hit })
        })
    };
    let cues = stretch.flat_map(of_word);
    cues.filter(|cue| !terms::is_everyday(view, &cue.hit) && !asks_to_vote(view, &cue.hit)).collect()
}

/// Whether what people are asked is that they vote, or how: `don't let the rain stop you voting`.
fn asks_to_vote(view: &View<'_>, cue: &TermHit<'_>) -> bool {
    let end = cue.words.end;
    let sentence = view.sentence(end.saturating_sub(1));
    let votes = |at: usize| {
        matches!(view.at(at), "vote" | "voting")
            && !matches!(view.at(at + 1), "for" | "to" | "them" | "against")
    };
    cue.term.sense == Sense::Plea && (end..sentence.end.min(end + TO_A_VOTE)).any(votes)
}

/// So many words behind a plea, what it is for still stands.
const TO_A_VOTE: usize = 7;

/// Those of some cues that were found in a stretch.
fn within<'h, 'v>(cues: &'h [Cue<'v>], stretch: &Range<usize>) -> &'h [Cue<'v>] {
    let before = |word: usize| cues.partition_point(|cue| cue.at < word);
    cues.get(before(stretch.start)..before(stretch.end)).unwrap_or_default()
}

fn are_apart(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start >= other.end || one.end <= other.start
}

/// From the one to the other within a sentence; else what is said alone.
fn passage(view: &View<'_>, beside: &Range<usize>, cue: &Range<usize>) -> Passage {
    let same = view.sentence(beside.start) == view.sentence(cue.start);
    let words = if same { beside.start.min(cue.start)..beside.end.max(cue.end) } else { cue.clone() };
    Passage { words, confidence: Confidence::Likely }
}
