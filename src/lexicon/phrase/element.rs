//! What a phrase is made of.

/// One piece of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Element {
    /// One of these words.
    Word(Vec<String>),
    /// One of these words, or nothing.
    Optional(Vec<String>),
    /// `...`
    Skip,
    /// `{party}`
    Party,
    /// `{poll}`
    Poll,
}

/// The most words `...` stands for.
pub(super) const MOST_SKIPPED: usize = 6;
