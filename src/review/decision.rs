//! What a person decided about a post, kept for as long as its content is: a post moves on, and its state with it.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use super::approval::{Ground, Signature, Slot};
use super::ids::PersonId;
use super::submission::Submission;
use crate::post::ContentHash;

/// One decision of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What was decided.
    pub kind: DecisionKind,
    /// Who.
    pub person: PersonId,
    /// On what ground; only approvals, and the first signature of one, have it.
    pub ground: Option<Ground>,
    /// For when; only approvals, and the first signature of one, have it.
    pub slot: Option<Slot>,
    /// In their words. None where none are asked for, and once the content was erased.
    pub reason: Option<String>,
    /// The content it was about.
    pub content: ContentHash,
    /// When.
    pub at: DateTime<Utc>,
}

/// What a person can decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionKind {
    /// The first of the two signatures under an emergency release.
    EmergencyFirstSignature,
    /// It may go out. On the emergency ground this is the second signature.
    Approved,
    /// Back to its author.
    Returned,
    /// Refused for good.
    Rejected,
    /// Set aside until the period has ended.
    Parked,
    /// A failed delivery may be tried again.
    Retried,
    /// A post of unknown outcome is on the platform.
    SaidThere,
    /// A post of unknown outcome is not on the platform.
    SaidNotThere,
    /// Its author asks a person to look at a block.
    Appealed,
}

impl DecisionKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::EmergencyFirstSignature,
        Self::Approved,
        Self::Returned,
        Self::Rejected,
        Self::Parked,
        Self::Retried,
        Self::SaidThere,
        Self::SaidNotThere,
        Self::Appealed,
    ];

    /// The word in the store and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::EmergencyFirstSignature => "emergency-first-signature",
            Self::Approved => "approved",
            Self::Returned => "returned",
            Self::Rejected => "rejected",
            Self::Parked => "parked",
            Self::Retried => "retried",
            Self::SaidThere => "said-there",
            Self::SaidNotThere => "said-not-there",
            Self::Appealed => "appealed",
        }
    }
}

impl fmt::Display for DecisionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for DecisionKind {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == s)
            .ok_or_else(|| format!("`{s}` is no kind of decision"))
    }
}

impl Decision {
    /// A decision that somebody signed with a reason, about a post as it stands.
    pub(super) fn signed(kind: DecisionKind, post: &Submission, by: &Signature) -> Self {
        Self { reason: Some(by.reason.clone()), ..Self::without_words(kind, post, by.person, by.at) }
    }

    /// A decision nobody is asked to explain.
    pub(super) fn without_words(
        kind: DecisionKind,
        post: &Submission,
        person: PersonId,
        at: DateTime<Utc>,
    ) -> Self {
        Self { kind, person, ground: None, slot: None, reason: None, content: post.content_hash.clone(), at }
    }
}
