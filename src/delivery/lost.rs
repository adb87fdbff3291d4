//! Posts lost from sight: the account's own posts are read back, never is anything sent again blindly.

use super::Worker;
use crate::node::CouncilNode;
use crate::review::{State, Step, Submission};
use crate::store::StoreError;

/// Reads one post back. A platform that does not answer clearly settles nothing: it is asked again next time.
pub(super) async fn read_back(
    worker: &Worker,
    council: &CouncilNode,
    post: &Submission,
) -> Result<(), StoreError> {
    let State::Unknown { release, not_there_since, tie, .. } = &post.state else { return Ok(()) };
    let rules = &council.settings.review;
    let waits = not_there_since.is_some_and(|first| first + rules.between_reads > worker.node.clock.now());
    if *tie || waits {
        return Ok(());
    }
    let Some((channel, account)) = worker.account(council, post).await? else { return Ok(()) };
    let claimed = worker.node.store.claimed_ids(council.id(), &channel.name).await?;
    match worker.courier.read_back(&account, &post.content, release.since, &claimed).await {
        Ok(read) => {
            worker.take(council, post.id, Step::ReadBack(read)).await?;
        }
        Err(error) => {
            tracing::warn!(council = %council.id(), post = %post.id, %error, "delivery.read_back_failed");
        }
    }
    Ok(())
}
