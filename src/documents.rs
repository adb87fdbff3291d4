//! The documents a judgement stands on, and the world they make.
//!
//! A calendar, a roster, a lexicon, a policy, and what `purdah.toml` says of the council are documents.
//! `check` reads them from files each time; `serve` keeps every version in the store ([`crate::node`]).

pub mod disarmed;
pub mod named;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::Path;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::calendar::assemble::{Assembled, assemble};
use crate::calendar::{self, Calendar};
use crate::config::{Settings, bounded, unreadable};
use crate::council::Council;
use crate::diagnostic::{Diagnostic, Place, suggestion};
use crate::guard::policy::{Choice, Policy, file as policy};
use crate::guard::world::World;
use crate::lexicon::{self, Lexicon};
use crate::post::content::hex;
use crate::roster::freshness::Came;
use crate::roster::gather::Gathered;
use crate::roster::{self, Namesake, Roster};
use crate::text;

use disarmed::{Disarmed, disarmed};
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
    /// The roster files each person is in, by their id.
    pub people_in: BTreeMap<String, Vec<String>>,
    /// The last year whose bank holidays are known whole.
    pub bank_holidays_until: Option<i32>,
}

impl Built {
    /// What shows on a day that the roster is behind the elections: older than the last one, terms that have ended, a
    /// by-election whose winner is not there; or that it names fewer members than any council has.
    pub fn roster_queries(&self, came: &Came, day: NaiveDate) -> Vec<Diagnostic> {
        roster_queries(&self.world.roster.people, &self.rosters, &self.world.calendar, came, day)
    }

    /// Settings that take the edge off the guard without saying so.
    pub fn disarmed(&self) -> Vec<Disarmed> {
        of_world(&self.world)
    }
}

/// Settings that take the edge off a guard without saying so.
pub fn of_world(world: &World) -> Vec<Disarmed> {
    disarmed(disarmed::Settings {
        council: &world.council,
        policy: &world.policy,
        people: &world.roster.people,
        namesakes: &world.roster.namesakes,
        lexicons: &world.lexicons,
    })
}

/// The same of documents, as far as they can be read.
pub fn disarmed_by(documents: &[Document], policy: &Policy) -> Vec<Disarmed> {
    let Some(pieces) = pieces(documents, &mut Vec::new()) else { return Vec::new() };
    disarmed(disarmed::Settings {
        council: &pieces.profile.council,
        policy,
        people: &pieces.gathered.people,
        namesakes: &pieces.profile.namesakes,
        lexicons: &pieces.lexicons,
    })
}

/// The same of a roster that is compiled already.
pub fn roster_queries(
    people: &[roster::Entry],
    sources: &[roster::gather::Source],
    calendar: &Calendar,
    came: &Came,
    day: NaiveDate,
) -> Vec<Diagnostic> {
    let mut queries = roster::freshness::queries(people, sources, calendar, came, day);
    queries.extend(roster::freshness::few(people, sources));
    queries
}

/// What documents say, each read as far as it can be.
struct Pieces<'a> {
    profile: Profile,
    gathered: Gathered,
    assembled: Assembled,
    lexicons: Vec<Lexicon>,
    own_policy: Option<(&'a str, Cow<'a, str>)>,
    notes: Vec<Diagnostic>,
}

