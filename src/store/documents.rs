//! Every version of every document a council's rulebook is made from.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::record::Clocked;
use super::statement::{Row, values};
use super::transaction::Tx;
use super::{Store, StoreError};
use crate::audit::NewEvent;
use crate::audit::event::actor_name;
use crate::council::CouncilId;
use crate::documents::{self, DocumentKind};
use crate::review::step::Actor;

/// How a version came to the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentOrigin {
    /// A file `purdah.toml` names, read at start or on change: makes a version only if its digest was never
    /// recorded for this document.
    File,
    /// Loaded by command or desk: always makes a version, unless it equals the one in force.
    Load,
}

/// A version to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDocument {
    /// What it is.
    pub kind: DocumentKind,
    /// The file's name as `purdah.toml` writes it.
    pub name: String,
    /// What is kept of it: its bytes, or what was read of a roster.
    pub bytes: Vec<u8>,
    /// How it came.
    pub origin: DocumentOrigin,
    /// The reason given for a suspicious change (`--confirm`).
    pub confirmed: Option<String>,
}

/// A version of a document, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is.
    pub kind: DocumentKind,
    /// The file's name.
    pub name: String,
    /// What is kept of it: its bytes, or what was read of a roster.
    pub bytes: Vec<u8>,
    /// Its number, from 1, among the versions of this document.
    pub version: u64,
    /// `sha256:` and the lower-case hexadecimal digest of the file as it was received.
    pub digest: String,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// Who brought it, as the record names them.
    pub by: String,
    /// The reason given for a suspicious change.
    pub confirmed: Option<String>,
    /// Why it changed nothing, if it was refused.
    pub refused: Option<String>,
}

/// A version of a document, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentEntry {
    /// The file's name.
    pub name: String,
    /// Its number, from 1, among the versions of this document.
    pub version: u64,
    /// `sha256:` and the lower-case hexadecimal digest of the file as it was received.
    pub digest: String,
    /// How many bytes are kept of it.
    pub size: u64,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// Who brought it, as the record names them.
    pub by: String,
    /// The reason given for a suspicious change.
    pub confirmed: Option<String>,
    /// Why it changed nothing, if it was refused.
    pub refused: Option<String>,
}

/// One version of one document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocumentKey {
    kind: DocumentKind,
    name: String,
    version: u64,
}

impl DocumentKey {
    /// Of a version that was read.
    pub fn of(document: &Document) -> Self {
        Self { kind: document.kind, name: document.name.clone(), version: document.version }
    }
}

/// What recording a version led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentOutcome {
    /// A new version; it is in force.
    New(Document),
    /// It equals the version in force: nothing changed.
    InForce(Document),
    /// A file that equals an older version: nothing changed; `purdah … load` brings it back.
    Older(Document),
    /// A file that equals a version that was refused: nothing changed.
    RefusedBefore(Document),
}

/// Every column of a document that [`version`] reads.
macro_rules! document_columns {
    ($rest:literal) => {
        concat!(
            "select kind, name, version, digest, bytes, at, by_whom, confirmed, refused from documents ",
            $rest
        )
    };
}

impl Store {
    /// Records versions that were read together without fault, all or none; they are in force from now on. `seen`
    /// are the newest valid versions they were looked at with: when others stand by now, nothing is recorded, and
    /// None is returned.
    pub async fn documents_record(
        &self,
        council: &CouncilId,
        seen: Vec<DocumentKey>,
        new: Vec<(NewDocument, Actor)>,
    ) -> Result<Option<Vec<DocumentOutcome>>, StoreError> {
        let mut seen = seen;
        seen.sort();
        let of = Arc::new((council.clone(), seen, new));
        self.write(council, move |tx| {
            let of = Arc::clone(&of);
            Box::pin(async move {
                let (council, seen, new) = &*of;
                if standing(tx, council).await? != *seen {
                    return Ok(None);
                }
                let mut outcomes = Vec::with_capacity(new.len());
                for (document, by) in new {
                    outcomes.push(record(tx, council, document, *by).await?);
                }
                Ok(Some(outcomes))
            })
        })
        .await
    }

