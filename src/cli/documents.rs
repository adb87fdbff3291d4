//! What `purdah calendar` and `purdah roster` share: look at a document before it is in force, put it in force, and
//! go back to an earlier version.

mod load;
mod report;
mod told;
mod versions;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use clap::Subcommand;

use super::faults::{self, Faults};
use super::{open, standing};
use crate::calendar;
use crate::calendar::outlook::{Known, warnings};
use crate::clock::Clock;
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::documents::named::Named;
use crate::documents::{self, Document, DocumentKind};
use crate::store::Store;
use crate::web::words::periods;

pub(super) use load::How;
pub(super) use versions::short;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Say what is wrong with a file, with its place and its repair
    Validate {
        /// The file
        file: PathBuf,
    },
    /// Show what a file would change, then put it in force as a new version
    Load {
        /// The file; purdah.toml must name a file of this name
        file: PathBuf,
        #[command(flatten)]
        how: load::How,
    },
    /// List every version: when it came, who brought it, and whether it is in force
    Versions {
        /// The file [default: every file of this kind]
        file: Option<PathBuf>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Write an earlier version out, as it was received; of a roster what was kept of it, as a CSV of your own
    Extract {
        /// The file
        file: PathBuf,
        /// The number of the version, as `versions` lists it
        version: u64,
        /// Write it to this file, which must not be there yet [default: standard output]
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Show what going back to an earlier version would change, then put it in force as a new version
    Restore {
        /// The file; purdah.toml must name a file of this name
        file: PathBuf,
        /// The number of the version, as `versions` lists it
        version: u64,
        #[command(flatten)]
        how: load::How,
    },
}

pub(super) fn run(
    config: &[PathBuf],
    council: Option<&str>,
    kind: DocumentKind,
    command: Command,
) -> anyhow::Result<ExitCode> {
    match command {
        Command::Validate { file } => validate(config, council, kind, &file),
        Command::Load { file, how } => open::run(async move {
            let settings = open::council(&open::settings(config)?, council)?;
            let document = read(&settings, kind, &file)?;
            put(&settings, document, modified(&file), how).await
        }),
        Command::Versions { file, json } => open::run(async move {
            let (settings, store) = existing(config, council).await?;
            let name = file.map(|file| name_of(&settings, kind, &file)).transpose()?;
            versions::list(&settings, &store, kind, name.as_deref(), json).await
        }),
        Command::Extract { file, version, to } => open::run(async move {
            let (settings, store) = existing(config, council).await?;
            let name = name_of(&settings, kind, &file)?;
            let bytes = versions::written(&settings, &store, kind, &name, version).await?;
            extract(&bytes, to.as_deref())
        }),
        Command::Restore { file, version, how } => open::run(async move {
            let (settings, store) = existing(config, council).await?;
            let name = name_of(&settings, kind, &file)?;
            let document = versions::earlier(&settings, &store, kind, &name, version).await?;
            load::load(&settings, &store, document, None, how).await
        }),
    }
}

/// Writes a version where it is asked for, over nothing that is there.
fn extract(bytes: &[u8], to: Option<&Path>) -> anyhow::Result<ExitCode> {
    let Some(path) = to else {
        std::io::stdout().lock().write_all(bytes)?;
        return Ok(ExitCode::SUCCESS);
    };
    let name = path.display();
    let mut file = std::fs::File::create_new(path).with_context(|| {
        format!("{name} cannot be written: give the name of a file that is not there yet")
    })?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .with_context(|| format!("{name} cannot be written"))?;
    faults::say(&format!("{name} is written."));
    Ok(ExitCode::SUCCESS)
}

/// Shows what `purdah.toml` would change, and puts it in force.
pub(super) fn load_council(config: &[PathBuf], council: Option<&str>, how: How) -> anyhow::Result<ExitCode> {
    open::run(async move {
        let settings = open::council(&open::settings(config)?, council)?;
        let document = documents::of_the_council(&settings);
        put(&settings, document, None, how).await
    })
}

/// Lists every version of what `purdah.toml` said.
pub(super) fn council_versions(
    config: &[PathBuf],
    council: Option<&str>,
    as_json: bool,
) -> anyhow::Result<ExitCode> {
    open::run(async move {
        let (settings, store) = existing(config, council).await?;
        versions::list(&settings, &store, DocumentKind::Council, None, as_json).await
    })
}

async fn put(
    settings: &Settings,
    document: Document,
    touched: Option<DateTime<Utc>>,
    how: How,
) -> anyhow::Result<ExitCode> {
    if !how.dry_run {
        let store = open::store(settings, &Clock::system()).await?;
        return load::load(settings, &store, document, touched, how).await;
    }
    match open::existing(settings, &Clock::system()).await? {
        Some(store) => load::load(settings, &store, document, touched, how).await,
        None => load::look_without_store(settings, document, touched, how).await,
    }
}

/// A council's settings and the store it has already: there are no versions where there is none.
async fn existing(config: &[PathBuf], council: Option<&str>) -> anyhow::Result<(Settings, Store)> {
    let settings = open::council(&open::settings(config)?, council)?;
    let store = open::existing(&settings, &Clock::system()).await?;
    let store = store.context(
        "there is no store yet, and so no version: `purdah serve` and `purdah calendar load` make one",
    )?;
    Ok((settings, store))
}

/// The document a file is, by the name `purdah.toml` has for it.
fn read(settings: &Settings, kind: DocumentKind, file: &Path) -> anyhow::Result<Document> {
    let name = name_of(settings, kind, file)?;
    let bytes =
        documents::bytes_of(file, kind).with_context(|| format!("{} cannot be read", file.display()))?;
    Ok(Document { kind, name, bytes })
}

/// The name `purdah.toml` has for a file: as it stands there, or of the same file, or with the same last part. The
/// last part itself when it has none.
fn name_of(settings: &Settings, kind: DocumentKind, file: &Path) -> anyhow::Result<String> {
    let last = file.file_name().with_context(|| format!("{} names no file", file.display()))?;
    let named = Named::by(settings);
    let listed = named.of(kind);
    let there = file.canonicalize().ok();
    let is_same =
        |name: &&String| there.is_some() && settings.documents.folder.join(name).canonicalize().ok() == there;
    let ends_alike = |name: &&String| Path::new(name).file_name() == Some(last);
    let exactly = listed.iter().find(|name| Path::new(name) == file);
    let only = match listed.iter().filter(ends_alike).collect::<Vec<_>>().as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    let found = exactly.or_else(|| listed.iter().find(is_same)).or(only);
    Ok(found.cloned().unwrap_or_else(|| last.to_string_lossy().into_owned()))
}

/// Reads the file beside what else the configuration names: what is wrong with another file is told, and stops nothing.
fn validate(
    config: &[PathBuf],
    council: Option<&str>,
    kind: DocumentKind,
    file: &Path,
) -> anyhow::Result<ExitCode> {
    let settings = open::council(&open::settings(config)?, council)?;
    let document = read(&settings, kind, file)?;
    let (mut all, missing) = documents::read(&settings);
    all.retain(|other| other.kind != kind || other.name != document.name);
    let name = document.name.clone();
    let is_named = Named::by(&settings).has(kind, &name);
    let touched = if holds_elections(&document) { modified(file) } else { None };
    all.push(document);
    let look = documents::look(&all, &name).map_err(Faults)?;
    let now = Clock::system().now();
    let mut came = standing::came(&settings);
    came.extend(modified(file).map(|at| (name.clone(), standing::day(at))));
    for note in &look.notes {
        faults::say(&format!("note: {note}"));
    }
    if matches!(kind, DocumentKind::Roster | DocumentKind::Calendar) {
        for query in look.roster_queries(&came, standing::day(now)) {
            faults::say(&format!("to be looked at: {query}"));
        }
    }
    let missing = missing.iter().filter(|missing| missing.name != name).map(|missing| &missing.fault);
    for other in missing.chain(&look.others) {
        faults::say(&left_aside(other));
    }
    if kind == DocumentKind::Calendar {
        let changed = calendars_changed(&settings).into_iter().chain(touched).max();
        let known = Known { changed, bank_holidays_until: look.bank_holidays_until };
        for warning in warnings(&look.calendar, known, now) {
            faults::say(&format!("warning: {}", periods::warning(&warning)));
        }
    }
    let queries: Vec<Diagnostic> = look.queries.into_iter().filter(|query| query.file == name).collect();
    if !queries.is_empty() {
        return Err(Faults(queries).into());
    }
    writeln!(std::io::stdout(), "{name} can be used.")?;
    if !is_named {
        faults::say(&format!(
            "note: purdah.toml does not name {name} yet: add it to [{}] files before it is loaded",
            kind.as_str()
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// That another file has a trouble of its own.
pub(super) fn left_aside(fault: &Diagnostic) -> String {
    format!("note: another file has a fault of its own and was left aside: {fault}")
}

/// When the newest of the calendar files that hold elections was last changed.
pub(super) fn calendars_changed(settings: &Settings) -> Option<DateTime<Utc>> {
    let (documents, _) = documents::read(settings);
    documents
        .iter()
        .filter(|document| holds_elections(document))
        .filter_map(|document| modified(&settings.documents.folder.join(&document.name)))
        .max()
}

/// Whether a document is a calendar of more than days that do not count.
fn holds_elections(document: &Document) -> bool {
    document.kind == DocumentKind::Calendar && !calendar::formats::is_almanac(&document.name, &document.bytes)
}

/// When a file was last changed, as far as the file system tells.
pub(super) fn modified(file: &Path) -> Option<DateTime<Utc>> {
    Some(std::fs::metadata(file).ok()?.modified().ok()?.into())
}
