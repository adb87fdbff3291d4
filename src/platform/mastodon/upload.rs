//! An upload on its way through: a copy of the file is kept while the same bytes go to the platform.

use std::io;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _, TryStreamExt as _};
use tokio_util::io::StreamReader;

use super::params::{Frame, Params, Unclear, disposition};
use super::write::{Description, describe};
use crate::council::CouncilId;
use crate::store::{MediaError, Store, StoredMedium};

/// A file that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The file in the store.
    pub medium: StoredMedium,
    /// Its media type as the client wrote it.
    pub mime: String,
    /// What was said of it.
    pub said: Description,
}

/// Why a file could not be kept. The upload is broken off then: a file the guard did not see could not be judged.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// It can be read in two ways, or not at all.
    #[error(transparent)]
    Unclear(#[from] Unclear),
    /// There is no `file`, or there are two.
    #[error("send one file in the field `file`")]
    NotOneFile,
    /// A picture of its own for a film, which delivery could not send again.
    #[error("a thumbnail of its own cannot be looked at by the guard: upload the file without `thumbnail`")]
    Thumbnail,
    /// The store, or the size.
    #[error(transparent)]
    Media(#[from] MediaError),
}

/// Words of an upload may be this long, in bytes.
const LONGEST: usize = 64 << 10;

/// Reads a multipart upload and keeps its file, at most `limit` bytes of it.
///
/// # Errors
/// [`UploadError`]; nothing is noted then.
pub async fn keep(
    body: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
    boundary: String,
    query: Option<&str>,
    store: &Store,
    council: &CouncilId,
    limit: u64,
) -> Result<Kept, UploadError> {
    let flaw = Arc::new(OnceLock::new());
    let kept = read(framed(body, &boundary, &flaw), boundary, query, store, council, limit).await;
    // A flaw of the frame looks like a broken body to whoever reads it.
    flaw.get().map_or(kept, |flaw: &Unclear| Err(flaw.clone().into()))
}

/// The same bytes, broken off where their frame could be read in two ways.
fn framed(
    body: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
    boundary: &str,
    flaw: &Arc<OnceLock<Unclear>>,
) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    let (mut frame, flaw) = (Frame::new(boundary), Arc::clone(flaw));
    body.map(move |piece| {
        let bytes = piece?;
        frame.feed(&bytes).map(|()| bytes).map_err(|unclear| {
            let error = io::Error::new(io::ErrorKind::InvalidData, unclear.to_string());
            // The first one is the one that is told.
            flaw.get_or_init(|| unclear);
            error
        })
    })
}

async fn read(
    body: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
    boundary: String,
    query: Option<&str>,
    store: &Store,
    council: &CouncilId,
    limit: u64,
) -> Result<Kept, UploadError> {
    let mut parts = multer::Multipart::new(body, boundary);
    let mut file = None;
    let mut words = Vec::new();
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        let head = disposition(part.headers())?;
        match (head.name.as_str(), head.is_file) {
            ("file", true) if file.is_none() => {
                let mime = part.content_type().map_or_else(String::new, ToString::to_string);
                let reader = StreamReader::new(Box::pin(part.map_err(io::Error::other)));
                file = Some((store.media_put(council, reader, limit).await?, mime));
            }
            ("thumbnail", true) => return Err(UploadError::Thumbnail),
            ("file", _) | (_, true) => return Err(UploadError::NotOneFile),
            (_, false) => {
                let text = part.bytes().await.map_err(broken)?;
                if text.len() > LONGEST {
                    return Err(Unclear::Value(head.name).into());
                }
                let text = String::from_utf8(text.into()).map_err(|_| Unclear::NotA("UTF-8"))?;
                words.push((head.name, text));
            }
        }
    }
    let (medium, mime) = file.ok_or(UploadError::NotOneFile)?;
    let params = Params::of_texts(words)?.and(Params::of_query(query)?)?;
    if params.get("file").is_some() || params.get("thumbnail").is_some() {
        return Err(UploadError::NotOneFile);
    }
    Ok(Kept { medium, mime, said: describe(&params)? })
}

fn broken(error: multer::Error) -> UploadError {
    match error {
        multer::Error::StreamReadFailed(_) => {
            MediaError::Broken(io::Error::new(io::ErrorKind::UnexpectedEof, error)).into()
        }
        _ => Unclear::NotA("a well-formed multipart form").into(),
    }
}
