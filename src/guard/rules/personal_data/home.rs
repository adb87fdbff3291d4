//! Home addresses: a street address tied to a person, or said to be where somebody lives.

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::prose::Prose;
use crate::guard::rules::personal_data::private::Private;
use crate::lexicon::Sense;
use crate::text::{Gap, Shape};

/// The homes a part gives away. `cues` are the ends of words such as `lives at`; `is_reply` says that the post answers
/// somebody.
pub(super) fn find(prose: &Prose<'_>, cues: &[usize], is_reply: bool) -> Vec<Private> {
    let mut found: Vec<Private> = Vec::new();
    let mut statutory = None;
    let mut at = 0;
    while at < prose.len() {
        let is_cue = cues.binary_search(&at).is_ok() && !is_kind_of_flat(prose, at);
        let Some(address) = address_at(prose, at, is_cue) else {
            at += 1;
            continue;
        };
        if let Some((words, confidence)) = tied(prose, &address, is_cue, is_reply)
            && !is_history(prose, at)
            && !is_labelled(prose, words.start)
            // Planning, licensing and election notices carry names and addresses because the law says so.
            && !*statutory.get_or_insert_with(|| prose.says(Sense::StatutoryNotice))
        {
            let why = "Says where somebody lives.";
            found.push(Private { span: prose.span(&words), confidence, why });
        }
        at = address.end;
    }
    found
}

/// `Independent living at Mill Court`: flats of a kind, where nobody in particular lives.
fn is_kind_of_flat(prose: &Prose<'_>, home: usize) -> bool {
    let before = |n: usize| home.checked_sub(n).map_or("", |at| prose.at(at));
    before(2) == "living"
        && matches!(
            before(3),
            "independent"
                | "assisted"
                | "supported"
                | "sheltered"
                | "retirement"
                | "care"
                | "shared"
                | "communal"
                | "easy"
                | "better"
                | "later"
        )
}

/// `Applicant: Mrs P Brown, 3 Oak Row. Proposal: porch.`: the label of a planning or licensing notice, where the law asks
/// for name and address.
fn is_labelled(prose: &Prose<'_>, person: usize) -> bool {
    let label = person.checked_sub(1).filter(|_| prose.gap(person) == Gap::Colon);
    label.is_some_and(|at| {
        let begins = matches!(prose.gap(at), Gap::Start | Gap::Sentence | Gap::Line | Gap::Other);
        begins && matches!(prose.at(at), "applicant" | "applicants" | "appellant" | "licensee" | "ymgeisydd")
    })
}

/// The most words of a street's name.
const MOST_WORDS: usize = 5;

/// The address that begins with a word: a number and a street. Where somebody is said to live, a house's name will do.
fn address_at(prose: &Prose<'_>, at: usize, is_cue: bool) -> Option<Range<usize>> {
    let flat = matches!(prose.at(at), "flat" | "apartment" | "apt" | "unit");
    if flat && prose.number(at + 1) {
        let house = at + 2 + usize::from(prose.number(at + 2));
        return street(prose, house, is_cue).map(|end| at..end);
    }
    // She lives at number fourteen, Oak Road.
    if is_cue && matches!(prose.at(at), "number" | "no") && is_house_number(prose, at + 1) {
        return street(prose, at + 2, is_cue).map(|end| at..end);
    }
    if is_house_number(prose, at) {
        return street(prose, at + 1, is_cue).map(|end| at..end);
    }
    if is_cue && prose.capital(at) && prose.in_prose(at) {
        let end = (at..at + MOST_WORDS)
            .take_while(|i| *i == at || prose.capital(*i) && prose.gap(*i).joins())
            .last()?
            + 1;
        let named = end - at > 1 && prose.is(Sense::Street, end - 1) || is_house(prose.at(end - 1));
        return named.then_some(at..end);
    }
    None
}

fn is_house(word: &str) -> bool {
    matches!(
        word,
        "cottage"
            | "farm"
            | "lodge"
            | "bungalow"
            | "villa"
            | "barn"
            | "farmhouse"
            | "house"
            | "bwthyn"
            | "manse"
    )
}

fn is_house_number(prose: &Prose<'_>, at: usize) -> bool {
    let word = prose.at(at);
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let tail = word.len() - digits;
    is_number_in_words(word)
        || prose.number(at)
            && prose.in_prose(at)
            && (1..=4).contains(&digits)
            && (tail == 0 || tail == 1 && word.ends_with(|c: char| c.is_ascii_alphabetic()))
}

/// A house's number in words, as far as streets usually go; a street follows in any case.
fn is_number_in_words(word: &str) -> bool {
    matches!(
        word,
        "one"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "ten"
            | "eleven"
            | "twelve"
            | "thirteen"
            | "fourteen"
            | "fifteen"
            | "sixteen"
            | "seventeen"
            | "eighteen"
            | "nineteen"
            | "twenty"
            | "thirty"
            | "forty"
            | "fifty"
            | "sixty"
            | "seventy"
            | "eighty"
            | "ninety"
    )
}

