//! What stands before a family name: given names, initials, titles, or somebody else's name.

use std::ops::Range;

use crate::guard::index::people::Person;
use crate::guard::scan::names::{apart, near_given};
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::roster::name::is_particle;
use crate::text::{Gap, Shape, Within};

/// What stands before a family name.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// Where the name begins, given names included.
    pub(super) start: usize,
    /// Where the family name begins.
    family: usize,
    /// What is known of the given names.
    pub(super) given: Given,
    /// Where the title begins.
    pub(super) title: Option<usize>,
    /// The family name stands behind the given name of another who has it too.
    pub(super) shares_family: bool,
    /// The title stands before the first of several names, and this is another of them.
    pub(super) shares_title: bool,
    pub(super) honorific: Option<usize>,
    /// Some other capitalised word that is joined to the name: another person's given name, as far as one can tell.
    pub(super) stranger: bool,
}

/// What stands of the given names, from nothing to one the roster has.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Given {
    /// Nothing.
    #[default]
    Missing,
    /// Its first letter.
    Initial,
    /// With an ending or beginning of another language's cases.
    InAnotherCase,
    /// In another form than the roster's: `Bill` for William.
    Variant,
    /// As the roster has it.
    Own,
}

impl Given {
    fn of(person: &Person, word: &str) -> Self {
        match word.chars().count() {
            ..=1 => Self::Initial,
            _ if person.goes_by(word) => Self::Own,
            _ => Self::Variant,
        }
    }
}

/// More given names than anybody has.
const MOST_GIVEN: usize = 12;

impl Before {
    /// Whether a whole given name stands there.
    pub(super) fn is_full(&self) -> bool {
        self.given >= Given::InAnotherCase
    }

    /// Whether the given name has the cases of another language.
    pub(super) fn is_in_another_case(&self) -> bool {
        self.given == Given::InAnotherCase
    }

    /// Whether a given name or an initial stands there.
    pub(super) fn is_begun(&self) -> bool {
        self.given > Given::Missing
    }

    /// Takes a word for a given name, though the roster has it in another form.
    pub(super) fn take_given(&mut self, at: usize) {
        self.start = at;
        self.take(Given::InAnotherCase);
    }

    fn take(&mut self, given: Given) {
        self.given = self.given.max(given);
    }

    /// Reads backwards from a family name.
    pub(super) fn read(view: &View<'_>, person: &Person, family: usize) -> Self {
        let mut before = Self { start: family, family, ..Self::default() };
        let joined = |at: usize| at > 0 && view.gap(at).joins();
        // St Andrew's Church, Wyn's Ash: what somebody owns is not their family name.
        while joined(before.start) && family - before.start < MOST_GIVEN && !view.owns(before.start - 1) {
            let word = view.at(before.start - 1);
            if person.is_given(word) {
                before.take(Given::of(person, word));
                before.start -= 1;
            } else if person.is_initial(word) || is_run_of_initials(view, person, before.start - 1) {
                before.take(Given::Initial);
                before.start -= 1;
            } else if is_in_another_case(view, person, before.start - 1)
                || near_given::stands(view, person, before.start - 1, family)
            {
                before.take(Given::InAnotherCase);
                before.start -= 1;
            } else if let Some(start) = letters_apart(view, person, before.start) {
                before.take(Given::Own);
                before.start = start;
            } else if let Some(start) = over_middle_name(view, person, before.start) {
                before.take(Given::of(person, view.at(start)));
                before.start = start;
            } else {
                break;
            }
        }
        before.take_set_off_nickname(view, person);
        before.take_shared_given(view, person);
        if !joined(before.start) {
            before.title = shared_title(view, before.start);
            before.shares_title = before.title.is_some();
            // Whole names need no title.
            if before.title.is_none() && !before.is_full() {
                before.title = apart::title_before(view, before.start);
            }
            return before;
        }
        let at = before.start - 1;
        // Bailie's Wynd, Alderman's Lane: called after whoever it was.
        let owns = view.owns(at);
        if !owns && (view.is(Sense::Title, at) || view.is(Sense::SharedTitle, at) || is_short_title(view, at))
        {
            before.title = Some(with_article(view, at)).filter(|_| !is_everyday_word_behind(view, at));
        } else if view.is(Sense::Honorific, at) && view.capital(at) {
            let beyond = at.checked_sub(1).filter(|_| view.gap(at).joins());
            match beyond.filter(|beyond| view.is(Sense::Title, *beyond)) {
                Some(title) => before.title = Some(title),
                None => before.honorific = Some(at),
            }
        } else if let Some(title) = shared_title(view, before.start) {
            before.title = Some(title);
            before.shares_title = true;
            // `Cllrs Wyn Ash and Bo Elm`: by a given name that is nobody's of the roster's Elms.
            before.stranger = !before.is_begun() && view.capital(at) && !is_link(view.at(at));
        } else if view.capital(at) && !view.shouts && !is_office(view.at(at)) && !leads_to_names(view.at(at))
        {
            // `Yesterday Ash said`: the first word of a sentence has a capital anyway.
            before.stranger = !view.begins_sentence(at)
                || !(view.is(Sense::Ordinary, at) || begins_a_headline(view.at(at)));
        }
        before
    }
}

