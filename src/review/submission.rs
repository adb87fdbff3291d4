//! One write a tool asked for, as the store keeps it.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::ids::{PersonId, PlatformId, PostId, Reference, ToolId};
use super::state::State;
use crate::guard::verdict::Verdict;
use crate::post::{Content, ContentHash, Post};

/// One write a tool asked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Submission {
    /// Its id.
    pub id: PostId,
    /// Its short reference.
    pub reference: Reference,
    /// The number platform clients are given for it.
    pub platform_id: PlatformId,
    /// From 1; goes up when its author changes it.
    pub version: u32,
    /// Where it stands.
    pub state: State,
    /// Everything delivery would send.
    pub content: Content,
    /// The hash of that content.
    pub content_hash: ContentHash,
    /// The post as it was judged, so that it can be judged again without asking the platform.
    #[serde(skip)]
    pub post: Post,
    /// The latest judgement.
    pub verdict: Verdict,
    /// The slot its author asked for; None = at once.
    pub slot: Option<DateTime<Utc>>,
    /// The tool it came from; None when nobody has bound its credential.
    pub tool: Option<ToolId>,
    /// Everyone whose own post this is: none of them may decide on it.
    pub authors: Vec<PersonId>,
    /// The held post it answers: it goes out after that one.
    pub waits_for: Option<PostId>,
    /// When the guard received it.
    pub received_at: DateTime<Utc>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
}
