//! The small language terms are written in.
//!
//! | written | stands for |
//! |---|---|
//! | `winning here` | these words, one after the other; case, hyphens and line ends do not matter |
//! | `choice|decision` | either word |
//! | `the?` | the word, or nothing |
//! | `...` | up to six words of the same sentence; at most three times in a term |
//! | `🌹` | the sign, where a group is made of signs |
//! | `{party}` | a party's name, in the sense of the party |
//! | `{colour}` | any word of the list `colour` under `[words]` at the head of the file |
//! | `{poll}` | polling day of a period in force: its date or, in its week, its weekday |

mod compile;
mod element;
mod frequency;
mod matching;

use serde::Serialize;

use element::{Element, MOST_SKIPPED};
use matching::{backward, forward};

pub use matching::{Reach, Words};

/// A compiled term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Phrase {
    /// As the file has it.
    pub written: String,
    #[serde(skip)]
    elements: Vec<Element>,
    #[serde(skip)]
    anchor: usize,
}

/// The most words a party's name or a date has, as far as a phrase's reach goes.
const MOST_OF_A_NAME: usize = 3;

/// The most ways of writing a phrase that are listed.
const MOST_SPELLINGS: usize = 16;

impl Phrase {
    /// Compiles a term.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence that says how to write it.
    pub fn compile(written: &str) -> Result<Self, String> {
        let (elements, anchor) = compile::compile(written)?;
        Ok(Self { written: written.to_owned(), elements, anchor })
    }

    /// The words any of which must stand in a text that has the phrase.
    pub fn anchors(&self) -> &[String] {
        match &self.elements[self.anchor] {
            Element::Word(words) => words,
            _ => &[],
        }
    }

    /// Whether it is one word and nothing else.
    pub fn is_one_word(&self) -> bool {
        matches!(self.elements.as_slice(), [Element::Word(_)])
    }

    /// Every word it can be made of: all there is to a term of one word.
    pub fn literals(&self) -> impl Iterator<Item = &str> {
        self.elements
            .iter()
            .filter_map(|element| match element {
                Element::Word(words) | Element::Optional(words) => Some(words),
                Element::Skip | Element::Party | Element::Poll => None,
            })
            .flatten()
            .map(String::as_str)
    }

    /// Whether the phrase could stand around one of its anchors, going by the folded words on either side alone. `{party}` is
    /// taken for missing: where one is, it is found by its own name.
    pub fn may_stand(&self, before: Option<&str>, after: Option<&str>) -> bool {
        may_follow(self.elements[self.anchor + 1..].iter(), after)
            && may_follow(self.elements[..self.anchor].iter().rev(), before)
            && !self.elements.iter().any(|element| matches!(element, Element::Party))
    }

    /// Over how many words the phrase may reach on either side of its anchor, at most.
    pub fn reach(&self) -> usize {
        let words = |element: &Element| match element {
            Element::Word(_) | Element::Optional(_) => 1,
            Element::Skip => MOST_SKIPPED + 1,
            Element::Party | Element::Poll => MOST_OF_A_NAME,
        };
        self.elements.iter().map(words).sum()
    }

    /// The runs of words it stands for, where it is nothing but words; the first choice of each alone where it has more
    /// than a few.
    pub fn spellings(&self) -> impl Iterator<Item = Vec<&str>> {
        let mut runs: Vec<Vec<&str>> = vec![Vec::new()];
        for element in &self.elements {
            let (words, optional) = match element {
                Element::Word(words) => (words, false),
                Element::Optional(words) => (words, true),
                Element::Skip | Element::Party | Element::Poll => return Vec::new().into_iter(),
            };
            let longer = runs.iter().flat_map(|run| {
                let with = words.iter().map(|word| [run.as_slice(), &[word.as_str()]].concat());
                optional.then(|| run.clone()).into_iter().chain(with)
            });
            runs = longer.take(MOST_SPELLINGS).collect();
        }
        runs.into_iter()
    }

    /// The range of words the phrase takes, given that one of its anchors stands at `at`.
    pub fn at(&self, at: usize, words: &impl Words) -> Option<std::ops::Range<usize>> {
        let start = backward(&self.elements[..self.anchor], at, words)?;
        let end = forward(&self.elements[self.anchor + 1..], at + 1, words)?;
        Some(start..end)
    }
}

/// Whether the nearest of some elements could be this word.
fn may_follow<'e>(elements: impl Iterator<Item = &'e Element>, nearest: Option<&str>) -> bool {
    let is_among =
        |choices: &[String]| nearest.is_some_and(|word| choices.iter().any(|choice| choice == word));
    for element in elements {
        match element {
            Element::Word(choices) => return is_among(choices),
            Element::Optional(choices) if is_among(choices) => return true,
            Element::Optional(_) => {}
            Element::Skip | Element::Party | Element::Poll => return true,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_looked_for_by_its_rarest_word_and_dismissed_by_its_neighbours() {
        let phrase = Phrase::compile("our|the team for? trade").unwrap();
        assert_eq!(phrase.anchors(), ["trade"]);
        for (before, after, may) in [
            (Some("team"), None, true),
            (Some("for"), Some("fairs"), true),
            (Some("fair"), None, false),
            (None, None, false),
        ] {
            assert_eq!(phrase.may_stand(before, after), may, "{before:?} trade {after:?}");
        }
        assert!(!Phrase::compile("vote {party}").unwrap().may_stand(None, Some("teal")));
        assert!(Phrase::compile("remember who ... saved").unwrap().may_stand(None, Some("who")));
    }
}
