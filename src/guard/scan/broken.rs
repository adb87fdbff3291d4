//! Names broken over lines: with blank lines between their words (`Councillor`, `Wyn`, `Ash`, each by itself), or within the
//! family name. Lists of unrelated lines and two lines of a poem stay what they are.

use crate::guard::index::Index;
use crate::guard::index::people::Person;
use crate::lexicon::Sense;
use crate::text::disguise::Undisguised;
use crate::text::lines::{self, Lines};
use crate::text::{self, Reading};

/// A name is broken off behind so many letters at least, and goes on with so many.
const FEWEST_LETTERS: usize = 2;

/// The text with names whole that lines break; None where there are none.
pub(super) fn mended<'a>(reading: &Reading<'_>, index: &Index) -> Option<Undisguised<'a>> {
    lines::joined(reading, |lines, at| between(lines, at, index))
}

/// Whether lines break some name in a plain text.
pub(in crate::guard) fn stand_in(text: &str, index: &Index) -> bool {
    if !text.contains('\n') {
        return false;
    }
    let lines = lines::of(text);
    (1..lines.len()).any(|at| between(&lines, at - 1, index).is_some())
}

/// What stands between a line and the next where a name goes on.
fn between(lines: &Lines<'_>, at: usize, index: &Index) -> Option<&'static str> {
    let (line, next) = (lines[at].1, lines[at + 1].1);
    if breaks_family_name(lines, at, index) {
        return Some("");
    }
    let alone = |line: &str| line.split_whitespace().nth(MOST_WORDS).is_none();
    (alone(line) && alone(next) && stands_apart(lines, at, index)).then_some(" ")
}

/// A title and a given name, or a family name with what it begins with.
const MOST_WORDS: usize = 2;

/// `Isaac Dickin`, `son`: a family name goes on in small letters on the next line, behind a given name of its bearer or a
/// title.
fn breaks_family_name(lines: &Lines<'_>, at: usize, index: &Index) -> bool {
    let mut words = lines[at].1.split_whitespace().rev();
    let Some(begun) = words.next().map(|word| word.trim_end_matches('-')) else { return false };
    let rest = lines[at + 1].1;
    let rest = &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())];
    let letters =
        |word: &str| word.chars().count() >= FEWEST_LETTERS && word.chars().all(char::is_alphabetic);
    if !(letters(begun) && letters(rest) && starts_with_capital(begun) && !starts_with_capital(rest)) {
        return false;
    }
    let Some(family) = one_word(&format!("{begun}{rest}")) else { return false };
    let bearers = index.bearing(&family);
    if bearers.is_empty() {
        return false;
    }
    let above = || lines[..at].last().and_then(|(_, line)| line.split_whitespace().next_back());
    let Some(before) = words.next().or_else(above) else { return false };
    let Some(word) = starts_with_capital(before).then(|| one_word(before)).flatten() else { return false };
    is_title(&word, index) || persons(bearers, index).any(|person| person.goes_by(&word))
}

/// Lines of nothing but a given name and nothing but a family name of the same person, or of a title before those.
fn stands_apart(lines: &Lines<'_>, at: usize, index: &Index) -> bool {
    let whole = |title: bool, given: &[String], family: &[String]| {
        let [given] = given else { return false };
        let Some(last) = family.last() else { return false };
        // `Margaret`, `Rose`, `Tom`: a list of given names, or of birds and flowers.
        (title || !index.words.has(Sense::Ordinary, last))
            && persons(index.bearing(last), index).any(|person| {
                let is_family = person.families.iter().any(|form| !form.half && form.words == family);
                is_family && person.goes_by(given)
            })
    };
    let words = |at: usize| lines.get(at).map(|(_, line)| name_words(line)).unwrap_or_default();
    let (here, next) = (words(at), words(at + 1));
    match here.split_first() {
        // A title by itself counts only where the name behind it is broken too.
        Some((title, [])) if is_title(title, index) => whole(true, &next, &words(at + 2)),
        Some((title, given)) if is_title(title, index) => whole(true, given, &next),
        Some(_) => {
            let titled = || {
                let above = at.checked_sub(1).map(words).unwrap_or_default();
                matches!(above.as_slice(), [title] if is_title(title, index))
            };
            whole(titled(), &here, &next)
        }
        None => false,
    }
}

/// The folded words of a line in which all begin with capitals.
fn name_words(line: &str) -> Vec<String> {
    let capitals = line.split_whitespace().all(starts_with_capital);
    if capitals { text::words(line) } else { Vec::new() }
}

fn one_word(written: &str) -> Option<String> {
    let mut words = text::words(written);
    words.pop().filter(|_| words.is_empty())
}

fn starts_with_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn is_title(word: &str, index: &Index) -> bool {
    index.words.has(Sense::Title, word)
}

fn persons<'i>(numbers: &'i [u32], index: &'i Index) -> impl Iterator<Item = &'i Person> {
    numbers.iter().filter_map(|number| index.people.get(*number as usize))
}
