//! The audit log in the store: appending, reading, its head.

use chrono::{DateTime, TimeDelta, Utc};

use super::statement::{Row, damaged, values};
use super::transaction::Tx;
use super::{Store, StoreError};
use crate::audit::{Checkpoint, Event, Fault, Frontier, Hash, NewEvent, NoteSigner as _, Report, TreeHead};
use crate::audit::{Verifier, VerifierKey};
use crate::council::CouncilId;
use crate::review::PostId;

/// How far this machine's clock may be behind the record before everything is stopped.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(1);
/// How many lines are held in memory at a time while a record is verified.
const PAGE: u32 = 1000;

/// The end of a council's record within a transaction, locked against other nodes.
#[derive(Debug, Clone)]
pub(super) struct Head {
    edge: Frontier,
    last_at: Option<DateTime<Utc>>,
    changed: bool,
}

/// Whether an event is refused while the clock is behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clocked {
    /// It lets something happen, and so waits for a clock that can be believed.
    Strictly,
    /// It tells what has happened already: told late is better than not at all.
    Loosely,
}

impl Head {
    const READ: &str = "select size, edge, last_at from audit_heads where council = $1";

    /// Reads and locks a council's head, making the first one.
    pub(super) async fn lock(tx: &mut Tx, council: &CouncilId) -> Result<Self, StoreError> {
        if let Some(row) = tx.row_for_update(Self::READ, values![council]).await? {
            return Self::read(&row);
        }
        tx.execute(
            "insert into audit_heads (council, size, edge) values ($1, 0, $2) on conflict do nothing",
            values![council, Vec::new()],
        )
        .await?;
        match tx.row_for_update(Self::READ, values![council]).await? {
            Some(row) => Self::read(&row),
            None => Err(StoreError::Conflict),
        }
    }

    fn read(row: &Row) -> Result<Self, StoreError> {
        let edge = Frontier::from_bytes(row.size("size")?, &row.bytes("edge")?);
        let edge = edge.ok_or_else(|| damaged("edge"))?;
        Ok(Self { edge, last_at: row.maybe_time("last_at")?, changed: false })
    }

    /// Writes it back if it has grown.
    pub(super) async fn save(self, tx: &mut Tx, council: &CouncilId) -> Result<(), StoreError> {
        if !self.changed {
            return Ok(());
        }
        tx.change(
            "record",
            "update audit_heads set size = $2, edge = $3, last_at = $4 where council = $1",
            values![council, self.edge.size(), self.edge.to_bytes(), self.last_at],
        )
        .await
    }
}

impl Tx {
    /// Refuses while this machine's clock is behind the record.
    pub(super) fn believe_clock(&mut self, council: &CouncilId) -> Result<(), StoreError> {
        let now = self.now;
        match self.head(council)?.last_at {
            Some(last) if now < last - CLOCK_TOLERANCE => Err(StoreError::ClockBehind { last, now }),
            _ => Ok(()),
        }
    }

    /// The number of the event that was appended last; 0 = none yet.
    pub(super) fn last_seq(&mut self, council: &CouncilId) -> Result<u64, StoreError> {
        Ok(self.head(council)?.edge.size())
    }

    /// Appends an event to the council's record.
    pub(super) async fn append(
        &mut self,
        council: &CouncilId,
        clocked: Clocked,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        if clocked == Clocked::Strictly {
            self.believe_clock(council)?;
        }
        let now = self.now;
        let head = self.head(council)?;
        // Time in the record never runs backwards.
        let at = head.last_at.map_or(now, |last| last.max(now));
        let post = event.post;
        let event = Event::placed(council, head.edge.size() + 1, at, event);
        // Only an infinity has no JSON, and no event holds one.
        let line = event.line().map_err(|_| damaged("line"))?;
        let leaf = Hash::leaf(line.as_bytes());
        head.edge.push(leaf);
        head.last_at = Some(at);
        head.changed = true;
        self.execute(
            "insert into audit_events (council, seq, post, at, leaf, line) values ($1, $2, $3, $4, $5, $6)",
            values![council, event.seq, post, at, leaf.0.as_slice(), line],
        )
        .await
        .map(drop)
    }
}

