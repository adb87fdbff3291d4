//! The connections from outside: how long they may take over their headers, and an orderly end.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;

/// How long a client may take over the head of a request.
const HEAD: Duration = Duration::from_secs(20);

/// Serves until `stop` is done; then no connection is taken any more, and those that are open finish what they
/// are at. Returns when the last has.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let (ending, ended) = watch::channel(false);
    let open = TaskTracker::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    open.spawn(connection(stream, peer, router.clone(), ended.clone()));
                }
                Err(error) => {
                    // Out of file handles, or a client that left: waiting is all that helps.
                    tracing::warn!(%error, "listen.accept");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            },
        }
    }
    ending.send_replace(true);
    open.close();
    open.wait().await;
}

async fn connection(stream: TcpStream, peer: SocketAddr, router: Router, mut ended: watch::Receiver<bool>) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "listen.nodelay");
    }
    let service = router.map_request(move |mut request: http::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request.map(axum::body::Body::new)
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let mut served = std::pin::pin!(served);
    let mut ending = false;
    loop {
        tokio::select! {
            result = served.as_mut() => {
                if let Err(error) = result {
                    tracing::debug!(%error, "listen.connection");
                }
                return;
            }
            _ = ended.wait_for(|ended| *ended), if !ending => {
                ending = true;
                served.as_mut().graceful_shutdown();
            }
        }
    }
}
