//! The posts a change of the rulebook can reach, and judging one of them again.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::judging::judge_apart;
use crate::council::CouncilId;
use crate::guard::rulebook::Rulebook;
use crate::guard::verdict::Verdict;
use crate::review::{StateName, Submission, public_at};
use crate::store::{Query, Store, StoreError};

/// Submissions read from the store at a time.
const PAGE: u32 = 200;

/// Every submission in these states, oldest first.
pub async fn every(
    store: &Store,
    council: &CouncilId,
    states: &[StateName],
) -> Result<Vec<Submission>, StoreError> {
    let mut query = Query::of(states.iter().copied(), PAGE);
    let mut all = Vec::new();
    loop {
        let page = store.submissions(council, &query).await?;
        let Some(last) = page.last() else { return Ok(all) };
        query.after = Some(last.id);
        all.extend(page);
    }
}

/// Every post that is judged again when the rulebook changes: held, parked, approved, or kept by a platform for
/// later.
pub async fn everything(store: &Store, council: &CouncilId) -> Result<Vec<Submission>, StoreError> {
    let mut posts = every(store, council, &[StateName::Held, StateName::Parked, StateName::Approved]).await?;
    posts.extend(store.scheduled(council).await?);
    Ok(posts)
}

/// Judges a waiting post again, for the moment it would become public.
pub async fn judge_again(
    post: &Submission,
    book: &Arc<Rulebook>,
    now: DateTime<Utc>,
) -> (DateTime<Utc>, Verdict) {
    let at = public_at(post, &book.world().calendar, now);
    (at, judge_apart(&post.post, at, book).await)
}
