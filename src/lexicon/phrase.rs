//! The small language terms are written in.

use serde::Serialize;

/// A compiled term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Phrase {
    /// As the file has it.
    pub written: String,
}
