//! The versions of documents: which there are, and going back to one.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use serde_json::json;

use crate::calendar::period::london;
use crate::cli::faults::Faults;
use crate::config::Settings;
use crate::documents::named::Named;
use crate::documents::{Document, DocumentKind};
use crate::node::standing::Standing;
use crate::roster;
use crate::store::{Document as Version, DocumentEntry, Person, Store};
use crate::web::words::periods::moment;

/// Lists the versions of one document, or of every document of a kind, newest first.
pub(super) async fn list(
    settings: &Settings,
    store: &Store,
    kind: DocumentKind,
    name: Option<&str>,
    as_json: bool,
) -> anyhow::Result<ExitCode> {
    let council = &settings.council.id;
    let mut all = store.document_history(council, kind).await?;
    all.retain(|entry| name.is_none_or(|name| entry.name == name));
    if all.is_empty() {
        let (kind, what) = (kind.as_str(), name.unwrap_or("any file"));
        bail!("no version of {what} is in the store: `purdah serve` and `purdah {kind} load` make one");
    }
    let people = store.people(council).await?;
    let standing = Standing::read(settings, store).await?;
    let current = current(&all, kind, standing.named());
    let mut out = std::io::stdout().lock();
    if as_json {
        let entries: Vec<_> = all.iter().map(|entry| json(entry, &people, &current)).collect();
        writeln!(out, "{}", serde_json::to_string_pretty(&json!({ "v": 1, "versions": entries }))?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut last = "";
    for entry in &all {
        if entry.name != last {
            let gap = if last.is_empty() { "" } else { "\n" };
            writeln!(out, "{gap}{}", entry.name)?;
            last = &entry.name;
        }
        told(&mut out, entry, &people, &current)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// An earlier version as a document that can be put in force again.
pub(super) async fn earlier(
    settings: &Settings,
    store: &Store,
    kind: DocumentKind,
    name: &str,
    number: u64,
) -> anyhow::Result<Document> {
    let version = numbered(settings, store, kind, name, number).await?;
    if let Some(why) = version.refused {
        bail!(
            "version {number} of {name} was refused and never in force, so there is nothing to go back to ({why}): mend \
             the file and load it"
        );
    }
    Ok(Document { kind, name: version.name, bytes: version.bytes })
}

/// An earlier version as a file: as it was received, and of a roster, of which only that is kept, what was read of it.
pub(super) async fn written(
    settings: &Settings,
    store: &Store,
    kind: DocumentKind,
    name: &str,
    number: u64,
) -> anyhow::Result<Vec<u8>> {
    let version = numbered(settings, store, kind, name, number).await?;
    if kind != DocumentKind::Roster {
        return Ok(version.bytes);
    }
    let read = roster::kept::read(name, &version.bytes, &settings.council).map_err(Faults)?;
    Ok(roster::formats::written::csv(&read.entries).into_bytes())
}

async fn numbered(
    settings: &Settings,
    store: &Store,
    kind: DocumentKind,
    name: &str,
    number: u64,
) -> anyhow::Result<Version> {
    let all = store.document_versions(&settings.council.id, kind, name).await?;
    let newest = all.first().map(|version| version.version);
    let found = all.into_iter().find(|version| version.version == number);
    found.with_context(|| match newest {
        Some(newest) => format!("{name} has no version {number}: the versions go from 1 to {newest}"),
        None => format!("no version of {name} is in the store"),
    })
}

/// The versions in force: the newest of each document that the `purdah.toml` in force names and that was not refused.
fn current(all: &[DocumentEntry], kind: DocumentKind, named: &Named) -> BTreeSet<(String, u64)> {
    let mut met = BTreeSet::new();
    all.iter()
        .filter(|entry| entry.refused.is_none() && named.has(kind, &entry.name))
        .filter(|entry| met.insert(entry.name.as_str()))
        .map(|entry| (entry.name.clone(), entry.version))
        .collect()
}

fn state(entry: &DocumentEntry, current: &BTreeSet<(String, u64)>) -> &'static str {
    if entry.refused.is_some() {
        "refused"
    } else if current.contains(&(entry.name.clone(), entry.version)) {
        "in-force"
    } else {
        "earlier"
    }
}

fn person<'a>(entry: &DocumentEntry, people: &'a [Person]) -> Option<&'a Person> {
    let id = entry.by.strip_prefix("person:")?;
    people.iter().find(|person| person.id.to_string() == id)
}

fn told(
    out: &mut impl Write,
    entry: &DocumentEntry,
    people: &[Person],
    current: &BTreeSet<(String, u64)>,
) -> std::io::Result<()> {
    let by = match person(entry, people) {
        Some(person) => format!("{} <{}>", person.name, person.email),
        None if entry.by == "guard" => "the guard (from its file, or by command)".to_owned(),
        None => entry.by.clone(),
    };
    let state = match state(entry, current) {
        "in-force" => "in force",
        other => other,
    };
    let digest = short(&entry.digest);
    let size = if entry.size == 1 { "1 byte".to_owned() } else { format!("{} bytes", entry.size) };
    writeln!(out, "  {:>4}  {state:8}  {}  by {by}  {digest}  {size}", entry.version, moment(entry.at))?;
    if let Some(why) = &entry.refused {
        writeln!(out, "        refused: {}", why.replace('\n', "\n        "))?;
    }
    if let Some(why) = &entry.confirmed {
        writeln!(out, "        confirmed: {why}")?;
    }
    Ok(())
}

/// Enough of a digest to tell two versions apart by eye.
pub(in crate::cli) fn short(digest: &str) -> &str {
    let hex = digest.strip_prefix("sha256:").unwrap_or(digest);
    hex.get(..12).unwrap_or(hex)
}

fn json(entry: &DocumentEntry, people: &[Person], current: &BTreeSet<(String, u64)>) -> serde_json::Value {
    let person = person(entry, people);
    json!({
        "name": entry.name, "version": entry.version, "state": state(entry, current), "at": london(entry.at),
        "by": {
            "actor": entry.by, "name": person.map(|person| &person.name),
            "email": person.map(|person| &person.email),
        },
        "digest": entry.digest, "bytes": entry.size, "refused": entry.refused, "confirmed": entry.confirmed,
    })
}
