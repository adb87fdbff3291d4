//! Group commit: every write of this process goes through one queue, and what waits there shares a transaction.
//!
//! A job is a closure over a [`Tx`]. It may run more than once (after a conflict with another node, or when a
//! neighbour failed half-way), so it must do nothing outside the transaction. Its caller is answered only after the
//! COMMIT, with success and with refusal alike: a refusal may rest on what a neighbour wrote in the same
//! transaction.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, Utc};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use tokio::sync::{mpsc, oneshot};

use super::StoreError;
use super::database::{Database, Link};
use super::record::Head;
use super::statement::{Row, Value};
use crate::clock::Clock;
use crate::council::CouncilId;

/// How many writes may share a transaction.
const MOST_TOGETHER: usize = 256;
/// How many may wait before callers are made to.
const MOST_WAITING: usize = 1024;
/// How often a transaction is tried again after a conflict with another node.
const ATTEMPTS: u32 = 8;

/// How much was written, for `/metrics` and benchmarks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commits {
    /// Transactions committed.
    pub commits: u64,
    /// Writes in them.
    pub writes: u64,
}

#[derive(Debug, Default)]
struct Counts {
    commits: AtomicU64,
    writes: AtomicU64,
}

/// The way into the queue.
#[derive(Debug)]
pub(super) struct Writer {
    queue: mpsc::Sender<Box<dyn Work>>,
    counts: Arc<Counts>,
}

/// An open transaction, as jobs see it.
pub(super) struct Tx {
    link: Link,
    heads: BTreeMap<CouncilId, Head>,
    /// The time of everything in this transaction.
    pub(super) now: DateTime<Utc>,
    /// Something was written since the mark was set.
    wrote: bool,
}

/// A job's error: its own kind, or the store's.
pub(super) trait Fault: From<StoreError> + Send + 'static {
    /// The store's error in it, if it is one that came from the database and so spoilt the transaction.
    fn of_store(&self) -> Option<&StoreError>;
}

impl Fault for StoreError {
    fn of_store(&self) -> Option<&StoreError> {
        Some(self)
    }
}

/// A job in the queue.
trait Work: Send {
    fn council(&self) -> &CouncilId;
    /// Runs it, and keeps its value until the commit.
    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> BoxFuture<'t, Ran>;
    /// Answers its caller: with the value kept, or with what befell the transaction.
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
}

/// How a job went.
enum Ran {
    /// It did what it was asked.
    Done,
    /// It refused, and the transaction goes on.
    Refused,
    /// The database failed it.
    Spoilt(StoreError),
}

struct Pending<J, T, E> {
    council: CouncilId,
    job: J,
    value: Option<Result<T, E>>,
    caller: oneshot::Sender<Result<T, E>>,
}

impl<J, T, E> Work for Pending<J, T, E>
where
    J: for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send,
    T: Send,
    E: Fault,
{
    fn council(&self) -> &CouncilId {
        &self.council
    }

    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> BoxFuture<'t, Ran> {
        Box::pin(async move {
            let ran = AssertUnwindSafe((self.job)(tx)).catch_unwind().await;
            let value = ran.unwrap_or_else(|_| Err(StoreError::Refused("panic".to_owned()).into()));
            let spoilt = value.as_ref().err().and_then(E::of_store).filter(|error| error.is_of_database());
            let ran = match (&value, spoilt) {
                (_, Some(error)) => Ran::Spoilt(error.clone()),
                (Ok(_), None) => Ran::Done,
                (Err(_), None) => Ran::Refused,
            };
            self.value = Some(value);
            ran
        })
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        let value = match (committed, self.value) {
            (Err(error), _) => Err(error.into()),
            (Ok(()), Some(value)) => value,
            (Ok(()), None) => Err(StoreError::Closed.into()),
        };
        if self.caller.send(value).is_err() {
            tracing::debug!("a write was committed after its caller had gone");
        }
    }
}

impl Writer {
    /// Starts the queue.
    pub(super) fn start(database: Arc<Database>, clock: Clock) -> Self {
        let (queue, jobs) = mpsc::channel(MOST_WAITING);
        let counts = Arc::new(Counts::default());
        let worker = Worker { database, clock, counts: Arc::clone(&counts), link: None };
        tokio::spawn(worker.work(jobs));
        Self { queue, counts }
    }

