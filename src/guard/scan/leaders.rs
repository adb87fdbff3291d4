//! Those who lead the country's parties or hold its first offices, praised or blamed: `Starmer out!`, `#FarageForPM`, `full
//! marks to the Chancellor`. That they are named is another rule's, before a poll alone; this is so all year.

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::scan::passage::Passage;
use crate::guard::scan::terms::TermHit;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::lexicon::phrase::Words as _;

/// The passages of a part that praise or blame them.
pub fn passages(view: &View<'_>, terms: &[TermHit<'_>]) -> Vec<Passage> {
    let named = terms.iter().filter_map(|hit| Some((rank(view, hit)?, &hit.words)));
    let told =
        named.filter_map(|(rank, words)| behind(view, words, rank).or_else(|| before(view, words, rank)));
    told.map(|words| Passage { words, confidence: Confidence::Likely }).collect()
}

/// Whom a politician's name or office points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    /// One of the few, by name.
    Named,
    /// Who holds one of the country's first offices.
    First,
    /// Any other: a council thanks its Member of Parliament for coming, all year.
    Other,
}

fn rank(view: &View<'_>, hit: &TermHit<'_>) -> Option<Rank> {
    match hit.term.sense {
        Sense::OfficeHolder => Some(Rank::Named),
        Sense::Politician => {
            let said = |word: &str| hit.words.clone().any(|at| view.at(at) == word);
            let first = said("prime") || said("first") || said("chancellor") || said("pm") || said("prif");
            let of_all = said("shadow") || said("deputy");
            Some(if first && !of_all { Rank::First } else { Rank::Other })
        }
        _ => None,
    }
}

/// What is said of them behind their name.
fn behind(view: &View<'_>, words: &Range<usize>, rank: Rank) -> Option<Range<usize>> {
    let (first, next) = (words.start, words.end);
    let said = |at: usize| if view.joined(at) { view.at(at) } else { "" };
    if view.owns(next - 1) {
        let owned = (next..next + OWNED).take_while(|at| view.joined(*at)).find(|at| is_blot(view.at(*at)));
        return owned
            .filter(|at| rank == Rank::Named || !matches!(view.at(*at), "tax" | "britain"))
            .map(|at| first..at + 1);
    }
    let called = match said(next) {
        "out" => {
            rank == Rank::Named && !matches!(said(next + 1), "and" | "on" | "in" | "with" | "at" | "for")
        }
        "must" | "should" | "has" => {
            let verb = if said(next + 1) == "to" { next + 2 } else { next + 1 };
            let shamed = matches!(
                (said(verb), said(verb + 1)),
                ("hang", "her" | "his" | "their")
                    | ("be", "ashamed" | "sacked" | "fired")
                    | ("apologise" | "apologize", _)
            );
            shamed || matches!(said(verb), "go" | "resign" | "quit")
        }
        "for" => matches!(said(next + 1), "pm" | "prime"),
        // `talking this country down`
        "talking" | "dragging" | "running" | "letting" => {
            (next + 1..next + 2 + JUDGED).take_while(|at| view.joined(*at)).any(|at| view.at(at) == "down")
        }
        "lies" | "lied" | "liar" => true,
        _ => false,
    };
    if called {
        return Some(first..next + 1);
    }
    let judged = match said(next) {
        "has" if said(next + 1) == "been" => (next + 2..next + 2 + JUDGED)
            .take_while(|at| view.joined(*at) && is_filler(view.at(*at)))
            .last()
            .map_or(next + 2, |last| last + 1),
        "is" | "was" | "isn" | "wasn" => (next + 1..next + 1 + JUDGED)
            .take_while(|at| view.joined(*at) && is_filler(view.at(*at)))
            .last()
            .map_or(next + 1, |last| last + 1),
        _ => next,
    };
    let is_said_to_be = judged > next && is_verdict(view, judged);
    let does = does(view, next);
    if is_said_to_be {
        return Some(first..judged + 1);
    }
    does.then_some(first..next + 2)
}

/// What is called out before their name: `shame on`, `three cheers for the`.
fn before(view: &View<'_>, words: &Range<usize>, rank: Rank) -> Option<Range<usize>> {
    let first = words.start;
    let last = first.checked_sub(1).filter(|_| view.joined(first))?;
    let is_cry = matches!(
        view.at(last),
        "kick"
            | "boot"
            | "sack"
            | "dump"
            | "stop"
            | "back"
            | "vote"
            | "never"
            | "beat"
            | "ditch"
            | "resist"
            | "blame"
            | "trust"
            | "unlike"
    );
    if is_cry && (rank == Rank::Named || matches!(view.at(last), "blame" | "sack" | "ditch" | "unlike")) {
        return Some(last..words.end);
    }
    // `Full marks to the Chancellor`: the article may belong to the office or stand before it.
    let has_article = matches!(view.at(last), "the" | "our" | "that" | "this");
    let end = if has_article { last } else { first };
    let cried = |cry: &[&str]| {
        let from = end.checked_sub(cry.len())?;
        let stands =
            cry.iter().zip(from..).all(|(word, at)| view.at(at) == *word && (at == from || view.joined(at)));
        (stands && view.joined(end)).then_some(from..words.end)
    };
    if has_article
        && rank != Rank::Other
        && last.checked_sub(1).is_some_and(|at| {
            view.joined(last) && matches!(view.at(at), "blame" | "sack" | "ditch" | "unlike")
        })
    {
        return Some(last - 1..words.end);
    }
    let blamed = BLAME.iter().find_map(|cry| cried(cry));
    let praised = || PRAISE.iter().find_map(|cry| cried(cry)).filter(|_| rank != Rank::Other);
    blamed.or_else(praised)
}

