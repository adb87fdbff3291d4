//! Parties in the sense of the party: not the labour market, not green waste.

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index::{Meaning, Term};
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, ItemKind, Within};

/// A party's name.
#[derive(Debug, Clone)]
pub struct PartyHit {
    /// Its words, by number.
    pub words: Range<usize>,
    /// In brackets after a name, or before `councillor`, `group leader` and the like: says what somebody is.
    pub as_label: bool,
}

/// The parties of a part, longest names first where they overlap.
pub fn find(view: &View<'_>, found: &[(usize, Meaning)]) -> Vec<PartyHit> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (at, meaning) in found {
        let Meaning::Term(number) = meaning else { continue };
        let Some(term) = view.index().terms.get(*number as usize) else { continue };
        if !matches!(term.sense, Sense::Party | Sense::PartyWord) {
            continue;
        }
        if let Some(words) = term.phrase.at(*at, view).filter(|words| is_meant(view, term, words)) {
            ranges.push(words);
        }
    }
    ranges.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut parties: Vec<PartyHit> = Vec::new();
    for words in ranges {
        if parties.last().is_none_or(|last| last.words.end <= words.start) {
            parties.push(PartyHit { as_label: is_label(view, &words), words });
        }
    }
    parties
}

fn is_meant(view: &View<'_>, term: &Term, words: &Range<usize>) -> bool {
    let first = words.start;
    if view.inside(first, ItemKind::Handle) || view.inside(first, ItemKind::Email) {
        return false;
    }
    match term.sense {
        Sense::Party => !term.capitals || words.clone().all(|at| view.capital(at)),
        _ => is_party_word(view, term, words),
    }
}

/// Whether a party's everyday name means the party: it has a capital, no everyday word beside it, and either stands
/// where only a name has a capital or keeps political company.
fn is_party_word(view: &View<'_>, term: &Term, words: &Range<usize>) -> bool {
    let (first, next) = (words.start, words.end);
    let mut named = if term.capitals { words.clone() } else { first..first + 1 };
    let capitals = named.all(|at| view.capital(at));
    if !capitals || view.inside(first, ItemKind::Url) {
        return false;
    }
    let everyday = &view.index().everyday[term.group as usize];
    let before = first.checked_sub(1).filter(|_| view.gap(first).joins()).map(|at| view.at(at));
    let after = Some(next).filter(|at| view.gap(*at).joins()).map(|at| view.at(at));
    if before.is_some_and(|word| everyday.after.contains(word))
        || after.is_some_and(|word| everyday.before.contains(word))
    {
        return false;
    }
    // Green councillors, a Reform candidate. `group` and `party` follow many a word: they need the party's capital.
    let company = after.is_some() && view.is(Sense::PartyCompany, next);
    let weak = term.confidence == Confidence::Possible
        && view.begins_sentence(first)
        && is_weak_company(view.at(next));
    if company && !weak {
        return true;
    }
    let before_company = before.is_some_and(|word| matches!(word, "vote" | "voting" | "elect" | "join"));
    if before_company {
        return true;
    }
    if in_brackets(view, words) {
        return true;
    }
    let acts = after.is_some()
        && (view.is(Sense::Effect, next)
            || matches!(
                view.at(next),
                "has"
                    | "have"
                    | "is"
                    | "are"
                    | "will"
                    | "would"
                    | "wants"
                    | "want"
                    | "was"
                    | "were"
                    | "and"
                    | "can"
                    | "says"
                    | "say"
            ));
    // The Greens want, the Independents have: a plural with a capital that acts.
    let several = words.len() == 1 && view.at(first).ends_with('s');
    if several && acts && !view.begins_sentence(first) {
        return true;
    }
    let tagged = matches!(view.token(first).map(|t| t.within), Some(Within::Item(_)));
    if term.confidence == Confidence::Possible || tagged {
        return false;
    }
    if view.begins_sentence(first) || view.shouts {
        return acts;
    }
    // Within a sentence a capital is enough, unless its neighbours have one too and it is part of a longer name.
    let titled_after = after.is_some() && view.capital(next) && !view.shouts;
    let titled_before =
        before.is_some() && first > 0 && view.capital(first - 1) && !view.begins_sentence(first - 1);
    acts || !(titled_after || titled_before)
}

/// Company that any adjective keeps at the head of a sentence: green councils, independent members.
fn is_weak_company(word: &str) -> bool {
    matches!(
        word,
        "council"
            | "councils"
            | "group"
            | "groups"
            | "members"
            | "policy"
            | "policies"
            | "run"
            | "led"
            | "held"
            | "seat"
            | "seats"
            | "hold"
            | "gain"
            | "vote"
            | "votes"
            | "leadership"
            | "cabinet"
            | "party"
    )
}

fn in_brackets(view: &View<'_>, words: &Range<usize>) -> bool {
    view.gap(words.start) == Gap::Open
        && matches!(closing(view, words.end), Gap::Close | Gap::Comma | Gap::Other | Gap::Sentence)
}

/// The gap at a place; past the end of the text it counts as closing.
fn closing(view: &View<'_>, at: usize) -> Gap {
    view.token(at).map_or(Gap::Close, |token| token.gap)
}

fn is_label(view: &View<'_>, words: &Range<usize>) -> bool {
    let next = view.at(words.end);
    let joined = view.gap(words.end).joins();
    in_brackets(view, words)
        || joined && matches!(next, "councillor" | "cllr" | "candidate" | "mp" | "msp" | "mla" | "leader")
        || joined && next == "group" && matches!(view.at(words.end + 1), "leader" | "spokesperson" | "member")
}
