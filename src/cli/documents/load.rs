//! Putting a document in force with eyes open: what it changes is shown first.

use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::process::ExitCode;

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use indicatif::{ProgressBar, ProgressStyle};

use super::{report, told};
use crate::calendar::outlook::{Warning, warnings};
use crate::cli::faults::{self, Faults};
use crate::cli::{FAILED, standing};
use crate::clock::Clock;
use crate::config::Settings;
use crate::council::CouncilId;
use crate::diagnostic::Diagnostic;
use crate::documents::disarmed::Disarmed;
use crate::documents::{self, Document, DocumentKind};
use crate::node::loading::{LoadError, Loaded, Prepared, apply, prepare};
use crate::node::preview::{Preview, preview};
use crate::review::PersonId;
use crate::review::step::Actor;
use crate::secrets::Keyring;
use crate::store::{MediaPlace, Store};
use crate::web::words::periods;

/// How a document is put in force.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct How {
    /// Only show what it would change; exits as the load would
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Why it is right that it takes much away: kept in the record
    #[arg(long, value_name = "REASON", value_parser = reason)]
    confirm: Option<String>,
    /// Who loads it: a registered person's e-mail address or id [default: the guard]
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
}

/// What was done with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Done {
    /// Nothing was to be done but to look.
    Looked,
    /// It takes much away, and nobody said why.
    Refused,
    /// It is in force, or was already.
    Loaded(Loaded),
}

/// How the file that lies on the disk under a document's name stands to the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Disk {
    /// It says the same, or the document has no file of its own.
    Same,
    /// It says something else, and just what is in force.
    InForce,
    /// It says something else than both.
    Other,
    /// There is none that can be read.
    Missing,
}

impl Disk {
    fn of(settings: &Settings, prepared: &Prepared) -> Self {
        let document = prepared.document();
        if document.kind == DocumentKind::Council {
            return Self::Same;
        }
        let path = settings.documents.folder.join(&document.name);
        let Ok(bytes) = documents::bytes_of(&path, document.kind) else { return Self::Missing };
        let digest = documents::digest(document.kind, &bytes);
        if digest == document.digest() {
            Self::Same
        } else if prepared.standing_digest.as_deref() == Some(digest.as_str()) {
            Self::InForce
        } else {
            Self::Other
        }
    }

    /// The word in JSON.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::InForce => "in-force",
            Self::Other => "other",
            Self::Missing => "missing",
        }
    }
}

/// Everything there is to tell.
#[derive(Debug)]
pub(super) struct Told<'a> {
    pub(super) prepared: &'a Prepared,
    pub(super) preview: &'a Preview,
    pub(super) warnings: &'a [Warning],
    /// What shows that the rosters are behind the elections, or name too few.
    pub(super) rosters: &'a [Diagnostic],
    /// Settings that let something through without saying so.
    pub(super) disarmed: &'a [Disarmed],
    /// How the file on the disk stands to what is looked at.
    pub(super) disk: Disk,
    pub(super) dry_run: bool,
    pub(super) confirmed: Option<&'a str>,
}

/// Looks at a document where there is no store yet, and makes none: beside an empty one that is thrown away.
pub(super) async fn look_without_store(
    settings: &Settings,
    document: Document,
    touched: Option<DateTime<Utc>>,
    how: How,
) -> anyhow::Result<ExitCode> {
    let folder = tempfile::tempdir().context("no temporary folder can be made")?;
    let url = format!("sqlite:{}", folder.path().join("empty.db").display());
    let media = MediaPlace::Folder(folder.path().join("media"));
    let store = Store::open(&url, media, Keyring::ephemeral()?, Clock::system()).await?;
    load(settings, &store, document, touched, how).await
}

