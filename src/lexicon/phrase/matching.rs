//! Whether the elements of a phrase stand in a run of words.

use super::element::{Element, MOST_SKIPPED};

/// How far something goes that stands in a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// To this place.
    To(usize),
    /// It may stand there, and how far it goes is not told: the rest of the phrase counts as standing too.
    Untold,
}

/// What a phrase is matched against.
pub trait Words {
    /// The word at a place; None past either end.
    fn word(&self, at: usize) -> Option<&str>;
    /// Whether the word at a place belongs to the word before it.
    fn joined(&self, at: usize) -> bool;
    /// Whether the word at a place is in the same sentence as the word before it.
    fn same_sentence(&self, at: usize) -> bool;
    /// The place after the party's name that begins at a place.
    fn party_from(&self, at: usize) -> Option<usize>;
    /// The place at which the party's name begins that ends before a place.
    fn party_until(&self, end: usize) -> Option<usize>;
    /// How far the polling day goes that begins at a place.
    fn poll_from(&self, at: usize) -> Option<Reach>;
    /// Where the polling day begins that ends before a place.
    fn poll_until(&self, end: usize) -> Option<Reach>;
}

fn is_one_of(choices: &[String], word: Option<&str>) -> bool {
    word.is_some_and(|word| choices.iter().any(|choice| choice == word))
}

/// Matches elements that begin at `at`, first first: the place after them.
pub(super) fn forward(elements: &[Element], at: usize, words: &impl Words) -> Option<usize> {
    let Some((element, rest)) = elements.split_first() else { return Some(at) };
    match element {
        Element::Word(choices) => (words.joined(at) && is_one_of(choices, words.word(at)))
            .then(|| forward(rest, at + 1, words))
            .flatten(),
        Element::Optional(choices) => {
            let taken = words.joined(at) && is_one_of(choices, words.word(at));
            taken.then(|| forward(rest, at + 1, words)).flatten().or_else(|| forward(rest, at, words))
        }
        Element::Party => {
            words.joined(at).then(|| words.party_from(at)).flatten().and_then(|end| forward(rest, end, words))
        }
        Element::Poll => match words.poll_from(at)? {
            Reach::To(end) => forward(rest, end, words),
            Reach::Untold => Some(at),
        },
        // What follows a skip need not be joined to what came before: a comma may stand between.
        Element::Skip => (0..=MOST_SKIPPED)
            .take_while(|n| (at..at + n).all(|i| words.word(i).is_some() && words.same_sentence(i)))
            .filter(|n| words.word(at + n).is_some() && words.same_sentence(at + n))
            .find_map(|n| forward_loosely(rest, at + n, words)),
    }
}

fn forward_loosely(elements: &[Element], at: usize, words: &impl Words) -> Option<usize> {
    match elements.split_first() {
        Some((Element::Word(choices), rest)) => {
            is_one_of(choices, words.word(at)).then(|| forward(rest, at + 1, words)).flatten()
        }
        Some((Element::Party, rest)) => words.party_from(at).and_then(|end| forward(rest, end, words)),
        _ => forward(elements, at, words),
    }
}

/// Matches elements that end just before `end`, last first: the place where they begin.
pub(super) fn backward(elements: &[Element], end: usize, words: &impl Words) -> Option<usize> {
    let Some((element, rest)) = elements.split_last() else { return Some(end) };
    let joined = words.joined(end);
    let before = end.checked_sub(1);
    match element {
        Element::Word(choices) => {
            let at = before.filter(|at| joined && is_one_of(choices, words.word(*at)))?;
            backward(rest, at, words)
        }
        Element::Optional(choices) => before
            .filter(|at| joined && is_one_of(choices, words.word(*at)))
            .and_then(|at| backward(rest, at, words))
            .or_else(|| backward(rest, end, words)),
        Element::Party => {
            words.party_until(end).filter(|_| joined).and_then(|start| backward(rest, start, words))
        }
        Element::Poll => match words.poll_until(end)? {
            Reach::To(start) => backward(rest, start, words),
            Reach::Untold => Some(end),
        },
        Element::Skip => (0..=MOST_SKIPPED)
            .take_while(|n| *n <= end && (0..=*n).all(|i| end == i || words.same_sentence(end - i)))
            .find_map(|n| backward_loosely(rest, end - n, words)),
    }
}

fn backward_loosely(elements: &[Element], end: usize, words: &impl Words) -> Option<usize> {
    match elements.split_last() {
        Some((Element::Word(choices), rest)) => {
            let at = end.checked_sub(1).filter(|at| is_one_of(choices, words.word(*at)))?;
            backward(rest, at, words)
        }
        Some((Element::Party, rest)) => words.party_until(end).and_then(|start| backward(rest, start, words)),
        _ => backward(elements, end, words),
    }
}

#[cfg(test)]
mod tests {
    use super::{Reach, Words};
    use crate::lexicon::Phrase;

    struct Sentence(Vec<&'static str>);

    impl Words for Sentence {
        fn word(&self, at: usize) -> Option<&str> {
            self.0.get(at).copied()
        }
        fn joined(&self, at: usize) -> bool {
            at < self.0.len()
        }
        fn same_sentence(&self, at: usize) -> bool {
            at < self.0.len()
        }
        fn party_from(&self, at: usize) -> Option<usize> {
            (self.word(at) == Some("teal")).then_some(at + 1)
        }
        fn party_until(&self, end: usize) -> Option<usize> {
            end.checked_sub(1).filter(|at| self.word(*at) == Some("teal"))
        }
        fn poll_from(&self, _: usize) -> Option<Reach> {
            None
        }
        fn poll_until(&self, _: usize) -> Option<Reach> {
            None
        }
    }

    fn found(phrase: &str, text: &'static str) -> Option<std::ops::Range<usize>> {
        let phrase = Phrase::compile(phrase).unwrap();
        let words = Sentence(text.split_whitespace().collect());
        (0..words.0.len())
            .filter(|at| phrase.anchors().iter().any(|anchor| anchor == words.0[*at]))
            .find_map(|at| phrase.at(at, &words))
    }

    #[test]
    fn each_piece_of_the_language_stands_for_what_the_table_says() {
        for (phrase, text, place) in [
            ("winning here", "we are winning here", Some(2..4)),
            ("winning here", "winning it here", None),
            ("box|boxes to tick", "the boxes to tick", Some(1..4)),
            ("under the? {party}", "under the teal", Some(0..3)),
            ("under the? {party}", "under teal rule", Some(0..2)),
            ("{party} ... closed", "teal has once more closed it", Some(0..5)),
            ("remember who ... saved", "remember who saved it", Some(0..3)),
            ("remember who ... saved", "remember who a b c d e f g saved", None),
            ("don't let them", "don t let them win", Some(0..4)),
        ] {
            assert_eq!(found(phrase, text), place, "{phrase} in {text}");
        }
    }
}
