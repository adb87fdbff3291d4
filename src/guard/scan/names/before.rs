//! What stands before a family name: given names, initials, titles, or somebody else's name.

use std::ops::Range;

use crate::guard::index::people::Person;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::Gap;

/// What stands before a family name.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// Where the name begins, given names included.
    pub(super) start: usize,
    pub(super) full: bool,
    pub(super) initial: bool,
    /// Where the title begins.
    pub(super) title: Option<usize>,
    pub(super) honorific: Option<usize>,
    /// Some other capitalised word that is joined to the name: another person's given name, as far as one can tell.
    pub(super) stranger: bool,
}

/// More given names than anybody has.
const MOST_GIVEN: usize = 12;

impl Before {
    /// Reads backwards from a family name.
    pub(super) fn read(view: &View<'_>, person: &Person, family: usize) -> Self {
        let mut before = Self { start: family, ..Self::default() };
        let joined = |at: usize| at > 0 && view.gap(at).joins();
        while joined(before.start) && family - before.start < MOST_GIVEN {
            let word = view.at(before.start - 1);
            if person.is_given(word) {
                before.full |= word.len() > 1;
                before.initial |= word.len() == 1;
                before.start -= 1;
            } else if person.is_initial(word) {
                before.initial = true;
                before.start -= 1;
            } else if let Some(start) = over_middle_name(view, person, before.start) {
                before.full = true;
                before.start = start;
            } else {
                break;
            }
        }
        if !joined(before.start) {
            before.title = shared_title(view, before.start);
            return before;
        }
        let at = before.start - 1;
        if view.is(Sense::Title, at) || view.is(Sense::SharedTitle, at) {
            before.title = Some(with_article(view, at));
        } else if view.is(Sense::Honorific, at) && view.capital(at) {
            let beyond = at.checked_sub(1).filter(|_| view.gap(at).joins());
            match beyond.filter(|beyond| view.is(Sense::Title, *beyond)) {
                Some(title) => before.title = Some(title),
                None => before.honorific = Some(at),
            }
        } else if let Some(title) = shared_title(view, before.start) {
            before.title = Some(title);
        } else if view.capital(at) && !view.shouts && !is_office(view.at(at)) {
            // `Yesterday Ash said`: the first word of a sentence has a capital anyway.
            before.stranger = !view.begins_sentence(at) || !view.is(Sense::Ordinary, at);
        }
        before
    }
}

/// `y Cynghorydd Ash`: the article belongs to the title.
fn with_article(view: &View<'_>, at: usize) -> usize {
    let article =
        at > 0 && view.gap(at).joins() && view.at(at - 1) == "y" && view.at(at).contains("ynghorydd");
    if article { at - 1 } else { at }
}

/// A middle name or initial the roster does not know, between a known given name and the family name.
fn over_middle_name(view: &View<'_>, person: &Person, start: usize) -> Option<usize> {
    let given = start.checked_sub(2)?;
    let joined = view.gap(start - 1).joins();
    let middle = start - 1;
    let plain = view.capital(middle) && view.capital(start) && !view.is(Sense::Thing, middle);
    (joined && plain && view.at(given).len() > 1 && person.is_given(view.at(given))).then_some(given)
}

fn is_office(word: &str) -> bool {
    matches!(
        word,
        "leader"
            | "mayor"
            | "mayoress"
            | "chair"
            | "chairman"
            | "chairwoman"
            | "chairperson"
            | "convener"
            | "provost"
            | "member"
            | "deputy"
            | "candidate"
            | "holder"
            | "mp"
            | "pcc"
            | "highways"
            | "planning"
    )
}

/// The title that several names share: `Cllrs Ash, B. Elm and Fir`.
fn shared_title(view: &View<'_>, name: usize) -> Option<usize> {
    let mut at = name;
    let mut listed = false;
    for _ in 0..14 {
        let before = at.checked_sub(1)?;
        let gap = view.gap(at);
        if view.is(Sense::SharedTitle, before) && gap.joins() && listed {
            return Some(name);
        }
        let word = view.at(before);
        let link = matches!(word, "and" | "a" | "ac") && gap.joins();
        if link || matches!(gap, Gap::Comma | Gap::And) {
            listed = true;
        } else if !(gap.joins() && (view.capital(before) || word.len() < 4)) {
            return None;
        }
        if !link && !view.capital(before) && word.len() > 3 {
            return None;
        }
        at = before;
    }
    None
}

/// `Ash, Wyn`: the end of the given name.
pub(super) fn surname_first(view: &View<'_>, person: &Person, words: &Range<usize>) -> Option<usize> {
    let next = words.end;
    let known = view.gap(next) == Gap::Comma && view.capital(words.start) && view.capital(next);
    let given =
        person.is_given(view.at(next)) || person.is_initial(view.at(next)) && view.gap(next + 1) == Gap::Dot;
    (known && given).then_some(next + 1)
}
