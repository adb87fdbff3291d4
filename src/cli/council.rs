//! `purdah council`: put in force what `purdah.toml` says of the council, its policy and the files it names.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;

use super::documents;

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
    /// Show what the changes in purdah.toml would change, then put them in force
    Load(documents::How),
    /// List every version: when it came, who brought it, and whether it is in force
    Versions {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

pub(super) fn run(config: &[PathBuf], args: Args) -> anyhow::Result<ExitCode> {
    let council = args.council.as_deref();
    match args.command {
        Command::Load(how) => documents::load_council(config, council, how),
        Command::Versions { json } => documents::council_versions(config, council, json),
    }
}
