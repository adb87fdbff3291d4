//! What one part of a post needs to know of the others.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::guard::index::Index;
use crate::lexicon::Sense;
use crate::post::{PartName, Post};

/// What one part needs to know of the others.
#[derive(Debug)]
pub struct Context<'a> {
    post: &'a Post,
    index: &'a Index,
    words: OnceCell<BTreeSet<String>>,
    of_councillors: OnceCell<bool>,
}

impl<'a> Context<'a> {
    /// The context of a post's parts.
    pub fn of(post: &'a Post, index: &'a Index) -> Self {
        Self { post, index, words: OnceCell::new(), of_councillors: OnceCell::new() }
    }

    /// Every word of the post, folded. Only a namesake with a councillor's very name asks.
    pub fn words(&self) -> &BTreeSet<String> {
        self.words.get_or_init(|| {
            let prose = self.post.parts.iter().filter(|part| is_prose(part.name));
            prose.flat_map(|part| crate::text::words(&part.text)).collect()
        })
    }

    /// The options of the post's poll.
    pub fn poll_options(&self) -> impl Iterator<Item = (PartName, &str)> {
        let options = self.post.parts.iter().filter(|part| matches!(part.name, PartName::PollOption(_)));
        options.map(|part| (part.name, part.text.as_str()))
    }

    /// Whether the post says the title of a councillor anywhere.
    pub fn speaks_of_councillors(&self) -> bool {
        *self.of_councillors.get_or_init(|| {
            let sets = &self.index.words;
            sets.has(Sense::Title, "councillor")
                && self
                    .words()
                    .iter()
                    .any(|word| sets.has(Sense::Title, word) || sets.has(Sense::SharedTitle, word))
        })
    }
}

/// Whether a part is read as text; the others are addresses of authors.
pub(crate) fn is_prose(name: PartName) -> bool {
    !matches!(name, PartName::ReshareOf | PartName::ReplyTo)
}
