//! Councillors the roster does not know, by their title; and the politicians of [`offices`].

use std::collections::BTreeMap;
use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index::Meaning;
use crate::guard::index::people::{Person, is_case_of_family};
use crate::guard::scan::council_offices;
use crate::guard::scan::mention::{Mention, Who};
use crate::guard::scan::mentions::Mentions;
use crate::guard::scan::offices;
use crate::guard::scan::particles;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::roster::name::is_particle;
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
    let mut slips: BTreeMap<Vec<&str>, Who> = BTreeMap::new();
    for (words, stranger, confidence) in new {
        if !mentions.take_any(&words) && !view.is_history(words.start) {
            let by_role = matches!(stranger, Stranger::Office);
            if by_role && stands_beside_its_holder(view, &words, mentions) {
                continue;
            }
            let who = match stranger {
                Stranger::Titled => {
                    let name = words.start + 1..words.end;
                    let written = name.clone().map(|at| view.at(at)).collect();
                    slips.entry(written).or_insert_with(|| slip_of(view, name)).clone()
                }
                Stranger::Office => Who::UnlistedCouncillor,
                Stranger::Politician => Who::UnlistedPolitician,
            };
            let titled = !by_role && who == Who::UnlistedCouncillor;
            mentions.push(Mention { titled, by_role, ..Mention::of(who, words, confidence) });
        }
    }
}

/// Whether somebody of the roster stands straight beside an office: `Wyn Ash, chair of the planning committee`.
fn stands_beside_its_holder(view: &View<'_>, words: &Range<usize>, mentions: &mut Mentions) -> bool {
    let near = |at: usize| view.gap(at).joins() || matches!(view.gap(at), Gap::Comma | Gap::Open);
    let beside = mentions.first_beside(words, |mention| {
        matches!(mention.who, Who::Listed(_))
            && (mention.words.end == words.start && near(words.start)
                || words.end == mention.words.start && near(words.end))
    });
    beside.is_some()
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
    // `Cllr van der Elm`: the name itself stands behind what it begins with.
    let core = particles::end(view, first).filter(|core| named_behind(view, title, *core)).unwrap_or(first);
    if !(named(first) || core > first) || !short && view.is(Sense::Ordinary, core) {
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
    let mut end = core + 1;
    // A headline has capitals throughout: a name ends where somebody acts.
    let acts =
        |at: usize| view.gap(at).joins() && (view.is(Sense::PersonCue, at) || view.is(Sense::Speech, at));
    while end < core + 4 && view.gap(end).joins() && view.gap(end) != Gap::Line && !acts(end) {
        end = match particles::end(view, end) {
            _ if named(end) => end + 1,
            Some(core) if named_behind(view, title, core) => core + 1,
            _ => break,
        };
    }
    let is_thing = !acts(end)
        && (core + 1..=end).any(|at| view.is(Sense::Thing, at) && view.gap(at).joins() && view.capital(at));
    (!is_thing).then_some(end)
}

/// Whether a name stands behind its particles: with a capital, or small as the title is.
fn named_behind(view: &View<'_>, title: usize, core: usize) -> bool {
    let shape = |at: usize| view.token(at).map(|token| token.shape);
    let short = matches!(view.at(title), "cllr" | "cllrs" | "coun" | "cyng");
    let small = short && shape(title) == Some(Shape::Lower) && shape(core) == Some(Shape::Lower);
    let plain =
        !view.is(Sense::Ordinary, core) && !view.is(Sense::PersonCue, core) && view.at(core).len() > 3;
    shape(core) == Some(Shape::Title) || small && plain && view.gap(core) == Gap::Space
}

/// A titled name that is one slip of the pen from somebody's on the roster is theirs.
fn slip_of(view: &View<'_>, name: Range<usize>) -> Who {
    let words: Vec<&str> = name.clone().map(|at| view.at(at)).collect();
    let people = &view.book.world().roster.people;
    let near = view.index().people.iter().zip(0u32..).filter(|(person, number)| {
        person.families.iter().filter(|form| !form.half).any(|form| is_slip_of(person, &form.words, &words))
            && people.get(*number as usize).is_some_and(|entry| entry.holds_on(view.standing.day))
    });
    let listed: Vec<u32> = near.map(|(_, number)| number).collect();
    if listed.is_empty() { Who::UnlistedCouncillor } else { Who::Listed(listed) }
}

/// Whether words are somebody's name with a slip: in the family name, in what it begins with, or in the given name.
fn is_slip_of(person: &Person, family: &[String], words: &[&str]) -> bool {
    let (Some((last, before)), Some((own, particles))) = (words.split_last(), family.split_last()) else {
        return false;
    };
    let begun = before.iter().position(|word| is_particle(word)).unwrap_or(before.len());
    let (given, begins) = before.split_at(begun);
    let slipped = |one: &str, other: &str| one.len() > 4 && other.len() > 4 && is_one_slip(one, other);
    let is_theirs = |word: &&str| person.is_given(word) || person.is_initial(word);
    let given_right = given.first().is_none_or(is_theirs);
    if particles.is_empty() {
        let given_slipped =
            || given.first().is_some_and(|word| person.own.iter().any(|own| slipped(own, word)));
        let inflected = || is_case_of_family(own, last);
        let given_inflected = || given.first().is_none_or(|word| person.is_given_of_inflected(word));
        return begins.is_empty()
            && (given_right && slipped(own, last)
                || own == last && given_slipped()
                || (given_right || given_inflected()) && inflected());
    }
    let same = begins.iter().eq(particles.iter());
    let near = !begins.is_empty() && begins[0] == particles[0];
    let all = particles.iter().all(|word| is_particle(word));
    all && given_right && (near && own == last || same && is_one_slip(own, last))
}

/// Whether one letter more, less or other, or two that changed places, make one word of another.
pub(in crate::guard::scan) fn is_one_slip(one: &str, other: &str) -> bool {
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
