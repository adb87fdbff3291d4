//! Erasing what may no longer be kept. The record stays, and still verifies: it never held the content, only a
//! commitment under a key that goes with it.

use serde_json::json;

use super::record::Clocked;
use super::rows::{post_columns, submission};
use super::statement::{to_json, values};
use super::transaction::Tx;
use super::{Store, StoreError, decisions, versions};
use crate::audit::NewEvent;
use crate::council::CouncilId;
use crate::post::{Content, Operation, Post};
use crate::review::step::Actor;
use crate::review::{PostId, State, Submission};

impl Store {
    /// Erases the content of a post that is closed: its words and those of its earlier versions, what was judged
    /// and found, the reasons people wrote, and the key of its commitments. Its ids, hash, state and history stay,
    /// and so does who decided what; its media go with the next sweep if nothing else needs them.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] for an unknown post, [`StoreError::StillOpen`] for one that may yet go out.
    pub async fn erase(&self, council: &CouncilId, post: PostId) -> Result<(), StoreError> {
        let of = council.clone();
        self.write(council, move |tx| {
            let of = of.clone();
            Box::pin(async move { erase(tx, &of, post).await })
        })
        .await
    }
}

async fn erase(tx: &mut Tx, council: &CouncilId, id: PostId) -> Result<(), StoreError> {
    let row = tx
        .row_for_update(post_columns!("where council = $1 and id = $2"), values![council, id])
        .await?
        .ok_or(StoreError::NoSuch("post"))?;
    let mut post = submission(&row)?;
    if !is_closed(&post, tx.now) {
        return Err(StoreError::StillOpen);
    }
    if let State::Rejected { by } = &mut post.state {
        by.reason.clear();
    }
    post.verdict.findings.clear();
    post.verdict.matched.clear();
    tx.change(
        "post",
        "update posts set standing = $3, content = $4, judged = $5, verdict = $6, content_key = null, \
         idempotency = null where council = $1 and id = $2",
        values![
            council,
            id,
            to_json(&post.state),
            to_json(&emptied(post.content)),
            to_json(&Post::default()),
            to_json(&post.verdict)
        ],
    )
    .await?;
    decisions::erase_reasons(tx, council, id).await?;
    versions::erase(tx, council, id).await?;
    tx.execute("delete from media_refs where council = $1 and post = $2", values![council, id]).await?;
    tx.execute("delete from uploads where council = $1 and post = $2", values![council, id]).await?;
    let event = NewEvent { post: Some(id), ..NewEvent::new(Actor::Guard, "erased", json!({})) };
    tx.append(council, Clocked::Loosely, event).await
}

/// Whether nothing more can come of a post.
fn is_closed(post: &Submission, now: chrono::DateTime<chrono::Utc>) -> bool {
    match &post.state {
        State::Allowed { scheduled } => {
            scheduled.as_ref().is_none_or(|scheduled| scheduled.recall.is_none() && scheduled.slot <= now)
        }
        State::Blocked
        | State::Rejected { .. }
        | State::Withdrawn
        | State::Expired
        | State::Published { .. } => true,
        State::Held { .. }
        | State::Returned { .. }
        | State::Parked { .. }
        | State::Approved { .. }
        | State::Releasing { .. }
        | State::Failed { .. }
        | State::Unknown { .. } => false,
    }
}

/// What is left of a content: where it went, and what was done.
fn emptied(content: Content) -> Content {
    let operation = match content.operation {
        Operation::Reshare { target, .. } => Operation::Reshare { target, author: String::new() },
        other => other,
    };
    Content::new(content.channel, content.account, operation)
}
