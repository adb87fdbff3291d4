//! Media as files: `<folder>/<council>/ab/cdef…`, named by the hash of their bytes.
//!
//! A file is written beside its place under another name, synced, and then renamed: under its own name there is
//! never half a file. Its folder is synced before the row that speaks of it is committed.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};
use tokio::fs;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};

use super::{MediaError, StoreError, StoredMedium};
use crate::council::CouncilId;
use crate::post::content::hex;
use crate::secrets::random;

/// How unfinished files are named.
const SPOOL: &str = ".incoming-";
/// How many bytes are read at a time.
const BUFFER: usize = 64 * 1024;

/// A medium that has arrived whole and is not yet under its own name. Dropped, it is gone.
#[derive(Debug)]
pub(super) struct Spooled {
    temporary: PathBuf,
    folder: PathBuf,
    pub(super) medium: StoredMedium,
}

impl Drop for Spooled {
    fn drop(&mut self) {
        // After a rename there is nothing left to remove.
        drop(std::fs::remove_file(&self.temporary));
    }
}

/// Takes bytes in, to a file of their own.
pub(super) async fn spool(
    root: &Path,
    council: &CouncilId,
    mut bytes: impl AsyncRead + Send + Unpin,
    limit: u64,
) -> Result<Spooled, MediaError> {
    let folder = root.join(council.as_str());
    fs::create_dir_all(&folder).await.map_err(StoreError::from)?;
    let name = format!("{SPOOL}{}", hex(&random::<16>().map_err(StoreError::from)?));
    let temporary = folder.join(name);
    let mut file = fs::File::create_new(&temporary).await.map_err(StoreError::from)?;
    let mut spooled = Spooled { temporary, folder, medium: StoredMedium { sha256: String::new(), len: 0 } };
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; BUFFER];
    loop {
        let read = bytes.read(&mut buffer).await.map_err(MediaError::Broken)?;
        if read == 0 {
            break;
        }
        spooled.medium.len += read as u64;
        if spooled.medium.len > limit {
            return Err(MediaError::TooLarge { limit });
        }
        hasher.update(&buffer[..read]);
        file.write_all(&buffer[..read]).await.map_err(StoreError::from)?;
    }
    file.flush().await.map_err(StoreError::from)?;
    file.sync_all().await.map_err(StoreError::from)?;
    spooled.medium.sha256 = hex(&hasher.finalize());
    Ok(spooled)
}

impl Spooled {
    /// Puts the file under its own name, durably. Done also when it is there already, so that a file lost from
    /// under its row comes back.
    pub(super) async fn keep(self) -> Result<StoredMedium, StoreError> {
        let path = path(&self.folder, &self.medium.sha256);
        let within = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(within).await?;
        fs::rename(&self.temporary, &path).await?;
        sync_folder(within).await?;
        sync_folder(&self.folder).await?;
        Ok(self.medium.clone())
    }
}

async fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    Ok(fs::File::open(folder).await?.sync_all().await?)
}

fn path(folder: &Path, sha256: &str) -> PathBuf {
    let (first, rest) = sha256.split_at_checked(2).unwrap_or((sha256, ""));
    folder.join(first).join(rest)
}

/// Opens the file of a medium the store has a row for.
pub(super) async fn open(root: &Path, council: &CouncilId, sha256: &str) -> Result<fs::File, MediaError> {
    match fs::File::open(path(&root.join(council.as_str()), sha256)).await {
        Ok(file) => Ok(file),
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => {
            Err(StoreError::Corrupt("a file is missing from the media folder".to_owned()).into())
        }
        Err(fault) => Err(StoreError::from(fault).into()),
    }
}

/// Removes the file of a medium whose row is gone.
pub(super) async fn remove(root: &Path, council: &CouncilId, sha256: &str) -> Result<(), StoreError> {
    match fs::remove_file(path(&root.join(council.as_str()), sha256)).await {
        Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => Err(fault.into()),
        _ => Ok(()),
    }
}

/// Removes what an interrupted process left unfinished before that time.
pub(super) async fn sweep_unfinished(
    root: &Path,
    council: &CouncilId,
    before: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mut entries = match fs::read_dir(root.join(council.as_str())).await {
        Ok(entries) => entries,
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(fault) => return Err(fault.into()),
    };
    let before = Duration::from_millis(u64::try_from(before.timestamp_millis()).unwrap_or(0));
    while let Some(entry) = entries.next_entry().await? {
        let old = entry.metadata().await?.modified()? < SystemTime::UNIX_EPOCH + before;
        if old && entry.file_name().to_string_lossy().starts_with(SPOOL) {
            fs::remove_file(entry.path()).await?;
        }
    }
    Ok(())
}
