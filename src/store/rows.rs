//! Posts as rows, and the ids new things get.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use uuid::{ContextV7, Timestamp, Uuid};

use super::StoreError;
use super::statement::{Row, damaged};
use crate::post::ContentHash;
use crate::review::state::Scheduled;
use crate::review::{PlatformId, Reference, State, StateName, Submission};

/// Makes ids that sort by the time of the store's clock, also within a millisecond.
pub(super) struct Ids(Mutex<ContextV7>);

impl fmt::Debug for Ids {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ids")
    }
}

impl Ids {
    pub(super) fn new() -> Self {
        Self(Mutex::new(ContextV7::new()))
    }

    pub(super) fn next(&self, at: DateTime<Utc>) -> Uuid {
        let context = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seconds = u64::try_from(at.timestamp()).unwrap_or(0);
        Uuid::new_v7(Timestamp::from_unix(&*context, seconds, at.timestamp_subsec_nanos()))
    }
}

/// Every column of a post that [`submission`] reads.
macro_rules! post_columns {
    ($rest:literal) => {
        concat!(
            "select id, reference, number, version, standing, content, content_hash, judged, verdict, slot, tool, ",
            "authors, waits_for, received_at, changed_at, content_key from posts ",
            $rest
        )
    };
}
pub(super) use post_columns;

/// Reads a post.
pub(super) fn submission(row: &Row) -> Result<Submission, StoreError> {
    Ok(Submission {
        id: row.parsed("id")?,
        reference: Reference::parse(&row.text("reference")?).ok_or_else(|| damaged("reference"))?,
        platform_id: PlatformId::from_number(row.int("number")?),
        version: u32::try_from(row.int("version")?).map_err(|_| damaged("version"))?,
        state: row.json("standing")?,
        content: row.json("content")?,
        content_hash: ContentHash::from_hex(row.text("content_hash")?),
        post: row.json("judged")?,
        verdict: row.json("verdict")?,
        slot: row.maybe_time("slot")?,
        tool: row.maybe_parsed("tool")?,
        authors: row.json("authors")?,
        waits_for: row.maybe_parsed("waits_for")?,
        received_at: row.time("received_at")?,
        changed_at: row.time("changed_at")?,
    })
}

/// The random key of a post's commitments; None once its content was erased.
pub(super) fn content_key(row: &Row) -> Result<Option<[u8; 32]>, StoreError> {
    let key = row.maybe_bytes("content_key")?;
    key.map(|key| key.try_into().map_err(|_| damaged("content_key"))).transpose()
}

/// What of a state has columns of its own, to be found by.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Standing<'s> {
    pub(super) name: StateName,
    pub(super) on_platform: Option<&'s str>,
    pub(super) scheduled_as: Option<&'s str>,
    /// Until when the guard watches a post the platform keeps for later: its slot; without end while it is being
    /// taken back.
    pub(super) scheduled_until: Option<i64>,
    pub(super) published_at: Option<DateTime<Utc>>,
    pub(super) release_until: Option<DateTime<Utc>>,
}

impl<'s> Standing<'s> {
    pub(super) fn of(state: &'s State) -> Self {
        let mut standing = Self {
            name: state.name(),
            on_platform: None,
            scheduled_as: None,
            scheduled_until: None,
            published_at: None,
            release_until: None,
        };
        match state {
            State::Allowed { scheduled: Some(Scheduled { platform_id, slot, recall }) } => {
                standing.scheduled_as = platform_id.as_deref();
                let slot = slot.timestamp_millis();
                standing.scheduled_until = Some(if recall.is_some() { i64::MAX } else { slot });
            }
            State::Published { platform_id, at, .. } => {
                standing.on_platform = Some(platform_id);
                standing.published_at = Some(*at);
            }
            State::Releasing { release, .. } => standing.release_until = Some(release.until),
            _ => {}
        }
        standing
    }
}
