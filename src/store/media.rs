//! Media by the hash of their bytes.

use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::io::AsyncRead;
use tokio::sync::RwLock;
use uuid::Uuid;

use super::statement::values;
use super::{MediaError, Store, StoreError, media_chunks, media_files};
use crate::council::CouncilId;

/// How long a medium no post needs is kept.
const KEPT_UNUSED: TimeDelta = TimeDelta::hours(48);

const ELSEWHERE: &str = "a medium was kept as a file, and this purdah keeps media in the database";

/// Where the bytes of media are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MediaPlace {
    /// Files under this folder: for one machine (SQLite).
    Folder(PathBuf),
    /// Chunks of 1 MiB in the database: for several machines (PostgreSQL).
    Database,
}

/// Where this store keeps them.
#[derive(Debug)]
pub(super) struct Place {
    kept: MediaPlace,
    /// Held for reading while a file and its row come to be, for writing while they go.
    settling: RwLock<()>,
}

impl Place {
    pub(super) fn new(kept: MediaPlace) -> Self {
        Self { kept, settling: RwLock::new(()) }
    }
}

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
        let folder = match &self.0.media.kept {
            MediaPlace::Folder(folder) => folder,
            MediaPlace::Database => {
                let (medium, set) = media_chunks::spool(self, council, bytes, limit).await?;
                self.media_note(council, &medium, Some(set)).await?;
                return Ok(medium);
            }
        };
        let spooled = media_files::spool(folder, council, bytes, limit).await?;
        // A sweep that runs between the rename and the row would take the file away again.
        let settling = self.0.media.settling.read().await;
        let medium = spooled.keep().await?;
        self.media_note(council, &medium, None).await?;
        drop(settling);
        Ok(medium)
    }

    /// Opens a medium for reading.
    ///
    /// # Errors
    /// [`MediaError::Missing`] when this council does not have it.
    pub async fn media_open(&self, council: &CouncilId, sha256: &str) -> Result<MediumReader, MediaError> {
        let row = self
            .row(
                "select sha256, len, chunk_set from media where council = $1 and sha256 = $2",
                values![council, sha256],
            )
            .await?
            .ok_or(MediaError::Missing)?;
        let len = row.size("len")?;
        let bytes: Pin<Box<dyn AsyncRead + Send>> = match (row.maybe_parsed("chunk_set")?, &self.0.media.kept)
        {
            (Some(set), _) => Box::pin(media_chunks::read(self.clone(), council.clone(), set)),
            (None, MediaPlace::Folder(folder)) => {
                Box::pin(media_files::open(folder, council, &row.text("sha256")?).await?)
            }
            (None, MediaPlace::Database) => return Err(StoreError::Corrupt(ELSEWHERE.to_owned()).into()),
        };
        Ok(MediumReader { len, bytes })
    }

    /// Removes the media and uploads of every council that no post needs and that are older than 48 hours.
    /// Returns how many media went.
    pub async fn media_sweep(&self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        let before = now - KEPT_UNUSED;
        let mut gone = 0;
        for row in self.rows("select council from audit_heads order by council", values![]).await? {
            let council = row.council()?;
            self.sweep_uploads(&council, before).await?;
            let unused = self
                .rows(
                    "select sha256 from media m where council = $1 and at < $2 and not exists \
                     (select 1 from media_refs r where r.council = m.council and r.sha256 = m.sha256) and not exists \
                     (select 1 from uploads u where u.council = m.council and u.sha256 = m.sha256) order by sha256",
                    values![&council, before],
                )
                .await?;
            for row in unused {
                let settling = self.0.media.settling.write().await;
                let sha256 = row.text("sha256")?;
                if self.sweep_medium(&council, &sha256, before).await? {
                    gone += 1;
                    if let MediaPlace::Folder(folder) = &self.0.media.kept {
                        media_files::remove(folder, &council, &sha256).await?;
                    }
                }
                drop(settling);
            }
            if let MediaPlace::Folder(folder) = &self.0.media.kept {
                media_files::sweep_unfinished(folder, &council, before).await?;
            }
        }
        Ok(gone)
    }

    /// Writes the row of a medium whose bytes are durable; one that is there already is only made young again.
    async fn media_note(
        &self,
        council: &CouncilId,
        medium: &StoredMedium,
        set: Option<Uuid>,
    ) -> Result<(), StoreError> {
        let of = Arc::new((council.clone(), medium.clone()));
        self.write(council, move |tx| {
            let of = Arc::clone(&of);
            Box::pin(async move {
                let (council, medium) = &*of;
                let now = tx.now;
                let known = tx
                    .row_for_update(
                        "select chunk_set from media where council = $1 and sha256 = $2",
                        values![council, medium.sha256.as_str()],
                    )
                    .await?;
                if known.is_none() {
                    tx.execute(
                        "insert into media (council, sha256, len, chunk_set, at) values ($1, $2, $3, $4, $5)",
                        values![council, medium.sha256.as_str(), medium.len, set, now],
                    )
                    .await?;
                    return Ok(());
                }
                tx.execute(
                    "update media set at = $3 where council = $1 and sha256 = $2",
                    values![council, medium.sha256.as_str(), now],
                )
                .await?;
                let Some(set) = set else { return Ok(()) };
                tx.execute(
                    "delete from media_chunks where council = $1 and chunk_set = $2",
                    values![council, set],
                )
                .await
                .map(drop)
            })
        })
        .await
    }

    /// Removes the uploads that went into no post, and the chunks no medium points at.
    async fn sweep_uploads(&self, council: &CouncilId, before: DateTime<Utc>) -> Result<(), StoreError> {
        let of = council.clone();
        self.write(council, move |tx| {
            let of = of.clone();
            Box::pin(async move {
                tx.execute(
                    "delete from uploads where council = $1 and at < $2 and post is null",
                    values![&of, before],
                )
                .await?;
                tx.execute(
                    "delete from media_chunks where council = $1 and at < $2 and chunk_set not in \
                     (select chunk_set from media where council = $1 and chunk_set is not null)",
                    values![&of, before],
                )
                .await
                .map(drop)
            })
        })
        .await
    }

    /// Removes the row and chunks of a medium, unless something has come to need it.
    async fn sweep_medium(
        &self,
        council: &CouncilId,
        sha256: &str,
        before: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let of = Arc::new((council.clone(), sha256.to_owned()));
        self.write(council, move |tx| {
            let of = Arc::clone(&of);
            Box::pin(async move {
                let (council, sha256) = &*of;
                let row = tx
                    .row_for_update(
                        "select chunk_set from media m where council = $1 and sha256 = $2 and at < $3 and not exists \
                         (select 1 from media_refs r where r.council = m.council and r.sha256 = m.sha256) \
                         and not exists \
                         (select 1 from uploads u where u.council = m.council and u.sha256 = m.sha256)",
                        values![council, sha256, before],
                    )
                    .await?;
                let Some(row) = row else { return Ok(false) };
                tx.execute("delete from media where council = $1 and sha256 = $2", values![council, sha256])
                    .await?;
                if let Some(set) = row.maybe_text("chunk_set")? {
                    tx.execute(
                        "delete from media_chunks where council = $1 and chunk_set = $2",
                        values![council, set],
                    )
                    .await?;
                }
                Ok(true)
            })
        })
        .await
    }
}
