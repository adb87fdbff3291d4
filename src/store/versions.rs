//! What a post said before it was changed: a decision is about one version, and stays readable beside it.

use chrono::{DateTime, Utc};

use super::statement::{Row, damaged, to_json, values};
use super::transaction::Tx;
use super::{Store, StoreError};
use crate::council::CouncilId;
use crate::guard::verdict::Verdict;
use crate::post::{Content, ContentHash, Post};
use crate::review::{PostId, Submission};

/// What a post said until it was changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Its number, from 1.
    pub version: u32,
    /// Everything delivery would have sent.
    pub content: Content,
    /// The hash of that content.
    pub content_hash: ContentHash,
    /// The same as it was judged.
    pub post: Post,
    /// The last judgement of it.
    pub verdict: Verdict,
    /// The slot its author had asked for; None = at once.
    pub slot: Option<DateTime<Utc>>,
    /// When the next version took its place.
    pub at: DateTime<Utc>,
}

impl Store {
    /// The earlier versions of a post, oldest first; not the present one. Of an erased post there are none.
    pub async fn versions(&self, council: &CouncilId, post: PostId) -> Result<Vec<Version>, StoreError> {
        let rows = self
            .rows(
                "select version, content, content_hash, judged, verdict, slot, at from post_versions \
                 where council = $1 and post = $2 order by version",
                values![council, post],
            )
            .await?;
        rows.iter().map(version).collect()
    }

    /// The latest of a post's earlier versions with a content.
    pub async fn version_of(
        &self,
        council: &CouncilId,
        post: PostId,
        content: &ContentHash,
    ) -> Result<Option<Version>, StoreError> {
        let row = self
            .row(
                "select version, content, content_hash, judged, verdict, slot, at from post_versions \
                 where council = $1 and post = $2 and content_hash = $3 order by version desc limit 1",
                values![council, post, content.as_str()],
            )
            .await?;
        row.as_ref().map(version).transpose()
    }
}

fn version(row: &Row) -> Result<Version, StoreError> {
    Ok(Version {
        version: u32::try_from(row.int("version")?).map_err(|_| damaged("version"))?,
        content: row.json("content")?,
        content_hash: ContentHash::from_hex(row.text("content_hash")?),
        post: row.json("judged")?,
        verdict: row.json("verdict")?,
        slot: row.maybe_time("slot")?,
        at: row.time("at")?,
    })
}

/// Keeps what a post says, before it is changed.
pub(super) async fn keep(tx: &mut Tx, council: &CouncilId, post: &Submission) -> Result<(), StoreError> {
    let now = tx.now;
    tx.execute(
        "insert into post_versions (council, post, version, content, content_hash, judged, verdict, slot, at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        values![
            council,
            post.id,
            post.version,
            to_json(&post.content),
            post.content_hash.as_str(),
            to_json(&post.post),
            to_json(&post.verdict),
            post.slot,
            now,
        ],
    )
    .await
    .map(drop)
}

/// Forgets a post's earlier versions.
pub(super) async fn erase(tx: &mut Tx, council: &CouncilId, post: PostId) -> Result<(), StoreError> {
    tx.execute("delete from post_versions where council = $1 and post = $2", values![council, post])
        .await
        .map(drop)
}
