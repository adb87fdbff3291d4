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
//! | group commit | `store/writer.rs` |
//! | posts and their steps | `store/submissions.rs`, `store/advance.rs`, `store/deliveries.rs` |
//! | the audit log | `store/record.rs` |
//! | people and signing in | `store/people.rs`, `store/sign_in.rs`, `store/tokens.rs` |

mod advance;
mod credentials;
mod database;
mod deliveries;
mod documents;
mod error;
mod media;
mod media_chunks;
mod media_files;
mod people;
mod record;
mod rows;
mod schema;
mod sign_in;
mod statement;
mod submissions;
mod tokens;
mod tools;
mod uploads;
mod writer;

use std::sync::Arc;

use crate::clock::Clock;
use crate::secrets::Keyring;

pub use advance::AdvanceError;
pub use credentials::Credential;
pub use documents::{Document, DocumentOrigin, DocumentOutcome, NewDocument};
pub use error::{MediaError, SignInError, StoreError};
pub use media::{MediaPlace, MediumReader, StoredMedium};
pub use people::{NewPerson, Person};
pub use sign_in::{Session, SessionSecret};
pub use submissions::{NewSubmission, Query, Recorded};
pub use tokens::{Token, TokenHolder, TokenOwner};
pub use tools::Tool;
pub use uploads::Upload;
pub use writer::Commits;

/// The store of one running purdah. Clones share it.
#[derive(Debug, Clone)]
pub struct Store(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    database: database::Database,
    writer: writer::Writer,
    media: media::Place,
    keyring: Keyring,
    clock: Clock,
    ids: rows::Ids,
}

impl Store {
    /// Opens a store, creating it where there is none, and brings its tables up to date.
    ///
    /// `url` is `sqlite:path/to/purdah.db` or `postgres://…`. With SQLite, `?max_page_count=N` limits its size.
    ///
    /// # Errors
    /// [`StoreError::NewerSchema`] when a newer purdah has used it, and whatever keeps it from being opened.
    pub async fn open(
        url: &str,
        media: MediaPlace,
        keyring: Keyring,
        clock: Clock,
    ) -> Result<Self, StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// Whether a write can be recorded at this moment: commits one that changes nothing.
    ///
    /// # Errors
    /// What a write would meet.
    pub async fn ready(&self) -> Result<(), StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// How many transactions were committed, and how many writes they held, since this store was opened.
    pub fn commits(&self) -> Commits {
        unimplemented!("follows in the next commit")
    }
}
