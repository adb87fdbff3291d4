//! Councillors as Open Council Data UK lists them: `Council,Ward Name,Councillor Name,Next Election,Party Name,…`.

use std::collections::BTreeSet;

use super::choice::Choice;
use super::collected::Collected;
use super::fields::{day, unknown};
use super::{Loaded, Seat};
use crate::council::Council;
use crate::diagnostic::Diagnostic;
use crate::roster::{Entry, Kind, Role, derived_id, party};
use crate::table::Table;

const COLUMNS: [(&str, &str); 15] = [
    ("council", "council"),
    ("council_name", "council"),
    ("councilid", "council_id"),
    ("council_id", "council_id"),
    ("ward_name", "ward"),
    ("wardname", "ward"),
    ("councillor_name", "name"),
    ("councillorname", "name"),
    ("next_election", "next"),
    ("nextelection", "next"),
    ("party_name", "party"),
    ("partyname", "party"),
    ("electoral_commission_party_code", "party_code"),
    ("ons_code", "ons"),
    ("wardid", "ward_id"),
];

/// Whether a table is meant for this reader.
pub(super) fn is_meant(names: &BTreeSet<String>) -> bool {
    let has = |names_of: [&str; 2]| names_of.iter().any(|name| names.contains(*name));
    has(["councillor_name", "councillorname"])
        && has(["party_name", "partyname"])
        && has(["ward_name", "wardname"])
}

/// Reads a table.
///
/// # Errors
/// Several councils of which none is this one, a row without a name, nobody.
pub(super) fn read(table: &Table<'_>, council: &Council) -> Result<Loaded, Vec<Diagnostic>> {
    let columns = table.columns(&COLUMNS)?;
    let mut collected = Collected::of(table.header().file());
    collected.faults.extend(table.faults.iter().cloned());
    for note in unknown(&columns, &COLUMNS) {
        collected.note(note);
    }
    let by = if columns.has("council") { "council" } else { "council_id" };
    let named = table.rows(&columns).map(|row| row.get(by).to_owned());
    if let Some(choice) = Choice::of(named, council, &mut collected) {
        for row in table.rows(&columns).filter(|row| choice.takes(row.get(by))) {
            let place = row.place("name");
            let Some(styled) = collected.name(row.get("name"), &place) else { continue };
            let next = row.get("next");
            let ends = day(next);
            if ends.is_none() && !next.is_empty() {
                collected.note(row.fault("next", format!("`{next}` is not a day and is left aside"), ""));
            }
            let ward = row.optional("ward");
            let entry = Entry {
                aliases: styled.aliases,
                title: styled.title,
                roles: styled.offices.iter().map(|office| Role::read(office)).collect(),
                party: party::read(row.get("party")),
                ward: ward.clone(),
                ..Entry::new(
                    derived_id(&styled.name, Kind::Councillor, ward.as_deref()),
                    styled.name,
                    Kind::Councillor,
                )
            };
            collected.add(entry, Some(Seat { ward, taken: None, ends }), &place);
        }
    }
    collected.finish(
        "the list holds nobody of this council",
        "look whether the council is in the file, and under which name",
    )
}
