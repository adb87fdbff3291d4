//! Trying a text before anybody posts it. Open to everybody who can sign in; nothing is kept.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::Response;
use http::StatusCode;
use serde::Deserialize;

use super::answer::{FieldError, Trouble, error_of, page};
use super::desk::Desk;
use super::frame::{Frame, Here, Tag};
use super::shown::{self, MediumView, Shown, ShownFinding};
use super::visitor::Visitor;
use super::words::{self, ENGLISH, Words};
use crate::calendar::moment::{Moment, moment};
use crate::guard::rulebook::Rulebook;
use crate::guard::verdict::{Decision, Verdict};
use crate::node::judging::judge_apart;
use crate::post::Post;
use crate::review::StateName;

struct Answer {
    state: Tag,
    text: &'static str,
    note: Option<&'static str>,
    shown: Shown,
    findings: Vec<ShownFinding>,
}

#[derive(Template)]
#[template(path = "check.html")]
struct CheckPage {
    w: &'static Words,
    frame: Frame,
    errors: Vec<FieldError>,
    answer: Option<Answer>,
    text: String,
    at: String,
}

impl CheckPage {
    fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct CheckForm {
    #[serde(default)]
    text: String,
    #[serde(default)]
    at: String,
}

/// `GET /check`
pub(crate) async fn form(State(desk): State<Desk>, visitor: Visitor) -> Response {
    page(StatusCode::OK, &check_page(&desk, &visitor, CheckForm::default(), Vec::new(), None))
}

/// `POST /check`
pub(crate) async fn submit(
    State(desk): State<Desk>,
    visitor: Visitor,
    sent: Result<Form<CheckForm>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(sent) = sent.map_err(|_| Trouble::Form)?;
    let mut errors = Vec::new();
    if sent.text.trim().is_empty() {
        errors.push(FieldError { field: "text", text: ENGLISH.check.no_text.to_owned() });
    }
    let at = match sent.at.trim() {
        "" => Ok(Moment::Exact(desk.now())),
        at => moment(at),
    };
    let answer = match at {
        Ok(at) if errors.is_empty() => Some(answer(&visitor.rulebook(), &sent.text, at).await),
        Ok(_) => None,
        Err(text) => {
            errors.push(FieldError { field: "at", text });
            None
        }
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(page(status, &check_page(&desk, &visitor, sent, errors, answer)))
}

fn check_page(
    desk: &Desk,
    visitor: &Visitor,
    sent: CheckForm,
    errors: Vec<FieldError>,
    answer: Option<Answer>,
) -> CheckPage {
    let w = &ENGLISH;
    let frame = visitor.frame(desk, Here::Check, w.check.title).failed(!errors.is_empty());
    CheckPage { w, frame, errors, answer, text: sent.text, at: sent.at }
}

async fn answer(rulebook: &Arc<Rulebook>, text: &str, at: Moment) -> Answer {
    let say = &ENGLISH.check;
    let post = Post::of_text(text.replace("\r\n", "\n"));
    let verdict = stricter(&post, at, rulebook).await;
    let (state, sentence) = match verdict.decision {
        Decision::Allow => (StateName::Allowed, say.allow),
        Decision::Hold => (StateName::Held, say.hold),
        Decision::Block => (StateName::Blocked, say.block),
    };
    let mut shown = Shown::words(&post, &verdict.findings);
    shown.linked = true;
    Answer {
        state: words::state(state).into(),
        text: sentence,
        note: matches!(at, Moment::Ambiguous(..)).then_some(say.ambiguous),
        shown,
        findings: shown::findings(&verdict.findings),
    }
}

/// In the hour that comes twice when summer time ends, a post is judged for both, and the stricter counts.
pub(crate) async fn stricter(post: &Post, at: Moment, rulebook: &Arc<Rulebook>) -> Verdict {
    match at {
        Moment::Exact(at) => judge_apart(post, at, rulebook).await,
        Moment::Ambiguous(first, second) => {
            let first = judge_apart(post, first, rulebook).await;
            first.or_stricter(judge_apart(post, second, rulebook).await)
        }
    }
}
