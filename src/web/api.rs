//! The JSON API: bearer tokens in, JSON out, problems as RFC 9457.

mod caller;
mod check;
mod decisions;
mod health;
mod posts;
mod problem;
mod shapes;

use axum::routing::{get, post};
use axum::{Json, Router};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::desk::Desk;

/// The routes for programs.
pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/api/v1/check", post(check::check))
        .route("/api/v1/posts/{id}", get(posts::show))
        .route("/api/v1/held", get(posts::held))
        .route("/api/v1/held/{id}/approve", post(decisions::approve))
        .route("/api/v1/held/{id}/return", post(decisions::give_back))
        .route("/api/v1/held/{id}/reject", post(decisions::reject))
        .route("/api/v1/held/{id}/park", post(decisions::park))
        .route("/api/openapi.json", get(document))
        .route("/api/problems/{code}", get(problem::about))
        .route("/api/{*rest}", axum::routing::any(|| async { problem::Problem::not_found() }))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "purdah",
        description = "An election-period publishing guard: judge posts, read what is held, decide on it. \
                       Programs ignore fields they do not know."
    ),
    paths(
        check::check,
        posts::show,
        posts::held,
        decisions::approve,
        decisions::give_back,
        decisions::reject,
        decisions::park,
        health::healthz,
        health::readyz
    ),
    modifiers(&BearerToken)
)]
struct Document;

struct BearerToken;

impl Modify for BearerToken {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some(
                "A guard token: of a person (pdh_p_…), or of a tool (pdh_t_…), which never decides",
            ))
            .build();
        openapi.components.get_or_insert_default().add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

/// `GET /api/openapi.json`
async fn document() -> Json<utoipa::openapi::OpenApi> {
    Json(Document::openapi())
}
