//! What a reader sees, folded for matching, with a map back to the original bytes.
//!
//! [`html`] takes markup away, [`fold`] makes ways of writing the same word the same, [`tokens`] splits into words;
//! [`hints`] tell which of it a plain text can be spared. [`disguise`] and [`rewritten`] give other readings of a text.

#![deny(clippy::disallowed_methods)]

mod addresses;
pub mod disguise;
mod dots;
pub mod fold;
pub mod hints;
pub mod html;
pub mod lines;
mod markdown;
mod percent;
pub mod rewritten;
pub mod spelling;
pub mod tokens;

use std::borrow::Cow;
use std::ops::Range;

pub(crate) use addresses::within_brackets;
pub use fold::Folded;
pub use tokens::{Gap, Item, ItemKind, Shape, Token, Tokens, Within};

/// For each byte of a derived text, the bytes of the original character it came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OffsetMap {
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl OffsetMap {
    fn with_capacity(bytes: usize) -> Self {
        Self { starts: Vec::with_capacity(bytes), ends: Vec::with_capacity(bytes) }
    }

    /// Notes that the next `bytes` bytes of the derived text came from `original`.
    fn push(&mut self, bytes: usize, original: Range<usize>) {
        self.starts.extend(std::iter::repeat_n(narrow(original.start), bytes));
        self.ends.extend(std::iter::repeat_n(narrow(original.end), bytes));
    }

    /// The original bytes a range of the derived text came from.
    pub fn original(&self, derived: Range<usize>) -> Range<usize> {
        let at = |list: &[u32], i: usize| list.get(i).map(|n| *n as usize);
        if derived.is_empty() {
            let place = at(&self.starts, derived.start).or_else(|| self.ends.last().map(|n| *n as usize));
            return place.map_or(0..0, |n| n..n);
        }
        // Written backwards, the last character comes first.
        let ends_of =
            |list: &[u32]| [at(list, derived.start), at(list, derived.end - 1)].into_iter().flatten();
        let start = ends_of(&self.starts).min().unwrap_or(0);
        start..ends_of(&self.ends).max().unwrap_or(start)
    }
}

/// Parts are far shorter than 4 GiB (the proxy's limits see to it); a longer one would only lose its spans.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// A text made ready for matching.
#[derive(Debug)]
pub struct Reading<'a> {
    plain: Cow<'a, str>,
    markup: Option<OffsetMap>,
    folded: Folded,
}

impl<'a> Reading<'a> {
    /// Reads a text in which what is written is what is read.
    pub fn plain(text: &'a str) -> Self {
        Self { folded: Folded::of(text), plain: Cow::Borrowed(text), markup: None }
    }

    /// Reads HTML as its reader would.
    pub fn html(text: &'a str) -> Self {
        let (plain, map) = html::text_of(text);
        Self { folded: Folded::of(&plain), plain: Cow::Owned(plain), markup: Some(map) }
    }

    /// A text that goes on from a word said before it; what is found in that word has the place where the text begins.
    pub(crate) fn continued(word: &str, text: &str) -> Self {
        let whole = format!("{word} {text}");
        let mut map = OffsetMap::with_capacity(whole.len());
        map.push(word.len() + 1, 0..0);
        for (at, c) in text.char_indices() {
            map.push(c.len_utf8(), at..at + c.len_utf8());
        }
        Self::derived(whole, map)
    }

    /// A text made of another, with the map back to it.
    fn derived(text: String, map: OffsetMap) -> Self {
        Self { folded: Folded::of(&text), plain: Cow::Owned(text), markup: Some(map) }
    }

    /// The text to match in.
    pub fn folded(&self) -> &str {
        self.folded.text()
    }

    /// Whether the letter at a byte of the folded text was a capital.
    pub fn is_upper(&self, at: usize) -> bool {
        self.folded.is_upper(&self.plain, at)
    }

    /// The words, with what stands between them.
    pub fn tokens(&self) -> Tokens {
        tokens::split(self.folded.text(), |at| self.folded.is_upper(&self.plain, at))
    }

    /// The bytes of the original that a range of the folded text stands for; always on character boundaries.
    pub fn original(&self, folded: Range<usize>) -> Range<usize> {
        let plain = self.folded.original(folded);
        match &self.markup {
            Some(map) => map.original(plain),
            None => plain,
        }
    }
}

/// The folded words of a short text, such as a name or a term.
pub fn words(text: &str) -> Vec<String> {
    let reading = Reading::plain(text);
    reading.tokens().list.iter().map(|token| reading.folded()[token.range()].to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_of_a_name_are_the_same_however_it_is_written() {
        assert_eq!(words("Obi-Lawson"), ["obi", "lawson"]);
        assert_eq!(words("O’Rourke"), words("O'Rourke"));
        assert_eq!(words("Ciarán"), words("Ciara\u{301}n"));
        assert_eq!(words("Kozłowska"), ["kozlowska"]);
    }

    proptest! {
        #[test]
        fn every_span_lies_on_character_boundaries(text in "\\PC{0,60}|[<>&;a-zé\u{200b}\u{301}А-яſﬁ#@./'’ -]{0,60}") {
            for reading in [Reading::plain(&text), Reading::html(&text)] {
                for token in &reading.tokens().list {
                    let span = reading.original(token.range());
                    prop_assert!(text.get(span).is_some());
                }
                let whole = reading.original(0..reading.folded().len());
                prop_assert!(text.get(whole).is_some());
            }
        }

        #[test]
        fn folding_never_panics(text in any::<String>()) {
            drop(Reading::plain(&text).tokens());
            drop(Reading::html(&text).tokens());
        }

        #[test]
        fn ascii_folds_byte_for_byte(text in "[ -~\n]{0,80}") {
            let reading = Reading::plain(&text);
            prop_assert_eq!(reading.folded(), text.to_ascii_lowercase().replace('`', "'"));
            prop_assert_eq!(reading.original(0..text.len()), 0..text.len());
        }
    }
}
