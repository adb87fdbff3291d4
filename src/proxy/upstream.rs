//! The connection to a platform: what tools send is passed on as it comes, and so is the answer.

use std::time::Duration;

use axum::body::Body;
use http::header::{
    CONNECTION, CONTENT_LENGTH, EXPECT, FORWARDED, HOST, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION, TE,
    TRAILER, TRANSFER_ENCODING, UPGRADE,
};
use http::{HeaderMap, HeaderName, Request, Response, Uri};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use url::Url;

use super::ProxyError;

/// How long a platform may take to begin its answer to a write.
pub(super) const PATIENCE: Duration = Duration::from_mins(2);

/// Headers that belong to one connection.
const HOP_BY_HOP: [HeaderName; 9] = [
    CONNECTION,
    PROXY_AUTHENTICATE,
    PROXY_AUTHORIZATION,
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
];

/// Headers that speak of the council's own network. A platform is not a server behind this proxy but a third
/// party: it is told neither addresses inside nor another host name than its own, which it might refuse.
const INSIDE: [HeaderName; 7] = [
    FORWARDED,
    HeaderName::from_static("x-forwarded-for"),
    HeaderName::from_static("x-forwarded-host"),
    HeaderName::from_static("x-forwarded-port"),
    HeaderName::from_static("x-forwarded-proto"),
    HeaderName::from_static("x-forwarded-server"),
    HeaderName::from_static("x-real-ip"),
];

/// Connections to platforms, kept open between requests. Redirects are the client's own affair.
#[derive(Debug)]
pub(super) struct Upstream(Client<HttpsConnector<HttpConnector>, Body>);

/// Why a request got no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lost {
    /// No connection: nothing was sent.
    NotSent,
    /// It may have arrived.
    Unknown,
}

impl Upstream {
    pub(super) fn new() -> Result<Self, ProxyError> {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(Duration::from_secs(10)));
        tcp.set_nodelay(true);
        let tls = hyper_rustls::HttpsConnectorBuilder::new()
            .try_with_platform_verifier()
            .map_err(|error| ProxyError::Tls(error.to_string()))?
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(Duration::from_secs(30))
            .build(tls);
        Ok(Self(client))
    }

    /// Sends a request on; the answer's body is still on its way when this returns.
    pub(super) async fn send(&self, request: Request<Body>) -> Result<Response<Body>, Lost> {
        let response = self
            .0
            .request(request)
            .await
            .map_err(|error| if error.is_connect() { Lost::NotSent } else { Lost::Unknown })?;
        let (mut parts, body) = response.into_parts();
        strip(&mut parts.headers, &[]);
        Ok(Response::from_parts(parts, Body::new(body)))
    }
}

/// The headers to send on.
pub(super) fn onward(headers: &HeaderMap) -> HeaderMap {
    let mut headers = headers.clone();
    strip(&mut headers, &INSIDE);
    headers.remove(HOST);
    headers.remove(EXPECT);
    headers
}

/// Takes out what belongs to this connection, including what `Connection` names.
fn strip(headers: &mut HeaderMap, more: &[HeaderName]) {
    let named: Vec<HeaderName> = headers
        .get_all(CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|name| name.trim().parse().ok())
        // Not even a tool that asks for it gets its body sent without a length.
        .filter(|name| *name != CONTENT_LENGTH)
        .collect();
    for name in HOP_BY_HOP.iter().chain(more).chain(&named) {
        headers.remove(name);
    }
}

/// An address on the platform.
pub(super) fn address(upstream: &Url, path: &str, query: Option<&str>) -> Option<Uri> {
    let base = upstream.path().trim_end_matches('/');
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    let authority = &upstream[url::Position::BeforeHost..url::Position::AfterPort];
    format!("{}://{authority}{base}{path}{query}", upstream.scheme()).parse().ok()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn headers_of_one_connection_and_of_the_inside_stay_behind() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("connection", "close, x-mine, content-length"),
            ("x-mine", "1"),
            ("keep-alive", "1"),
            ("te", "trailers"),
            ("host", "guard.example"),
            ("x-forwarded-for", "10.0.0.1"),
            ("forwarded", "for=10.0.0.1"),
            ("authorization", "Bearer t"),
            ("content-length", "3"),
            ("idempotency-key", "k"),
        ] {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        let onward = onward(&headers);
        let mut kept: Vec<_> = onward.keys().map(HeaderName::as_str).collect();
        kept.sort_unstable();
        assert_eq!(kept, ["authorization", "content-length", "idempotency-key"]);
    }

    #[test]
    fn an_address_keeps_path_and_query_byte_for_byte() {
        let upstream = "https://social.example:8443/sub/".parse().unwrap();
        let address = address(&upstream, "/api/v1/search", Some("q=%C3%A9&x")).unwrap();
        assert_eq!(address.to_string(), "https://social.example:8443/sub/api/v1/search?q=%C3%A9&x");
    }
}
