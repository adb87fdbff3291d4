//! A party, found.

use std::ops::Range;

/// A party's name.
#[derive(Debug, Clone)]
pub struct PartyHit {
    /// Its words, by number.
    pub words: Range<usize>,
    /// Says what somebody is, or how many there are: in brackets or commas after a name, before `councillor`,
    /// `group leader` and the like, before its number of seats or votes.
    pub as_label: bool,
    /// Its sentence tells who was elected, with how many votes or seats.
    pub in_result: bool,
}