/// Reads documents. Every fault of every document is added to `faults`; None where nothing is known of the council.
fn pieces<'a>(documents: &'a [Document], faults: &mut Vec<Diagnostic>) -> Option<Pieces<'a>> {
    let mut sheets = Vec::new();
    let mut rosters = Vec::new();
    let mut lexicons = lexicons(&lexicon::file::SHIPPED, faults);
    let mut own_policy = None;
    for document in documents {
        let (name, bytes) = (document.name.as_str(), document.bytes.as_slice());
        match document.kind {
            DocumentKind::Calendar => {
                keep(calendar::formats::read(name, bytes), faults, |read| sheets.push(read));
            }
            DocumentKind::Lexicon => {
                keep(lexicon::file::read(name, bytes), faults, |read| lexicons.push(read));
            }
            DocumentKind::Policy => own_policy = Some((name, String::from_utf8_lossy(bytes))),
            // Lists of many councils are read for this one: they wait until it is known.
            DocumentKind::Council | DocumentKind::Roster => {}
        }
    }
    let mut profile = profile(documents, faults)?;
    // What an earlier version of this program let in: it would stand everywhere.
    profile.namesakes.retain(|namesake| !text::words(&namesake.name).is_empty());
    for document in documents.iter().filter(|document| document.kind == DocumentKind::Roster) {
        keep(roster::kept::read(&document.name, &document.bytes, &profile.council), faults, |read| {
            rosters.push((document.name.clone(), read));
        });
    }
    let gathered = roster::gather::gather(rosters);
    faults.extend(gathered.faults.iter().cloned());
    let mut notes = gathered.notes.clone();
    let mut assembled = Assembled::default();
    keep(assemble(sheets, &profile.council), faults, |read| assembled = read);
    notes.append(&mut assembled.notes);
    notes.extend(unknown_wards(&assembled.wards, &profile.council, &gathered.people));
    Some(Pieces { profile, gathered, assembled, lexicons, own_policy, notes })
}

/// Reads the lexicons shipped with this version. A fault in one of them stops everything, as a fault in a council's own
/// does: with its words missing the guard would let posts pass that it has to stop.
fn lexicons(shipped: &[(&str, &str)], faults: &mut Vec<Diagnostic>) -> Vec<Lexicon> {
    let mut lexicons = Vec::new();
    for (name, text) in shipped {
        keep(lexicon::file::read(name, text.as_bytes()), faults, |read| lexicons.push(read));
    }
    lexicons
}

/// What is kept of the council; None with a fault.
fn profile(documents: &[Document], faults: &mut Vec<Diagnostic>) -> Option<Profile> {
    let council = documents.iter().rev().find(|document| document.kind == DocumentKind::Council);
    let Some(council) = council else {
        if faults.is_empty() {
            let message = "nothing is known of the council";
            faults.push(Diagnostic::of_file(COUNCIL, message, "name its purdah.toml"));
        }
        return None;
    };
    match serde_json::from_slice(&council.bytes) {
        Ok(profile) => Some(profile),
        Err(error) => {
            faults.push(Diagnostic::of_file(
                &council.name,
                format!("what is kept of the council cannot be read: {error}"),
                "start purdah serve with the council's purdah.toml again",
            ));
            None
        }
    }
}

fn resolved(profile: &Profile, own: Option<(&str, &str)>) -> Result<Policy, Vec<Diagnostic>> {
    let base = profile.policy.base.as_str();
    match (policy::shipped(base), own) {
        (Some(text), _) => Policy::resolve(base, text, &profile.policy),
        (None, Some((name, text))) => Policy::resolve(name, text, &profile.policy),
        (None, None) => {
            let (message, repair) = policy::unknown(base);
            Err(vec![Diagnostic::of_file(COUNCIL, message, repair)])
        }
    }
}

/// Makes a world of documents. Every fault of every document is reported.
pub fn world(documents: &[Document]) -> Result<Built, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let Some(pieces) = pieces(documents, &mut faults) else { return Err(faults) };
    let own = pieces.own_policy.as_ref().map(|(name, text)| (*name, text.as_ref()));
    match resolved(&pieces.profile, own) {
        Ok(policy) if faults.is_empty() => Ok(Built {
            world: World {
                council: pieces.profile.council,
                calendar: pieces.assembled.calendar,
                roster: Roster { people: pieces.gathered.people, namesakes: pieces.profile.namesakes },
                lexicons: pieces.lexicons,
                policy,
            },
            notes: pieces.notes,
            queries: pieces.assembled.queries,
            rosters: pieces.gathered.sources,
            people_in: pieces.gathered.files,
            bank_holidays_until: pieces.assembled.bank_holidays_until,
        }),
        Ok(_) => Err(faults),
        Err(more) => {
            faults.extend(more);
            Err(faults)
        }
    }
}

