//! The delivery ledger: one row for each time a post was sent, written before the call.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::statement::values;
use super::{Store, StoreError};
use crate::council::CouncilId;
use crate::review::PostId;

impl Store {
    /// The platform's ids that are somebody's outcome already: of deliveries, and of posts that were let through.
    /// Reading back must never take one of them for another post.
    pub async fn claimed_ids(
        &self,
        council: &CouncilId,
        channel: &str,
    ) -> Result<BTreeSet<String>, StoreError> {
        let rows = self
            .rows(
                "select on_platform as id from posts where council = $1 and channel = $2 and on_platform is not null \
                 union select platform_id as id from deliveries where council = $1 and channel = $2 \
                 and platform_id is not null",
                values![council, channel],
            )
            .await?;
        rows.iter().map(|row| row.text("id")).collect()
    }

    /// Notes that the platform asked to be called later: delivery leaves the post alone until then.
    pub async fn put_off(
        &self,
        council: &CouncilId,
        post: PostId,
        until: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let of = council.clone();
        self.write(council, move |tx| {
            let of = of.clone();
            Box::pin(async move {
                tx.change(
                    "post",
                    "update posts set put_off_until = $3 where council = $1 and id = $2",
                    values![&of, post, until],
                )
                .await
            })
        })
        .await
    }

    /// Until when delivery leaves a post alone, if that was noted.
    pub async fn put_off_until(
        &self,
        council: &CouncilId,
        post: PostId,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        let row = self
            .row("select put_off_until from posts where council = $1 and id = $2", values![council, post])
            .await?;
        row.map_or(Ok(None), |row| row.maybe_time("put_off_until"))
    }

    /// The posts of every council whose claim has run out: whoever was releasing them did not say how it ended.
    pub async fn lapsed_releases(&self, now: DateTime<Utc>) -> Result<Vec<(CouncilId, PostId)>, StoreError> {
        let rows = self
            .rows(
                "select p.council, p.id from audit_heads h join posts p on p.council = h.council \
                 where p.state = 'releasing' and p.release_until < $1 order by p.council, p.id",
                values![now],
            )
            .await?;
        rows.iter().map(|row| Ok((row.council()?, row.parsed("id")?))).collect()
    }
}
