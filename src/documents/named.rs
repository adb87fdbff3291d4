//! Which files a `purdah.toml` names. It is part of what is kept of the council: a name that is taken out takes away
//! what its file said.

use serde::{Deserialize, Serialize};

use super::document::DocumentKind;
use crate::config::Settings;

/// The names of documents, as `purdah.toml` writes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    calendars: Vec<String>,
    rosters: Vec<String>,
    lexicons: Vec<String>,
    policy: String,
}

impl Named {
    /// What a `purdah.toml` names.
    pub fn by(settings: &Settings) -> Self {
        let names = &settings.documents;
        Self {
            calendars: names.calendars.clone(),
            rosters: names.rosters.clone(),
            lexicons: names.lexicons.clone(),
            policy: settings.policy.base.clone(),
        }
    }

    /// Whether a document of this name counts. What `purdah.toml` says of the council always does.
    pub fn has(&self, kind: DocumentKind, name: &str) -> bool {
        kind == DocumentKind::Council || self.of(kind).iter().any(|listed| listed == name)
    }

    /// The names of one kind.
    pub fn of(&self, kind: DocumentKind) -> &[String] {
        match kind {
            DocumentKind::Council => &[],
            DocumentKind::Calendar => &self.calendars,
            DocumentKind::Roster => &self.rosters,
            DocumentKind::Lexicon => &self.lexicons,
            DocumentKind::Policy => std::slice::from_ref(&self.policy),
        }
    }

    /// What is named here and not there.
    pub fn beyond<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = (DocumentKind, &'a str)> {
        DocumentKind::ALL.into_iter().flat_map(move |kind| {
            let names = self.of(kind).iter().map(String::as_str);
            names.filter(move |name| !other.has(kind, name)).map(move |name| (kind, name))
        })
    }
}
