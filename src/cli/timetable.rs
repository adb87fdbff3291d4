//! `purdah timetable`: the statutory dates of an election or referendum.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use chrono::{Datelike as _, NaiveDate, Weekday};

use super::faults::{self, Faults};
use super::{USAGE, open};
use crate::calendar::assemble::almanac;
use crate::calendar::bank_holidays::Division;
use crate::calendar::contest::{Contest, Territory};
use crate::calendar::formats;
use crate::calendar::sheet::Sheet;
use crate::calendar::timetable::{Occasion, Timetable, timetable};
use crate::calendar::working_day::Almanac;
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::documents::{self, DocumentKind};
use crate::web::words::periods;

/// What `--config` is when nobody gives it.
const DEFAULT_CONFIG: &str = "purdah.toml";

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What is voted on: local, parish, community, mayor, mayor.ca, mayor.london, gla, pcc, parl, sp, senedd, nia,
    /// city-of-london, ref.s125, ref.governance, ref.neighbourhood
    #[arg(long = "type", value_name = "TYPE")]
    contest: Contest,
    /// Where: england, wales, scotland, northern-ireland; uk for a general election
    #[arg(long, value_name = "NATION")]
    nation: Territory,
    /// Polling day, like 2027-05-06
    #[arg(long, value_name = "DAY", value_parser = day)]
    poll: NaiveDate,
    /// A casual vacancy is filled
    #[arg(long)]
    by_election: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Which days are known not to count, and where from.
struct Days {
    almanac: Almanac,
    files: Vec<String>,
}

