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

use serde::Serialize;

use crate::text;

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

/// One piece of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Element {
    Word(Vec<String>),
    Optional(Vec<String>),
    Skip,
    Party,
    Poll,
}

/// The most words `...` stands for.
const MOST_SKIPPED: usize = 6;

/// The most gaps a term has: each makes a post that nearly has it seven times as slow to read.
const MOST_GAPS: usize = 3;

/// The most words a term has that may be left out: each doubles the ways to read it.
const MOST_OPTIONAL: usize = 6;

/// The most pieces a term is made of.
const MOST_PIECES: usize = 40;

/// The most words a party's name or a date has, as far as a phrase's reach goes.
const MOST_OF_A_NAME: usize = 3;

/// The most ways of writing a phrase that are listed.
const MOST_SPELLINGS: usize = 16;

/// Words of nearly every text: a phrase is looked for by another of its words, if it has one.
const EVERYWHERE: [&str; 64] = [
    "a", "an", "and", "are", "as", "at", "back", "be", "before", "by", "can", "first", "for", "from", "get",
    "has", "have", "he", "her", "his", "i", "in", "is", "it", "like", "local", "more", "my", "no", "not",
    "of", "on", "only", "or", "our", "out", "she", "that", "the", "their", "them", "they", "this", "time",
    "to", "up", "us", "was", "we", "were", "what", "when", "where", "which", "who", "will", "with", "y",
    "you", "your", "yr", "yn", "yw", "ac",
];

/// Words of many a council's post: a phrase is rather looked for by another.
const ORDINARY: [&str; 204] = [
    "about",
    "after",
    "again",
    "against",
    "always",
    "another",
    "any",
    "anyone",
    "band",
    "been",
    "behind",
    "being",
    "best",
    "better",
    "between",
    "birth",
    "book",
    "booked",
    "bring",
    "building",
    "buildings",
    "bus",
    "but",
    "centre",
    "change",
    "check",
    "children",
    "choice",
    "choose",
    "city",
    "closed",
    "community",
    "con",
    "could",
    "council",
    "council's",
    "councillors",
    "county",
    "day",
    "days",
    "do",
    "does",
    "doing",
    "done",
    "dot",
    "down",
    "due",
    "each",
    "election",
    "end",
    "every",
    "everyone",
    "family",
    "find",
    "five",
    "food",
    "free",
    "friday",
    "full",
    "further",
    "future",
    "give",
    "go",
    "going",
    "good",
    "government",
    "group",
    "hall",
    "have",
    "help",
    "here",
    "home",
    "house",
    "how",
    "information",
    "into",
    "it's",
    "join",
    "keep",
    "know",
    "lab",
    "last",
    "late",
    "leaflet",
    "library",
    "lid",
    "local",
    "look",
    "made",
    "make",
    "making",
    "market",
    "meet",
    "meeting",
    "minister",
    "ministers",
    "monday",
    "money",
    "much",
    "need",
    "needs",
    "never",
    "new",
    "next",
    "night",
    "now",
    "office",
    "one",
    "open",
    "opened",
    "opening",
    "opposition",
    "other",
    "over",
    "own",
    "park",
    "part",
    "past",
    "people",
    "person",
    "place",
    "plan",
    "plans",
    "please",
    "polling",
    "pool",
    "programme",
    "put",
    "ready",
    "real",
    "register",
    "right",
    "road",
    "run",
    "same",
    "saturday",
    "save",
    "saved",
    "say",
    "scheme",
    "school",
    "see",
    "send",
    "service",
    "services",
    "should",
    "small",
    "some",
    "staff",
    "start",
    "starts",
    "stay",
    "stop",
    "street",
    "sunday",
    "support",
    "sure",
    "take",
    "team",
    "tell",
    "thank",
    "thanks",
    "their",
    "then",
    "there",
    "these",
    "think",
    "those",
    "through",
    "thursday",
    "today",
    "together",
    "tomorrow",
    "town",
    "traffic",
    "travel",
    "tuesday",
    "two",
    "under",
    "until",
    "use",
    "very",
    "visit",
    "want",
    "wants",
    "water",
    "way",
    "wednesday",
    "week",
    "weekend",
    "well",
    "what's",
    "while",
    "why",
    "wide",
    "win",
    "winter",
    "work",
    "working",
    "would",
    "year",
    "years",
    "yes",
    "young",
];

