//! `purdah serve`: proxy, desk and delivery worker.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::clock::Clock;
use crate::node::alone::Alone;
use crate::node::{Node, StartError};
use crate::post::content::hex;
use crate::secrets;
use crate::serve::{Running, bind};
use crate::telemetry;

use super::faults::Faults;
use super::open;

#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(config: &[PathBuf], _: &Args) -> anyhow::Result<ExitCode> {
    telemetry::start();
    open::run(async move {
        let all = open::settings(config)?;
        let Some(first) = all.first().cloned() else { anyhow::bail!("give --config FILE") };
        let clock = Clock::system();
        let proxy = bind(first.server.listen, "listen").await?;
        let desk = bind(first.server.desk, "desk").await?;
        let alone = Alone::on(&first.store.url)?;
        let store = open::store(&first, &clock).await?;
        let id = hex(&secrets::random::<8>()?);
        let councils = all.len();
        let node = match Node::start(id, all, store, clock, alone).await {
            Err(StartError::Documents { council, faults }) => {
                anyhow::bail!("the documents of {council} cannot be used\n\n{}", Faults(faults))
            }
            other => other?,
        };
        let running = Running::start(node, proxy, desk)?;
        tracing::info!(proxy = %running.proxy, desk = %running.desk, councils, "serve.ready");
        asked_to_stop().await?;
        tracing::info!("serve.stopping");
        running.stop().await;
        Ok(ExitCode::SUCCESS)
    })
}

/// Returns when somebody asks the process to end.
pub(super) async fn asked_to_stop() -> std::io::Result<()> {
    let mut terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminated.recv() => Ok(()),
    }
}
