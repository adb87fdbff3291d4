//! Reading posts.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use utoipa::IntoParams;

use super::caller::Caller;
use super::problem::Problem;
use super::shapes::{HeldBody, PostBody};
use crate::review::{PostId, StateName};
use crate::store::Query as StoreQuery;
use crate::web::desk::Desk;

/// Posts on a page, and the most there can be.
const PAGE: u32 = 50;
const MOST: u32 = 200;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct HeldQuery {
    /// Only those on this channel.
    channel: Option<String>,
    /// At most this many: 1 to 200, 50 when absent.
    limit: Option<u32>,
    /// Only those that came after the post with this id.
    #[param(value_type = Option<String>)]
    after: Option<PostId>,
}

/// One post, by its id or reference. A tool's token reads the tool's own.
#[utoipa::path(
    get,
    path = "/api/v1/posts/{id}",
    params(("id" = String, Path, description = "an id, or a reference such as G-7K3QZP")),
    responses((status = 200, body = PostBody), (status = "4XX", body = Problem, content_type = "application/problem+json")),
    security(("token" = []))
)]
pub(super) async fn show(
    State(desk): State<Desk>,
    caller: Caller,
    Path(name): Path<String>,
) -> Result<Json<PostBody>, Problem> {
    let post = caller.post(&desk, &name).await?;
    Ok(Json(caller.body(&desk, post).await?))
}

/// The posts that wait for a decision, oldest first. A tool's token lists the tool's own, an author's the author's.
#[utoipa::path(
    get,
    path = "/api/v1/held",
    params(HeldQuery),
    responses((status = 200, body = HeldBody), (status = "4XX", body = Problem, content_type = "application/problem+json")),
    security(("token" = []))
)]
pub(super) async fn held(
    State(desk): State<Desk>,
    caller: Caller,
    query: Result<Query<HeldQuery>, QueryRejection>,
) -> Result<Json<HeldBody>, Problem> {
    let Query(query) = query?;
    let mut wanted = StoreQuery::of([StateName::Held], query.limit.unwrap_or(PAGE).clamp(1, MOST));
    wanted.channel = query.channel;
    wanted.after = query.after;
    let posts = desk.store().submissions(&caller.id, &wanted).await?;
    let full = u32::try_from(posts.len()).is_ok_and(|read| read >= wanted.limit);
    let next = posts.last().filter(|_| full).map(|post| post.id.to_string());
    let mut bodies = Vec::new();
    for post in posts.into_iter().filter(|post| caller.may_read(post)) {
        bodies.push(caller.body(&desk, post).await?);
    }
    Ok(Json(HeldBody { posts: bodies, next }))
}