impl Before {
    /// `Wynford 'Wyn' Ash`, `Wynford (Wyn) Ash`: a short form set off between given and family name.
    fn take_set_off_nickname(&mut self, view: &View<'_>, person: &Person) {
        let closes = matches!(view.gap(self.start), Gap::Quote | Gap::Close);
        let given = self.start.checked_sub(2).filter(|given| {
            let opens = matches!(view.gap(self.start - 1), Gap::Quote | Gap::Open);
            closes && opens && view.capital(*given) && person.is_given(view.at(*given))
        });
        if let Some(given) = given {
            self.take(Given::of(person, view.at(given)));
            self.start = given;
        }
    }

    /// `W. and B. Ash`, `Wyn, Bo and Ann Ash`: one of several who share the family name. Without a title before them the
    /// last must be of the roster too, or they are some family.
    fn take_shared_given(&mut self, view: &View<'_>, person: &Person) {
        // `Ann and Anne Ash`: the other's given name may be a form of this person's.
        let alone =
            self.start == self.family || self.given == Given::Variant && self.start + 1 == self.family;
        let beyond = if alone { self.family.checked_sub(1) } else { None };
        let Some(last) = beyond.filter(|at| view.capital(*at) && view.gap(self.family).joins()) else {
            return;
        };
        let others = view.at(last);
        let is_listed = |number: &u32| {
            view.index()
                .people
                .get(*number as usize)
                .is_some_and(|one| one.is_given(others) && others.len() > 1)
        };
        let known = || view.index().bearing(view.at(self.family)).iter().any(is_listed);
        for first in given_names_before(view, last) {
            let word = view.at(first);
            let is_theirs = if self.start == self.family {
                person.is_given(word) || person.is_initial(word)
            } else {
                person.goes_by(word)
            };
            let titled = || {
                first.checked_sub(1).is_some_and(|at| {
                    view.gap(first).joins() && (view.is(Sense::SharedTitle, at) || view.is(Sense::Title, at))
                })
            };
            if is_theirs && (titled() || known()) {
                self.start = first;
                self.shares_family = true;
                self.take(Given::of(person, word));
                return;
            }
        }
    }
}

/// The given names that stand in a list before the last of those who share a family name, nearest first.
pub(super) fn given_names_before(view: &View<'_>, last: usize) -> impl Iterator<Item = usize> {
    let before = move |at: usize| {
        let linked = |at: usize| matches!(view.gap(at), Gap::Comma | Gap::And);
        let link = at.checked_sub(1)?;
        let first = if linked(at) {
            link
        } else if is_link(view.at(link)) && view.gap(at).joins() && (view.gap(link).joins() || linked(link)) {
            link.checked_sub(1)?
        } else {
            return None;
        };
        // Only the last is linked by a word.
        let in_order = at == last || view.gap(at) == Gap::Comma;
        let begins = at != last || view.gap(at) != Gap::Comma;
        (in_order && begins && view.capital(first) && !view.is(Sense::Title, first)).then_some(first)
    };
    std::iter::successors(before(last), move |at| before(*at)).take(MOST_WHO_SHARE)
}

