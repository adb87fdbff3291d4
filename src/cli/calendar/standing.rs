//! The calendar in force: the store's, or what the files say.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::calendar::outlook::Known;
use crate::cli::documents::{calendars_changed, modified};
use crate::cli::faults::Faults;
use crate::cli::open;
use crate::clock::Clock;
use crate::config::Settings;
use crate::documents::{self, Built, DocumentKind};
use crate::node::documents::calendar_changed;
use crate::node::standing::Standing as InStore;

/// A calendar, and where it comes from.
#[derive(Debug)]
pub(super) struct Standing {
    pub(super) settings: Settings,
    pub(super) built: Built,
    pub(super) from: From,
    pub(super) known: Known,
    /// When it last changed, or what chooses among its lists did.
    pub(super) stamp: Option<DateTime<Utc>>,
}

/// Where a calendar comes from.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum From {
    /// The versions in force in the store.
    Store {
        /// Of the calendar.
        documents: Vec<Kept>,
    },
    /// The files `purdah.toml` names.
    Files {
        /// Of the calendar.
        documents: Vec<File>,
    },
}

/// One version in the store.
#[derive(Debug, Serialize)]
pub(super) struct Kept {
    pub(super) name: String,
    pub(super) version: u64,
    pub(super) digest: String,
    pub(super) at: DateTime<Utc>,
}

/// One file.
#[derive(Debug, Serialize)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) modified: Option<DateTime<Utc>>,
}

/// What is in force in the store if there is one already and `files` is not asked for; else what the files say.
pub(super) async fn standing(
    config: &[PathBuf],
    council: Option<&str>,
    files: bool,
) -> anyhow::Result<Standing> {
    let settings = open::council(&open::settings(config)?, council)?;
    if !files && let Some(store) = open::existing(&settings, &Clock::system()).await? {
        let stored = InStore::read(&settings, &store).await?;
        if !stored.is_empty() {
            let changed = calendar_changed(stored.in_force());
            let documents = stored
                .in_force()
                .filter(|version| version.kind == DocumentKind::Calendar)
                .map(|version| Kept {
                    name: version.name.clone(),
                    version: version.version,
                    digest: version.digest.clone(),
                    at: version.at,
                })
                .collect();
            let built = documents::world(&stored.documents()).map_err(Faults)?;
            let stamp = store.calendar_changed(&settings.council.id).await?;
            return Ok(Standing::of(settings, built, From::Store { documents }, changed, stamp));
        }
    }
    let (found, missing) = documents::read(&settings);
    if !missing.is_empty() {
        return Err(Faults(missing.into_iter().map(|missing| missing.fault).collect()).into());
    }
    let built = documents::world(&found).map_err(Faults)?;
    let names = &settings.documents;
    let documents = names
        .calendars
        .iter()
        .map(|name| File { name: name.clone(), modified: modified(&names.folder.join(name)) })
        .collect();
    let changed = calendars_changed(&settings);
    let stamp = changed.into_iter().chain(modified(&settings.file)).max();
    Ok(Standing::of(settings, built, From::Files { documents }, changed, stamp))
}

impl Standing {
    fn of(
        settings: Settings,
        built: Built,
        from: From,
        changed: Option<DateTime<Utc>>,
        stamp: Option<DateTime<Utc>>,
    ) -> Self {
        let known = Known { changed, bank_holidays_until: built.bank_holidays_until };
        Self { settings, built, from, known, stamp }
    }
}
