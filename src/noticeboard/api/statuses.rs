//! Statuses.

use std::collections::BTreeSet;

use http::StatusCode;
use serde_json::{Value, json};

use super::accounts;
use super::{Asked, NOT_FOUND, Problem, Told, invalid, ok};
use crate::noticeboard::board::{Board, Status, Waiting};
use crate::noticeboard::words;
use crate::platform::mastodon::answer::time;
use crate::platform::mastodon::routes::WriteRoute;
use crate::platform::mastodon::write::{self, Draft, SOONEST, Write};
use crate::post::Visibility;

fn draft(asked: &Asked, route: WriteRoute) -> Result<Draft, Problem> {
    match write::read(route, &asked.params) {
        Ok(Write::Publish(draft) | Write::Edit(_, draft)) => Ok(*draft),
        _ => Err(invalid("Validation failed: the parameters are invalid")),
    }
}

/// The id of a status the account may answer or quote.
fn target(board: &Board, id: Option<&String>, me: u64) -> Result<Option<u64>, Problem> {
    match id {
        None => Ok(None),
        Some(id) => board.visible(id, Some(me)).map(|status| Some(status.id)).ok_or(NOT_FOUND),
    }
}

pub(super) fn create(asked: &Asked) -> Told {
    let draft = draft(asked, WriteRoute::Publish)?;
    let now = asked.board.0.clock.now();
    let mut board = asked.board.board();
    let me = asked.me(&board)?;
    let key = asked.headers.get("idempotency-key").and_then(|key| key.to_str().ok()).map(str::to_owned);
    if let Some(id) = key.as_deref().and_then(|key| board.remembered(me, key, now)) {
        return again(asked, &board, me, id);
    }
    if draft.text.as_deref().unwrap_or_default().trim().is_empty() && draft.media.is_empty() {
        return Err(invalid("Validation failed: Text can't be blank"));
    }
    if draft.text.as_deref().unwrap_or_default().chars().count() > 500 {
        return Err(invalid("Validation failed: Text character limit of 500 exceeded"));
    }
    let slot = draft.scheduled_at.filter(|at| *at > now);
    if slot.is_some_and(|at| at < now + SOONEST) {
        return Err(invalid("Validation failed: Scheduled at The scheduled date must be in the future"));
    }
    let (reply_to, quote_of) =
        (target(&board, draft.reply_to.as_ref(), me)?, target(&board, draft.quote_of.as_ref(), me)?);
    let media = board.attach(&draft.media, me, &[]);
    let media = media.ok_or(invalid("Cannot attach files that are used already or not processed yet"))?;
    let id = board.id();
    let status = Status {
        id,
        account: me,
        text: draft.text.unwrap_or_default(),
        warning: draft.warning.unwrap_or_default(),
        visibility: draft.visibility.unwrap_or(Visibility::Public),
        sensitive: draft.sensitive.unwrap_or(false),
        language: draft.language.or(Some("en".to_owned())),
        reply_to,
        quote_of,
        reblog_of: None,
        media,
        poll: draft.poll,
        created_at: now,
        edited_at: None,
        pinned: false,
        favourites: BTreeSet::new(),
        earlier: Vec::new(),
    };
    match slot {
        Some(at) => {
            board.scheduled.insert(id, Waiting { id, at, status });
        }
        None => {
            board.publish(status);
        }
    }
    if let Some(key) = key {
        board.remember(me, key, now, id);
    }
    again(asked, &board, me, id)
}

/// A status, or one that still waits, by its id.
fn again(asked: &Asked, board: &Board, me: u64, id: u64) -> Told {
    if let Some(waiting) = board.scheduled.get(&id) {
        return ok(board.waiting_shape(waiting, &asked.origin));
    }
    ok(board.status_shape(board.statuses.get(&id).ok_or(NOT_FOUND)?, Some(me), &asked.origin))
}

pub(super) fn one(asked: &Asked, id: &str) -> Told {
    let board = asked.board.board();
    let viewer = asked.viewer(&board);
    ok(board.status_shape(board.visible(id, viewer).ok_or(NOT_FOUND)?, viewer, &asked.origin))
}

pub(super) fn edit(asked: &Asked, id: &str) -> Told {
    let draft = draft(asked, WriteRoute::Edit(id.to_owned()))?;
    let now = asked.board.0.clock.now();
    let mut board = asked.board.board();
    let me = asked.me(&board)?;
    let kept = board.own(id, me).ok_or(NOT_FOUND)?.media.clone();
    let media = board.attach(&draft.media, me, &kept).ok_or(invalid("Cannot attach these files"))?;
    for (of, said) in &draft.descriptions {
        if let Some(medium) = board.media.get_mut(&of.parse().unwrap_or_default())
            && said.alt.is_some()
        {
            medium.alt.clone_from(&said.alt);
        }
    }
    let status = board.own(id, me).ok_or(NOT_FOUND)?;
    status.earlier.push((
        status.edited_at.unwrap_or(status.created_at),
        status.text.clone(),
        status.warning.clone(),
    ));
    status.text = draft.text.unwrap_or_default();
    status.warning = draft.warning.unwrap_or_default();
    status.sensitive = draft.sensitive.unwrap_or(status.sensitive);
    status.language = draft.language.or(status.language.take());
    status.poll = draft.poll;
    status.media = media;
    status.edited_at = Some(now);
    let status = status.id;
    again(asked, &board, me, status)
}

