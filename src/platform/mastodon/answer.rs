//! What a client of the Mastodon API is told, in the shapes it knows.
//!
//! Schedulers search answers for words that make them send again or disconnect an account, and take some
//! statuses (202, 401, 429, 5xx) for anything but a decision: none of them is ever used for one.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use http::{HeaderName, HeaderValue, Response, StatusCode};
use serde_json::{Value, json};

use super::seen::escaped;
use crate::guard::finding::Reason;
use crate::guard::verdict::{Decision, Verdict};
use crate::post::content::{Operation, Target};
use crate::post::{Medium, Visibility};
use crate::review::{State, Submission};

/// Marks every answer that the guard gave itself.
pub const DECISION: HeaderName = HeaderName::from_static("x-guard-decision");

/// How many calls a client may believe it has left; some take a missing header for none.
const ALLOWANCE: &str = "300";

/// An answer of the guard: a status, a JSON body and a few headers.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The body.
    pub body: Value,
    /// The word in `X-Guard-Decision`; None when nothing was decided.
    pub decision: Option<&'static str>,
    /// The desk's page of the post.
    pub location: Option<String>,
}

impl Reply {
    /// An error in the platform's shape.
    pub fn error(status: StatusCode, text: impl Into<String>) -> Self {
        Self { status, body: json!({ "error": text.into() }), decision: None, location: None }
    }

    /// A success.
    pub fn ok(body: Value) -> Self {
        Self { status: StatusCode::OK, body, decision: None, location: None }
    }

    /// Nothing has this id.
    pub fn not_found() -> Self {
        Self::error(StatusCode::NOT_FOUND, "Record not found")
    }

    /// The credential is missing or does not work.
    pub fn unauthorised() -> Self {
        Self::error(StatusCode::UNAUTHORIZED, "The access token is invalid")
    }

    /// The guard could not record the write.
    pub fn not_recorded() -> Self {
        Self::error(
            StatusCode::SERVICE_UNAVAILABLE,
            "This post could not be recorded, so it was not sent. Nothing was published. Please try again later.",
        )
    }

    /// With the word in `X-Guard-Decision`.
    #[must_use]
    pub fn decided(mut self, decision: &'static str, location: String) -> Self {
        self.decision = Some(decision);
        self.location = Some(location);
        self
    }

    /// As HTTP. `now` is for the headers that tell a client its allowance.
    pub fn into_response<B: From<Vec<u8>>>(self, now: DateTime<Utc>) -> Response<B> {
        let mut response = Response::new(B::from(self.body.to_string().into_bytes()));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert("x-ratelimit-limit", HeaderValue::from_static(ALLOWANCE));
        headers.insert("x-ratelimit-remaining", HeaderValue::from_static(ALLOWANCE));
        if let Ok(reset) = HeaderValue::from_str(&time(now + TimeDelta::minutes(5))) {
            headers.insert("x-ratelimit-reset", reset);
        }
        if let Some(decision) = self.decision {
            headers.insert(DECISION, HeaderValue::from_static(decision));
        }
        if let Some(location) = self.location.and_then(|location| HeaderValue::from_str(&location).ok()) {
            headers.insert(LOCATION, location);
        }
        response
    }
}

/// A time as the platform writes it.
pub fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Words that make schedulers send again or disconnect the account.
const TRIGGERS: &[&str] = &[
    "rate limit",
    "rate_limit_exceeded",
    "resource is forbidden",
    "service unavailable",
    "error validating access token",
    "revoked_access_token",
];

/// Why a post is stopped, in one or two sentences; findings cite the words of the tool's own post.
fn reasons(verdict: &Verdict) -> String {
    let mut why: Vec<&str> = Vec::new();
    for finding in verdict.stops() {
        if why.len() < 2 && !why.contains(&finding.why.as_str()) {
            why.push(&finding.why);
        }
    }
    let text = why.join(" ");
    let lower = text.to_lowercase();
    if TRIGGERS.iter().any(|trigger| lower.contains(trigger)) { String::new() } else { text }
}

