//! Media by the hash of their bytes.

use std::path::PathBuf;
use std::pin::Pin;

use chrono::{DateTime, Utc};
use tokio::io::AsyncRead;

use super::{MediaError, Store, StoreError};
use crate::council::CouncilId;

/// Where the bytes of media are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MediaPlace {
    /// Files under this folder: for one machine (SQLite).
    Folder(PathBuf),
    /// Chunks of 1 MiB in the database: for several machines (PostgreSQL).
    Database,
}

#[derive(Debug)]
pub(super) struct Place;

/// A medium in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMedium {
    /// Lower-case hexadecimal SHA-256 of its bytes.
    pub sha256: String,
    /// How many bytes.
    pub len: u64,
}

/// The bytes of a medium, read as they are needed.
pub struct MediumReader {
    /// How many bytes there are in all.
    pub len: u64,
    /// The bytes.
    pub bytes: Pin<Box<dyn AsyncRead + Send>>,
}

impl std::fmt::Debug for MediumReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MediumReader").field("len", &self.len).finish_non_exhaustive()
    }
}

impl Store {
    /// Keeps the bytes of a medium, at most `limit` of them. Durable when this returns.
    pub async fn media_put(
        &self,
        council: &CouncilId,
        bytes: impl AsyncRead + Send + Unpin,
        limit: u64,
    ) -> Result<StoredMedium, MediaError> {
        unimplemented!("follows in the next commit")
    }

    /// Opens a medium for reading.
    ///
    /// # Errors
    /// [`MediaError::Missing`] when this council does not have it.
    pub async fn media_open(&self, council: &CouncilId, sha256: &str) -> Result<MediumReader, MediaError> {
        unimplemented!("follows in the next commit")
    }

    /// Removes the media and uploads of every council that no post needs and that are older than 48 hours.
    /// Returns how many media went.
    pub async fn media_sweep(&self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        unimplemented!("follows in the next commit")
    }
}
