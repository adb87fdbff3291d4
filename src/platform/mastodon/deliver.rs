//! Delivery: what was approved, sent from the stored content and nothing else.
//!
//! Up to the publishing request nothing can be out, so everything that goes wrong there may be tried again. From
//! its first byte on, only a clear answer settles the outcome; anything else is [`Outcome::LostSight`].

use http::StatusCode;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Map, Value, json};
use tokio_util::io::ReaderStream;

use super::api::{Answer, Api, CallError, is_id};
use crate::council::CouncilId;
use crate::post::content::{Operation, Target};
use crate::post::{Content, Medium};
use crate::review::PostId;
use crate::store::{MediaError, Store};

/// How often a file that the platform still works on is asked for, a second apart.
const PROCESSING_ASKS: u32 = 120;

/// How a delivery ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is out.
    Published {
        /// The platform's id of it.
        id: String,
        /// Where the public sees it.
        url: Option<String>,
    },
    /// The platform refused it, or it cannot be sent as it is: nothing is out.
    Refused {
        /// A code such as `http-422` or `media-missing`.
        code: String,
    },
    /// Not now: nothing is out.
    PutOff {
        /// When the platform wants to be called again, as it wrote it: seconds, or a time.
        retry_after: Option<String>,
    },
    /// It may be out.
    LostSight,
}

impl Outcome {
    fn refused(code: impl Into<String>) -> Self {
        Self::Refused { code: code.into() }
    }

    const NOT_NOW: Self = Self::PutOff { retry_after: None };
}

/// What delivery works with.
#[derive(Debug, Clone, Copy)]
pub struct Delivery<'a> {
    /// The store, for files and for posts this one waits for.
    pub store: &'a Store,
    /// The council.
    pub council: &'a CouncilId,
    /// The platform, with the channel's delivery credential.
    pub api: &'a Api,
    /// Sent as `Idempotency-Key`: the same for every try of the same release.
    pub key: &'a str,
}

/// Publishes a content.
pub async fn deliver(content: &Content, delivery: Delivery<'_>) -> Outcome {
    delivery.publish(content).await.unwrap_or_else(|settled| settled)
}

