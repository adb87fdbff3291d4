//! The files a roster is read from.

pub mod csv;

use super::Entry;
use crate::diagnostic::Diagnostic;

/// What a roster file gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loaded {
    /// The rows.
    pub entries: Vec<Entry>,
    /// What was left aside and may be worth a look; nothing here stops the file from being used.
    pub notes: Vec<Diagnostic>,
}
