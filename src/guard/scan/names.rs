//! People of the roster by name: titles, given names, initials, surname first, shared titles, headlines.

mod alone;
mod before;
mod namesakes;
mod past;
mod settled;
mod trades;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index::Meaning;
use crate::guard::index::people::{FamilyForm, Person};
use crate::guard::scan::mentions::Mentions;
use crate::guard::scan::view::View;
use crate::guard::scan::{Mention, Who};
use crate::lexicon::Sense;
use crate::roster::{Entry, Kind};
use crate::text::{Gap, ItemKind, Within};

use before::Before;
use namesakes::Namesakes;

pub use settled::settle;
pub(in crate::guard::scan) use trades::{is_everyday_leader, tell_another};

/// The mentions of listed people by name.
pub fn find(view: &View<'_>, found: &[(usize, Meaning)]) -> Mentions {
    let namesakes = Namesakes::standing(view, found);
    let mut looks: Vec<(u32, Look<'_>)> = Vec::new();
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
        let look = look(view, (person, entry), family, start..last + 1, &namesakes);
        looks.extend(look.map(|look| (*number, look)));
    }
    let mut mentions = Mentions::default();
    let others = Others::of(&looks);
    written_wrong(view, found, &mut mentions);
    for (number, look) in looks {
        if let Look::Named(mut mention, name) = look
            && !others.bear(number, &mention, name)
        {
            mention.who = Who::Listed(vec![number]);
            merge(&mut mentions, mention);
        }
    }
    styled(view, found, &mut mentions);
    mentions
}

/// Whole names in one word, and those with a slip in the family name or the endings of another language.
fn written_wrong(view: &View<'_>, found: &[(usize, Meaning)], mentions: &mut Mentions) {
    for (at, meaning) in found {
        let (Meaning::Slip(number) | Meaning::Glued(number)) = meaning else { continue };
        let index = *number as usize;
        let known = view.index().people.get(index).zip(view.book.world().roster.people.get(index));
        let Some((person, entry)) = known.filter(|(_, entry)| entry.holds_on(view.standing.day)) else {
            continue;
        };
        let in_page = || *meaning == Meaning::Glued(*number) && is_page_called_after(view, *at);
        if view.token(*at).is_none_or(|token| token.within != Within::Prose) && !in_page() {
            continue;
        }
        let (words, confidence) = match meaning {
            Meaning::Glued(_) => (*at..at + 1, Confidence::Certain),
            _ => match slipped(view, person, entry, *at) {
                Some(words) => (words, Confidence::Likely),
                None => continue,
            },
        };
        let who = Who::Listed(vec![*number]);
        let titled = words.clone().any(|at| view.is(Sense::Title, at));
        merge(mentions, Mention { who, words, confidence, titled, by_role: false, quoted: false });
    }
}

/// Whether a word stands in the address of a page that is called after somebody, `/wynash.html`, and is no account.
fn is_page_called_after(view: &View<'_>, at: usize) -> bool {
    let item = view.token(at).and_then(|token| view.tokens.item_of(token));
    item.is_some_and(|item| {
        item.kind == ItemKind::Url
            && view.index().accounts.of_url(&view.text[item.range.clone()], &|_| true).is_none()
    })
}

/// The whole name around a family name with a slip: the given name must be right.
fn slipped(view: &View<'_>, person: &Person, entry: &Entry, at: usize) -> Option<Range<usize>> {
    let mut before = Before::read(view, person, at);
    let given = at.checked_sub(1).filter(|given| view.gap(at).joins() && view.capital(*given))?;
    if !before.is_full() && person.is_given_of_inflected(view.at(given)) {
        before.take_given(given);
    }
    let whole = before.title.unwrap_or(before.start)..at + 1;
    let is_theirs = before.is_full()
        && view.capital(at)
        && !is_thing(view, at + 1)
        && !past::is_of_the_past(view, &whole)
        && (before.title.is_some() || !tell_another(view, &as_styled(entry), &whole));
    is_theirs.then_some(whole)
}

/// What stands behind a family name of the roster.
enum Look<'v> {
    /// The member, as far as one can tell, by this family name.
    Named(Mention, &'v FamilyForm),
    /// Somebody else with the whole name: an officer, an author.
    Another(&'v FamilyForm),
}

/// Those a part shows to be others with a member's whole name: told once, further on they are meant too.
struct Others<'v> {
    numbers: BTreeSet<u32>,
    families: BTreeSet<&'v [String]>,
}

