//! What can go wrong, each with what to do about it.

use chrono::{DateTime, Utc};

use crate::secrets::SecretsError;

/// Why the store did not do what it was asked. Whatever it was, nothing of it was half-written. The texts are for
/// the people who run the guard; they never hold what was to be stored.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// No room.
    #[error(
        "the store is full: make room on its disk (or raise the limit it was given); nothing was recorded, and it \
         goes on by itself once there is room"
    )]
    Full,
    /// Somebody else holds it.
    #[error(
        "the store is locked by another program: close whatever has the database open (a backup, a database \
         browser), or look for a second purdah on the same file"
    )]
    Locked,
    /// It cannot be reached.
    #[error(
        "the store cannot be reached ({0}): check the address in [store] url and that the database is running"
    )]
    Unreachable(String),
    /// It belongs to a newer program.
    #[error(
        "the store was last used by a newer purdah (schema {found}; this one knows {known}): run that version, or \
         restore the backup taken before the upgrade"
    )]
    NewerSchema {
        /// The schema in the store.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// It is damaged, or holds what this program did not write.
    #[error("the store is damaged ({0}): stop purdah, keep a copy of the files, and restore the last backup")]
    Corrupt(String),
    /// The machine's clock is wrong.
    #[error(
        "this machine's clock says {now}, but the record already goes to {last}: set the clock right (check the \
         time service); until then everything is stopped"
    )]
    ClockBehind {
        /// The time of the last event.
        last: DateTime<Utc>,
        /// The time here.
        now: DateTime<Utc>,
    },
    /// The URL makes no sense.
    #[error("[store] url: {0}")]
    Url(String),
    /// The keyring refused.
    #[error(transparent)]
    Secrets(std::sync::Arc<SecretsError>),
    /// A file of the store cannot be used.
    #[error("the store's files cannot be used: {0}")]
    Files(std::sync::Arc<std::io::Error>),
    /// The thing named is not there.
    #[error("there is no {0} with this id")]
    NoSuch(&'static str),
    /// It is there already.
    #[error("{0}")]
    Taken(&'static str),
    /// A post that may yet go out keeps its content.
    #[error("this post is still open: decide on it, or let it expire, before it is erased")]
    StillOpen,
    /// The database refused a statement; a fault of this program.
    #[error("the database refused a statement (code {0}): please report this code")]
    Refused(String),
    /// Other nodes kept changing the same rows.
    #[error("other nodes kept changing the same rows: nothing was recorded; try again")]
    Conflict,
    /// The store was shut down.
    #[error("the store is shutting down")]
    Closed,
}

impl StoreError {
    /// Whether the database itself failed, so that the transaction it happened in cannot go on.
    pub(super) fn is_of_database(&self) -> bool {
        match self {
            Self::Full
            | Self::Locked
            | Self::Unreachable(_)
            | Self::Corrupt(_)
            | Self::Refused(_)
            | Self::Conflict
            | Self::Closed
            | Self::Files(_) => true,
            Self::NewerSchema { .. }
            | Self::ClockBehind { .. }
            | Self::Url(_)
            | Self::Secrets(_)
            | Self::NoSuch(_)
            | Self::StillOpen
            | Self::Taken(_) => false,
        }
    }
}

impl From<SecretsError> for StoreError {
    fn from(error: SecretsError) -> Self {
        Self::Secrets(std::sync::Arc::new(error))
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Files(std::sync::Arc::new(error)),
        }
    }
}

/// Why a medium could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// Larger than allowed.
    #[error("the file is larger than the {limit} bytes this council allows")]
    TooLarge {
        /// `[limits] media`, in bytes.
        limit: u64,
    },
    /// The sender broke off.
    #[error("the file did not arrive whole")]
    Broken(#[source] std::io::Error),
    /// Nobody has it.
    #[error("the file is not in the store")]
    Missing,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why somebody is not signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Never says which of the two.
    #[error("the e-mail address or the password is wrong")]
    Wrong,
    /// Guessing.
    #[error("too many attempts: try again after {until}")]
    TooManyAttempts {
        /// When the next attempt is looked at.
        until: DateTime<Utc>,
    },
    /// Told only to somebody who knew the password or had a link.
    #[error("this account has been closed: an administrator can open a new one")]
    Inactive,
    /// The link was used, or is too old.
    #[error("this sign-in link has been used or is too old: ask for a new one")]
    LinkSpent,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}
