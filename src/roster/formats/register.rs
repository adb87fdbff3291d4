//! The Electoral Commission's register of political parties, one description a row.

use std::collections::{BTreeMap, BTreeSet};

use super::Loaded;
use super::collected::Collected;
use super::fields::unknown;
use crate::council::Council;
use crate::diagnostic::{Diagnostic, Place};
use crate::roster::{Entry, Kind, id_in, party};
use crate::table::Table;

const COLUMNS: [(&str, &str); 20] = [
    ("ecref", "ref"),
    ("regulatedentityname", "name"),
    ("regulatedentitytypename", "type"),
    ("registrationstatusname", "status"),
    ("description", "description"),
    ("descriptiontranslation", "translation"),
    ("registername", "register"),
    ("entitystatusname", "entity_status"),
    ("referendumname", "referendum"),
    ("designationstatusname", "designation"),
    ("companyregistrationnumber", "company"),
    ("approveddate", "approved"),
    ("fieldingcandidatesinengland", "england"),
    ("fieldingcandidatesinscotland", "scotland"),
    ("fieldingcandidatesinwales", "wales"),
    ("fieldingcandidatesminorparty", "minor"),
    ("referendumoutcome", "outcome"),
    ("campaigningname", "campaigning"),
    ("datedescriptionfirstapproved", "description_approved"),
    ("financialyearend", "year_end"),
];

/// Whether a table is meant for this reader.
pub(super) fn is_meant(names: &BTreeSet<String>) -> bool {
    names.contains("ecref") && names.contains("regulatedentityname")
}

/// A party while its rows are gathered.
struct Party {
    reference: String,
    name: String,
    aliases: Vec<String>,
    place: Place,
}

/// Reads a table. A party on both registers is one; one that is no longer registered is left out.
///
/// # Errors
/// A row without a name, no party.
pub(super) fn read(table: &Table<'_>, _: &Council) -> Result<Loaded, Vec<Diagnostic>> {
    let columns = table.columns(&COLUMNS)?;
    let mut collected = Collected::of(table.header().file());
    collected.faults.extend(table.faults.iter().cloned());
    for note in unknown(&columns, &COLUMNS) {
        collected.note(note);
    }
    let mut parties: Vec<Party> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut left_out: BTreeSet<String> = BTreeSet::new();
    for row in table.rows(&columns) {
        let name = row.get("name");
        if name.is_empty() {
            collected.faults.push(row.fault("name", "this row names no party", "export the register again"));
            continue;
        }
        let is_party = columns.has("type") && matches!(row.get("type"), "Political Party" | "Minor Party")
            || !columns.has("type");
        let is_registered = matches!(row.get("status"), "" | "Registered");
        if !is_party || !is_registered {
            left_out.insert(name.to_owned());
            continue;
        }
        let at = *places.entry(name.to_lowercase()).or_insert_with(|| {
            parties.push(Party {
                reference: row.get("ref").to_owned(),
                name: name.to_owned(),
                aliases: other_names(name),
                place: row.place("name"),
            });
            parties.len() - 1
        });
        for description in [row.get("description"), row.get("translation")] {
            parties[at].aliases.extend(names_in(description).into_iter().chain(whole(description)));
        }
    }
    if let Some(first) = left_out.first() {
        let message = format!(
            "bodies that are no registered parties are left out: {}, the first of them {first}",
            left_out.len()
        );
        collected.note(Diagnostic::of_file(collected.file(), message, ""));
    }
    for party in parties {
        let mut entry = Entry::new(id(&party.reference), party.name, Kind::Party);
        let mut seen = BTreeSet::from([entry.name.to_lowercase()]);
        entry.aliases = party.aliases.into_iter().filter(|alias| seen.insert(alias.to_lowercase())).collect();
        collected.add(entry, None, &party.place);
    }
    collected.finish("the register holds no party", "export it again, with the descriptions")
}

/// The register's reference is a number, and no name.
fn id(reference: &str) -> String {
    let is_reference = !reference.is_empty()
        && reference.len() <= 12
        && reference.bytes().all(|b| b.is_ascii_alphanumeric());
    if is_reference { format!("ec-{reference}") } else { id_in("ec", reference) }
}

/// `Teal Alliance (TA)` is also the Teal Alliance; `Plaid Las - The Blue Party` is both.
fn other_names(name: &str) -> Vec<String> {
    let mut names: Vec<String> = names_in(name).into_iter().collect();
    if let Some((_, rest)) = name.split_once(" - ") {
        names.extend(names_in(rest));
    }
    names
}

/// A description that says more than a name, as a ballot paper has it. Who a party's candidate is, its name tells.
/// Where it begins with a name that is plainly a party's, that is enough too.
fn whole(description: &str) -> Option<String> {
    if names_in(description).is_some_and(|name| party::is_plainly_a_party(&name)) {
        return None;
    }
    let words = without_article(description.trim());
    let of_a_candidate = ["candidate", "candidates", "associate"]
        .iter()
        .any(|end| words.trim_end_matches('.').to_lowercase().ends_with(end));
    (words.split_whitespace().count() > 2 && !of_a_candidate).then(|| words.to_owned())
}

/// The words behind what a description may begin with.
fn without_article(words: &str) -> &str {
    for start in
        ["an official ", "the official ", "official ", "the ", "a ", "an ", "your local ", "your ", "vote "]
    {
        if words.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start)) {
            return words.get(start.len()..).unwrap_or_default();
        }
    }
    words
}

/// The name a description begins with: what follows a dash or a colon is a slogan, and brackets say with whom.
fn names_in(description: &str) -> Option<String> {
    let mut words = description.trim();
    for stop in [" - ", " – ", " — ", ": ", "- ", " (", ", "] {
        words = words.split(stop).next().unwrap_or_default();
    }
    let mut words = without_article(words.trim_matches(|c: char| !c.is_alphanumeric()));
    for end in [
        " official candidate",
        " mayoral candidate",
        " first candidate",
        " candidate",
        " candidates",
        " associate",
        " focus team",
    ] {
        let cut = words.len().saturating_sub(end.len());
        if words.get(cut..).is_some_and(|tail| tail.eq_ignore_ascii_case(end)) {
            words = words.get(..cut).unwrap_or_default();
            break;
        }
    }
    let words = words.trim();
    (words.chars().filter(|c| c.is_alphabetic()).count() > 2).then(|| words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_names_its_party_and_its_slogan_is_left_aside() {
        for (description, name) in [
            ("Teal Alliance - Clean Water Now", Some("Teal Alliance")),
            ("Teal Alliance: for Ferry", Some("Teal Alliance")),
            ("The Teal Alliance Candidate", Some("Teal Alliance")),
            ("An official Teal Alliance candidate", Some("Teal Alliance")),
            ("Teal Alliance (Joint Description with Blue Party)", Some("Teal Alliance")),
            ("Teal", Some("Teal")),
            ("", None),
            ("TA", None),
        ] {
            assert_eq!(names_in(description).as_deref(), name, "{description}");
        }
        for (description, kept) in [
            ("Teal Alliance - Clean Water Now", false),
            ("Wyke Guardians - Clean Water Now", true),
            ("Always putting Ferry First", true),
            ("The Teal Alliance Candidate", false),
            ("Teal Alliance", false),
        ] {
            assert_eq!(whole(description).is_some(), kept, "{description}");
        }
        assert_eq!(other_names("Plaid Las - The Blue Party (BP)"), ["Plaid Las", "Blue Party"]);
    }
}