impl Delivery<'_> {
    async fn publish(self, content: &Content) -> Result<Outcome, Outcome> {
        match &content.operation {
            Operation::Publish => {
                let body = self.status_body(content).await?;
                let request = self.api.request(Method::POST, "/api/v1/statuses").json(&body);
                Ok(settle(Api::send(request.header("idempotency-key", self.key)).await))
            }
            Operation::Edit { target, version } => {
                self.unchanged(target, version).await?;
                let body = self.status_body(content).await?;
                self.call(Method::PUT, target, "", &body).await
            }
            Operation::Reshare { target, .. } => {
                let body =
                    content.visibility.map_or_else(|| json!({}), |v| json!({ "visibility": v.as_str() }));
                self.call(Method::POST, target, "/reblog", &body).await
            }
            Operation::Pin { target } => self.call(Method::POST, target, "/pin", &json!({})).await,
            Operation::Profile => {
                let form = self.profile_form(content).await?;
                let request = self.api.request(Method::PATCH, "/api/v1/accounts/update_credentials");
                Ok(settle(Api::send(request.multipart(form)).await))
            }
        }
    }

    async fn call(self, method: Method, target: &str, verb: &str, body: &Value) -> Result<Outcome, Outcome> {
        if !is_id(target) {
            return Err(Outcome::refused("target-not-an-id"));
        }
        let request = self.api.request(method, &format!("/api/v1/statuses/{target}{verb}")).json(body);
        Ok(settle(Api::send(request).await))
    }

    /// An approval of an edit never lands on a text its approver did not see.
    async fn unchanged(self, target: &str, version: &str) -> Result<(), Outcome> {
        match self.api.status(target).await {
            Ok(status) if status["edited_at"].as_str().unwrap_or_default() == version => Ok(()),
            Ok(_) => Err(Outcome::refused("target-changed")),
            Err(error) => Err(before(error, "target")),
        }
    }

    async fn status_body(self, content: &Content) -> Result<Value, Outcome> {
        let mut body = Map::new();
        let mut put = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                body.insert(name.to_owned(), value);
            }
        };
        put("status", content.text.clone().map(Value::from));
        put("spoiler_text", content.warning.clone().map(Value::from));
        put("visibility", content.visibility.map(|visibility| visibility.as_str().into()));
        put("language", content.language.clone().map(Value::from));
        put("sensitive", content.sensitive.map(Value::from));
        put("poll", content.poll.as_ref().map(|poll| json!(poll)));
        put("in_reply_to_id", self.target(content.reply_to.as_ref()).await?.map(Value::from));
        put("quoted_status_id", self.target(content.quote_of.as_ref()).await?.map(Value::from));
        let (mut ids, mut attributes) = (Vec::new(), Vec::new());
        for medium in &content.media {
            match &medium.attached {
                Some(id) => {
                    ids.push(id.clone());
                    let mut said = json!({ "id": id, "description": medium.alt });
                    if let Some(focus) = &medium.focus {
                        said["focus"] = json!(focus);
                    }
                    attributes.push(said);
                }
                None => ids.push(self.upload(medium).await?),
            }
        }
        put("media_ids", (!ids.is_empty()).then(|| ids.into()));
        put("media_attributes", (!attributes.is_empty()).then(|| attributes.into()));
        Ok(Value::Object(body))
    }

    /// The platform's id of a target; a post of the guard has one once it is out.
    async fn target(self, target: Option<&Target>) -> Result<Option<String>, Outcome> {
        match target {
            None => Ok(None),
            Some(Target::Platform(id)) => Ok(Some(id.clone())),
            Some(Target::Held(id)) => {
                let parent = self.store.submission(self.council, PostId(*id)).await;
                let parent = parent.map_err(|_| Outcome::NOT_NOW)?.ok_or(Outcome::refused("parent-gone"))?;
                match super::look::real_id(&parent) {
                    Some(real) => Ok(Some(real.to_owned())),
                    None if parent.state.name().is_open() => Err(Outcome::NOT_NOW),
                    None => Err(Outcome::refused("parent-gone")),
                }
            }
        }
    }

    /// The stored bytes of a file as a part of a form.
    async fn part(self, medium: &Medium) -> Result<Part, Outcome> {
        let file =
            self.store.media_open(self.council, &medium.sha256).await.map_err(|error| match error {
                MediaError::Missing => Outcome::refused("media-missing"),
                _ => Outcome::NOT_NOW,
            })?;
        let body = reqwest::Body::wrap_stream(ReaderStream::new(file.bytes));
        let name = format!("{}.{}", medium.sha256.get(..16).unwrap_or("file"), extension(&medium.mime));
        let part = Part::stream_with_length(body, file.len).file_name(name);
        // The platform looks at the bytes; a type it could not read would only be in the way.
        part.mime_str(typed(&medium.mime)).map_err(|_| Outcome::refused("media-type"))
    }

    /// Uploads a file afresh and waits until the platform has finished with it.
    async fn upload(self, medium: &Medium) -> Result<String, Outcome> {
        let mut form = Form::new().part("file", self.part(medium).await?);
        if let Some(alt) = &medium.alt {
            form = form.text("description", alt.clone());
        }
        if let Some(focus) = &medium.focus {
            form = form.text("focus", focus.clone());
        }
        let request = self.api.request(Method::POST, "/api/v2/media").multipart(form);
        let answer = uploaded(Api::send(request).await)?;
        let id = answer.body["id"].as_str().filter(|id| is_id(id)).map(str::to_owned);
        let id = id.ok_or(Outcome::NOT_NOW)?;
        if answer.status == StatusCode::OK {
            return Ok(id);
        }
        for _ in 0..PROCESSING_ASKS {
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            let request = self.api.request(Method::GET, &format!("/api/v1/media/{id}"));
            if uploaded(Api::send(request).await)?.status == StatusCode::OK {
                return Ok(id);
            }
        }
        Err(Outcome::NOT_NOW)
    }

    async fn profile_form(self, content: &Content) -> Result<Form, Outcome> {
        let mut form = Form::new();
        for (name, value) in &content.profile {
            let picture = content.media.iter().find(|medium| medium.sha256 == *value);
            form = match picture {
                Some(medium) if matches!(name.as_str(), "avatar" | "header") => {
                    form.part(name.clone(), self.part(medium).await?)
                }
                _ => form.text(name.clone(), value.clone()),
            };
        }
        Ok(form)
    }
}

