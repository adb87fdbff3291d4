//! The command line: what may be typed, and which command answers it.

mod audit;
mod calendar;
mod check;
mod council;
mod demo;
mod documents;
mod faults;
mod key;
mod open;
mod person;
mod report;
mod roster;
mod rule;
mod serve;
mod standing;
mod timetable;
mod token;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Exit status of a post that is held.
pub const HELD: u8 = 10;
/// Exit status of a post that is blocked.
pub const BLOCKED: u8 = 11;
/// Exit status of a failure.
pub const FAILED: u8 = 1;
/// Exit status of a command that makes no sense.
pub const USAGE: u8 = 2;
/// Exit status when whoever reads the output stops reading before it is all told: that of a program which the closed
/// pipe ends.
pub const UNREAD: u8 = 141;

/// An election-period publishing guard for UK councils.
#[derive(Debug, Parser)]
#[command(name = "purdah", version, max_term_width = 100)]
struct Cli {
    /// The council's configuration; repeat it for several councils on one node
    #[arg(long, global = true, value_name = "FILE", default_value = "purdah.toml")]
    config: Vec<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Try it: a fictional council, a pre-election period in force now, and a noticeboard for a platform
    Demo(demo::Args),
    /// Run the proxy, the desk and the delivery worker
    Serve(serve::Args),
    /// Judge one post, or many, by the files that purdah.toml names: not by what is loaded in the store
    Check(check::Args),
    /// Show a rule's page, or list the rules: what each leads to for this council, and who decided that
    Rule(rule::Args),
    /// Look after the people who sign in at the desk
    Person(person::Args),
    /// Look after the tools that post, their credentials, and guard tokens
    Token(token::Args),
    /// Show the statutory dates of an election or referendum
    Timetable(timetable::Args),
    /// See what is in force and why; look at a calendar before it is in force, and put it in force
    Calendar(calendar::Args),
    /// See who is on the roster in force; look at a roster before it is in force, and put it in force
    Roster(roster::Args),
    /// Put in force what purdah.toml says of the council, its policy and the files it names
    Council(council::Args),
    /// Look after the key file that seals credentials
    Key(key::Args),
    /// Prove the record whole, and hand it over
    Audit(audit::Args),
}

/// Parses the arguments and runs the command.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.command {
        Command::Demo(args) => demo::run(&args),
        Command::Serve(args) => serve::run(&cli.config, &args),
        Command::Check(args) => check::run(&cli.config, &args),
        Command::Rule(args) => rule::run(&cli.config, &args),
        Command::Person(args) => person::run(&cli.config, args),
        Command::Token(args) => token::run(&cli.config, args),
        Command::Timetable(args) => timetable::run(&cli.config, &args),
        Command::Calendar(args) => calendar::run(&cli.config, args),
        Command::Roster(args) => roster::run(&cli.config, args),
        Command::Council(args) => council::run(&cli.config, args),
        Command::Key(args) => key::run(&cli.config, &args),
        Command::Audit(args) => audit::run(&cli.config, args),
    };
    match result {
        Ok(code) => code,
        // Whoever reads our output has read enough. What was still to be done is not told as done.
        Err(error) if is_broken_pipe(&error) => ExitCode::from(UNREAD),
        Err(error) => {
            faults::say(&format!("purdah: {error:#}"));
            ExitCode::from(FAILED)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