impl Store {
    /// Records what is not a post: settings, sign-ins by other ways, backups. The verbs of this store record their
    /// own events; this is for what happens elsewhere.
    pub async fn event(&self, council: &CouncilId, event: NewEvent) -> Result<(), StoreError> {
        let of = council.clone();
        self.write(council, move |tx| {
            let (of, event) = (of.clone(), event.clone());
            Box::pin(async move { tx.append(&of, Clocked::Loosely, event).await })
        })
        .await
    }

    /// The events of a post, oldest first.
    pub async fn history(&self, council: &CouncilId, post: PostId) -> Result<Vec<Event>, StoreError> {
        let rows = self
            .rows(
                "select line from audit_events where council = $1 and post = $2 order by seq",
                values![council, post],
            )
            .await?;
        rows.iter().map(|row| Event::parse(&row.text("line")?).map_err(|_| damaged("line"))).collect()
    }

    /// Lines of the record, in order, from the event with this number on.
    pub async fn audit_lines(
        &self,
        council: &CouncilId,
        from_seq: u64,
        limit: u32,
    ) -> Result<Vec<String>, StoreError> {
        let rows = self.audit_rows(council, from_seq, limit).await?;
        rows.iter().map(|row| row.text("line")).collect()
    }

    async fn audit_rows(&self, council: &CouncilId, from: u64, limit: u32) -> Result<Vec<Row>, StoreError> {
        self.rows(
            "select seq, leaf, line from audit_events where council = $1 and seq >= $2 order by seq limit $3",
            values![council, from, limit],
        )
        .await
    }

    /// What the record says now: how many events, and the root over them.
    pub async fn audit_head(&self, council: &CouncilId) -> Result<TreeHead, StoreError> {
        Ok(self.head(council).await?.map_or_else(|| Frontier::new().head(), |head| head.edge.head()))
    }

    async fn head(&self, council: &CouncilId) -> Result<Option<Head>, StoreError> {
        self.row(Head::READ, values![council]).await?.map(|row| Head::read(&row)).transpose()
    }

    /// The head as a signed note, to be kept aside.
    pub async fn checkpoint(&self, council: &CouncilId) -> Result<String, StoreError> {
        let head = self.audit_head(council).await?;
        Ok(Checkpoint::sign(council, head, &self.0.keyring.record_signer(council)?))
    }

    /// The key a council's checkpoints are verified with.
    pub fn verifier_key(&self, council: &CouncilId) -> Result<VerifierKey, StoreError> {
        Ok(VerifierKey::of(council, self.0.keyring.record_signer(council)?.public_key()))
    }

    /// Proves the record whole, or says what is wrong with it. `kept` is a checkpoint that was kept aside.
    ///
    /// Events recorded while this runs are left for the next time.
    pub async fn audit_verify(
        &self,
        council: &CouncilId,
        kept: Option<Checkpoint>,
    ) -> Result<Result<Report, Vec<Fault>>, StoreError> {
        let stored = self.audit_head(council).await?;
        let mut verifier = Verifier::new(council.clone(), kept);
        let mut next = 0;
        loop {
            let rows = self.audit_rows(council, next, PAGE).await?;
            for row in &rows {
                let seq = row.size("seq")?;
                next = seq + 1;
                // A line beyond the head is newer than the head read above, unless the head now agrees with that.
                if seq > stored.size && self.audit_head(council).await?.size >= seq {
                    return Ok(verifier.finish(stored));
                }
                verifier.push(&row.text("line")?, Hash::from_slice(&row.bytes("leaf")?));
            }
            if rows.len() < PAGE as usize {
                return Ok(verifier.finish(stored));
            }
        }
    }

    /// When the last event was recorded.
    pub async fn last_event_at(&self, council: &CouncilId) -> Result<Option<DateTime<Utc>>, StoreError> {
        Ok(self.head(council).await?.and_then(|head| head.last_at))
    }
}
