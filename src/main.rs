//! Parse and run.

use std::process::ExitCode;

fn main() -> ExitCode {
    purdah::cli::run()
}