/// Shows what a document would change, and puts it in force unless only a look was asked for. `touched` is when its file
/// was last changed, where it comes from one.
pub(super) async fn load(
    settings: &Settings,
    store: &Store,
    document: Document,
    touched: Option<DateTime<Utc>>,
    how: How,
) -> anyhow::Result<ExitCode> {
    let id = &settings.council.id;
    let clock = Clock::system();
    let by = actor(store, id, how.by.as_deref()).await?;
    let kind = document.kind;
    let prepared = match prepare(settings, store, &clock, document).await {
        Err(LoadError::Faults(faults)) => return Err(Faults(faults).into()),
        other => other?,
    };
    let now = clock.now();
    let bar = progress();
    let preview = preview(settings, store, &prepared, now, |done, of| {
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    })
    .await?;
    bar.finish_and_clear();
    let warnings = match kind {
        DocumentKind::Calendar | DocumentKind::Council => {
            warnings(&prepared.after.world().calendar, prepared.known, now)
        }
        DocumentKind::Roster | DocumentKind::Lexicon | DocumentKind::Policy => Vec::new(),
    };
    let rosters = match kind {
        DocumentKind::Roster | DocumentKind::Calendar | DocumentKind::Council => {
            prepared.roster_queries(touched.map(standing::day), standing::day(now))
        }
        DocumentKind::Lexicon | DocumentKind::Policy => Vec::new(),
    };
    let disarmed = match kind {
        DocumentKind::Council | DocumentKind::Policy => documents::of_world(prepared.after.world()),
        DocumentKind::Calendar | DocumentKind::Roster | DocumentKind::Lexicon => Vec::new(),
    };
    let told = Told {
        disarmed: &disarmed,
        rosters: &rosters,
        disk: Disk::of(settings, &prepared),
        prepared: &prepared,
        preview: &preview,
        warnings: &warnings,
        dry_run: how.dry_run,
        confirmed: how.confirm.as_deref(),
    };
    // Whoever reads along may stop reading: what was asked for is done all the same.
    let shown = if how.json { Ok(()) } else { told::changes(&mut std::io::stdout().lock(), &told) };
    let done = if let Some(version) = prepared.unchanged {
        Done::Loaded(Loaded::Unchanged(version))
    } else if how.dry_run {
        Done::Looked
    } else if prepared.suspicion.is_some() && how.confirm.is_none() {
        Done::Refused
    } else {
        Done::Loaded(apply(settings, store, &prepared, how.confirm.clone(), by).await?)
    };
    remarks(&told);
    let reported = shown.and_then(|()| outcome(&told, done, how.json));
    // Only a look ends as the load would.
    let is_refused = matches!(done, Done::Refused | Done::Looked) && how.confirm.is_none();
    if let (true, Some(why)) = (is_refused, &prepared.suspicion) {
        faults::say(&format!("purdah: {}", LoadError::Suspicious(why.clone())));
        return Ok(ExitCode::from(FAILED));
    }
    match reported {
        Err(error) if matches!(done, Done::Loaded(_)) => {
            faults::say(&format!("purdah: what was loaded is in force, and could not be told of: {error}"));
            Ok(if error.kind() == ErrorKind::BrokenPipe { ExitCode::SUCCESS } else { ExitCode::from(FAILED) })
        }
        reported => reported.map(|()| ExitCode::SUCCESS).map_err(Into::into),
    }
}

/// Tells what was done.
fn outcome(told: &Told<'_>, done: Done, as_json: bool) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    if as_json {
        return writeln!(out, "{}", serde_json::to_string_pretty(&report::of(told, done))?);
    }
    told::outcome(&mut out, told, done)
}

/// What stops nothing, and should be looked at.
fn remarks(told: &Told<'_>) {
    for note in &told.prepared.notes {
        faults::say(&format!("note: {note}"));
    }
    for query in &told.prepared.queries {
        faults::say(&format!("to be corrected or confirmed: {query}"));
    }
    for query in told.rosters {
        faults::say(&format!("to be looked at: {query}"));
    }
    for other in &told.prepared.others {
        faults::say(&super::left_aside(other));
    }
    for one in told.disarmed {
        faults::say(&format!("warning: {}", one.warning));
    }
    for warning in told.warnings {
        faults::say(&format!("warning: {}", periods::warning(warning)));
    }
}

/// Who is on record: a registered person, or the guard.
async fn actor(store: &Store, council: &CouncilId, by: Option<&str>) -> anyhow::Result<Actor> {
    let Some(by) = by else { return Ok(Actor::Guard) };
    let person = match by.parse::<PersonId>() {
        Ok(id) => store.person(council, id).await?,
        Err(_) => store.person_by_email(council, by).await?,
    };
    let person =
        person.with_context(|| format!("nobody here is called {by}: `purdah person list` shows everyone"))?;
    anyhow::ensure!(person.active, "the account of {by} is closed: name somebody whose account is open");
    Ok(Actor::Person(person.id))
}

fn reason(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() { Err("say why: it is kept in the record".to_owned()) } else { Ok(text.to_owned()) }
}

fn progress() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(0);
    match ProgressStyle::with_template("judging what waits {bar:40} {pos} of {len}, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