impl<'v> Others<'v> {
    fn of(looks: &[(u32, Look<'v>)]) -> Self {
        let mut others = Self { numbers: BTreeSet::new(), families: BTreeSet::new() };
        for (number, look) in looks {
            if let Look::Another(name) = look {
                others.numbers.insert(*number);
                others.families.insert(name.words.as_slice());
            }
        }
        let titled = looks.iter().filter_map(|(number, look)| match look {
            Look::Named(mention, name) if mention.titled => Some((*number, name.words.as_slice())),
            _ => None,
        });
        for (number, family) in titled {
            others.numbers.remove(&number);
            others.families.remove(family);
        }
        others
    }

    /// Whether a mention without a title is of one of them.
    fn bear(&self, number: u32, mention: &Mention, name: &FamilyForm) -> bool {
        let by_family_alone =
            mention.confidence == Confidence::Possible && self.families.contains(name.words.as_slice());
        !mention.titled && (self.numbers.contains(&number) || by_family_alone)
    }
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

fn look<'v>(
    view: &View<'_>,
    (person, entry): (&Person, &Entry),
    family: &'v FamilyForm,
    words: Range<usize>,
    namesakes: &Namesakes<'_>,
) -> Option<Look<'v>> {
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
        let mention = Mention { who, words: start..end, confidence, titled, by_role: false, quoted: false };
        Look::Named(mention, family)
    };
    let next_is_thing = is_thing(view, words.end);
    if past::is_of_the_past(view, &(before.title.unwrap_or(before.start)..words.end)) {
        return None;
    }
    // Alderman Ash Court, Councillor Elm Close: roads and houses are called after members, with the title written out.
    let road = before.title.is_some_and(|title| {
        title + 1 == words.start
            && matches!(view.at(title), "alderman" | "alderwoman" | "councillor" | "bailie" | "baillie")
    });
    if road && next_is_thing && !view.shouts {
        return None;
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
    // What a candidate does for a living says nothing: candidates are known by it.
    let is_another =
        || entry.kind != Kind::Candidate && tell_another(view, &as_styled(entry), &(before.start..words.end));
    if before.is_begun() && is_another() {
        return Some(Look::Another(family));
    }
    if before.is_full() {
        return full_name(view, family, &words, &before, namesakes)
            .map(|confidence| mention(before.start, words.end, confidence));
    }
    if before.stranger {
        return None;
    }
    let capital = view.capital(words.start) || view.capital(words.end - 1);
    let everyday = words.len() == 1 && view.is(Sense::Ordinary, words.start);
    if !before.is_full() && past::is_of_a_game(view, words.start) {
        return None;
    }
    if before.is_begun() && capital && !family.half && !(everyday && before.honorific.is_some()) {
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
    if let Some(honorific) = before.honorific.filter(|_| capital && !family.half)
        && crate::text::words(&entry.title).iter().any(|own| own == view.at(honorific))
    {
        return Some(mention(honorific, words.end, Confidence::Likely));
    }
    if let Some(honorific) = before.honorific
        && capital
        && !ordinary
        && !family.half
    {
        return Some(mention(honorific, words.end, Confidence::Possible));
    }
    (!ordinary && !family.half && alone::stands_for_one(view, &words))
        .then(|| mention(words.start, words.end, Confidence::Possible))
}

/// Whether the word at a place makes the name before it a place, a firm or an event.
fn is_thing(view: &View<'_>, at: usize) -> bool {
    view.gap(at).joins()
        && view.is(Sense::Thing, at)
        && view.token(at).is_some_and(crate::text::Token::is_capital)
}

/// A name with all the titles the roster knows.
fn as_styled(entry: &Entry) -> String {
    format!("{} {}", entry.title, entry.name)
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
    let everyday = whole.clone().all(|at| view.is(Sense::Ordinary, at));
    if everyday
        && whole.start > 0
        && view.gap(whole.start).joins()
        && is_before_a_place(view.at(whole.start - 1))
    {
        return None;
    }
    if everyday && view.gap(words.end).joins() && view.is(Sense::Thing, words.end) {
        return None;
    }
    if let Some(namesake) = namesakes.over(&whole).find(|form| form.same_as_person) {
        return namesakes::namesake_or_person(view, namesake, &whole);
    }
    let capitals = whole.clone().all(|at| view.capital(at) || view.at(at).len() < 4);
    if !capitals {
        let ordinary = whole.clone().any(|at| view.is(Sense::Ordinary, at));
        return (!ordinary).then_some(Confidence::Likely);
    }
    Some(if family.half || before.is_in_another_case() { Confidence::Likely } else { Confidence::Certain })
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
    let holds =
        matches!(office, "leader" | "mayor" | "provost" | "maer" | "convener" | "commissioner" | "pcc")
            && entry
                .roles
                .iter()
                .any(|role| crate::text::words(&role.written).iter().any(|word| word == office));
    holds.then_some(at)
}
