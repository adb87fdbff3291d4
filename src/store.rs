//! What the guard keeps: SQLite or PostgreSQL behind the same verbs.
//!
//! [`Store`] is a handle that clones cheaply. Every verb names the council first, and none can reach another's
//! rows. All writes go through one queue a process ([`writer`]): whatever waits there shares one transaction and
//! one commit, and nobody is answered before that commit. A post and its event are one such write.
//!
//! | to change | open |
//! |---|---|
//! | tables | `store/migrations/` (only ever add a file) |
//! | how SQL reaches SQLite or PostgreSQL | `store/database.rs`, `store/statement.rs` |
//! | group commit | `store/writer.rs`, `store/transaction.rs` |
//! | posts and their steps | `store/recording.rs`, `store/submissions.rs`, `store/advance.rs`, `store/deliveries.rs` |
//! | what people decided, and what a post said before it was changed | `store/decisions.rs`, `store/versions.rs` |
//! | the audit log | `store/record.rs` |
//! | people and signing in | `store/people.rs`, `store/sign_in.rs`, `store/tokens.rs` |

mod advance;
mod bearer;
mod credentials;
mod database;
mod decisions;
mod deliveries;
mod documents;
mod error;
mod media;
mod media_chunks;
mod media_files;
mod passwords;
mod people;
mod record;
mod recording;
mod retention;
mod rows;
mod schema;
mod sign_in;
mod statement;
mod submissions;
mod tokens;
mod tools;
mod transaction;
mod uploads;
mod versions;
mod writer;

use std::sync::Arc;

use futures_util::future::BoxFuture;

use crate::clock::Clock;
use crate::council::CouncilId;
use crate::secrets::Keyring;

pub use advance::AdvanceError;
pub use credentials::Credential;
pub use decisions::Decided;
pub use documents::{Document, DocumentEntry, DocumentKey, DocumentOrigin, DocumentOutcome, NewDocument};
pub use error::{MediaError, SignInError, StoreError};
pub use media::{MediaPlace, MediumReader, StoredMedium};
pub use people::{NewPerson, Person};
pub use sign_in::{Session, SessionSecret};
pub use submissions::{NewSubmission, Query, Recorded};
pub use tokens::{Token, TokenHolder, TokenOwner};
pub use tools::Tool;
pub use uploads::Upload;
pub use versions::Version;
pub use writer::Commits;

/// The store of one running purdah. Clones share it.
#[derive(Debug, Clone)]
pub struct Store(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    database: Arc<database::Database>,
    writer: writer::Writer,
    media: media::Place,
    keyring: Keyring,
    clock: Clock,
    ids: rows::Ids,
}

impl Store {
    /// Opens a store, creating it where there is none, and brings its tables up to date. Must be called within a
    /// Tokio runtime.
    ///
    /// `url` is `sqlite:path/to/purdah.db` or `postgres://…`. An SQLite address may end in
    /// `?max_page_count=N` (the most pages of 4 KiB it may grow to) and `busy_timeout=N` (how many milliseconds to
    /// wait for another program's lock; 5000 without it).
    ///
    /// # Errors
    /// [`StoreError::NewerSchema`] when a newer purdah has used it, and whatever keeps it from being opened.
    pub async fn open(
        url: &str,
        media: MediaPlace,
        keyring: Keyring,
        clock: Clock,
    ) -> Result<Self, StoreError> {
        let database = Arc::new(database::Database::at(url)?);
        let mut link = database.connect().await?;
        let migrated = schema::migrate(&mut link).await;
        link.close().await;
        migrated?;
        let writer = writer::Writer::start(Arc::clone(&database), clock.clone());
        let media = media::Place::new(media);
        Ok(Self(Arc::new(Inner { database, writer, media, keyring, clock, ids: rows::Ids::new() })))
    }

    /// Opens the store that is there already, as [`Store::open`] does; None where there is none. It makes neither a
    /// database nor its tables.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_existing(
        url: &str,
        media: MediaPlace,
        keyring: Keyring,
        clock: Clock,
    ) -> Result<Option<Self>, StoreError> {
        if !database::has_file(url) {
            return Ok(None);
        }
        let mut link = database::Database::at(url)?.connect().await?;
        let used = schema::is_used(&mut link).await;
        link.close().await;
        if used? { Self::open(url, media, keyring, clock).await.map(Some) } else { Ok(None) }
    }

    /// Whether a write can be recorded for a council at this moment: commits a row that means nothing.
    ///
    /// # Errors
    /// What a write would meet, a clock that is behind the record included.
    pub async fn ready(&self, council: &CouncilId) -> Result<(), StoreError> {
        let of = council.clone();
        self.write(council, move |tx| {
            let of = of.clone();
            Box::pin(async move {
                tx.believe_clock(&of)?;
                let now = tx.now;
                tx.execute(
                    "insert into readiness (council, probe) values ($1, $2) on conflict (council) do update \
                     set probe = excluded.probe",
                    statement::values![&of, now],
                )
                .await
                .map(drop)
            })
        })
        .await
    }

    /// How many transactions were committed, and how many writes they held, since this store was opened.
    pub fn commits(&self) -> Commits {
        self.0.writer.counts()
    }

    /// Puts a write in the queue; it is durable when this returns. The job may run more than once.
    async fn write<T, E, J>(&self, council: &CouncilId, job: J) -> Result<T, E>
    where
        J: for<'t> Fn(&'t mut transaction::Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: writer::Fault,
    {
        self.0.writer.write(council, job).await
    }

    async fn rows(
        &self,
        sql: &'static str,
        values: &[statement::Value<'_>],
    ) -> Result<Vec<statement::Row>, StoreError> {
        self.0.database.rows(sql, values).await
    }

    async fn row(
        &self,
        sql: &'static str,
        values: &[statement::Value<'_>],
    ) -> Result<Option<statement::Row>, StoreError> {
        self.0.database.row(sql, values).await
    }
}
