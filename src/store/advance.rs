//! Steps of a post: read, decided and written under one lock.

use std::sync::Arc;

use serde_json::json;

use super::record::Clocked;
use super::recording::note_media;
use super::rows::{Standing, content_key, post_columns, submission};
use super::statement::{Row, to_json, values};
use super::transaction::Tx;
use super::writer::Fault;
use super::{Store, StoreError, decisions, versions};
use crate::audit::NewEvent;
use crate::audit::event::commitment;
use crate::council::CouncilId;
use crate::review::state::{Release, Scheduled};
use crate::review::step::{Actor, Change};
use crate::review::{PostId, Refusal, Rules, State, StateName, Step, Submission, take};

/// Why a step was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AdvanceError {
    /// There is no such post in this council.
    #[error("there is no post with this id")]
    NotFound,
    /// The state machine says no.
    #[error(transparent)]
    Refused(Refusal),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Fault for AdvanceError {
    fn of_store(&self) -> Option<&StoreError> {
        match self {
            Self::NotFound | Self::Refused(_) => None,
            Self::Store(error) => Some(error),
        }
    }
}

const FOR_CHANGE: &str = post_columns!("where council = $1 and id = $2");

impl Store {
    /// Takes a step: locks the post, asks [`crate::review::take`], and writes the post, its event, its ledger row,
    /// the decision behind it and the version it replaces in one transaction. Returns the post as it stands
    /// afterwards, also when the step changed nothing.
    ///
    /// # Errors
    /// [`AdvanceError::Refused`] as the state machine says; nothing was written then.
    pub async fn advance(
        &self,
        council: &CouncilId,
        post: PostId,
        step: Step,
        rules: &Rules,
    ) -> Result<Submission, AdvanceError> {
        self.advance_if(council, post, None, step, rules).await
    }

    /// As [`Store::advance`], for somebody who decides on what a page showed: only if the post still stands there.
    ///
    /// # Errors
    /// [`Refusal::NotFrom`] the state it has moved on to, and as [`Store::advance`].
    pub async fn advance_from(
        &self,
        council: &CouncilId,
        post: PostId,
        shown: StateName,
        step: Step,
        rules: &Rules,
    ) -> Result<Submission, AdvanceError> {
        self.advance_if(council, post, Some(shown), step, rules).await
    }

    async fn advance_if(
        &self,
        council: &CouncilId,
        post: PostId,
        shown: Option<StateName>,
        step: Step,
        rules: &Rules,
    ) -> Result<Submission, AdvanceError> {
        let of = Arc::new((council.clone(), step, *rules));
        self.write(council, move |tx| {
            let of = Arc::clone(&of);
            Box::pin(async move {
                let (council, step, rules) = &*of;
                advance(tx, council, post, shown, step, rules).await
            })
        })
        .await
    }

    /// Appends what became of an allowed post: the platform's answer, and its id of the post if it gave one.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] for an unknown post.
    pub async fn outcome(
        &self,
        council: &CouncilId,
        post: PostId,
        status: u16,
        platform_id: Option<String>,
    ) -> Result<(), StoreError> {
        let of = Arc::new((council.clone(), platform_id));
        self.write(council, move |tx| {
            let of = Arc::clone(&of);
            Box::pin(async move { forwarded(tx, &of.0, post, status, of.1.as_deref()).await })
        })
        .await
    }
}

async fn advance(
    tx: &mut Tx,
    council: &CouncilId,
    id: PostId,
    shown: Option<StateName>,
    step: &Step,
    rules: &Rules,
) -> Result<Submission, AdvanceError> {
    let row = tx.row_for_update(FOR_CHANGE, values![council, id]).await?.ok_or(AdvanceError::NotFound)?;
    let before = submission(&row)?;
    if shown.is_some_and(|shown| shown != before.state.name()) {
        return Err(AdvanceError::Refused(Refusal::NotFrom(before.state.name())));
    }
    if clocked(step) == Clocked::Strictly {
        tx.believe_clock(council)?;
    }
    let taken = take(&before, step.clone(), rules, tx.now).map_err(AdvanceError::Refused)?;
    let Some(mut change) = taken else { return Ok(before) };
    keep_ledger(tx, council, &before, &mut change).await?;
    let event = NewEvent {
        actor: change.actor,
        kind: change.kind.to_owned(),
        post: Some(id),
        commitment: None,
        rulebook: change.verdict.as_ref().map(|verdict| verdict.rulebook.to_string()),
        data: change.data.clone(),
    };
    if change.version.is_some() {
        versions::keep(tx, council, &before).await?;
    }
    let decision = change.decision.take();
    let after = changed(before, change, tx.now);
    write(tx, council, &after).await?;
    let commitment = content_key(&row)?.map(|key| commitment(&key, &after.content));
    tx.append(council, clocked(step), NewEvent { commitment, ..event }).await?;
    if let Some(decision) = decision {
        decisions::keep(tx, council, id, &decision).await?;
    }
    Ok(after)
}

/// Whether a step lets something happen, or tells what has happened already.
fn clocked(step: &Step) -> Clocked {
    match step {
        Step::Approve { .. }
        | Step::Return(_)
        | Step::Reject(_)
        | Step::Park(_)
        | Step::Retry { .. }
        | Step::Resolve { .. }
        | Step::Withdraw { .. }
        | Step::Appeal { .. }
        | Step::Change { .. }
        | Step::Rejudge { .. }
        | Step::Tick { .. }
        | Step::Release { .. }
        | Step::Rescheduled { .. } => Clocked::Strictly,
        Step::Published { .. }
        | Step::Failed { .. }
        | Step::PutOff
        | Step::LostSight
        | Step::ReadBack(_)
        | Step::Scheduled { .. }
        | Step::TakenBack
        | Step::RecallFailed
        | Step::RecallTooLate => Clocked::Loosely,
    }
}