/// Whether the sentence tells of times so long gone that everybody in it is history.
fn is_history(prose: &Prose<'_>, at: usize) -> bool {
    let year =
        |word: &str| word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1100..1940).contains(&year));
    let sentence = prose.sentence(at);
    let near = sentence.start.max(at.saturating_sub(FAR))..sentence.end.min(at + FAR);
    let mut near = near.filter(|word| prose.number(*word));
    near.any(|word| year(prose.at(word)))
}

/// How many words around a home are looked at for a year.
const FAR: usize = 20;

/// Where a street's name that begins at a word ends.
fn street(prose: &Prose<'_>, at: usize, is_cue: bool) -> Option<usize> {
    if !(prose.gap(at).joins() || prose.gap(at) == Gap::Comma) || !prose.in_prose(at) {
        return None;
    }
    let small = |word: &str| matches!(word, "the" | "y" | "yr" | "of" | "o" | "le" | "s" | "a");
    let mut end = None;
    let mut last = at;
    for i in at..at + MOST_WORDS {
        let joined = i == at || prose.gap(i).joins();
        if !joined || !(prose.capital(i) || small(prose.at(i)) && i + 1 < prose.len()) || prose.number(i) {
            break;
        }
        if prose.capital(i) {
            last = i + 1;
        }
        if i > at && prose.capital(i) && prose.is(Sense::Street, i) {
            end = Some(i + 1);
        }
    }
    let welsh = prose.is(Sense::StreetFirst, at) && prose.capital(at) && last > at + 1;
    end.or((welsh || is_cue && last > at && !is_unit(prose.at(at))).then_some(last)).filter(|end| *end > at)
}

/// What is counted, where a street would stand: `22 Volunteers`.
fn is_unit(word: &str) -> bool {
    word.ends_with('s') && word.len() > 5
}

/// The words that give a home away, when an address is tied to somebody.
fn tied(
    prose: &Prose<'_>,
    address: &Range<usize>,
    is_cue: bool,
    is_reply: bool,
) -> Option<(Range<usize>, Confidence)> {
    let at = address.start;
    let before = |n: usize| at.checked_sub(n).map_or("", |at| prose.at(at));
    if is_cue {
        return Some((
            person_until(prose, at.saturating_sub(2))
                .map_or(address.clone(), |(person, _)| person.start..address.end),
            Confidence::Likely,
        ));
    }
    // She's at flat 3: a pronoun, and an address of somebody's own.
    let is_flat = matches!(prose.at(at), "flat" | "apartment" | "apt");
    let hers = before(1) == "at"
        && (matches!(before(2), "he" | "she")
            || matches!((before(3), before(2)), ("he" | "she", "is" | "was" | "lives")));
    if is_flat && hers {
        return Some((address.clone(), Confidence::Likely));
    }
    // Jo Brown's house, 14 Oak Road
    let home = matches!(before(1), "house" | "flat" | "home" | "bungalow" | "garden");
    if home
        && matches!(prose.gap(at), Gap::Comma | Gap::Space | Gap::Open)
        && let Some((person, true)) = person_until(prose, at - 1)
    {
        return Some((person.start..address.end, Confidence::Likely));
    }
    // Mrs Brown at 3 Oak Row: somebody with a title and a surname is met at home.
    let connected = prose.gap(at).joins()
        && (matches!(before(1), "of" | "from")
            || before(1) == "at" && at.checked_sub(3).is_some_and(|style| prose.is(Sense::Honorific, style)));
    let named = if connected { person_until(prose, at - 1) } else { person_until(prose, at) };
    if let Some((person, sure)) = named {
        let joined = prose.gap(at).joins()
            || matches!(prose.gap(at), Gap::Comma | Gap::Open | Gap::Colon | Gap::Other);
        let gap_of_connector = prose.gap(at - usize::from(connected));
        let close = gap_of_connector.joins() || gap_of_connector == Gap::Comma || !connected;
        let confidence = match (connected, sure) {
            _ if !(joined && close) => None,
            (true, true) => Some(Confidence::Certain),
            (true, false) => (person.len() > 1).then_some(Confidence::Likely),
            (false, true) => Some(Confidence::Likely),
            (false, false) => (is_reply || is_greeted(prose, &person)).then_some(Confidence::Likely),
        };
        if let Some(confidence) = confidence {
            return Some((person.start..address.end, confidence));
        }
    }
    // `22 Oak Row, belonging to Ann Moss`
    if let Some(person) = owner_behind(prose, address.end) {
        return Some((address.start..person, Confidence::Likely));
    }
    let written_to = before(1) == "at"
        && matches!(before(2), "her" | "him" | "them")
        && (3..=8).any(|n| {
            matches!(
                before(n),
                "send" | "write" | "cards" | "card" | "letters" | "flowers" | "post" | "deliver"
            )
        });
    if written_to {
        return Some((address.clone(), Confidence::Likely));
    }
    let at_home = (2..=4).any(|n| before(n) == "at" && before(n - 1) == "home")
        || before(1) == "home" && matches!(before(2), "her" | "his" | "their" | "your");
    let sentence = prose.sentence(at);
    let speaks_to = || sentence.clone().any(|i| matches!(prose.at(i), "you" | "your" | "you're"));
    let called = matches!(before(1), "tried" | "visited" | "attended" | "inspected" | "searched" | "raided")
        || matches!(
            (before(2), before(1)),
            ("called" | "knocked" | "knock" | "round", "at" | "on" | "to")
                | ("your" | "her" | "his", "house" | "flat" | "home" | "property" | "tenancy")
        );
    let keyed = before(1) == "at"
        && matches!(
            before(2),
            "property"
                | "tenancy"
                | "flat"
                | "home"
                | "house"
                | "bungalow"
                | "benefit"
                | "claim"
                | "support"
                | "rent"
        )
        && (2..=4).any(|n| matches!(before(n + 1), "your" | "her" | "his" | "their"));
    if at_home || keyed || called && (is_reply || speaks_to()) {
        return Some((address.clone(), Confidence::Likely));
    }
    None
}

