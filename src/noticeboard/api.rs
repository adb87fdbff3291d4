//! The endpoints.

mod accounts;
mod media;
mod oauth;
mod scheduled;
mod statuses;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Json, Response};
use axum::routing::{delete, get, post};
use http::header::{AUTHORIZATION, HOST};
use http::{HeaderMap, HeaderValue, StatusCode, Uri};
use serde_json::{Value, json};
use tower_http::normalize_path::NormalizePath;

use super::board::{Account, Board};
use super::faults::Fault;
use super::served::HungUp;
use super::{Noticeboard, page};
use crate::platform::mastodon::params::Params;

/// Uploads may be this large, in bytes.
const LARGEST: usize = 256 << 20;

/// What an endpoint answers.
type Told = Result<Response, Problem>;

/// An error in the API's shape.
#[derive(Debug)]
struct Problem(StatusCode, &'static str);

const NOT_FOUND: Problem = Problem(StatusCode::NOT_FOUND, "Record not found");
const UNAUTHORISED: Problem = Problem(StatusCode::UNAUTHORIZED, "The access token is invalid");

fn invalid(text: &'static str) -> Problem {
    Problem(StatusCode::UNPROCESSABLE_ENTITY, text)
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

#[expect(clippy::unnecessary_wraps, reason = "it ends endpoints that can fail before it")]
fn ok(body: Value) -> Told {
    Ok(Json(body).into_response())
}

/// A request, read whole.
#[derive(Debug)]
struct Asked {
    board: Noticeboard,
    params: Params,
    headers: HeaderMap,
    origin: String,
}

impl Asked {
    async fn new(board: Noticeboard, uri: &Uri, headers: HeaderMap, body: Bytes) -> Result<Self, Problem> {
        let params = Params::read(uri.query(), &headers, &body)
            .await
            .map_err(|_| Problem(StatusCode::BAD_REQUEST, "The parameters cannot be read"))?;
        let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
        let origin = format!("http://{host}");
        Ok(Self { board, params, headers, origin })
    }

    fn text(&self, name: &str) -> Option<String> {
        self.params.text(name).ok().flatten()
    }

    fn viewer(&self, board: &Board) -> Option<u64> {
        let value = self.headers.get(AUTHORIZATION)?.to_str().ok()?;
        let token = value.strip_prefix("Bearer ")?;
        board.by_token(token.trim()).map(|account| account.id)
    }

    fn account<'a>(&self, board: &'a Board) -> Result<&'a Account, Problem> {
        let id = self.viewer(board).ok_or(UNAUTHORISED)?;
        board.account(id).ok_or(UNAUTHORISED)
    }

    fn me(&self, board: &Board) -> Result<u64, Problem> {
        self.account(board).map(|account| account.id)
    }
}

/// An endpoint from a function of the request and the id in its path.
macro_rules! endpoint {
    ($function:path) => {
        async |State(board): State<Noticeboard>, uri: Uri, headers: HeaderMap, body: Bytes| -> Told {
            let asked = Asked::new(board, &uri, headers, body).await?;
            $function(&asked)
        }
    };
    ($function:path, id) => {
        async |State(board): State<Noticeboard>,
               axum::extract::Path(id): axum::extract::Path<String>,
               uri: Uri,
               headers: HeaderMap,
               body: Bytes|
               -> Told {
            let asked = Asked::new(board, &uri, headers, body).await?;
            $function(&asked, &id)
        }
    };
}

pub(super) fn router(board: Noticeboard) -> Router {
    // Rails takes a slash at the end of a path for none, and clients count on it.
    Router::new().fallback_service(NormalizePath::trim_trailing_slash(routes(board)))
}

