//! Roles that point at one person: the Leader of the Council, the cabinet member for highways.

pub(super) mod civic;
mod elected_mayor;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index::Meaning;
use crate::guard::index::roles::{RoleForm, RoleSort};
use crate::guard::scan::club;
use crate::guard::scan::loosely::Loosely;
use crate::guard::scan::mention::{Mention, Who};
use crate::guard::scan::mentions::Mentions;
use crate::guard::scan::names::is_everyday_leader;
use crate::guard::scan::offices;
use crate::guard::scan::stretches::Apart;
use crate::guard::scan::view::View;
use crate::lexicon::{Phrase, Sense};
use crate::text::{Gap, Shape};

/// Adds the mentions by role. One that stands beside the same person's name becomes part of that mention.
pub fn roles(view: &View<'_>, found: &[(usize, Meaning)], mentions: &mut Mentions) {
    let mut hits: Vec<(Range<usize>, &RoleForm)> = Vec::new();
    let mut known = BTreeSet::new();
    for (at, meaning) in found {
        let Meaning::Role(number) = meaning else { continue };
        // What the roster gives to nobody is looked at with the offices of other councils.
        let role = view.index().roles.get(*number as usize).filter(|role| !role.holders.is_empty());
        let Some(role) = role else { continue };
        // `Cabinet Member (Parks)`: what stands in brackets or behind a dash belongs to what is before.
        let also_joined = |at: usize| matches!(view.gap(at), Gap::Open | Gap::Other);
        let in_brackets = Loosely { view, also_joined };
        let written = |phrase: &Phrase| phrase.at(*at, view).or_else(|| phrase.at(*at, &in_brackets));
        let anchored = |phrase: &&Phrase| phrase.anchors().iter().any(|anchor| anchor == view.at(*at));
        for words in role.phrases.iter().filter(anchored).filter_map(written) {
            let words = with_given_name(view, role, words);
            if fits(view, role, &words) && known.insert((words.start, words.end)) {
                hits.push((words, role));
            }
        }
    }
    // The deputy leader is not the leader: of two that overlap, the longer is meant.
    hits.sort_by_key(|(words, _)| (std::cmp::Reverse(words.len()), words.start));
    let mut taken = Apart::default();
    for (words, role) in hits {
        if !taken.take(&words) {
            continue;
        }
        let Some(holder) = holder(view, role) else { continue };
        if role.sort == RoleSort::ElectedMayor && is_of_another_named(view, &words, holder, mentions) {
            continue;
        }
        if !joined_to_name(view, &words, holder, mentions) {
            let confidence = match role.sort {
                RoleSort::NeedsCapital | RoleSort::BesideName | RoleSort::ElectedMayor => Confidence::Likely,
                RoleSort::Telling | RoleSort::OfThePlace => Confidence::Certain,
            };
            let mention = Mention::of(Who::Listed(vec![holder]), with_article(view, words), confidence);
            mentions.push(Mention { by_role: true, ..mention });
        }
    }
}

/// The one person who holds a role today; a role that several hold points at nobody.
fn holder(view: &View<'_>, role: &RoleForm) -> Option<u32> {
    let people = &view.book.world().roster.people;
    let mut holders = role
        .holders
        .iter()
        .copied()
        .filter(|n| people.get(*n as usize).is_some_and(|e| e.holds_on(view.standing.day)));
    let first = holders.next()?;
    holders.next().is_none().then_some(first)
}

/// `our leader Wyn`, `our leader, Wyn,`: the given name of who holds a role today, straight behind it, belongs to it.
fn with_given_name(view: &View<'_>, role: &RoleForm, words: Range<usize>) -> Range<usize> {
    let next = words.end;
    let closed = view.gap(next) == Gap::Comma && matches!(view.gap(next + 1), Gap::Comma | Gap::Sentence);
    let goes_on = view.gap(next + 1).joins()
        && view.token(next + 1).is_some_and(|token| token.shape == Shape::Title)
        && !view.is(Sense::PersonCue, next + 1);
    let named = (view.gap(next) == Gap::Space || closed)
        && !goes_on
        && !view.owns(words.end - 1)
        && view.token(next).is_some_and(|token| token.shape == Shape::Title);
    let theirs = || {
        let person = holder(view, role).and_then(|holder| view.index().people.get(holder as usize));
        person.is_some_and(|person| view.at(next).len() > 2 && person.is_given(view.at(next)))
    };
    words.start..if named && theirs() { next + 1 } else { next }
}

/// Whether the words of a role tell its holder's given name behind it, in a sentence that speaks of no club.
fn tells_given_name(view: &View<'_>, role: &RoleForm, words: &Range<usize>) -> bool {
    let last = words.end - 1;
    let person = holder(view, role).and_then(|holder| view.index().people.get(holder as usize));
    let named = view.capital(last) && person.is_some_and(|person| person.is_given(view.at(last)));
    named && !club::is_told(view, words)
}

