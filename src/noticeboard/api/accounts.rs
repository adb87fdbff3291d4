//! Accounts and what they have published.

use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use serde_json::{Value, json};

use super::{Asked, NOT_FOUND, Told, UNAUTHORISED, ok};
use crate::noticeboard::board::{Board, Status};
use crate::platform::mastodon::params::Param;

/// A picture for accounts that have none: one grey pixel.
const GREY: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xb1\xb4\xb6\x00\x00\x00!\xf9\x04\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

pub(super) fn verify_credentials(asked: &Asked) -> Told {
    let board = asked.board.board();
    ok(board.own_account_shape(asked.account(&board)?, &asked.origin))
}

pub(super) fn one(asked: &Asked, id: &str) -> Told {
    let board = asked.board.board();
    let account = board.account(id.parse().unwrap_or_default()).ok_or(NOT_FOUND)?;
    ok(board.account_shape(account, &asked.origin))
}

pub(super) fn lookup(asked: &Asked) -> Told {
    let board = asked.board.board();
    let acct = asked.text("acct").unwrap_or_default();
    let acct = acct.trim_start_matches('@');
    let (user, host) = acct.split_once('@').unwrap_or((acct, &board.domain));
    let account = board.accounts.iter().find(|account| account.user == user && account.host == host);
    ok(board.account_shape(account.ok_or(NOT_FOUND)?, &asked.origin))
}

/// Statuses the viewer may see, newest first, paged by `max_id` and `limit`.
fn page<'a>(asked: &Asked, board: &'a Board, pick: impl Fn(&Status) -> bool) -> Vec<&'a Status> {
    let viewer = asked.viewer(board);
    let below = asked.text("max_id").and_then(|id| id.parse().ok()).unwrap_or(u64::MAX);
    let limit = asked.text("limit").and_then(|limit| limit.parse().ok()).unwrap_or(20).min(40);
    board
        .statuses
        .values()
        .rev()
        .filter(|status| {
            status.id < below && (status.is_public() || viewer == Some(status.account)) && pick(status)
        })
        .take(limit)
        .collect()
}

fn shapes(asked: &Asked, board: &Board, page: &[&Status]) -> Told {
    let viewer = asked.viewer(board);
    let list: Vec<Value> =
        page.iter().map(|status| board.status_shape(status, viewer, &asked.origin)).collect();
    let mut response = ok(Value::Array(list))?;
    if let Some(last) = page.last() {
        let link = format!("<{}/?max_id={}>; rel=\"next\"", asked.origin, last.id);
        if let Ok(link) = link.parse() {
            response.headers_mut().insert(http::header::LINK, link);
        }
    }
    Ok(response)
}

pub(super) fn statuses(asked: &Asked, id: &str) -> Told {
    let board = asked.board.board();
    let account = board.account(id.parse().unwrap_or_default()).ok_or(NOT_FOUND)?.id;
    let flag = |name| asked.params.flag(name).ok().flatten().unwrap_or(false);
    let (no_reblogs, no_replies, pinned) = (flag("exclude_reblogs"), flag("exclude_replies"), flag("pinned"));
    let page = page(asked, &board, |status| {
        status.account == account
            && !(no_reblogs && status.reblog_of.is_some())
            && !(no_replies && status.reply_to.is_some())
            && (!pinned || status.pinned)
    });
    shapes(asked, &board, &page)
}

pub(super) fn timeline(asked: &Asked) -> Told {
    let board = asked.board.board();
    let page = page(asked, &board, |_| true);
    shapes(asked, &board, &page)
}

pub(super) fn update(asked: &Asked) -> Told {
    let mut board = asked.board.board();
    let me = asked.me(&board)?;
    let account = board.account_mut(me).ok_or(UNAUTHORISED)?;
    if let Some(name) = asked.text("display_name") {
        account.display_name = name;
    }
    if let Some(note) = asked.text("note") {
        account.note = note;
    }
    if let Ok(fields) = asked.params.maps("fields_attributes")
        && !fields.is_empty()
    {
        let text = |field: &crate::platform::mastodon::params::Params, name| field.text(name).ok().flatten();
        account.fields = fields
            .iter()
            .map(|field| (text(field, "name").unwrap_or_default(), text(field, "value").unwrap_or_default()))
            .filter(|(name, _)| !name.is_empty())
            .collect();
    }
    if let Some(Param::File(file)) = asked.params.get("avatar") {
        account.avatar = Some(file.bytes.clone());
    }
    if let Some(Param::File(file)) = asked.params.get("header") {
        account.header = Some(file.bytes.clone());
    }
    ok(board.own_account_shape(asked.account(&board)?, &asked.origin))
}

pub(super) fn delete_avatar(asked: &Asked) -> Told {
    let mut board = asked.board.board();
    let me = asked.me(&board)?;
    board.account_mut(me).ok_or(UNAUTHORISED)?.avatar = None;
    ok(board.own_account_shape(asked.account(&board)?, &asked.origin))
}

pub(super) fn delete_header(asked: &Asked) -> Told {
    let mut board = asked.board.board();
    let me = asked.me(&board)?;
    board.account_mut(me).ok_or(UNAUTHORISED)?.header = None;
    ok(board.own_account_shape(asked.account(&board)?, &asked.origin))
}

fn picture(bytes: Option<&Bytes>) -> Response {
    let bytes = bytes.cloned().unwrap_or_else(|| Bytes::from_static(GREY));
    ([("content-type", "application/octet-stream")], bytes).into_response()
}

pub(super) fn avatar(asked: &Asked, id: &str) -> Told {
    let board = asked.board.board();
    Ok(picture(board.account(id.parse().unwrap_or_default()).ok_or(NOT_FOUND)?.avatar.as_ref()))
}

pub(super) fn header(asked: &Asked, id: &str) -> Told {
    let board = asked.board.board();
    Ok(picture(board.account(id.parse().unwrap_or_default()).ok_or(NOT_FOUND)?.header.as_ref()))
}

/// What a viewer may see of the conversation around a status.
pub(super) fn context(asked: &Asked, board: &Board, status: &Status) -> Value {
    let viewer = asked.viewer(board);
    let mut ancestors = Vec::new();
    let mut above = status.reply_to;
    while let Some(parent) = above.and_then(|id| board.statuses.get(&id)) {
        ancestors.insert(0, board.status_shape(parent, viewer, &asked.origin));
        above = parent.reply_to;
    }
    let descendants: Vec<_> = board
        .statuses
        .values()
        .filter(|reply| reply.reply_to == Some(status.id))
        .map(|reply| board.status_shape(reply, viewer, &asked.origin))
        .collect();
    json!({ "ancestors": ancestors, "descendants": descendants })
}
