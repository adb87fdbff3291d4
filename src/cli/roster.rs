//! `purdah roster`: look at a roster before it is in force, put it in force, go back to an earlier one.

use std::path::PathBuf;
use std::process::ExitCode;

use super::documents;
use crate::documents::DocumentKind;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The council, when several are configured
    #[arg(long, value_name = "ID", global = true)]
    council: Option<String>,
    #[command(subcommand)]
    command: documents::Command,
}

pub(super) fn run(config: &[PathBuf], args: Args) -> anyhow::Result<ExitCode> {
    documents::run(config, args.council.as_deref(), DocumentKind::Roster, args.command)
}
