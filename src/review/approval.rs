//! An approval: of exactly this content, for this slot, on this ground, by these people.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ids::PersonId;
use crate::guard::finding::{Finding, RuleCode};
use crate::guard::verdict::Verdict;
use crate::post::{ContentHash, PartName};

/// When an approved post goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Slot {
    /// As soon as delivery gets to it.
    Now,
    /// At the time its author had asked for.
    Original,
    /// Once no pre-election period is in force.
    AfterPeriod,
}

impl Slot {
    /// The word in forms, the API and events.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Original => "original",
            Self::AfterPeriod => "after-period",
        }
    }
}

impl std::str::FromStr for Slot {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        [Self::Now, Self::Original, Self::AfterPeriod]
            .into_iter()
            .find(|slot| slot.as_str() == s)
            .ok_or_else(|| format!("`{s}` is no slot: choose now, original or after-period"))
    }
}

/// Why a held post may go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// The machine misjudged, or an exemption applies. One person who is not an author.
    NotRestricted,
    /// Restricted, and going out anyway. Two different people, neither an author.
    Emergency,
}

impl Ground {
    /// The word in forms, the API and events.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotRestricted => "not-restricted",
            Self::Emergency => "emergency",
        }
    }
}

impl std::str::FromStr for Ground {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        [Self::NotRestricted, Self::Emergency]
            .into_iter()
            .find(|ground| ground.as_str() == s)
            .ok_or_else(|| format!("`{s}` is no ground: choose not-restricted or emergency"))
    }
}

/// One person's signature under an approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Who.
    pub person: PersonId,
    /// In their words; never empty.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A live approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// The content approved.
    pub content: ContentHash,
    /// When it may go out.
    pub slot: Slot,
    /// On what ground, and who signed.
    pub signed: Signed,
    /// The findings the approver saw: the approval stands while a new judgement stops for nothing else.
    pub seen: Vec<SeenFinding>,
}

/// The ground of an approval with the signatures it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ground", rename_all = "kebab-case")]
pub enum Signed {
    /// See [`Ground::NotRestricted`].
    NotRestricted {
        /// The approver.
        by: Signature,
        /// The approver is an author, and the council has a sole officer (`[review] sole_officer`).
        #[serde(default)]
        sole_officer: bool,
    },
    /// See [`Ground::Emergency`].
    Emergency {
        /// Who asked for it.
        first: Signature,
        /// The second, different person.
        second: Signature,
    },
}

impl Signed {
    /// The ground.
    pub fn ground(&self) -> Ground {
        match self {
            Self::NotRestricted { .. } => Ground::NotRestricted,
            Self::Emergency { .. } => Ground::Emergency,
        }
    }
}

/// What makes two findings the same to an approver: rule, part, words and person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SeenFinding {
    rule: RuleCode,
    part: PartName,
    words: String,
    person: Option<String>,
}

impl From<&Finding> for SeenFinding {
    fn from(finding: &Finding) -> Self {
        Self {
            rule: finding.rule.clone(),
            part: finding.part,
            words: finding.text.clone(),
            person: finding.person.clone(),
        }
    }
}

impl SeenFinding {
    /// The findings of a verdict that stop the post.
    pub fn of(verdict: &Verdict) -> Vec<Self> {
        verdict.stops().map(Self::from).collect()
    }

    /// Whether two verdicts stop a post for the same findings, and lead to the same.
    pub fn same(one: &Verdict, other: &Verdict) -> bool {
        one.decision == other.decision && Self::of(one) == Self::of(other)
    }
}

impl Approval {
    /// Whether the approval still stands under a new judgement of the same content.
    /// A verdict that had to leave findings out cannot be compared, and so never stands.
    pub fn stands_under(&self, verdict: &Verdict) -> bool {
        verdict.findings_left_out == 0
            && verdict.stops().all(|finding| self.seen.contains(&SeenFinding::from(finding)))
    }
}
