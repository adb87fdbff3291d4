//! Appeals in fresh words: casting a vote is spoken of, or those who govern, and close by what no plain information
//! says. `Your pencil can do it`, `picture the car park they'd build`, `the people in power have let you down`.

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index::Term;
use crate::guard::scan::passage::Passage;
use crate::guard::scan::poll_day;
use crate::guard::scan::terms::{self, TermHit};
use crate::guard::scan::view::View;
use crate::lexicon::Sense;

/// What is said beside a ballot or a power.
const CUES: [Sense; 4] = [Sense::Side, Sense::Verdict, Sense::Stake, Sense::Plea];

/// Whether a sense is one of those that are said beside a ballot or a power.
pub fn is_cue(sense: Sense) -> bool {
    CUES.contains(&sense)
}

/// Passages that appeal to those who vote.
pub(super) fn to_voters(view: &View<'_>, terms: &[TermHit<'_>]) -> Vec<Passage> {
    let said = of_sense(terms, Sense::Ballot).filter(|words| !is_other_vote(view, words));
    let ballots = said.map(|words| (words, Needs::OneOrTwo));
    let days = poll_days(view).map(|words| {
        // A date is that of many things.
        let named = poll_day::is_called(view.at(words.start), view.at(words.start + 1));
        (words, if named { Needs::OneOrTwo } else { Needs::Two })
    });
    let mut passages = Vec::new();
    for (ballot, needs) in ballots.chain(days) {
        for stretch in stretches(view, &ballot) {
            let cues = cues(view, &stretch, &ballot, &CUES);
            if let Some(cue) = needs.telling(&cues) {
                passages.push(passage(view, &ballot, &cue.words));
            }
        }
    }
    passages
}

/// What it takes beside a ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Needs {
    /// One cue that is likely, or two.
    OneOrTwo,
    /// Two, one of which may be possible.
    Two,
}

impl Needs {
    /// The cue that tells, where there are enough.
    fn telling<'h, 'v>(self, cues: &'h [TermHit<'v>]) -> Option<&'h TermHit<'v>> {
        let is_likely = |cue: &&TermHit<'_>| cue.term.confidence > Confidence::Possible;
        let sure = cues.iter().find(is_likely).filter(|_| self == Self::OneOrTwo);
        let has_company = |one: &&TermHit<'_>| cues.iter().any(|other| are_apart(&one.words, &other.words));
        sure.or_else(|| cues.iter().find(has_company))
    }
}

/// Passages that praise or blame those who govern, without a party's name.
pub(super) fn on_power(view: &View<'_>, terms: &[TermHit<'_>]) -> Vec<Passage> {
    let powers = of_sense(terms, Sense::Power);
    powers
        .filter_map(|power| {
            let sentence = view.sentence(power.start);
            let cues = cues(view, &sentence, &power, &[Sense::Verdict]);
            let cue = cues.iter().find(|cue| cue.term.confidence > Confidence::Possible)?;
            Some(passage(view, &power, &cue.words))
        })
        .collect()
}

fn of_sense<'t>(terms: &'t [TermHit<'_>], sense: Sense) -> impl Iterator<Item = Range<usize>> + 't {
    terms.iter().filter(move |hit| hit.term.sense == sense).map(|hit| hit.words.clone())
}

fn poll_days(view: &View<'_>) -> impl Iterator<Item = Range<usize>> {
    (0..view.tokens.list.len())
        .filter(|at| poll_day::may_begin(view.at(*at)) || view.at(*at) == "the")
        .filter_map(|at| view.poll_day_from(at).map(|end| at..end))
}

/// A vote that is no election's: on a name, an award, a motion. In booths only elections are voted in.
fn is_other_vote(view: &View<'_>, words: &Range<usize>) -> bool {
    if !words.clone().any(|at| view.at(at).starts_with("vot") || view.at(at).starts_with("election")) {
        return false;
    }
    let sentence = view.sentence(words.start);
    view.context.poll_options().next().is_some() || sentence.into_iter().any(|at| view.is(Sense::Contest, at))
}

/// Where what is said beside it stands: in its own sentence, the one before and the one after.
fn stretches(view: &View<'_>, words: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let own = view.sentence(words.start);
    let before = own.start.checked_sub(1).map(|at| view.sentence(at));
    let after = view.sentence(own.end);
    [Some(own), before, Some(after)].into_iter().flatten()
}

/// The cues of a stretch that do not lie in what they stand beside.
fn cues<'v>(
    view: &View<'v>,
    stretch: &Range<usize>,
    beside: &Range<usize>,
    wanted: &[Sense],
) -> Vec<TermHit<'v>> {
    let of_word = |at: usize| {
        let terms = view.index().terms_beside(view.at(at));
        let wanted = terms.filter(|term: &&Term| wanted.contains(&term.sense));
        wanted.filter_map(move |term| Some(TermHit { words: term.phrase.at(at, view)?, term }))
    };
    let apart = |hit: &TermHit<'_>| are_apart(&hit.words, beside);
    let all = stretch.clone().flat_map(of_word);
    all.filter(|hit| apart(hit) && !terms::is_everyday(view, hit)).collect()
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
