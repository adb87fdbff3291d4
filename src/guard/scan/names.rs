//! People of the roster by name: titles, given names, initials, surname first, shared titles, headlines.

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index::Meaning;
use crate::guard::index::people::{FamilyForm, NamesakeForm, Person};
use crate::guard::scan::mentions::Mentions;
use crate::guard::scan::view::View;
use crate::guard::scan::{Mention, Who};
use crate::lexicon::Sense;
use crate::lexicon::phrase::Words as _;
use crate::roster::Entry;
use crate::text::{Gap, ItemKind, Shape, Within};

/// The mentions of listed people by name.
pub fn find(view: &View<'_>, found: &[(usize, Meaning)]) -> Mentions {
    let namesakes = Namesakes::standing(view, found);
    let mut mentions = Mentions::default();
    for (last, meaning) in found {
        let Meaning::Family(number, form) = meaning else { continue };
        let index = view.index();
        let (Some(person), Some(entry)) =
            (index.people.get(*number as usize), view.book.world().roster.people.get(*number as usize))
        else {
            continue;
        };
        if !entry.holds_on(view.standing.day) {
            continue;
        }
        let Some(family) = person.families.get(*form as usize) else { continue };
        let Some(start) = (last + 1).checked_sub(family.words.len()) else { continue };
        if !view.stands(&family.words, start) {
            continue;
        }
        let words = start..last + 1;
        if let Some(mut mention) = look(view, (person, entry), family, words, &namesakes) {
            mention.who = Who::Listed(vec![*number]);
            merge(&mut mentions, mention);
        }
    }
    styled(view, found, &mut mentions);
    mentions
}

/// `Sir Wyn`: a knight's given name after the style, where no other of the roster goes by it.
fn styled(view: &View<'_>, found: &[(usize, Meaning)], mentions: &mut Mentions) {
    let people = &view.book.world().roster.people;
    for (at, meaning) in found {
        let Meaning::Styled(number) = meaning else { continue };
        let style = at.checked_sub(1).filter(|style| matches!(view.at(*style), "sir" | "dame"));
        let Some(style) =
            style.filter(|style| view.gap(*at).joins() && view.capital(*style) && view.capital(*at))
        else {
            continue;
        };
        let holds = people.get(*number as usize).is_some_and(|entry| entry.holds_on(view.standing.day));
        // A family name after it was looked at already, and is another's.
        let alone =
            !view.gap(at + 1).joins() || !view.token(at + 1).is_some_and(crate::text::Token::is_capital);
        let words = style..at + 1;
        if holds && alone && !mentions.take_any(&words) {
            mentions.push(Mention {
                who: Who::Listed(vec![*number]),
                words,
                confidence: Confidence::Likely,
                titled: false,
                by_role: false,
                quoted: false,
            });
        }
    }
}

/// Joins a mention with one of the same or overlapping words: the longer and surer wins, equals share it.
fn merge(mentions: &mut Mentions, new: Mention) {
    let Some((number, old)) = mentions.first_over(&new.words) else {
        mentions.push(new);
        return;
    };
    if old.words == new.words {
        let surer = old.confidence.max(new.confidence);
        if let (Who::Listed(old), Who::Listed(new)) = (&mut old.who, &new.who) {
            old.extend(new.iter().copied().filter(|n| !old.contains(n)).collect::<Vec<_>>());
        }
        old.confidence = surer;
    } else if (new.words.len(), new.confidence) > (old.words.len(), old.confidence) {
        mentions.replace(number, new);
    }
}

/// What stands before a family name.
#[derive(Debug, Default)]
struct Before {
    /// Where the name begins, given names included.
    start: usize,
    full: bool,
    initial: bool,
    /// Where the title begins.
    title: Option<usize>,
    honorific: Option<usize>,
    /// Some other capitalised word that is joined to the name: another person's given name, as far as one can tell.
    stranger: bool,
}

