//! `purdah calendar export`: the calendar in force as ICS, the same bytes as `/calendar.ics` serves.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::ensure;

use super::in_force::in_force;
use crate::calendar::formats::ics;
use crate::cli::open;
use crate::clock::Clock;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Read the files, also where a store holds what is in force
    #[arg(long)]
    files: bool,
}

pub(super) fn run(config: &[PathBuf], council: Option<&str>, args: &Args) -> anyhow::Result<ExitCode> {
    let standing = open::run(in_force(config, council, args.files))?;
    let calendar = &standing.built.world.calendar;
    ensure!(
        calendar.is_loaded(),
        "there is no calendar to export: name one under [calendar] files in purdah.toml"
    );
    let council = &standing.settings.council;
    let stamp = standing.stamp.unwrap_or_else(|| Clock::system().now());
    let text = ics::write(&council.name, &council.id, calendar, stamp);
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
