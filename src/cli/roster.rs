//! `purdah roster`: look at a roster before it is in force, put it in force, go back to an earlier one, and see who is
//! on it.

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
    /// Show who is on the roster in force, where each row comes from, and what should be looked at
    Show(show::Args),
}

pub(super) fn run(config: &[PathBuf], args: Args) -> anyhow::Result<ExitCode> {
    let council = args.council.as_deref();
    match args.command {
        Command::Documents(command) => documents::run(config, council, DocumentKind::Roster, command),
        Command::Show(args) => show::run(config, council, &args),
    }
}