/// Hardly more members of one family name are named in one go.
const MOST_WHO_SHARE: usize = 6;

/// `What Ash told the summit`: words nobody is called by, at the beginning of a sentence.
fn begins_a_headline(word: &str) -> bool {
    matches!(
        word,
        "what" | "how" | "why" | "when" | "where" | "if" | "as" | "but" | "so" | "then" | "now" | "while"
    )
}

/// `Hours Extended After Ash Motion`: words nobody is called by, within a headline.
fn leads_to_names(word: &str) -> bool {
    matches!(word, "after" | "over" | "following" | "amid" | "despite" | "behind" | "before")
}

/// `Cr Ash`, as they write it in Australia too; `Elm Cr` is a crescent.
fn is_short_title(view: &View<'_>, at: usize) -> bool {
    let behind_a_name = at > 0 && view.gap(at).joins() && (view.capital(at - 1) || view.is_share(at - 1));
    view.at(at) == "cr" && view.capital(at) && !behind_a_name && view.gap(at + 1) == Gap::Space
}

/// `JR` before a family name.
fn is_run_of_initials(view: &View<'_>, person: &Person, at: usize) -> bool {
    view.token(at).is_some_and(|token| token.shape == Shape::Upper) && person.are_initials(view.at(at))
}

/// `dla Krystyny Nowak`, `i Fethan Ash`: the given name in Polish cases, or mutated behind a Welsh preposition.
fn is_in_another_case(view: &View<'_>, person: &Person, at: usize) -> bool {
    let word = view.at(at);
    if !view.capital(at) || view.shouts || word.len() < 3 {
        return false;
    }
    mutates(view, at) && person.is_mutated_given(word) || person.is_inflected_given(word)
}

/// Whether a word stands behind a Welsh preposition that changes the first letter of names.
pub(super) fn mutates(view: &View<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        view.gap(at).joins()
            && matches!(
                view.at(before),
                "i" | "gan"
                    | "o"
                    | "dros"
                    | "drwy"
                    | "trwy"
                    | "heb"
                    | "gyda"
                    | "wrth"
                    | "ar"
                    | "a"
                    | "tua"
                    | "na"
                    | "efo"
                    | "am"
                    | "at"
                    | "neu"
            )
    })
}

/// `y Cynghorydd Ash`: the article belongs to the title.
fn with_article(view: &View<'_>, at: usize) -> usize {
    let article =
        at > 0 && view.gap(at).joins() && view.at(at - 1) == "y" && view.at(at).contains("ynghorydd");
    // C'llr
    let cut = at > 0 && view.gap(at) == Gap::Apostrophe && view.at(at) == "llr";
    if article || cut { at - 1 } else { at }
}

/// `M.o Ash`: a short name with dots between its letters, too short to be looked for as a disguise.
fn letters_apart(view: &View<'_>, person: &Person, end: usize) -> Option<usize> {
    let is_letter = |at: usize| view.at(at).chars().count() == 1;
    let mut start = end.checked_sub(1).filter(|at| is_letter(*at) && !view.capital(*at))?;
    while view.gap(start) == Gap::Dot && start > 0 && end - start < LONGEST_APART && is_letter(start - 1) {
        start -= 1;
    }
    let given: String = (start..end).map(|at| view.at(at)).collect();
    (view.gap(end) == Gap::Space && end - start > 1 && person.is_given(&given)).then_some(start)
}

/// A longer name is known by its letters wherever it stands.
const LONGEST_APART: usize = 4;

