//! Whether it runs, and whether it can do its work.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::web::desk::Desk;
use crate::web::words::periods;

/// Whether the guard can do its work.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Readiness {
    /// `ready`, or `not-ready` when a write could not be recorded or judged.
    status: &'static str,
    /// What is missing; empty when it is ready.
    problems: Vec<&'static str>,
    /// What people should look at, while the guard goes on.
    warnings: Vec<Warning>,
}

/// Something people should look at. The desk says more to those who sign in.
#[derive(Debug, Serialize, ToSchema)]
struct Warning {
    /// Whose.
    council: String,
    /// The document or channel concerned, or what is to be looked at in the calendar.
    about: String,
}

/// Whether the process answers.
#[utoipa::path(get, path = "/healthz", responses((status = 200, description = "it answers")))]
pub(super) async fn healthz() -> Json<serde_json::Value> {
    Json(serde_json::json!({ "status": "ok" }))
}

/// Whether writes can be recorded and judged.
#[utoipa::path(
    get,
    path = "/readyz",
    responses((status = 200, body = Readiness), (status = 503, body = Readiness, description = "no write can be recorded"))
)]
pub(super) async fn readyz(State(desk): State<Desk>) -> Response {
    let mut problems = Vec::new();
    let mut warnings = Vec::new();
    for council in desk.councils() {
        if let Err(error) = desk.store().ready(council.id()).await {
            tracing::error!(council = %council.id(), %error, "not ready");
            problems.push("the store cannot record a write: the log of this service says why");
        }
        let warning = |about: &str| Warning { council: council.id().to_string(), about: about.to_owned() };
        warnings.extend(council.troubles().iter().map(|trouble| warning(&trouble.about)));
        let calendar = council.calendar_warnings(desk.now());
        warnings.extend(calendar.iter().map(|one| warning(&periods::warning(one))));
        let queries = periods::queries(council.remarks().queries.len());
        warnings.extend(queries.iter().map(|text| warning(text)));
        let rosters = council.roster_queries(desk.now());
        warnings.extend(rosters.iter().map(|query| warning(&format!("{}: {}", query.file, query.message))));
    }
    problems.dedup();
    let ready = problems.is_empty();
    let body = Readiness { status: if ready { "ready" } else { "not-ready" }, problems, warnings };
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(body)).into_response()
}