/// Makes a world of those documents that can be read; what is wrong with the others, which are left aside.
///
/// # Errors
/// What is wrong with the council's own, or with everything.
pub fn world_as_far(documents: &[Document]) -> Result<(Built, Vec<Diagnostic>), Vec<Diagnostic>> {
    let faults = match world(documents) {
        Ok(built) => return Ok((built, Vec::new())),
        Err(faults) => faults,
    };
    let is_whole = |document: &&Document| {
        document.kind == DocumentKind::Council || faults.iter().all(|fault| fault.file != document.name)
    };
    let rest: Vec<Document> = documents.iter().filter(is_whole).cloned().collect();
    if rest.len() == documents.len() {
        return Err(faults);
    }
    world(&rest).map(|built| (built, faults))
}

/// A calendar or roster file as it would be beside the others.
#[derive(Debug)]
pub struct Look {
    /// The periods of every calendar that can be read.
    pub calendar: Calendar,
    /// Remarks on the file.
    pub notes: Vec<Diagnostic>,
    /// Days of a calendar an officer should correct or confirm.
    pub queries: Vec<Diagnostic>,
    /// What is wrong with other documents, which were left aside.
    pub others: Vec<Diagnostic>,
    /// The last year whose bank holidays are known whole.
    pub bank_holidays_until: Option<i32>,
    people: Vec<roster::Entry>,
    sources: Vec<roster::gather::Source>,
}

impl Look {
    /// What shows on a day that the roster is behind the elections, as far as either could be read.
    pub fn roster_queries(&self, came: &Came, day: NaiveDate) -> Vec<Diagnostic> {
        roster_queries(&self.people, &self.sources, &self.calendar, came, day)
    }
}

/// Looks at one document beside the others, which count as far as they can be read.
///
/// # Errors
/// What is wrong with the document, or with what is known of the council.
pub fn look(documents: &[Document], at: &str) -> Result<Look, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let Some(pieces) = pieces(documents, &mut faults) else { return Err(faults) };
    let (own, others): (Vec<_>, Vec<_>) = faults.into_iter().partition(|fault| fault.file == at);
    if !own.is_empty() {
        return Err(own);
    }
    Ok(Look {
        calendar: pieces.assembled.calendar,
        notes: pieces.notes.into_iter().filter(|note| note.file == at).collect(),
        queries: pieces.assembled.queries,
        others,
        bank_holidays_until: pieces.assembled.bank_holidays_until,
        people: pieces.gathered.people,
        sources: pieces.gathered.sources,
    })
}

/// The council and the policy documents give, whatever is wrong with the others.
///
/// # Errors
/// What is wrong with either.
pub fn policy(documents: &[Document]) -> Result<(Council, Policy), Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let Some(profile) = profile(documents, &mut faults) else { return Err(faults) };
    let own = documents.iter().find(|document| document.kind == DocumentKind::Policy);
    let own = own.map(|document| (document.name.as_str(), String::from_utf8_lossy(&document.bytes)));
    let policy = resolved(&profile, own.as_ref().map(|(name, text)| (*name, text.as_ref())))?;
    Ok((profile.council, policy))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_in_a_shipped_lexicon_is_told_and_not_passed_over() {
        let mut faults = Vec::new();
        let text = "name = \"x\"\n[[group]]\nsense = \"slogan\"\nsource = \"s\"\nchecked = \"2026-11-20\"\nterms = [\"{teal}\"]\n";
        assert!(lexicons(&[("lexicons/x.toml", text)], &mut faults).is_empty());
        assert!(faults[0].to_string().starts_with("lexicons/x.toml:6:"), "{}", faults[0]);
        faults.clear();
        assert_eq!(lexicons(&lexicon::file::SHIPPED, &mut faults).len(), lexicon::file::SHIPPED.len());
        assert!(faults.is_empty());
    }
}
