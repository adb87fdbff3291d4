//! `purdah check` says what it judges by: the files, not the store; and which periods may still move.

use crate::typed::{ELECTIONS, ends, folder, purdah, write};

const ROSTER: &str = "name,ward\nCass Khan,Ferry\nSana Oak,Hill\nWyn Ash,Hill\nBo Elm,Moor\nEd Yew,Moor\n";
const FILES: &str = "[calendar]\nfiles = [\"elections.toml\"]\n[roster]\nfiles = [\"roster.csv\"]\n";

#[test]
fn what_is_loaded_in_the_store_is_not_what_is_judged_by_and_that_is_said() {
    let council = folder(FILES, &[("elections.toml", ELECTIONS), ("roster.csv", ROSTER)]);
    let judge = ["check", "--at", "2027-04-20T09:30", "Cllr Di Fir opened the library."];
    let other = "and not by what is loaded in the store, which says something else of roster.csv";
    let told = ends(council.path(), 10, &judge);
    assert!(
        told.contains("Judged by the council's files: elections.toml, roster.csv, not by what is loaded"),
        "{told}"
    );
    assert!(!told.contains("note:"), "there is no store: {told}");
    ends(council.path(), 0, &["roster", "load", "roster.csv"]);
    assert!(!ends(council.path(), 10, &judge).contains(other), "both say the same");
    write(council.path(), "roster.csv", &ROSTER.replace("Ed Yew", "Di Fir"));
    let output = purdah(council.path(), &judge);
    assert!(String::from_utf8_lossy(&output.stderr).contains(other), "{output:?}");
    // What a program reads is told nothing else.
    let output = purdah(council.path(), &[&judge[..], &["--json"]].concat());
    assert!(String::from_utf8_lossy(&output.stderr).contains(other), "{output:?}");
    serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap();
    let help = ends(council.path(), 0, &["check", "--help"]);
    assert!(help.contains("not by what is loaded in the store"), "{help}");
}

#[test]
fn a_period_whose_days_may_still_move_is_said_to_be_provisional() {
    let later = "[[election]]\nid = \"local.larkwater.2035-05-03\"\npoll = 2035-05-03\n";
    let council = folder(FILES, &[("elections.toml", later), ("roster.csv", ROSTER)]);
    let told =
        ends(council.path(), 10, &["check", "--at", "2035-04-20T09:30", "Cllr Wyn Ash opened the library."]);
    assert!(told.contains("; provisional: "), "{told}");
    write(council.path(), "posts.jsonl", "{\"text\":\"Bins\",\"at\":\"2035-04-20T09:30\"}\n");
    let told = ends(council.path(), 0, &["check", "--posts", "posts.jsonl"]);
    assert!(told.contains("may still move: local.larkwater.2035-05-03; provisional"), "{told}");
    write(council.path(), "elections.toml", ELECTIONS);
    let told =
        ends(council.path(), 10, &["check", "--at", "2027-04-20T09:30", "Cllr Wyn Ash opened the library."]);
    assert!(!told.contains("provisional"), "{told}");
}