/// How rare a word is in councils' posts: 0, 2 or 4.
fn rarity(word: &str) -> u8 {
    if EVERYWHERE.contains(&word) {
        0
    } else if ORDINARY.contains(&word) {
        2
    } else {
        4
    }
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
    /// The place after the polling day that begins at a place.
    fn poll_from(&self, at: usize) -> Option<usize>;
    /// The place at which the polling day begins that ends before a place.
    fn poll_until(&self, end: usize) -> Option<usize>;
}

impl Phrase {
    /// Compiles a term.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence that says how to write it.
    pub fn compile(written: &str) -> Result<Self, String> {
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
                            elements.push(if optional {
                                Element::Optional(words)
                            } else {
                                Element::Word(words)
                            });
                        }
                    }
                }
            }
        }
        bounded(written, &elements)?;
        let is_word = |at: Option<usize>| {
            at.and_then(|at| elements.get(at))
                .is_some_and(|element| matches!(element, Element::Word(_) | Element::Optional(_)))
        };
        let rarest = |(at, element): (usize, &Element)| match element {
            Element::Word(words) => {
                let rarity = words.iter().map(|word| rarity(word)).min()?;
                // A neighbour that must stand there tells at a glance where the phrase is not.
                let beside = is_word(at.checked_sub(1)) || is_word(Some(at + 1));
                let length = words.iter().map(String::len).min()?;
                Some((rarity + u8::from(beside), length, usize::MAX - at))
            }
            _ => None,
        };
        match elements.iter().enumerate().filter_map(rarest).max() {
            Some((.., place)) => {
                Ok(Self { written: written.to_owned(), elements, anchor: usize::MAX - place })
            }
            None => Err(format!("`{written}` needs at least one plain word")),
        }
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

    /// Whether polling day is part of it.
    pub fn has_poll(&self) -> bool {
        self.elements.iter().any(|element| matches!(element, Element::Poll))
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

fn is_one_of(choices: &[String], word: Option<&str>) -> bool {
    word.is_some_and(|word| choices.iter().any(|choice| choice == word))
}

fn forward(elements: &[Element], at: usize, words: &impl Words) -> Option<usize> {
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
        Element::Poll => words.poll_from(at).and_then(|end| forward(rest, end, words)),
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

/// Matches elements that end just before `end`, last first.
fn backward(elements: &[Element], end: usize, words: &impl Words) -> Option<usize> {
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
        Element::Poll => words.poll_until(end).and_then(|start| backward(rest, start, words)),
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
    use super::*;

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
        fn poll_from(&self, _: usize) -> Option<usize> {
            None
        }
        fn poll_until(&self, _: usize) -> Option<usize> {
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

    #[test]
    fn a_phrase_is_looked_for_by_its_rarest_word_and_dismissed_by_its_neighbours() {
        let phrase = Phrase::compile("our|the mp for? trade").unwrap();
        assert_eq!(phrase.anchors(), ["trade"]);
        for (before, after, may) in [
            (Some("mp"), None, true),
            (Some("for"), Some("fairs"), true),
            (Some("fair"), None, false),
            (None, None, false),
        ] {
            assert_eq!(phrase.may_stand(before, after), may, "{before:?} trade {after:?}");
        }
        assert!(!Phrase::compile("vote {party}").unwrap().may_stand(None, Some("teal")));
        assert!(Phrase::compile("remember who ... saved").unwrap().may_stand(None, Some("who")));
    }

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
