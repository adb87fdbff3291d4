//! One family name of the roster where it stands: whose it is there, and how sure that is.

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index::people::{FamilyForm, Person};
use crate::guard::scan::mention::{Mention, Together, Who};
use crate::guard::scan::names::before::{self, Before, Given};
use crate::guard::scan::names::by_office::{self, Office};
use crate::guard::scan::names::longer;
use crate::guard::scan::names::namesakes::{self, Namesakes};
use crate::guard::scan::names::places::{self, is_thing};
use crate::guard::scan::names::trades::{self, is_everyday_leader, tell_another};
use crate::guard::scan::names::{alone, apart, captions, past, rare};
use crate::guard::scan::offices;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, ItemKind, Shape};

/// What matters of a roster row besides the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bearer {
    /// Stands, and sits for nobody yet: known by what they do for a living.
    pub(super) is_candidate: bool,
    /// The style before the name is one the roster gives them: `Dr`.
    pub(super) owns_style: bool,
    /// What they have to do with the office before the name.
    pub(super) office: Office,
}

/// What stands behind a family name of the roster.
#[derive(Debug)]
pub(super) enum Look<'v> {
    /// The member, as far as one can tell, by this family name and what stands of the given ones.
    Named { mention: Mention, name: &'v FamilyForm, given: Given },
    /// Somebody with a title whom the roster does not know, though it has the family name.
    Unknown(Mention),
    /// Somebody else with the whole name: an officer, an author.
    Another(&'v FamilyForm),
}

/// What stands behind a family name of somebody, as far as one can tell.
pub(super) fn look<'v>(
    view: &View<'_>,
    (person, bearer): (&Person, Bearer),
    family: &'v FamilyForm,
    words: Range<usize>,
    namesakes: &Namesakes<'_>,
) -> Option<Look<'v>> {
    if let Some(title) = title_of_handle(view, &words) {
        let mention = Mention::of(Who::Listed(Vec::new()), title..words.end, Confidence::Certain);
        let mention = Mention { titled: true, ..mention };
        return Some(Look::Named { mention, name: family, given: Given::Missing });
    }
    if view.inside(words.start, ItemKind::Handle) || view.inside(words.start, ItemKind::Email) {
        return None;
    }
    let before = Before::read(view, person, words.start);
    let protected = namesakes.over(&words).any(|form| !form.same_as_person);
    if protected && before.title.is_none() {
        return None;
    }
    let mention = |start: usize, end: usize, confidence: Confidence| {
        let titled = before.title.is_some();
        let who = Who::Listed(Vec::new());
        let together = if before.shares_family { Together::All } else { Together::OneOf };
        let mention = Mention { titled, together, ..Mention::of(who, start..end, confidence) };
        Look::Named { mention, name: family, given: before.given }
    };
    let next_is_thing = is_thing(view, words.end);
    if past::is_of_the_past(view, &(before.title.unwrap_or(before.start)..words.end)) {
        return None;
    }
    let lends_its_name =
        |title: usize| is_of_a_road(view, title, &words) || is_a_memorial(view, title, words.end);
    if !view.shouts && before.title.is_some_and(lends_its_name) {
        return None;
    }
    // `Cllrs Ash and Green Flag judges`
    if before.shares_title && !before.is_begun() && longer::begins_with(view, &words) {
        return None;
    }
    if before.shares_title && before.stranger {
        let words = words.start - 1..words.end;
        let stranger = Mention::of(Who::UnlistedCouncillor, words, Confidence::Likely);
        return Some(Look::Unknown(Mention { titled: true, ..stranger }));
    }
    if let Some(title) = before.title {
        let confidence =
            if next_is_thing && !before.is_full() { Confidence::Likely } else { Confidence::Certain };
        return Some(mention(title, words.end, confidence));
    }
    if let Some(end) = before::surname_first(view, person, &words) {
        return Some(mention(words.start, end, Confidence::Certain));
    }
    if next_is_thing && !view.shouts {
        return None;
    }
    if !before.stranger
        && let Some(end) = apart::title_behind(view, &words)
    {
        return Some(mention(before.start, end, Confidence::Certain));
    }
    // What a candidate does for a living says nothing: candidates are known by it.
    let is_told_apart = || {
        !bearer.is_candidate
            && (!rare::is_rare_whole(view, family, &words, &before)
                || namesakes.over(&words).next().is_some())
    };
    let is_another = || is_told_apart() && tell_another(view, &person.styles, &(before.start..words.end));
    let is_a_pupil = before.is_full() && !view.is_caption() && trades::is_a_pupil(view, words.end);
    if is_a_pupil || before.is_begun() && is_another() {
        return Some(Look::Another(family));
    }
    if before.is_begun() && (is_of_a_firm(view, words.end) || longer::is_a_traders(view, words.end)) {
        return None;
    }
    if before.is_full() {
        return full_name(view, family, &words, &before, namesakes)
            .map(|confidence| mention(before.start, words.end, confidence));
    }
    if before.stranger {
        return None;
    }
    if let Some(end) = rare::family_of_two_names(view, family, &words) {
        return Some(mention(words.start, end, Confidence::Possible));
    }
    let capital = view.capital(words.start) || view.capital(words.end - 1);
    let everyday = words.len() == 1 && view.is(Sense::Ordinary, words.start);
    let is_a_feat =
        before.start == words.start && capital && !everyday && !family.half && alone::is_a_feat(view, &words);
    if !before.is_full() && !is_a_feat && past::is_of_a_game(view, words.start) {
        return None;
    }
    if before.is_begun() && capital && !family.half && !(everyday && before.honorific.is_some()) {
        let confidence = if everyday { Confidence::Possible } else { Confidence::Likely };
        return Some(mention(before.start, words.end, confidence));
    }
    // `Scout Leader Ash`
    let led = words
        .start
        .checked_sub(1)
        .filter(|at| view.gap(words.start).joins() && is_everyday_leader(view, *at));
    if led.is_some() {
        return None;
    }
    if let Some((office, confidence)) = by_office::names(view, bearer.office, &words, family.half) {
        return Some(mention(office, words.end, confidence));
    }
    let (start, confidence) = by_family_name(view, bearer, family, &before, &words)?;
    Some(mention(start, words.end, confidence))
}

