//! Taking back what a platform keeps for later and would now be stopped.

use super::Worker;
use crate::node::CouncilNode;
use crate::platform::courier::TakenBack;
use crate::review::state::Scheduled;
use crate::review::{State, Step, Submission};
use crate::store::StoreError;

/// Tries once for every post that must come back.
pub(super) async fn all(worker: &Worker, council: &CouncilNode) -> Result<(), StoreError> {
    for post in worker.node.store.scheduled(council.id()).await? {
        let State::Allowed { scheduled: Some(scheduled) } = &post.state else { continue };
        if scheduled.recall.is_some() {
            one(worker, council, &post, scheduled).await?;
        }
    }
    Ok(())
}

async fn one(
    worker: &Worker,
    council: &CouncilNode,
    post: &Submission,
    scheduled: &Scheduled,
) -> Result<(), StoreError> {
    let about = format!("scheduled post {}", post.reference);
    let now = worker.node.clock.now();
    if scheduled.slot <= now {
        // From here on "it is not there" would only mean that it was published.
        worker.take(council, post.id, Step::RecallTooLate).await?;
        tracing::error!(council = %council.id(), post = %post.id, "recall.too_late");
        let text = "a scheduled post that should have been taken back has reached its time: look at the account, and delete it there by hand";
        council.report(&about, text.to_owned(), now);
        return Ok(());
    }
    let Some((_, account)) = worker.account(council, post).await? else {
        return failed(worker, council, post, &about).await;
    };
    let id = match &scheduled.platform_id {
        Some(id) => Some(id.clone()),
        // The answer that would have told the id was lost.
        None => worker.courier.find_scheduled(&account, &post.content, scheduled.slot).await,
    };
    let Some(id) = id else { return failed(worker, council, post, &about).await };
    match worker.courier.take_back(&account, &id).await {
        TakenBack::Gone if worker.node.clock.now() < scheduled.slot => {
            worker.take(council, post.id, Step::TakenBack).await?;
            council.settle(&about);
            tracing::info!(council = %council.id(), post = %post.id, "recall.taken_back");
            Ok(())
        }
        TakenBack::Gone | TakenBack::NotConfirmed => failed(worker, council, post, &about).await,
    }
}

async fn failed(
    worker: &Worker,
    council: &CouncilNode,
    post: &Submission,
    about: &str,
) -> Result<(), StoreError> {
    tracing::error!(council = %council.id(), post = %post.id, "recall.failed");
    let text = "this post is scheduled on the platform, would now be stopped, and could not be taken back yet: delete it there by hand if its time is near";
    council.report(about, text.to_owned(), worker.node.clock.now());
    worker.take(council, post.id, Step::RecallFailed).await?;
    Ok(())
}
