//! A family name by itself.

use std::ops::Range;

use crate::guard::scan::names::headlines::{is_a_place, is_quote_next, is_shouted_speaker, moves};
use crate::guard::scan::names::paired;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::lexicon::phrase::Words as _;
use crate::post::PartName;
use crate::text::{Gap, ItemKind, Shape, Within};

/// Whether a surname alone stands for a person, as in a headline: nothing before that makes it another's or a place,
/// nothing after that makes it a thing, and something that only people do.
pub(super) fn stands_for_one(view: &View<'_>, words: &Range<usize>) -> bool {
    let (first, next) = (words.start, words.end);
    let shape = view.token(first).map(|token| token.shape);
    let within = view.token(first).map(|token| token.within);
    if within != Some(Within::Prose) {
        return view.inside(first, ItemKind::Hashtag) && !view.is(Sense::Thing, next);
    }
    if is_shouted_speaker(view, words) {
        return true;
    }
    if view.shouts {
        return view.begins_sentence(first) && view.joined(next) && view.is(Sense::PersonCue, next);
    }
    // "ASH SAVES THE LIDO", the headline ASH SAVES THE LIDO: a headline quoted in capitals.
    let in_capitals = |at: usize| view.token(at).is_some_and(|token| token.shape == Shape::Upper);
    let deed = view.joined(next) && in_capitals(next) && view.is(Sense::PersonCue, next);
    let begins_capitals = !view.gap(first).joins() || first > 0 && !view.capital(first - 1);
    if shape == Some(Shape::Upper) && deed && begins_capitals {
        return true;
    }
    if moves(view, words) {
        return true;
    }
    if shape != Some(Shape::Title) {
        return false;
    }
    let before = first.checked_sub(1).filter(|_| view.gap(first).joins()).map(|at| view.at(at));
    if before == Some("the") && plans(view, words) {
        return true;
    }
    if before.is_some_and(|word| {
        matches!(
            word,
            "in" | "at" | "to" | "from" | "near" | "on" | "through" | "around" | "the" | "of" | "st" | "via"
        )
    }) {
        return false;
    }
    let joined_next = view.gap(next).joins();
    if joined_next && (view.capital(next) || view.is(Sense::Thing, next)) {
        return false;
    }
    let introduced = before
        .is_some_and(|word| matches!(word, "says" | "said" | "thanks" | "by" | "with" | "asks" | "backs"));
    let acts = |at: usize| view.joined(at) && (view.is(Sense::PersonCue, at) || view.is(Sense::Speech, at));
    let auxiliary = joined_next && matches!(view.at(next), "has" | "will" | "to" | "and");
    // `with the headline Ash saves lido`
    let in_print = before.is_some_and(|word| matches!(word, "headline" | "headlined" | "reads" | "reading"));
    // `Ash to chair review`: a headline, where the name is nobody's but theirs.
    let begins = view.begins_sentence(first) || view.gap(first) == Gap::Colon || in_print;
    let headline = joined_next
        && view.at(next) == "to"
        && begins
        && view.token(next + 1).is_some_and(|token| token.shape == Shape::Lower)
        && !matches!(view.at(next + 1), "the" | "a" | "an" | "your" | "our" | "be" | "and");
    // `Ash ends long wait for a loo`: the present of headlines, at their beginning.
    let present = joined_next
        && view.joined(next + 1)
        && begins
        && view.token(next).is_some_and(|token| token.shape == Shape::Lower)
        && view.at(next).len() > 3
        && view.at(next).ends_with('s')
        && !view.at(next).ends_with("ss")
        && !matches!(view.at(next), "does" | "goes" | "this" | "always");
    // `What Ash told the summit`, and `"No more delays": Ash`
    let asked = before.is_some_and(|word| matches!(word, "what" | "how" | "why" | "when" | "where"))
        && view.begins_sentence(first - 1)
        && view.joined(next)
        && !view.capital(next);
    let signed = view.gap(first) == Gap::Quote && next >= view.tokens.list.len()
        || view.gap(first) == Gap::Colon && next >= view.tokens.list.len() && view.has_quotes();
    // `Ash "hopeful" over jobs`
    let scare_quotes = view.begins_sentence(first) && is_quote_next(view, next);
    // `Ash's big plan`
    let owned = if is_told_of_plans(view.at(next)) && view.gap(next + 1).joins() { next + 1 } else { next };
    let possesses = joined_next
        && view.is(Sense::Deed, owned)
        && view.text[view.tokens.list[next - 1].range().end..].starts_with("'s");
    headline
        || is_a_feat(view, words)
        || paired::stands(view, words)
        || paired::act_together(view, words)
        || is_headed(view, words)
        || present
        || asked
        || signed
        || scare_quotes
        || possesses
        || introduced
        || before.is_some() && is_behind_a_vow(view, first, joined_next)
        || view.gap(next) == Gap::Colon
        || announces(view, next)
        // `Ash steps`, an option of a poll: some steps.
        || acts(next) && (view.joined(next + 1) || !matches!(view.part, PartName::PollOption(_)))
        || auxiliary && acts(next + 1)
}