/// `Cllr @Ash`: the title before an account that is called by the family name alone.
fn title_of_handle(view: &View<'_>, words: &Range<usize>) -> Option<usize> {
    let token = view.token(words.start)?;
    let title = words.start.checked_sub(1).filter(|_| view.inside(words.start, ItemKind::Handle))?;
    let item = view.tokens.item_of(token)?;
    let whole = view.text.get(item.range.clone())?.trim_start_matches('@') == view.at(words.start);
    (whole && words.len() == 1 && view.is(Sense::Title, title)).then_some(title)
}

/// `The Cllr Ash Memorial Bench`: called after whoever it was.
fn is_a_memorial(view: &View<'_>, title: usize, end: usize) -> bool {
    let article = title.checked_sub(1).is_some_and(|at| view.gap(title).joins() && view.at(at) == "the");
    article && view.gap(end).joins() && view.at(end) == "memorial" && view.capital(end)
}

/// `the Ann Rose pruning workshop`: a family name that is a plant or a thing, and what is done with it at an outing.
fn is_worked_at(view: &View<'_>, words: &Range<usize>) -> bool {
    let next = words.end;
    words.len() == 1
        && view.is(Sense::Ordinary, words.start)
        && view.gap(next) == Gap::Space
        && view.token(next).is_some_and(|token| token.shape == Shape::Lower)
        && matches!(
            view.at(next),
            "pruning"
                | "planting"
                | "growing"
                | "cutting"
                | "drying"
                | "painting"
                | "carving"
                | "arranging"
                | "making"
                | "spotting"
                | "picking"
                | "grafting"
                | "dancing"
                | "hanging"
                | "laying"
        )
        && view.gap(next + 1) == Gap::Space
        && matches!(
            view.at(next + 1),
            "workshop"
                | "workshops"
                | "class"
                | "classes"
                | "course"
                | "courses"
                | "session"
                | "sessions"
                | "masterclass"
                | "demonstration"
                | "demo"
                | "talk"
                | "day"
                | "club"
                | "competition"
                | "evening"
        )
}

/// Where a mention begins that is a family name with at most a style before it, and how sure it is.
fn by_family_name(
    view: &View<'_>,
    bearer: Bearer,
    family: &FamilyForm,
    before: &Before,
    words: &Range<usize>,
) -> Option<(usize, Confidence)> {
    let ordinary = view.is(Sense::Ordinary, words.end - 1);
    let capital = view.capital(words.start) || view.capital(words.end - 1);
    if rare::is_rare(view, family, words) {
        return Some((words.start, Confidence::Possible));
    }
    if let Some(honorific) = before.honorific.filter(|_| capital && !family.half) {
        if bearer.owns_style {
            return Some((honorific, Confidence::Likely));
        }
        if is_a_professionals_or_residents(view, honorific, words.end) {
            return None;
        }
        if !ordinary {
            return Some((honorific, Confidence::Possible));
        }
    }
    let alone = !ordinary && !family.half && alone::stands_for_one(view, words);
    (alone || captions::lists(view, words)).then_some((words.start, Confidence::Possible))
}

