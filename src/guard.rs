//! The judgement.

pub mod finding;
pub mod source;
pub mod verdict;
