//! Documents become versions, and versions become the rulebook in force.
//!
//! A file makes a new version only if its bytes were never recorded. One that cannot be read is recorded as
//! refused and changes nothing; so is one that takes suspiciously much away, until a person loads it with a
//! reason. What is in force is always the newest valid version of every document `purdah.toml` names.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{CouncilNode, StartError, shrinkage};
use crate::calendar::formats;
use crate::calendar::outlook::Known;
use crate::clock::Clock;
use crate::config::{self, Settings};
use crate::council::CouncilId;
use crate::diagnostic::Diagnostic;
use crate::documents::{self, Built, Document, DocumentKind};
use crate::guard::rulebook::Rulebook;
use crate::guard::world::World;
use crate::review::step::Actor;
use crate::store::{self, DocumentOrigin, DocumentOutcome, NewDocument, Store, StoreError};

/// What the last look at a council's files found.
#[derive(Debug)]
pub struct Looked {
    /// `purdah.toml` as it was last read without fault: it says which documents there are.
    settings: Settings,
    /// The digests of the files, by document; none for one that was not there.
    seen: Seen,
    /// The documents the rulebook in force was compiled from.
    compiled: Vec<Document>,
}

/// What is known of the documents in force besides the rulebook made of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remarks {
    /// Days of the calendar an officer should correct or confirm; until then the statutory day rules.
    pub queries: Vec<Diagnostic>,
    /// How old the calendar is, and how far its bank holidays reach.
    pub calendar: Known,
}

type Seen = BTreeMap<(DocumentKind, String), String>;

/// The first look at a council's documents, when a node starts.
pub(super) async fn first(
    settings: &Settings,
    store: &Store,
    clock: &Clock,
) -> Result<CouncilNode, StartError> {
    let id = &settings.council.id;
    let (files, missing) = documents::read(settings);
    let before = plain(in_force(settings, store).await?);
    let mut seen = Seen::new();
    let mut troubles: Vec<(String, String)> =
        missing.iter().map(|missing| (missing.name.clone(), missing.fault.to_string())).collect();
    if before.is_empty() {
        let mut faults: Vec<Diagnostic> = missing.into_iter().map(|missing| missing.fault).collect();
        if let Err(more) = documents::world(&files) {
            faults.extend(more);
        }
        if !faults.is_empty() {
            return Err(StartError::Documents { council: id.clone(), faults });
        }
        for file in &files {
            store.document_record(id, new_version(file, DocumentOrigin::File, None), Actor::Guard).await?;
        }
        seen.extend(files.iter().map(key_and_digest));
    } else {
        troubles.extend(take_in(settings, &files, &before, &mut seen, store, clock).await?);
    }
    let now_in_force = in_force(settings, store).await?;
    let named_but_never_read: Vec<_> = troubles
        .iter()
        .filter(|(name, _)| !now_in_force.iter().any(|document| document.name == *name))
        .map(|(name, text)| Diagnostic::of_file(name, text.clone(), ""))
        .collect();
    if !named_but_never_read.is_empty() {
        return Err(StartError::Documents { council: id.clone(), faults: named_but_never_read });
    }
    let changed = calendar_changed(&now_in_force);
    let compiled = plain(now_in_force);
    let built = documents::world(&compiled)
        .map_err(|faults| StartError::Documents { council: id.clone(), faults })?;
    let remarks = remarks(&built, changed);
    let looked = Looked { settings: settings.clone(), seen, compiled };
    let council = CouncilNode::new(settings.clone(), Rulebook::compile(built.world), remarks, looked);
    for (about, text) in troubles {
        tell(&council, &about, text, clock);
    }
    Ok(council)
}

