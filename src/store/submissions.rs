//! Posts: recording a write, and finding it again.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::record::Clocked;
use super::rows::{Standing, post_columns, submission};
use super::statement::{Row, to_json, values};
use super::writer::Tx;
use super::{Store, StoreError};
use crate::audit::NewEvent;
use crate::audit::event::commitment;
use crate::council::CouncilId;
use crate::guard::verdict::Verdict;
use crate::post::{Content, ContentHash, Post};
use crate::review::step::{Actor, verdict_data};
use crate::review::{PersonId, PlatformId, PostId, Reference, State, StateName, Submission, ToolId};
use crate::secrets::{Fingerprint, random};

/// How long after its publication, or after an `Idempotency-Key` was first seen, the same content is the same post.
const SAME_FOR: TimeDelta = TimeDelta::hours(24);
/// How often to draw new random names before giving up; a second draw is needed once in millions of posts.
const DRAWS: u32 = 16;

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

impl Store {
    /// Records a write: the post and its event in one transaction, durable when this returns.
    ///
    /// Only a held write is ever taken for one that is already here; allowed and blocked ones are always new.
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

    async fn one(
        &self,
        sql: &'static str,
        values: &[super::statement::Value<'_>],
    ) -> Result<Option<Submission>, StoreError> {
        self.row(sql, values).await?.map(|row| submission(&row)).transpose()
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

/// A write on its way into the store, with all that can be prepared outside the queue.
struct Recording {
    store: Store,
    council: CouncilId,
    new: NewSubmission,
    hash: ContentHash,
    content_key: [u8; 32],
    commitment: String,
    idempotency: Option<String>,
    content: String,
    standing: String,
    judged: String,
    verdict: String,
    authors: String,
}

impl Recording {
    fn prepare(store: &Store, council: &CouncilId, new: NewSubmission) -> Result<Self, StoreError> {
        let content_key = random()?;
        let idempotency = new.idempotency_key.as_ref().map(|key| {
            // Kept as a keyed hash: callers put all sorts of things into this header.
            store.0.keyring.keyed("idempotency", &[council.as_str(), &new.channel, &new.content.account, key])
        });
        Ok(Self {
            store: store.clone(),
            council: council.clone(),
            hash: new.content.hash(),
            content_key,
            commitment: commitment(&content_key, &new.content),
            idempotency,
            content: to_json(&new.content),
            standing: to_json(&new.state),
            judged: to_json(&new.post),
            verdict: to_json(&new.verdict),
            authors: to_json(&new.authors),
            new,
        })
    }

    async fn run(&self, tx: &mut Tx) -> Result<Recorded, StoreError> {
        tx.believe_clock(&self.council)?;
        if let State::Held { .. } = self.new.state
            && let Some(known) = self.known(tx).await?
        {
            return submission(&known).map(Recorded::Same);
        }
        let id = PostId(self.store.0.ids.next(tx.now));
        let (reference, number) = self.insert(tx, id).await?;
        note_media(tx, &self.council, id, &self.new.content).await?;
        self.append(tx, id, &reference).await?;
        Ok(Recorded::New(self.submission(id, reference, number, tx.now)))
    }

    /// The post this one repeats.
    async fn known(&self, tx: &mut Tx) -> Result<Option<Row>, StoreError> {
        let since = tx.now - SAME_FOR;
        let same = tx
            .row(
                post_columns!(
                    "where council = $1 and content_hash = $2 and channel = $3 and account = $4 and (state in \
                     ('held', 'returned', 'parked', 'approved', 'releasing', 'failed', 'unknown') \
                     or (state = 'published' and published_at > $5)) order by id desc limit 1"
                ),
                values![
                    &self.council,
                    self.hash.as_str(),
                    self.new.channel.as_str(),
                    self.new.content.account.as_str(),
                    since
                ],
            )
            .await?;
        let (None, Some(key)) = (&same, &self.idempotency) else { return Ok(same) };
        tx.row(
            post_columns!(
                "where council = $1 and idempotency = $2 and content_hash = $3 and received_at > $4 \
                 and state not in ('allowed', 'blocked') order by id desc limit 1"
            ),
            values![&self.council, key, self.hash.as_str(), since],
        )
        .await
    }

    /// Inserts the row under names nobody else has.
    async fn insert(&self, tx: &mut Tx, id: PostId) -> Result<(Reference, PlatformId), StoreError> {
        let new = &self.new;
        let columns = Standing::of(&new.state);
        for _ in 0..DRAWS {
            let reference = Reference::from_random(u64::from_be_bytes(random()?));
            let number = PlatformId::from_random(u64::from_be_bytes(random()?));
            let inserted = tx
                .execute(
                    "insert into posts (council, id, channel, account, reference, number, version, state, standing, \
                     content, content_hash, content_key, judged, verdict, slot, tool, authors, waits_for, received_at, \
                     changed_at, idempotency, credential, scheduled_as, scheduled_until) values ($1, $2, $3, $4, $5, \
                     $6, 1, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $18, $19, $20, $21, $22) \
                     on conflict do nothing",
                    values![
                        &self.council,
                        id,
                        new.channel.as_str(),
                        new.content.account.as_str(),
                        reference.as_str(),
                        number.number(),
                        columns.name.as_str(),
                        self.standing.as_str(),
                        self.content.as_str(),
                        self.hash.as_str(),
                        self.content_key.as_slice(),
                        self.judged.as_str(),
                        self.verdict.as_str(),
                        new.slot,
                        new.tool,
                        self.authors.as_str(),
                        new.waits_for,
                        tx.now,
                        self.idempotency.as_deref(),
                        new.credential.as_ref().map(Fingerprint::as_str),
                        columns.scheduled_as,
                        columns.scheduled_until,
                    ],
                )
                .await?;
            if inserted == 1 {
                return Ok((reference, number));
            }
        }
        Err(StoreError::Conflict)
    }

    async fn append(&self, tx: &mut Tx, id: PostId, reference: &Reference) -> Result<(), StoreError> {
        let new = &self.new;
        let mut data = verdict_data(&new.verdict);
        data["channel"] = json!(new.channel);
        data["operation"] = json!(new.content.operation.name());
        data["reference"] = json!(reference);
        if let Some(slot) = new.slot {
            data["slot"] = json!(slot.to_rfc3339());
        }
        if let Some(credential) = &new.credential {
            data["credential"] = json!(credential.short());
        }
        let event = NewEvent {
            actor: Actor::Tool(new.tool),
            kind: new.state.name().as_str().to_owned(),
            post: Some(id),
            commitment: Some(self.commitment.clone()),
            rulebook: Some(new.verdict.rulebook.clone()),
            data,
        };
        tx.append(&self.council, Clocked::Strictly, event).await
    }

    fn submission(
        &self,
        id: PostId,
        reference: Reference,
        platform_id: PlatformId,
        now: DateTime<Utc>,
    ) -> Submission {
        let new = self.new.clone();
        Submission {
            id,
            reference,
            platform_id,
            version: 1,
            state: new.state,
            content: new.content,
            content_hash: self.hash.clone(),
            post: new.post,
            verdict: new.verdict,
            slot: new.slot,
            tool: new.tool,
            authors: new.authors,
            waits_for: new.waits_for,
            received_at: now,
            changed_at: now,
        }
    }
}

/// Notes which media a post needs, so that they are kept as long as it is.
pub(super) async fn note_media(
    tx: &mut Tx,
    council: &CouncilId,
    post: PostId,
    content: &Content,
) -> Result<(), StoreError> {
    for medium in content.media.iter().filter(|medium| !medium.sha256.is_empty()) {
        tx.execute(
            "insert into media_refs (council, sha256, post) values ($1, $2, $3) on conflict do nothing",
            values![council, medium.sha256.as_str(), post],
        )
        .await?;
    }
    Ok(())
}