/// A media type fit for a header.
fn typed(mime: &str) -> &str {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'.' | b'+' | b'-');
    let good = mime.split('/').count() == 2 && !mime.starts_with('/') && !mime.ends_with('/');
    if good && mime.bytes().all(plain) { mime } else { "application/octet-stream" }
}

/// A file's extension, which some servers go by.
fn extension(mime: &str) -> &'static str {
    match mime {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "image/avif" => "avif",
        "image/heic" => "heic",
        "video/mp4" => "mp4",
        "video/webm" => "webm",
        "video/quicktime" => "mov",
        "audio/mpeg" => "mp3",
        "audio/ogg" => "ogg",
        _ => "bin",
    }
}

/// What a failure before the publishing request means: nothing is out.
fn before(error: CallError, what: &str) -> Outcome {
    match error {
        CallError::Status(status) if status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS => {
            Outcome::refused(format!("{what}-http-{}", status.as_u16()))
        }
        _ => Outcome::NOT_NOW,
    }
}

fn uploaded(answer: Result<Answer, CallError>) -> Result<Answer, Outcome> {
    match answer {
        Ok(answer) if answer.status.is_success() => Ok(answer),
        Ok(Answer { status: StatusCode::TOO_MANY_REQUESTS, retry_after, .. }) => {
            Err(Outcome::PutOff { retry_after })
        }
        Ok(answer) => Err(before(CallError::Status(answer.status), "media")),
        Err(error) => Err(before(error, "media")),
    }
}

/// What the answer to the publishing request means.
fn settle(answer: Result<Answer, CallError>) -> Outcome {
    let answer = match answer {
        Ok(answer) => answer,
        Err(CallError::NotSent) => return Outcome::NOT_NOW,
        Err(_) => return Outcome::LostSight,
    };
    match answer.status {
        status if status.is_success() => match answer.body["id"].as_str() {
            Some(id) => {
                Outcome::Published { id: id.to_owned(), url: answer.body["url"].as_str().map(str::to_owned) }
            }
            None => Outcome::LostSight,
        },
        StatusCode::TOO_MANY_REQUESTS => Outcome::PutOff { retry_after: answer.retry_after },
        StatusCode::REQUEST_TIMEOUT => Outcome::LostSight,
        status if status.is_client_error() || status.is_redirection() => {
            Outcome::refused(format!("http-{}", status.as_u16()))
        }
        _ => Outcome::LostSight,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: Value) -> Answer {
        Answer { status: StatusCode::from_u16(status).unwrap(), body, retry_after: Some("7".into()) }
    }

    #[test]
    fn only_a_clear_answer_settles_a_delivery() {
        let published = Outcome::Published { id: "5".into(), url: None };
        for (given, expected) in [
            (Ok(answer(200, json!({"id": "5"}))), published),
            (Ok(answer(200, Value::Null)), Outcome::LostSight),
            (Ok(answer(422, json!({"error": "no"}))), Outcome::refused("http-422")),
            (Ok(answer(302, Value::Null)), Outcome::refused("http-302")),
            (Ok(answer(429, Value::Null)), Outcome::PutOff { retry_after: Some("7".into()) }),
            (Ok(answer(408, Value::Null)), Outcome::LostSight),
            (Ok(answer(500, Value::Null)), Outcome::LostSight),
            (Ok(answer(503, Value::Null)), Outcome::LostSight),
            (Err(CallError::NotSent), Outcome::NOT_NOW),
            (Err(CallError::Broken), Outcome::LostSight),
            (Err(CallError::Rubbish), Outcome::LostSight),
        ] {
            let shown = format!("{given:?}");
            assert_eq!(settle(given), expected, "{shown}");
        }
    }

    #[test]
    fn before_the_publishing_request_nothing_is_lost_from_sight() {
        for (given, expected) in [
            (Ok(answer(422, Value::Null)), Outcome::refused("media-http-422")),
            (Ok(answer(500, Value::Null)), Outcome::NOT_NOW),
            (Ok(answer(429, Value::Null)), Outcome::PutOff { retry_after: Some("7".into()) }),
            (Err(CallError::Broken), Outcome::NOT_NOW),
        ] {
            assert_eq!(uploaded(given).unwrap_err(), expected);
        }
    }
}
