//! A noticeboard on a port of its own.

use std::convert::Infallible;
use std::net::SocketAddr;

use axum::Router;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::{CancellationToken, DropGuard};
use tower::ServiceExt as _;

use super::Noticeboard;

/// A response that is never sent: the connection is closed in its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct HungUp;

/// A noticeboard that listens; dropping this closes its port and every connection.
#[derive(Debug)]
pub struct Served {
    /// Where it listens.
    pub address: SocketAddr,
    _stop: DropGuard,
}

impl Noticeboard {
    /// Listens on a free port of this machine only.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn listen(&self, address: SocketAddr) -> std::io::Result<Served> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let stop = CancellationToken::new();
        tokio::spawn(stop.clone().run_until_cancelled_owned(accept(listener, self.router(), stop.clone())));
        Ok(Served { address, _stop: stop.drop_guard() })
    }
}

async fn accept(listener: TcpListener, router: Router, stop: CancellationToken) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(stop.clone().run_until_cancelled_owned(connection(stream, router.clone())));
    }
}

async fn connection(stream: TcpStream, router: Router) {
    let service = hyper::service::service_fn(move |request: http::Request<Incoming>| {
        let router = router.clone();
        async move {
            let answered: Result<Response, Infallible> =
                router.oneshot(request.map(axum::body::Body::new)).await;
            match answered {
                Ok(response) if response.extensions().get::<HungUp>().is_some() => {
                    Err(std::io::Error::other("hung up on purpose"))
                }
                Ok(response) => Ok(response),
            }
        }
    });
    if let Err(error) = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await {
        tracing::debug!(%error, "noticeboard.connection");
    }
}
