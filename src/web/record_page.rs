//! The record: its head and its latest events.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use http::StatusCode;
use serde::Deserialize;

use super::answer::{Trouble, page};
use super::desk::Desk;
use super::frame::{Frame, Here, Moment};
use super::timeline::Names;
use super::visitor::Visitor;
use super::words::{ENGLISH, Words, happening};
use crate::audit::Event;

/// Events on a page.
const PAGE: u64 = 50;

struct Row {
    seq: u64,
    at: Moment,
    what: String,
    href: Option<String>,
    who: String,
    detail: String,
}

#[derive(Template)]
#[template(path = "audit.html")]
struct RecordPage {
    w: &'static Words,
    frame: Frame,
    size: u64,
    root: String,
    note: String,
    lines: Vec<Row>,
    newer: Option<String>,
    older: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct RecordQuery {
    /// The newest event to show; absent = the newest there is.
    #[serde(default)]
    to: Option<u64>,
}

/// `GET /audit`
pub(crate) async fn show(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(RecordQuery { to }): Query<RecordQuery>,
) -> Result<Response, Trouble> {
    let w = &ENGLISH;
    if !visitor.may_read_record() {
        return Err(Trouble::Forbidden(w.audit.not_yours.to_owned()));
    }
    let store = desk.store();
    let head = store.audit_head(&visitor.id).await?;
    let to = to.unwrap_or(head.size).min(head.size);
    let from = to.saturating_sub(PAGE - 1).max(1);
    let limit = u32::try_from((to + 1).saturating_sub(from)).unwrap_or(0);
    let lines = store.audit_lines(&visitor.id, from, limit).await?;
    let names = Names::of(&desk, &visitor.id).await?;
    let mut rows = Vec::with_capacity(lines.len());
    for event in lines.iter().rev().filter_map(|line| Event::parse(line).ok()) {
        rows.push(row(&desk, &visitor, event, &names).await?);
    }
    let href = |to: u64| format!("/audit?to={to}");
    let whole = RecordPage {
        w,
        frame: visitor.frame(&desk, Here::Record, w.audit.title),
        size: head.size,
        root: head.root.to_string(),
        note: store.checkpoint(&visitor.id).await?,
        lines: rows,
        newer: (to < head.size).then(|| href((to + PAGE).min(head.size))),
        older: (from > 1).then(|| href(from - 1)),
    };
    Ok(page(StatusCode::OK, &whole))
}

async fn row(desk: &Desk, visitor: &Visitor, event: Event, names: &Names) -> Result<Row, Trouble> {
    let href = match event.post {
        Some(post) => desk
            .store()
            .submission(&visitor.id, post)
            .await?
            .filter(|post| visitor.may_read(post))
            .map(|post| format!("/posts/{}", post.reference)),
        None => None,
    };
    Ok(Row {
        seq: event.seq,
        at: Moment::of(event.at),
        what: happening(&event.kind).to_owned(),
        href,
        who: names.actor(&event.actor),
        detail: event.data.to_string(),
    })
}