pub(super) fn remove(asked: &Asked, id: &str) -> Told {
    let mut board = asked.board.board();
    let me = asked.me(&board)?;
    let status = board.own(id, me).ok_or(NOT_FOUND)?.clone();
    let mut shape = board.status_shape(&status, Some(me), &asked.origin);
    shape["text"] = json!(status.text);
    board.statuses.retain(|_, other| other.id != status.id && other.reblog_of != Some(status.id));
    ok(shape)
}

pub(super) fn context(asked: &Asked, id: &str) -> Told {
    let board = asked.board.board();
    let status = board.visible(id, asked.viewer(&board)).ok_or(NOT_FOUND)?;
    ok(accounts::context(asked, &board, status))
}

pub(super) fn source(asked: &Asked, id: &str) -> Told {
    let mut board = asked.board.board();
    let me = asked.me(&board)?;
    let status = board.own(id, me).ok_or(NOT_FOUND)?;
    ok(json!({ "id": status.id.to_string(), "text": status.text, "spoiler_text": status.warning }))
}

pub(super) fn history(asked: &Asked, id: &str) -> Told {
    let board = asked.board.board();
    let status = board.visible(id, asked.viewer(&board)).ok_or(NOT_FOUND)?;
    let account = board.account(status.account).map(|account| board.account_shape(account, &asked.origin));
    let now = (status.edited_at.unwrap_or(status.created_at), status.text.clone(), status.warning.clone());
    let versions = status.earlier.iter().chain([&now]).map(|(at, text, warning)| {
        json!({
            "content": words::html(text), "spoiler_text": warning, "created_at": time(*at), "account": account,
            "sensitive": status.sensitive, "media_attachments": [], "emojis": [],
        })
    });
    ok(Value::Array(versions.collect()))
}

pub(super) fn reblog(asked: &Asked, id: &str) -> Told {
    let now = asked.board.0.clock.now();
    let mut board = asked.board.board();
    let me = asked.me(&board)?;
    let visible = board.visible(id, Some(me)).ok_or(NOT_FOUND)?;
    let original = visible.reblog_of.unwrap_or(visible.id);
    let existing = board.statuses.values().find(|s| s.account == me && s.reblog_of == Some(original));
    if let Some(existing) = existing {
        return again(asked, &board, me, existing.id);
    }
    let id = board.id();
    let shared = board.statuses.get(&original).ok_or(NOT_FOUND)?.clone();
    board.publish(Status {
        id,
        account: me,
        reblog_of: Some(original),
        text: String::new(),
        warning: String::new(),
        media: Vec::new(),
        poll: None,
        quote_of: None,
        reply_to: None,
        created_at: now,
        edited_at: None,
        pinned: false,
        favourites: BTreeSet::new(),
        earlier: Vec::new(),
        ..shared
    });
    again(asked, &board, me, id)
}

pub(super) fn unreblog(asked: &Asked, id: &str) -> Told {
    let mut board = asked.board.board();
    let me = asked.me(&board)?;
    let original = board.visible(id, Some(me)).ok_or(NOT_FOUND)?.id;
    board.statuses.retain(|_, status| !(status.account == me && status.reblog_of == Some(original)));
    again(asked, &board, me, original)
}

fn set_pin(asked: &Asked, id: &str, pinned: bool) -> Told {
    let mut board = asked.board.board();
    let me = asked.me(&board)?;
    let refused =
        Problem(StatusCode::UNPROCESSABLE_ENTITY, "Validation failed: Someone else's post cannot be pinned");
    let status = board.own(id, me).ok_or(refused)?;
    status.pinned = pinned;
    let id = status.id;
    again(asked, &board, me, id)
}

pub(super) fn pin(asked: &Asked, id: &str) -> Told {
    set_pin(asked, id, true)
}

pub(super) fn unpin(asked: &Asked, id: &str) -> Told {
    set_pin(asked, id, false)
}

fn set_favourite(asked: &Asked, id: &str, liked: bool) -> Told {
    let mut board = asked.board.board();
    let me = asked.me(&board)?;
    let id = board.visible(id, Some(me)).ok_or(NOT_FOUND)?.id;
    if let Some(status) = board.statuses.get_mut(&id) {
        if liked {
            status.favourites.insert(me);
        } else {
            status.favourites.remove(&me);
        }
    }
    again(asked, &board, me, id)
}

pub(super) fn favourite(asked: &Asked, id: &str) -> Told {
    set_favourite(asked, id, true)
}

pub(super) fn unfavourite(asked: &Asked, id: &str) -> Told {
    set_favourite(asked, id, false)
}
