//! Words hidden from machines in ways that people read through: letters apart (`C.l.l.r`, `C l l r`), digits and
//! signs for letters (`Pr1ce`), a word broken by a sign (`Pri.ce`), entities in plain text, upside down, backwards.
//!
//! A disguise is taken off only where a word somebody looks for comes out, so that `4pm`, `B2B` and `U.S.A.` stay what
//! they are. What comes out is another reading beside the text itself, with a map back to it.

mod apart;
mod claps;
mod derived;
mod drawn_out;
mod markup;
mod signs;
mod stars;
mod suspicion;
mod turned;

use std::ops::Range;

use super::Reading;
use apart::{LoneLetters, without_marks};
use claps::claps;
use derived::Derived;
use signs::{is_mask, single};
use stars::masked;
use turned::{flipped, upright};

pub(crate) use markup::holds_markup;
pub use suspicion::{ends_in_capitals, is_suspect, may_hide};

/// What may be behind a disguise.
pub trait Vocabulary {
    /// Whether a folded word is one that somebody looks for. Such words are of letters and digits alone.
    fn knows(&self, word: &str) -> bool;

    /// Whether some known word may begin with these letters.
    fn knows_start(&self, _letters: &str) -> bool {
        true
    }

    /// The first word with this first letter that fits and that people write with stars.
    fn masked(&self, _fits: &dyn Fn(&str) -> bool, _first: char) -> Option<&str> {
        None
    }
}

/// From here on a reader sees letters in the other order.
pub const RIGHT_TO_LEFT: [char; 2] = ['\u{202E}', '\u{2067}'];

/// So often entities of entities are read.
const MOST_TIMES_OVER: usize = 2;

/// So many letters that stand alone, one after the other, may be one word written apart.
pub const FEWEST_LONE_LETTERS: u32 = 3;

/// Words shorter than this are too often something else when they come out of signs or broken words.
const SHORTEST: usize = 3;

/// A reading, and the original bytes in which it differs from the text.
#[derive(Debug)]
pub struct Undisguised<'a> {
    /// The text without its disguise.
    pub reading: Reading<'a>,
    /// Where it was disguised; anything found elsewhere was found in the text itself.
    pub changed: Vec<Range<usize>>,
    /// Where a word was written with other signs than its letters.
    pub disguises: Vec<Range<usize>>,
}

/// The other readings of a text. `backwards` says that a known word was seen written backwards.
pub fn readings<'a>(
    text: &str,
    is_html: bool,
    backwards: bool,
    vocabulary: &dyn Vocabulary,
) -> Vec<Undisguised<'a>> {
    let mut all = Vec::new();
    let decoded = !is_html && holds_markup(text);
    let turned = backwards || text.chars().filter(|c| upright(*c).is_some()).count() >= 3;
    let clapped = !text.is_ascii() && !claps(text).is_empty();
    if !is_html && !decoded && !turned && !clapped && disguises(text, vocabulary).is_empty() {
        return all;
    }
    let mut shown = if is_html || decoded { Derived::of_html(text) } else { Derived::same(text) };
    // What a tool has written as entities, the next tool writes as entities of those.
    for _ in 0..MOST_TIMES_OVER {
        if !(decoded && holds_markup(&shown.text)) {
            break;
        }
        shown = shown.as_html();
    }
    let shown = if clapped { shown.without(&claps(&shown.text)) } else { shown };
    let unmasked = shown.unmasked(&disguises(&shown.text, vocabulary));
    if decoded {
        let whole = std::iter::once(0..text.len()).collect();
        all.push(Undisguised { changed: whole, ..unmasked.finish() });
    } else if !unmasked.changed.is_empty() {
        all.push(unmasked.finish());
    }
    if shown.text.chars().filter(|c| upright(*c).is_some()).count() >= 3 {
        all.push(shown.turned(flipped).with_capitals(text).finish());
        all.push(shown.with_letters(|c| upright(c).unwrap_or(c)).finish());
    }
    if backwards {
        all.push(shown.turned(|c| c).finish());
        all.push(shown.each_word_turned().finish());
    }
    all
}

/// The stretches between characters that separate.
fn stretches(text: &str, separates: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| separates(*c)) {
        found.push(start..at);
        start = at + c.len_utf8();
    }
    found.push(start..text.len());
    found
}

/// The stretches between blanks.
fn words(text: &str) -> Vec<Range<usize>> {
    stretches(text, char::is_whitespace).into_iter().filter(|word| !word.is_empty()).collect()
}

