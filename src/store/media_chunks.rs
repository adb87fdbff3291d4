//! Media as chunks of 1 MiB in the database, for stores several machines share.
//!
//! Chunks are written under the name of a set before anybody knows the hash; the medium's row then points at the
//! set. A set no medium points at is what an interrupted upload left.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream;
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncRead, AsyncReadExt as _};
use tokio_util::io::StreamReader;
use uuid::Uuid;

use super::statement::values;
use super::{MediaError, Store, StoreError, StoredMedium};
use crate::council::CouncilId;
use crate::post::content::hex;

const CHUNK: u64 = 1024 * 1024;

/// Takes bytes in, chunk by chunk, each durable before the next is read. Returns the set they are in.
pub(super) async fn spool(
    store: &Store,
    council: &CouncilId,
    mut bytes: impl AsyncRead + Send + Unpin,
    limit: u64,
) -> Result<(StoredMedium, Uuid), MediaError> {
    let set = store.0.ids.next(store.0.clock.now());
    let mut hasher = Sha256::new();
    let mut len = 0;
    for n in 0_u64.. {
        let mut chunk = Vec::new();
        let read = (&mut bytes).take(CHUNK).read_to_end(&mut chunk).await.map_err(MediaError::Broken);
        len += match read {
            Ok(read) if len + read as u64 <= limit => read as u64,
            bad => {
                discard(store, council, set).await?;
                return Err(bad.err().unwrap_or(MediaError::TooLarge { limit }));
            }
        };
        hasher.update(&chunk);
        let last = (chunk.len() as u64) < CHUNK;
        if !chunk.is_empty() {
            put(store, council, set, n, chunk).await?;
        }
        if last {
            break;
        }
    }
    Ok((StoredMedium { sha256: hex(&hasher.finalize()), len }, set))
}

async fn put(
    store: &Store,
    council: &CouncilId,
    set: Uuid,
    n: u64,
    chunk: Vec<u8>,
) -> Result<(), StoreError> {
    let of = Arc::new((council.clone(), chunk));
    store
        .write(council, move |tx| {
            let of = Arc::clone(&of);
            Box::pin(async move {
                let now = tx.now;
                tx.execute(
                    "insert into media_chunks (council, chunk_set, n, at, bytes) values ($1, $2, $3, $4, $5)",
                    values![&of.0, set, n, now, &of.1],
                )
                .await
                .map(drop)
            })
        })
        .await
}

/// Removes a set nobody will point at.
async fn discard(store: &Store, council: &CouncilId, set: Uuid) -> Result<(), StoreError> {
    let of = council.clone();
    store
        .write(council, move |tx| {
            let of = of.clone();
            Box::pin(async move {
                tx.execute(
                    "delete from media_chunks where council = $1 and chunk_set = $2",
                    values![&of, set],
                )
                .await
                .map(drop)
            })
        })
        .await
}

/// Reads a set, one chunk in memory at a time.
pub(super) fn read(store: Store, council: CouncilId, set: Uuid) -> impl AsyncRead + Send + 'static {
    let chunks = stream::try_unfold((store, council, 0_u64), move |(store, council, n)| async move {
        let row = store
            .row(
                "select bytes from media_chunks where council = $1 and chunk_set = $2 and n = $3",
                values![&council, set, n],
            )
            .await
            .map_err(std::io::Error::other)?;
        let Some(row) = row else { return Ok(None) };
        let bytes = Bytes::from(row.bytes("bytes").map_err(std::io::Error::other)?);
        Ok::<_, std::io::Error>(Some((bytes, (store, council, n + 1))))
    });
    StreamReader::new(Box::pin(chunks))
}
