//! `purdah audit`: prove the record whole, and hand it over.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Subcommand;

use super::{FAILED, open};
use crate::audit::{Checkpoint, VerifierKey};
use crate::config::bounded;
use crate::council::CouncilId;
use crate::store::Store;

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
    /// Prove that no event was changed, removed, moved or added by hand
    Verify {
        /// A tree head kept aside earlier: with it, a record rewritten from end to end is found too
        #[arg(long, value_name = "FILE")]
        head: Option<PathBuf>,
    },
    /// Print the tree head as a signed checkpoint, to be kept somewhere else
    Head,
    /// Write the record to a folder: its lines, its head and the key that verifies it
    Export {
        /// The folder; it must not exist yet
        folder: PathBuf,
    },
}

/// Lines read from the store at a time.
const PAGE: u32 = 1000;

pub(super) fn run(config: &[PathBuf], args: Args) -> anyhow::Result<ExitCode> {
    open::run(async move {
        let (settings, store) = open::one(config, args.council.as_deref()).await?;
        let id = &settings.council.id;
        match args.command {
            Command::Verify { head } => verify(&store, id, head).await,
            Command::Head => {
                write!(std::io::stdout(), "{}", store.checkpoint(id).await?)?;
                Ok(ExitCode::SUCCESS)
            }
            Command::Export { folder } => export(&store, id, &folder).await,
        }
    })
}

async fn verify(store: &Store, id: &CouncilId, head: Option<PathBuf>) -> anyhow::Result<ExitCode> {
    let kept = match head {
        None => None,
        Some(path) => {
            let name = path.display().to_string();
            let text = bounded::bounded_text(&path, bounded::HEAD)
                .with_context(|| format!("{name} cannot be read"))?;
            let key: VerifierKey = store.verifier_key(id)?;
            let opened = Checkpoint::open(&text, &key).map_err(anyhow::Error::msg);
            Some(opened.with_context(|| format!("{name} is not a checkpoint of this record"))?)
        }
    };
    let mut out = std::io::stdout().lock();
    match store.audit_verify(id, kept).await? {
        Ok(report) => {
            writeln!(out, "The record is whole: {} events.", report.head.size)?;
            if report.vouched > 0 {
                writeln!(out, "The head kept aside vouches for the first {}.", report.vouched)?;
            } else {
                writeln!(
                    out,
                    "Without a head kept aside, a record rewritten from end to end would not show: keep the output \
                     of `purdah audit head` somewhere else, and give it with --head."
                )?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(faults) => {
            writeln!(out, "The record is NOT whole:")?;
            for fault in faults {
                writeln!(out, "  {fault}")?;
            }
            Ok(ExitCode::from(FAILED))
        }
    }
}

async fn export(store: &Store, id: &CouncilId, folder: &PathBuf) -> anyhow::Result<ExitCode> {
    std::fs::create_dir(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let head = store.checkpoint(id).await?;
    let mut lines = std::io::BufWriter::new(std::fs::File::create_new(folder.join("record.jsonl"))?);
    let mut next = 1;
    loop {
        let page = store.audit_lines(id, next, PAGE).await?;
        if page.is_empty() {
            break;
        }
        for line in &page {
            writeln!(lines, "{line}")?;
        }
        next += page.len() as u64;
    }
    lines.flush()?;
    std::fs::write(folder.join("head.txt"), head)?;
    std::fs::write(folder.join("verifier-key.txt"), format!("{}\n", store.verifier_key(id)?))?;
    writeln!(std::io::stdout(), "Wrote {} events to {}.", next - 1, folder.display())?;
    Ok(ExitCode::SUCCESS)
}
