//! Which channel a request is for: by the first segment of its path, or by its host.

use std::collections::BTreeMap;
use std::sync::Arc;

use http::Uri;
use http::header::HOST;
use http::request::Parts;

use crate::config::{ChannelSettings, Route};
use crate::node::{CouncilNode, Node};

/// One channel of one council.
#[derive(Debug)]
pub(super) struct Way {
    pub(super) council: Arc<CouncilNode>,
    pub(super) channel: ChannelSettings,
}

impl Way {
    /// The desk's page of a post.
    pub(super) fn page(&self, post: crate::review::PostId) -> String {
        format!("{}/posts/{post}", self.council.settings.server.desk_address())
    }
}

/// Every channel of a node. Routes are unique across its councils, as the configuration makes sure.
#[derive(Debug)]
pub(super) struct Channels(BTreeMap<Route, Arc<Way>>);

impl Channels {
    pub(super) fn of(node: &Node) -> Self {
        let ways = node.councils().flat_map(|council| {
            council.settings.channels.iter().map(|channel| {
                let way = Way { council: Arc::clone(council), channel: channel.clone() };
                (channel.route.clone(), Arc::new(way))
            })
        });
        Self(ways.collect())
    }

    /// The channel of a request, and the path on the platform.
    pub(super) fn find(&self, parts: &Parts) -> Option<(Arc<Way>, String)> {
        let path = parts.uri.path();
        if let Some(way) = host(parts).and_then(|host| self.0.get(&Route::Host(host))) {
            return Some((Arc::clone(way), path.to_owned()));
        }
        let first = path.strip_prefix('/')?.split('/').next()?;
        let way = self.0.get(&Route::Path(format!("/{first}")))?;
        let rest = &path[1 + first.len()..];
        Some((Arc::clone(way), if rest.is_empty() { "/".to_owned() } else { rest.to_owned() }))
    }
}

/// The host a request names, without its port, in lower case.
fn host(parts: &Parts) -> Option<String> {
    let written = match parts.headers.get(HOST) {
        Some(value) => value.to_str().ok()?,
        None => parts.uri.authority()?.as_str(),
    };
    let uri: Uri = format!("http://{written}/").parse().ok()?;
    Some(uri.host()?.trim_end_matches('.').to_ascii_lowercase())
}
