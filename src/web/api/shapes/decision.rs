//! A decision about a post, as the API shows it.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::{GroundBody, SlotBody};
use crate::review::{Ground, Slot};
use crate::store::Decided;

/// A person's decision about a post.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DecisionBody {
    /// The number of its event in the record.
    seq: u64,
    /// What was decided: `emergency-first-signature`, `approved`, `returned`, `rejected`, `parked`, `retried`,
    /// `said-there`, `said-not-there` or `appealed`.
    #[schema(example = "approved")]
    kind: &'static str,
    /// The id of who decided.
    #[schema(value_type = String, format = "uuid")]
    person: String,
    /// Of an approval and of its first signature: on what ground.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<GroundBody>)]
    ground: Option<Ground>,
    /// Of an approval and of its first signature: for when.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<SlotBody>)]
    slot: Option<Slot>,
    /// In their words; null where none are asked for, and once the content was erased.
    reason: Option<String>,
    /// The hash of the version it was about.
    content_hash: String,
    /// When.
    at: DateTime<Utc>,
}

impl From<Decided> for DecisionBody {
    fn from(Decided { seq, decision }: Decided) -> Self {
        Self {
            seq,
            kind: decision.kind.as_str(),
            person: decision.person.to_string(),
            ground: decision.ground,
            slot: decision.slot,
            reason: decision.reason,
            content_hash: decision.content.to_string(),
            at: decision.at,
        }
    }
}
