//! The documents a judgement stands on, and the world they make.
//!
//! A calendar, a roster, a lexicon, a policy, and what `purdah.toml` says of the council are documents.
//! `check` reads them from files each time; `serve` keeps every version in the store ([`crate::node`]).

pub mod named;

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::calendar;
use crate::calendar::assemble::{Assembled, assemble};
use crate::config::{Settings, unreadable};
use crate::council::Council;
use crate::diagnostic::{Diagnostic, Place, suggestion};
use crate::guard::policy::{Choice, Policy, file as policy};
use crate::guard::world::World;
use crate::lexicon;
use crate::post::content::hex;
use crate::roster::{self, Namesake, Roster};

use named::Named;

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
    /// Lower-case hexadecimal SHA-256 of the bytes.
    pub fn digest(&self) -> String {
        hex(&Sha256::digest(&self.bytes))
    }
}

/// The part of `purdah.toml` a verdict depends on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Profile {
    council: Council,
    policy: Choice,
    namesakes: Vec<Namesake>,
    /// The documents it names; None where an earlier version of this program kept it.
    #[serde(default)]
    names: Option<Named>,
}

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

/// What a `purdah.toml` says of the council, its policy and its namesakes.
pub fn of_the_council(settings: &Settings) -> Document {
    let profile = Profile {
        council: settings.council.clone(),
        policy: settings.policy.clone(),
        namesakes: settings.namesakes.clone(),
        names: Some(Named::by(settings)),
    };
    Document {
        kind: DocumentKind::Council,
        name: COUNCIL.to_owned(),
        // Strings, numbers and maps with string keys always serialise.
        bytes: serde_json_canonicalizer::to_vec(&profile).unwrap_or_default(),
    }
}

/// The documents that what is kept of a council names; None where it says nothing of them.
pub fn named_by(council: &[u8]) -> Option<Named> {
    serde_json::from_slice::<Profile>(council).ok()?.names
}

fn read_file(folder: &Path, name: &str, kind: DocumentKind) -> Result<Vec<u8>, Box<Diagnostic>> {
    let path = folder.join(name);
    bytes_of(&path, kind).map_err(|error| Box::new(unreadable(&path.display().to_string(), &error)))
}

