//! `purdah calendar` and `purdah roster`: look at a document before it is in force, and put it in force.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use chrono_tz::Tz;
use clap::Subcommand;

use super::faults::{self, Faults};
use super::open;
use crate::clock::Clock;
use crate::diagnostic::Diagnostic;
use crate::documents::{self, Document, DocumentKind};
use crate::node::documents::{LoadError, Loaded, load};
use crate::review::step::Actor;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The council, when several are configured
    #[arg(long, value_name = "ID", global = true)]
    council: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Say what is wrong with a file, with its place and its repair
    Validate {
        /// The file
        file: PathBuf,
    },
    /// Put a file in force as a new version, also one that is an earlier version again
    Load {
        /// The file; purdah.toml must name a file of this name
        file: PathBuf,
        /// Why it is right that it takes much away: kept in the record
        #[arg(long, value_name = "REASON")]
        confirm: Option<String>,
    },
}

pub(super) fn run(config: &[PathBuf], kind: DocumentKind, args: Args) -> anyhow::Result<ExitCode> {
    match args.command {
        Command::Validate { file } => validate(config, args.council.as_deref(), kind, &file),
        Command::Load { file, confirm } => open::run(async move {
            let (settings, store) = open::one(config, args.council.as_deref()).await?;
            let document = read(kind, &file)?;
            let name = document.name.clone();
            let loaded = load(&settings, &store, &Clock::system(), document, confirm, Actor::Guard).await;
            let mut out = std::io::stdout().lock();
            match loaded {
                Ok(Loaded::InForce(version)) => writeln!(out, "{name} is in force as version {version}.")?,
                Ok(Loaded::Unchanged(version)) => {
                    writeln!(out, "{name} says what is in force already, as version {version}.")?;
                }
                Err(LoadError::Faults(faults)) => return Err(Faults(faults).into()),
                Err(other) => return Err(other.into()),
            }
            Ok(ExitCode::SUCCESS)
        }),
    }
}

/// A file as the document `purdah.toml` names by its last part.
fn read(kind: DocumentKind, file: &Path) -> anyhow::Result<Document> {
    let name = file.file_name().with_context(|| format!("{} names no file", file.display()))?;
    let bytes = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    Ok(Document { kind, name: name.to_string_lossy().into_owned(), bytes })
}

/// Reads the file together with everything else the configuration names.
fn validate(
    config: &[PathBuf],
    council: Option<&str>,
    kind: DocumentKind,
    file: &Path,
) -> anyhow::Result<ExitCode> {
    let settings = open::council(&open::settings(config)?, council)?;
    let document = read(kind, file)?;
    let (mut all, _) = documents::read(&settings);
    all.retain(|other| other.kind != kind || other.name != document.name);
    let name = document.name.clone();
    all.push(document);
    let built = documents::world(&all).map_err(Faults)?;
    let notes: Vec<&Diagnostic> = built.notes.iter().filter(|note| note.file == name).collect();
    for note in &notes {
        faults::say(&format!("note: {note}"));
    }
    if matches!(kind, DocumentKind::Roster | DocumentKind::Calendar) {
        let today = Clock::system().now().with_timezone(&Tz::Europe__London).date_naive();
        for query in built.roster_queries(today) {
            faults::say(&format!("note: {query}"));
        }
    }
    writeln!(std::io::stdout(), "{name} can be used.")?;
    Ok(ExitCode::SUCCESS)
}