fn routes(board: Noticeboard) -> Router {
    Router::new()
        .route("/", get(public))
        .route("/api/v1/instance", get(endpoint!(oauth::instance_v1)))
        .route("/api/v2/instance", get(endpoint!(oauth::instance_v2)))
        .route("/api/v1/apps", post(endpoint!(oauth::apps)))
        .route("/api/v1/apps/verify_credentials", get(endpoint!(oauth::app)))
        .route("/oauth/token", post(endpoint!(oauth::token)))
        .route("/oauth/revoke", post(endpoint!(oauth::revoke)))
        .route("/api/v1/accounts/verify_credentials", get(endpoint!(accounts::verify_credentials)))
        .route("/api/v1/accounts/update_credentials", axum::routing::patch(endpoint!(accounts::update)))
        .route("/api/v1/accounts/lookup", get(endpoint!(accounts::lookup)))
        .route("/api/v1/accounts/{id}", get(endpoint!(accounts::one, id)))
        .route("/api/v1/accounts/{id}/statuses", get(endpoint!(accounts::statuses, id)))
        .route("/api/v1/profile/avatar", delete(endpoint!(accounts::delete_avatar)))
        .route("/api/v1/profile/header", delete(endpoint!(accounts::delete_header)))
        .route("/accounts/{id}/avatar", get(endpoint!(accounts::avatar, id)))
        .route("/accounts/{id}/header", get(endpoint!(accounts::header, id)))
        .route("/api/v1/timelines/home", get(endpoint!(accounts::timeline)))
        .route("/api/v1/timelines/public", get(endpoint!(accounts::timeline)))
        .route("/api/v1/statuses", post(endpoint!(statuses::create)))
        .route(
            "/api/v1/statuses/{id}",
            get(endpoint!(statuses::one, id))
                .put(endpoint!(statuses::edit, id))
                .delete(endpoint!(statuses::remove, id)),
        )
        .route("/api/v1/statuses/{id}/context", get(endpoint!(statuses::context, id)))
        .route("/api/v1/statuses/{id}/source", get(endpoint!(statuses::source, id)))
        .route("/api/v1/statuses/{id}/history", get(endpoint!(statuses::history, id)))
        .route("/api/v1/statuses/{id}/reblog", post(endpoint!(statuses::reblog, id)))
        .route("/api/v1/statuses/{id}/unreblog", post(endpoint!(statuses::unreblog, id)))
        .route("/api/v1/statuses/{id}/pin", post(endpoint!(statuses::pin, id)))
        .route("/api/v1/statuses/{id}/unpin", post(endpoint!(statuses::unpin, id)))
        .route("/api/v1/statuses/{id}/favourite", post(endpoint!(statuses::favourite, id)))
        .route("/api/v1/statuses/{id}/unfavourite", post(endpoint!(statuses::unfavourite, id)))
        .route("/api/v1/scheduled_statuses", get(endpoint!(scheduled::list)))
        .route(
            "/api/v1/scheduled_statuses/{id}",
            get(endpoint!(scheduled::one, id))
                .put(endpoint!(scheduled::move_to, id))
                .delete(endpoint!(scheduled::remove, id)),
        )
        .route("/api/v1/media", post(endpoint!(media::upload_v1)))
        .route("/api/v2/media", post(endpoint!(media::upload_v2)))
        .route("/api/v1/media/{id}", get(endpoint!(media::one, id)).put(endpoint!(media::describe, id)))
        .route("/media/{id}", get(endpoint!(media::file, id)))
        .fallback(async || NOT_FOUND)
        .layer(axum::extract::DefaultBodyLimit::max(LARGEST))
        .layer(axum::middleware::from_fn_with_state(board.clone(), fail))
        .with_state(board)
}

async fn public(State(board): State<Noticeboard>) -> Html<String> {
    Html(page::public(&board.board()))
}

/// Lets a request meet the fault that was set for it.
async fn fail(State(board): State<Noticeboard>, request: Request, next: Next) -> Response {
    let fault = board.0.faults.meet(request.method().as_str(), request.uri().path()).await;
    let mut response = match fault {
        None | Some(Fault::Slow | Fault::AcceptAndHangUp) => next.run(request).await,
        Some(Fault::HangUp) => Response::default(),
        Some(Fault::Rubbish) => Html("<!DOCTYPE html><title>Welcome</title>").into_response(),
        Some(Fault::TooMany) => {
            let mut response = Problem(StatusCode::TOO_MANY_REQUESTS, "Too many requests").into_response();
            response.headers_mut().insert("retry-after", HeaderValue::from_static("30"));
            response
        }
        Some(Fault::Status(code)) => {
            let code = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            Problem(code, "An error on purpose").into_response()
        }
    };
    if matches!(fault, Some(Fault::HangUp | Fault::AcceptAndHangUp)) {
        response.extensions_mut().insert(HungUp);
    }
    for name in ["x-ratelimit-limit", "x-ratelimit-remaining"] {
        response.headers_mut().insert(name, HeaderValue::from_static("300"));
    }
    let reset = board.0.clock.now() + chrono::TimeDelta::minutes(5);
    if let Ok(reset) = HeaderValue::from_str(&crate::platform::mastodon::answer::time(reset)) {
        response.headers_mut().insert("x-ratelimit-reset", reset);
    }
    response
}
