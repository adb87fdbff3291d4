//! What the desk's handlers share.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::ConnectInfo;
use chrono::{DateTime, Utc};
use http::request::Parts;

use crate::council::CouncilId;
use crate::node::{CouncilNode, Node};
use crate::store::Store;

/// The running purdah, as the desk sees it.
#[derive(Debug, Clone)]
pub(crate) struct Desk(Arc<Node>);

impl Desk {
    pub(crate) fn new(node: Arc<Node>) -> Self {
        Self(node)
    }

    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.0.clock.now()
    }

    pub(crate) fn councils(&self) -> impl Iterator<Item = &Arc<CouncilNode>> {
        self.0.councils()
    }

    pub(crate) fn council(&self, id: &CouncilId) -> Option<&Arc<CouncilNode>> {
        self.0.council(id)
    }

    /// The origins people's browsers name when they use the desk.
    pub(crate) fn origins(&self) -> Vec<String> {
        let mut origins: Vec<_> =
            self.councils().map(|council| council.settings.server.desk_address()).collect();
        origins.dedup();
        origins
    }

    /// Whether people reach the desk by https, so that cookies may be bound to it.
    pub(crate) fn secure(&self) -> bool {
        self.origins().iter().any(|origin| origin.starts_with("https://"))
    }

    /// The address a request came from: the peer's, or the one the nearest trusted proxy saw.
    pub(crate) fn caller(&self, parts: &Parts) -> Option<IpAddr> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>()?.0.ip();
        let trusted = |address: &IpAddr| {
            self.councils().any(|council| {
                council.settings.server.trusted_proxies.iter().any(|net| net.contains(address))
            })
        };
        if !trusted(&peer) {
            return Some(peer);
        }
        let forwarded: Vec<&str> = parts
            .headers
            .get_all("x-forwarded-for")
            .iter()
            .map(|value| value.to_str().unwrap_or_default())
            .flat_map(|value| value.split(','))
            .collect();
        // From the nearest on; behind one that cannot be read anybody may have written anything.
        let mut chain = forwarded.into_iter().rev().map_while(address);
        Some(chain.find(|address| !trusted(address)).unwrap_or(peer))
    }
}

/// An entry of `X-Forwarded-For`: an address, with or without a port.
fn address(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim();
    entry.parse().or_else(|_| entry.parse::<SocketAddr>().map(|address| address.ip())).ok()
}