fn look(
    view: &View<'_>,
    (person, entry): (&Person, &Entry),
    family: &FamilyForm,
    words: Range<usize>,
    namesakes: &Namesakes<'_>,
) -> Option<Mention> {
    if view.inside(words.start, ItemKind::Handle) || view.inside(words.start, ItemKind::Email) {
        return None;
    }
    let before = read_before(view, person, words.start);
    let protected = namesakes.over(&words).any(|form| !form.same_as_person);
    if protected && before.title.is_none() {
        return None;
    }
    let mention = |start: usize, end: usize, confidence: Confidence| Mention {
        who: Who::Listed(Vec::new()),
        words: start..end,
        confidence,
        titled: before.title.is_some(),
        by_role: false,
        quoted: false,
    };
    let next_is_thing = is_thing(view, words.end);
    if let Some(title) = before.title {
        let confidence = if next_is_thing && !before.full { Confidence::Likely } else { Confidence::Certain };
        return Some(mention(title, words.end, confidence));
    }
    if let Some(end) = surname_first(view, person, &words) {
        return Some(mention(words.start, end, Confidence::Certain));
    }
    if next_is_thing && !view.shouts {
        return None;
    }
    if before.full {
        return full_name(view, family, &words, &before, namesakes)
            .map(|confidence| mention(before.start, words.end, confidence));
    }
    if before.stranger {
        return None;
    }
    let capital = view.capital(words.start) || view.capital(words.end - 1);
    let everyday = words.len() == 1 && view.is(Sense::Ordinary, words.start);
    if before.initial && capital && !family.half && !(everyday && before.honorific.is_some()) {
        let confidence = if everyday { Confidence::Possible } else { Confidence::Likely };
        return Some(mention(before.start, words.end, confidence));
    }
    if let Some(office) = own_office(view, entry, &words).filter(|_| capital) {
        return Some(mention(office, words.end, Confidence::Certain));
    }
    let ordinary = words.len() == 1 && view.is(Sense::Ordinary, words.start);
    if is_rare(view, family, &words) {
        return Some(mention(words.start, words.end, Confidence::Possible));
    }
    if let Some(honorific) = before.honorific
        && capital
        && !ordinary
        && !family.half
    {
        return Some(mention(honorific, words.end, Confidence::Possible));
    }
    (!ordinary && !family.half && alone(view, &words))
        .then(|| mention(words.start, words.end, Confidence::Possible))
}

/// Hardly anybody else has a double-barrelled name, or one of several words such as `van der Elm`.
fn is_rare(view: &View<'_>, family: &FamilyForm, words: &Range<usize>) -> bool {
    let last = words.end - 1;
    let prose = view.token(words.start).map(|token| token.within) == Some(Within::Prose);
    let hyphened = view.gap(last) == Gap::Hyphen && view.capital(words.start);
    let particles =
        words.len() > 2 || matches!(view.at(words.start), "de" | "van" | "von" | "al" | "el" | "ap" | "ni");
    let plain = words.clone().any(|at| !view.is(Sense::Ordinary, at));
    words.len() > 1
        && !family.half
        && prose
        && plain
        && !view.shouts
        && view.capital(last)
        && (hyphened || particles)
}

/// `Mayor Ash`, `Provost Elm`: where an office begins that stands straight before the name of who holds it.
fn own_office(view: &View<'_>, entry: &Entry, words: &Range<usize>) -> Option<usize> {
    let at = words.start.checked_sub(1).filter(|_| view.gap(words.start).joins())?;
    let office = view.at(at);
    let holds = matches!(office, "mayor" | "provost" | "maer" | "convener" | "commissioner" | "pcc")
        && entry.roles.iter().any(|role| crate::text::words(&role.written).iter().any(|word| word == office));
    holds.then_some(at)
}

/// More given names than anybody has.
const MOST_GIVEN: usize = 12;

fn read_before(view: &View<'_>, person: &Person, family: usize) -> Before {
    let mut before = Before { start: family, ..Before::default() };
    let joined = |at: usize| at > 0 && view.gap(at).joins();
    while joined(before.start) && family - before.start < MOST_GIVEN {
        let word = view.at(before.start - 1);
        if person.is_given(word) {
            before.full |= word.len() > 1;
            before.initial |= word.len() == 1;
            before.start -= 1;
        } else if person.is_initial(word) {
            before.initial = true;
            before.start -= 1;
        } else if let Some(start) = over_middle_name(view, person, before.start) {
            before.full = true;
            before.start = start;
        } else {
            break;
        }
    }
    if !joined(before.start) {
        before.title = shared_title(view, before.start);
        return before;
    }
    let at = before.start - 1;
    if view.is(Sense::Title, at) || view.is(Sense::SharedTitle, at) {
        before.title = Some(with_article(view, at));
    } else if view.is(Sense::Honorific, at) && view.capital(at) {
        let beyond = at.checked_sub(1).filter(|_| view.gap(at).joins());
        match beyond.filter(|beyond| view.is(Sense::Title, *beyond)) {
            Some(title) => before.title = Some(title),
            None => before.honorific = Some(at),
        }
    } else if let Some(title) = shared_title(view, before.start) {
        before.title = Some(title);
    } else if view.capital(at) && !view.shouts && !is_office(view.at(at)) {
        // `Yesterday Ash said`: the first word of a sentence has a capital anyway.
        before.stranger = !view.begins_sentence(at) || !view.is(Sense::Ordinary, at);
    }
    before
}

