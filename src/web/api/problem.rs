//! Problems as RFC 9457.

use axum::Json;
use axum::extract::Path;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;

use super::shapes::{PostBody, SeenBody};
use crate::review::Refusal;
use crate::store::StoreError;

/// What kept a request from being answered.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// Which kind of problem it is: an address that says more.
    #[serde(rename = "type")]
    #[schema(example = "/api/problems/content-changed")]
    kind: String,
    /// The kind in a few words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What is wrong with this request, and how to mend it.
    detail: String,
    /// Of a decision on a post that has moved on: the version the caller saw.
    #[serde(skip_serializing_if = "Option::is_none")]
    seen: Option<Box<SeenBody>>,
    /// Of a decision on a post that has moved on: the post as it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<Box<PostBody>>,
}

/// The kinds of problem: code, status, title, and what to do.
const KINDS: &[(&str, StatusCode, &str, &str)] = &[
    (
        "no-token",
        StatusCode::UNAUTHORIZED,
        "A token is needed",
        "Send the header `Authorization: Bearer`, followed by a guard token. An administrator makes one with `purdah token`.",
    ),
    (
        "bad-token",
        StatusCode::UNAUTHORIZED,
        "The token does not work",
        "It is unknown or revoked, or its owner's account is closed. An administrator can make another.",
    ),
    (
        "tool-token",
        StatusCode::FORBIDDEN,
        "A tool cannot decide",
        "Only a person decides: use a personal token (pdh_p_…) of somebody with the reviewer role.",
    ),
    (
        "not-a-reviewer",
        StatusCode::FORBIDDEN,
        "The reviewer role is needed",
        "An administrator can give this person the reviewer role.",
    ),
    (
        "own-post",
        StatusCode::FORBIDDEN,
        "Nobody decides on their own post",
        "A colleague who is not an author has to decide on it.",
    ),
    (
        "not-found",
        StatusCode::NOT_FOUND,
        "Not found",
        "There is nothing there, or nothing this token may see.",
    ),
    (
        "content-changed",
        StatusCode::CONFLICT,
        "The post has changed",
        "Read the version of now, then decide again with its content_hash.",
    ),
    (
        "moved-on",
        StatusCode::CONFLICT,
        "The post has moved on",
        "Somebody else has decided, or its state no longer allows this. Read it again.",
    ),
    (
        "bad-request",
        StatusCode::BAD_REQUEST,
        "The request cannot be read",
        "Send JSON as the OpenAPI document at /api/openapi.json describes it.",
    ),
    (
        "refused",
        StatusCode::UNPROCESSABLE_ENTITY,
        "That cannot be done",
        "The detail says why, and what can be done instead.",
    ),
    (
        "store",
        StatusCode::SERVICE_UNAVAILABLE,
        "The store did not answer",
        "Nothing was changed. Try again in a moment.",
    ),
];

impl Problem {
    fn of(code: &str, detail: impl Into<String>) -> Self {
        let (code, status, title, _) =
            KINDS.iter().find(|(known, ..)| *known == code).unwrap_or(&KINDS[KINDS.len() - 1]);
        Self {
            kind: format!("/api/problems/{code}"),
            title,
            status: status.as_u16(),
            detail: detail.into(),
            seen: None,
            now: None,
        }
    }

    /// A kind that says everything already.
    fn plain(code: &str) -> Self {
        let detail = KINDS.iter().find(|(known, ..)| *known == code).map_or("", |(.., about)| about);
        Self::of(code, detail)
    }

    pub(crate) fn no_token() -> Self {
        Self::plain("no-token")
    }

    pub(crate) fn bad_token() -> Self {
        Self::plain("bad-token")
    }

    pub(crate) fn tool_token() -> Self {
        Self::plain("tool-token")
    }

    pub(crate) fn not_found() -> Self {
        Self::plain("not-found")
    }

    pub(crate) fn bad_request(detail: impl Into<String>) -> Self {
        Self::of("bad-request", detail)
    }

    /// A refusal of the state machine; a post that moved on is shown in both versions.
    pub(crate) fn refused(refusal: &Refusal, seen: SeenBody, now: PostBody) -> Self {
        let code = match refusal {
            Refusal::ContentChanged => "content-changed",
            Refusal::NotFrom(_) => "moved-on",
            Refusal::OwnPost => "own-post",
            Refusal::NotAReviewer => "not-a-reviewer",
            _ => "refused",
        };
        let mut problem = Self::of(code, crate::web::decide::sentence(refusal));
        if matches!(refusal, Refusal::ContentChanged | Refusal::NotFrom(_)) {
            problem.seen = Some(Box::new(seen));
            problem.now = Some(Box::new(now));
        }
        problem
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        // The texts of the store's errors hold nothing of what was to be stored.
        tracing::error!(%error, "the store did not answer the API");
        Self::plain("store")
    }
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        Self::bad_request(rejection.body_text())
    }
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Self {
        Self::bad_request(rejection.body_text())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// `GET /api/problems/{code}`: what a kind of problem means.
pub(super) async fn about(Path(code): Path<String>) -> Result<String, Problem> {
    let (_, _, title, about) =
        KINDS.iter().find(|(known, ..)| *known == code).ok_or_else(Problem::not_found)?;
    Ok(format!("{title}. {about}\n"))
}