/// How far behind what somebody owns the word stands that blames it.
const OWNED: usize = 3;

/// So many words may strengthen a verdict: `is quite simply the best`.
const JUDGED: usize = 3;

const BLAME: [&[&str]; 9] = [
    &["shame", "on"],
    &["sick", "of"],
    &["fed", "up", "with"],
    &["had", "enough", "of"],
    &["get", "rid", "of"],
    &["no", "thanks", "to"],
    &["time", "up", "for"],
    &["down", "with"],
    &["boo", "to"],
];

const PRAISE: [&[&str]; 11] = [
    &["full", "marks", "to"],
    &["top", "marks", "to"],
    &["three", "cheers", "for"],
    &["hats", "off", "to"],
    &["fair", "play", "to"],
    &["good", "on"],
    &["bravo"],
    &["thank", "goodness", "for"],
    &["thank", "god", "for"],
    &["hooray", "for"],
    &["right", "behind"],
];

/// What somebody answers for who governs, or would: no neutral word among them.
fn is_blot(word: &str) -> bool {
    matches!(
        word,
        "cuts"
            | "chaos"
            | "lies"
            | "failure"
            | "failures"
            | "shambles"
            | "mess"
            | "shame"
            | "waste"
            | "lot"
            | "mob"
            | "gang"
            | "crew"
            | "cronies"
            | "mates"
            | "chums"
            | "betrayal"
            | "betrayals"
            | "disgrace"
            | "hypocrisy"
            | "incompetence"
            | "misrule"
            | "sleaze"
            | "nonsense"
            | "rubbish"
            | "tax"
            | "britain"
            | "cruel"
            | "disastrous"
            | "shameful"
            | "broken"
            | "hopeless"
            | "useless"
            | "botched"
            | "callous"
            | "brilliant"
            | "brave"
            | "courage"
            | "vision"
            | "finest"
            | "barmy"
            | "dodgy"
            | "clowns"
            | "puppets"
            | "fibs"
            | "porkies"
    )
}

/// What only strengthens.
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "the"
            | "so"
            | "very"
            | "quite"
            | "simply"
            | "absolutely"
            | "totally"
            | "just"
            | "still"
            | "always"
            | "not"
            | "t"
            | "no"
            | "such"
            | "utterly"
            | "completely"
            | "clearly"
            | "dead"
            | "bang"
            | "spot"
            | "one"
            | "our"
            | "only"
            | "far"
            | "most"
            | "talking"
            | "doing"
            | "making"
    )
}

/// Whether a verdict stands at a place.
fn is_verdict(view: &View<'_>, at: usize) -> bool {
    let word = if view.joined(at) { view.at(at) } else { "" };
    let about = view.at(at + 1);
    match word {
        // `was right at the front`
        "right" | "wrong" | "on" => {
            view.begins_sentence(at + 1)
                || view.token(at + 1).is_none_or(|next| !next.gap.joins())
                || matches!(about, "about" | "to" | "again" | "that" | "on" | "and")
        }
        _ => matches!(
            word,
            "liar"
                | "liars"
                | "lying"
                | "clown"
                | "disgrace"
                | "joke"
                | "hero"
                | "genius"
                | "fool"
                | "coward"
                | "crook"
                | "fraud"
                | "hopeless"
                | "useless"
                | "brilliant"
                | "finished"
                | "toast"
                | "sense"
                | "rubbish"
                | "nonsense"
                | "disaster"
                | "hypocrite"
                | "shambles"
                | "pathetic"
                | "spineless"
                | "incompetent"
                | "clueless"
                | "weak"
                | "worst"
                | "best"
                | "legend"
                | "idiot"
                | "traitor"
                | "shameless"
                | "fantastic"
                | "magnificent"
                | "fit"
                | "idea"
                | "wonderful"
        ),
    }
}

/// What somebody is said to do by those who are for or against them.
fn does(view: &View<'_>, next: usize) -> bool {
    let said = |at: usize| if view.joined(at) { view.at(at) } else { "" };
    let what = said(next + 1);
    match said(next) {
        "gets" => matches!(what, "it" | "things"),
        "talks" => matches!(what, "sense" | "rubbish" | "nonsense"),
        "speaks" => what == "for",
        "stands" => what == "up",
        "nailed" | "nails" | "smashed" => what == "it",
        "has" => matches!(what, "betrayed" | "failed" | "wrecked" | "ruined" | "lied"),
        // `couldn't run a tombola`
        "couldn" | "doesn" | "can" => {
            what == "t" && matches!(said(next + 2), "care" | "run" | "understand" | "give" | "be")
        }
        "knows" => matches!(what, "best" | "nothing"),
        "betrayed" | "wrecked" | "ruined" | "bottled" | "bungled" | "robbed" | "conned" | "fibbed"
        | "cares" => true,
        _ => false,
    }
}