/// A later look: new versions are taken in, and the rulebook is swapped if anything in force changed, here or on
/// another node. True when it was.
pub(super) async fn refresh(council: &CouncilNode, store: &Store, clock: &Clock) -> Result<bool, StoreError> {
    let mut looked = council.looked.lock().await;
    read_again(council, &mut looked, clock);
    let Looked { settings, seen, compiled } = &mut *looked;
    let settings = &*settings;
    let (files, missing) = documents::read(settings);
    for missing in &missing {
        // When it is back it is looked at afresh, whatever it says.
        seen.remove(&(missing.kind, missing.name.clone()));
        tell(council, &missing.name, missing.fault.to_string(), clock);
    }
    let changed: Vec<Document> = files
        .into_iter()
        .filter(|file| seen.get(&(file.kind, file.name.clone())) != Some(&file.digest()))
        .collect();
    if !changed.is_empty() {
        let before = plain(in_force(settings, store).await?);
        for file in &changed {
            council.settle(&file.name);
        }
        for (about, text) in take_in(settings, &changed, &before, seen, store, clock).await? {
            tell(council, &about, text, clock);
        }
    }
    let now_in_force = in_force(settings, store).await?;
    let calendar_changed = calendar_changed(&now_in_force);
    let now_in_force = plain(now_in_force);
    if now_in_force == *compiled {
        return Ok(false);
    }
    let Ok(built) = documents::world(&now_in_force) else { return Ok(false) };
    council.remark(remarks(&built, calendar_changed));
    let rulebook = Rulebook::compile(built.world);
    *compiled = now_in_force;
    let judges_otherwise = rulebook.digest() != council.rulebook().digest();
    tracing::info!(council = %council.id(), rulebook = rulebook.digest(), "rulebook.swapped");
    // Also when it judges alike: what pages say of an election may have changed.
    council.rulebook.send_replace(std::sync::Arc::new(rulebook));
    Ok(judges_otherwise)
}

fn remarks(built: &Built, changed: Option<DateTime<Utc>>) -> Remarks {
    let calendar = Known { changed, bank_holidays_until: built.bank_holidays_until };
    Remarks { queries: built.queries.clone(), calendar }
}

/// When the newest calendar of elections among the versions in force was recorded.
pub fn calendar_changed(in_force: &[store::Document]) -> Option<DateTime<Utc>> {
    in_force
        .iter()
        .filter(|document| document.kind == DocumentKind::Calendar)
        .filter(|document| !formats::is_almanac(&document.name, &document.bytes))
        .map(|document| document.at)
        .max()
}

/// Reads `purdah.toml` again: its council, policy, namesakes and file names count from now on. Channels, addresses
/// and limits count from the next start.
fn read_again(council: &CouncilNode, looked: &mut Looked, clock: &Clock) {
    let file = &looked.settings.file;
    let about = file.display().to_string();
    match config::read(file) {
        Ok(settings) if settings.council.id == *council.id() => {
            council.settle(&about);
            looked.settings = settings;
        }
        Ok(_) => tell(
            council,
            &about,
            "the council's id was changed: restart to serve another council".into(),
            clock,
        ),
        Err(faults) => {
            let told: Vec<_> = faults.iter().map(ToString::to_string).collect();
            tell(
                council,
                &about,
                format!("not in force, what it said before still is: {}", told.join("; ")),
                clock,
            );
        }
    }
}

/// Takes changed files in, each on its own; what is wrong with those that were not taken is returned.
async fn take_in(
    settings: &Settings,
    files: &[Document],
    before: &[Document],
    seen: &mut Seen,
    store: &Store,
    clock: &Clock,
) -> Result<Vec<(String, String)>, StoreError> {
    let id = &settings.council.id;
    let mut troubles = Vec::new();
    let mut standing = before.to_vec();
    for file in files {
        let candidate = with(&standing, file);
        let refused = match documents::world(&candidate) {
            Err(faults) => {
                let told: Vec<_> = faults.iter().map(ToString::to_string).collect();
                Some((told.join("; "), String::new()))
            }
            Ok(built) => suspicion(&standing, &built.world, clock).map(|why| {
                let (kind, name) = (file.kind.as_str(), &file.name);
                (why, format!("; if that is right, run `purdah {kind} load {name} --confirm REASON`"))
            }),
        };
        match refused {
            Some((why, repair)) => {
                let new = new_version(file, DocumentOrigin::File, None);
                store.document_refused(id, new, &why, Actor::Guard).await?;
                let text = format!("not in force, the version before it still is: {why}{repair}");
                troubles.push((file.name.clone(), text));
            }
            None => match record_file(id, file, store).await? {
                None => standing = candidate,
                Some(why) => troubles.push((file.name.clone(), why)),
            },
        }
        let (key, digest) = key_and_digest(file);
        seen.insert(key, digest);
    }
    Ok(troubles)
}

