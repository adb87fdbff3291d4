//! Documents become versions, and versions become the rulebook in force.
//!
//! A file makes a new version only if its bytes were never recorded. One that cannot be read is recorded as
//! refused and changes nothing; so is one that takes suspiciously much away, until a person loads it with a
//! reason. `purdah.toml` itself is such a document, with the names it gives: in force is always the newest valid
//! version of every document that the `purdah.toml` in force names.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::standing::Standing;
use super::taking_in::{Look, take_in};
use super::{CouncilNode, StartError, building};
use crate::calendar::formats;
use crate::calendar::outlook::Known;
use crate::clock::Clock;
use crate::config::{self, Settings};
use crate::diagnostic::Diagnostic;
use crate::documents::named::Named;
use crate::documents::{self, Built, Document, DocumentKind, Missing};
use crate::review::step::Actor;
use crate::roster;
use crate::roster::freshness::Came;
use crate::roster::gather::Source;
use crate::store::{self, DocumentOrigin, NewDocument, Store, StoreError};

/// What is told of when the versions in force cannot be read together.
const IN_FORCE: &str = "the documents in force";

/// What the last look at a council's files found.
#[derive(Debug)]
pub struct Looked {
    /// `purdah.toml` as it was last read without fault: it says which files are looked at.
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
    /// What each roster file says of seats.
    pub rosters: Vec<Source>,
    /// When each roster file came.
    pub came: Came,
}

type Seen = BTreeMap<(DocumentKind, String), String>;

/// The first look at a council's documents, when a node starts.
pub(super) async fn first(
    settings: &Settings,
    store: &Store,
    clock: &Clock,
) -> Result<CouncilNode, StartError> {
    let id = &settings.council.id;
    let (files, missing) = read(settings).await;
    let unread = |faults| StartError::Documents { council: id.clone(), faults };
    if Standing::read(settings, store).await?.is_empty() {
        let mut faults: Vec<Diagnostic> = missing.iter().map(|missing| missing.fault.clone()).collect();
        if let Err(more) = building::world(files.clone()).await {
            faults.extend(more);
        }
        if !faults.is_empty() {
            return Err(unread(faults));
        }
        let mut new = Vec::new();
        for file in &files {
            let kept = building::kept(file, settings).await;
            new.push((new_version(&kept, DocumentOrigin::File, None), Actor::Guard));
        }
        // When another node was first, its versions stand, and the files are taken in as changed ones are.
        store.documents_record(id, Vec::new(), new).await?;
    }
    let council = settings.council.clone();
    store.rosters_tidied(id, move |name, bytes| roster::kept::kept(name, bytes, &council)).await?;
    let look = Look { settings, files: &files, store, clock };
    let mut troubles: Vec<(String, String)> =
        missing.iter().map(|missing| (missing.name.clone(), missing.fault.to_string())).collect();
    let mut seen = Seen::new();
    for file in &files {
        let taken = take_in(&look, file).await?;
        if taken.settled {
            seen.extend([key_and_digest(file)]);
        }
        troubles.extend(taken.trouble.map(|text| (file.name.clone(), text)));
    }
    let standing = Standing::read(settings, store).await?;
    let named_but_never_read: Vec<_> = missing
        .iter()
        .map(|missing| (missing.kind, &missing.name))
        .chain(files.iter().map(|file| (file.kind, &file.name)))
        .filter(|(kind, name)| {
            standing.named().has(*kind, name) && standing.version_of(*kind, name).is_none()
        })
        .filter_map(|(_, name)| troubles.iter().find(|(about, _)| about == name))
        .map(|(name, text)| Diagnostic::of_file(name, text.clone(), ""))
        .collect();
    if !named_but_never_read.is_empty() {
        return Err(unread(named_but_never_read));
    }
    let compiled = standing.documents();
    let built = building::world(compiled.clone()).await.map_err(|mut faults| {
        // What was refused may be the very repair.
        faults.extend(troubles.iter().map(|(name, text)| Diagnostic::of_file(name, text.clone(), "")));
        unread(faults)
    })?;
    let remarks = remarks(&built, &standing);
    let looked = Looked { settings: settings.clone(), seen, compiled };
    let rulebook = building::rulebook(built.world).await;
    let council = CouncilNode::new(settings.clone(), rulebook, remarks, looked);
    for (about, text) in troubles {
        tell(&council, &about, text, clock);
    }
    Ok(council)
}