/// Alderman Ash Court, Councillor Elm Close: whether a title written out and the name behind it are a road's or a house's.
fn is_of_a_road(view: &View<'_>, title: usize, words: &Range<usize>) -> bool {
    let written_out =
        matches!(view.at(title), "alderman" | "alderwoman" | "councillor" | "bailie" | "baillie");
    title + 1 == words.start
        && written_out
        && (is_thing(view, words.end) || places::is_meant(view, &(title..words.end), words))
        && !places::belongs_to_members(view, words.end - 1)
}

/// Whether a word stands before places and things rather than before people.
fn is_before_a_place(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "our"
            | "your"
            | "a"
            | "an"
            | "this"
            | "its"
            | "in"
            | "at"
            | "near"
            | "through"
            | "around"
            | "into"
            | "outside"
            | "inside"
            | "behind"
            | "beside"
            | "new"
            | "y"
            | "yr"
    )
}

/// `We bumped into Mark Field`: what happens with people, not on the way into a place.
fn is_met(view: &View<'_>, start: usize) -> bool {
    let before = start.checked_sub(2).map_or("", |at| view.at(at));
    view.at(start - 1) == "into"
        && matches!(before, "bump" | "bumped" | "bumping" | "ran" | "run" | "running")
}

/// `elm park was great, lovely to see james park`: whether a whole name in small letters, of which only the family name is
/// an everyday word, does what people do, or is met as people are.
fn is_told_in_small(view: &View<'_>, whole: &Range<usize>, family: &Range<usize>) -> bool {
    let given_is_a_name = (whole.start..family.start).all(|at| !view.is(Sense::Ordinary, at));
    if !given_is_a_name || whole.clone().any(|at| view.capital(at)) {
        return false;
    }
    let next = whole.end;
    let joined = |at: usize| view.gap(at).joins();
    let acts = joined(next)
        && (matches!(view.at(next), "cut" | "cuts" | "voted" | "votes" | "who" | "was" | "has")
            || view.is(Sense::PersonCue, next)
                && !view.is(Sense::Outing, next)
                && !view.is(Sense::PlaceCue, next));
    let Some(last) = whole.start.checked_sub(1).filter(|_| joined(whole.start)) else { return acts };
    acts && !is_before_a_place(view.at(last))
        || matches!(
            view.at(last),
            "see"
                | "seeing"
                | "saw"
                | "met"
                | "meet"
                | "meeting"
                | "with"
                | "thank"
                | "thanks"
                | "hear"
                | "hearing"
                | "invited"
                | "joined"
                | "ask"
                | "asked"
                | "welcome"
                | "welcomed"
                | "councillor"
                | "by"
        ) && !view.is(Sense::Outing, next)
}

/// Whether a style and a family name are those of a professional, of a resident who is answered, or of long ago.
fn is_a_professionals_or_residents(view: &View<'_>, honorific: usize, end: usize) -> bool {
    trades::tell_a_professional(view, honorific, end)
        || is_addressed(view, honorific, end)
        || past::is_on_show(view, end)
}

/// `Thanks Mrs Ash, we will look at it`: a resident who is answered.
fn is_addressed(view: &View<'_>, honorific: usize, next: usize) -> bool {
    let greeted = honorific.checked_sub(1).is_none_or(|at| {
        view.gap(honorific) != Gap::Line
            && matches!(
                view.at(at),
                "thanks"
                    | "hi"
                    | "hello"
                    | "dear"
                    | "sorry"
                    | "apologies"
                    | "morning"
                    | "afternoon"
                    | "evening"
                    | "hey"
                    | "you"
            )
            && view.sentence(at).start + 3 > at
    });
    let answered = matches!(
        view.at(next),
        "we" | "you"
            | "your"
            | "thank"
            | "thanks"
            | "that"
            | "it"
            | "i"
            | "please"
            | "this"
            | "our"
            | "they"
            | "could"
            | "can"
            | "have"
            | "is"
            | "let"
            | "so"
            | "sorry"
            | "no"
            | "yes"
            | "if"
            | "for"
    );
    greeted && answered && view.gap(next) == Gap::Comma
}

