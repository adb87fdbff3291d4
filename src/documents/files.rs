//! Documents read from the files that `purdah.toml` names.

use std::io::Read as _;
use std::path::Path;

use super::document::{COUNCIL, Document, DocumentKind};
use super::profile::of_the_council;
use crate::calendar;
use crate::config::{Settings, bounded, unreadable};
use crate::diagnostic::Diagnostic;
use crate::guard::policy::file as policy;
use crate::roster;

/// A document that could not be read from its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What it is.
    pub kind: DocumentKind,
    /// Its name.
    pub name: String,
    /// Why.
    pub fault: Diagnostic,
}

/// Reads every document a `purdah.toml` names: those that can be read, and those that cannot.
pub fn read(settings: &Settings) -> (Vec<Document>, Vec<Missing>) {
    let names = &settings.documents;
    let mut found = vec![of_the_council(settings)];
    let mut missing = Vec::new();
    let own_policy = policy::shipped(&settings.policy.base).is_none().then(|| settings.policy.base.clone());
    let listed = [
        (DocumentKind::Calendar, &names.calendars),
        (DocumentKind::Roster, &names.rosters),
        (DocumentKind::Lexicon, &names.lexicons),
        (DocumentKind::Policy, &Vec::from_iter(own_policy)),
    ];
    for (kind, names_of_kind) in listed {
        for name in names_of_kind {
            match read_file(&names.folder, name, kind) {
                Ok(bytes) => found.push(Document { kind, name: name.clone(), bytes }),
                Err(fault) => missing.push(Missing { kind, name: name.clone(), fault: *fault }),
            }
        }
    }
    (found, missing)
}

fn read_file(folder: &Path, name: &str, kind: DocumentKind) -> Result<Vec<u8>, Box<Diagnostic>> {
    let path = folder.join(name);
    bytes_of(&path, kind).map_err(|error| {
        if kind == DocumentKind::Policy && error.kind() == std::io::ErrorKind::NotFound {
            let (message, repair) = policy::unknown(name);
            return Box::new(Diagnostic::of_file(COUNCIL, message, format!("in [policy], {repair}")));
        }
        let fault = unreadable(&path.display().to_string(), &error);
        if error.kind() == std::io::ErrorKind::NotFound {
            let repair = format!(
                "put the file there, correct its name, or take it out of [{}] files in purdah.toml; names there are \
                 relative to it",
                kind.as_str()
            );
            return Box::new(Diagnostic { repair, ..fault });
        }
        Box::new(fault)
    })
}

/// Reads a document's file: of one that is larger than any may be, no more than shows it. Of a calendar so much that its
/// own reader can refuse it.
///
/// # Errors
/// What the system says; [`std::io::ErrorKind::FileTooLarge`]; a roster as a store keeps it.
pub fn bytes_of(path: &Path, kind: DocumentKind) -> std::io::Result<Vec<u8>> {
    let most = match kind {
        DocumentKind::Council | DocumentKind::Policy => bounded::SETTINGS,
        DocumentKind::Lexicon => bounded::LEXICON,
        DocumentKind::Roster => bounded::ROSTER,
        DocumentKind::Calendar => {
            let mut bytes = Vec::new();
            let most = u64::try_from(calendar::formats::LARGEST).unwrap_or(u64::MAX).saturating_add(1);
            std::fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
            return Ok(bytes);
        }
    };
    let bytes = bounded::bounded(path, most)?;
    // It would speak for a file nobody has seen.
    if kind == DocumentKind::Roster && roster::kept::is_kept(&bytes) {
        let why = "this is a roster as a store keeps it, not one to be loaded";
        return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, why));
    }
    Ok(bytes)
}
