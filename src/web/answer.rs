//! Pages as answers, and what is shown when something goes wrong.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use http::StatusCode;

use super::frame::Frame;
use super::words::{ENGLISH, Words};
use crate::store::{MediaError, StoreError};

/// A page with its status.
pub(crate) fn page(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be drawn");
            (StatusCode::INTERNAL_SERVER_ERROR, ENGLISH.problem.store_title).into_response()
        }
    }
}

/// One fault of a form: which field, and what to do.
#[derive(Debug, Clone)]
pub(crate) struct FieldError {
    /// The id of the field, for the link in the summary.
    pub(crate) field: &'static str,
    /// What is wrong.
    pub(crate) text: String,
}

/// What is wrong with a field, among the faults of a form.
pub(crate) fn error_of<'a>(errors: &'a [FieldError], field: &str) -> Option<&'a str> {
    errors.iter().find(|error| error.field == field).map(|error| error.text.as_str())
}

/// A page of a heading and a sentence.
#[derive(Template)]
#[template(path = "message.html")]
pub(crate) struct Message {
    pub(crate) w: &'static Words,
    pub(crate) frame: Frame,
    pub(crate) text: String,
    pub(crate) link: Option<(String, String)>,
}

impl Message {
    /// A sentence under a heading, with the way back to the list.
    pub(crate) fn new(frame: Frame, text: impl Into<String>) -> Self {
        let w = &ENGLISH;
        Self { w, frame, text: text.into(), link: Some(("/held".to_owned(), w.problem.home.to_owned())) }
    }
}

/// What keeps a page from being shown. What belongs to somebody else is not found.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// No such page, or none this person may see.
    NotFound,
    /// A person without the right to do it; the sentence says who can give it.
    Forbidden(String),
    /// A form that is no form.
    Form,
    /// Sent from another site.
    CrossSite,
    /// The store.
    Store(StoreError),
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<MediaError> for Trouble {
    fn from(error: MediaError) -> Self {
        match error {
            MediaError::Store(error) => Self::Store(error),
            MediaError::TooLarge { .. } | MediaError::Broken(_) | MediaError::Missing => Self::NotFound,
        }
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let say = &ENGLISH.problem;
        let (status, title, text) = match self {
            Self::NotFound => (StatusCode::NOT_FOUND, say.not_found_title, say.not_found.to_owned()),
            Self::Forbidden(text) => (StatusCode::FORBIDDEN, say.forbidden_title, text),
            Self::Form => (StatusCode::BAD_REQUEST, say.form_title, say.form.to_owned()),
            Self::CrossSite => (StatusCode::FORBIDDEN, say.cross_title, say.cross.to_owned()),
            Self::Store(error) => {
                // The texts of the store's errors hold nothing of what was to be stored.
                tracing::error!(%error, "the store did not answer the desk");
                (StatusCode::SERVICE_UNAVAILABLE, say.store_title, say.store.to_owned())
            }
        };
        page(status, &Message::new(Frame::bare(title), text))
    }
}
