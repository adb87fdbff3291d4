//! At whom an insult is aimed, told by the sentence: whoever stands near it is not insulted for that.
//!
//! Somebody *is* a fool; *you* fools; *that fool* somebody; *what a fool* somebody is; fools *at the town hall*; a
//! *useless* officer. A fool on the stage, a lift that is useless and a crook at residents' doors insult nobody.

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index::WordSets;
use crate::guard::scan::PartScan;
use crate::guard::scan::side::SideHit;
use crate::lexicon::Sense;
use crate::text::{Gap, Shape};

/// Words around an insult.
pub(super) struct Sentence<'a> {
    part: &'a PartScan<'a>,
    words: &'a WordSets,
    number: u32,
}

impl<'a> Sentence<'a> {
    /// The sentence a word stands in.
    pub(super) fn around(part: &'a PartScan<'a>, words: &'a WordSets, word: usize) -> Option<Self> {
        let number = part.tokens().list.get(word)?.sentence;
        Some(Self { part, words, number })
    }

    /// How surely an insult is aimed at somebody; None where it is not.
    pub(super) fn aimed(&self, hit: &SideHit) -> Option<Confidence> {
        let words = &hit.words;
        if words.len() > 1 && hit.sense == Sense::Insult && self.is_a_saying(words) {
            return self.near(words, SAYING).or(Some(Confidence::Likely));
        }
        if self.is_a_name(words) || self.gap(words.start) == Gap::Hyphen {
            return None;
        }
        let said_to_be = self.said_to_be(hit);
        match hit.sense {
            Sense::Insulting => said_to_be.or_else(|| self.put_before(words)),
            _ => said_to_be
                .or_else(|| self.put_beside(words))
                .or_else(|| self.exclaimed(words))
                .or_else(|| self.in_office(words)),
        }
    }

    fn at(&self, at: usize) -> &str {
        self.part
            .tokens()
            .list
            .get(at)
            .filter(|token| token.sentence == self.number)
            .map_or("", |token| self.part.words(&token.range()))
    }

    fn gap(&self, at: usize) -> Gap {
        self.part.tokens().list.get(at).map_or(Gap::Sentence, |token| token.gap)
    }

    fn before(&self, at: usize, n: usize) -> &str {
        at.checked_sub(n).map_or("", |at| self.at(at))
    }

    fn shape(&self, at: usize) -> Option<Shape> {
        self.part.tokens().list.get(at).filter(|token| token.sentence == self.number).map(|token| token.shape)
    }

    fn capital(&self, at: usize) -> bool {
        matches!(self.shape(at), Some(Shape::Title | Shape::Upper))
    }

    fn begins(&self, at: usize) -> bool {
        at.checked_sub(1).is_none_or(|before| self.shape(before).is_none())
    }

    /// Whether a word of several words says it all: `waste of space` is said of rooms too.
    fn is_a_saying(&self, words: &Range<usize>) -> bool {
        !matches!(self.at(words.start), "waste" | "laughing")
    }

    /// Whether it is a surname, a street, a title: it has a capital where it needs none, or before another one.
    fn is_a_name(&self, words: &Range<usize>) -> bool {
        let title = |at: usize| self.shape(at) == Some(Shape::Title);
        let next = title(words.end) && self.gap(words.end).joins();
        title(words.start) && (!self.begins(words.start) || next)
    }

    /// Whom a word stands for: somebody of the roster, somebody by name or by what they do.
    fn somebody(&self, at: usize) -> Option<Confidence> {
        let mentions = &self.part.mentions;
        let after = mentions.partition_point(|mention| mention.words.end <= at);
        if mentions.get(after).is_some_and(|mention| mention.words.contains(&at)) {
            return Some(Confidence::Certain);
        }
        let word = self.at(at);
        (is_somebody(word) || self.is_named(at)).then_some(Confidence::Likely)
    }

