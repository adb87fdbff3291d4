//! A part's words, more of them joined than by their gaps alone: what a mark parts may still be one name or one role.

use crate::guard::scan::view::View;
use crate::lexicon::phrase::{Reach, Words};

/// The words of a part, of which some more than usual belong to the word before them.
pub(super) struct Loosely<'a, 'v, F> {
    pub view: &'a View<'v>,
    /// Whether the word at a place belongs to the one before it all the same.
    pub also_joined: F,
}

impl<F: Fn(usize) -> bool> Words for Loosely<'_, '_, F> {
    fn word(&self, at: usize) -> Option<&str> {
        self.view.word(at)
    }

    fn joined(&self, at: usize) -> bool {
        self.view.joined(at) || (self.also_joined)(at)
    }

    fn same_sentence(&self, at: usize) -> bool {
        self.view.same_sentence(at)
    }

    fn party_from(&self, at: usize) -> Option<usize> {
        self.view.party_from(at)
    }

    fn party_until(&self, end: usize) -> Option<usize> {
        self.view.party_until(end)
    }

    fn poll_from(&self, at: usize) -> Option<Reach> {
        self.view.poll_from(at)
    }

    fn poll_until(&self, end: usize) -> Option<Reach> {
        self.view.poll_until(end)
    }
}
