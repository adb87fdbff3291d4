//! At whom an insult is aimed, told by the sentence: whoever stands near it is not insulted for that.
//!
//! Somebody *is* a fool; *you* fools; *that fool* somebody; *what a fool* somebody is; fools *at the town hall*; a
//! *useless* officer. A fool on the stage, a lift that is useless and a crook at residents' doors insult nobody.

use std::ops::Range;

use super::sentence::Sentence;
use super::whom::{is_body, is_role, is_somebody};
use crate::guard::finding::Confidence;
use crate::guard::scan::side::SideHit;
use crate::lexicon::Sense;
use crate::text::{Gap, Shape};

impl Sentence<'_> {
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
}

/// How far somebody stands from an exclamation.
const NEAR: usize = 6;

/// How far somebody stands from a saying.
const SAYING: usize = 6;
