//! The roster: the people, parties and offices a council's posts may not promote, with dates.
//!
//! [`formats`] reads files. [`styled`] takes what they write around a name off it, [`party`] the many spellings of a
//! party together and [`office`] says what a role makes of its holder; [`name`] knows how a name is made up.
//! [`gather`] makes one roster of several files, and [`freshness`] tells when they are behind the elections; [`kept`] is
//! what a store holds of a file.

#![deny(clippy::disallowed_methods)]

pub mod astray;
mod candidacy;
pub mod difference;
pub mod formats;
pub mod freshness;
pub mod gather;
pub mod kept;
pub mod name;
pub mod office;
pub mod party;
pub mod styled;

use std::fmt::Write as _;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use office::{Kind, Role};

use crate::calendar::Period;

/// Everybody the guard knows by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Roster {
    /// Councillors, candidates, politicians, parties and offices, in the order they were loaded.
    pub people: Vec<Entry>,
    /// Names and longer phrases that look like theirs and are not.
    pub namesakes: Vec<Namesake>,
}

/// Somebody or something that shares a name with an entry: `[roster] namesakes` of `purdah.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Namesake {
    /// The name as people write it: "Smith Street", or a councillor's very name.
    pub name: String,
    /// Who or what it is, in a few words that a post about it would use: "chief fire officer".
    #[serde(default)]
    pub note: String,
}

/// One row of a roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Stable between loads and never a name: the file's own id, or one derived from the row.
    pub id: String,
    /// The name as written, titles and all.
    pub name: String,
    /// Other ways the name is written.
    pub aliases: Vec<String>,
    /// The title, such as `Cllr`; empty when none.
    pub title: String,
    /// What they hold, such as `Leader of the Council`.
    pub roles: Vec<Role>,
    /// The party as written.
    pub party: Option<String>,
    /// The ward they sit for or stand in.
    pub ward: Option<String>,
    /// Accounts, without the leading `@`, in lower case.
    pub handles: Vec<String>,
    /// The page about them.
    pub profile_url: Option<String>,
    /// What they are to the rules.
    pub kind: Kind,
    /// Stands in an election (`is_candidate`).
    pub is_candidate: bool,
    /// The elections they stand in.
    pub candidate_in: Vec<Candidacy>,
    /// The first day on which the row holds; absent = always did.
    pub from: Option<NaiveDate>,
    /// The last day on which the row holds; absent = still does.
    pub until: Option<NaiveDate>,
    /// Their portrait: a file, relative to the roster, or the address a feed gives. Addresses are never fetched.
    pub portrait: Option<String>,
}

/// An election somebody stands in, as `candidate_in` writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Candidacy {
    /// `YYYY-MM-DD[:ward]`: the polls of that day.
    Poll {
        /// Polling day.
        date: NaiveDate,
        /// The ward stood in, when the row says.
        ward: Option<String>,
    },
    /// An election's id.
    Election(String),
}

impl Entry {
    /// An entry of which nothing else is known.
    pub fn new(id: impl Into<String>, name: impl Into<String>, kind: Kind) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            aliases: Vec::new(),
            title: String::new(),
            roles: Vec::new(),
            party: None,
            ward: None,
            handles: Vec::new(),
            profile_url: None,
            kind,
            is_candidate: false,
            candidate_in: Vec::new(),
            from: None,
            until: None,
            portrait: None,
        }
    }

    /// Whether the row holds on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether the row earns the civic exemption: a role marked `(civic)`, or an office. Never the word Mayor.
    pub fn is_civic(&self) -> bool {
        self.kind == Kind::Office || self.roles.iter().any(|role| role.civic)
    }

    /// Whether they stand in the election behind a period. A candidate whose row names no election stands in all.
    pub fn stands_in(&self, period: &Period) -> bool {
        (self.is_candidate || self.kind == Kind::Candidate)
            && (self.candidate_in.is_empty() || self.candidate_in.iter().any(|c| c.is_in(period)))
    }
}

/// An id for a row whose file names people by something that may be their name, such as an address: a short number
/// stays as it is, anything else is made unreadable.
pub fn id_in(scheme: &str, identifier: &str) -> String {
    if !identifier.is_empty() && identifier.len() <= 12 && identifier.bytes().all(|b| b.is_ascii_digit()) {
        return format!("{scheme}-{identifier}");
    }
    format!("{scheme}-{}", digest(&["purdah.roster.v1", scheme, identifier]))
}

/// An id for a row that brings none: the same for the same name, kind and ward, and no name can be read from it.
pub fn derived_id(name: &str, kind: Kind, ward: Option<&str>) -> String {
    let name = name.to_lowercase();
    let ward = ward.unwrap_or_default().to_lowercase();
    format!("r-{}", digest(&["purdah.roster.v1", &name, kind.as_str(), &ward]))
}

fn digest(pieces: &[&str]) -> String {
    let mut hash = Sha256::new();
    for piece in pieces {
        hash.update(piece.as_bytes());
        hash.update([0]);
    }
    hexadecimal(&hash.finalize()[..6])
}

fn hexadecimal(bytes: &[u8]) -> String {
    let mut hexadecimal = String::new();
    for byte in bytes {
        // Writing to a string cannot fail.
        let _written = write!(hexadecimal, "{byte:02x}");
    }
    hexadecimal
}