    /// Records a version that could not be read, with why; the version in force stays. The same bytes refused
    /// again are not recorded again.
    pub async fn document_refused(
        &self,
        council: &CouncilId,
        new: NewDocument,
        why: &str,
        by: Actor,
    ) -> Result<Document, StoreError> {
        let of = Arc::new((council.clone(), new, why.to_owned()));
        self.write(council, move |tx| {
            let of = Arc::clone(&of);
            Box::pin(async move {
                let (council, new, why) = &*of;
                let known = versions(tx, council, new).await?;
                let digest = digest(new.kind, &new.bytes);
                if let Some(same) =
                    known.into_iter().find(|known| known.digest == digest && known.refused.is_some())
                {
                    return Ok(same);
                }
                insert(tx, council, new, Some(why), by).await
            })
        })
        .await
    }

    /// The newest valid version of every document, by kind and name.
    pub async fn documents_in_force(&self, council: &CouncilId) -> Result<Vec<Document>, StoreError> {
        let rows = self
            .rows(
                document_columns!(
                    "d where council = $1 and refused is null and version = (select max(version) from documents n \
                     where n.council = d.council and n.kind = d.kind and n.name = d.name and n.refused is null) \
                     order by kind, name"
                ),
                values![council],
            )
            .await?;
        rows.iter().map(version).collect()
    }

    /// Every version of every document of a kind, without the bytes: by name, and newest first.
    pub async fn document_history(
        &self,
        council: &CouncilId,
        kind: DocumentKind,
    ) -> Result<Vec<DocumentEntry>, StoreError> {
        let rows = self
            .rows(
                "select name, version, digest, cast(length(bytes) as bigint) as size, at, by_whom, confirmed, refused \
                 from documents where council = $1 and kind = $2 order by name, version desc",
                values![council, kind.as_str()],
            )
            .await?;
        rows.iter().map(entry).collect()
    }

    /// Keeps of every roster what `kept` makes of it, where that is something else: earlier versions of this program
    /// kept files as they were received. Version and digest stay.
    pub async fn rosters_tidied(
        &self,
        council: &CouncilId,
        kept: impl Fn(&str, &[u8]) -> Vec<u8> + Send + Sync + 'static,
    ) -> Result<(), StoreError> {
        let rows = self
            .rows(
                document_columns!("where council = $1 and kind = 'roster' order by name, version"),
                values![council],
            )
            .await?;
        let mut changed = Vec::new();
        for document in rows.iter().map(version).collect::<Result<Vec<_>, _>>()? {
            let bytes = kept(&document.name, &document.bytes);
            if bytes != document.bytes {
                changed.push((document, bytes));
            }
        }
        if changed.is_empty() {
            return Ok(());
        }
        let of = Arc::new((council.clone(), changed));
        self.write(council, move |tx| {
            let of = Arc::clone(&of);
            Box::pin(async move {
                for (document, bytes) in &of.1 {
                    keep_instead(tx, &of.0, document, bytes).await?;
                }
                Ok::<(), StoreError>(())
            })
        })
        .await?;
        self.0.database.settle().await
    }

    /// When a council's calendar last changed: its newest valid version, or that of the council's own settings,
    /// which choose among the elections of a list.
    pub async fn calendar_changed(&self, council: &CouncilId) -> Result<Option<DateTime<Utc>>, StoreError> {
        let rows = self
            .rows(
                "select at from documents where council = $1 and kind in ('calendar', 'council') and refused is null \
                 order by at desc limit 1",
                values![council],
            )
            .await?;
        rows.first().map(|row| row.time("at")).transpose()
    }

    /// Every version of a document, newest first, refused ones included.
    pub async fn document_versions(
        &self,
        council: &CouncilId,
        kind: DocumentKind,
        name: &str,
    ) -> Result<Vec<Document>, StoreError> {
        let rows = self
            .rows(
                document_columns!("where council = $1 and kind = $2 and name = $3 order by version desc"),
                values![council, kind.as_str(), name],
            )
            .await?;
        rows.iter().map(version).collect()
    }
}

fn digest(kind: DocumentKind, bytes: &[u8]) -> String {
    format!("sha256:{}", documents::digest(kind, bytes))
}

fn version(row: &Row) -> Result<Document, StoreError> {
    Ok(Document {
        kind: row.parsed("kind")?,
        name: row.text("name")?,
        bytes: row.bytes("bytes")?,
        version: row.size("version")?,
        digest: row.text("digest")?,
        at: row.time("at")?,
        by: row.text("by_whom")?,
        confirmed: row.maybe_text("confirmed")?,
        refused: row.maybe_text("refused")?,
    })
}