    /// Puts a job in the queue and waits until it is durable.
    pub(super) async fn write<T, E, J>(&self, council: &CouncilId, job: J) -> Result<T, E>
    where
        J: for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: Fault,
    {
        let (caller, answer) = oneshot::channel();
        let pending = Box::new(Pending { council: council.clone(), job, value: None, caller });
        if self.queue.send(pending).await.is_err() {
            return Err(StoreError::Closed.into());
        }
        answer.await.unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    pub(super) fn counts(&self) -> Commits {
        Commits {
            commits: self.counts.commits.load(Ordering::Relaxed),
            writes: self.counts.writes.load(Ordering::Relaxed),
        }
    }
}

/// The one that drains the queue.
struct Worker {
    database: Arc<Database>,
    clock: Clock,
    counts: Arc<Counts>,
    /// Kept between transactions while it is sound.
    link: Option<Link>,
}

/// What became of a transaction.
enum Outcome {
    Committed,
    /// Nothing was written. Whether the same may be tried again as it is.
    Failed {
        error: StoreError,
        again: bool,
    },
    /// A job failed after it had written; with marks between the jobs it can be undone alone.
    NeedsMarks,
}

impl Worker {
    async fn work(mut self, mut jobs: mpsc::Receiver<Box<dyn Work>>) {
        while let Some(first) = jobs.recv().await {
            // Callers just answered get the chance to queue their next write, so that it shares this commit.
            tokio::task::yield_now().await;
            let mut together = vec![first];
            while together.len() < MOST_TOGETHER
                && let Ok(next) = jobs.try_recv()
            {
                together.push(next);
            }
            self.settle(together).await;
        }
        if let Some(link) = self.link.take() {
            link.close().await;
        }
    }

    /// Commits some jobs and answers their callers. When all together fail for want of room, each is tried alone:
    /// one that is too large does not keep the others out.
    async fn settle(&mut self, mut jobs: Vec<Box<dyn Work>>) {
        let committed = self.commit(&mut jobs).await;
        match committed {
            Err(StoreError::Full | StoreError::Corrupt(_) | StoreError::Refused(_)) if jobs.len() > 1 => {
                for job in jobs {
                    let mut alone = vec![job];
                    let committed = self.commit(&mut alone).await;
                    answer(alone, &committed);
                }
            }
            committed => answer(jobs, &committed),
        }
    }

    async fn commit(&mut self, jobs: &mut [Box<dyn Work>]) -> Result<(), StoreError> {
        let mut marked = false;
        let mut attempt = 0;
        loop {
            attempt += 1;
            match self.attempt(jobs, marked).await {
                Outcome::Committed => {
                    self.counts.commits.fetch_add(1, Ordering::Relaxed);
                    self.counts.writes.fetch_add(jobs.len() as u64, Ordering::Relaxed);
                    return Ok(());
                }
                Outcome::NeedsMarks => marked = true,
                Outcome::Failed { again: true, .. } if attempt < ATTEMPTS => {}
                Outcome::Failed { error, .. } => {
                    tracing::error!(%error, writes = jobs.len(), "the store did not commit");
                    return Err(error);
                }
            }
        }
    }

