//! The last look at all mentions of a part.

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::scan::mention::{Mention, Who};
use crate::guard::scan::mentions::Mentions;
use crate::guard::scan::names::places;
use crate::guard::scan::tags;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, ItemKind, Shape};

/// The last look at all mentions: glued hashtags, roles joined to the names they belong to, quotations.
pub fn settle(view: &View<'_>, mut mentions: Mentions) -> Vec<Mention> {
    for item in view.tokens.items.iter().filter(|item| item.kind == ItemKind::Hashtag) {
        let tag = &view.text[item.range.start + 1..item.range.end];
        let known = view.index().accounts.of_tag(&tag.replace('_', ""));
        let (Some(person), Some(first)) = (known, view.tokens.starting_at(item.range.start + 1)) else {
            continue;
        };
        let holds = view.book.world().roster.people[person as usize].holds_on(view.standing.day);
        let end = view.tokens.list[first..].iter().take_while(|t| t.range().end <= item.range.end).count();
        let words = first..first + end;
        if holds
            && !mentions.take_any(&words)
            && !is_a_partys(view, person, tag, &words)
            && !is_a_known_place(view, tag)
            && !places::is_meant(view, &words, &words)
        {
            mentions.push(Mention::of(Who::Listed(vec![person]), words, Confidence::Certain));
        }
    }
    let mut mentions = mentions.into_sorted();
    for mention in &mut mentions {
        let after = mention.words.end;
        let letters = view.is(Sense::PoliticianMark, after)
            && view.token(after).is_some_and(|token| token.shape == Shape::Upper);
        if letters && view.gap(after).joins() && !view.shouts {
            mention.words.end += 1;
        }
        mention.quoted = is_quoted(view, &mention.words);
    }
    mentions
}

/// `#AshPark`: a hashtag that is a namesake's name, other than somebody's.
fn is_a_known_place(view: &View<'_>, tag: &str) -> bool {
    let namesakes = &view.index().namesakes;
    let is_one = || {
        let tag = tag.replace('_', "");
        namesakes.iter().any(|form| (form.is_place || !form.same_as_person) && form.words.concat() == tag)
    };
    !view.context.speaks_of_councillors() && is_one()
}

/// Whether a hashtag with a member's family name says a party's name with it, and not theirs: `#VoteGreen`.
fn is_a_partys(view: &View<'_>, person: u32, tag: &str, words: &Range<usize>) -> bool {
    let whole =
        view.index().people.get(person as usize).is_some_and(|person| {
            person.glued.iter().any(|name| tag.replace('_', "").contains(name.as_str()))
        });
    let in_humps =
        view.parties().iter().any(|party| party.words.start < words.end && words.start < party.words.end);
    !whole && (in_humps || tags::is_glued(tag, view.index()))
}

/// Whether somebody's words stand beside their name.
fn is_quoted(view: &View<'_>, words: &Range<usize>) -> bool {
    let speech = |at: usize| view.is(Sense::Speech, at);
    let sentence = view.sentence(words.start);
    let after = (words.end..sentence.end.min(words.end + 4)).any(speech);
    let before =
        words.start.checked_sub(2).is_some_and(|from| (from.max(sentence.start)..words.start).any(speech));
    let announced = view.gap(words.end) == Gap::Colon
        || view.token(words.end).is_some_and(|next| {
            let last = words.end.checked_sub(1).and_then(|at| view.token(at));
            last.is_some_and(|last| view.text[last.range().end..next.range().start].contains(':'))
        });
    after || before || announced && view.has_quotes()
}