/// The period is named where it is the reason; party-political content is stopped all year.
fn in_period(verdict: &Verdict) -> &'static str {
    let all_year = [Reason::PartyPolitical, Reason::Unreadable, Reason::UnregisteredChannel];
    if verdict.periods.is_empty() || verdict.reasons.iter().all(|reason| all_year.contains(reason)) {
        ""
    } else {
        " (pre-election period)"
    }
}

/// Joins sentences, leaving out empty ones.
fn sentences(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// A held post, answered as an error: for tools with a person before them.
pub fn held_error(post: &Submission) -> Reply {
    let start = format!("Validation failed: held for review{}.", in_period(&post.verdict));
    let end = format!(
        "Nothing was published. It is kept under the reference {}; please do not send it again.",
        post.reference
    );
    Reply::error(StatusCode::UNPROCESSABLE_ENTITY, sentences(&[&start, &reasons(&post.verdict), &end]))
}

/// A blocked post.
pub fn blocked(post: &Submission) -> Reply {
    let start = format!("Validation failed: not published{}.", in_period(&post.verdict));
    let end = format!("Reference {}.", post.reference);
    Reply::error(StatusCode::UNPROCESSABLE_ENTITY, sentences(&[&start, &reasons(&post.verdict), &end]))
}

/// A change that would be stopped, to a post that stays as it is.
pub fn change_refused(post: &Submission, verdict: &Verdict) -> Reply {
    let word = if verdict.decision == Decision::Block { "not published" } else { "held for review" };
    let start = format!("Validation failed: at that time this post would be {word}{}.", in_period(verdict));
    let end = format!("It stays as it was. Reference {}.", post.reference);
    Reply::error(StatusCode::UNPROCESSABLE_ENTITY, sentences(&[&start, &reasons(verdict), &end]))
}

/// An account as a status shows it: what only its owner is told is left out.
fn public_account(account: &Value) -> Value {
    let mut account = account.clone();
    if let Some(fields) = account.as_object_mut() {
        fields.remove("source");
        fields.remove("role");
    }
    account
}

/// A held post as a success, in the shape its endpoint returns.
///
/// `account` is the caller's own, as `verify_credentials` told it; `page` is the desk's page of the post;
/// `shared` is the status it shares, when that is known.
pub fn held(post: &Submission, account: &Value, page: &str, shared: Option<&Value>) -> Value {
    match (&post.content.operation, post.slot) {
        (Operation::Profile, _) => account.clone(),
        (Operation::Publish, Some(slot)) => scheduled(post, slot),
        _ => status(post, account, page, shared),
    }
}

fn target_id(target: Option<&Target>) -> Value {
    match target {
        Some(Target::Platform(id)) => json!(id),
        Some(Target::Held(_)) | None => Value::Null,
    }
}

fn status(post: &Submission, account: &Value, page: &str, shared: Option<&Value>) -> Value {
    let content = &post.content;
    let poll = content.poll.as_ref().map(|poll| {
        let seconds = i64::try_from(poll.expires_in).ok().and_then(TimeDelta::try_seconds).unwrap_or_default();
        let options: Vec<_> =
            poll.options.iter().map(|title| json!({ "title": title, "votes_count": 0 })).collect();
        json!({
            "id": post.platform_id.to_string(), "expires_at": time(post.received_at + seconds), "expired": false,
            "multiple": poll.multiple, "votes_count": 0, "voters_count": 0, "options": options, "emojis": [],
            "voted": false, "own_votes": [],
        })
    });
    json!({
        "id": post.platform_id.to_string(),
        "uri": page,
        "url": page,
        "created_at": time(post.received_at),
        "edited_at": null,
        "account": public_account(account),
        "content": paragraphs(content.text.as_deref().unwrap_or_default()),
        "text": content.text,
        "spoiler_text": content.warning.as_deref().unwrap_or_default(),
        // Nobody else sees it yet.
        "visibility": Visibility::Direct.as_str(),
        "sensitive": content.sensitive.unwrap_or(false),
        "language": content.language,
        "in_reply_to_id": target_id(content.reply_to.as_ref()),
        "in_reply_to_account_id": null,
        "reblog": shared,
        "quote": null,
        "poll": poll,
        "card": null,
        "media_attachments": content.media.iter().map(medium).collect::<Vec<_>>(),
        "mentions": [], "tags": [], "emojis": [], "filtered": [],
        "application": null,
        "replies_count": 0, "reblogs_count": 0, "favourites_count": 0, "quotes_count": 0,
        "favourited": false, "reblogged": false, "muted": false, "bookmarked": false, "pinned": false,
    })
}

/// The id a waiting post's file is shown under.
pub fn medium_id(medium: &Medium) -> String {
    medium.attached.clone().unwrap_or_else(|| medium.sha256.chars().take(16).collect())
}

fn medium(medium: &Medium) -> Value {
    let kind = medium.mime.split('/').next().filter(|kind| ["image", "video", "audio"].contains(kind));
    let kind = kind.unwrap_or("unknown");
    json!({
        "id": medium_id(medium),
        "type": kind, "url": null, "preview_url": null, "remote_url": null, "text_url": null, "meta": {},
        "description": medium.alt, "blurhash": null,
    })
}

/// A scheduled status.
pub fn scheduled(post: &Submission, slot: DateTime<Utc>) -> Value {
    let content = &post.content;
    json!({
        "id": post.platform_id.to_string(),
        "scheduled_at": time(slot),
        "params": {
            "text": content.text,
            "spoiler_text": content.warning,
            "visibility": content.visibility.map(Visibility::as_str),
            "language": content.language,
            "sensitive": content.sensitive,
            "poll": content.poll.as_ref().map(|poll| json!({
                "options": poll.options, "expires_in": poll.expires_in.to_string(),
                "multiple": poll.multiple, "hide_totals": poll.hide_totals,
            })),
            "in_reply_to_id": target_id(content.reply_to.as_ref()),
            "quoted_status_id": target_id(content.quote_of.as_ref()),
            "media_ids": if content.media.is_empty() { Value::Null } else {
                content.media.iter().map(medium_id).collect()
            },
            "scheduled_at": null, "idempotency": null, "with_rate_limit": false, "application_id": null,
        },
        "media_attachments": content.media.iter().map(medium).collect::<Vec<_>>(),
    })
}

/// Plain text as the platform shows it.
fn paragraphs(text: &str) -> String {
    let paragraphs = text.split("\n\n").filter(|paragraph| !paragraph.is_empty());
    let shown: Vec<_> = paragraphs
        .map(|paragraph| format!("<p>{}</p>", escaped(paragraph).replace('\n', "<br />")))
        .collect();
    shown.concat()
}

/// Whether a post of the guard can be read by the number its tool was given.
pub fn is_readable(post: &Submission) -> bool {
    post.state.name().is_open() || matches!(post.state, State::Published { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_shown_as_the_platform_would_and_never_as_markup() {
        assert_eq!(paragraphs("a <b>\nc\n\nd"), "<p>a &lt;b&gt;<br />c</p><p>d</p>");
        assert_eq!(paragraphs(""), "");
    }

    #[test]
    fn every_answer_tells_a_client_that_it_may_go_on() {
        let now = "2027-04-20T09:30:00Z".parse().unwrap();
        let response: Response<Vec<u8>> = Reply::not_found().into_response(now);
        assert_eq!(response.headers()["x-ratelimit-remaining"], "300");
        assert_eq!(response.headers()["x-ratelimit-reset"], "2027-04-20T09:35:00.000Z");
        assert_eq!(response.headers()["content-type"], "application/json; charset=utf-8");
        assert_eq!(response.body(), br#"{"error":"Record not found"}"#);
    }
}
