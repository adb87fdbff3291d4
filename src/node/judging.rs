//! Judging without keeping others waiting: a long text is judged on a thread of its own kind, a short one at once.

use std::sync::{Arc, LazyLock};

use chrono::{DateTime, Utc};
use tokio::sync::Semaphore;

use super::CouncilNode;
use crate::guard::rulebook::Rulebook;
use crate::guard::verdict::Verdict;
use crate::post::Post;

/// Texts of up to so many bytes together are judged where they are: handing them over would take longer.
const SHORT: usize = 8 << 10;

/// One long text a core: more at a time would only make each slower.
static CORES: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from)));

impl CouncilNode {
    /// Judges a post for a moment under the rulebook in force now, without keeping other requests waiting.
    pub async fn judge_apart(&self, post: &Post, when: DateTime<Utc>) -> Verdict {
        judge_apart(post, when, &self.rulebook()).await
    }
}

/// Judges a post for a moment under a rulebook, without keeping other requests waiting.
pub async fn judge_apart(post: &Post, when: DateTime<Utc>, book: &Arc<Rulebook>) -> Verdict {
    if post.parts.iter().map(|part| part.text.len()).sum::<usize>() <= SHORT {
        return crate::guard::judge(post, when, book);
    }
    // The semaphore is never closed; without a permit the text would be judged all the same.
    let _core = CORES.acquire().await.ok();
    let (own, shared) = (post.clone(), book.clone());
    match tokio::task::spawn_blocking(move || crate::guard::judge(&own, when, &shared)).await {
        Ok(verdict) => verdict,
        Err(failed) => match failed.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // The runtime is shutting down and takes no more work; what is under way is still answered.
            Err(_) => crate::guard::judge(post, when, book),
        },
    }
}
