//! Members of Parliament: EveryPolitician's table, and what Parliament's own service lists.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Loaded;
use super::collected::Collected;
use super::fields::{address, day, handle, unknown};
use crate::council::Council;
use crate::diagnostic::{Diagnostic, Place};
use crate::roster::{Entry, Kind, Role, id_in, party};
use crate::table::Table;

const COLUMNS: [(&str, &str); 21] = [
    ("id", "id"),
    ("name", "name"),
    ("sort_name", "sort_name"),
    ("email", "email"),
    ("twitter", "twitter"),
    ("facebook", "facebook"),
    ("group", "group"),
    ("group_id", "group_id"),
    ("area_id", "area_id"),
    ("area", "area"),
    ("chamber", "chamber"),
    ("term", "term"),
    ("start_date", "from"),
    ("end_date", "until"),
    ("image", "photo"),
    ("gender", "gender"),
    ("wikidata", "wikidata"),
    ("wikidata_group", "wikidata_group"),
    ("wikidata_area", "wikidata_area"),
    ("given_name", "given"),
    ("family_name", "family"),
];

/// Whether a table is meant for this reader.
pub(super) fn is_meant(names: &BTreeSet<String>) -> bool {
    ["id", "name", "chamber", "area"].iter().all(|name| names.contains(*name))
}

/// Reads a table.
///
/// # Errors
/// A row without a name, nobody.
pub(super) fn read(table: &Table<'_>, _: &Council) -> Result<Loaded, Vec<Diagnostic>> {
    let columns = table.columns(&COLUMNS)?;
    let mut collected = Collected::of(table.header().file());
    collected.faults.extend(table.faults.iter().cloned().map(Diagnostic::veiled));
    for note in unknown(&columns, &COLUMNS) {
        collected.note(note);
    }
    for row in table.rows(&columns) {
        let place = row.place("name").veiled();
        let Some(styled) = collected.name(row.get("name"), &place) else { continue };
        let mut handles: Vec<String> = handle(row.get("twitter")).into_iter().collect();
        handles.extend(handle(row.get("facebook")).filter(|account| !handles.contains(account)));
        let entry = Entry {
            aliases: styled.aliases,
            title: styled.title,
            roles: seat(row.get("chamber"), row.get("area")),
            party: party::read(row.get("group")),
            handles,
            from: day(row.get("from")),
            until: day(row.get("until")),
            portrait: address(row.get("photo")),
            ..Entry::new(id_in("member", row.get("id")), styled.name, Kind::Politician)
        };
        collected.add(entry, None, &place);
    }
    finish(collected)
}

fn finish(collected: Collected) -> Result<Loaded, Vec<Diagnostic>> {
    collected.finish("the list holds no member", "download it again")
}

/// What a member is called for the area they sit for.
fn seat(chamber: &str, area: &str) -> Vec<Role> {
    let chamber = chamber.to_lowercase();
    let letters = if chamber.contains("scottish") {
        "MSP"
    } else if chamber.contains("senedd") || chamber.contains("wales") {
        "MS"
    } else if chamber.contains("northern ireland") {
        "MLA"
    } else if chamber.contains("lords") {
        return Vec::new();
    } else {
        "MP"
    };
    if area.is_empty() { Vec::new() } else { vec![Role::read(&format!("{letters} for {area}"))] }
}

/// Reads the answer of Parliament's members service. A page of a longer list is told.
pub(super) fn read_answer(
    file: &str,
    items: &[Value],
    total: Option<u64>,
) -> Result<Loaded, Vec<Diagnostic>> {
    let mut collected = Collected::of(file);
    if let Some(total) = total.filter(|total| usize::try_from(*total) != Ok(items.len())) {
        collected.note(Diagnostic::of_file(
            file,
            format!("the file holds {} of {total} members", items.len()),
            "if others matter too, save the following pages in files of their own",
        ));
    }
    for (number, item) in items.iter().enumerate() {
        let member = item.get("value").unwrap_or(item);
        let text = |pointer: &str| member.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        let place = Place::of_file(&format!("{file}, entry {}", number + 1));
        let Some(styled) = collected.name(text("/nameDisplayAs"), &place) else { continue };
        let chamber = match member.pointer("/latestHouseMembership/house").and_then(Value::as_u64) {
            Some(2) => "House of Lords",
            _ => "House of Commons",
        };
        let id = member.get("id").and_then(Value::as_u64).map(|id| id.to_string()).unwrap_or_default();
        let entry = Entry {
            aliases: styled.aliases,
            title: styled.title,
            roles: seat(chamber, text("/latestHouseMembership/membershipFrom")),
            party: party::read(text("/latestParty/name")),
            from: day(text("/latestHouseMembership/membershipStartDate")),
            until: day(text("/latestHouseMembership/membershipEndDate")),
            portrait: address(text("/thumbnailUrl")),
            ..Entry::new(id_in("parliament", &id), styled.name, Kind::Politician)
        };
        collected.add(entry, None, &place);
    }
    finish(collected)
}
