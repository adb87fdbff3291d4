//! The files of a post, for those who may read it.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::header;
use tokio_util::io::ReaderStream;

use super::answer::Trouble;
use super::desk::Desk;
use super::post_page::readable;
use super::shown::is_picture;
use super::visitor::Visitor;

/// `GET /posts/{reference}/media/{number}`
///
/// Whatever the bytes are, a browser draws them as a picture or saves them: it runs and frames nothing.
pub(crate) async fn show(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path((reference, number)): Path<(String, usize)>,
) -> Result<Response, Trouble> {
    let post = readable(&desk, &visitor, &reference).await?;
    let medium = post.content.media.get(number).ok_or(Trouble::NotFound)?;
    let file = desk.store().media_open(&visitor.id, &medium.sha256).await?;
    let kind = if is_picture(&medium.mime) { medium.mime.as_str() } else { "application/octet-stream" };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_LENGTH, file.len.to_string()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}-{}\"", post.reference, number + 1)),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ];
    Ok((headers, Body::from_stream(ReaderStream::new(file.bytes))).into_response())
}
