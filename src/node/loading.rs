//! Putting a document in force by a person's word: looked at first ([`Prepared`]), then applied.

use std::sync::Arc;

use chrono::NaiveDate;

use super::building;
use super::documents::{calendar_changed, new_version};
use super::shrinkage::{Before, suspicion};
use super::standing::Standing;
use crate::calendar::Calendar;
use crate::calendar::outlook::Known;
use crate::clock::Clock;
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::documents::named::Named;
use crate::documents::{self, Built, Document, DocumentKind};
use crate::guard::rulebook::Rulebook;
use crate::review::step::Actor;
use crate::roster;
use crate::roster::freshness::Came;
use crate::roster::gather::Source;
use crate::store::{DocumentKey, DocumentOrigin, DocumentOutcome, Store, StoreError};

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
    /// Another version came into force after it was looked at, of this document or of another.
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
    /// What is wrong with other files, which are left aside: they come into force once they are mended.
    pub others: Vec<Diagnostic>,
    /// When each roster file in force came into the store.
    pub came: Came,
    /// What would be known of the calendar besides.
    pub known: Known,
    /// Why the change looks like an accident; None when it does not.
    pub suspicion: Option<String>,
    /// The version in force, when the document says just what it says.
    pub unchanged: Option<u64>,
    /// The version of this document that is in force; None when there is none.
    pub standing: Option<u64>,
    /// The lower-case hexadecimal digest of that version.
    pub standing_digest: Option<String>,
    /// What each roster file would say of seats.
    rosters: Vec<Source>,
    document: Document,
    /// What comes into force with it.
    along: Vec<Document>,
    /// The versions it was looked at together with.
    seen: Vec<DocumentKey>,
}

impl Prepared {
    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The names of what comes into force with it: what `purdah.toml` says now, if it says something else than what is
    /// in force, and the files it newly names.
    pub fn along(&self) -> impl Iterator<Item = &str> {
        self.along.iter().map(|document| document.name.as_str())
    }

    /// Whether nothing was ever in force.
    pub fn is_first(&self) -> bool {
        self.seen.is_empty()
    }

    /// What would show on a day that the rosters are behind the elections, or name too few. `came` is the day on which
    /// the document itself was last changed, where that is known.
    pub fn roster_queries(&self, came: Option<NaiveDate>, today: NaiveDate) -> Vec<Diagnostic> {
        let mut all = self.came.clone();
        all.remove(&self.document.name);
        all.extend(came.map(|came| (self.document.name.clone(), came)));
        let world = self.after.world();
        documents::roster_queries(
            &world.roster.people,
            &self.rosters,
            &world.calendar,
            &world.council,
            &all,
            today,
        )
    }

    /// The calendar in force now: an empty one that was never loaded, when what is in force cannot be read.
    pub fn calendar_before(&self) -> Calendar {
        self.before.as_ref().map(|book| book.world().calendar.clone()).unwrap_or_default()
    }
}

