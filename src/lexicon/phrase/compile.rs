//! From a written term to its elements, and the one it is looked for by.

use super::element::Element;
use super::frequency::frequency;
use crate::text;

/// The most gaps a term has: each makes a post that nearly has it seven times as slow to read.
const MOST_GAPS: usize = 3;

/// The most words a term has that may be left out: each doubles the ways to read it.
const MOST_OPTIONAL: usize = 6;

/// The most pieces a term is made of.
const MOST_PIECES: usize = 40;

/// The elements of a term, and which of them it is looked for by.
pub(super) fn compile(written: &str) -> Result<(Vec<Element>, usize), String> {
    let elements = elements(written)?;
    bounded(written, &elements)?;
    match rarest(&elements) {
        Some(anchor) => Ok((elements, anchor)),
        None => Err(format!("`{written}` needs at least one plain word")),
    }
}

fn elements(written: &str) -> Result<Vec<Element>, String> {
    let mut elements = Vec::new();
    for piece in written.split_whitespace() {
        match piece {
            "..." => elements.push(Element::Skip),
            "{party}" => elements.push(Element::Party),
            "{poll}" => elements.push(Element::Poll),
            unknown if unknown.starts_with('{') => {
                return Err(format!(
                    "`{unknown}` stands for nothing: write {{party}}, {{poll}} or a list of [words]"
                ));
            }
            _ => {
                let optional = piece.ends_with('?');
                let choices: Vec<Vec<String>> =
                    piece.trim_end_matches('?').split('|').map(text::words).collect();
                if choices.concat().is_empty() && !piece.is_ascii() {
                    elements.push(Element::Word(vec![piece.to_owned()]));
                    continue;
                }
                if choices.iter().any(Vec::is_empty) {
                    return Err(format!("`{piece}` holds no word"));
                }
                match (choices.as_slice(), optional) {
                    ([words], false) => {
                        elements.extend(words.iter().map(|word| Element::Word(vec![word.clone()])));
                    }
                    (choices, _) if choices.iter().any(|words| words.len() > 1) => {
                        return Err(format!(
                            "`{piece}` gives a choice of more than one word: write a term for each"
                        ));
                    }
                    (choices, optional) => {
                        let words = choices.concat();
                        elements.push(if optional { Element::Optional(words) } else { Element::Word(words) });
                    }
                }
            }
        }
    }
    Ok(elements)
}

/// The place of the word that stands in the fewest of councils' posts.
fn rarest(elements: &[Element]) -> Option<usize> {
    let is_word = |at: Option<usize>| {
        at.and_then(|at| elements.get(at))
            .is_some_and(|element| matches!(element, Element::Word(_) | Element::Optional(_)))
    };
    let rarity = |(at, element): (usize, &Element)| match element {
        Element::Word(words) => {
            let often: u32 = words.iter().map(|word| frequency(word)).sum();
            // A neighbour that must stand there tells at a glance where the phrase is not.
            let beside = is_word(at.checked_sub(1)) || is_word(Some(at + 1));
            Some((often, !beside, at))
        }
        _ => None,
    };
    elements.iter().enumerate().filter_map(rarity).min().map(|(.., place)| place)
}

/// Refuses a term that would make posts slow to judge.
fn bounded(written: &str, elements: &[Element]) -> Result<(), String> {
    let short: String = written.chars().take(60).collect();
    let dots = if short.len() < written.len() { "…" } else { "" };
    let count = |wanted: fn(&Element) -> bool| elements.iter().filter(|element| wanted(element)).count();
    let too_many = |what: &str, has: usize, most: usize| {
        let repair = "write the part that matters, or a term for each way to say it";
        (has > most).then(|| {
            Err(format!("`{short}{dots}` has {has} {what}, and a term has at most {most}: {repair}"))
        })
    };
    too_many("gaps (`...`)", count(|element| matches!(element, Element::Skip)), MOST_GAPS)
        .or_else(|| {
            too_many(
                "words that may be left out (`?`)",
                count(|element| matches!(element, Element::Optional(_))),
                MOST_OPTIONAL,
            )
        })
        .or_else(|| too_many("words and gaps", elements.len(), MOST_PIECES))
        .unwrap_or(Ok(()))
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Phrase;

    #[test]
    fn a_term_that_cannot_be_looked_for_is_refused() {
        assert!(Phrase::compile("{party}").unwrap_err().contains("at least one plain word"));
        assert!(Phrase::compile("{teal} x").unwrap_err().contains("{party}"));
        assert!(Phrase::compile("by-election|poll day").unwrap_err().contains("a term for each"));
    }

    #[test]
    fn a_term_that_would_make_posts_slow_to_judge_is_refused_with_its_count() {
        assert!(Phrase::compile("a ... b ... c ... d").is_ok());
        let gaps = Phrase::compile(&format!("market{}", " ... hall".repeat(30))).unwrap_err();
        assert!(gaps.contains("30 gaps") && gaps.contains("at most 3"), "{gaps}");
        let optional = Phrase::compile(&format!("market{}", " the?".repeat(30))).unwrap_err();
        assert!(optional.contains("30 words that may be left out"), "{optional}");
        assert!(Phrase::compile(&"hall ".repeat(41)).unwrap_err().contains("41 words"));
    }
}
