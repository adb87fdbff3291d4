//! The law, code, guidance or policy a rule stands on.

use serde::{Deserialize, Serialize};

/// What a finding cites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The name of the Act, code or policy.
    pub title: String,
    /// The section, paragraph or clause.
    pub clause: String,
    /// Where it can be read; empty when it is a council's own paper.
    pub url: String,
}
