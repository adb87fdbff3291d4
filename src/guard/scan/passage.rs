//! Stretches of a part with a meaning.

use std::ops::Range;

use crate::guard::finding::Confidence;

/// A stretch of a part with a meaning.
#[derive(Debug, Clone)]
pub struct Passage {
    /// The words, by number.
    pub words: Range<usize>,
    /// How sure.
    pub confidence: Confidence,
}
