//! What people decided about a post, in their words. The record names who and what; the words are kept here, so
//! that they can go when the content goes.

use super::statement::{Row, damaged, values};
use super::transaction::Tx;
use super::{Store, StoreError};
use crate::council::CouncilId;
use crate::post::ContentHash;
use crate::review::PostId;
use crate::review::decision::Decision;

/// A decision with its place in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The number of its event.
    pub seq: u64,
    /// The decision.
    pub decision: Decision,
}

impl Store {
    /// What people decided about a post, oldest first; of an erased post, without their words.
    pub async fn decisions(&self, council: &CouncilId, post: PostId) -> Result<Vec<Decided>, StoreError> {
        let rows = self
            .rows(
                "select seq, kind, person, ground, slot, reason, content_hash, at from decisions \
                 where council = $1 and post = $2 order by seq",
                values![council, post],
            )
            .await?;
        rows.iter().map(decided).collect()
    }
}

fn decided(row: &Row) -> Result<Decided, StoreError> {
    let decision = Decision {
        kind: row.parsed("kind")?,
        person: row.parsed("person")?,
        ground: row.maybe_parsed("ground")?,
        slot: row.maybe_parsed("slot")?,
        reason: row.maybe_text("reason")?,
        content: ContentHash::from_hex(row.text("content_hash")?),
        at: row.time("at")?,
    };
    Ok(Decided { seq: u64::try_from(row.int("seq")?).map_err(|_| damaged("seq"))?, decision })
}

/// Keeps a decision under the number of its event, which was appended just before.
pub(super) async fn keep(
    tx: &mut Tx,
    council: &CouncilId,
    post: PostId,
    decision: &Decision,
) -> Result<(), StoreError> {
    let seq = tx.last_seq(council)?;
    tx.execute(
        "insert into decisions (council, post, seq, kind, person, ground, slot, reason, content_hash, at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        values![
            council,
            post,
            seq,
            decision.kind.as_str(),
            decision.person,
            decision.ground.map(crate::review::Ground::as_str),
            decision.slot.map(crate::review::Slot::as_str),
            decision.reason.as_deref(),
            decision.content.as_str(),
            decision.at,
        ],
    )
    .await
    .map(drop)
}

/// Forgets the words of a post's decisions; who decided what stays, as it does in the record.
pub(super) async fn erase_reasons(tx: &mut Tx, council: &CouncilId, post: PostId) -> Result<(), StoreError> {
    tx.execute("update decisions set reason = null where council = $1 and post = $2", values![council, post])
        .await
        .map(drop)
}