    /// One transaction: lock the councils' heads, run the jobs, write the heads, commit.
    async fn attempt(&mut self, jobs: &mut [Box<dyn Work>], marked: bool) -> Outcome {
        let kept = self.link.is_some();
        let link = match self.link.take() {
            Some(link) => link,
            None => match self.database.connect().await {
                Ok(link) => link,
                Err(error) => return Outcome::Failed { error, again: false },
            },
        };
        let mut tx = Tx { link, heads: BTreeMap::new(), now: self.clock.now(), wrote: false };
        let begin = tx.link.begin();
        let worked = match tx.link.on().control(begin).await {
            Ok(()) => run(&mut tx, jobs, marked).await,
            Err(error) => Err(Stop::Spoilt(error)),
        };
        match worked {
            Ok(()) => match tx.link.on().control("commit").await {
                Ok(()) => {
                    self.link = Some(tx.link);
                    Outcome::Committed
                }
                Err(error) => {
                    let again = matches!(error, StoreError::Conflict);
                    self.undo(tx.link, &error).await;
                    Outcome::Failed { error, again }
                }
            },
            Err(Stop::NeedsMarks) => {
                self.undo(tx.link, &StoreError::Conflict).await;
                Outcome::NeedsMarks
            }
            Err(Stop::Spoilt(error)) => {
                // A connection that had gone stale is replaced once; nothing was committed on it.
                let stale = kept && matches!(error, StoreError::Unreachable(_) | StoreError::Closed);
                let again = stale || matches!(error, StoreError::Conflict);
                self.undo(tx.link, &error).await;
                Outcome::Failed { error, again }
            }
        }
    }

    /// Rolls back, and keeps the connection when it is sound.
    async fn undo(&mut self, mut link: Link, error: &StoreError) {
        // SQLite may have rolled back by itself already, and then says so: a fresh connection is certain.
        let rolled_back = link.on().control("rollback").await;
        if rolled_back.is_ok() && matches!(error, StoreError::Conflict | StoreError::Full) {
            self.link = Some(link);
        } else {
            link.close().await;
        }
    }
}

fn answer(jobs: Vec<Box<dyn Work>>, committed: &Result<(), StoreError>) {
    for job in jobs {
        job.answer(committed.clone());
    }
}

enum Stop {
    Spoilt(StoreError),
    NeedsMarks,
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Spoilt(error)
    }
}

/// Runs the jobs of one transaction, everything but its end.
///
/// Without marks a job that fails after writing stops the transaction, which is then run again with them; without
/// marks, two of the statements of a plain record are saved, and such failures are rare.
async fn run(tx: &mut Tx, jobs: &mut [Box<dyn Work>], marked: bool) -> Result<(), Stop> {
    let mut councils: Vec<CouncilId> = jobs.iter().map(|job| job.council().clone()).collect();
    // In one order on every node, so that two never wait for each other.
    councils.sort_unstable();
    councils.dedup();
    for council in councils {
        let head = Head::lock(tx, &council).await?;
        tx.heads.insert(council, head);
    }
    for job in jobs {
        let before = tx.heads.clone();
        if marked {
            tx.link.on().control("savepoint job").await?;
        }
        tx.wrote = false;
        match job.run(tx).await {
            Ran::Done => {
                if marked {
                    tx.link.on().control("release savepoint job").await?;
                }
            }
            Ran::Refused if !tx.wrote => {
                if marked {
                    tx.link.on().control("release savepoint job").await?;
                }
            }
            Ran::Refused if !marked => return Err(Stop::NeedsMarks),
            Ran::Refused => {
                tx.link.on().control("rollback to savepoint job").await?;
                tx.link.on().control("release savepoint job").await?;
                tx.heads = before;
            }
            Ran::Spoilt(error) => return Err(Stop::Spoilt(error)),
        }
    }
    for (council, head) in std::mem::take(&mut tx.heads) {
        head.save(tx, &council).await?;
    }
    Ok(())
}

impl Tx {
    pub(super) async fn rows(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<Vec<Row>, StoreError> {
        self.link.on().rows(sql, values).await
    }

    pub(super) async fn row(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// The first row, locked until the transaction ends.
    pub(super) async fn row_for_update(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.link.on().rows_for_update(sql, values).await?.into_iter().next())
    }

    pub(super) async fn execute(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<u64, StoreError> {
        self.wrote = true;
        self.link.on().execute(sql, values).await
    }

    /// As [`Tx::execute`], for a statement that must have changed a row of the thing named.
    pub(super) async fn change(
        &mut self,
        what: &'static str,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<(), StoreError> {
        match self.execute(sql, values).await? {
            0 => Err(StoreError::NoSuch(what)),
            _ => Ok(()),
        }
    }

    /// The head of a council whose job is running.
    pub(super) fn head(&mut self, council: &CouncilId) -> Result<&mut Head, StoreError> {
        self.heads.get_mut(council).ok_or(StoreError::Closed)
    }
}
