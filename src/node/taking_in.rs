//! Taking one changed file in: it becomes a version in force, or it is said why not.

use super::building;
use super::documents::{new_version, told};
use super::shrinkage::{self, Before};
use super::standing::Standing;
use crate::clock::Clock;
use crate::config::Settings;
use crate::documents::{self, Document, DocumentKind};
use crate::review::step::Actor;
use crate::store::{DocumentOrigin, DocumentOutcome, Store, StoreError};

/// How often a file is looked at afresh when other versions keep coming in between.
const ATTEMPTS: usize = 5;

/// A look at a council's files.
#[derive(Debug)]
pub(super) struct Look<'a> {
    /// `purdah.toml` as it lies on the disk.
    pub(super) settings: &'a Settings,
    /// Every file it names that can be read.
    pub(super) files: &'a [Document],
    pub(super) store: &'a Store,
    pub(super) clock: &'a Clock,
}

/// What became of a file.
#[derive(Debug)]
pub(super) struct Taken {
    /// Why it is not in force.
    pub(super) trouble: Option<String>,
    /// It need not be looked at again until its bytes change.
    pub(super) settled: bool,
}

/// What would be recorded, and what speaks against it.
struct Weighed<'a> {
    /// The documents that come with the file, which is the last of them.
    bundle: Vec<&'a Document>,
    /// Why not, and what a person can do about it.
    refused: Option<(String, String)>,
}

/// Takes a file in. `purdah.toml` brings the files with it that it newly names, so that a file under another name
/// takes over from the former one at once.
pub(super) async fn take_in(look: &Look<'_>, file: &Document) -> Result<Taken, StoreError> {
    let file = &building::kept(file, look.settings).await;
    let id = &look.settings.council.id;
    let is_council = file.kind == DocumentKind::Council;
    for _ in 0..ATTEMPTS {
        let standing = Standing::read(look.settings, look.store).await?;
        if standing.says(file) {
            // Somebody may yet load another version of `purdah.toml`; the file on the disk speaks against it then.
            return Ok(Taken { trouble: None, settled: !is_council });
        }
        if !standing.named().has(file.kind, &file.name) {
            return Ok(Taken { trouble: of_itself(look, file).await, settled: false });
        }
        let new = if is_council {
            kept_all(standing.newly_named(look.settings, look.files, look.store).await?, look.settings).await
        } else {
            Vec::new()
        };
        let Weighed { bundle, refused } = weighed(look, &standing, file, &new).await;
        if let Some((why, repair)) = refused {
            let version = new_version(file, DocumentOrigin::File, None);
            look.store.document_refused(id, version, &why, Actor::Guard).await?;
            let trouble = format!("not in force, the version before it still is: {why}{repair}");
            // A later day, or another file, may make it right.
            return Ok(Taken { trouble: Some(trouble), settled: !is_council });
        }
        // What was never in force can bring nothing back unawares; and nothing but its file speaks for `purdah.toml`:
        // taking a change back there is a change like any other.
        let origin = |document: &Document| {
            if is_council || document != file { DocumentOrigin::Load } else { DocumentOrigin::File }
        };
        let versions =
            bundle.iter().map(|document| (new_version(document, origin(document), None), Actor::Guard));
        let recorded = look.store.documents_record(id, standing.keys(), versions.collect()).await?;
        if let Some(outcomes) = recorded {
            let trouble = outcomes.last().and_then(|outcome| stays_out(outcome, file));
            return Ok(Taken { trouble, settled: !is_council });
        }
    }
    Err(StoreError::Conflict)
}

/// Weighs a file against what is in force; together with newly named ones if that can be read.
async fn weighed<'a>(
    look: &Look<'_>,
    standing: &Standing,
    file: &'a Document,
    new: &'a [Document],
) -> Weighed<'a> {
    let mut bundle: Vec<&Document> = new.iter().chain([file]).collect();
    let mut built = building::world(standing.with(&bundle)).await;
    if built.is_err() && !new.is_empty() {
        bundle = vec![file];
        built = building::world(standing.with(&bundle)).await;
    }
    let refused = match built {
        Err(faults) => Some((told(&faults), String::new())),
        Ok(after) => {
            let before = building::world(standing.documents()).await;
            let before = before.as_ref().map_or(Before::Unreadable, |built| Before::Read(&built.world));
            shrinkage::suspicion(before, &after, file, look.clock.now()).map(|why| (why, repair(file)))
        }
    };
    Weighed { bundle, refused }
}

async fn kept_all(files: Vec<Document>, settings: &Settings) -> Vec<Document> {
    let mut kept = Vec::with_capacity(files.len());
    for file in &files {
        kept.push(building::kept(file, settings).await);
    }
    kept
}

fn repair(file: &Document) -> String {
    match file.kind {
        DocumentKind::Council => {
            "; if that is right, run `purdah council load --confirm REASON`, and if not, put back \
                                  what was taken out of the file"
                .to_owned()
        }
        kind => {
            format!("; if that is right, run `purdah {} load {} --confirm REASON`", kind.as_str(), file.name)
        }
    }
}

/// What is wrong with a file by itself that only a refused `purdah.toml` names: otherwise it waits for that.
async fn of_itself(look: &Look<'_>, file: &Document) -> Option<String> {
    let faults = building::world(vec![documents::of_the_council(look.settings), file.clone()]).await.err()?;
    let of_this: Vec<_> = faults.into_iter().filter(|fault| fault.file == file.name).collect();
    (!of_this.is_empty()).then(|| format!("not in force: {}", told(&of_this)))
}

/// Why a good file is not in force all the same.
fn stays_out(outcome: &DocumentOutcome, file: &Document) -> Option<String> {
    match outcome {
        DocumentOutcome::New(_) | DocumentOutcome::InForce(_) => None,
        DocumentOutcome::Older(version) | DocumentOutcome::RefusedBefore(version) => Some(format!(
            "not in force: it equals version {}, which a later one replaced or which was refused; to bring it back, \
             run `purdah {} load {}`",
            version.version,
            file.kind.as_str(),
            file.name
        )),
    }
}
