//! Commands as they are typed in a folder of a council.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

pub(crate) const COUNCIL: &str = "[council]\nid = \"larkwater\"\nname = \"Larkwater Borough Council\"\nnation = \"england\"\n\
                                  contacts = [\"01632 960\", \"@larkwater.gov.example\"]\n";

pub(crate) const ELECTIONS: &str =
    "[[election]]\nid = \"local.larkwater.2027-05-06\"\npoll = 2027-05-06\nnotice = 2027-03-25\n";

/// A `purdah.toml` that says this of the council, and names a calendar.
pub(crate) fn settings(more: &str) -> String {
    let calendar =
        if more.contains("[calendar]") { "" } else { "[calendar]\nfiles = [\"elections.toml\"]\n" };
    format!("{COUNCIL}{calendar}{more}")
}

/// A folder with a `purdah.toml` that says this of the council, and these files.
pub(crate) fn folder(more: &str, files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "purdah.toml", &settings(more));
    write(folder.path(), "elections.toml", ELECTIONS);
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    folder
}

pub(crate) fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

pub(crate) fn purdah(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_purdah")).args(args).current_dir(folder).output().unwrap()
}

/// What it wrote to standard output and to standard error, one after the other, when it ended with this status.
pub(crate) fn ends(folder: &Path, status: i32, args: &[&str]) -> String {
    let output = purdah(folder, args);
    let told =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(status), "{args:?}: {told}");
    told
}

pub(crate) fn json(folder: &Path, args: &[&str]) -> Value {
    let output = purdah(folder, args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}
