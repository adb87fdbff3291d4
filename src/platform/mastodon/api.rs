//! Calls to a Mastodon server in the name of one account: for lookups, delivery and reading back.
//!
//! What tools send is not sent from here but streamed by the passage.

use std::time::Duration;

use http::header::AUTHORIZATION;
use http::{HeaderValue, StatusCode};
use reqwest::{Client, Method, RequestBuilder, Response};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use url::Url;

/// The largest answer that is read, in bytes.
const LARGEST: usize = 4 << 20;

/// A client for calls to platforms: no redirects followed, no waiting for ever.
///
/// # Errors
/// When the system's TLS roots cannot be loaded.
pub fn client() -> Result<Client, reqwest::Error> {
    Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .connect_timeout(Duration::from_secs(10))
        // Uploads may take long; silence may not.
        .read_timeout(Duration::from_mins(1))
        .user_agent(concat!("purdah/", env!("CARGO_PKG_VERSION")))
        .build()
}

/// One server, in the name of one account.
#[derive(Debug, Clone)]
pub struct Api {
    client: Client,
    base: Url,
    bearer: SecretString,
}

/// Why a call gave no answer to work with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// No connection: nothing was sent.
    #[error("the platform cannot be reached")]
    NotSent,
    /// The connection broke, or took too long: it may have been taken.
    #[error("the platform did not finish its answer")]
    Broken,
    /// An answer other than success.
    #[error("the platform answered {0}")]
    Status(StatusCode),
    /// A success that is not what the documentation promises.
    #[error("the platform answered with something that is not its API")]
    Rubbish,
}

impl CallError {
    fn of(error: &reqwest::Error) -> Self {
        if error.is_connect() || error.is_builder() { Self::NotSent } else { Self::Broken }
    }
}

/// An answer: what the server said, and the headers delivery needs.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The body as JSON; null when it is not.
    pub body: Value,
    /// `Retry-After` in seconds, or the time until `X-RateLimit-Reset`, as written.
    pub retry_after: Option<String>,
}

impl Answer {
    /// The body of a success.
    pub fn success(self) -> Result<Value, CallError> {
        if self.status.is_success() { Ok(self.body) } else { Err(CallError::Status(self.status)) }
    }
}

impl Api {
    /// The server at `base`, as the account whose access token `bearer` is.
    pub fn new(client: Client, base: Url, bearer: SecretString) -> Self {
        Self { client, base, bearer }
    }

    /// The access token.
    pub fn bearer(&self) -> &SecretString {
        &self.bearer
    }

    /// A request to a path such as `/api/v1/statuses`.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let mut url = self.base.clone();
        url.set_path(&format!("{}{path}", self.base.path().trim_end_matches('/')));
        url.set_query(None);
        let mut value = HeaderValue::from_str(&format!("Bearer {}", self.bearer.expose_secret()))
            .unwrap_or_else(|_| HeaderValue::from_static("Bearer"));
        value.set_sensitive(true);
        self.client.request(method, url).header(AUTHORIZATION, value)
    }

    /// Sends a request and reads its answer.
    pub async fn send(request: RequestBuilder) -> Result<Answer, CallError> {
        let response = request.send().await.map_err(|error| CallError::of(&error))?;
        let status = response.status();
        let retry_after = ["retry-after", "x-ratelimit-reset"]
            .iter()
            .find_map(|name| Some(response.headers().get(*name)?.to_str().ok()?.to_owned()));
        let bytes = read(response).await?;
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Ok(Answer { status, body, retry_after })
    }

    /// Reads a JSON object or list.
    pub async fn get(&self, path: &str, query: &[(&str, &str)]) -> Result<Value, CallError> {
        let body = Self::send(self.request(Method::GET, path).query(query)).await?.success()?;
        if body.is_null() { Err(CallError::Rubbish) } else { Ok(body) }
    }

    /// Whose token it is.
    pub async fn verify_credentials(&self) -> Result<Value, CallError> {
        let account = self.get("/api/v1/accounts/verify_credentials", &[]).await?;
        if account["acct"].is_string() && account["id"].is_string() {
            Ok(account)
        } else {
            Err(CallError::Rubbish)
        }
    }

    /// The domain the server's accounts go by, which need not be the host it answers at.
    pub async fn domain(&self) -> Result<String, CallError> {
        let domain = match self.get("/api/v2/instance", &[]).await {
            Ok(instance) => instance["domain"].as_str().map(str::to_owned),
            Err(CallError::Status(_)) => {
                self.get("/api/v1/instance", &[]).await?["uri"].as_str().map(str::to_owned)
            }
            Err(other) => return Err(other),
        };
        domain.ok_or(CallError::Rubbish)
    }

    /// A status as this account sees it.
    pub async fn status(&self, id: &str) -> Result<Value, CallError> {
        if !is_id(id) {
            return Err(CallError::Status(StatusCode::NOT_FOUND));
        }
        let status = self.get(&format!("/api/v1/statuses/{id}"), &[]).await?;
        if status["id"].is_string() { Ok(status) } else { Err(CallError::Rubbish) }
    }

    /// The words of one of the account's own statuses, as they were written.
    pub async fn source(&self, id: &str) -> Result<Value, CallError> {
        self.get(&format!("/api/v1/statuses/{id}/source"), &[]).await
    }
}

/// Whether a text may stand in a path as an id.
pub(crate) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

async fn read(mut response: Response) -> Result<Vec<u8>, CallError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| CallError::Broken)? {
        if bytes.len() + chunk.len() > LARGEST {
            return Err(CallError::Rubbish);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
