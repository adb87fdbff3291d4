//! What is done with a post.

use serde::{Deserialize, Serialize};

/// What is done with a post, mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// It goes through untouched.
    Allow,
    /// It waits for a comms officer.
    Hold,
    /// It is refused; its author may change it or appeal.
    Block,
}

impl Decision {
    /// The word in JSON, events and pages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Hold => "hold",
            Self::Block => "block",
        }
    }
}
