//! One write on its way into the store: what it repeats, its row, its event.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::record::Clocked;
use super::rows::{Standing, post_columns, submission};
use super::statement::{Row, to_json, values};
use super::transaction::Tx;
use super::{NewSubmission, Recorded, Store, StoreError};
use crate::audit::NewEvent;
use crate::audit::event::commitment;
use crate::council::CouncilId;
use crate::post::{Content, ContentHash};
use crate::review::step::{Actor, verdict_data};
use crate::review::{PlatformId, PostId, Reference, State, Submission};
use crate::secrets::{Fingerprint, random};

/// How long after its publication, or after an `Idempotency-Key` was first seen, the same content is the same post.
const SAME_FOR: TimeDelta = TimeDelta::hours(24);
/// How often to draw new random names before giving up; a second draw is needed once in millions of posts.
const DRAWS: u32 = 16;

/// A write on its way into the store, with all that can be prepared outside the queue.
pub(super) struct Recording {
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
    pub(super) fn prepare(
        store: &Store,
        council: &CouncilId,
        new: NewSubmission,
    ) -> Result<Self, StoreError> {
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

    pub(super) async fn run(&self, tx: &mut Tx) -> Result<Recorded, StoreError> {
        tx.believe_clock(&self.council)?;
        if !matches!(self.new.state, State::Blocked)
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
            rulebook: Some(new.verdict.rulebook.to_string()),
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