/// What comes out of some words.
#[derive(Debug)]
struct Out {
    text: String,
    /// How many words it takes the place of.
    taken: usize,
}

/// A disguised stretch, and what a reader sees there.
type Disguise = (Range<usize>, String);

/// The stretches of a text behind which a known word stands.
fn disguises(text: &str, vocabulary: &dyn Vocabulary) -> Vec<Disguise> {
    let words = without_marks(text, words(text));
    let lone = LoneLetters::of(text, &words);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        if let Some((stretch, out)) = masked(&text[word.clone()], vocabulary) {
            found.push((word.start + stretch.start..word.start + stretch.end, out));
            at += 1;
            continue;
        }
        let out = lone
            .word_at(at, vocabulary)
            .or_else(|| single(&text[word.clone()], vocabulary).map(|text| Out { text, taken: 1 }));
        at += out.as_ref().map_or(1, |out| out.taken);
        found.extend(out.map(|out| (word.start..words[at - 1].end, out.text)));
    }
    found
}

fn knows(vocabulary: &dyn Vocabulary, word: &str) -> bool {
    let mut letters = [0; LONGEST_AS_IT_IS];
    match letters.get_mut(..word.len()) {
        // Plain letters need no folding, and are nearly all that is asked for.
        Some(letters) if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            letters.copy_from_slice(word.as_bytes());
            letters.make_ascii_lowercase();
            letters.len() >= SHORTEST && std::str::from_utf8(letters).is_ok_and(|word| vocabulary.knows(word))
        }
        // Signs stay what they are.
        _ if word.chars().any(|c| !c.is_ascii() && is_mask(c)) => false,
        _ => word.chars().count() >= SHORTEST && vocabulary.knows(&fold(word)),
    }
}

/// A longer word is folded in any case, in bytes.
const LONGEST_AS_IT_IS: usize = 64;

