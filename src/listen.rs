//! The connections from outside: how many there may be, how long they may take over a request, and an orderly end.

mod lively;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;

use lively::Lively;

/// What the clients of one listener may ask of it.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// How long a client may take over the head of a request.
    head: Duration,
    /// How long a client may pause within the body of a request.
    pause: Duration,
    /// How long open connections may take to finish once the end has come.
    ending: Duration,
    /// How many connections may be open; further ones wait to be taken.
    open: usize,
}

const LIMITS: Limits = Limits {
    head: Duration::from_secs(20),
    pause: Duration::from_secs(30),
    ending: Duration::from_secs(15),
    open: 1024,
};

/// How far a listener has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Open,
    /// Requests under way are finished, and no other is taken.
    Ending,
    /// What is still open is dropped.
    Over,
}

/// Serves until `stop` is done; then no connection is taken any more, and those that are open have fifteen seconds to
/// finish what they are at. Returns when the last is gone.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    serve_within(LIMITS, listener, router, stop).await;
}

async fn serve_within(limits: Limits, listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let (reached, stage) = watch::channel(Stage::Open);
    let open = TaskTracker::new();
    let places = Arc::new(Semaphore::new(limits.open));
    let mut stop = std::pin::pin!(stop);
    loop {
        let next = async {
            // The semaphore is never closed.
            let place = places.clone().acquire_owned().await.ok();
            (place, listener.accept().await)
        };
        tokio::select! {
            () = &mut stop => break,
            (place, accepted) = next => match accepted {
                Ok((stream, peer)) => {
                    let served = connection(limits, stream, peer, router.clone(), stage.clone());
                    open.spawn(async move {
                        served.await;
                        drop(place);
                    });
                }
                Err(error) => {
                    // Out of file handles, or a client that left: waiting is all that helps.
                    tracing::warn!(%error, "listen.accept");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            },
        }
    }
    drop(listener);
    reached.send_replace(Stage::Ending);
    open.close();
    if tokio::time::timeout(limits.ending, open.wait()).await.is_err() {
        tracing::warn!(connections = open.len(), "listen.dropped");
        reached.send_replace(Stage::Over);
        open.wait().await;
    }
}

async fn connection(
    limits: Limits,
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    mut stage: watch::Receiver<Stage>,
) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "listen.nodelay");
    }
    let service = router.map_request(move |mut request: http::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request.map(|body| axum::body::Body::new(Lively::new(body, limits.pause)))
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let mut served = std::pin::pin!(served);
    let mut awaited = Stage::Ending;
    loop {
        tokio::select! {
            result = served.as_mut() => {
                if let Err(error) = result {
                    tracing::debug!(%error, "listen.connection");
                }
                return;
            }
            _ = stage.wait_for(|stage| *stage >= awaited) => {
                if awaited == Stage::Over {
                    return;
                }
                awaited = Stage::Over;
                served.as_mut().graceful_shutdown();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::{get, post};
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::sync::oneshot;
    use tokio::task::JoinHandle;

    use super::*;

    const SHORT: Duration = Duration::from_millis(40);
    const LIMITS: Limits = Limits { pause: SHORT, ending: SHORT, ..super::LIMITS };

    fn router() -> Router {
        Router::new()
            .route("/", get(|| async { "here" }))
            .route("/never", get(std::future::pending::<()>))
            .route("/length", post(|body: axum::body::Bytes| async move { body.len().to_string() }))
    }

    /// A listener at work, how to stop it, and its address.
    async fn started(limits: Limits) -> (JoinHandle<()>, oneshot::Sender<()>, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let until = async {
            stopped.await.ok();
        };
        (tokio::spawn(serve_within(limits, listener, router(), until)), stop, address)
    }

    async fn sent(address: SocketAddr, head: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        stream
    }

    async fn answered(stream: &mut TcpStream) -> String {
        let mut answer = vec![0; 4096];
        let read = stream.read(&mut answer).await.unwrap_or_default();
        String::from_utf8_lossy(&answer[..read]).into_owned()
    }

    #[tokio::test]
    async fn a_request_whose_body_stalls_is_ended() {
        let (_serving, _stop, address) = started(LIMITS).await;
        let mut stalled =
            sent(address, "POST /length HTTP/1.1\r\nhost: a.example\r\ncontent-length: 9\r\n\r\nhalf").await;
        let mut answer = String::new();
        stalled.read_to_string(&mut answer).await.unwrap();
        assert!(!answer.starts_with("HTTP/1.1 2"), "{answer}");
    }

    #[tokio::test]
    async fn the_end_does_not_wait_for_a_request_that_never_ends() {
        let (serving, stop, address) = started(LIMITS).await;
        let mut hung = sent(address, "GET /never HTTP/1.1\r\nhost: a.example\r\n\r\n").await;
        let mut other = sent(address, "GET / HTTP/1.1\r\nhost: a.example\r\n\r\n").await;
        assert!(answered(&mut other).await.ends_with("here"));
        stop.send(()).unwrap();
        serving.await.unwrap();
        assert_eq!(answered(&mut hung).await, "");
    }

    #[tokio::test]
    async fn a_connection_too_many_waits_for_a_place() {
        let (_serving, _stop, address) = started(Limits { open: 1, ..LIMITS }).await;
        let get = "GET / HTTP/1.1\r\nhost: a.example\r\n\r\n";
        let mut first = sent(address, get).await;
        assert!(answered(&mut first).await.ends_with("here"));
        let mut second = sent(address, get).await;
        first.write_all(get.as_bytes()).await.unwrap();
        assert!(answered(&mut first).await.ends_with("here"));
        let mut nothing = [0; 1];
        assert!(second.try_read(&mut nothing).is_err(), "the second has no place yet");
        drop(first);
        assert!(answered(&mut second).await.ends_with("here"));
    }
}
