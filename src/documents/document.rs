//! One document: its kind, its name and its bytes.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::council::Council;
use crate::post::content::hex;
use crate::roster;

/// The name of what is kept of a council, whatever its file is called.
pub const COUNCIL: &str = "purdah.toml";

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// What `purdah.toml` says of the council, its policy and its namesakes.
    Council,
    /// A calendar file.
    Calendar,
    /// A roster file.
    Roster,
    /// A lexicon file.
    Lexicon,
    /// A policy of the council's own.
    Policy,
}

impl DocumentKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Council, Self::Calendar, Self::Roster, Self::Lexicon, Self::Policy];

    /// The word in the store, events and pages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Council => "council",
            Self::Calendar => "calendar",
            Self::Roster => "roster",
            Self::Lexicon => "lexicon",
            Self::Policy => "policy",
        }
    }
}

impl std::str::FromStr for DocumentKind {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == s)
            .ok_or_else(|| format!("`{s}` is not a kind of document"))
    }
}

/// One document, as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is.
    pub kind: DocumentKind,
    /// The name `purdah.toml` gives it.
    pub name: String,
    /// What it says.
    pub bytes: Vec<u8>,
}

impl Document {
    /// Lower-case hexadecimal SHA-256 of the file as it was received.
    pub fn digest(&self) -> String {
        digest(self.kind, &self.bytes)
    }

    /// As it is kept: of a roster what was read of it, of every other document its bytes.
    #[must_use]
    pub fn kept(&self, council: &Council) -> Self {
        match self.kind {
            DocumentKind::Roster => {
                Self { bytes: roster::kept::kept(&self.name, &self.bytes, council), ..self.clone() }
            }
            DocumentKind::Council | DocumentKind::Calendar | DocumentKind::Lexicon | DocumentKind::Policy => {
                self.clone()
            }
        }
    }
}

/// Lower-case hexadecimal SHA-256 of a document as it was received, whether these are its bytes or what is kept of it.
pub fn digest(kind: DocumentKind, bytes: &[u8]) -> String {
    match kind {
        DocumentKind::Roster => roster::kept::digest(bytes),
        DocumentKind::Council | DocumentKind::Calendar | DocumentKind::Lexicon | DocumentKind::Policy => {
            hex(&Sha256::digest(bytes))
        }
    }
}
