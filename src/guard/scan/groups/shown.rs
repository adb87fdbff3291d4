//! Members whom a picture shows without a name: `Two councillors hold a giant cheque`.

use std::ops::Range;

use super::{is_of_the_young, shows_a_picture};
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, Shape};

/// The words that tell of such members.
pub(super) fn members(view: &View<'_>) -> impl Iterator<Item = Range<usize>> {
    let all = if shows_a_picture(view) { view.tokens.list.len() } else { 0 };
    (0..all).filter_map(|at| shown(view, at))
}

fn shown(view: &View<'_>, member: usize) -> Option<Range<usize>> {
    if !matches!(
        view.at(member),
        "councillor" | "councillors" | "cllr" | "cllrs" | "councilor" | "councilors"
    ) || view.owns(member)
    {
        return None;
    }
    let joined = |at: usize| at > 0 && view.gap(at).joins();
    let described = joined(member)
        && matches!(
            view.at(member - 1),
            "lady"
                | "woman"
                | "female"
                | "male"
                | "man"
                | "young"
                | "elderly"
                | "bearded"
                | "retired"
                | "proud"
                | "local"
                | "ward"
                | "borough"
                | "county"
                | "district"
                | "city"
                | "town"
                | "smiling"
        );
    let first = if described { member - 1 } else { member };
    let start = first.checked_sub(1).filter(|_| joined(first)).filter(|at| counts(view.at(*at)))?;
    // `seats for six councillors`, `how to contact a councillor`
    let to_nobody = start.checked_sub(1).is_some_and(|at| {
        joined(start)
            && matches!(
                view.at(at),
                "for"
                    | "to"
                    | "contact"
                    | "find"
                    | "elect"
                    | "elects"
                    | "elected"
                    | "as"
                    | "become"
                    | "is"
                    | "are"
                    | "being"
                    | "per"
                    | "has"
                    | "have"
            )
    });
    let words = start..member + 1;
    (!to_nobody
        && !is_of_the_young(view, &words)
        && !is_of_the_young(view, &(first..member + 1))
        && acts(view, member + 1))
    .then_some(words)
}

/// A few, whoever they are; a whole council is a body.
fn counts(word: &str) -> bool {
    matches!(
        word,
        "a" | "one"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "2"
            | "3"
            | "4"
            | "5"
            | "6"
            | "several"
            | "some"
            | "both"
            | "our"
            | "the"
            | "smiling"
            | "local"
    )
}

/// Whether what follows is done by people: a verb in small letters, or the place they are at.
fn acts(view: &View<'_>, next: usize) -> bool {
    let Some(token) = view.token(next) else { return true };
    if !token.gap.joins() || token.gap == Gap::Line {
        return token.gap != Gap::Colon;
    }
    let word = view.at(next);
    let verb = word.len() > 3
        && token.shape == Shape::Lower
        && (word.ends_with("ing")
            || word.ends_with('s')
            || word.ends_with("ed")
            || view.is(Sense::PersonCue, next)
            || view.is(Sense::Credit, next));
    let of_office = matches!(
        word,
        "surgery"
            | "surgeries"
            | "allowances"
            | "vacancies"
            | "expenses"
            | "details"
            | "profiles"
            | "numbers"
            | "training"
            | "elections"
            | "seats"
            | "contacts"
            | "boundaries"
            | "emails"
    );
    !of_office
        && (verb
            || matches!(
                word,
                "and"
                    | "with"
                    | "in"
                    | "at"
                    | "on"
                    | "from"
                    | "beside"
                    | "hold"
                    | "stand"
                    | "sit"
                    | "cut"
                    | "pose"
                    | "smile"
                    | "who"
                    | "by"
                    | "outside"
                    | "shake"
                    | "plant"
                    | "wear"
                    | "wave"
                    | "look"
            ))
}
