//! Words that may be a party's name, before anything is known of what stands around them.

use std::ops::Range;

use crate::guard::index::{Meaning, Term};
use crate::guard::scan::loosely::Loosely;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::lexicon::phrase::Words as _;

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
    if !is_apart {
        return term.phrase.at(at, view);
    }
    // `Teal Union - The Party for Wren`: a mark parts no words of one sentence.
    term.phrase.at(at, &Loosely { view, also_joined: |at| view.same_sentence(at) })
}
