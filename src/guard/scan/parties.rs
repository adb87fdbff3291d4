//! Parties in the sense of the party: not the labour market, not green waste.

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index::{Meaning, Term};
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::post::PartName;
use crate::text::{Gap, ItemKind, Shape, Within};

/// A party's name.
#[derive(Debug, Clone)]
pub struct PartyHit {
    /// Its words, by number.
    pub words: Range<usize>,
    /// Says what somebody is, or how many there are: in brackets or commas after a name, before `councillor`,
    /// `group leader` and the like, before its number of seats or votes.
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
        let meant = |words: &Range<usize>| is_meant(view, term, words) && !view.is_history(words.start);
        ranges.extend(term.phrase.at(*at, view).filter(meant));
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
        Sense::Party => !term.capitals || words.clone().all(|at| view.capital(at) || is_link(view.at(at))),
        _ => is_party_word(view, term, words),
    }
}

/// A small word within a name: Residents for Wrenbury.
fn is_link(word: &str) -> bool {
    matches!(word, "for" | "of" | "and" | "the" | "a" | "in" | "to" | "y" | "yr" | "o" | "i")
}

/// Whether a party's everyday name means the party: it has a capital, no everyday word beside it, and either stands
/// where only a name has a capital or keeps political company.
fn is_party_word(view: &View<'_>, term: &Term, words: &Range<usize>) -> bool {
    let (first, next) = (words.start, words.end);
    if let PartName::PollOption(_) = view.part
        && words.len() == view.tokens.list.len()
        && view.capital(first)
        && !term.capitals
    {
        return true;
    }
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
            )
            || is_past(view, next));
    // SNP, DUP: letters that stand for nothing else, unless everything is in capitals.
    let letters = view.token(first).is_some_and(|token| token.shape == Shape::Upper) && words.len() == 1;
    if letters && !view.shouts && view.at(first).len() <= 4 && term.confidence > Confidence::Possible {
        return true;
    }
    // Welsh Labour, the Larkenby Conservatives: the branch of a party.
    let of_a_nation = before.is_some_and(|word| {
        matches!(word, "welsh" | "scottish" | "uk" | "british" | "london" | "cymru" | "y" | "r" | "yr")
    });
    if of_a_nation && term.confidence > Confidence::Possible {
        return true;
    }
    // The Greens want, the Independents have: a plural with a capital that acts.
    let several = words.len() == 1 && view.at(first).ends_with('s');
    if several && acts && !view.begins_sentence(first) {
        return true;
    }
    // `the Greens` within a sentence, and no longer name.
    if several
        && before == Some("the")
        && view.token(first).is_some_and(crate::text::Token::is_capital)
        && !view.shouts
        && after_is_plain(view, next)
    {
        return true;
    }
    let campaigns =
        after.is_some() && matches!(view.at(next), "gets" | "delivers" | "cares" | "listens" | "fights");
    if campaigns && view.begins_sentence(first) && view.capital(first) {
        return true;
    }
    let tagged = matches!(view.token(first).map(|t| t.within), Some(Within::Item(_)));
    if term.confidence == Confidence::Possible || tagged {
        return false;
    }
    if view.begins_sentence(first) || view.shouts {
        return acts;
    }
    // Several people of one name are the party's: `Larkenby Conservatives`.
    if several
        && term.confidence > Confidence::Possible
        && !view.begins_sentence(first)
        && after_is_plain(view, next)
    {
        return true;
    }
    // Within a sentence a capital is enough, unless its neighbours have one too and it is part of a longer name.
    let titled_after = after.is_some() && view.capital(next) && !view.shouts;
    let titled_before =
        before.is_some() && first > 0 && view.capital(first - 1) && !view.begins_sentence(first - 1);
    acts || !(titled_after || titled_before)
}

/// Whether a word does not make a longer name of the one before it.
fn after_is_plain(view: &View<'_>, at: usize) -> bool {
    !view.gap(at).joins() || !view.token(at).is_some_and(crate::text::Token::is_capital)
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

/// Whether a word in small letters says what somebody did: `promised`, `sold`.
pub fn is_past(view: &View<'_>, at: usize) -> bool {
    let word = view.at(at);
    let small = view.token(at).is_some_and(|token| token.shape == Shape::Lower);
    small
        && (word.len() > 4 && word.ends_with("ed")
            || matches!(
                word,
                "built"
                    | "sold"
                    | "won"
                    | "lost"
                    | "froze"
                    | "put"
                    | "took"
                    | "made"
                    | "gave"
                    | "spent"
                    | "left"
                    | "ran"
                    | "kept"
                    | "brought"
                    | "cut"
                    | "let"
                    | "broke"
                    | "stole"
                    | "chose"
                    | "did"
                    | "got"
                    | "said"
                    | "stood"
                    | "fought"
                    | "paid"
                    | "told"
                    | "went"
                    | "came"
                    | "gambled"
                    | "fell"
                    | "drove"
                    | "threw"
                    | "hid"
                    | "held"
            ))
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
    let of_a_group = |at: usize| {
        view.at(at) == "group"
            && matches!(
                view.at(at + 1),
                "leader" | "leaders" | "spokesperson" | "spokespeople" | "member" | "members"
            )
    };
    in_brackets(view, words)
        || in_commas(view, words)
        || is_counted(view, words)
        || joined && matches!(next, "councillor" | "cllr" | "candidate" | "mp" | "msp" | "mla" | "leader")
        || joined && of_a_group(words.end)
        // The DUP and Alliance group leaders: what is said of one is said of both.
        || joined
            && next == "and"
            && (1..4).any(|more| view.capital(words.end + more) && of_a_group(words.end + more + 1))
}

/// Whether a party stands between commas after a name: `Leanne Usher, Labour, 901`.
fn in_commas(view: &View<'_>, words: &Range<usize>) -> bool {
    let after_a_name = words.start > 1
        && view.gap(words.start) == Gap::Comma
        && view.capital(words.start - 1)
        && view.capital(words.start - 2);
    after_a_name && matches!(closing(view, words.end), Gap::Comma | Gap::Close | Gap::Other | Gap::Sentence)
}

/// Whether a party's seats or votes follow it in a tally: `Labour 19, Conservative 11`. A share of voters is a forecast.
fn is_counted(view: &View<'_>, words: &Range<usize>) -> bool {
    let number = words.end;
    let is_number = view.token(number).is_some_and(|token| token.shape == Shape::Number);
    let joined = matches!(view.gap(number), Gap::Space | Gap::Colon | Gap::Line | Gap::Comma);
    let ends = view.token(number + 1).is_none_or(|next| next.gap != Gap::Space)
        || matches!(view.at(number + 1), "seat" | "seats" | "votes" | "and" | "elected");
    is_number && joined && ends && !view.is_share(number)
}
