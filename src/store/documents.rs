//! Every version of every document a council's rulebook is made from.

use chrono::{DateTime, Utc};

use super::{Store, StoreError};
use crate::council::CouncilId;
use crate::documents::DocumentKind;
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
    /// Its bytes, exactly.
    pub bytes: Vec<u8>,
    /// How it came.
    pub origin: DocumentOrigin,
    /// The reason given for a suspicious change (`--confirm`).
    pub confirmed: Option<String>,
}

/// A version of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is.
    pub kind: DocumentKind,
    /// The file's name.
    pub name: String,
    /// Its number, from 1, among the versions of this document.
    pub version: u64,
    /// `sha256:` and the hexadecimal digest of its bytes.
    pub digest: String,
    /// Its bytes, exactly.
    pub bytes: Vec<u8>,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// Who brought it, as the record names them.
    pub by: String,
    /// Why it changed nothing, if it was refused.
    pub refused: Option<String>,
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

impl Store {
    /// Records a version that was read without fault; it is in force from now on.
    pub async fn document_record(
        &self,
        council: &CouncilId,
        new: NewDocument,
        by: Actor,
    ) -> Result<DocumentOutcome, StoreError> {
        unimplemented!("follows in the next commit")
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
        unimplemented!("follows in the next commit")
    }

    /// The newest valid version of every document, by kind and name.
    pub async fn documents_in_force(&self, council: &CouncilId) -> Result<Vec<Document>, StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// Every version of a document, newest first, refused ones included.
    pub async fn document_versions(
        &self,
        council: &CouncilId,
        kind: DocumentKind,
        name: &str,
    ) -> Result<Vec<Document>, StoreError> {
        unimplemented!("follows in the next commit")
    }
}