/// Reads a document's file: of a calendar that is larger than any may be, only so much that its reader can refuse it.
///
/// # Errors
/// What the system says.
pub fn bytes_of(path: &Path, kind: DocumentKind) -> std::io::Result<Vec<u8>> {
    if kind != DocumentKind::Calendar {
        return std::fs::read(path);
    }
    let mut bytes = Vec::new();
    let most = u64::try_from(calendar::formats::LARGEST).unwrap_or(u64::MAX).saturating_add(1);
    std::fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A world, and what its documents left worth a look.
#[derive(Debug)]
pub struct Built {
    /// What a rulebook is compiled from.
    pub world: World,
    /// Remarks that stop nothing.
    pub notes: Vec<Diagnostic>,
    /// Days of the calendar an officer should correct or confirm; until then the statutory day rules.
    pub queries: Vec<Diagnostic>,
    /// What each roster file says of seats.
    pub rosters: Vec<roster::gather::Source>,
    /// The last year whose bank holidays are known whole.
    pub bank_holidays_until: Option<i32>,
}

impl Built {
    /// What shows on a day that the roster is behind the elections: older than the last one, terms that have ended, a
    /// by-election whose winner is not there.
    pub fn roster_queries(&self, day: NaiveDate) -> Vec<Diagnostic> {
        roster::freshness::queries(&self.world.roster.people, &self.rosters, &self.world.calendar, day)
    }
}

/// Makes a world of documents. Every fault of every document is reported.
pub fn world(documents: &[Document]) -> Result<Built, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut notes = Vec::new();
    let mut sheets = Vec::new();
    let mut rosters = Vec::new();
    let mut lexicons = lexicon::file::shipped();
    let mut profile = None;
    let mut own_policy = None;
    for document in documents {
        let (name, bytes) = (document.name.as_str(), document.bytes.as_slice());
        match document.kind {
            DocumentKind::Council => match serde_json::from_slice::<Profile>(bytes) {
                Ok(read) => profile = Some(read),
                Err(error) => faults.push(Diagnostic::of_file(
                    name,
                    format!("what is kept of the council cannot be read: {error}"),
                    "start purdah serve with the council's purdah.toml again",
                )),
            },
            DocumentKind::Calendar => {
                keep(calendar::formats::read(name, bytes), &mut faults, |read| sheets.push(read));
            }
            // Lists of many councils are read for this one: they wait until it is known.
            DocumentKind::Roster => {}
            DocumentKind::Lexicon => {
                keep(lexicon::file::read(name, bytes), &mut faults, |read| lexicons.push(read));
            }
            DocumentKind::Policy => own_policy = Some((name, String::from_utf8_lossy(bytes))),
        }
    }
    let Some(profile) = profile else {
        if faults.is_empty() {
            faults.push(Diagnostic::of_file(
                "purdah.toml",
                "nothing is known of the council",
                "name its purdah.toml",
            ));
        }
        return Err(faults);
    };
    for document in documents.iter().filter(|document| document.kind == DocumentKind::Roster) {
        keep(roster::formats::read(&document.name, &document.bytes, &profile.council), &mut faults, |read| {
            rosters.push((document.name.clone(), read));
        });
    }
    let gathered = roster::gather::gather(rosters);
    notes.extend(gathered.notes);
    let base = profile.policy.base.as_str();
    let policy = match (policy::shipped(base), &own_policy) {
        (Some(text), _) => Policy::resolve(base, text, &profile.policy),
        (None, Some((name, text))) => Policy::resolve(name, text, &profile.policy),
        (None, None) => Err(vec![Diagnostic::of_file(
            "purdah.toml",
            format!("no policy is called `{base}`"),
            "write base = \"lga\", or the path of a policy file",
        )]),
    };
    let mut assembled = Assembled::default();
    keep(assemble(sheets, &profile.council), &mut faults, |read| assembled = read);
    notes.append(&mut assembled.notes);
    notes.extend(unknown_wards(&assembled.wards, &profile.council, &gathered.people));
    match policy {
        Ok(policy) if faults.is_empty() => Ok(Built {
            world: World {
                council: profile.council,
                calendar: assembled.calendar,
                roster: Roster { people: gathered.people, namesakes: profile.namesakes },
                lexicons,
                policy,
            },
            notes,
            queries: assembled.queries,
            rosters: gathered.sources,
            bank_holidays_until: assembled.bank_holidays_until,
        }),
        Ok(_) => Err(faults),
        Err(more) => {
            faults.extend(more);
            Err(faults)
        }
    }
}

fn keep<T>(read: Result<T, Vec<Diagnostic>>, faults: &mut Vec<Diagnostic>, take: impl FnOnce(T)) {
    match read {
        Ok(value) => take(value),
        Err(more) => faults.extend(more),
    }
}

/// Wards an election names that the council is not known to have: a misspelt ward would restrict nobody.
fn unknown_wards(named: &[(String, Place)], council: &Council, people: &[roster::Entry]) -> Vec<Diagnostic> {
    let sat_for = people.iter().filter_map(|entry| entry.ward.as_ref());
    let known: BTreeSet<&str> = council.wards.keys().chain(sat_for).map(String::as_str).collect();
    let is_known = |ward: &str| known.iter().any(|known| known.eq_ignore_ascii_case(ward));
    let strange = named.iter().filter(|(ward, _)| !known.is_empty() && !is_known(ward));
    strange
        .map(|(ward, place)| {
            let repair = match suggestion(ward, known.iter().copied()) {
                Some(meant) => {
                    format!("did you mean `{meant}`? Write it as [council.wards] or the roster does")
                }
                None => {
                    "write it as [council.wards] or the roster does, or add it to [council.wards]".to_owned()
                }
            };
            place.fault(
                format!("no councillor sits for `{ward}`, and [council.wards] does not name it"),
                repair,
            )
        })
        .collect()
}
