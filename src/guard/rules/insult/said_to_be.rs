//! Insults that somebody is said to be: `Mr Brown is lazy`, `you clowns`, `whoever did this is scum`.

use super::sentence::Sentence;
use crate::guard::finding::Confidence;
use crate::guard::scan::side::SideHit;
use crate::lexicon::Sense;

impl Sentence<'_> {
    /// Somebody is, are or was it: `Mr Brown is lazy and stupid`, `You are all clowns`, `Whoever did this is scum`.
    pub(super) fn said_to_be(&self, hit: &SideHit) -> Option<Confidence> {
        let mut at = hit.words.start;
        let first = at.saturating_sub(MOST_BETWEEN);
        while at > first && self.is_between(at - 1) && self.gap(at).joins() {
            at -= 1;
        }
        let copula = at.checked_sub(1)?;
        let word = self.at(copula);
        let all = hit.sense == Sense::Insult;
        if is_copula(word) {
            return self.subject(copula, hit).or_else(|| self.whoever(copula));
        }
        // She's a fool: the 's went with the word before.
        let contracted =
            matches!(word, "he" | "she" | "who" | "that") && self.between(copula, at).starts_with("'s");
        if contracted {
            return Some(Confidence::Likely);
        }
        let called =
            all && word == "you" && self.gap(at).joins() && !matches!(self.at(at), "the" | "and" | "or");
        (called && at < hit.words.start + 1).then_some(Confidence::Likely)
    }

    /// Who is the subject of a verb: the nearest person before it, with nothing between but `of the planning team`.
    fn subject(&self, verb: usize, hit: &SideHit) -> Option<Confidence> {
        let mut at = verb;
        for _ in 0..MOST_OF_A_SUBJECT {
            let joined = self.gap(at).joins();
            at = at.checked_sub(1).filter(|_| joined)?;
            let word = self.at(at);
            if let Some(sure) = self.somebody(at).or_else(|| self.pointed_out(at, verb, hit)) {
                let supposed = matches!(self.before(at, 1), "if" | "when" | "whether" | "unless" | "should");
                let things = hit.sense != Sense::Insult && matches!(word, "they" | "them");
                return (!supposed && !things).then_some(sure);
            }
            if !(self.capital(at) || is_of_a_subject(word)) {
                return None;
            }
        }
        None
    }

    /// `That bus driver`, `the librarian`, `the caretaker at Mill Primary`: whoever does that for a living, pointed out.
    fn pointed_out(&self, at: usize, verb: usize, hit: &SideHit) -> Option<Confidence> {
        let ends = at + 1 == verb || is_preposition(self.at(at + 1));
        let article = |back: usize| {
            matches!(
                self.before(at, back),
                "the" | "that" | "this" | "our" | "my" | "your" | "their" | "those" | "these"
            )
        };
        // The painter is a clown in the circus: that is another trade.
        let plays = hit.sense == Sense::Insult && self.at(hit.words.end) == "in";
        (self.is_trade(at) && ends && !plays && (article(1) || article(2) || article(3)))
            .then_some(Confidence::Likely)
    }

    /// `Whoever parked there is …`
    fn whoever(&self, verb: usize) -> Option<Confidence> {
        let from = verb.saturating_sub(FAR);
        (from..verb).any(|at| self.at(at) == "whoever").then_some(Confidence::Likely)
    }

    fn is_between(&self, at: usize) -> bool {
        // Hits stand in the order of their first words, and few begin at the same one.
        let side = &self.part.side;
        let behind = side.partition_point(|hit| hit.words.start <= at);
        let unkind = |hit: &SideHit| {
            matches!(hit.sense, Sense::Insult | Sense::Insulting | Sense::MildSwearing)
                && hit.words.contains(&at)
        };
        is_filler(self.at(at)) || side[behind.saturating_sub(3)..behind].iter().any(unkind)
    }
}

/// The most words between `is` and an insult: `is a total and utter`.
const MOST_BETWEEN: usize = 6;

/// The most words of a subject: `the head of planning at Ferry`.
const MOST_OF_A_SUBJECT: usize = 7;

/// How far whoever did it stands from what they are called.
const FAR: usize = 14;

fn is_copula(word: &str) -> bool {
    matches!(
        word,
        "is" | "are"
            | "was"
            | "were"
            | "re"
            | "being"
            | "remains"
            | "remain"
            | "sounds"
            | "seems"
            | "looks"
            | "yw"
            | "ydy"
    )
}

/// What may stand between `is` and an insult.
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "the"
            | "such"
            | "all"
            | "just"
            | "really"
            | "so"
            | "very"
            | "truly"
            | "simply"
            | "total"
            | "totally"
            | "complete"
            | "completely"
            | "absolute"
            | "absolutely"
            | "utter"
            | "utterly"
            | "right"
            | "bit"
            | "of"
            | "nothing"
            | "but"
            | "and"
            | "or"
            | "both"
            | "bunch"
            | "load"
            | "pack"
            | "little"
            | "proper"
            | "real"
            | "big"
            | "still"
            | "clearly"
            | "too"
            | "plain"
            | "being"
    )
}

fn is_preposition(word: &str) -> bool {
    matches!(word, "of" | "from" | "in" | "at" | "on" | "for" | "who")
}

/// What may stand between a person and the verb.
fn is_of_a_subject(word: &str) -> bool {
    matches!(
        word,
        "of" | "from"
            | "in"
            | "at"
            | "for"
            | "the"
            | "a"
            | "our"
            | "your"
            | "this"
            | "that"
            | "all"
            | "both"
            | "just"
            | "really"
            | "lot"
            | "planning"
            | "highways"
            | "housing"
            | "council"
            | "department"
            | "team"
            | "office"
            | "who"
    )
}
