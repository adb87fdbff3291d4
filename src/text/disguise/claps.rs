//! Words with the same emoji between them: `Cllr 👏 Ash 👏`.

use std::ops::Range;

use super::words;

/// The emoji that stand between words again and again.
pub(super) fn claps(text: &str) -> Vec<Range<usize>> {
    let words = words(text);
    let at = |place: usize| words.get(place).map_or("", |word| &text[word.clone()]);
    let is_clap = |place: usize| {
        let clap = at(place);
        let is_again =
            |other: usize| at(other) == clap && at(other.min(place) + 1).contains(char::is_alphanumeric);
        is_emoji(clap) && (is_again(place + 2) || place > 1 && is_again(place - 2))
    };
    (1..words.len()).filter(|place| is_clap(*place)).map(|place| words[place].clone()).collect()
}

/// Whether a word is an emoji and nothing else; bullets and dashes part the entries of lists.
fn is_emoji(word: &str) -> bool {
    let emoji = |c: char| matches!(c, '\u{2600}'..='\u{27BF}' | '\u{1F300}'..='\u{1FAFF}');
    word.starts_with(emoji) && !word.contains(char::is_alphanumeric)
}
