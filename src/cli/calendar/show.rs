//! `purdah calendar show`: what is in force, why, until when, and what comes next.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::in_force::{InForce, in_force};
use crate::calendar::moment::{Moment, moment};
use crate::calendar::outlook::{Warning, warnings};
use crate::calendar::period::{Start, london};
use crate::calendar::{Calendar, Period};
use crate::cli::{open, report};
use crate::clock::Clock;
use crate::web::words::periods;

/// How many of the periods to come are told in words.
const NEXT: usize = 5;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// For which moment: 2027-04-20T09:30 is London time [default: now]
    #[arg(long, value_name = "TIME", value_parser = moment)]
    at: Option<Moment>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Read the files, also where a store holds what is in force
    #[arg(long)]
    files: bool,
}

pub(super) fn run(config: &[PathBuf], council: Option<&str>, args: &Args) -> anyhow::Result<ExitCode> {
    let standing = open::run(in_force(config, council, args.files))?;
    let now = Clock::system().now();
    let moments = match args.at {
        None => vec![now],
        Some(Moment::Exact(at)) => vec![at],
        Some(Moment::Ambiguous(first, second)) => vec![first, second],
    };
    let warnings = warnings(&standing.built.world.calendar, standing.known, now);
    let mut out = std::io::stdout().lock();
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&as_json(&standing, &moments, &warnings))?)?;
    } else {
        tell(&mut out, &standing, &moments, &warnings)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(
    out: &mut impl Write,
    standing: &InForce,
    moments: &[DateTime<Utc>],
    warnings: &[Warning],
) -> std::io::Result<()> {
    let calendar = &standing.built.world.calendar;
    writeln!(out, "{}, {}", standing.settings.council.name, standing.from.told())?;
    if moments.len() > 1 {
        writeln!(out, "\nThat hour comes twice, as the clocks go back; here are both.")?;
    }
    for at in moments {
        at_a_moment(out, calendar, *at)?;
    }
    if let Some(last) = moments.last() {
        to_come(out, calendar, *last)?;
    }
    if !calendar.withdrawn().is_empty() {
        writeln!(out, "\nWithdrawn:")?;
    }
    for gone in calendar.withdrawn() {
        writeln!(out, "  {} ({}): {}", gone.title, gone.election, gone.reason)?;
    }
    if !standing.built.queries.is_empty() {
        writeln!(out, "\nTo be corrected or confirmed:")?;
    }
    for query in &standing.built.queries {
        writeln!(out, "  {}", query.to_string().replace('\n', "\n  "))?;
    }
    for note in &standing.built.notes {
        writeln!(out, "\nNote: {note}")?;
    }
    for warning in warnings {
        writeln!(out, "\nWarning: {}.", periods::warning(warning))?;
    }
    Ok(())
}

/// `Thursday 6 May 2027 at 1:30am`, with the offset where a clock shows the time twice.
fn said(at: DateTime<Utc>, exactly: bool) -> String {
    if exactly { format!("{} ({})", periods::moment(at), london(at)) } else { periods::moment(at) }
}

fn at_a_moment(out: &mut impl Write, calendar: &Calendar, at: DateTime<Utc>) -> std::io::Result<()> {
    let exactly = matches!(
        crate::calendar::moment::in_london(at.with_timezone(&chrono_tz::Europe::London).naive_local()),
        Ok(Moment::Ambiguous(..))
    );
    let moment = said(at, exactly);
    let in_force: Vec<&Period> = calendar.in_force(at).collect();
    match in_force.len() {
        0 if !calendar.is_loaded() => {
            writeln!(out, "\n{moment}: no calendar has been loaded, and every post is held.")?;
        }
        0 => writeln!(out, "\n{moment}: no pre-election period is in force.")?,
        1 => writeln!(out, "\n{moment}: a pre-election period is in force.")?,
        many => writeln!(out, "\n{moment}: {many} pre-election periods are in force.")?,
    }
    for period in &in_force {
        told(out, period)?;
    }
    if let Some(quiet) = calendar.quiet_from(at).filter(|_| in_force.len() > 1) {
        writeln!(out, "\nThe last of them, with those that follow on, ends on {}.", periods::moment(quiet))?;
    }
    Ok(())
}

fn to_come(out: &mut impl Write, calendar: &Calendar, at: DateTime<Utc>) -> std::io::Result<()> {
    if let Some(change) = calendar.next_change(at) {
        let edges = calendar.periods().iter().flat_map(|period| {
            let edge = |is: bool, word: &str| is.then(|| format!("{} {word}", period.title));
            edge(period.starts == change, "begins").into_iter().chain(edge(period.ends == change, "ends"))
        });
        let what: Vec<String> = edges.collect();
        writeln!(out, "\nThe next change is on {}: {}.", periods::moment(change), what.join("; "))?;
    }
    let next: Vec<&Period> = calendar.periods().iter().filter(|period| period.starts > at).collect();
    match next.len() {
        0 if calendar.is_loaded() => writeln!(out, "\nNo later period is in the calendar.")?,
        0 => {}
        more if more > NEXT => writeln!(out, "\nTo come, the first {NEXT} of {more}:")?,
        _ => writeln!(out, "\nTo come:")?,
    }
    next.into_iter().take(NEXT).try_for_each(|period| told(out, period))
}

fn told(out: &mut impl Write, period: &Period) -> std::io::Result<()> {
    let grounds = &period.grounds;
    writeln!(out, "\n  {} ({})", period.title, period.election)?;
    let (from, until) = (periods::moment(period.starts.to_utc()), periods::moment(period.ends.to_utc()));
    writeln!(out, "    From {from}\n    until {until}.")?;
    if let (Some(contest), Some(poll)) = (grounds.contest, grounds.poll) {
        writeln!(out, "    For the {}, poll on {}.", contest.title(), periods::day(poll))?;
    }
    writeln!(out, "    Covers: {}.", periods::covers(period))?;
    for note in periods::notes(period) {
        writeln!(out, "    Mind: {note}.")?;
    }
    writeln!(out, "    {}", periods::begins(period))?;
    if let (Some(law), Some(basis)) = (grounds.law, grounds.basis) {
        writeln!(out, "    {}. {}\n    {}", periods::law(law), periods::basis(basis), law.url)?;
    }
    if let Some(status) = periods::status(&grounds.status) {
        writeln!(out, "    {status}")?;
    }
    for line in periods::succession(period) {
        writeln!(out, "    {line}")?;
    }
    if let Some(confirmed) = &grounds.confirmed {
        writeln!(out, "    Confirmed: {confirmed}")?;
    }
    if let Some(note) = grounds.note {
        writeln!(out, "    Note: {note}")?;
    }
    Ok(())
}

fn as_json(standing: &InForce, moments: &[DateTime<Utc>], warnings: &[Warning]) -> Value {
    let calendar = &standing.built.world.calendar;
    let last = moments.last().copied();
    let moments: Vec<_> = moments
        .iter()
        .map(|at| {
            json!({
                "at": london(*at),
                "in_force": calendar.in_force(*at).map(period).collect::<Vec<_>>(),
                "quiet_from": calendar.quiet_from(*at).map(london),
                "next_change": calendar.next_change(*at).map(london),
            })
        })
        .collect();
    let next = calendar.periods().iter().filter(|period| last.is_some_and(|at| period.starts > at));
    let withdrawn = calendar
        .withdrawn()
        .iter()
        .map(|gone| json!({ "election": gone.election, "title": gone.title, "reason": gone.reason }));
    json!({
        "v": 1,
        "council": standing.settings.council.id,
        "from": standing.from,
        "loaded": calendar.is_loaded(),
        "moments": moments,
        "next": next.map(period).collect::<Vec<_>>(),
        "withdrawn": withdrawn.collect::<Vec<_>>(),
        "queries": standing.built.queries.iter().map(report::diagnostic).collect::<Vec<_>>(),
        "notes": standing.built.notes.iter().map(report::diagnostic).collect::<Vec<_>>(),
        "warnings": warnings.iter().map(report::warning).collect::<Vec<_>>(),
    })
}

fn period(period: &Period) -> Value {
    let grounds = &period.grounds;
    let begins_by = match grounds.start {
        Start::Entered => "entered",
        Start::Notice => "notice",
        Start::Statutory => "statutory",
        Start::StandIn => "stand-in",
    };
    json!({
        "election": period.election, "title": period.title,
        "starts": london(period.starts.to_utc()), "ends": london(period.ends.to_utc()),
        "wards": period.wards(), "advisory": period.advisory, "provisional": period.provisional,
        "confirmed": grounds.confirmed, "type": grounds.contest, "poll": grounds.poll, "notice": grounds.notice,
        "begins_by": begins_by, "why": periods::begins(period), "statutory_day": grounds.statutory_day,
        "basis": grounds.basis, "source": grounds.law, "note": grounds.note,
        "status": grounds.status.as_str(), "replaces": grounds.replaces, "replaced_by": grounds.replaced_by,
    })
}