/// Looks at a document together with what is in force. `settings` are `purdah.toml` as it lies on the disk: it comes
/// along.
///
/// # Errors
/// [`LoadError::NotNamed`], [`LoadError::Faults`], [`LoadError::Store`].
pub async fn prepare(
    settings: &Settings,
    store: &Store,
    clock: &Clock,
    document: Document,
) -> Result<Prepared, LoadError> {
    if !Named::by(settings).has(document.kind, &document.name) {
        return Err(LoadError::NotNamed { kind: document.kind, name: document.name });
    }
    let standing = Standing::read(settings, store).await?;
    let (mut along, mut others) = along(settings, store, &standing, &document).await?;
    let read = async |along: &[Document]| {
        let new: Vec<&Document> = along.iter().chain([&document]).collect();
        building::world(standing.with(&new)).await
    };
    let mut after = read(&along).await;
    if let Err(faults) = &after {
        // A file that comes along, and cannot be read, keeps no other from being loaded.
        let is_at_fault = |file: &Document| {
            file.kind != DocumentKind::Council && faults.iter().any(|fault| fault.file == file.name)
        };
        let aside: Vec<String> =
            along.iter().filter(|file| is_at_fault(file)).map(|file| file.name.clone()).collect();
        let of_others = faults.iter().filter(|fault| aside.contains(&fault.file)).cloned();
        others.extend(of_others);
        along.retain(|file| !aside.contains(&file.name));
        after = read(&along).await;
    }
    let after = after.map_err(LoadError::Faults)?;
    let document = building::kept(&document, settings).await;
    for file in &mut along {
        *file = building::kept(file, settings).await;
    }
    // Where nothing is in force yet, what comes along is what a change is compared with.
    let before = if standing.is_empty() { along.clone() } else { standing.documents() };
    let before = building::world(before).await.ok();
    let now = clock.now();
    let suspicion = suspicion(in_force(&standing, before.as_ref()), &after, &document, now);
    let version = standing.version_of(document.kind, &document.name);
    let digest = version.map(|version| documents::digest(version.kind, &version.bytes));
    let version = version.map(|version| version.version);
    let unchanged = version.filter(|_| along.is_empty() && standing.says(&document));
    let changed = if unchanged.is_some() { calendar_changed(standing.in_force()) } else { Some(now) };
    let before = match before {
        Some(built) => Some(Arc::new(building::rulebook(built.world).await)),
        None => None,
    };
    Ok(Prepared {
        before,
        after: Arc::new(building::rulebook(after.world).await),
        notes: after.notes.into_iter().filter(|note| note.file == document.name).collect(),
        queries: if document.kind == DocumentKind::Calendar { after.queries } else { Vec::new() },
        others,
        came: standing.came(),
        rosters: after.rosters,
        known: Known { changed, bank_holidays_until: after.bank_holidays_until },
        suspicion,
        unchanged,
        standing: version,
        standing_digest: digest,
        document,
        along,
        seen: standing.keys(),
    })
}

fn in_force<'a>(standing: &Standing, before: Option<&'a Built>) -> Before<'a> {
    match before {
        _ if standing.is_empty() => Before::Nothing,
        Some(built) => Before::Read(&built.world),
        None => Before::Unreadable,
    }
}

/// What comes into force with a document, and what is wrong with files that would if they could be read.
async fn along(
    settings: &Settings,
    store: &Store,
    standing: &Standing,
    document: &Document,
) -> Result<(Vec<Document>, Vec<Diagnostic>), LoadError> {
    let (mut files, missing) = documents::read(settings);
    files.retain(|file| (file.kind, &file.name) != (document.kind, &document.name));
    if standing.is_empty() {
        let missing = missing.into_iter().filter(|missing| missing.name != document.name);
        return Ok((files, missing.map(|missing| missing.fault).collect()));
    }
    let (mut along, mut others) = (Vec::new(), Vec::new());
    if document.kind == DocumentKind::Council {
        // No other command loads what only `purdah.toml` speaks of.
        let with_it = |kind| matches!(kind, DocumentKind::Lexicon | DocumentKind::Policy);
        let changed = files.iter().filter(|file| {
            with_it(file.kind) && standing.named().has(file.kind, &file.name) && !standing.says(file)
        });
        along.extend(changed.cloned());
        others.extend(missing.into_iter().filter(|one| with_it(one.kind)).map(|one| one.fault));
    }
    let council = documents::of_the_council(settings);
    if standing.says(&council) {
        return Ok((along, others));
    }
    along.extend(standing.newly_named(settings, &files, store).await?);
    // The council's own file speaks for itself, whether or not a running purdah has read it again.
    along.extend(files.into_iter().filter(|file| file.kind == DocumentKind::Council));
    Ok((along, others))
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
    let of = |document: &Document| (new_version(document, DocumentOrigin::Load, confirmed.clone()), by);
    let new = prepared.along.iter().chain([&prepared.document]).map(of).collect();
    let council = settings.council.clone();
    let kept = move |name: &str, bytes: &[u8]| roster::kept::kept(name, bytes, &council);
    store.rosters_tidied(&settings.council.id, kept).await?;
    let recorded = store.documents_record(&settings.council.id, prepared.seen.clone(), new).await?;
    match recorded.and_then(|mut outcomes| outcomes.pop()) {
        None => Err(LoadError::Overtaken),
        Some(DocumentOutcome::InForce(version)) if prepared.along.is_empty() => {
            Ok(Loaded::Unchanged(version.version))
        }
        Some(
            DocumentOutcome::New(version)
            | DocumentOutcome::InForce(version)
            | DocumentOutcome::Older(version)
            | DocumentOutcome::RefusedBefore(version),
        ) => Ok(Loaded::InForce(version.version)),
    }
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
