//! How sure one is of what a word means.

use serde::{Deserialize, Serialize};

/// How sure a term makes a rule, and a rule is, least sure first. Apart from the decision: the policy maps one to the
/// other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// It may be so.
    Possible,
    /// It reads so.
    Likely,
    /// It is so.
    Certain,
}
