//! Deciding on held posts: only with a person's token.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};

use super::caller::Caller;
use super::problem::Problem;
use super::shapes::{ApproveBody, DeclineBody, PostBody, SeenBody};
use crate::post::ContentHash;
use crate::review::step::Decline;
use crate::review::{Step, Submission};
use crate::store::AdvanceError;
use crate::web::desk::Desk;

/// Let a held post out. On the emergency ground the first call is the first signature, and another person's call
/// with the same slot is the second.
#[utoipa::path(
    post,
    path = "/api/v1/held/{id}/approve",
    params(("id" = String, Path, description = "an id, or a reference such as G-7K3QZP")),
    request_body = ApproveBody,
    responses(
        (status = 200, body = PostBody, description = "the post as it stands now"),
        (status = 409, body = Problem, description = "it has moved on: both versions", content_type = "application/problem+json"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")
    ),
    security(("token" = []))
)]
pub(super) async fn approve(
    State(desk): State<Desk>,
    caller: Caller,
    Path(name): Path<String>,
    sent: Result<Json<ApproveBody>, JsonRejection>,
) -> Result<Json<PostBody>, Problem> {
    let decider = caller.decider()?;
    let Json(sent) = sent?;
    let seen = ContentHash::from_hex(sent.content_hash);
    let step = Step::Approve {
        decider,
        ground: sent.ground,
        slot: sent.slot,
        reason: sent.reason,
        seen: seen.clone(),
    };
    take(&desk, &caller, &name, step, seen).await
}

/// Send a held post back to its author.
#[utoipa::path(
    post,
    path = "/api/v1/held/{id}/return",
    params(("id" = String, Path, description = "an id, or a reference such as G-7K3QZP")),
    request_body = DeclineBody,
    responses(
        (status = 200, body = PostBody, description = "the post as it stands now"),
        (status = 409, body = Problem, description = "it has moved on: both versions", content_type = "application/problem+json"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")
    ),
    security(("token" = []))
)]
pub(super) async fn give_back(
    State(desk): State<Desk>,
    caller: Caller,
    Path(name): Path<String>,
    sent: Result<Json<DeclineBody>, JsonRejection>,
) -> Result<Json<PostBody>, Problem> {
    decline(&desk, &caller, &name, sent, Step::Return).await
}

/// Refuse a held post for good.
#[utoipa::path(
    post,
    path = "/api/v1/held/{id}/reject",
    params(("id" = String, Path, description = "an id, or a reference such as G-7K3QZP")),
    request_body = DeclineBody,
    responses(
        (status = 200, body = PostBody, description = "the post as it stands now"),
        (status = 409, body = Problem, description = "it has moved on: both versions", content_type = "application/problem+json"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")
    ),
    security(("token" = []))
)]
pub(super) async fn reject(
    State(desk): State<Desk>,
    caller: Caller,
    Path(name): Path<String>,
    sent: Result<Json<DeclineBody>, JsonRejection>,
) -> Result<Json<PostBody>, Problem> {
    decline(&desk, &caller, &name, sent, Step::Reject).await
}

/// Set a held post aside until the pre-election period has ended.
#[utoipa::path(
    post,
    path = "/api/v1/held/{id}/park",
    params(("id" = String, Path, description = "an id, or a reference such as G-7K3QZP")),
    request_body = DeclineBody,
    responses(
        (status = 200, body = PostBody, description = "the post as it stands now"),
        (status = 409, body = Problem, description = "it has moved on: both versions", content_type = "application/problem+json"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")
    ),
    security(("token" = []))
)]
pub(super) async fn park(
    State(desk): State<Desk>,
    caller: Caller,
    Path(name): Path<String>,
    sent: Result<Json<DeclineBody>, JsonRejection>,
) -> Result<Json<PostBody>, Problem> {
    decline(&desk, &caller, &name, sent, Step::Park).await
}

async fn decline(
    desk: &Desk,
    caller: &Caller,
    name: &str,
    sent: Result<Json<DeclineBody>, JsonRejection>,
    step: fn(Decline) -> Step,
) -> Result<Json<PostBody>, Problem> {
    let decider = caller.decider()?;
    let Json(sent) = sent?;
    let seen = ContentHash::from_hex(sent.content_hash);
    let decline = Decline { decider, reason: sent.reason, seen: seen.clone() };
    take(desk, caller, name, step(decline), seen).await
}

/// What the post said when it had the hash a caller saw, as the store knows it.
async fn seen_version(
    desk: &Desk,
    caller: &Caller,
    now: &Submission,
    seen: &ContentHash,
) -> Result<SeenBody, Problem> {
    let content_hash = seen.to_string();
    if *seen == now.content_hash {
        let content = Some(now.content.clone());
        return Ok(SeenBody { content_hash, version: Some(now.version), content });
    }
    let stored = desk.store().version_of(&caller.id, now.id, seen).await?;
    let (version, content) = stored.map(|stored| (stored.version, stored.content)).unzip();
    Ok(SeenBody { content_hash, version, content })
}

async fn take(
    desk: &Desk,
    caller: &Caller,
    name: &str,
    step: Step,
    seen: ContentHash,
) -> Result<Json<PostBody>, Problem> {
    let post = caller.post(desk, name).await?;
    match desk.store().advance(&caller.id, post.id, step, &caller.council.settings.review).await {
        Ok(after) => Ok(Json(caller.body(desk, after).await?)),
        Err(AdvanceError::NotFound) => Err(Problem::not_found()),
        Err(AdvanceError::Store(error)) => Err(error.into()),
        Err(AdvanceError::Refused(refusal)) => {
            // As it stands now: it may have moved on since this request read it.
            let now = desk.store().submission(&caller.id, post.id).await?.unwrap_or(post);
            let seen = seen_version(desk, caller, &now, &seen).await?;
            Err(Problem::refused(&refusal, seen, caller.body(desk, now).await?))
        }
    }
}