fn fits(view: &View<'_>, role: &RoleForm, words: &Range<usize>) -> bool {
    let joined = |at: usize| view.gap(at).joins();
    let next = view.at(words.end);
    if role.sort == RoleSort::OfThePlace && !club::leads_the_council(view, words) {
        return false;
    }
    // The deputy's deputy, somebody else's leader, a former holder, leaders in general.
    if words.start > 0
        && joined(words.start)
        && matches!(view.at(words.start - 1), "former" | "ex" | "deputy" | "vice")
    {
        return false;
    }
    // `Election of Deputy Mayor`: the office, and nobody who holds it.
    let to_be_filled = words.start > 1
        && joined(words.start)
        && matches!(view.at(words.start - 1), "of" | "for" | "a")
        && matches!(
            view.at(words.start - 2),
            "election" | "appointment" | "nominations" | "nomination" | "elect" | "appoint" | "choose"
        );
    let compound = to_be_filled
        || joined(words.end)
            && matches!(
                next,
                "board" | "boards" | "training" | "role" | "skills" | "article" | "page" | "person"
            );
    // Provost Street; Provost Elm of 1820, who is not the Provost.
    let thing = joined(words.end) && view.is(Sense::Thing, words.end) && view.capital(words.end);
    let of_others = words.clone().any(|at| is_everyday_leader(view, at))
        || words.start > 0 && joined(words.start) && view.is(Sense::Led, words.start - 1);
    if offices::is_only_told_of(view, words) {
        return false;
    }
    if of_others || compound || thing || view.is_history(words.start) || is_anothers(view, role, words) {
        return false;
    }
    if role.sort == RoleSort::ElectedMayor {
        return elected_mayor::is_meant(view, words);
    }
    if tells_given_name(view, role, words) || role.sort == RoleSort::BesideName {
        return tells_given_name(view, role, words);
    }
    if role.sort != RoleSort::NeedsCapital {
        let of_a_club = joined(words.end) && matches!(next, "of" | "at") || view.speaks_of_clubs();
        return !(is_any_deputy(view, words) && of_a_club);
    }
    let last = words.end - 1;
    let elsewhere = joined(words.end) && matches!(next, "of" | "for");
    let capital = (words.start..words.end)
        .filter(|at| !matches!(view.at(*at), "the" | "our" | "of"))
        .all(|at| view.capital(at));
    let beside_name = view.token(words.end).is_some_and(crate::text::Token::is_capital) && joined(words.end);
    capital && !elsewhere && (!view.shouts || beside_name) && last < view.tokens.list.len()
}

/// `Wyn Ash, the Mayor,`: whether a name of somebody else stands straight before an office.
fn is_of_another_named(view: &View<'_>, words: &Range<usize>, holder: u32, mentions: &mut Mentions) -> bool {
    let words = with_article(view, words.clone());
    let near = matches!(view.gap(words.start), Gap::Comma | Gap::Open | Gap::Space);
    let anothers = mentions.first_beside(&words, |mention| {
        let apart = mention.words.end == words.start && near;
        let around = mention.words.start < words.end && words.start < mention.words.end;
        matches!(&mention.who, Who::Listed(people) if !people.contains(&holder)) && (apart || around)
    });
    anothers.is_some()
}

/// Whether some words in small letters name the deputy of any leader: a walk's, a playgroup's.
fn is_any_deputy(view: &View<'_>, words: &Range<usize>) -> bool {
    let last = words.end - 1;
    let bare = words.len() == 3 && (view.at(words.start), view.at(last)) == ("the", "leader");
    bare && !view.capital(last) && matches!(view.at(last - 1), "deputy" | "dep")
}

/// Whether the name of somebody else than its holders stands straight behind a role.
fn is_anothers(view: &View<'_>, role: &RoleForm, words: &Range<usize>) -> bool {
    let next = words.end;
    let named = view.gap(next).joins()
        && view.token(next).is_some_and(|token| token.shape == Shape::Title)
        && !view.is(Sense::Ordinary, next)
        && !view.is(Sense::Title, next)
        && !view.is(Sense::Honorific, next);
    // `The Mayor's Question Time` names nobody else.
    let named = named && !(role.sort == RoleSort::ElectedMayor && view.owns(words.end - 1));
    let apart = view.gap(next) == Gap::Comma && offices::named_mayor(view, words.end - 1).is_some();
    (named || apart)
        && matches!(role.sort, RoleSort::NeedsCapital | RoleSort::ElectedMayor)
        && role.holders.iter().all(|holder| {
            view.index().people.get(*holder as usize).is_some_and(|person| {
                let here = view.at(next);
                !person.is_given(here)
                    && !person.families.iter().any(|form| form.words.first().is_some_and(|word| word == here))
            })
        })
}

/// `the`, `our acting` before a role belong to it.
fn with_article(view: &View<'_>, words: Range<usize>) -> Range<usize> {
    let takes = |start: usize, word: fn(&str) -> bool| {
        start.checked_sub(1).filter(|at| view.gap(start).joins() && word(view.at(*at))).unwrap_or(start)
    };
    let start = takes(words.start, |word| matches!(word, "acting" | "interim" | "current" | "new"));
    takes(start, |word| matches!(word, "the" | "our" | "your"))..words.end
}

/// Stretches the mention of the same person that begins or ends where the role does.
fn joined_to_name(view: &View<'_>, words: &Range<usize>, holder: u32, mentions: &mut Mentions) -> bool {
    let near = |at: usize| view.gap(at).joins() || view.gap(at) == Gap::Comma;
    let beside = mentions.first_beside(words, |mention| {
        let same = matches!(&mention.who, Who::Listed(people) if people.contains(&holder));
        let overlaps = mention.words.start < words.end && words.start < mention.words.end;
        let before = words.end == mention.words.start && near(mention.words.start);
        let after = mention.words.end == words.start && near(words.start);
        same && (overlaps || before || after)
    });
    let Some((number, mention)) = beside else { return false };
    mention.confidence = mention.confidence.max(Confidence::Likely);
    // Of several who share the name, the office tells who is meant: in all rows that have the whole of it.
    let alike = |number: u32| view.index().people.get(number as usize).map(|person| person.alike);
    if let Who::Listed(people) = &mut mention.who {
        people.retain(|number| alike(*number) == alike(holder));
    }
    mentions.stretch(number, words);
    true
}