fn entry(row: &Row) -> Result<DocumentEntry, StoreError> {
    Ok(DocumentEntry {
        name: row.text("name")?,
        version: row.size("version")?,
        digest: row.text("digest")?,
        size: row.size("size")?,
        at: row.time("at")?,
        by: row.text("by_whom")?,
        confirmed: row.maybe_text("confirmed")?,
        refused: row.maybe_text("refused")?,
    })
}

/// The newest valid version of every document, in order.
async fn standing(tx: &mut Tx, council: &CouncilId) -> Result<Vec<DocumentKey>, StoreError> {
    let rows = tx
        .rows(
            "select kind, name, max(version) as version from documents where council = $1 and refused is null \
             group by kind, name",
            values![council],
        )
        .await?;
    let key = |row: &Row| {
        Ok(DocumentKey { kind: row.parsed("kind")?, name: row.text("name")?, version: row.size("version")? })
    };
    let mut keys = rows.iter().map(key).collect::<Result<Vec<_>, StoreError>>()?;
    keys.sort();
    Ok(keys)
}

/// Every version of a document, newest first.
async fn versions(
    tx: &mut Tx,
    council: &CouncilId,
    document: &NewDocument,
) -> Result<Vec<Document>, StoreError> {
    let rows = tx
        .rows(
            document_columns!("where council = $1 and kind = $2 and name = $3 order by version desc"),
            values![council, document.kind.as_str(), document.name.as_str()],
        )
        .await?;
    rows.iter().map(version).collect()
}

async fn record(
    tx: &mut Tx,
    council: &CouncilId,
    new: &NewDocument,
    by: Actor,
) -> Result<DocumentOutcome, StoreError> {
    let digest = digest(new.kind, &new.bytes);
    let known = versions(tx, council, new).await?;
    let in_force = known.iter().find(|known| known.refused.is_none());
    if let Some(same) = in_force.filter(|known| known.digest == digest) {
        // The same file, read by another version of the program or for a council of other names.
        if same.bytes != new.bytes {
            keep_instead(tx, council, same, &new.bytes).await?;
        }
        return Ok(DocumentOutcome::InForce(same.clone()));
    }
    if new.origin == DocumentOrigin::File {
        match known.into_iter().find(|known| known.digest == digest) {
            Some(same) if same.refused.is_some() => return Ok(DocumentOutcome::RefusedBefore(same)),
            Some(same) => return Ok(DocumentOutcome::Older(same)),
            None => {}
        }
    }
    insert(tx, council, new, None, by).await.map(DocumentOutcome::New)
}

async fn keep_instead(
    tx: &mut Tx,
    council: &CouncilId,
    document: &Document,
    bytes: &[u8],
) -> Result<(), StoreError> {
    tx.execute(
        "update documents set bytes = $5 where council = $1 and kind = $2 and name = $3 and version = $4",
        values![council, document.kind.as_str(), document.name.as_str(), document.version, bytes],
    )
    .await
    .map(drop)
}

async fn insert(
    tx: &mut Tx,
    council: &CouncilId,
    new: &NewDocument,
    refused: Option<&str>,
    by: Actor,
) -> Result<Document, StoreError> {
    let newest = tx
        .row(
            "select coalesce(max(version), 0) as newest from documents where council = $1 and kind = $2 and name = $3",
            values![council, new.kind.as_str(), new.name.as_str()],
        )
        .await?;
    let number = newest.map_or(Ok(0), |row| row.size("newest"))?.saturating_add(1);
    let recorded = Document {
        kind: new.kind,
        name: new.name.clone(),
        bytes: new.bytes.clone(),
        version: number,
        digest: digest(new.kind, &new.bytes),
        at: tx.now,
        by: actor_name(by),
        confirmed: new.confirmed.clone(),
        refused: refused.map(str::to_owned),
    };
    tx.execute(
        "insert into documents (council, kind, name, version, digest, bytes, at, by_whom, confirmed, refused) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        values![
            council,
            new.kind.as_str(),
            new.name.as_str(),
            number,
            recorded.digest.as_str(),
            &new.bytes,
            recorded.at,
            recorded.by.as_str(),
            recorded.confirmed.as_deref(),
            refused,
        ],
    )
    .await?;
    let kind = if refused.is_some() { "document-refused" } else { "document-recorded" };
    let data = json!({
        "kind": new.kind.as_str(),
        "version": number,
        "digest": recorded.digest,
        "confirmed": recorded.confirmed.is_some(),
    });
    tx.append(council, Clocked::Loosely, NewEvent::new(by, kind, data)).await?;
    Ok(recorded)
}