/// A middle name or initial the roster does not know, between a known given name and the family name.
fn over_middle_name(view: &View<'_>, person: &Person, start: usize) -> Option<usize> {
    let given = start.checked_sub(2)?;
    // `Ka-Man Ash` is not Ka-Wai.
    let joined = view.gap(start - 1).joins() && view.gap(start - 1) != Gap::Hyphen;
    let middle = start - 1;
    let plain = view.capital(middle) && view.capital(start) && !view.is(Sense::Thing, middle);
    let owned = view.owns(given) || view.owns(middle);
    (joined && plain && !owned && view.at(given).len() > 1 && person.is_given(view.at(given)))
        .then_some(given)
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
            | "convenor"
            | "provost"
            | "commissioner"
            | "maer"
            | "faer"
            | "arweinydd"
            | "cabinet"
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

/// `Councillors field questions`, `a councillor field trip`: a title written out and an everyday word in small letters.
fn is_everyday_word_behind(view: &View<'_>, title: usize) -> bool {
    let word = title + 1;
    let small = |at: usize| view.token(at).is_some_and(|token| token.shape == Shape::Lower);
    let spelled_out = view.at(title).len() > LONGEST_SHORT_TITLE;
    let in_prose = view.token(word).is_some_and(|token| token.within == Within::Prose);
    if !(spelled_out && in_prose && small(word) && view.is(Sense::Ordinary, word)) {
        return false;
    }
    // Who writes the title of one small writes the name small.
    let of_anybody = title.checked_sub(1).is_some_and(|at| {
        view.gap(title).joins()
            && matches!(view.at(at), "a" | "the" | "our" | "your" | "each" | "every" | "any")
    });
    view.is(Sense::SharedTitle, title) || !small(title) || of_anybody
}

/// `cllrs`, `coun`: no short form of the title is longer.
const LONGEST_SHORT_TITLE: usize = 5;

/// The title that several names share: `Cllrs Ash, B. Elm and Fir`. The first of them stands straight behind it:
/// councillors and young people are no names.
fn shared_title(view: &View<'_>, name: usize) -> Option<usize> {
    if !view.capital(name) {
        return None;
    }
    let mut at = name;
    let mut listed = false;
    for _ in 0..14 {
        let before = at.checked_sub(1)?;
        let gap = view.gap(at);
        if view.is(Sense::SharedTitle, before) && gap.joins() {
            return (listed && view.capital(at) && !is_link(view.at(at))).then_some(name);
        }
        if matches!(gap, Gap::Colon | Gap::Other) && apart::is_heading(view, before) {
            return apart::may_be_apart(view, name).then_some(name);
        }
        let link = is_link(view.at(before)) && gap.joins();
        let of_a_name = view.capital(before) || is_particle(view.at(before));
        if link || matches!(gap, Gap::Comma | Gap::And) {
            listed = true;
        } else if !gap.joins() {
            return None;
        }
        if !link && !of_a_name {
            return None;
        }
        at = before;
    }
    None
}

/// Whether a word links the names of two.
pub(super) fn is_link(word: &str) -> bool {
    matches!(word, "and" | "a" | "ac")
}

/// Whether a full stop stands straight behind a word: `Ash, W., seconded`.
fn is_abbreviated(view: &View<'_>, at: usize) -> bool {
    view.token(at).is_some_and(|token| view.text[token.range().end..].starts_with('.'))
}

/// `Ash, Wyn`, `Ash (Wyn)`, `ASH Wyn`: the end of the given name.
pub(super) fn surname_first(view: &View<'_>, person: &Person, words: &Range<usize>) -> Option<usize> {
    let next = words.end;
    let shape = |at: usize| view.token(at).map(|token| token.shape);
    let whole_given = person.is_given(view.at(next)) && view.at(next).len() > 1;
    let in_brackets = view.gap(next) == Gap::Open && view.gap(next + 1) == Gap::Close;
    let in_capitals = view.gap(next) == Gap::Space
        && words.clone().all(|at| shape(at) == Some(Shape::Upper))
        && shape(next) == Some(Shape::Title);
    if whole_given && view.capital(words.start) && (in_brackets || in_capitals) {
        return Some(next + 1);
    }
    let known = view.gap(next) == Gap::Comma && view.capital(words.start) && view.capital(next);
    let given =
        person.is_given(view.at(next)) || person.is_initial(view.at(next)) && is_abbreviated(view, next);
    (known && given).then_some(next + 1)
}