/// Where the name ends of whoever is said to live at or own an address that ends before a word; who is called out there
/// counts too: `. Yes you, Mrs Lamb`.
fn owner_behind(prose: &Prose<'_>, end: usize) -> Option<usize> {
    let of_somebody = |at: usize| {
        let titled = prose.is(Sense::Honorific, at) && prose.capital(at);
        let given = prose.is(Sense::Given, at) && prose.capital(at);
        let owner = prose.capital(at) && at > 0 && matches!(prose.at(at - 1), "to" | "of");
        ((titled || given || owner)
            && prose.capital(at + 1)
            && prose.gap(at + 1).joins()
            && !prose.is(Sense::Thing, at + 1))
        .then_some(at + 2)
    };
    let tie = (end..end + BEHIND).find(|at| {
        matches!(
            (prose.at(*at), prose.at(at + 1)),
            ("belonging" | "belongs" | "home", "to" | "of")
                | ("yes" | "looking" | "at", "you")
                | ("cartref", _)
        )
    })?;
    (tie + 1..tie + 5).find_map(of_somebody)
}

/// So many words behind an address the words stand that tie it to somebody.
const BEHIND: usize = 4;

/// A person's name that ends before a word, and whether it surely is one: a title or a first name begins it.
fn person_until(prose: &Prose<'_>, end: usize) -> Option<(Range<usize>, bool)> {
    const MOST: usize = 5;
    let mut start = end;
    while start > 0 && end - start < MOST {
        let at = start - 1;
        // The gap behind the name's last word is the caller's to judge.
        let joined = start == end || prose.gap(start).joins();
        let is_name = matches!(prose.token(at).map(|t| t.shape), Some(Shape::Title | Shape::Upper))
            && prose.in_prose(at);
        if !joined || !is_name {
            break;
        }
        start = at;
    }
    let titled = |at: usize| prose.is(Sense::Honorific, at) || prose.is(Sense::Title, at);
    // The first word of a sentence has its capital in any case.
    while start < end
        && prose.begins_sentence(start)
        && !titled(start)
        && !prose.is(Sense::Given, start)
        && end - start > 2
    {
        start += 1;
    }
    if let Some(first) = (start..end).find(|at| titled(*at) || prose.is(Sense::Given, *at)) {
        start = if titled(first) || end - first > 1 || first == start { first } else { start };
    }
    let words = start..end;
    // `Winner: Ada Croft`, whose family name is a thing's too.
    let has_won = words.len() == 2
        && prose.gap(start) == Gap::Colon
        && start.checked_sub(1).is_some_and(|at| prose.is(Sense::PrizeCue, at));
    let thing = words.clone().any(|at| {
        prose.is(Sense::Thing, at) && at + 1 == end && !has_won
            || prose.is(Sense::Firm, at)
            || is_no_name(prose.at(at))
    });
    let titled = titled(start);
    // Winner: J. Brown
    let initial = words.len() == 2
        && prose.at(start).len() == 1
        && prose.sentence(start).any(|at| prose.is(Sense::PrizeCue, at));
    let sure = initial || has_won || titled && words.len() > 1 || prose.is(Sense::Given, start);
    let alone = words.len() < 2 && !prose.is(Sense::Given, start);
    (!words.is_empty() && !thing && !alone && (sure || !prose.begins_sentence(start) || words.len() == 2))
        .then_some((words, sure))
}

/// What follows a place or a firm, or calls people there.
fn is_no_name(word: &str) -> bool {
    matches!(word, "the" | "stop" | "junction" | "between" | "visit" | "meet" | "at" | "outside" | "open")
}

/// Whether a name is greeted: it stands behind a greeting.
fn is_greeted(prose: &Prose<'_>, person: &Range<usize>) -> bool {
    (1..=2).any(|n| person.start.checked_sub(n).is_some_and(|at| prose.is(Sense::Greeting, at)))
}