/// What plans, pledges and speeches are called in headlines.
fn is_told_of_plans(word: &str) -> bool {
    matches!(
        word,
        "big"
            | "bold"
            | "new"
            | "grand"
            | "great"
            | "green"
            | "latest"
            | "first"
            | "last"
            | "final"
            | "ambitious"
            | "radical"
            | "secret"
            | "brilliant"
            | "own"
            | "key"
            | "major"
            | "personal"
            | "fresh"
            | "budget"
            | "election"
            | "parting"
            | "passionate"
            | "heartfelt"
            | "angry"
    )
}

/// `"Not one more empty shop," vows Ash`
fn is_behind_a_vow(view: &View<'_>, name: usize, joined_next: bool) -> bool {
    let verb = name.saturating_sub(1);
    matches!(view.gap(verb), Gap::Quote | Gap::Comma)
        && (view.is(Sense::Speech, verb)
            || matches!(
                view.at(verb),
                "vows"
                    | "pledges"
                    | "promises"
                    | "warns"
                    | "jokes"
                    | "admits"
                    | "announces"
                    | "declares"
                    | "hopes"
                    | "asks"
                    | "demands"
            ))
        && (view.has_quotes() || !joined_next)
}

/// `Interview: Ash on the budget`, `Watch: Ash at the lido`: behind what heads a talk or a film.
fn is_headed(view: &View<'_>, words: &Range<usize>) -> bool {
    let heading = words.start.checked_sub(1).map_or("", |at| view.at(at));
    view.gap(words.start) == Gap::Colon
        && matches!(
            heading,
            "interview"
                | "watch"
                | "listen"
                | "video"
                | "podcast"
                | "exclusive"
                | "opinion"
                | "comment"
                | "profile"
                | "column"
                | "feature"
        )
        && view.gap(words.end) == Gap::Space
        && matches!(view.at(words.end), "on" | "at" | "in" | "answers" | "talks" | "explains" | "live")
        && !is_a_place(view, words.start)
}

/// `The Ash plan`
fn plans(view: &View<'_>, words: &Range<usize>) -> bool {
    let next = words.end;
    view.gap(next) == Gap::Space
        && view.token(next).is_some_and(|token| token.shape == Shape::Lower)
        && matches!(
            view.at(next),
            "plan"
                | "vision"
                | "pledge"
                | "promise"
                | "manifesto"
                | "speech"
                | "amendment"
                | "motion"
                | "budget"
                | "record"
                | "doctrine"
                | "verdict"
        )
        && !is_a_place(view, words.start)
}

/// `Ash marathon tops £900`, `Ash in goal as nurses win`: at the beginning of a headline, what a person undertakes or where
/// one finds oneself. A ward or a place that bears the name undertakes nothing.
pub(super) fn is_a_feat(view: &View<'_>, words: &Range<usize>) -> bool {
    let (first, next) = (words.start, words.end);
    let small = |at: usize| {
        view.gap(at) == Gap::Space && view.token(at).is_some_and(|token| token.shape == Shape::Lower)
    };
    if !view.begins_sentence(first) || !small(next) || !small(next + 1) || is_a_place(view, first) {
        return false;
    }
    let (here, behind) = (view.at(next), view.at(next + 1));
    let found_oneself = match here {
        "in" => matches!(
            behind,
            "goal"
                | "charge"
                | "tears"
                | "talks"
                | "row"
                | "court"
                | "hospital"
                | "plea"
                | "call"
                | "pledge"
                | "clash"
                | "race"
                | "running"
                | "hot"
                | "spotlight"
                | "dock"
                | "bid"
                | "surprise"
                | "shock"
                | "fancy"
                | "apron"
                | "wellies"
        ),
        "on" => matches!(behind, "target" | "air" | "radio" | "telly" | "bins" | "why" | "how" | "what"),
        "at" => matches!(behind, "helm" | "wheel" | "odds" | "loggerheads"),
        "under" => matches!(behind, "fire" | "pressure"),
        "up" => behind == "for",
        "out" => matches!(behind, "for" | "of"),
        "back" => matches!(behind, "in" | "at" | "from" | "on"),
        "first" | "last" | "off" => behind == "to",
        _ => false,
    };
    found_oneself || view.is(Sense::Feat, next)
}

/// Whether a colon and a quotation follow the word before: `Ash: "Yes"`.
fn announces(view: &View<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| view.token(before));
    let (Some(before), Some(next)) = (before, view.token(at)) else { return false };
    view.text[before.range().end..next.range().start].trim_start().starts_with(':')
}
