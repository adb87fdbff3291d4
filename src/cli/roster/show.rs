//! `purdah roster show`: who is on the roster in force, where each row comes from, and what should be looked at.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::cli::faults::Faults;
use crate::cli::standing::{From, Standing, day, standing};
use crate::cli::{open, report};
use crate::clock::Clock;
use crate::diagnostic::Diagnostic;
use crate::documents::{self, Built, DocumentKind};
use crate::roster::{Candidacy, Entry, Kind};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Read the files, also where a store holds what is in force
    #[arg(long)]
    files: bool,
}

/// What there is to show.
struct Shown<'a> {
    standing: &'a Standing,
    built: &'a Built,
    queries: Vec<Diagnostic>,
    /// What is wrong with files that are not part of it.
    left_out: Vec<Diagnostic>,
    today: NaiveDate,
}

pub(super) fn run(config: &[PathBuf], council: Option<&str>, args: &Args) -> anyhow::Result<ExitCode> {
    let standing = open::run(standing(config, council, DocumentKind::Roster, args.files))?;
    // A roster that is not there hides nobody of the others; the page says that it is not whole.
    let (built, faults) = documents::world_as_far(&standing.documents).map_err(Faults)?;
    let mut left_out: Vec<Diagnostic> =
        standing.missing.iter().map(|missing| missing.fault.clone()).collect();
    left_out.extend(faults);
    let today = day(Clock::system().now());
    let shown = Shown {
        queries: built.roster_queries(&standing.came(), today),
        standing: &standing,
        built: &built,
        left_out,
        today,
    };
    let mut out = std::io::stdout().lock();
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&as_json(&shown))?)?;
    } else {
        tell(&mut out, &shown)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(out: &mut impl Write, shown: &Shown<'_>) -> std::io::Result<()> {
    let Shown { standing, built, queries, left_out, today } = shown;
    writeln!(out, "{}, {}", standing.settings.council.name, standing.from.told())?;
    for line in ages(&standing.from, *today) {
        writeln!(out, "{line}")?;
    }
    if let Some(differs) = standing.purdah_toml_differs() {
        writeln!(out, "{differs}")?;
    }
    for fault in left_out {
        writeln!(
            out,
            "\nNot whole: one file is left out, and `check` gives no verdict until it is mended. {fault}"
        )?;
    }
    let people = &built.world.roster.people;
    if people.is_empty() {
        writeln!(
            out,
            "\nNobody is on the roster: no name is guarded. Name a file under [roster] files in purdah.toml."
        )?;
    }
    for kind in Kind::ALL {
        let of_kind: Vec<&Entry> = people.iter().filter(|entry| entry.kind == kind).collect();
        if !of_kind.is_empty() {
            writeln!(out, "\n{}, {}:", title(kind), of_kind.len())?;
        }
        for entry in of_kind {
            told(out, entry, built, *today)?;
        }
    }
    let namesakes = &built.world.roster.namesakes;
    if !namesakes.is_empty() {
        writeln!(out, "\nNamesakes, {}, from purdah.toml:", namesakes.len())?;
    }
    for namesake in namesakes {
        let note = if namesake.note.is_empty() { String::new() } else { format!(": {}", namesake.note) };
        writeln!(out, "  {}{note}", namesake.name)?;
    }
    for query in queries {
        writeln!(out, "\nTo be looked at: {query}")?;
    }
    for note in of_rosters(shown) {
        writeln!(out, "\nNote: {note}")?;
    }
    Ok(())
}

/// How old each file is.
fn ages(from: &From, today: NaiveDate) -> Vec<String> {
    let age = |name: &str, verb: &str, at: Option<NaiveDate>| match at.map(|at| (today - at).num_days()) {
        None => format!("  {name}: nothing says how old it is."),
        Some(..=0) => format!("  {name}: {verb} today."),
        Some(1) => format!("  {name}: {verb} yesterday."),
        Some(days) => format!("  {name}: {verb} {days} days ago."),
    };
    match from {
        From::Store { documents } => {
            documents.iter().map(|one| age(&one.name, "put in force", Some(day(one.at)))).collect()
        }
        From::Files { documents } => {
            documents.iter().map(|one| age(&one.name, "last changed", one.modified.map(day))).collect()
        }
    }
}

fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::Councillor => "Councillors",
        Kind::Candidate => "Candidates who are not councillors",
        Kind::Politician => "Other politicians",
        Kind::Party => "Parties",
        Kind::Office => "Civic offices",
    }
}

