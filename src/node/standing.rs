//! What stands in the store of a council's documents, and what of it is in force: the newest valid version of every
//! document that the `purdah.toml` in force names. What lies on the disk counts only once it was taken in.

use std::collections::BTreeSet;

use chrono_tz::Europe::London;

use crate::config::Settings;
use crate::documents::named::Named;
use crate::documents::{self, Document, DocumentKind};
use crate::roster::freshness::Came;
use crate::store::{self, DocumentKey, Store, StoreError};

/// The documents of a council in its store.
#[derive(Debug)]
pub struct Standing {
    /// The newest valid version of each, named or not.
    all: Vec<store::Document>,
    named: Named,
}

impl Standing {
    /// Reads what stands.
    pub async fn read(settings: &Settings, store: &Store) -> Result<Self, StoreError> {
        let all = store.documents_in_force(&settings.council.id).await?;
        let council = all.iter().find(|version| version.kind == DocumentKind::Council);
        // Stores of earlier versions of this program say nothing of names.
        let named = council.and_then(|version| documents::named_by(&version.bytes));
        let named = named.unwrap_or_else(|| Named::by(settings));
        Ok(Self { all, named })
    }

    /// Nothing was ever taken in.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The names that count.
    pub fn named(&self) -> &Named {
        &self.named
    }

    /// The versions in force.
    pub fn in_force(&self) -> impl Iterator<Item = &store::Document> {
        self.all.iter().filter(|version| self.named.has(version.kind, &version.name))
    }

    /// The version in force of a document.
    pub fn version_of(&self, kind: DocumentKind, name: &str) -> Option<&store::Document> {
        self.in_force().find(|version| version.kind == kind && version.name == name)
    }

    /// Whether a version in force says just what a document says, as it is kept ([`Document::kept`]).
    pub fn says(&self, document: &Document) -> bool {
        self.version_of(document.kind, &document.name).is_some_and(|version| version.bytes == document.bytes)
    }

    /// The days on which the roster files in force came into the store.
    pub fn came(&self) -> Came {
        let rosters = self.in_force().filter(|version| version.kind == DocumentKind::Roster);
        rosters
            .map(|version| (version.name.clone(), version.at.with_timezone(&London).date_naive()))
            .collect()
    }

    /// What is in force, as documents.
    pub fn documents(&self) -> Vec<Document> {
        self.in_force().map(plain).collect()
    }

    /// What would be in force with these in the place of, or beside, what is.
    pub fn with(&self, new: &[&Document]) -> Vec<Document> {
        let council = new.iter().find(|document| document.kind == DocumentKind::Council);
        let named = council.and_then(|document| documents::named_by(&document.bytes));
        let named = named.as_ref().unwrap_or(&self.named);
        let replaced: BTreeSet<_> = new.iter().map(|document| (document.kind, &document.name)).collect();
        let stay = self.all.iter().filter(|version| !replaced.contains(&(version.kind, &version.name)));
        let mut all: Vec<Document> = stay.map(plain).chain(new.iter().copied().cloned()).collect();
        all.retain(|document| named.has(document.kind, &document.name));
        all.sort_by(|a, b| (a.kind.as_str(), &a.name).cmp(&(b.kind.as_str(), &b.name)));
        all
    }

    /// Those of the files that are not named in force and would bring a version of their own with their name: what
    /// was refused or replaced before does not come back with it.
    pub async fn newly_named(
        &self,
        settings: &Settings,
        files: &[Document],
        store: &Store,
    ) -> Result<Vec<Document>, StoreError> {
        let mut new = Vec::new();
        for file in files.iter().filter(|file| !self.named.has(file.kind, &file.name)) {
            let versions = store.document_versions(&settings.council.id, file.kind, &file.name).await?;
            let digest = format!("sha256:{}", file.digest());
            let known = versions.iter().any(|version| version.digest == digest);
            if !known || versions.iter().all(|version| version.refused.is_some()) {
                new.push(file.clone());
            }
        }
        Ok(new)
    }

    /// The versions that stand, for [`Store::documents_record`].
    pub fn keys(&self) -> Vec<DocumentKey> {
        self.all.iter().map(DocumentKey::of).collect()
    }
}

fn plain(version: &store::Document) -> Document {
    Document { kind: version.kind, name: version.name.clone(), bytes: version.bytes.clone() }
}
