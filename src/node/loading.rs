//! Putting a document in force by a person's word: looked at first ([`Prepared`]), then applied.

use std::sync::Arc;

use super::documents::{calendar_changed, in_force, is_named, new_version, plain, with};
use super::shrinkage::suspicion;
use crate::calendar::Calendar;
use crate::calendar::outlook::Known;
use crate::clock::Clock;
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::documents::{self, Document, DocumentKind};
use crate::guard::rulebook::Rulebook;
use crate::review::step::Actor;
use crate::store::{self, DocumentOrigin, DocumentOutcome, Store, StoreError};

/// What loading a document by command or desk led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loaded {
    /// It is in force, as this version.
    InForce(u64),
    /// It says what is already in force.
    Unchanged(u64),
}

/// Why a document was not loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// It cannot be read, or not together with the others.
    #[error("the document cannot be read")]
    Faults(Vec<Diagnostic>),
    /// It takes suspiciously much away.
    #[error("{0}: if that is right, load it again with --confirm and the reason")]
    Suspicious(String),
    /// `purdah.toml` does not name it, so it would have no effect.
    #[error("purdah.toml names no {} file called {name}: add it to the list there first", kind.as_str())]
    NotNamed {
        /// What it is.
        kind: DocumentKind,
        /// Its name.
        name: String,
    },
    /// Another version came into force after it was looked at.
    #[error(
        "another version came into force while this one was looked at, so nothing was changed: look at it again"
    )]
    Overtaken,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A document that can be put in force, beside what is in force now.
#[derive(Debug)]
pub struct Prepared {
    /// What is judged by now; None when what is in force cannot be read by this version of the program.
    pub before: Option<Arc<Rulebook>>,
    /// What would be judged by.
    pub after: Arc<Rulebook>,
    /// Remarks on the document that stop nothing.
    pub notes: Vec<Diagnostic>,
    /// Days of a calendar an officer should correct or confirm; until then the statutory day rules.
    pub queries: Vec<Diagnostic>,
    /// What would be known of the calendar besides.
    pub known: Known,
    /// Why the change looks like an accident; None when it does not.
    pub suspicion: Option<String>,
    /// The version in force, when the document says just what it says.
    pub unchanged: Option<u64>,
    /// The version of this document that is in force; None when there is none.
    pub standing: Option<u64>,
    document: Document,
    base: Base,
}

/// What a document is looked at together with.
#[derive(Debug)]
enum Base {
    /// The versions in force: kind, name and number of each.
    Store(Vec<Key>),
    /// Nothing is in force yet: the files `purdah.toml` names, which would come into force with it.
    Files(Vec<Document>),
}

type Key = (DocumentKind, String, u64);

impl Prepared {
    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The calendar in force now: an empty one that was never loaded, when what is in force cannot be read.
    pub fn calendar_before(&self) -> Calendar {
        self.before.as_ref().map(|book| book.world().calendar.clone()).unwrap_or_default()
    }
}

/// Looks at a document together with what is in force.
///
/// # Errors
/// [`LoadError::NotNamed`], [`LoadError::Faults`], [`LoadError::Store`].
pub async fn prepare(
    settings: &Settings,
    store: &Store,
    clock: &Clock,
    document: Document,
) -> Result<Prepared, LoadError> {
    if !is_named(settings, document.kind, &document.name) {
        return Err(LoadError::NotNamed { kind: document.kind, name: document.name });
    }
    let versions = in_force(settings, store).await?;
    let standing = versions.iter().find(|version| is_of(version, &document));
    let unchanged = standing.filter(|version| version.bytes == document.bytes).map(|version| version.version);
    let standing = standing.map(|version| version.version);
    let now = clock.now();
    let changed = if unchanged.is_some() { calendar_changed(&versions) } else { Some(now) };
    let (base, others) = if versions.is_empty() {
        let (mut files, missing) = documents::read(settings);
        files.retain(|file| (file.kind, &file.name) != (document.kind, &document.name));
        let missing = missing.into_iter().filter(|missing| missing.name != document.name);
        let faults: Vec<_> = missing.map(|missing| missing.fault).collect();
        if !faults.is_empty() {
            return Err(LoadError::Faults(faults));
        }
        (Base::Files(files.clone()), files)
    } else {
        let keys = versions.iter().map(key).collect();
        // The council's own file speaks for itself, whether or not a running purdah has read it again.
        (Base::Store(keys), with(&plain(versions), &documents::of_the_council(settings)))
    };
    let before = documents::world(&others).ok();
    let after = documents::world(&with(&others, &document)).map_err(LoadError::Faults)?;
    let suspicion = before.as_ref().and_then(|before| suspicion(&before.world, &after.world, now));
    Ok(Prepared {
        before: before.map(|built| Arc::new(Rulebook::compile(built.world))),
        after: Arc::new(Rulebook::compile(after.world)),
        notes: after.notes.into_iter().filter(|note| note.file == document.name).collect(),
        queries: if document.kind == DocumentKind::Calendar { after.queries } else { Vec::new() },
        known: Known { changed, bank_holidays_until: after.bank_holidays_until },
        suspicion,
        unchanged,
        standing,
        document,
        base,
    })
}

/// Puts a document in force that was looked at.
///
/// # Errors
/// [`LoadError::Suspicious`] when it needs a reason and has none, [`LoadError::Overtaken`], [`LoadError::Store`].
pub async fn apply(
    settings: &Settings,
    store: &Store,
    prepared: &Prepared,
    confirmed: Option<String>,
    by: Actor,
) -> Result<Loaded, LoadError> {
    if let (Some(why), None) = (&prepared.suspicion, &confirmed) {
        return Err(LoadError::Suspicious(why.clone()));
    }
    let id = &settings.council.id;
    let standing: Vec<Key> = in_force(settings, store).await?.iter().map(key).collect();
    match &prepared.base {
        Base::Store(looked_at) if *looked_at == standing => {}
        Base::Files(files) if standing.is_empty() => {
            for file in files {
                store
                    .document_record(id, new_version(file, DocumentOrigin::File, None), Actor::Guard)
                    .await?;
            }
        }
        Base::Store(_) | Base::Files(_) => return Err(LoadError::Overtaken),
    }
    let new = new_version(&prepared.document, DocumentOrigin::Load, confirmed);
    Ok(match store.document_record(id, new, by).await? {
        DocumentOutcome::InForce(version) => Loaded::Unchanged(version.version),
        DocumentOutcome::New(version)
        | DocumentOutcome::Older(version)
        | DocumentOutcome::RefusedBefore(version) => Loaded::InForce(version.version),
    })
}

/// Looks at a document and puts it in force.
///
/// # Errors
/// [`LoadError`].
pub async fn load(
    settings: &Settings,
    store: &Store,
    clock: &Clock,
    document: Document,
    confirmed: Option<String>,
    by: Actor,
) -> Result<Loaded, LoadError> {
    let prepared = prepare(settings, store, clock, document).await?;
    apply(settings, store, &prepared, confirmed, by).await
}

fn is_of(version: &store::Document, document: &Document) -> bool {
    (version.kind, &version.name) == (document.kind, &document.name)
}

fn key(version: &store::Document) -> Key {
    (version.kind, version.name.clone(), version.version)
}