/// A later look: new versions are taken in, and the rulebook is swapped if anything in force changed, here or on
/// another node. True when it was.
pub(super) async fn refresh(council: &CouncilNode, store: &Store, clock: &Clock) -> Result<bool, StoreError> {
    let mut looked = council.looked.lock().await;
    let unreadable = read_again(council, &mut looked);
    let Looked { settings, seen, compiled } = &mut *looked;
    let settings = &*settings;
    let (files, missing) = read(settings).await;
    for missing in &missing {
        // When it is back it is looked at afresh, whatever it says.
        seen.remove(&(missing.kind, missing.name.clone()));
        tell(council, &missing.name, missing.fault.to_string(), clock);
    }
    let look = Look { settings, files: &files, store, clock };
    for file in &files {
        let (key, digest) = key_and_digest(file);
        if seen.get(&key) == Some(&digest) {
            continue;
        }
        let taken = match &unreadable {
            // What it said when it could last be read is not what it says now.
            Some(text) if file.kind == DocumentKind::Council => {
                tell(council, &file.name, text.clone(), clock);
                continue;
            }
            _ => take_in(&look, file).await?,
        };
        if taken.settled {
            seen.insert(key, digest);
        }
        match taken.trouble {
            Some(text) => tell(council, &file.name, text, clock),
            None => council.settle(&file.name),
        }
    }
    let standing = Standing::read(settings, store).await?;
    // A person may have loaded what was refused as a file.
    let loaded = files.iter().filter(|file| file.kind != DocumentKind::Council && standing.says(file));
    loaded.for_each(|file| council.settle(&file.name));
    Ok(swap(council, &standing, compiled, clock).await)
}

/// Swaps the rulebook if what is in force is not what it was compiled from; true when it judges otherwise.
async fn swap(
    council: &CouncilNode,
    standing: &Standing,
    compiled: &mut Vec<Document>,
    clock: &Clock,
) -> bool {
    let in_force = standing.documents();
    if in_force == *compiled {
        council.settle(IN_FORCE);
        return false;
    }
    let built = match building::world(in_force.clone()).await {
        Ok(built) => built,
        Err(faults) => {
            let text = format!(
                "they cannot be read together, so posts are judged by those before: {}; to mend it, correct the file \
                 and run `purdah calendar load FILE --confirm REASON` (or `purdah roster load`)",
                told(&faults)
            );
            tell(council, IN_FORCE, text, clock);
            return false;
        }
    };
    council.settle(IN_FORCE);
    council.remark(remarks(&built, standing));
    let rulebook = building::rulebook(built.world).await;
    *compiled = in_force;
    let judges_otherwise = rulebook.digest() != council.rulebook().digest();
    tracing::info!(council = %council.id(), rulebook = rulebook.digest(), "rulebook.swapped");
    // Also when it judges alike: what pages say of an election may have changed.
    council.rulebook.send_replace(std::sync::Arc::new(rulebook));
    judges_otherwise
}

async fn read(settings: &Settings) -> (Vec<Document>, Vec<Missing>) {
    let settings = settings.clone();
    building::apart(move || documents::read(&settings)).await
}

fn remarks(built: &Built, standing: &Standing) -> Remarks {
    let changed = calendar_changed(standing.in_force());
    let calendar = Known { changed, bank_holidays_until: built.bank_holidays_until };
    Remarks {
        queries: built.queries.clone(),
        calendar,
        rosters: built.rosters.clone(),
        came: standing.came(),
    }
}

/// When the newest calendar of elections among versions was recorded.
pub fn calendar_changed<'a>(versions: impl Iterator<Item = &'a store::Document>) -> Option<DateTime<Utc>> {
    versions
        .filter(|version| version.kind == DocumentKind::Calendar)
        .filter(|version| !formats::is_almanac(&version.name, &version.bytes))
        .map(|version| version.at)
        .max()
}

/// Reads `purdah.toml` again: its council, policy, namesakes and file names may count from now on. Channels, addresses
/// and limits count from the next start. Says why it cannot be used.
fn read_again(council: &CouncilNode, looked: &mut Looked) -> Option<String> {
    match config::read(&looked.settings.file) {
        Ok(settings) if settings.council.id == *council.id() => {
            let before = std::mem::replace(&mut looked.settings, settings);
            if before.council != looked.settings.council {
                // Which rows of a list of many councils are this one's may be another question now.
                looked.seen.retain(|(kind, _), _| *kind != DocumentKind::Roster);
            }
            // Nothing is told any more of a file that is not named any more.
            for (kind, name) in Named::by(&before).beyond(&Named::by(&looked.settings)) {
                looked.seen.remove(&(kind, name.to_owned()));
                council.settle(name);
            }
            None
        }
        Ok(_) => Some("the council's id was changed: restart to serve another council".to_owned()),
        Err(faults) => Some(format!("not in force, what it said before still is: {}", told(&faults))),
    }
}

/// Faults in one line.
pub(super) fn told(faults: &[Diagnostic]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
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
