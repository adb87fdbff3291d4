//! Judging everything that waits again, when the rulebook was swapped or a period began or ended.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::Worker;
use crate::guard::rulebook::Rulebook;
use crate::node::{CouncilNode, waiting};
use crate::review::{self, Step};
use crate::store::StoreError;

/// Judges a council's open and scheduled posts again if anything they depend on changed since the last time.
pub(super) async fn when_anything_changed(worker: &Worker, council: &CouncilNode) -> Result<(), StoreError> {
    let now = worker.node.clock.now();
    let book = council.rulebook();
    let mut judged = worker.judged.lock().await;
    if let Some((at, digest)) = judged.get(council.id()) {
        let edge_passed = book.world().calendar.next_change(*at).is_some_and(|edge| edge <= now);
        if digest == book.digest() && !edge_passed {
            return Ok(());
        }
    }
    everything(worker, council, &book, now).await?;
    judged.insert(council.id().clone(), (now, book.digest().to_owned()));
    Ok(())
}

async fn everything(
    worker: &Worker,
    council: &CouncilNode,
    book: &Arc<Rulebook>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for post in waiting::everything(&worker.node.store, council.id()).await? {
        let (_, verdict) = waiting::judge_again(&post, book, now).await;
        let step = Step::Rejudge { verdict: Box::new(verdict) };
        if review::take(&post, step.clone(), &council.settings.review, now) != Ok(None) {
            worker.take(council, post.id, step).await?;
        }
    }
    Ok(())
}