    /// Whether a word belongs to a person's name: a first name or a title before a capital, or what stands behind one.
    fn is_named(&self, at: usize) -> bool {
        let title = |at: usize| self.words.has(Sense::Honorific, self.at(at)) && self.capital(at);
        let given = |at: usize| self.words.has(Sense::Given, self.at(at)) && self.capital(at);
        let thing = |at: usize| self.words.has(Sense::Thing, self.at(at));
        let behind =
            at.checked_sub(1).is_some_and(|before| (title(before) || given(before)) && self.gap(at).joins());
        self.capital(at) && !thing(at + 1) && (given(at) || behind && !thing(at))
    }

    /// Somebody is, are or was it: `Mr Brown is lazy and stupid`, `You are all clowns`, `Whoever did this is scum`.
    fn said_to_be(&self, hit: &SideHit) -> Option<Confidence> {
        let mut at = hit.words.start;
        let first = at.saturating_sub(MOST_BETWEEN);
        while at > first && self.is_between(at - 1) && self.gap(at).joins() {
            at -= 1;
        }
        let copula = at.checked_sub(1)?;
        let word = self.at(copula);
        let all = hit.sense == Sense::Insult;
        if is_copula(word) {
            return self.subject(copula, all).or_else(|| self.whoever(copula));
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

    fn between(&self, at: usize, next: usize) -> &str {
        let list = &self.part.tokens().list;
        match (list.get(at), list.get(next)) {
            (Some(this), Some(next)) => self.part.words(&(this.range().end..next.range().start)),
            _ => "",
        }
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

    /// Who is the subject of a verb: the nearest person before it, with nothing between but `of the planning team`.
    fn subject(&self, verb: usize, may_be_they: bool) -> Option<Confidence> {
        let mut at = verb;
        for _ in 0..MOST_OF_A_SUBJECT {
            let joined = self.gap(at).joins();
            at = at.checked_sub(1).filter(|_| joined)?;
            let word = self.at(at);
            if let Some(sure) = self.somebody(at) {
                let supposed = matches!(self.before(at, 1), "if" | "when" | "whether" | "unless" | "should");
                let things = !may_be_they && matches!(word, "they" | "them");
                return (!supposed && !things).then_some(sure);
            }
            if !(self.capital(at) || is_of_a_subject(word)) {
                return None;
            }
        }
        None
    }

    /// `Whoever parked there is …`
    fn whoever(&self, verb: usize) -> Option<Confidence> {
        let from = verb.saturating_sub(FAR);
        (from..verb).any(|at| self.at(at) == "whoever").then_some(Confidence::Likely)
    }

    /// `That fool Jo Brown`, `Jo Brown the fool`, `Liar, Cllr Brown`.
    fn put_beside(&self, words: &Range<usize>) -> Option<Confidence> {
        let named = |at: usize| self.somebody(at).filter(|_| !is_somebody(self.at(at)) || self.capital(at));
        let pointed = matches!(self.before(words.start, 1), "that" | "this" | "those" | "these" | "our");
        if pointed
            && self.gap(words.end).joins()
            && let Some(sure) = named(words.end)
        {
            return Some(sure);
        }
        let small = self.shape(words.start) == Some(Shape::Lower);
        let the = matches!(self.before(words.start, 1), "the" | "that") && self.gap(words.start).joins();
        if let Some(sure) = words.start.checked_sub(2).filter(|_| small && the).and_then(named) {
            return Some(sure);
        }
        let addressed = self.gap(words.end) == Gap::Comma;
        named(words.end).filter(|sure| addressed && *sure == Confidence::Certain)
    }

    /// `What a fool that officer is`, `Jo Brown, what a fool`.
    fn exclaimed(&self, words: &Range<usize>) -> Option<Confidence> {
        let article = (1..=3).find(|n| matches!(self.before(words.start, *n), "a" | "an"));
        let plural = self.before(words.start, 1) == "what";
        let what = plural || article.is_some_and(|n| self.before(words.start, n + 1) == "what");
        if what { self.near(words, NEAR) } else { None }
    }

    /// `Muppets at the Town Hall`, `a council run by clowns`, `full of crooks`, `a bunch of idiots`.
    fn in_office(&self, words: &Range<usize>) -> Option<Confidence> {
        let (second, first) = (self.before(words.start, 2), self.before(words.start, 1));
        if matches!((second, first), ("bunch" | "load" | "pack" | "shower", "of")) {
            return Some(Confidence::Likely);
        }
        let body = |mut range: Range<usize>| range.any(|at| is_body(self.at(at)));
        let inside = matches!((second, first), ("run" | "led", "by") | ("full", "of"));
        if inside && body(words.start.saturating_sub(NEAR)..words.start) {
            return Some(Confidence::Likely);
        }
        let there = matches!(self.at(words.end), "at" | "in" | "on" | "running" | "from")
            && self.gap(words.end).joins();
        let ended = (words.end + 1..words.end + 6).find(|at| !self.gap(*at).joins()).unwrap_or(words.end + 6);
        (there && body(words.end + 1..ended)).then_some(Confidence::Likely)
    }

    /// `Useless councillors`, `a brainless planning officer`.
    fn put_before(&self, words: &Range<usize>) -> Option<Confidence> {
        let place = words.end..words.end + 2;
        let by_you = self.before(words.start, 1) == "you";
        let by_role = |at: usize| {
            let word = self.at(at);
            let group = matches!(word, "council" | "committee" | "cabinet" | "department");
            let meant = |sure: &Confidence| *sure == Confidence::Certain || by_you || is_role(word);
            self.somebody(at).filter(meant).or(group.then_some(Confidence::Likely))
        };
        place.take_while(|at| self.gap(*at).joins()).find_map(by_role)
    }

    /// Somebody within so many words.
    fn near(&self, words: &Range<usize>, reach: usize) -> Option<Confidence> {
        let around = words.start.saturating_sub(reach)..words.end + reach;
        around.filter(|at| !words.contains(at)).filter_map(|at| self.somebody(at)).max()
    }
}

/// The most words between `is` and an insult: `is a total and utter`.
const MOST_BETWEEN: usize = 6;

/// The most words of a subject: `the head of planning at Ferry`.
const MOST_OF_A_SUBJECT: usize = 7;

/// How far whoever did it stands from what they are called.
const FAR: usize = 14;

/// How far somebody stands from an exclamation.
const NEAR: usize = 6;

/// How far somebody stands from a saying.
const SAYING: usize = 6;

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

/// Whom people insult when they write of a council.
fn is_somebody(word: &str) -> bool {
    is_role(word)
        || matches!(
            word,
            "you"
                | "he"
                | "she"
                | "they"
                | "him"
                | "her"
                | "them"
                | "whoever"
                | "man"
                | "woman"
                | "bloke"
                | "guy"
                | "people"
                | "lot"
                | "person"
                | "executive"
                | "head"
        )
}

/// What people are for a council.
fn is_role(word: &str) -> bool {
    matches!(
        word,
        "officer"
            | "officers"
            | "councillor"
            | "councillors"
            | "cllr"
            | "cllrs"
            | "mayor"
            | "leader"
            | "planner"
            | "planners"
            | "warden"
            | "wardens"
            | "clerk"
            | "staff"
            | "colleague"
            | "colleagues"
            | "resident"
            | "residents"
            | "manager"
            | "managers"
            | "director"
            | "directors"
            | "boss"
            | "bosses"
            | "tenant"
            | "tenants"
            | "neighbour"
            | "neighbours"
            | "traveller"
            | "travellers"
            | "migrants"
            | "immigrants"
            | "refugees"
            | "inspector"
            | "inspectors"
            | "politicians"
    )
}

/// Where a council's people are.
fn is_body(word: &str) -> bool {
    matches!(
        word,
        "council"
            | "hall"
            | "planning"
            | "highways"
            | "department"
            | "committee"
            | "cabinet"
            | "chamber"
            | "office"
            | "offices"
            | "authority"
            | "charge"
            | "housing"
            | "team"
            | "place"
    )
}
