//! Publishing one approved post: judged again, claimed, sent, recorded.

use std::time::Duration;

use chrono::TimeDelta;

use super::{Worker, backoff};
use crate::crash;
use crate::node::CouncilNode;
use crate::platform::courier::Outcome;
use crate::review::{Slot, State, StateName, Step, Submission};
use crate::store::StoreError;

/// How long a claim lasts. Nothing of a delivery may be under way when it ends.
const LEASE: TimeDelta = TimeDelta::minutes(15);

/// How long a delivery may take, uploads included: less than the lease.
const LONGEST: Duration = Duration::from_mins(12);

/// Publishes an approved post if it is due.
pub(super) async fn one(worker: &Worker, council: &CouncilNode, post: &Submission) -> Result<(), StoreError> {
    let State::Approved { approval } = &post.state else { return Ok(()) };
    let node = &worker.node;
    let now = node.clock.now();
    let quiet = worker.quiet(council);
    let due = match approval.slot {
        Slot::Now => true,
        Slot::Original => post.slot.is_none_or(|slot| slot <= now),
        Slot::AfterPeriod => quiet,
    };
    let put_off = node.store.put_off_until(council.id(), post.id).await?.is_some_and(|until| until > now);
    if !due || put_off || waits_for_parent(worker, council, post).await? {
        return Ok(());
    }
    let Some((_, account)) = worker.account(council, post).await? else { return Ok(()) };
    let claim = Step::Release {
        node: node.id.clone(),
        until: now + LEASE,
        verdict: Box::new(council.judge_apart(&post.post, now).await),
        quiet,
    };
    crash::point("delivery.before-claim");
    let Some(claimed) = worker.take(council, post.id, claim).await? else { return Ok(()) };
    let State::Releasing { release, .. } = &claimed.state else { return Ok(()) };
    crash::point("delivery.claimed");
    let key = format!("{}-{}", claimed.id, release.since.timestamp_millis());
    let sent = worker.courier.deliver(&node.store, council.id(), &account, &claimed.content, &key);
    // A call that is still open then may yet arrive: that is what an unknown outcome is for.
    let outcome = tokio::time::timeout(LONGEST, sent).await.unwrap_or(Outcome::LostSight);
    crash::point("delivery.answered");
    settle(worker, council, &claimed, outcome).await?;
    crash::point("delivery.settled");
    Ok(())
}

async fn settle(
    worker: &Worker,
    council: &CouncilNode,
    post: &Submission,
    outcome: Outcome,
) -> Result<(), StoreError> {
    let now = worker.node.clock.now();
    let (step, put_off) = match outcome {
        Outcome::Published { id, url } => (Step::Published { platform_id: id, url }, None),
        Outcome::Refused { code } => (Step::Failed { code }, None),
        Outcome::LostSight => (Step::LostSight, None),
        Outcome::PutOff { retry_after } => {
            let times = put_offs(worker, council, post).await?;
            (Step::PutOff, Some(backoff::until(now, retry_after.as_deref(), times)))
        }
    };
    if let Some(until) = put_off {
        worker.node.store.put_off(council.id(), post.id, until).await?;
    }
    let after = worker.take(council, post.id, step).await?;
    if let Some(after) = after {
        tracing::info!(council = %council.id(), post = %post.id, state = %after.state.name(), "delivery.settled");
    }
    Ok(())
}

/// How often this post was put off before.
async fn put_offs(worker: &Worker, council: &CouncilNode, post: &Submission) -> Result<u32, StoreError> {
    let history = worker.node.store.history(council.id(), post.id).await?;
    let times = history.iter().filter(|event| event.kind == "put-off").count();
    Ok(u32::try_from(times).unwrap_or(u32::MAX))
}

/// An answer goes out after the post it answers.
async fn waits_for_parent(
    worker: &Worker,
    council: &CouncilNode,
    post: &Submission,
) -> Result<bool, StoreError> {
    let Some(parent) = post.waits_for else { return Ok(false) };
    let parent = worker.node.store.submission(council.id(), parent).await?;
    Ok(parent
        .is_some_and(|parent| parent.state.name() != StateName::Published && parent.state.name().is_open()))
}