/// The post after a change.
fn changed(mut post: Submission, change: Change, now: chrono::DateTime<chrono::Utc>) -> Submission {
    post.state = change.state;
    post.changed_at = now;
    if let Some(verdict) = change.verdict {
        post.verdict = verdict;
    }
    if let Some(slot) = change.slot {
        post.slot = Some(slot);
    }
    if let Some(version) = change.version {
        post.version = post.version.saturating_add(1);
        post.content_hash = version.content.hash();
        post.content = version.content;
        post.post = version.post;
        post.slot = version.slot;
        if let Some(author) = version.author
            && !post.authors.contains(&author)
        {
            post.authors.push(author);
        }
    }
    post
}

async fn write(tx: &mut Tx, council: &CouncilId, post: &Submission) -> Result<(), StoreError> {
    let columns = Standing::of(&post.state);
    tx.change(
        "post",
        "update posts set state = $3, standing = $4, version = $5, content = $6, content_hash = $7, judged = $8, \
         verdict = $9, slot = $10, authors = $11, changed_at = $12, on_platform = coalesce($13, on_platform), \
         scheduled_as = coalesce($14, scheduled_as), scheduled_until = $15, \
         published_at = coalesce($16, published_at), release_until = $17 where council = $1 and id = $2",
        values![
            council,
            post.id,
            columns.name.as_str(),
            to_json(&post.state),
            post.version,
            to_json(&post.content),
            post.content_hash.as_str(),
            to_json(&post.post),
            to_json(&post.verdict),
            post.slot,
            to_json(&post.authors),
            post.changed_at,
            columns.on_platform,
            columns.scheduled_as,
            columns.scheduled_until,
            columns.published_at,
            columns.release_until,
        ],
    )
    .await?;
    note_media(tx, council, post.id, &post.content).await
}

/// Writes the ledger: a row before a post is sent, and how it ended afterwards. The ledger counts the attempts.
async fn keep_ledger(
    tx: &mut Tx,
    council: &CouncilId,
    before: &Submission,
    change: &mut Change,
) -> Result<(), StoreError> {
    match (&before.state, &mut change.state) {
        (State::Releasing { .. } | State::Unknown { .. }, after) => {
            let outcome = match &*after {
                // Back among the approved: it is certain that nothing is out.
                State::Approved { .. } => "nothing-out",
                other => other.name().as_str(),
            };
            let platform_id = Standing::of(after).on_platform;
            let now = tx.now;
            tx.execute(
                "update deliveries set outcome = $3, platform_id = $4, settled_at = $5 where council = $1 and post = $2 \
                 and attempt = (select max(attempt) from deliveries where council = $1 and post = $2)",
                values![council, before.id, outcome, platform_id, now],
            )
            .await
            .map(drop)
        }
        (_, State::Releasing { release, .. }) => claim(tx, council, before, release).await,
        _ => Ok(()),
    }
}

async fn claim(
    tx: &mut Tx,
    council: &CouncilId,
    post: &Submission,
    release: &mut Release,
) -> Result<(), StoreError> {
    let sent = tx
        .row(
            "select count(*) as sent from deliveries where council = $1 and post = $2",
            values![council, post.id],
        )
        .await?;
    let sent = sent.map_or(Ok(0), |row: Row| row.int("sent"))?;
    release.attempt = u32::try_from(sent).unwrap_or(u32::MAX).saturating_add(1);
    tx.execute(
        "insert into deliveries (council, post, attempt, channel, node, claimed_at, claimed_until) \
         values ($1, $2, $3, $4, $5, $6, $7)",
        values![
            council,
            post.id,
            release.attempt,
            post.content.channel.as_str(),
            release.node.as_str(),
            release.since,
            release.until
        ],
    )
    .await?;
    tx.execute(
        "update posts set put_off_until = null where council = $1 and id = $2",
        values![council, post.id],
    )
    .await
    .map(drop)
}

async fn forwarded(
    tx: &mut Tx,
    council: &CouncilId,
    id: PostId,
    status: u16,
    platform_id: Option<&str>,
) -> Result<(), StoreError> {
    let row = tx.row_for_update(FOR_CHANGE, values![council, id]).await?.ok_or(StoreError::NoSuch("post"))?;
    let mut post = submission(&row)?;
    if let Some(platform_id) = platform_id {
        if let State::Allowed { scheduled: Some(scheduled) } = post.state {
            // What the platform answered for a post it keeps for later is an id among those.
            let scheduled = Scheduled { platform_id: Some(platform_id.to_owned()), ..scheduled };
            post.state = State::Allowed { scheduled: Some(scheduled) };
            write(tx, council, &post).await?;
        } else {
            tx.execute(
                "update posts set on_platform = $3 where council = $1 and id = $2",
                values![council, id, platform_id],
            )
            .await?;
        }
    }
    let event = NewEvent {
        actor: Actor::Guard,
        kind: "forwarded".to_owned(),
        post: Some(id),
        commitment: content_key(&row)?.map(|key| commitment(&key, &post.content)),
        rulebook: None,
        data: json!({ "status": status, "platform_id": platform_id }),
    };
    tx.append(council, Clocked::Loosely, event).await
}
