//! Words that may be a party's name, before anything is known of what stands around them.

use std::ops::Range;

use crate::guard::index::{Meaning, Term};
use crate::guard::scan::view::View;
use crate::lexicon::Sense;

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
        of_parties.then(|| term.phrase.at(*at, view)).flatten().map(|words| Candidate { term, words })
    })
}
