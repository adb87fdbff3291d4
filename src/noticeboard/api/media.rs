//! Files.

use axum::response::IntoResponse as _;
use http::StatusCode;

use super::{Asked, NOT_FOUND, Told, invalid, ok};
use crate::noticeboard::board::Medium;
use crate::noticeboard::shapes::medium_shape;
use crate::platform::mastodon::params::Param;

/// The older endpoint answers only when the file is processed.
pub(super) fn upload_v1(asked: &Asked) -> Told {
    upload(asked, 0)
}

pub(super) fn upload_v2(asked: &Asked) -> Told {
    let processing = asked.board.board().processing;
    upload(asked, processing)
}

fn upload(asked: &Asked, processing: u32) -> Told {
    let mut board = asked.board.board();
    let account = asked.me(&board)?;
    let Some(Param::File(file)) = asked.params.get("file") else {
        return Err(invalid("Validation failed: File can't be blank"));
    };
    let medium = Medium {
        id: board.id(),
        account,
        mime: file.mime.clone(),
        bytes: file.bytes.clone(),
        alt: asked.text("description"),
        focus: asked.text("focus"),
        attached: false,
        processing,
    };
    let shape = medium_shape(&medium, &asked.origin);
    board.media.insert(medium.id, medium);
    let status = if processing == 0 { StatusCode::OK } else { StatusCode::ACCEPTED };
    ok(shape).map(|mut response| {
        *response.status_mut() = status;
        response
    })
}

pub(super) fn one(asked: &Asked, id: &str) -> Told {
    let mut board = asked.board.board();
    let me = asked.me(&board)?;
    let medium = board.media.get_mut(&id.parse().unwrap_or_default()).filter(|medium| medium.account == me);
    let medium = medium.ok_or(NOT_FOUND)?;
    medium.processing = medium.processing.saturating_sub(1);
    let status = if medium.processing == 0 { StatusCode::OK } else { StatusCode::PARTIAL_CONTENT };
    let shape = medium_shape(medium, &asked.origin);
    ok(shape).map(|mut response| {
        *response.status_mut() = status;
        response
    })
}

pub(super) fn describe(asked: &Asked, id: &str) -> Told {
    let mut board = asked.board.board();
    let me = asked.me(&board)?;
    let medium = board.media.get_mut(&id.parse().unwrap_or_default());
    let medium = medium.filter(|medium| medium.account == me && !medium.attached).ok_or(NOT_FOUND)?;
    if let Some(alt) = asked.text("description") {
        medium.alt = Some(alt);
    }
    if let Some(focus) = asked.text("focus") {
        medium.focus = Some(focus);
    }
    ok(medium_shape(medium, &asked.origin))
}

pub(super) fn file(asked: &Asked, id: &str) -> Told {
    let board = asked.board.board();
    let medium = board.media.get(&id.parse().unwrap_or_default()).ok_or(NOT_FOUND)?;
    let mime = if medium.mime.is_empty() { "application/octet-stream" } else { &medium.mime };
    Ok(([("content-type", mime)], medium.bytes.clone()).into_response())
}
