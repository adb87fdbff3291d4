//! A decision that came too late: nothing was decided, and both versions are shown.

use askama::Template;
use axum::response::Response;
use http::StatusCode;

use super::answer::{Trouble, page};
use super::desk::Desk;
use super::frame::{Frame, Here};
use super::shown::{MediumView, Shown};
use super::visitor::Visitor;
use super::words::{ENGLISH, Words};
use crate::post::ContentHash;
use crate::review::Submission;

#[derive(Template)]
#[template(path = "conflict.html")]
struct ConflictPage {
    w: &'static Words,
    frame: Frame,
    text: String,
    reason: Option<String>,
    href: String,
    versions: Vec<(&'static str, Option<Shown>)>,
}

/// The page of a conflict: the post as it stands now beside the version with the hash the person saw. What they
/// wrote comes back with it.
pub(super) async fn conflict(
    desk: &Desk,
    visitor: &Visitor,
    now: &Submission,
    seen: &ContentHash,
    reason: &str,
    text: String,
) -> Result<Response, Trouble> {
    let say = &ENGLISH.conflict;
    let changed = *seen != now.content_hash;
    let mut versions = Vec::new();
    if changed {
        let stored = desk.store().version_of(&visitor.id, now.id, seen).await?;
        versions.push((say.yours, stored.map(|version| Shown::of_version(&version))));
    }
    versions.push((say.now, Some(Shown::unlinked(&now.post, &now.content, &now.verdict.findings))));
    let reason = reason.trim();
    let whole = ConflictPage {
        w: &ENGLISH,
        frame: visitor.frame(desk, Here::Held, if changed { say.changed_title } else { say.moved_title }),
        text,
        reason: (!reason.is_empty()).then(|| reason.to_owned()),
        href: format!("/posts/{}", now.reference),
        versions,
    };
    Ok(page(StatusCode::CONFLICT, &whole))
}
