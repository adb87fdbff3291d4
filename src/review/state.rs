//! Where a post stands.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::approval::{Approval, Signature, Slot};

/// Where a post stands, with all that this state needs and nothing it does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum State {
    /// It went through.
    Allowed {
        /// For a post the platform keeps for a later slot: the guard may have to take it back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scheduled: Option<Scheduled>,
    },
    /// It waits for a comms officer.
    Held {
        /// Why it waits now.
        because: HeldBecause,
        /// The first of the two people an emergency release needs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        first_signature: Option<FirstSignature>,
    },
    /// It was refused.
    Blocked,
    /// Its author is to change it.
    Returned {
        /// Who, why and when.
        by: Signature,
    },
    /// It will not go out.
    Rejected {
        /// Who, why and when.
        by: Signature,
    },
    /// To be decided after the period.
    Parked {
        /// Who, why and when.
        by: Signature,
    },
    /// Its author or tool took it back.
    Withdrawn,
    /// Nobody decided in time.
    Expired,
    /// It may go out.
    Approved {
        /// The live approval.
        approval: Approval,
    },
    /// Delivery has claimed it: from here on it may be on the platform.
    Releasing {
        /// The approval it goes out under.
        approval: Approval,
        /// The claim.
        release: Release,
    },
    /// It is out.
    Published {
        /// The platform's id of it.
        platform_id: String,
        /// Where the public sees it, if the platform said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url: Option<String>,
        /// When delivery learnt of it.
        at: DateTime<Utc>,
        /// Found by reading the account back rather than from the answer to the call.
        #[serde(default)]
        read_back: bool,
    },
    /// The platform refused it: nothing is out.
    Failed {
        /// The approval it went out under.
        approval: Approval,
        /// A code for logs and pages, such as `http-422`; never the platform's text.
        code: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// Nobody knows yet whether it is out.
    Unknown {
        /// The approval it went out under.
        approval: Approval,
        /// The claim it was sent under.
        release: Release,
        /// The first read that did not find it; a second, at least a minute later, settles it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_there_since: Option<DateTime<Utc>>,
        /// Several posts of the account match: a person must say which.
        #[serde(default)]
        tie: bool,
    },
}

/// A post the platform keeps for later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheduled {
    /// The platform's id of the scheduled post; absent until the platform answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform_id: Option<String>,
    /// When it becomes public.
    pub slot: DateTime<Utc>,
    /// Since when the guard has been trying to take it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recall: Option<Recall>,
}

/// The guard is taking a scheduled post back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recall {
    /// Since when.
    pub since: DateTime<Utc>,
    /// How often the platform did not confirm the deletion.
    pub failures: u32,
}

/// Why a held post waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeldBecause {
    /// The judgement stopped it.
    Judged,
    /// It answers a post that is itself held.
    ParentHeld,
    /// It was judged again, and stops for something its approver had not seen.
    ApprovalLapsed,
    /// The slot it was approved for has passed.
    SlotPassed,
    /// It was scheduled on the platform, and would now be stopped: the guard took it back.
    TakenBack,
    /// Its author appealed against a block.
    Appealed,
    /// It was changed.
    Changed,
    /// It was parked, and the period has ended.
    PeriodEnded,
    /// Judged again, nothing stops it any more; only a person may release it.
    NothingFoundNow,
}

impl HeldBecause {
    /// The word in the API and events.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Judged => "judged",
            Self::ParentHeld => "parent-held",
            Self::ApprovalLapsed => "approval-lapsed",
            Self::SlotPassed => "slot-passed",
            Self::TakenBack => "taken-back",
            Self::Appealed => "appealed",
            Self::Changed => "changed",
            Self::PeriodEnded => "period-ended",
            Self::NothingFoundNow => "nothing-found-now",
        }
    }
}

/// The first of two signatures under an emergency release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstSignature {
    /// Who, why and when.
    pub by: Signature,
    /// The slot asked for.
    pub slot: Slot,
}

/// Delivery's claim on a post, written before the platform is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// Which node holds it.
    pub node: String,
    /// When it was claimed: nothing of it can be on the platform earlier.
    pub since: DateTime<Utc>,
    /// The node must settle it by then; afterwards its outcome is unknown.
    pub until: DateTime<Utc>,
    /// How often it was sent, this time included.
    pub attempt: u32,
}

/// The name of a state: the word in the store, the API and events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StateName {
    /// See [`State::Allowed`].
    Allowed,
    /// See [`State::Held`].
    Held,
    /// See [`State::Blocked`].
    Blocked,
    /// See [`State::Returned`].
    Returned,
    /// See [`State::Rejected`].
    Rejected,
    /// See [`State::Parked`].
    Parked,
    /// See [`State::Withdrawn`].
    Withdrawn,
    /// See [`State::Expired`].
    Expired,
    /// See [`State::Approved`].
    Approved,
    /// See [`State::Releasing`].
    Releasing,
    /// See [`State::Published`].
    Published,
    /// See [`State::Failed`].
    Failed,
    /// See [`State::Unknown`].
    Unknown,
}

impl StateName {
    /// Every state.
    pub const ALL: [Self; 13] = [
        Self::Allowed,
        Self::Held,
        Self::Blocked,
        Self::Returned,
        Self::Rejected,
        Self::Parked,
        Self::Withdrawn,
        Self::Expired,
        Self::Approved,
        Self::Releasing,
        Self::Published,
        Self::Failed,
        Self::Unknown,
    ];

    /// The states in which the same content from the same account is the same post.
    pub const OPEN: [Self; 7] = [
        Self::Held,
        Self::Returned,
        Self::Parked,
        Self::Approved,
        Self::Releasing,
        Self::Failed,
        Self::Unknown,
    ];

    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Held => "held",
            Self::Blocked => "blocked",
            Self::Returned => "returned",
            Self::Rejected => "rejected",
            Self::Parked => "parked",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
            Self::Approved => "approved",
            Self::Releasing => "releasing",
            Self::Published => "published",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }

    /// Whether the post is open: neither out, nor refused for good.
    pub fn is_open(self) -> bool {
        Self::OPEN.contains(&self)
    }
}

impl std::fmt::Display for StateName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl State {
    /// A post that waits, with nobody's signature yet.
    pub fn held(because: HeldBecause) -> Self {
        Self::Held { because, first_signature: None }
    }

    /// The name of the state.
    pub fn name(&self) -> StateName {
        match self {
            Self::Allowed { .. } => StateName::Allowed,
            Self::Held { .. } => StateName::Held,
            Self::Blocked => StateName::Blocked,
            Self::Returned { .. } => StateName::Returned,
            Self::Rejected { .. } => StateName::Rejected,
            Self::Parked { .. } => StateName::Parked,
            Self::Withdrawn => StateName::Withdrawn,
            Self::Expired => StateName::Expired,
            Self::Approved { .. } => StateName::Approved,
            Self::Releasing { .. } => StateName::Releasing,
            Self::Published { .. } => StateName::Published,
            Self::Failed { .. } => StateName::Failed,
            Self::Unknown { .. } => StateName::Unknown,
        }
    }
}
