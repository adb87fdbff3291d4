//! Posts: recording a write, and finding it again.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::recording::Recording;
use super::rows::{post_columns, submission};
use super::statement::{Value, values};
use super::{Store, StoreError};
use crate::council::CouncilId;
use crate::guard::verdict::Verdict;
use crate::post::{Content, Post};
use crate::review::{PersonId, PlatformId, PostId, Reference, State, StateName, Submission, ToolId};
use crate::secrets::Fingerprint;

/// A write to be recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct NewSubmission {
    /// The channel's name in `purdah.toml`.
    pub channel: String,
    /// Everything delivery would send.
    pub content: Content,
    /// The post as it was judged.
    pub post: Post,
    /// The judgement.
    pub verdict: Verdict,
    /// Allowed, held or blocked.
    pub state: State,
    /// The slot its author asked for; None = at once.
    pub slot: Option<DateTime<Utc>>,
    /// The tool it came from.
    pub tool: Option<ToolId>,
    /// Everyone whose own post it is.
    pub authors: Vec<PersonId>,
    /// The held post it answers.
    pub waits_for: Option<PostId>,
    /// The caller's `Idempotency-Key`.
    pub idempotency_key: Option<String>,
    /// The credential it came with.
    pub credential: Option<Fingerprint>,
}

/// What recording a write led to.
#[derive(Debug, Clone, PartialEq)]
pub enum Recorded {
    /// A new post, recorded with its event.
    New(Submission),
    /// The same content from the same account is already here: still open, published within the last 24 hours,
    /// or sent with the same `Idempotency-Key` within the last 24 hours. Nothing was written.
    Same(Submission),
}

impl Recorded {
    /// The post, new or known.
    pub fn into_submission(self) -> Submission {
        match self {
            Self::New(post) | Self::Same(post) => post,
        }
    }
}

/// Which posts are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// In any of these states; none = in every state.
    pub states: Vec<StateName>,
    /// On this channel; None = on every channel.
    pub channel: Option<String>,
    /// At most this many.
    pub limit: u32,
    /// Only those that came after this one, for the next page.
    pub after: Option<PostId>,
}

impl Query {
    /// Posts in some states, on every channel, from the oldest.
    pub fn of(states: impl IntoIterator<Item = StateName>, limit: u32) -> Self {
        Self { states: states.into_iter().collect(), channel: None, limit, after: None }
    }
}

/// How many posts of a channel are looked through for the same words.
const NEWEST: u32 = 500;

/// Whether two posts say the same: blanks and case do not matter.
fn is_same(one: &str, other: &str) -> bool {
    let words = |text: &str| text.to_lowercase().split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    words(one) == words(other)
}

impl Store {
    /// Records a write: the post and its event in one transaction, durable when this returns.
    ///
    /// A write with the content of a post that is open, or that the guard published within the last 24 hours, is
    /// that post: a tool that tries again when nothing stops it any more must not publish twice. Blocked ones are
    /// always new, and so is what only went through before.
    ///
    /// # Errors
    /// [`StoreError::ClockBehind`] when the machine's clock is more than a minute behind the record; and whatever
    /// keeps the store from committing. In every case nothing was recorded.
    pub async fn record(&self, council: &CouncilId, new: NewSubmission) -> Result<Recorded, StoreError> {
        let job = Arc::new(Recording::prepare(self, council, new)?);
        self.write(council, move |tx| {
            let job = Arc::clone(&job);
            Box::pin(async move { job.run(tx).await })
        })
        .await
    }

    /// A post by its id.
    pub async fn submission(
        &self,
        council: &CouncilId,
        post: PostId,
    ) -> Result<Option<Submission>, StoreError> {
        self.one(post_columns!("where council = $1 and id = $2"), values![council, post]).await
    }

    /// A post by its short reference.
    pub async fn by_reference(
        &self,
        council: &CouncilId,
        reference: &Reference,
    ) -> Result<Option<Submission>, StoreError> {
        self.one(post_columns!("where council = $1 and reference = $2"), values![council, reference.as_str()])
            .await
    }

    /// A post by the number platform clients are given for it.
    pub async fn by_platform_id(
        &self,
        council: &CouncilId,
        channel: &str,
        id: PlatformId,
    ) -> Result<Option<Submission>, StoreError> {
        self.one(
            post_columns!("where council = $1 and channel = $2 and number = $3"),
            values![council, channel, id.number()],
        )
        .await
    }

