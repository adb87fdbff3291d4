//! Codes of rules that are gone. A code is never used again.

/// A rule that is gone.
#[derive(Debug, Clone, Copy)]
pub struct Retired {
    /// Its code.
    pub code: &'static str,
    /// The version that let it go.
    pub since: &'static str,
    /// What does its work now, as the end of a sentence.
    pub instead: &'static str,
}

/// None yet.
pub const RETIRED: &[Retired] = &[];
