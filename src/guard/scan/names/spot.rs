//! All who bear the family name that ends at one word. Hundreds may, and a post may say the name a thousand times: what
//! is the same for all of them is looked at once.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::guard::index::Alike;
use crate::guard::index::people::{FamilyForm, Person};
use crate::guard::scan::names::before;
use crate::guard::scan::names::by_office::{self, Office};
use crate::guard::scan::names::look::{Bearer, Look, look};
use crate::guard::scan::names::namesakes::Namesakes;
use crate::guard::scan::names::near_given;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::roster::Entry;

/// People of the roster, in the order of their numbers, with what stands behind their family name at one place.
#[derive(Debug)]
pub(super) struct Seen<'v> {
    pub(super) numbers: Vec<u32>,
    pub(super) look: Look<'v>,
}

/// One place of a part at which family names end.
struct Spot<'v, 'c> {
    view: &'c View<'v>,
    namesakes: &'c Namesakes<'v>,
    seen: Vec<Seen<'v>>,
    /// What stands before the names, by where they begin.
    before: Vec<Standing<'v>>,
    /// Where in `seen` those are of whom the same is to be said; None where nobody is meant.
    known: BTreeMap<Key<'v>, Option<usize>>,
    /// The last of those: the next is of the same as often as not.
    last: Option<(Key<'v>, Option<usize>)>,
}

/// What stands around the family names that begin at one word.
struct Standing<'v> {
    words: Range<usize>,
    near: Near<'v>,
    style: Option<&'v str>,
    office: Option<&'v str>,
    /// Whether the roster gives that office to somebody of the name.
    is_held: OnceCell<bool>,
}

/// Of people for whom this is the same, the same is to be said at a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key<'v> {
    /// The first of those whose names are written in the same ways; None for all of whose given names nothing stands
    /// here.
    alike: Option<u32>,
    bearer: Bearer,
    half: bool,
    family: &'v [String],
}

/// Looks at everybody whose family name ends at a word: the first of those who are alike in their names and the form, in
/// the order of the roster.
pub(super) fn read<'v>(
    view: &View<'v>,
    last: usize,
    bearers: &[(u32, u32)],
    namesakes: &Namesakes<'v>,
) -> Vec<Seen<'v>> {
    let (seen, before, known) = (Vec::new(), Vec::new(), BTreeMap::new());
    let mut spot = Spot { view, namesakes, seen, before, known, last: None };
    for (first, form) in bearers {
        let person = view.index().people.get(*first as usize);
        let family = person.and_then(|person| Some((person, person.families.get(*form as usize)?)));
        if let Some((person, family)) = family {
            spot.take(last, person, family, bearers);
        }
    }
    for Seen { numbers, .. } in &mut spot.seen {
        if !numbers.is_sorted() {
            numbers.sort_unstable();
        }
    }
    spot.seen
}

/// Of those who are alike in their names, all whose rows hold.
pub(super) fn all_alike(view: &View<'_>, first: u32) -> Vec<u32> {
    let Some(alike) = view.index().alike(first) else { return Vec::new() };
    let mut numbers = Vec::new();
    for some in [&alike.sitting, &alike.candidates] {
        add_holding(view, alike, some, &mut numbers);
    }
    numbers.sort_unstable();
    numbers
}

/// Adds those of some people alike in their names whose rows hold.
fn add_holding(view: &View<'_>, alike: &Alike, some: &[u32], numbers: &mut Vec<u32>) {
    if alike.are_dated {
        numbers.extend(some.iter().filter(|number| holding(view, **number).is_some()));
    } else {
        numbers.extend(some);
    }
}

/// Somebody whose row holds.
pub(super) fn holding<'v>(view: &View<'v>, number: u32) -> Option<(&'v Person, &'v Entry)> {
    let entry = view.book.world().roster.people.get(number as usize)?;
    let person = view.index().people.get(number as usize)?;
    entry.holds_on(view.standing.day).then_some((person, entry))
}