    /// Posts, oldest first.
    pub async fn submissions(
        &self,
        council: &CouncilId,
        query: &Query,
    ) -> Result<Vec<Submission>, StoreError> {
        let channel = query.channel.as_deref().unwrap_or("");
        let after = query.after.map(|after| after.to_string()).unwrap_or_default();
        if query.states.is_empty() {
            let rows = self
                .rows(
                    post_columns!(
                        "where council = $1 and id > $2 and ($3 = '' or channel = $3) order by id limit $4"
                    ),
                    values![council, after.as_str(), channel, query.limit],
                )
                .await?;
            return rows.iter().map(submission).collect();
        }
        // One query a state: each walks its own index, and the merged front is the answer.
        let mut posts = Vec::new();
        for state in &query.states {
            let rows = self
                .rows(
                    post_columns!(
                        "where council = $1 and state = $2 and id > $3 and ($4 = '' or channel = $4) order by id limit $5"
                    ),
                    values![council, state.as_str(), after.as_str(), channel, query.limit],
                )
                .await?;
            posts.extend(rows.iter().map(submission).collect::<Result<Vec<_>, _>>()?);
        }
        posts.sort_by_key(|post| post.id);
        // A state named twice gives its posts once; a post that moved between two of the queries, too.
        posts.dedup_by_key(|post| post.id);
        posts.truncate(query.limit as usize);
        Ok(posts)
    }

    /// The held or approved posts that answer a post and wait for it, oldest first.
    pub async fn answers_to(&self, council: &CouncilId, post: PostId) -> Result<Vec<PostId>, StoreError> {
        let rows = self
            .rows(
                "select id from posts where council = $1 and waits_for = $2 and state in ('held', 'approved') \
                 order by id",
                values![council, post],
            )
            .await?;
        rows.iter().map(|row| row.parsed("id")).collect()
    }

    /// The allowed posts the platform keeps for a later slot: those whose slot is still to come, and those that
    /// are being taken back. Oldest first.
    pub async fn scheduled(&self, council: &CouncilId) -> Result<Vec<Submission>, StoreError> {
        let now = self.0.clock.now();
        let rows = self
            .rows(
                post_columns!("where council = $1 and scheduled_until > $2 order by id"),
                values![council, now],
            )
            .await?;
        rows.iter().map(submission).collect()
    }

    async fn one(&self, sql: &'static str, values: &[Value<'_>]) -> Result<Option<Submission>, StoreError> {
        self.row(sql, values).await?.map(|row| submission(&row)).transpose()
    }

    /// When some words last went out on a channel, or were handed in there and still may: the latest since `since`
    /// among the channel's newest posts.
    pub async fn same_words_at(
        &self,
        council: &CouncilId,
        channel: &str,
        words: &str,
        since: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        // Ids sort by arrival, so this reads the end of the primary key and no more.
        let rows = self
            .rows(
                "select content, received_at, published_at from posts where council = $1 and channel = $2 and \
                 received_at > $3 and (state in ('held', 'parked', 'approved', 'releasing', 'published', 'unknown') \
                 or (state = 'allowed' and on_platform is not null)) order by id desc limit $4",
                values![council, channel, since, NEWEST],
            )
            .await?;
        for row in rows {
            let content: Content = row.json("content")?;
            if content.text.as_deref().is_some_and(|text| is_same(text, words)) {
                return Ok(Some(row.maybe_time("published_at")?.unwrap_or(row.time("received_at")?)));
            }
        }
        Ok(None)
    }

    /// Which allowed post is that one among those the platform keeps for later: by the platform's id of the
    /// scheduled post, which is another kind of number than the id of a post.
    pub async fn scheduled_as(
        &self,
        council: &CouncilId,
        channel: &str,
        platform_id: &str,
    ) -> Result<Option<Submission>, StoreError> {
        self.one(
            post_columns!(
                "where council = $1 and channel = $2 and scheduled_as = $3 order by id desc limit 1"
            ),
            values![council, channel, platform_id],
        )
        .await
    }

    /// Which post is that one on the platform: by the id the platform gave it, whether delivery published it or the
    /// guard let it through.
    pub async fn published_as(
        &self,
        council: &CouncilId,
        channel: &str,
        platform_id: &str,
    ) -> Result<Option<Submission>, StoreError> {
        self.one(
            post_columns!(
                "where council = $1 and channel = $2 and on_platform = $3 order by id desc limit 1"
            ),
            values![council, channel, platform_id],
        )
        .await
    }
}