/// `y Cynghorydd Ash`: the article belongs to the title.
fn with_article(view: &View<'_>, at: usize) -> usize {
    let article =
        at > 0 && view.gap(at).joins() && view.at(at - 1) == "y" && view.at(at).contains("ynghorydd");
    if article { at - 1 } else { at }
}

/// A middle name or initial the roster does not know, between a known given name and the family name.
fn over_middle_name(view: &View<'_>, person: &Person, start: usize) -> Option<usize> {
    let given = start.checked_sub(2)?;
    let joined = view.gap(start - 1).joins();
    let middle = start - 1;
    let plain = view.capital(middle) && view.capital(start) && !view.is(Sense::Thing, middle);
    (joined && plain && view.at(given).len() > 1 && person.is_given(view.at(given))).then_some(given)
}

fn is_office(word: &str) -> bool {
    matches!(
        word,
        "leader"
            | "mayor"
            | "mayoress"
            | "chair"
            | "chairman"
            | "chairwoman"
            | "chairperson"
            | "convener"
            | "provost"
            | "member"
            | "deputy"
            | "candidate"
            | "holder"
            | "mp"
            | "pcc"
            | "highways"
            | "planning"
    )
}

/// The title that several names share: `Cllrs Ash, B. Elm and Fir`.
fn shared_title(view: &View<'_>, name: usize) -> Option<usize> {
    let mut at = name;
    let mut listed = false;
    for _ in 0..14 {
        let before = at.checked_sub(1)?;
        let gap = view.gap(at);
        if view.is(Sense::SharedTitle, before) && gap.joins() && listed {
            return Some(name);
        }
        let word = view.at(before);
        let link = matches!(word, "and" | "a" | "ac") && gap.joins();
        if link || matches!(gap, Gap::Comma | Gap::And) {
            listed = true;
        } else if !(gap.joins() && (view.capital(before) || word.len() < 4)) {
            return None;
        }
        if !link && !view.capital(before) && word.len() > 3 {
            return None;
        }
        at = before;
    }
    None
}

/// `Ash, Wyn`: the end of the given name.
fn surname_first(view: &View<'_>, person: &Person, words: &Range<usize>) -> Option<usize> {
    let next = words.end;
    let known = view.gap(next) == Gap::Comma && view.capital(words.start) && view.capital(next);
    let given =
        person.is_given(view.at(next)) || person.is_initial(view.at(next)) && view.gap(next + 1) == Gap::Dot;
    (known && given).then_some(next + 1)
}

/// Whether the word at a place makes the name before it a place, a firm or an event.
fn is_thing(view: &View<'_>, at: usize) -> bool {
    view.gap(at).joins()
        && view.is(Sense::Thing, at)
        && view.token(at).is_some_and(crate::text::Token::is_capital)
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
    // Grace Church hall, Heather Moor reserve: everyday words, and what follows makes a place of them.
    let everyday = whole.clone().all(|at| view.is(Sense::Ordinary, at));
    if everyday && view.gap(words.end).joins() && view.is(Sense::Thing, words.end) {
        return None;
    }
    if let Some(namesake) = namesakes.over(&whole).find(|form| form.same_as_person) {
        return namesake_or_person(view, namesake, &whole);
    }
    let capitals = whole.clone().all(|at| view.capital(at) || view.at(at).len() < 4);
    if !capitals {
        let ordinary = whole.clone().any(|at| view.is(Sense::Ordinary, at));
        return (!ordinary).then_some(Confidence::Likely);
    }
    Some(if family.half { Confidence::Likely } else { Confidence::Certain })
}

