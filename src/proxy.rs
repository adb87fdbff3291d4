//! The traffic: what tools send, on its way to the platform.
//!
//! [`passage`] is the walk of one request, step by step. [`caller`] says who asks; [`own`] answers for posts that
//! are not on the platform (yet); [`upload`] keeps a copy of files; [`changes`] handles what changes a post the
//! guard already knows; [`upstream`] is the connection to the platform.

mod caller;
mod changes;
mod channels;
mod own;
mod passage;
mod reply;
mod upload;
mod upstream;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;

use crate::node::Node;

/// Why the proxy cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum ProxyError {
    /// TLS cannot be set up.
    #[error("TLS cannot be set up on this machine ({0}): check that its certificate store is installed")]
    Tls(String),
}

/// The proxy of one node.
#[derive(Debug)]
pub(crate) struct Proxy {
    node: Arc<Node>,
    channels: channels::Channels,
    upstream: upstream::Upstream,
    /// For lookups.
    lookups: reqwest::Client,
    callers: caller::Callers,
}

/// The proxy as a service.
///
/// # Errors
/// [`ProxyError`] when the machine cannot make TLS connections.
pub fn router(node: Arc<Node>) -> Result<Router, ProxyError> {
    let proxy = Proxy {
        channels: channels::Channels::of(&node),
        upstream: upstream::Upstream::new()?,
        lookups: crate::platform::mastodon::api::client()
            .map_err(|error| ProxyError::Tls(error.to_string()))?,
        callers: caller::Callers::default(),
        node,
    };
    Ok(Router::new().fallback(handle).with_state(Arc::new(proxy)))
}

async fn handle(State(proxy): State<Arc<Proxy>>, request: Request) -> Response {
    passage::walk(proxy, request).await
}
