//! `purdah calendar`: look at a calendar before it is in force, put it in force, and see what is in force and why.

mod export;
mod in_force;
mod show;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;

use super::documents;
use crate::documents::DocumentKind;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The council, when several are configured
    #[arg(long, value_name = "ID", global = true)]
    council: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(flatten)]
    Documents(documents::Command),
    /// Show what is in force, why, until when, and what comes next
    Show(show::Args),
    /// Write what is in force to standard output, for Outlook, Google and Apple calendars (ICS)
    Export(export::Args),
}

pub(super) fn run(config: &[PathBuf], args: Args) -> anyhow::Result<ExitCode> {
    let council = args.council.as_deref();
    match args.command {
        Command::Documents(command) => documents::run(config, council, DocumentKind::Calendar, command),
        Command::Show(args) => show::run(config, council, &args),
        Command::Export(args) => export::run(config, council, &args),
    }
}
