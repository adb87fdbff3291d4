//! Opening what a configuration names: settings, keys, store.

use std::path::PathBuf;

use anyhow::Context as _;

use super::faults::Faults;
use crate::clock::Clock;
use crate::config::{self, Settings};
use crate::council::CouncilId;
use crate::secrets::Keyring;
use crate::store::{MediaPlace, Store};

/// The settings of every configuration, checked one by one and together.
pub(super) fn settings(paths: &[PathBuf]) -> anyhow::Result<Vec<Settings>> {
    let mut all = Vec::new();
    let mut faults = Vec::new();
    for path in paths {
        match config::read(path) {
            Ok(settings) => all.push(settings),
            Err(more) => faults.extend(more),
        }
    }
    if !faults.is_empty() {
        return Err(Faults(faults).into());
    }
    config::check_together(&all).map_err(Faults)?;
    Ok(all)
}

/// The store the settings name, brought up to date.
pub(super) async fn store(settings: &Settings, clock: &Clock) -> anyhow::Result<Store> {
    let keyring = keyring(settings)?;
    let opened = Store::open(&settings.store.url, media(settings), keyring, clock.clone()).await;
    opened.with_context(|| "the store cannot be opened")
}

/// The store the settings name, if there is one already, for commands that only read what needs no key. Nothing is
/// made where there is none.
pub(super) async fn existing(settings: &Settings, clock: &Clock) -> anyhow::Result<Option<Store>> {
    let keyring = Keyring::ephemeral()?;
    let opened = Store::open_existing(&settings.store.url, media(settings), keyring, clock.clone()).await;
    opened.with_context(|| "the store cannot be opened; --files reads the files instead")
}

fn media(settings: &Settings) -> MediaPlace {
    if settings.store.is_postgres() {
        MediaPlace::Database
    } else {
        MediaPlace::Folder(settings.store.media.clone())
    }
}

fn keyring(settings: &Settings) -> anyhow::Result<Keyring> {
    let path = &settings.key_file;
    // Several machines share a PostgreSQL store, and a key made on one would not open what another sealed.
    let database = settings.store.url.strip_prefix("sqlite:").map(std::path::Path::new);
    if settings.store.is_postgres() {
        Ok(Keyring::from_file(path)?)
    } else if !path.exists() && database.is_some_and(std::path::Path::exists) {
        anyhow::bail!(
            "the key file {} is missing, and what the store has sealed cannot be opened without it: put it back from \
             your backup; only if it is lost for good, make a new one with `purdah key create` and bind every \
             credential again",
            path.display()
        )
    } else {
        Ok(Keyring::from_file_or_new(path)?)
    }
}

/// One council of the settings: the only one, or the one asked for.
pub(super) fn council(all: &[Settings], wanted: Option<&str>) -> anyhow::Result<Settings> {
    match (all, wanted) {
        ([only], None) => Ok(only.clone()),
        (_, None) => anyhow::bail!("several councils are configured: say which with --council ID"),
        (_, Some(id)) => {
            let known: Vec<&CouncilId> = all.iter().map(|settings| &settings.council.id).collect();
            all.iter().find(|settings| settings.council.id.as_str() == id).cloned().with_context(|| {
                let known: Vec<_> = known.iter().map(|id| id.as_str()).collect();
                format!("no council here has the id {id}: the configured ones are {}", known.join(", "))
            })
        }
    }
}

/// A council's settings and its store, for the commands that look after one council.
pub(super) async fn one(paths: &[PathBuf], wanted: Option<&str>) -> anyhow::Result<(Settings, Store)> {
    let settings = council(&settings(paths)?, wanted)?;
    let store = store(&settings, &Clock::system()).await?;
    Ok((settings, store))
}

/// Runs an asynchronous command.
pub(super) fn run<T>(command: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    // One provider of cryptography for every TLS connection; a second call in the process changes nothing.
    drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(command)
}
