//! Groups of a council set against each other by how they voted: `Teal councillors voted for it. Buff councillors voted
//! against.`

use crate::guard::finding::Confidence;
use crate::guard::scan::parties::PartyHit;
use crate::guard::scan::passage::Passage;
use crate::guard::scan::view::View;
use crate::lexicon::phrase::Words as _;

/// So many words on, the other group's vote is no longer set against the first.
const REACH: usize = 30;

/// Of these, a council keeps its records.
const OF_RECORDS: [&str; 16] = [
    "motion",
    "motions",
    "amendment",
    "amendments",
    "recorded",
    "record",
    "carried",
    "minutes",
    "meeting",
    "committee",
    "abstained",
    "abstain",
    "budget",
    "resolved",
    "resolution",
    "unanimously",
];

/// The passages, where no vote is put on record.
pub(super) fn passages(view: &View<'_>) -> Vec<Passage> {
    let voted: Vec<(&PartyHit, usize, bool)> =
        view.parties().iter().filter_map(|party| vote(view, party)).collect();
    let against = voted.windows(2).filter_map(|pair| {
        let [(one, _, yes), (other, end, other_yes)] = pair else { return None };
        let near = other.words.start.saturating_sub(one.words.start) < REACH;
        (near && yes != other_yes)
            .then_some(Passage { words: one.words.start..*end, confidence: Confidence::Likely })
    });
    let against: Vec<Passage> = against.collect();
    let on_record = || (0..view.tokens.list.len()).any(|at| OF_RECORDS.contains(&view.at(at)));
    if against.is_empty() || on_record() { Vec::new() } else { against }
}

/// How the group of a party voted, and where the words end that say so.
fn vote<'v>(view: &View<'v>, party: &'v PartyHit) -> Option<(&'v PartyHit, usize, bool)> {
    let group = party.words.end;
    let is_group = matches!(view.at(group), "group" | "councillors" | "members" | "cllrs");
    let verb = group + 1;
    let voted = matches!(view.at(verb), "voted" | "vote" | "votes");
    if !(view.joined(group) && is_group && view.joined(verb) && voted) {
        return None;
    }
    let how = (verb + 1..verb + 4).take_while(|at| view.joined(*at)).find_map(|at| match view.at(at) {
        "against" | "down" => Some((at, false)),
        "for" | "to" => Some((at, true)),
        _ => None,
    });
    how.map(|(at, yes)| (party, at + 1, yes))
}
