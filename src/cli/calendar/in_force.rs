//! The calendar in force: the store's, or what the files say.

use std::path::PathBuf;

use chrono::{DateTime, Utc};

use crate::calendar::outlook::Known;
use crate::cli::documents::{calendars_changed, modified};
use crate::cli::faults::Faults;
use crate::cli::standing::{From, standing};
use crate::config::Settings;
use crate::documents::{self, Built, DocumentKind};
use crate::node::documents::calendar_changed;

/// A calendar, and where it comes from.
#[derive(Debug)]
pub(super) struct InForce {
    pub(super) settings: Settings,
    pub(super) built: Built,
    pub(super) from: From,
    pub(super) known: Known,
    /// When it last changed, or what chooses among its lists did.
    pub(super) stamp: Option<DateTime<Utc>>,
}

/// What is in force in the store if there is one already and `files` is not asked for; else what the files say.
pub(super) async fn in_force(
    config: &[PathBuf],
    council: Option<&str>,
    files: bool,
) -> anyhow::Result<InForce> {
    let standing = standing(config, council, DocumentKind::Calendar, files).await?;
    let built = documents::world(standing.whole()?).map_err(Faults)?;
    let settings = &standing.settings;
    let (changed, stamp) = if let Some((stored, store)) = &standing.stored {
        (calendar_changed(stored.in_force()), store.calendar_changed(&settings.council.id).await?)
    } else {
        let changed = calendars_changed(settings);
        (changed, changed.into_iter().chain(modified(&settings.file)).max())
    };
    let known = Known { changed, bank_holidays_until: built.bank_holidays_until };
    Ok(InForce { built, known, stamp, settings: standing.settings, from: standing.from })
}
