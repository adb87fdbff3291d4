//! `purdah key`: the key file that seals credentials.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;

use super::open;
use crate::secrets::Keyring;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the key file `[secrets] key_file` names, if there is none; copy it to every node of a PostgreSQL store
    Create,
}

pub(super) fn run(config: &[PathBuf], args: &Args) -> anyhow::Result<ExitCode> {
    let Command::Create = args.command;
    for settings in open::settings(config)? {
        let path = &settings.key_file;
        let was_there = path.exists();
        Keyring::from_file_or_new(path)?;
        let told = if was_there {
            "is there already, and good"
        } else {
            "is made: keep a copy apart from the store"
        };
        writeln!(std::io::stdout(), "{} {told}.", path.display())?;
    }
    Ok(ExitCode::SUCCESS)
}
