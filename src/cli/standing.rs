//! What is in force of a council: in its store, or as its files say.

use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::London;
use serde::Serialize;

use super::documents::{modified, short};
use super::faults::Faults;
use super::open;
use crate::clock::Clock;
use crate::config::Settings;
use crate::documents::{self, Document, DocumentKind, Missing};
use crate::node::standing::Standing as InStore;
use crate::roster::freshness::Came;
use crate::store::Store;
use crate::web::words::periods;

/// A council's documents, and where they come from.
#[derive(Debug)]
pub(super) struct Standing {
    pub(super) settings: Settings,
    /// All of them that can be read.
    pub(super) documents: Vec<Document>,
    /// Those that cannot.
    pub(super) missing: Vec<Missing>,
    pub(super) from: From,
    /// What stands in the store, when that is where they come from.
    pub(super) stored: Option<(InStore, Store)>,
}

/// Where documents come from.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum From {
    /// The versions in force in the store.
    Store {
        /// Of the kind that is shown.
        documents: Vec<Kept>,
    },
    /// The files `purdah.toml` names.
    Files {
        /// Of the kind that is shown.
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

/// What is in force in the store if there is one already and `files` is not asked for; else what the files say. `kind`
/// is what is to be shown.
pub(super) async fn standing(
    config: &[PathBuf],
    council: Option<&str>,
    kind: DocumentKind,
    files: bool,
) -> anyhow::Result<Standing> {
    let settings = open::council(&open::settings(config)?, council)?;
    if !files && let Some(store) = open::existing(&settings, &Clock::system()).await? {
        let stored = InStore::read(&settings, &store).await?;
        if !stored.is_empty() {
            let of_kind = stored.in_force().filter(|version| version.kind == kind);
            let kept = of_kind.map(|version| Kept {
                name: version.name.clone(),
                version: version.version,
                digest: version.digest.clone(),
                at: version.at,
            });
            let from = From::Store { documents: kept.collect() };
            let documents = stored.documents();
            let stored = Some((stored, store));
            return Ok(Standing { settings, documents, missing: Vec::new(), from, stored });
        }
    }
    let (documents, missing) = documents::read(&settings);
    let folder = settings.documents.folder.clone();
    let named = documents.iter().filter(|document| document.kind == kind && kind != DocumentKind::Council);
    let listed = named.map(|document| File {
        name: document.name.clone(),
        modified: modified(&folder.join(&document.name)),
    });
    let from = From::Files { documents: listed.collect() };
    Ok(Standing { settings, documents, missing, from, stored: None })
}

impl Standing {
    /// The documents, when none of them is missing.
    ///
    /// # Errors
    /// The ones that cannot be read.
    pub(super) fn whole(&self) -> Result<&[Document], Faults> {
        if self.missing.is_empty() {
            return Ok(&self.documents);
        }
        Err(Faults(self.missing.iter().map(|missing| missing.fault.clone()).collect()))
    }

    /// That `purdah.toml` says something else than what is shown of the council, where it does.
    pub(super) fn purdah_toml_differs(&self) -> Option<&'static str> {
        let (stored, _) = self.stored.as_ref()?;
        (!stored.says(&documents::of_the_council(&self.settings))).then_some(
            "purdah.toml says something else by now: --files shows that, and `purdah council load` or a running \
             `purdah serve` puts it in force.",
        )
    }

    /// The days on which the rosters came: into the store, or when their files were last changed.
    pub(super) fn came(&self) -> Came {
        match &self.stored {
            Some((stored, _)) => stored.came(),
            None => came(&self.settings),
        }
    }
}

/// The days on which the roster files were last changed.
pub(super) fn came(settings: &Settings) -> Came {
    let names = settings.documents.rosters.iter();
    names
        .filter_map(|name| Some((name.clone(), day(modified(&settings.documents.folder.join(name))?))))
        .collect()
}

/// The day in London.
pub(super) fn day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&London).date_naive()
}

impl From {
    /// In words, as they follow the council's name.
    pub(super) fn told(&self) -> String {
        let (what, named): (_, Vec<String>) = match self {
            Self::Store { documents } => (
                "as in force in the store",
                documents
                    .iter()
                    .map(|one| {
                        let at = periods::moment(one.at);
                        format!("{} version {} ({}) of {at}", one.name, one.version, short(&one.digest))
                    })
                    .collect(),
            ),
            Self::Files { documents } => {
                ("as its files say", documents.iter().map(|one| one.name.clone()).collect())
            }
        };
        if named.is_empty() { format!("{what}.") } else { format!("{what}: {}.", named.join(", ")) }
    }
}
