//! Words that name somebody.

use std::ops::Range;

use crate::guard::finding::Confidence;

/// Whom some words point to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Entries of the roster; several when they share the name.
    Listed(Vec<u32>),
    /// A member of some council whom the roster does not know, or an office it gives to nobody.
    UnlistedCouncillor,
    /// A politician by office or by letters after the name.
    UnlistedPolitician,
    /// The members of this ward.
    WardMembers(String),
    /// One who sits for this ward, whoever it is.
    WardMember(String),
    /// A party's group or members.
    PartyGroup,
}

/// Who of several entries that share a family name is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Together {
    /// One of them.
    OneOf,
    /// All of them: `Cllrs Wyn and Bo Ash`.
    All,
}

/// Words that name somebody.
#[derive(Debug, Clone)]
pub struct Mention {
    /// Whom.
    pub who: Who,
    /// The words, by number.
    pub words: Range<usize>,
    /// How sure.
    pub confidence: Confidence,
    /// By a title of councillors.
    pub titled: bool,
    /// By a role, no name.
    pub by_role: bool,
    /// Words of theirs stand beside it.
    pub quoted: bool,
    /// Whether all of several entries are meant.
    pub together: Together,
}

impl Mention {
    /// Words that point to somebody, of which nothing more is known yet.
    pub fn of(who: Who, words: Range<usize>, confidence: Confidence) -> Self {
        let (titled, by_role, quoted, together) = (false, false, false, Together::OneOf);
        Self { who, words, confidence, titled, by_role, quoted, together }
    }
}
