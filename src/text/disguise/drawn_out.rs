//! Letters drawn out: `Wynnn Aaash`, `shiiit`.

use std::ops::Range;

use super::signs::{LONGEST_WORD, MOST_READINGS};
use super::{Vocabulary, knows};

/// So many of the same letter in a row no word has.
const FEWEST: usize = 3;

/// Whether some letter of a word stands there three times in a row or more.
pub(super) fn has_drawn_out(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.windows(FEWEST).any(|run| run[0].is_ascii_alphabetic() && run.iter().all(|byte| *byte == run[0]))
}

/// A word with letters drawn out, as it is written without: the stretch of it that is different, and what it stands
/// for, if a known word comes out. Capitals stay.
pub(super) fn undrawn(word: &str, vocabulary: &dyn Vocabulary) -> Option<(Range<usize>, String)> {
    let mut start = 0;
    for piece in word.split(|c: char| !c.is_alphabetic()) {
        let range = start..start + piece.len();
        start = range.end + word[range.end..].chars().next().map_or(0, char::len_utf8);
        if piece.len() <= LONGEST_WORD
            && has_drawn_out(piece)
            && let Some(known) = known_as(piece, vocabulary)
        {
            return Some((range, known));
        }
    }
    None
}

/// The known word that some letters are, each run of them said once or twice.
fn known_as(letters: &str, vocabulary: &dyn Vocabulary) -> Option<String> {
    let mut ways = vec![String::new()];
    for run in runs(letters) {
        let Some(first) = run.chars().next() else { continue };
        let twice = run.char_indices().nth(2).map_or(run, |(end, _)| &run[..end]);
        let once = &run[..first.len_utf8()];
        // What stands twice may be spelling: it is drawn out only where another letter is.
        let spellings: &[&str] = if run.len() > once.len() { &[twice, once] } else { &[once] };
        if ways.len() * spellings.len() > MOST_READINGS {
            return None;
        }
        ways = ways.iter().flat_map(|way| spellings.iter().map(move |run| format!("{way}{run}"))).collect();
    }
    ways.into_iter().find(|way| knows(vocabulary, way))
}

/// The runs of the same letter; a capital before its small letter is of the run.
fn runs(letters: &str) -> impl Iterator<Item = &str> {
    let mut rest = letters;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?.to_ascii_lowercase();
        let end = rest.find(|c: char| c.to_ascii_lowercase() != first).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        rest = behind;
        Some(run)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Names;

    impl Vocabulary for Names {
        fn knows(&self, word: &str) -> bool {
            ["ash", "moss", "wyn", "elmer", "good"].contains(&word)
        }
    }

    #[test]
    fn letters_are_said_as_often_as_a_known_word_has_them() {
        for (written, stretch, out) in [
            ("Aaaash", "Aaaash", "Ash"),
            ("Mosssss", "Mosssss", "Moss"),
            ("Wyn-Elmerrr's", "Elmerrr", "Elmer"),
            ("WYNNNN", "WYNNNN", "WYN"),
            ("(Goooood!)", "Goooood", "Good"),
        ] {
            let (range, known) = undrawn(written, &Names).unwrap_or_else(|| panic!("{written}"));
            assert_eq!((&written[range], known.as_str()), (stretch, out));
        }
        for written in ["Moss", "Brrrr", "Hmmm", "www", "Aah", "III", "Yaaay"] {
            assert_eq!(undrawn(written, &Names), None, "{written}");
        }
    }
}