pub(super) fn run(config: &[PathBuf], args: &Args) -> anyhow::Result<ExitCode> {
    let occasion = Occasion {
        contest: args.contest,
        territory: args.nation,
        poll: args.poll,
        by_election: args.by_election,
    };
    let days = days(config)?;
    let table = match timetable(occasion, &days.almanac) {
        Ok(table) => table,
        Err(error) => {
            faults::say(&format!("error: {error}"));
            return Ok(ExitCode::from(USAGE));
        }
    };
    let mut out = std::io::stdout().lock();
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&table)?)?;
    } else {
        tell(&mut out, &table, args.by_election)?;
        writeln!(out, "\n{}", known(&days, args.nation))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn day(text: &str) -> Result<NaiveDate, String> {
    let is_shaped = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let day = text.parse().ok().filter(|_| is_shaped);
    day.ok_or_else(|| "there is no such day: write year, month and day, like 2027-05-06".to_owned())
}

/// The days shipped with the program, and those of the council's calendar files. A `purdah.toml` nobody asked for
/// is used if it can be, and its faults only told.
fn days(config: &[PathBuf]) -> anyhow::Result<Days> {
    let shipped = || Days { almanac: Almanac::shipped(), files: Vec::new() };
    let by_default = config == [Path::new(DEFAULT_CONFIG)];
    if by_default && !Path::new(DEFAULT_CONFIG).exists() {
        return Ok(shipped());
    }
    match of_the_councils(config) {
        Ok(days) => Ok(days),
        Err(error) if by_default => {
            faults::say(&format!("note: {DEFAULT_CONFIG} is left aside, as it cannot be used: {error}"));
            Ok(shipped())
        }
        Err(error) => Err(error),
    }
}

fn of_the_councils(config: &[PathBuf]) -> anyhow::Result<Days> {
    let all = open::settings(config)?;
    let [settings] = all.as_slice() else { bail!("a timetable is for one council: give --config once") };
    let mut faults = Vec::new();
    let mut named = Vec::new();
    let mut sheets = Vec::new();
    for (name, read) in sheets_of(settings) {
        match read {
            Ok(sheet) => {
                if sheet.bank_holidays.is_some() || !sheet.proclaimed.is_empty() {
                    named.push(name);
                }
                sheets.push(sheet);
            }
            Err(more) => faults.extend(more),
        }
    }
    if !faults.is_empty() {
        return Err(Faults(faults).into());
    }
    Ok(Days { almanac: almanac(&sheets), files: named })
}

fn sheets_of(settings: &Settings) -> Vec<(String, Result<Sheet, Vec<Diagnostic>>)> {
    let (found, missing) = documents::read(settings);
    let calendars = found.into_iter().filter(|document| document.kind == DocumentKind::Calendar);
    let missing = missing.into_iter().filter(|missing| missing.kind == DocumentKind::Calendar);
    calendars
        .map(|document| (document.name.clone(), formats::read(&document.name, &document.bytes)))
        .chain(missing.map(|missing| (missing.name, Err(vec![missing.fault]))))
        .collect()
}

fn tell(out: &mut impl Write, table: &Timetable, by_election: bool) -> std::io::Result<()> {
    let vacancy = if by_election { ", for a casual vacancy" } else { "" };
    let (contest, place) = (capitalised(table.contest.title()), place(table.territory));
    writeln!(out, "{contest}, {place}{vacancy}, poll on {}\n", periods::day(table.poll))?;
    let mut line = |what: &str, when: Option<String>| match when {
        Some(when) => writeln!(out, "  {what:32} {when}"),
        None => Ok(()),
    };
    line("Notice of election, earliest", table.notice.earliest.map(periods::day))?;
    line("Notice of election, latest", table.notice.latest.map(periods::day))?;
    line("Parliament dissolved", table.dissolution.map(periods::day))?;
    line("Pre-election period begins", table.starts.map(|at| periods::moment(at.to_utc())))?;
    if table.starts.is_none() {
        line(
            "Pre-election period begins",
            Some("on the day of notice, which does not follow from the poll".into()),
        )?;
        line(
            "until that day is entered",
            table.stand_in.map(|day| format!("{}, provisionally", periods::day(day))),
        )?;
    }
    line("Pre-election period ends", Some(periods::moment(table.ends.to_utc())))?;
    writeln!(out, "\n{}\n{}\n{}", periods::law(table.source), table.source.url, periods::basis(table.basis))?;
    if let Some(note) = table.note {
        writeln!(out, "\nNote: {note}")?;
    }
    not_counted(out, table)?;
    if table.provisional {
        writeln!(
            out,
            "\nProvisional: the bank holidays of a year it reaches are not known yet, so that a date may still move."
        )?;
    }
    Ok(())
}

fn not_counted(out: &mut impl Write, table: &Timetable) -> std::io::Result<()> {
    let is_weekend = |day: NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let (weekends, others): (Vec<_>, Vec<_>) =
        table.days_not_counted.iter().partition(|day| is_weekend(day.date));
    if table.days_not_counted.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nDays not counted:")?;
    for day in others {
        writeln!(out, "  {:32} {}", periods::day(day.date), day.why)?;
    }
    match weekends.len() {
        0 => Ok(()),
        1 => writeln!(out, "  one Saturday or Sunday"),
        many => writeln!(out, "  {many} Saturdays and Sundays"),
    }
}

fn known(days: &Days, territory: Territory) -> String {
    let holidays = &days.almanac.bank_holidays;
    let until = match territory {
        Territory::Uk => holidays.last_known_year(),
        Territory::Nation(nation) => holidays.known_until(Division::of(nation)),
    };
    let until = until.map_or_else(String::new, |year| format!(", known to the end of {year}"));
    if days.files.is_empty() {
        format!("Counted with the bank holidays shipped with this program{until}.")
    } else {
        let files = days.files.join(", ");
        format!("Counted with the bank holidays shipped with this program and the days in {files}{until}.")
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn place(territory: Territory) -> &'static str {
    use crate::council::Nation;
    match territory {
        Territory::Uk => "United Kingdom",
        Territory::Nation(Nation::England) => "England",
        Territory::Nation(Nation::Wales) => "Wales",
        Territory::Nation(Nation::Scotland) => "Scotland",
        Territory::Nation(Nation::NorthernIreland) => "Northern Ireland",
    }
}
