//! A roster written as a CSV of the council's own: what was read of any format, to be put beside `purdah.toml` again.

use super::csv::COLUMNS;
use crate::roster::{Candidacy, Entry, Role};

/// The entries as a CSV that reads back as they are.
pub fn csv(entries: &[Entry]) -> String {
    let mut text = COLUMNS.join(",");
    text.push('\n');
    for entry in entries {
        let fields = COLUMNS.map(|column| quoted(&field(entry, column)));
        text.push_str(&fields.join(","));
        text.push('\n');
    }
    text
}

fn field(entry: &Entry, column: &str) -> String {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let words = |text: &Option<String>| text.clone().unwrap_or_default();
    match column {
        "name" => entry.name.clone(),
        "aliases" => listed(&entry.aliases, "|"),
        "title" => entry.title.clone(),
        "role" => listed(&entry.roles.iter().map(role).collect::<Vec<_>>(), ";"),
        "party" => words(&entry.party),
        "ward" => words(&entry.ward),
        "handles" => listed(&entry.handles, "|"),
        "profile_url" => words(&entry.profile_url),
        "is_candidate" => if entry.is_candidate { "yes" } else { "no" }.to_owned(),
        "candidate_in" => listed(&entry.candidate_in.iter().map(candidacy).collect::<Vec<_>>(), "|"),
        "id" => entry.id.clone(),
        "kind" => entry.kind.as_str().to_owned(),
        "from" => day(entry.from),
        "until" => day(entry.until),
        "portrait" => words(&entry.portrait),
        _ => String::new(),
    }
}

/// Several in one field; what parts them is in none of them.
fn listed(all: &[String], separator: &str) -> String {
    all.iter().map(|one| one.replace(separator, " ")).collect::<Vec<_>>().join(separator)
}

fn role(role: &Role) -> String {
    if role.civic { format!("{} (civic)", role.written) } else { role.written.clone() }
}

fn candidacy(candidacy: &Candidacy) -> String {
    match candidacy {
        Candidacy::Poll { date, ward: None } => date.to_string(),
        Candidacy::Poll { date, ward: Some(ward) } => format!("{date}:{ward}"),
        Candidacy::Election(id) => id.clone(),
    }
}

fn quoted(field: &str) -> String {
    let plain = !field.contains([',', ';', '\t', '"', '\n', '\r']) && field.trim() == field;
    if plain { field.to_owned() } else { format!("\"{}\"", field.replace('"', "\"\"")) }
}
