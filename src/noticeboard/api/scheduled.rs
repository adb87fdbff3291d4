//! Statuses that wait for their time.

use serde_json::{Value, json};

use super::{Asked, NOT_FOUND, Told, invalid, ok};
use crate::platform::mastodon::params::Unclear;
use crate::platform::mastodon::routes::WriteRoute;
use crate::platform::mastodon::write::{self, SOONEST, Write};

pub(super) fn list(asked: &Asked) -> Told {
    let board = asked.board.board();
    let me = asked.me(&board)?;
    let list = board.scheduled.values().filter(|waiting| waiting.status.account == me);
    ok(Value::Array(list.map(|waiting| board.waiting_shape(waiting, &asked.origin)).collect()))
}

pub(super) fn one(asked: &Asked, id: &str) -> Told {
    let board = asked.board.board();
    let me = asked.me(&board)?;
    let waiting = board.scheduled.get(&id.parse().unwrap_or_default());
    let waiting = waiting.filter(|waiting| waiting.status.account == me).ok_or(NOT_FOUND)?;
    ok(board.waiting_shape(waiting, &asked.origin))
}

pub(super) fn move_to(asked: &Asked, id: &str) -> Told {
    let read = write::read(WriteRoute::Reschedule(id.to_owned()), &asked.params);
    let Ok::<_, Unclear>(Write::Reschedule(_, at)) = read else {
        return Err(invalid("Validation failed: Scheduled at is invalid"));
    };
    let now = asked.board.0.clock.now();
    let mut board = asked.board.board();
    let me = asked.me(&board)?;
    if at < now + SOONEST {
        return Err(invalid("Validation failed: Scheduled at The scheduled date must be in the future"));
    }
    let waiting = board.scheduled.get_mut(&id.parse().unwrap_or_default());
    let waiting = waiting.filter(|waiting| waiting.status.account == me).ok_or(NOT_FOUND)?;
    waiting.at = at;
    let waiting = waiting.clone();
    ok(board.waiting_shape(&waiting, &asked.origin))
}

pub(super) fn remove(asked: &Asked, id: &str) -> Told {
    let mut board = asked.board.board();
    let me = asked.me(&board)?;
    let id = id.parse().unwrap_or_default();
    if board.scheduled.get(&id).is_none_or(|waiting| waiting.status.account != me) {
        return Err(NOT_FOUND);
    }
    board.scheduled.remove(&id);
    ok(json!({}))
}
