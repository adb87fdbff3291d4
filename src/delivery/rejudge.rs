//! Judging everything that waits again, when the rulebook was swapped or a period began or ended.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::Worker;
use crate::guard::rulebook::Rulebook;
use crate::node::CouncilNode;
use crate::node::judging::judge_apart;
use crate::review::{self, Slot, State, StateName, Step, Submission};
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
    let mut posts = worker.all(council, &[StateName::Held, StateName::Parked, StateName::Approved]).await?;
    posts.extend(worker.node.store.scheduled(council.id()).await?);
    for post in posts {
        let verdict = Box::new(judge_apart(&post.post, moment(&post, book, now), book).await);
        let step = Step::Rejudge { verdict };
        if review::take(&post, step.clone(), &council.settings.review, now) != Ok(None) {
            worker.take(council, post.id, step).await?;
        }
    }
    Ok(())
}

/// The moment a waiting post would become public, as far as it is known.
fn moment(post: &Submission, book: &Rulebook, now: DateTime<Utc>) -> DateTime<Utc> {
    let slot = match &post.state {
        State::Allowed { scheduled: Some(scheduled) } => Some(scheduled.slot),
        State::Approved { approval } => match approval.slot {
            Slot::Now => None,
            Slot::Original => post.slot,
            Slot::AfterPeriod => book.world().calendar.quiet_from(now),
        },
        _ => post.slot,
    };
    slot.filter(|slot| *slot > now).unwrap_or(now)
}