/// Records a good file; says why when it is not in force all the same.
async fn record_file(id: &CouncilId, file: &Document, store: &Store) -> Result<Option<String>, StoreError> {
    // Nothing but its file speaks for `purdah.toml`: taking a change back there is a change like any other.
    let origin = if file.kind == DocumentKind::Council { DocumentOrigin::Load } else { DocumentOrigin::File };
    let new = new_version(file, origin, None);
    Ok(match store.document_record(id, new, Actor::Guard).await? {
        DocumentOutcome::New(_) | DocumentOutcome::InForce(_) => None,
        DocumentOutcome::Older(version) | DocumentOutcome::RefusedBefore(version) => Some(format!(
            "not in force: it equals version {}, which a later one replaced or which was refused; to bring it back, \
             run `purdah {} load {}`",
            version.version,
            file.kind.as_str(),
            file.name
        )),
    })
}

pub(super) fn new_version(
    document: &Document,
    origin: DocumentOrigin,
    confirmed: Option<String>,
) -> NewDocument {
    NewDocument {
        kind: document.kind,
        name: document.name.clone(),
        bytes: document.bytes.clone(),
        origin,
        confirmed,
    }
}

fn key_and_digest(document: &Document) -> ((DocumentKind, String), String) {
    ((document.kind, document.name.clone()), document.digest())
}

/// The documents with one of them replaced or added.
pub(super) fn with(documents: &[Document], new: &Document) -> Vec<Document> {
    let mut all = documents.to_vec();
    match all.iter_mut().find(|old| old.kind == new.kind && old.name == new.name) {
        Some(old) => old.bytes.clone_from(&new.bytes),
        None => all.push(new.clone()),
    }
    all
}

fn suspicion(before: &[Document], after: &World, clock: &Clock) -> Option<String> {
    let before = documents::world(before).ok()?.world;
    shrinkage::suspicion(&before, after, clock.now())
}

pub(super) fn is_named(settings: &Settings, kind: DocumentKind, name: &str) -> bool {
    let names = &settings.documents;
    let listed = |list: &[String]| list.iter().any(|listed| listed == name);
    match kind {
        DocumentKind::Council => true,
        DocumentKind::Calendar => listed(&names.calendars),
        DocumentKind::Roster => listed(&names.rosters),
        DocumentKind::Lexicon => listed(&names.lexicons),
        DocumentKind::Policy => settings.policy.base == name,
    }
}

/// The versions in force of the documents `purdah.toml` names.
pub async fn in_force(settings: &Settings, store: &Store) -> Result<Vec<store::Document>, StoreError> {
    let mut all = store.documents_in_force(&settings.council.id).await?;
    all.retain(|document| is_named(settings, document.kind, &document.name));
    Ok(all)
}

/// Versions as documents, without who brought them and when.
pub fn plain(versions: Vec<store::Document>) -> Vec<Document> {
    let plain =
        |version: store::Document| Document { kind: version.kind, name: version.name, bytes: version.bytes };
    versions.into_iter().map(plain).collect()
}

/// Reports a trouble to the desk, and that there is one to the log: a document's words may be names, so the log is
/// told no more than the place.
fn tell(council: &CouncilNode, about: &str, text: String, clock: &Clock) {
    if council.troubles().iter().any(|trouble| trouble.about == about && trouble.text == text) {
        return;
    }
    let place = text.split_whitespace().find(|word| word.ends_with(':') && word.matches(':').count() == 3);
    let place = place.unwrap_or_default().trim_end_matches(':');
    tracing::error!(council = %council.id(), document = about, place, "document.not_in_force");
    council.report(about, text, clock.now());
}