/// A name that two have: a council cue makes it the councillor, the note's words the other, neither makes it possible.
fn namesake_or_person(view: &View<'_>, namesake: &NamesakeForm, whole: &Range<usize>) -> Option<Confidence> {
    if view.context.speaks_of_councillors() {
        return Some(Confidence::Certain);
    }
    if namesake.cues.iter().any(|cue| view.context.words().contains(cue)) {
        return None;
    }
    if namesake.is_place {
        let near = whole.end..(whole.end + 4).min(view.sentence(whole.start).end);
        let acts = near.clone().take(2).any(|at| view.is(Sense::PersonCue, at))
            || matches!(view.at(whole.end), "has" | "will")
                && near.clone().any(|at| view.is(Sense::PersonCue, at));
        let place = view.place_cues().any_outside(&view.sentence(whole.start), whole);
        let on = whole.start > 0
            && matches!(
                view.at(whole.start - 1),
                "on" | "in"
                    | "at"
                    | "along"
                    | "off"
                    | "near"
                    | "from"
                    | "to"
                    | "into"
                    | "onto"
                    | "between"
                    | "via"
                    | "through"
                    | "around"
                    | "across"
            );
        return match (acts, place || on) {
            (true, false) => Some(Confidence::Certain),
            (false, true) => None,
            _ => Some(Confidence::Possible),
        };
    }
    Some(Confidence::Possible)
}

/// Whether a surname alone stands for a person, as in a headline: nothing before that makes it another's or a place,
/// nothing after that makes it a thing, and something that only people do.
fn alone(view: &View<'_>, words: &Range<usize>) -> bool {
    let (first, next) = (words.start, words.end);
    let shape = view.token(first).map(|token| token.shape);
    let within = view.token(first).map(|token| token.within);
    if within != Some(Within::Prose) {
        return view.inside(first, ItemKind::Hashtag) && !view.is(Sense::Thing, next);
    }
    if view.shouts {
        return view.begins_sentence(first) && view.joined(next) && view.is(Sense::PersonCue, next);
    }
    if shape != Some(Shape::Title) {
        return false;
    }
    let before = first.checked_sub(1).filter(|_| view.gap(first).joins()).map(|at| view.at(at));
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
    // `Ash to chair review`: a headline, where the name is nobody's but theirs.
    let headline = joined_next
        && view.at(next) == "to"
        && view.begins_sentence(first)
        && view.token(next + 1).is_some_and(|token| token.shape == Shape::Lower)
        && !matches!(view.at(next + 1), "the" | "a" | "an" | "your" | "our" | "be" | "and");
    // `Ash "hopeful" over jobs`
    let scare_quotes = view.begins_sentence(first) && is_quote_next(view, next);
    let possesses = joined_next
        && view.is(Sense::Deed, next)
        && view.text[view.tokens.list[next - 1].range().end..].starts_with("'s");
    headline
        || scare_quotes
        || possesses
        || introduced
        || view.gap(next) == Gap::Colon
        || announces(view, next)
        || acts(next)
        || auxiliary && acts(next + 1)
}

/// Whether a colon and a quotation follow the word before: `Ash: "Yes"`.
fn announces(view: &View<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| view.token(before));
    let (Some(before), Some(next)) = (before, view.token(at)) else { return false };
    view.text[before.range().end..next.range().start].trim_start().starts_with(':')
}

/// Whether a quotation mark opens straight before a word.
fn is_quote_next(view: &View<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| view.token(before));
    let (Some(before), Some(next)) = (before, view.token(at)) else { return false };
    matches!(view.text[before.range().end..next.range().start].trim_start(), "\"" | "'")
}

/// The namesakes that stand in a part, in the order of their words.
struct Namesakes<'v> {
    list: Vec<(Range<usize>, &'v NamesakeForm)>,
    /// The words of the longest.
    longest: usize,
}

impl<'v> Namesakes<'v> {
    fn standing(view: &View<'v>, found: &[(usize, Meaning)]) -> Self {
        let mut list: Vec<(Range<usize>, &NamesakeForm)> = found
            .iter()
            .filter_map(|(at, meaning)| {
                let Meaning::Namesake(number) = meaning else { return None };
                let form = view.index().namesakes.get(*number as usize)?;
                view.stands(&form.words, *at).then(|| (*at..at + form.words.len(), form))
            })
            .collect();
        list.sort_by_key(|(words, _)| words.start);
        let longest = list.iter().map(|(words, _)| words.len()).max().unwrap_or_default();
        Self { list, longest }
    }

    /// Those that have any of these words.
    fn over(&self, words: &Range<usize>) -> impl Iterator<Item = &'v NamesakeForm> {
        let first = self.list.partition_point(|(range, _)| range.start + self.longest <= words.start);
        let near = self.list[first..].iter().take_while(|(range, _)| range.start < words.end);
        near.filter(|(range, _)| words.start < range.end).map(|(_, form)| *form)
    }
}

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
        if holds && !mentions.take_any(&words) {
            mentions.push(Mention {
                who: Who::Listed(vec![person]),
                words,
                confidence: Confidence::Certain,
                titled: false,
                by_role: false,
                quoted: false,
            });
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
