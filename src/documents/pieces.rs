//! What documents say, each read as far as it can be, with every fault of every one.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::document::{Document, DocumentKind};
use super::profile::{Profile, profile};
use crate::calendar;
use crate::calendar::assemble::{Assembled, assemble};
use crate::council::Council;
use crate::diagnostic::{Diagnostic, Place, suggestion};
use crate::lexicon::{self, Lexicon};
use crate::roster;
use crate::roster::gather::Gathered;
use crate::text;

/// What documents say, each read as far as it can be.
pub(super) struct Pieces<'a> {
    pub(super) profile: Profile,
    pub(super) gathered: Gathered,
    pub(super) assembled: Assembled,
    pub(super) lexicons: Vec<Lexicon>,
    pub(super) own_policy: Option<(&'a str, Cow<'a, str>)>,
    pub(super) notes: Vec<Diagnostic>,
}

/// Reads documents. Every fault of every document is added to `faults`; None where nothing is known of the council.
pub(super) fn pieces<'a>(documents: &'a [Document], faults: &mut Vec<Diagnostic>) -> Option<Pieces<'a>> {
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
