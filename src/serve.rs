//! One process: the proxy, the desk, the delivery worker and the look-out for changed documents, started and
//! stopped together.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::delivery::Worker;
use crate::listen;
use crate::node::Node;
use crate::platform::courier::Courier;
use crate::proxy;
use crate::web;

/// How often the documents are looked at.
const BETWEEN_LOOKS: Duration = Duration::from_secs(5);

/// How often files nobody refers to are cleared away.
const BETWEEN_CLEARINGS: Duration = Duration::from_hours(1);

/// A running process.
#[derive(Debug)]
pub struct Running {
    /// Where tools post.
    pub proxy: SocketAddr,
    /// Where people come.
    pub desk: SocketAddr,
    stop: CancellationToken,
    tasks: TaskTracker,
}

/// Why a process does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// An address is taken, or not this machine's.
    #[error(
        "cannot listen on {address} ({source}): see whether another program has it, or change [server] {key}"
    )]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The key in `[server]`.
        key: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
    /// No TLS.
    #[error(transparent)]
    Proxy(#[from] proxy::ProxyError),
    /// No client for deliveries.
    #[error("TLS cannot be set up on this machine ({0}): check that its certificate store is installed")]
    Courier(#[from] reqwest::Error),
}

/// Listens on an address of `[server]`.
///
/// # Errors
/// [`StartError::Listen`].
pub async fn bind(address: SocketAddr, key: &'static str) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|source| StartError::Listen { address, key, source })
}

impl Running {
    /// Starts everything for a node on two listeners.
    ///
    /// # Errors
    /// [`StartError`].
    pub fn start(node: Arc<Node>, proxy: TcpListener, desk: TcpListener) -> Result<Self, StartError> {
        let stop = CancellationToken::new();
        let tasks = TaskTracker::new();
        let local = |listener: &TcpListener, key| {
            let unknown = SocketAddr::from(([0, 0, 0, 0], 0));
            listener.local_addr().map_err(|source| StartError::Listen { address: unknown, key, source })
        };
        let running = Self {
            proxy: local(&proxy, "listen")?,
            desk: local(&desk, "desk")?,
            stop: stop.clone(),
            tasks: tasks.clone(),
        };
        let worker = Worker::new(node.clone(), Courier::new()?);
        let until = |stop: &CancellationToken| stop.clone().cancelled_owned();
        tasks.spawn(listen::serve(proxy, proxy::router(node.clone())?, until(&stop)));
        tasks.spawn(listen::serve(desk, web::router(node.clone()), until(&stop)));
        let token = stop.clone();
        tasks.spawn(async move { worker.run(token).await });
        tasks.spawn(look_out(node.clone(), stop.clone()));
        tasks.spawn(clear_away(node, stop));
        tasks.close();
        Ok(running)
    }

    /// Stops taking requests, lets those under way finish, and returns when all is at rest.
    pub async fn stop(self) {
        self.stop.cancel();
        self.tasks.wait().await;
    }
}

/// Takes changed documents in, as long as the process runs.
async fn look_out(node: Arc<Node>, stop: CancellationToken) {
    while pause(&stop, BETWEEN_LOOKS).await {
        if let Err(error) = node.refresh().await {
            tracing::error!(%error, "documents.look_failed");
        }
    }
}

/// Clears away files nobody refers to any more.
async fn clear_away(node: Arc<Node>, stop: CancellationToken) {
    while pause(&stop, BETWEEN_CLEARINGS).await {
        match node.store.media_sweep(node.clock.now()).await {
            Ok(files) => tracing::info!(files, "media.cleared"),
            Err(error) => tracing::error!(%error, "media.clearing_failed"),
        }
    }
}

/// False when it is time to stop.
async fn pause(stop: &CancellationToken, length: Duration) -> bool {
    tokio::select! {
        () = stop.cancelled() => false,
        () = tokio::time::sleep(length) => true,
    }
}
