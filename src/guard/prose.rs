//! A part's words by themselves, for rules that look at letters and digits rather than at people.

use std::ops::Range;

use crate::guard::index::Index;
use crate::lexicon::Sense;
use crate::lexicon::phrase::{Reach, Words};
use crate::post::{Markup, Part};
use crate::text::{Gap, ItemKind, Reading, Shape, Token, Tokens, Within};

/// A part, read.
#[derive(Debug)]
pub(crate) struct Prose<'a> {
    reading: Reading<'a>,
    tokens: Tokens,
    index: &'a Index,
}

impl<'a> Prose<'a> {
    /// Reads a part.
    pub(crate) fn of(part: &'a Part, index: &'a Index) -> Self {
        Self::read(reading(part), index)
    }

    /// Splits what was read.
    pub(crate) fn read(reading: Reading<'a>, index: &'a Index) -> Self {
        Self { tokens: reading.tokens(), reading, index }
    }

    /// The folded text.
    pub(crate) fn text(&self) -> &str {
        self.reading.folded()
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.tokens.list.len()
    }

    pub(crate) fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.list.get(at)
    }

    /// The word at a place; empty past the end.
    pub(crate) fn at(&self, at: usize) -> &str {
        self.token(at).map_or("", |token| &self.text()[token.range()])
    }

    /// What stands before a word.
    pub(crate) fn gap(&self, at: usize) -> Gap {
        self.token(at).map_or(Gap::Sentence, |token| token.gap)
    }

    /// Whether a word has a sense.
    pub(crate) fn is(&self, sense: Sense, at: usize) -> bool {
        self.token(at).is_some() && self.index.words.has(sense, self.at(at))
    }

    /// Whether a word begins with a capital.
    pub(crate) fn capital(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::is_capital)
    }

    /// Whether a word is a number.
    pub(crate) fn number(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.shape == Shape::Number)
    }

    /// Whether a word begins a sentence.
    pub(crate) fn begins_sentence(&self, at: usize) -> bool {
        at == 0 || matches!(self.gap(at), Gap::Sentence | Gap::Start)
    }

    /// The words of the sentence a word stands in.
    pub(crate) fn sentence(&self, at: usize) -> Range<usize> {
        let Some(number) = self.token(at).map(|token| token.sentence) else { return at..at };
        let words = &self.tokens.list;
        words.partition_point(|token| token.sentence < number)
            ..words.partition_point(|token| token.sentence <= number)
    }

    /// The first word that ends behind a byte of the folded text.
    pub(crate) fn word_at(&self, byte: usize) -> usize {
        self.tokens.list.partition_point(|token| token.range().end <= byte)
    }

    /// Whether a byte of the folded text stands in a web address, a handle or a hashtag.
    pub(crate) fn in_address(&self, byte: usize) -> bool {
        let items = &self.tokens.items;
        let at = items.partition_point(|item| item.range.end <= byte);
        items.get(at).is_some_and(|item| item.range.start <= byte && item.kind != ItemKind::Email)
    }

    /// Web addresses, as bytes of the folded text.
    pub(crate) fn sites(&self) -> impl Iterator<Item = Range<usize>> {
        let sites = self.tokens.items.iter().filter(|item| item.kind == ItemKind::Url);
        sites.map(|item| item.range.clone())
    }

    /// E-mail addresses, as bytes of the folded text.
    pub(crate) fn emails(&self) -> impl Iterator<Item = Range<usize>> {
        let emails = self.tokens.items.iter().filter(|item| item.kind == ItemKind::Email);
        emails.map(|item| item.range.clone())
    }

    /// Whether a word stands in running text.
    pub(crate) fn in_prose(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.within == Within::Prose)
    }

    /// The original bytes of some words.
    pub(crate) fn span(&self, words: &Range<usize>) -> Range<usize> {
        let place = |at: usize| self.token(at).map(Token::range);
        match (place(words.start), place(words.end.saturating_sub(1))) {
            (Some(first), Some(last)) => self.reading.original(first.start..last.end),
            _ => 0..0,
        }
    }

    /// The original bytes of a stretch of the folded text.
    pub(crate) fn original(&self, folded: Range<usize>) -> Range<usize> {
        self.reading.original(folded)
    }

    /// Whether some phrase of a sense that is only read around something found stands anywhere.
    pub(crate) fn says(&self, sense: Sense) -> bool {
        self.index.says(sense, self)
    }
}

/// A part as its readers see it.
pub(crate) fn reading(part: &Part) -> Reading<'_> {
    match part.markup {
        Markup::Html => Reading::html(&part.text),
        Markup::Plain => Reading::plain(&part.text),
    }
}

impl Words for Prose<'_> {
    fn word(&self, at: usize) -> Option<&str> {
        self.token(at).map(|token| &self.text()[token.range()])
    }

    fn joined(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.gap.joins())
    }

    fn same_sentence(&self, at: usize) -> bool {
        match (at.checked_sub(1).and_then(|before| self.token(before)), self.token(at)) {
            (Some(before), Some(this)) => before.sentence == this.sentence,
            _ => false,
        }
    }

    fn party_from(&self, _: usize) -> Option<usize> {
        None
    }

    fn party_until(&self, _: usize) -> Option<usize> {
        None
    }

    fn poll_from(&self, _: usize) -> Option<Reach> {
        None
    }

    fn poll_until(&self, _: usize) -> Option<Reach> {
        None
    }
}
