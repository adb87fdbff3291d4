//! The delivery ledger: one row for each time a post was sent, written before the call.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{Store, StoreError};
use crate::council::CouncilId;
use crate::review::PostId;

impl Store {
    /// The platform's ids that are somebody's outcome already: of deliveries, and of posts that were let through.
    /// Reading back must never take one of them for another post.
    pub async fn claimed_ids(&self, council: &CouncilId, channel: &str) -> Result<BTreeSet<String>, StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// Notes that the platform asked to be called later: delivery leaves the post alone until then.
    pub async fn put_off(
        &self,
        council: &CouncilId,
        post: PostId,
        until: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// Until when delivery leaves a post alone, if that was noted.
    pub async fn put_off_until(
        &self,
        council: &CouncilId,
        post: PostId,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// The posts of every council whose claim has run out: whoever was releasing them did not say how it ended.
    pub async fn lapsed_releases(&self, now: DateTime<Utc>) -> Result<Vec<(CouncilId, PostId)>, StoreError> {
        unimplemented!("follows in the next commit")
    }
}