fn fold(word: &str) -> String {
    super::Folded::of(word).text().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    struct Words(&'static [&'static str]);

    impl Vocabulary for Words {
        fn knows(&self, word: &str) -> bool {
            self.0.contains(&word)
        }
    }

    const KNOWN: Words =
        Words(&["cllr", "price", "denise", "pye", "vote", "snp", "tory", "tories", "out", "obi", "lawson"]);

    fn read(text: &str) -> Vec<(String, Vec<String>)> {
        readings(text, false, false, &KNOWN)
            .iter()
            .map(|other| {
                let changed = other.changed.iter().map(|range| text[range.clone()].to_owned()).collect();
                (other.reading.folded().to_owned(), changed)
            })
            .collect()
    }

    #[test]
    fn stars_and_drawn_out_letters_stand_for_swear_words_only() {
        const ALL: [&str; 8] = ["arse", "bastards", "bollocks", "crap", "fucking", "fuck", "shit", "shitty"];
        struct Swears;
        impl Vocabulary for Swears {
            fn knows(&self, word: &str) -> bool {
                ALL.contains(&word)
            }
            fn masked(&self, fits: &dyn Fn(&str) -> bool, first: char) -> Option<&str> {
                ALL.into_iter().find(|word| word.starts_with(first) && fits(word))
            }
        }
        for (written, stretch, out) in [
            ("sh*tty", "sh*tty", "shitty"),
            ("B*st*rds.", "B*st*rds", "bastards"),
            ("f***ing", "f***ing", "fucking"),
            ("(f**k)", "f**k", "fuck"),
            ("F***!", "F***", "fuck"),
            ("f*****g", "f*****g", "fucking"),
            ("f****ing,", "f****ing", "fucking"),
            ("cr@p", "cr@p", "crap"),
            ("f--k", "f--k", "fuck"),
            ("shiiiit", "shiiiit", "shit"),
            ("Fuuuuuck", "Fuuuuuck", "Fuck"),
            ("b*ll*cks-cold", "b*ll*cks", "bollocks"),
            ("stone-cr*p", "cr*p", "crap"),
            ("sh*t's", "sh*t", "shit"),
        ] {
            let (range, known) = masked(written, &Swears).unwrap_or_else(|| panic!("{written}"));
            assert_eq!((&written[range], known.as_str()), (stretch, out));
            assert!(is_suspect(&format!("so {written} it")), "{written}");
        }
        for written in [
            "A***", "A*s", "co-op", "**bold**", "5*", "f*", "E***", "ooooh", "a-se", "www", "brrr", "*arse*",
            "A*-C", "*co-op*",
        ] {
            assert_eq!(masked(written, &Swears), None, "{written}");
        }
    }

    #[test]
    fn a_disguise_is_taken_off_where_a_known_word_stands_behind_it() {
        for (written, out) in [
            ("C.l.l.r P.y.e on goals", "cllr pye on goals"),
            ("C l l r   P y e loves bees", "cllr pye loves bees"),
            ("C l l r P y e", "cllr pye"),
            ("c l l r p y e", "cllr pye"),
            ("V o t e   S N P", "vote snp"),
            ("Pr1ce and Den1se", "price and denise"),
            ("C!!r Pr!ce's dog", "cllr price's dog"),
            ("T0ries 0ut!", "tories out!"),
            ("5NP", "snp"),
            ("Cllr Pri.ce today", "cllr price today"),
            ("Obi-L@wson", "obi-lawson"),
            ("C&#108;lr <b>Pye</b>", "cllr pye"),
            ("ǝʎd ɹllɔ", "cllr pye"),
        ] {
            assert!(is_suspect(written), "{written}");
            let all = read(written);
            assert!(all.iter().any(|(text, _)| text == out), "{written}: {all:?}");
        }
    }

    #[test]
    fn what_hides_nothing_stays_as_it_is() {
        for written in [
            "Bins at 4pm or 5am on the 1st, B2B event, Covid-19, U.S.A. and e.g. a.m.",
            "A B C of recycling: a, b and c",
            "Mail us: info@wrenbury.gov.example or call 01632 960 001",
            "R&B night, Q&A at 7; fish & chips; 2 < 3 > 1",
            "Hill-Price, price.list and x.y",
        ] {
            assert_eq!(read(written), [], "{written}");
        }
    }

    #[test]
    fn a_capital_at_the_end_tells_a_word_written_backwards() {
        for (text, told) in [
            ("eyP rllC", true),
            ("so hsraM!", true),
            ("iPhone, eBay, McKay, kWh, USA, TfL and A", false),
            ("yaD", false),
            ("ecirP", true),
        ] {
            assert_eq!(ends_in_capitals(text), told, "{text}");
        }
    }

    #[test]
    fn only_the_disguised_words_count_as_changed() {
        assert_eq!(read("See Pr1ce at the fair")[0].1, ["Pr1ce"]);
        assert_eq!(read("See C l l r   P y e at the fair")[0].1, ["C l l r   P y e"]);
    }

    #[test]
    fn backwards_is_read_by_the_line_and_by_the_word() {
        let all = readings("eyP rllC tea", false, true, &KNOWN);
        let texts: Vec<_> = all.iter().map(|other| other.reading.folded().to_owned()).collect();
        assert_eq!(texts, ["aet cllr pye", "pye cllr aet"]);
        let cllr = texts[0].find("cllr").unwrap();
        assert_eq!(all[0].reading.original(cllr..cllr + 8), 0..8);
    }

    proptest! {
        #[test]
        fn every_span_of_every_reading_lies_on_character_boundaries(
            text in "\\PC{0,40}|([a-zA-Z0-9@$!. ]|&#1[01][0-9];|<b>|ǝ|ɹ|€|é){0,40}", backwards: bool,
        ) {
            for other in readings(&text, false, backwards, &KNOWN) {
                for token in &other.reading.tokens().list {
                    prop_assert!(text.get(other.reading.original(token.range())).is_some());
                }
                for changed in other.changed {
                    prop_assert!(text.get(changed).is_some());
                }
            }
        }

        #[test]
        fn where_no_word_may_hide_another_there_is_no_other_reading(
            text in "([a-zA-Z0-9@$!|+.*_' -]|--|\\*\\*|lll| ){0,12}(cllr|C l l r|pr1ce|T0ries|P.y.e|obi-law|son|5NP|9am|(price) )?[a-z .!-]{0,8}",
        ) {
            let suspected = is_suspect(&text) && !holds_markup(&text);
            prop_assert!(!suspected || may_hide(&text, &KNOWN) || readings(&text, false, false, &KNOWN).is_empty());
        }

        #[test]
        fn nothing_that_would_change_goes_unsuspected(text in "[a-zA-Z0-9@$!|+.*_ -]{0,12}(cllr|C l l r|pr1ce|T0ries|P.y.e)[a-z .]{0,8}") {
            prop_assert!(is_suspect(&text) || readings(&text, false, false, &KNOWN).is_empty());
        }
    }
}
