//! A file on its way to the platform, with a copy kept for judging and for delivery.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use http::header::{ACCEPT_ENCODING, AUTHORIZATION};
use http::{HeaderValue, StatusCode};
use tokio::sync::mpsc;

use super::caller;
use super::passage::{Passage, Told, finish, unreached};
use super::reply::{Step, Stop};
use super::upstream;
use crate::platform::mastodon::answer::Reply;
use crate::platform::mastodon::params::BodyKind;
use crate::platform::mastodon::upload::{Kept, UploadError, keep};
use crate::store::{MediaError, Upload};

/// Chunks that may wait for the slower of the two readers.
const WAITING: usize = 8;

/// Passes an upload on. The client gets the platform's own answer; a file that could not be kept is broken off.
pub(super) async fn pass(passage: Passage, body: Body) -> Step<Response> {
    let caller = caller::identify(&passage.proxy, &passage.way, &passage.headers).await?;
    let BodyKind::Multipart(boundary) = BodyKind::of(&passage.headers, false)? else {
        return Err(Stop::refused("send the file as a multipart form"));
    };
    let mut headers = upstream::onward(&passage.headers);
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    headers.insert(AUTHORIZATION, caller::authorization(caller.api.bearer())?);
    // The client's body ends when the client goes away; what follows is finished all the same.
    finish(async move {
        let (copy, original) = tee(body);
        let (store, council) = (&passage.proxy.node.store, passage.way.council.id());
        let limit = passage.way.council.settings.limits.media;
        let failed = Arc::clone(&copy.failed);
        let keeping = async {
            let kept = keep(copy.stream(), boundary, passage.query.as_deref(), store, council, limit).await;
            // From now on the original goes on alone, or breaks off.
            failed.store(kept.is_err(), Ordering::Release);
            kept
        };
        let sending = passage.send_within(headers, passage.query.as_deref(), Body::from_stream(original));
        let (kept, answered) = tokio::join!(keeping, sending);
        match (kept, answered) {
            (Ok(kept), Ok(response)) => noted(&passage, kept, response).await,
            (Ok(_), Err(lost)) => Err(unreached(lost, false)),
            // The platform said no before it had read everything: that is the answer.
            (Err(UploadError::Media(MediaError::Broken(_))), Ok(response))
                if !response.status().is_success() =>
            {
                Ok(response)
            }
            (Err(error), _) => Err(not_kept(error)),
        }
    })
    .await
}

/// Notes what the platform's id stands for, before the client learns it.
async fn noted(passage: &Passage, kept: Kept, response: Response) -> Step<Response> {
    let id = response.extensions().get::<Told>().and_then(|told| told.0["id"].as_str().map(str::to_owned));
    if response.status().is_success() {
        let id = id.ok_or_else(|| {
            Stop::error(
                StatusCode::BAD_GATEWAY,
                "The platform gave the file no number. Please upload it again.",
            )
        })?;
        let upload = Upload {
            sha256: kept.medium.sha256,
            mime: kept.mime,
            alt: kept.said.alt,
            focus: kept.said.focus,
            at: passage.proxy.node.clock.now(),
        };
        let (council, channel) = (passage.way.council.id(), &passage.way.channel.name);
        passage.proxy.node.store.upload_note(council, channel, &id, upload).await?;
    }
    Ok(response)
}

fn not_kept(error: UploadError) -> Stop {
    match error {
        UploadError::Media(MediaError::Store(error)) => error.into(),
        UploadError::Media(MediaError::Broken(_)) => {
            Stop::error(StatusCode::BAD_REQUEST, "The file did not arrive whole")
        }
        UploadError::Media(error @ MediaError::TooLarge { .. }) => Reply::error(
            StatusCode::UNPROCESSABLE_ENTITY,
            format!("Validation failed: File file size must be less than allowed: {error}"),
        )
        .into(),
        other => Stop::refused(other),
    }
}

/// The copy for the guard.
struct Copy {
    chunks: mpsc::Receiver<io::Result<Bytes>>,
    failed: Arc<AtomicBool>,
}

impl Copy {
    fn stream(self) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
        futures_util::stream::unfold(self.chunks, |mut chunks| async move {
            let chunk = chunks.recv().await?;
            Some((chunk, chunks))
        })
    }
}

type Original = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// Splits a body in two: the original breaks off when the copy could not be kept.
fn tee(body: Body) -> (Copy, Original) {
    let (sender, chunks) = mpsc::channel(WAITING);
    let failed = Arc::new(AtomicBool::new(false));
    let copy = Copy { chunks, failed: Arc::clone(&failed) };
    let original = body.into_data_stream().then(move |chunk| {
        let (sender, failed) = (sender.clone(), Arc::clone(&failed));
        async move {
            let chunk = chunk.map_err(io::Error::other);
            let copied = match &chunk {
                Ok(bytes) => Ok(bytes.clone()),
                Err(error) => Err(io::Error::new(error.kind(), error.to_string())),
            };
            // Nobody reads the copy any more: it is either complete or failed.
            if sender.send(copied).await.is_err() && failed.load(Ordering::Acquire) {
                return Err(io::Error::other("the copy could not be kept"));
            }
            chunk
        }
    });
    (copy, Box::pin(original))
}
