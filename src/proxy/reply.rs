//! Why a request ends in the guard, and what its client is told.

use axum::body::Body;
use axum::response::Response;
use chrono::{DateTime, Utc};
use http::StatusCode;

use crate::platform::mastodon::answer::Reply;
use crate::platform::mastodon::api::CallError;
use crate::platform::mastodon::look::LookError;
use crate::platform::mastodon::params::Unclear;
use crate::store::{AdvanceError, StoreError};

/// The end of a request in the guard.
#[derive(Debug)]
pub(super) struct Stop(pub(super) Box<Reply>);

/// What a step of the walk leads to.
pub(super) type Step<T> = Result<T, Stop>;

impl Stop {
    /// An error in the platform's shape.
    pub(super) fn error(status: StatusCode, text: impl Into<String>) -> Self {
        Reply::error(status, text).into()
    }

    /// A request the guard does not let through, and why.
    pub(super) fn refused(text: impl std::fmt::Display) -> Self {
        Self::error(StatusCode::UNPROCESSABLE_ENTITY, format!("Not sent by the publishing guard: {text}"))
    }

    pub(super) fn into_response(self, now: DateTime<Utc>) -> Response {
        self.0.into_response::<Body>(now)
    }
}

impl From<Reply> for Stop {
    fn from(reply: Reply) -> Self {
        Self(Box::new(reply))
    }
}

impl From<Unclear> for Stop {
    fn from(unclear: Unclear) -> Self {
        Self::refused(unclear)
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "passage.not_recorded");
        Reply::not_recorded().into()
    }
}

impl From<LookError> for Stop {
    fn from(error: LookError) -> Self {
        match error {
            LookError::NotFound => Reply::not_found().into(),
            LookError::Refused(text) => Self::error(StatusCode::UNPROCESSABLE_ENTITY, text),
            LookError::Store(error) => error.into(),
        }
    }
}

impl From<AdvanceError> for Stop {
    fn from(error: AdvanceError) -> Self {
        match error {
            AdvanceError::NotFound => Reply::not_found().into(),
            AdvanceError::Refused(refusal) => {
                Self::error(StatusCode::UNPROCESSABLE_ENTITY, format!("Validation failed: {refusal}"))
            }
            AdvanceError::Store(error) => error.into(),
        }
    }
}

impl From<CallError> for Stop {
    /// A call that does not publish: nothing was sent that matters.
    fn from(error: CallError) -> Self {
        match error {
            CallError::Status(StatusCode::NOT_FOUND) => Reply::not_found().into(),
            other => {
                tracing::warn!(error = %other, "passage.platform_unclear");
                Self::error(
                    StatusCode::BAD_GATEWAY,
                    "The platform gave no clear answer to the publishing guard. Nothing was published.",
                )
            }
        }
    }
}
