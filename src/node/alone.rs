//! With SQLite one process serves a store: a lock beside the database keeps a second one away.

use std::fs::{File, TryLockError};
use std::path::PathBuf;

/// Held as long as the process serves; the system gives it back however the process ends.
#[derive(Debug)]
pub struct Alone(#[expect(dead_code, reason = "held, not read")] File);

/// Why this process may not serve.
#[derive(Debug, thiserror::Error)]
pub enum AloneError {
    /// Another one does.
    #[error("another `purdah serve` is at work on {0}: stop it first, or give this one a store of its own")]
    Taken(String),
    /// The lock cannot be made.
    #[error("{path} cannot be used as a lock: {source}")]
    Io {
        /// The lock.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl Alone {
    /// Takes the lock of a `sqlite:` store; None for a database that several processes may serve.
    pub fn on(url: &str) -> Result<Option<Self>, AloneError> {
        let Some(database) = url.strip_prefix("sqlite:") else { return Ok(None) };
        let path = PathBuf::from(format!("{database}.lock"));
        let io = |source| AloneError::Io { path: path.clone(), source };
        let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(io)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self(file))),
            Err(TryLockError::WouldBlock) => Err(AloneError::Taken(database.to_owned())),
            Err(TryLockError::Error(source)) => Err(io(source)),
        }
    }
}
