//! Councillors the roster does not know, by their title; and the politicians of [`offices`].

use std::collections::BTreeMap;
use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index::Meaning;
use crate::guard::scan::council_offices;
use crate::guard::scan::mention::{Mention, Who};
use crate::guard::scan::mentions::Mentions;
use crate::guard::scan::offices;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, ItemKind, Shape, Within};

/// Adds the mentions of strangers, where no listed person has been found.
pub fn find(view: &View<'_>, found: &[(usize, Meaning)], mentions: &mut Mentions) {
    let mut new: Vec<(Range<usize>, Stranger, Confidence)> = Vec::new();
    for (at, meaning) in found {
        match meaning {
            Meaning::Title | Meaning::SharedTitle => {
                if let Some(end) = name_after_title(view, *at) {
                    new.push((*at..end, Stranger::Titled, Confidence::Likely));
                }
            }
            _ => {}
        }
    }
    new.extend(
        offices::find(view, found).into_iter().map(|(words, sure)| (words, Stranger::Politician, sure)),
    );
    let held = council_offices::find(view, found).into_iter();
    new.extend(held.map(|words| (words, Stranger::Office, Confidence::Likely)));
    new.sort_by_key(|(words, ..)| std::cmp::Reverse(words.len()));
    // Whose slips titled names are, by given and family name as written: a post may say one a thousand times.
    let mut slips: BTreeMap<(&str, &str), Who> = BTreeMap::new();
    for (words, stranger, confidence) in new {
        if !mentions.take_any(&words) && !view.is_history(words.start) {
            let by_role = matches!(stranger, Stranger::Office);
            let who = match stranger {
                Stranger::Titled => {
                    let name = words.start + 1..words.end;
                    let written = (view.at(name.start), view.at(name.end - 1));
                    slips.entry(written).or_insert_with(|| slip_of(view, name)).clone()
                }
                Stranger::Office => Who::UnlistedCouncillor,
                Stranger::Politician => Who::UnlistedPolitician,
            };
            let titled = !by_role && who == Who::UnlistedCouncillor;
            mentions.push(Mention { who, words, confidence, titled, by_role, quoted: false });
        }
    }
}

/// What somebody the roster does not know goes by.
enum Stranger {
    /// A councillor's title.
    Titled,
    /// An office of a council that the roster gives to nobody.
    Office,
    /// An office, or letters after the name.
    Politician,
}

/// The end of the name after a title, when one stands there: capitalised, no common word, and no street of that name.
fn name_after_title(view: &View<'_>, title: usize) -> Option<usize> {
    let first = title + 1;
    // Pupils elect councillors too.
    let of_pupils = title.checked_sub(1).is_some_and(|before| {
        view.gap(title).joins()
            && matches!(
                view.at(before),
                "school"
                    | "eco"
                    | "pupil"
                    | "student"
                    | "junior"
                    | "young"
                    | "youth"
                    | "class"
                    | "ysgol"
                    | "year"
            )
    });
    if of_pupils
        || view.owns(title)
        || !view.gap(first).joins()
        || view.gap(first) == Gap::Line
        || view.inside(title, ItemKind::Handle)
    {
        return None;
    }
    let short = matches!(view.at(title), "cllr" | "cllrs" | "coun" | "cyng" | "gyng");
    let in_tag = view.inside(title, ItemKind::Hashtag) || view.inside(title, ItemKind::Url);
    let is_small = |at: usize| view.token(at).is_some_and(|token| token.shape == Shape::Lower);
    let is_no_other_word = |at: usize| {
        let senses = [
            Sense::Ordinary,
            Sense::Thing,
            Sense::PersonCue,
            Sense::Speech,
            Sense::Credit,
            Sense::Trade,
            Sense::Title,
            Sense::SharedTitle,
            Sense::Effect,
            Sense::Deed,
        ];
        view.at(at).len() > 3 && at == first && !senses.iter().any(|sense| view.is(*sense, at))
    };
    let named = |at: usize| {
        view.token(at).is_some_and(|token| match token.shape {
            Shape::Title => true,
            Shape::Upper => view.shouts && short,
            Shape::Lower if in_tag => short && token.within == view.tokens.list[title].within,
            // `cllr bloggs`: who writes the title small writes the name small.
            Shape::Lower => short && is_small(title) && token.within == Within::Prose && is_no_other_word(at),
            Shape::Number => false,
        })
    };
    if !named(first)
        || !short && view.is(Sense::Ordinary, first)
        || view.is(Sense::SharedTitle, title) && !named(first)
    {
        return None;
    }
    if short
        && matches!(
            view.at(first),
            "surgery" | "surgeries" | "training" | "allowances" | "and" | "of" | "for" | "the"
        )
    {
        return None;
    }
    let mut end = first + 1;
    // A headline has capitals throughout: a name ends where somebody acts.
    let acts =
        |at: usize| view.gap(at).joins() && (view.is(Sense::PersonCue, at) || view.is(Sense::Speech, at));
    while end < first + 4 && view.gap(end).joins() && view.gap(end) != Gap::Line && named(end) && !acts(end) {
        end += 1;
    }
    let is_thing = !acts(end)
        && (first + 1..=end).any(|at| view.is(Sense::Thing, at) && view.gap(at).joins() && view.capital(at));
    (!is_thing).then_some(end)
}

/// A titled name that is one slip of the pen from somebody's on the roster is theirs.
fn slip_of(view: &View<'_>, name: Range<usize>) -> Who {
    let written = view.at(name.end - 1);
    let people = &view.book.world().roster.people;
    let near = view.index().people.iter().zip(0u32..).filter(|(person, number)| {
        let near = person.families.iter().filter(|form| !form.half && form.words.len() == 1).any(|form| {
            let family = form.words[0].as_str();
            family.len() > 4 && written.len() > 4 && is_one_slip(family, written)
        });
        near && people.get(*number as usize).is_some_and(|entry| entry.holds_on(view.standing.day))
            && (name.len() == 1
                || person.is_given(view.at(name.start))
                || person.is_initial(view.at(name.start)))
    });
    let listed: Vec<u32> = near.map(|(_, number)| number).collect();
    if listed.is_empty() { Who::UnlistedCouncillor } else { Who::Listed(listed) }
}

/// Whether one letter more, less or other, or two that changed places, make one word of another.
fn is_one_slip(one: &str, other: &str) -> bool {
    if one.len().abs_diff(other.len()) > 4 {
        return false;
    }
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    let same: usize = same.map(|(letter, _)| letter.len_utf8()).sum();
    let (one, other) = (&one[same..], &other[same..]);
    let (mut a, mut b) = (one.chars(), other.chars());
    match (a.next(), b.next()) {
        (None, None) => false,
        (first, second) => {
            let one_letter = a.as_str() == b.as_str() || a.as_str() == other || one == b.as_str();
            let swapped = second.is_some() && a.next() == second && b.next() == first;
            one_letter || swapped && a.as_str() == b.as_str()
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn one_slip_is_an_edit_distance_of_one(one in "[abé]{0,5}", other in "[abé]{0,5}") {
            prop_assert_eq!(is_one_slip(&one, &other), strsim::damerau_levenshtein(&one, &other) == 1);
        }
    }
}