fn told(out: &mut impl Write, entry: &Entry, built: &Built, today: NaiveDate) -> std::io::Result<()> {
    let title = if entry.title.is_empty() { String::new() } else { format!("{} ", entry.title) };
    let ward = entry.ward.as_ref().map(|ward| format!(" ({ward})")).unwrap_or_default();
    let party = entry.party.as_ref().map(|party| format!(", {party}")).unwrap_or_default();
    writeln!(out, "  {title}{}{ward}{party}", entry.name)?;
    let mut more = Vec::new();
    more.extend(entry.roles.iter().map(|role| {
        let civic = if role.civic { " (civic: exempt in that role)" } else { "" };
        format!("{}{civic}", role.written)
    }));
    if !entry.aliases.is_empty() {
        more.push(format!("also written {}", entry.aliases.join(", ")));
    }
    if !entry.handles.is_empty() {
        let handles: Vec<String> = entry.handles.iter().map(|handle| format!("@{handle}")).collect();
        more.push(handles.join(" "));
    }
    more.extend(entry.profile_url.clone());
    if entry.is_candidate || entry.kind == Kind::Candidate {
        let polls: Vec<String> = entry.candidate_in.iter().map(stands).collect();
        more.push(if polls.is_empty() {
            "stands, in every election".to_owned()
        } else {
            format!("stands: {}", polls.join(", "))
        });
    }
    match (entry.from, entry.until) {
        (Some(from), _) if from > today => more.push(format!("not before {from}")),
        (_, Some(until)) if until < today => more.push(format!("no longer guarded: until {until}")),
        (_, Some(until)) => more.push(format!("until {until}")),
        (Some(from), None) => more.push(format!("since {from}")),
        (None, None) => {}
    }
    if !more.is_empty() {
        writeln!(out, "    {}", more.join("; "))?;
    }
    // With one file there is nothing to tell apart.
    if built.rosters.len() > 1 {
        writeln!(out, "    from {}", files(entry, built).join(" and "))?;
    }
    Ok(())
}

fn stands(candidacy: &Candidacy) -> String {
    match candidacy {
        Candidacy::Poll { date, ward: None } => date.to_string(),
        Candidacy::Poll { date, ward: Some(ward) } => format!("{date} in {ward}"),
        Candidacy::Election(id) => id.clone(),
    }
}

fn files<'a>(entry: &Entry, built: &'a Built) -> &'a [String] {
    built.people_in.get(&entry.id).map(Vec::as_slice).unwrap_or_default()
}

/// The remarks on roster files.
fn of_rosters<'a>(shown: &Shown<'a>) -> impl Iterator<Item = &'a Diagnostic> {
    let built = shown.built;
    built.notes.iter().filter(|note| built.rosters.iter().any(|source| source.file == note.file))
}

fn as_json(shown: &Shown<'_>) -> Value {
    let Shown { standing, built, queries, left_out, today } = shown;
    let people = &built.world.roster.people;
    let counts = Kind::ALL.into_iter().map(|kind| {
        let count = people.iter().filter(|entry| entry.kind == kind).count();
        (kind.as_str().to_owned(), json!(count))
    });
    let person = |entry: &Entry| {
        json!({
            "id": entry.id, "name": entry.name, "title": entry.title, "aliases": entry.aliases, "kind": entry.kind,
            "roles": entry.roles, "civic": entry.is_civic(), "party": entry.party, "ward": entry.ward,
            "handles": entry.handles, "profile_url": entry.profile_url, "is_candidate": entry.is_candidate,
            "candidate_in": entry.candidate_in.iter().map(stands).collect::<Vec<_>>(),
            "from": entry.from, "until": entry.until, "holds": entry.holds_on(*today),
            "files": files(entry, built),
        })
    };
    json!({
        "v": 1,
        "council": standing.settings.council.id,
        "from": standing.from,
        "day": today,
        "counts": Value::Object(counts.collect()),
        "people": people.iter().map(person).collect::<Vec<_>>(),
        "namesakes": built.world.roster.namesakes,
        "left_out": left_out.iter().map(report::diagnostic).collect::<Vec<_>>(),
        "queries": queries.iter().map(report::diagnostic).collect::<Vec<_>>(),
        "notes": of_rosters(shown).map(report::diagnostic).collect::<Vec<_>>(),
    })
}