impl<'v> Spot<'v, '_> {
    fn take(&mut self, last: usize, person: &'v Person, family: &'v FamilyForm, bearers: &[(u32, u32)]) {
        let view = self.view;
        let Some(start) = (last + 1).checked_sub(family.words.len()) else { return };
        if !view.stands(&family.words, start) {
            return;
        }
        let place = self.before.iter().position(|before| before.words.start == start).unwrap_or_else(|| {
            self.before.push(Standing::of(view, start..last + 1));
            self.before.len() - 1
        });
        let (Some(standing), Some(alike)) = (self.before.get(place), view.index().alike(person.alike)) else {
            return;
        };
        let touched = standing.near.may_name(person);
        let owns_style = standing.style.is_some_and(|style| person.title.iter().any(|own| own == style));
        let office = standing.office_of(view, person, bearers);
        let person = if touched { person } else { &NOBODY };
        for (is_candidate, some) in [(false, &alike.sitting), (true, &alike.candidates)] {
            let holds = |number: &u32| !alike.are_dated || holding(view, *number).is_some();
            if !some.iter().any(holds) {
                continue;
            }
            let bearer = Bearer { is_candidate, owns_style, office };
            let key = Key {
                alike: touched.then_some(person.alike),
                bearer,
                half: family.half,
                family: &family.words,
            };
            let seen = &mut self.seen;
            let place = match self.last.as_ref().filter(|(last, _)| *last == key) {
                Some((_, place)) => *place,
                None => *self.known.entry(key.clone()).or_insert_with(|| {
                    let look = look(view, (person, bearer), family, standing.words.clone(), self.namesakes)?;
                    seen.push(Seen { numbers: Vec::new(), look });
                    Some(seen.len() - 1)
                }),
            };
            self.last = Some((key, place));
            if let Some(seen) = place.and_then(|place| seen.get_mut(place)) {
                add_holding(view, alike, some, &mut seen.numbers);
            }
        }
    }
}

impl<'v> Standing<'v> {
    fn of(view: &View<'v>, words: Range<usize>) -> Self {
        let before = words.start.checked_sub(1);
        let style = before.filter(|at| view.is(Sense::Honorific, *at)).map(|at| view.at(at));
        let office = before.map(|at| view.at(at)).filter(|word| by_office::is_office(word));
        Self { near: Near::of(view, &words), words, style, office, is_held: OnceCell::new() }
    }

    fn office_of(&self, view: &View<'v>, person: &Person, bearers: &[(u32, u32)]) -> Office {
        let Some(office) = self.office else { return Office::Missing };
        if person.role_words.contains(office) {
            return Office::Theirs;
        }
        let holds = |(first, _): &(u32, u32)| {
            let one = view.index().people.get(*first as usize);
            one.is_some_and(|one| one.role_words.contains(office)) && !all_alike(view, *first).is_empty()
        };
        if *self.is_held.get_or_init(|| bearers.iter().any(holds)) {
            Office::Anothers
        } else {
            Office::Unheld
        }
    }
}

/// Somebody whose given names nobody knows.
static NOBODY: Person = Person::nobody();

/// The words around a family name among which given names stand, and whether each stands where Welsh changes its first
/// letter.
pub(super) struct Near<'v> {
    words: [Option<(&'v str, bool)>; 4],
    /// The given names of others who share the family name: `Wyn, Bo and Ann Ash`.
    others: Vec<&'v str>,
}

impl<'v> Near<'v> {
    pub(super) fn of(view: &View<'v>, family: &Range<usize>) -> Self {
        let named = |at: usize| {
            let word = view.at(at);
            let is_title = word.is_empty() || view.is(Sense::Title, at) || view.is(Sense::SharedTitle, at);
            (!is_title).then(|| (word, before::mutates(view, at)))
        };
        let before = |back: usize| family.start.checked_sub(back).and_then(named);
        let words = [before(1), before(2), before(3), named(family.end)];
        let last =
            family.start.checked_sub(1).filter(|at| view.capital(*at) && view.gap(family.start).joins());
        let others = last.into_iter().flat_map(|last| before::given_names_before(view, last));
        Self { words, others: others.map(|at| view.at(at)).collect() }
    }

    /// Whether some of them may be a given name or an initial of somebody's.
    pub(super) fn may_name(&self, person: &Person) -> bool {
        let mut words = self.words.iter().flatten();
        words.any(|(word, mutates)| {
            if !person.may_begin(word) && !mutates {
                return false;
            }
            person.may_go_by(word)
                || *mutates && person.is_mutated_given(word)
                || near_given::may_be(person, word)
        }) || self.others.iter().any(|word| person.may_go_by(word))
    }
}
