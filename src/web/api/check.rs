//! `POST /api/v1/check`

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use serde_json::{Value, json};

use super::caller::Caller;
use super::problem::Problem;
use super::shapes::{CheckBody, VerdictBody};
use crate::calendar::moment::{Moment, moment};
use crate::post::jsonl::Line;
use crate::web::check_page::stricter;
use crate::web::desk::Desk;

/// Judge one post. Nothing is kept or published.
#[utoipa::path(
    post,
    path = "/api/v1/check",
    request_body = CheckBody,
    responses((status = 200, body = VerdictBody), (status = "4XX", body = Problem, content_type = "application/problem+json")),
    security(("token" = []))
)]
pub(super) async fn check(
    State(desk): State<Desk>,
    caller: Caller,
    sent: Result<Json<Line>, JsonRejection>,
) -> Result<Json<Value>, Problem> {
    let Json(line) = sent?;
    let at = match &line.at {
        Some(at) => moment(at).map_err(Problem::bad_request)?,
        None => Moment::Exact(desk.now()),
    };
    let verdict = stricter(
        &line.post(|channel| caller.council.channel(channel).is_some()),
        at,
        &caller.council.rulebook(),
    )
    .await;
    let mut body = serde_json::to_value(&verdict).map_err(|error| Problem::bad_request(error.to_string()))?;
    body["id"] = json!(line.id);
    Ok(Json(body))
}
