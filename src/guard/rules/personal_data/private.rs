//! Private details, found.

use std::ops::Range;

use crate::guard::finding::Confidence;

/// Something private in a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Private {
    /// The original bytes.
    pub(super) span: Range<usize>,
    /// How sure.
    pub(super) confidence: Confidence,
    /// As a sentence.
    pub(super) why: &'static str,
}
