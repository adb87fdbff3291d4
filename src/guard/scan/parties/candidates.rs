//! Words that may be a party's name, before anything is known of what stands around them.

use std::ops::Range;

use crate::guard::index::{Meaning, Term};
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::lexicon::phrase::{Reach, Words};

/// Words that may be a party's name.
#[derive(Debug)]
pub(super) struct Candidate<'v> {
    pub term: &'v Term,
    pub words: Range<usize>,
}

/// The candidates among what was found in a part, and the standing phrases that are not meant.
pub(super) fn candidates<'v>(
    view: &View<'v>,
    found: &[(usize, Meaning)],
) -> impl Iterator<Item = Candidate<'v>> {
    found.iter().filter_map(|(at, meaning)| {
        let Meaning::Term(number) = meaning else { return None };
        let term = view.index().terms.get(*number as usize)?;
        let of_parties =
            matches!(term.sense, Sense::Party | Sense::PartyWord | Sense::PartyShort | Sense::EverydayPhrase);
        let words = of_parties.then(|| standing(view, term, *at)).flatten()?;
        Some(Candidate { term, words })
    })
}

/// The words a term takes that has one of its anchors at a place.
fn standing(view: &View<'_>, term: &Term, at: usize) -> Option<Range<usize>> {
    let is_apart = term.registered().is_some_and(|registered| registered.apart);
    if is_apart { term.phrase.at(at, &AcrossMarks(view)) } else { term.phrase.at(at, view) }
}

/// A part in which a mark parts no words of one sentence: `Teal Union - The Party for Wren`.
struct AcrossMarks<'p, 'v>(&'p View<'v>);

impl Words for AcrossMarks<'_, '_> {
    fn word(&self, at: usize) -> Option<&str> {
        self.0.word(at)
    }

    fn joined(&self, at: usize) -> bool {
        self.0.joined(at) || self.0.same_sentence(at)
    }

    fn same_sentence(&self, at: usize) -> bool {
        self.0.same_sentence(at)
    }

    fn party_from(&self, at: usize) -> Option<usize> {
        self.0.party_from(at)
    }

    fn party_until(&self, end: usize) -> Option<usize> {
        self.0.party_until(end)
    }

    fn poll_from(&self, at: usize) -> Option<Reach> {
        self.0.poll_from(at)
    }

    fn poll_until(&self, end: usize) -> Option<Reach> {
        self.0.poll_until(end)
    }
}
