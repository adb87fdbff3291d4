//! Names written by mistake, or as other languages write them.

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index::Meaning;
use crate::guard::index::people::Person;
use crate::guard::scan::mention::{Mention, Who};
use crate::guard::scan::mentions::Mentions;
use crate::guard::scan::names::before::Before;
use crate::guard::scan::names::past;
use crate::guard::scan::names::places::is_thing;
use crate::guard::scan::names::spot::{Near, all_alike};
use crate::guard::scan::names::trades::tell_another;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{ItemKind, Within};

/// Whole names in one word, and those with a slip in the family name or the endings of another language.
pub(super) fn find(view: &View<'_>, found: &[(usize, Meaning)], mentions: &mut Mentions) {
    for (at, meaning) in found {
        let (Meaning::Slip(number) | Meaning::Glued(number)) = meaning else { continue };
        let Some(person) = view.index().people.get(*number as usize) else { continue };
        let in_page = || *meaning == Meaning::Glued(*number) && is_page_called_after(view, *at);
        if view.token(*at).is_none_or(|token| token.within != Within::Prose) && !in_page() {
            continue;
        }
        let (words, confidence) = match meaning {
            Meaning::Glued(_) => (*at..at + 1, Confidence::Certain),
            _ => match slipped(view, person, *at) {
                Some(words) => (words, Confidence::Likely),
                None => continue,
            },
        };
        let numbers = all_alike(view, *number);
        if numbers.is_empty() {
            continue;
        }
        let who = Who::Listed(numbers);
        let titled = words.clone().any(|at| view.is(Sense::Title, at));
        mentions.merge(Mention { titled, ..Mention::of(who, words, confidence) });
    }
}

/// Whether a word stands in the address of a page that is called after somebody, `/wynash.html`, and is no account.
fn is_page_called_after(view: &View<'_>, at: usize) -> bool {
    let item = view.token(at).and_then(|token| view.tokens.item_of(token));
    item.is_some_and(|item| {
        item.kind == ItemKind::Url
            && view.index().accounts.of_url(&view.text[item.range.clone()], &|_| true).is_none()
    })
}

/// The whole name around a family name with a slip: the given name must be right.
fn slipped(view: &View<'_>, person: &Person, at: usize) -> Option<Range<usize>> {
    let given = at.checked_sub(1).filter(|given| view.gap(at).joins() && view.capital(*given))?;
    let near = Near::of(view, &(at..at + 1));
    if !near.may_name(person) && !person.is_given_of_inflected(view.at(given)) {
        return None;
    }
    let mut before = Before::read(view, person, at);
    if !before.is_full() && person.is_given_of_inflected(view.at(given)) {
        before.take_given(given);
    }
    let whole = before.title.unwrap_or(before.start)..at + 1;
    let is_theirs = before.is_full()
        && view.capital(at)
        && !is_thing(view, at + 1)
        && !past::is_of_the_past(view, &whole)
        && (before.title.is_some() || !tell_another(view, &person.styles, &whole));
    is_theirs.then_some(whole)
}
