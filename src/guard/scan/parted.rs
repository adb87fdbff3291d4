//! Names split over two parts of a post: the title or given name ends one, the family name begins the next.

use crate::guard::index::Index;
use crate::lexicon::Sense;
use crate::post::{Markup, Part, PartName, Post};
use crate::text;

/// A part, and the last word of the one it goes on from.
#[derive(Debug)]
pub(super) struct Continued<'a> {
    pub(super) part: &'a Part,
    pub(super) word: &'a str,
}

/// The parts of a post that may go on with a name another part begins. A part is read behind the words of the post, and
/// behind the part before it.
pub(super) fn continued<'a>(post: &'a Post, index: &Index) -> Vec<Continued<'a>> {
    let is_read = |part: &&Part| {
        let has_words = !matches!(part.name, PartName::Link(_) | PartName::ReshareOf | PartName::ReplyTo);
        has_words && part.markup == Markup::Plain
    };
    let parts: Vec<&Part> = post.parts.iter().filter(is_read).collect();
    let mut found = Vec::new();
    for (number, part) in parts.iter().enumerate().skip(1) {
        let Some(family) = first_word(&part.text) else { continue };
        let before = parts[number - 1];
        let words = parts[..number].iter().rev().find(|part| part.name == PartName::Text);
        let candidates =
            std::iter::once(before).chain(words.copied().filter(|words| words.name != before.name));
        let mut ends = candidates.filter_map(|part| last_word(&part.text));
        found
            .extend(ends.find(|word| begins_name(word, &family, index)).map(|word| Continued { part, word }));
    }
    found
}

/// The last word of a family name a text begins with: a word with a capital.
fn first_word(text: &str) -> Option<String> {
    let first = text.split_whitespace().next()?;
    first.starts_with(char::is_uppercase).then(|| text::words(first).pop())?
}

/// The word a text breaks off at: one with a capital, and no sign behind it.
fn last_word(text: &str) -> Option<&str> {
    let last = text.split_whitespace().next_back()?.trim_start_matches(|c: char| !c.is_alphanumeric());
    (last.starts_with(char::is_uppercase) && last.ends_with(char::is_alphabetic)).then_some(last)
}

/// Whether a word is a title or a given name of somebody with this family name, which is no everyday word.
fn begins_name(word: &str, family: &str, index: &Index) -> bool {
    if index.words.has(Sense::Ordinary, family) || index.words.has(Sense::Thing, family) {
        return false;
    }
    let Some(word) = text::words(word).pop() else { return false };
    let is_title = index.words.has(Sense::Title, &word);
    let mut people = index.bearing(family).iter().filter_map(|number| index.people.get(*number as usize));
    people.any(|person| {
        let whole =
            person.families.iter().any(|form| !form.half && form.words.last().is_some_and(|w| w == family));
        whole && (is_title || person.is_given(&word))
    })
}
