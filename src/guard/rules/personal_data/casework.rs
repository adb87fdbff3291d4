//! How somebody's own case stands, said in public.

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::prose::Prose;
use crate::guard::rules::personal_data::private::Private;
use crate::lexicon::Sense;
use crate::text::Gap;

/// Words that tell how a case stands.
#[derive(Debug)]
pub(super) struct Detail {
    pub(super) words: Range<usize>,
    /// They tell it only of the reader who is answered or greeted.
    pub(super) only_to_them: bool,
}

/// The details of a case that a part gives away of one person.
pub(super) fn find(prose: &Prose<'_>, details: &[Detail], is_reply: bool) -> Vec<Private> {
    let Some(first) = details.first() else { return Vec::new() };
    // One person is meant where the post answers somebody, greets somebody by name, or names somebody in the sentence.
    let addressed = is_reply || is_addressed(prose);
    let told = details
        .iter()
        .filter(|detail| !is_supposed(prose, &detail.words))
        .filter(|detail| addressed || !detail.only_to_them && names_somebody(prose, &detail.words));
    let why = "Tells in public how somebody's own case stands.";
    let mut found: Vec<Private> = told
        .map(|detail| Private {
            span: prose.span(&with_amount(prose, &detail.words)),
            confidence: Confidence::Likely,
            why,
        })
        .collect();
    if !found.is_empty() && prose.says(Sense::StatutoryNotice) && first.words.len() < 2 {
        found.clear();
    }
    found
}

/// Whether a case is only thought of: `if your housing claim is refused`, `how your assessment is done`. Nobody's stands so.
fn is_supposed(prose: &Prose<'_>, words: &Range<usize>) -> bool {
    let from = prose.sentence(words.start).start.max(words.start.saturating_sub(SUPPOSED));
    let supposes = |at: usize| {
        matches!(
            prose.at(at),
            "if" | "when"
                | "once"
                | "whether"
                | "unless"
                | "until"
                | "how"
                | "why"
                | "where"
                | "should"
                | "before"
                | "check"
                | "os"
                | "pan"
        )
    };
    words.len() > 2 && (from..words.start).any(supposes)
}

/// So many words before a case stands what makes it a thought: `if you think that your claim`.
const SUPPOSED: usize = 4;

/// The words with the amount that follows them: `are £318.40`.
fn with_amount(prose: &Prose<'_>, words: &Range<usize>) -> Range<usize> {
    let mut end = words.end;
    while prose.number(end) && end < words.end + 3 && prose.gap(end) != Gap::Sentence {
        end += 1;
    }
    words.start..end
}

/// Whether a part begins with a greeting and a name.
fn is_addressed(prose: &Prose<'_>) -> bool {
    let greeting = (0..3).find(|at| prose.is(Sense::Greeting, *at));
    let Some(mut at) = greeting else { return false };
    while prose.is(Sense::Greeting, at) {
        at += 1;
    }
    // `Hi @sally`: whoever is thanked is as often a club.
    let in_account = prose.token(at).is_some_and(|token| prose.in_address(token.range().start));
    if in_account && at > 0 && prose.at(at - 1) != "thanks" {
        return true;
    }
    // `Hi Tadeusz Nowak,`: whoever is greeted by two names.
    let goes_on = |at: usize| prose.capital(at) && prose.gap(at).joins() && prose.token(at).is_some();
    let by_two_names = prose.gap(at + 2) == Gap::Comma
        && goes_on(at + 1)
        && !(at..at + 2).any(|at| is_everybody(prose.at(at)));
    prose.capital(at)
        && !prose.begins_sentence(at)
        && (prose.is(Sense::Given, at) || prose.is(Sense::Honorific, at) || by_two_names)
}

/// Whether a word greets people as a whole.
fn is_everybody(word: &str) -> bool {
    matches!(
        word,
        "all"
            | "everyone"
            | "everybody"
            | "folks"
            | "there"
            | "team"
            | "tenants"
            | "residents"
            | "parents"
            | "carers"
            | "neighbours"
            | "students"
            | "pupils"
            | "customers"
            | "council"
            | "councillors"
            | "members"
            | "visitors"
            | "drivers"
            | "pawb"
            | "customer"
            | "tenant"
            | "resident"
            | "friends"
            | "town"
            | "city"
    )
}

/// Whether the sentence of some words, or the one before, names a private person: by a title and a name, a first name,
/// or as family.
fn names_somebody(prose: &Prose<'_>, words: &Range<usize>) -> bool {
    let sentence = prose.sentence(words.start);
    let from = sentence.start.checked_sub(1).map_or(0, |before| prose.sentence(before).start);
    let near = from.max(sentence.start.saturating_sub(REACH))..sentence.end.min(words.end + REACH);
    let mut found = near;
    found.any(|at| {
        let titled = prose.is(Sense::Honorific, at) && prose.capital(at + 1) && prose.gap(at + 1).joins();
        let given = prose.is(Sense::Given, at)
            && prose.capital(at)
            && !prose.is(Sense::Thing, at + 1)
            && !prose.is(Sense::Thing, at + 2);
        let kin = prose.is(Sense::Kin, at)
            && at.checked_sub(1).is_some_and(|before| matches!(prose.at(before), "your" | "her" | "his"))
            && prose.capital(at + 1);
        titled || given || kin
    })
}

/// How far from the case the person is named.
const REACH: usize = 20;
