//! How somebody's own case stands, said in public.

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::prose::Prose;
use crate::guard::rules::personal_data::Private;
use crate::lexicon::Sense;
use crate::text::Gap;

/// The details of a case that a part gives away of one person. `details` are words that tell how a case stands.
pub(super) fn find(prose: &Prose<'_>, details: &[Range<usize>], is_reply: bool) -> Vec<Private> {
    let Some(first) = details.first() else { return Vec::new() };
    // One person is meant where the post answers somebody, greets somebody by name, or names somebody in the sentence.
    let addressed = is_reply || is_addressed(prose);
    let told = details.iter().filter(|words| addressed || names_somebody(prose, words));
    let why = "Tells in public how somebody's own case stands.";
    let mut found: Vec<Private> = told
        .map(|words| Private {
            span: prose.span(&with_amount(prose, words)),
            confidence: Confidence::Likely,
            why,
        })
        .collect();
    if !found.is_empty() && prose.says(Sense::StatutoryNotice) && first.len() < 2 {
        found.clear();
    }
    found
}

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
    prose.capital(at)
        && !prose.begins_sentence(at)
        && (prose.is(Sense::Given, at) || prose.is(Sense::Honorific, at))
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
