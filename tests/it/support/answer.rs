//! Answers, read whole.

use axum::response::Response;
use http::HeaderMap;
use http_body_util::BodyExt as _;

/// An answer.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
    /// Null when the body is no JSON.
    pub(crate) json: serde_json::Value,
}

impl Answer {
    pub(crate) async fn read(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        let json = serde_json::from_slice(&bytes).unwrap_or_default();
        Self { status: parts.status.as_u16(), headers: parts.headers, bytes, json }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The id of the object, or what is wrong.
    #[track_caller]
    pub(crate) fn id(&self) -> String {
        assert!(self.json["id"].is_string(), "no id in {} {}", self.status, self.json);
        self.json["id"].as_str().unwrap().to_owned()
    }

    /// The text of an error in the platform's shape.
    pub(crate) fn error(&self) -> &str {
        self.json["error"].as_str().unwrap_or_default()
    }

    #[track_caller]
    pub(crate) fn is_held(&self) -> &Self {
        assert_eq!(self.status, 200, "{}", self.json);
        assert_eq!(self.header("x-guard-decision"), Some("held"), "{}", self.json);
        self
    }

    #[track_caller]
    pub(crate) fn is_published(&self) -> &Self {
        assert_eq!(self.status, 200, "{}", self.json);
        assert_eq!(self.header("x-guard-decision"), None, "{}", self.json);
        self
    }
}