/// `J Ash and Sons`, `P. Elm & Daughters`.
fn is_of_a_firm(view: &View<'_>, next: usize) -> bool {
    let kin = |word: &str| matches!(word, "sons" | "son" | "daughters" | "daughter" | "partners");
    let linked = view.gap(next) == Gap::And && kin(view.at(next)) && view.capital(next);
    let and = view.gap(next).joins()
        && view.at(next) == "and"
        && view.gap(next + 1).joins()
        && kin(view.at(next + 1))
        && view.capital(next + 1);
    linked || and
}

/// How sure a full name is: certain, unless it is somebody else's too or made of ordinary words in small letters.
fn full_name(
    view: &View<'_>,
    family: &FamilyForm,
    words: &Range<usize>,
    before: &Before,
    namesakes: &Namesakes<'_>,
) -> Option<Confidence> {
    let whole = before.start..words.end;
    // Grace Church hall, Heather Moor reserve, the Rose Garden: everyday words, and what is around makes a place of
    // them.
    // A roster may give a mayor's office as an alias: `Mayor of Elm`.
    let office = whole.start.checked_sub(1).filter(|_| view.at(whole.start) == "of");
    if office.is_some_and(|at| offices::is_nobodys(view, &(at..whole.end))) {
        return None;
    }
    let everyday = whole.clone().all(|at| view.is(Sense::Ordinary, at));
    if everyday
        && whole.start > 0
        && view.gap(whole.start).joins()
        && is_before_a_place(view.at(whole.start - 1))
        && !is_met(view, whole.start)
    {
        return None;
    }
    // What somebody owns is no part of a name: `Robin Field's ward report`.
    let owns = view.owns(words.end - 1);
    if everyday && !owns && view.gap(words.end).joins() && view.is(Sense::Thing, words.end) {
        return None;
    }
    if places::is_meant(view, &whole, &whole)
        || places::has_facilities(view, words.end)
        || longer::is_a_firms(view, words.end)
        || longer::is_anothers(view, &whole)
        || longer::is_a_vessels(view, words.end)
        || longer::is_a_traders(view, words.end) && !view.capital(words.end + 1)
    {
        return None;
    }
    if past::is_of_folklore(view, &whole) || is_worked_at(view, words) {
        return None;
    }
    if let Some(namesake) = namesakes.over(&whole).find(|form| form.same_as_person) {
        return namesakes::namesake_or_person(view, namesake, &whole);
    }
    let capitals = whole.clone().all(|at| view.capital(at) || view.at(at).len() < 4);
    if !capitals {
        let ordinary = whole.clone().any(|at| view.is(Sense::Ordinary, at));
        let told = || is_cued(view, &whole) || is_told_in_small(view, &whole, words);
        return (!ordinary || told()).then_some(Confidence::Likely);
    }
    Some(if family.half || before.is_in_another_case() { Confidence::Likely } else { Confidence::Certain })
}

/// Whether a whole name of everyday words, in small letters, is somebody's all the same: they speak, or are thanked.
fn is_cued(view: &View<'_>, whole: &Range<usize>) -> bool {
    let next = whole.end;
    let says = matches!(
        view.at(next),
        "said"
            | "says"
            | "told"
            | "tells"
            | "added"
            | "adds"
            | "explained"
            | "explains"
            | "tweeted"
            | "wrote"
            | "writes"
            | "insisted"
            | "insists"
            | "warned"
            | "argued"
            | "claimed"
            | "commented"
            | "urged"
            | "announced"
            | "pledged"
            | "promised"
    );
    if view.gap(next).joins() && says {
        return view.at(next + 1) != "to";
    }
    let Some(last) = whole.start.checked_sub(1).filter(|_| view.gap(whole.start).joins()) else {
        return false;
    };
    let before = (last.checked_sub(1).map_or("", |at| view.at(at)), view.at(last));
    let thanked = matches!(
        before,
        (
            "thanks" | "according" | "congratulations" | "congrats" | "credit" | "diolch" | "grateful",
            "to" | "i"
        ) | ("well", "done")
            | (_, "says" | "said" | "told" | "thank" | "asked")
    );
    let ends = !view.gap(next).joins()
        || matches!(view.at(next), "for" | "and" | "who" | "on" | "at" | "from" | "in" | "am" | "about");
    thanked && ends
}
