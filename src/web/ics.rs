//! `/calendar.ics`: a council's pre-election periods for people's own calendars, without signing in.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::answer::Trouble;
use super::desk::Desk;
use crate::calendar::formats::ics;
use crate::council::CouncilId;
use crate::post::content::hex;

#[derive(Deserialize)]
pub(crate) struct FeedQuery {
    #[serde(default)]
    council: String,
}

/// `GET /calendar.ics`: of the node's only council, or of the one named. The same bytes until the calendar
/// changes, so that programs that ask every hour are mostly told that nothing has.
pub(crate) async fn feed(
    State(desk): State<Desk>,
    Query(FeedQuery { council }): Query<FeedQuery>,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    let mut all = desk.councils();
    let council = match (all.next(), all.next()) {
        (Some(only), None) if council.is_empty() => only,
        _ => CouncilId::try_from(council).ok().and_then(|id| desk.council(&id)).ok_or(Trouble::NotFound)?,
    };
    let changed = desk.store().calendar_changed(council.id()).await?.unwrap_or_else(|| desk.now());
    let rulebook = council.rulebook();
    let text = ics::write(&council.settings.council.name, council.id(), &rulebook.world().calendar, changed);
    let tag = format!("\"{}\"", &hex(&Sha256::digest(&text))[..32]);
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|sent| names(sent, &tag));
    let kept = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
        (header::CACHE_CONTROL, "max-age=3600".to_owned()),
        (header::ETAG, tag),
    ];
    Ok(if known { (StatusCode::NOT_MODIFIED, kept).into_response() } else { (kept, text).into_response() })
}

/// Whether `If-None-Match` names a tag; proxies that compress mark it as weak.
fn names(sent: &http::HeaderValue, tag: &str) -> bool {
    let sent = sent.to_str().unwrap_or_default();
    sent.split(',').map(|one| one.trim().trim_start_matches("W/")).any(|one| one == tag || one == "*")
}
