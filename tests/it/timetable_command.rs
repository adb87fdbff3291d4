//! `purdah timetable`, as typed.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

fn timetable(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_purdah")).args(args).current_dir(folder).output().unwrap()
}

fn ask<'a>(contest: &'a str, nation: &'a str, poll: &'a str) -> [&'a str; 7] {
    ["timetable", "--type", contest, "--nation", nation, "--poll", poll]
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A council whose calendar adds a day of mourning.
fn with_a_proclaimed_day(elections: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "purdah.toml",
        "[council]\nname = \"Larkwater Borough Council\"\nnation = \"england\"\n[calendar]\nfiles = [\"elections.toml\"]\n",
    );
    write("elections.toml", elections);
    folder
}

const MOURNING: &str =
    "[[day_not_counted]]\ndate = 2027-04-13\nwhy = \"A day of mourning\"\nnations = [\"england\"]\n";

#[test]
fn every_way_to_ask_has_its_exit_status_and_a_wrong_one_its_repair() {
    let nowhere = tempfile::tempdir().unwrap();
    for (args, status, told) in [
        (&ask("local", "england", "2027-05-06")[..], 0, "Wednesday 31 March 2027"),
        (&ask("parl", "uk", "2029-05-03"), 0, "Parliament dissolved"),
        (&ask("ref.governance", "england", "2027-05-06"), 0, "Thursday 8 April 2027 at midnight"),
        (
            &ask("parish", "england", "2027-05-06"),
            0,
            "Unconfirmed: this could not be checked against the law.",
        ),
        (&ask("local", "england", "2035-05-03"), 0, "Provisional:"),
        (&ask("locl", "england", "2027-05-06"), 2, "write one of local, parish"),
        (&ask("local", "mars", "2027-05-06"), 2, "write england, wales, scotland, northern-ireland or uk"),
        (&ask("pcc", "scotland", "2027-05-06"), 2, "write one of england, wales"),
        (&ask("local", "england", "2027-02-30"), 2, "like 2027-05-06"),
        (&ask("local", "england", "6 May 2027"), 2, "like 2027-05-06"),
        (&ask("local", "england", "0027-05-06"), 2, "write a day from 1990 to 2199"),
        (&ask("local", "england", "2027-05-06")[..5], 2, "--poll <DAY>"),
        (&["timetable"], 2, "--type <TYPE>"),
    ] {
        let output = timetable(nowhere.path(), args);
        let said = stdout(&output) + &stderr(&output);
        assert_eq!(output.status.code(), Some(status), "{args:?}: {said}");
        assert!(said.contains(told), "{args:?} lacks {told}: {said}");
        assert!(!stderr(&output).contains("panicked"), "{said}");
    }
}

#[test]
fn a_person_reads_the_dates_the_law_and_the_days_left_out() {
    let nowhere = tempfile::tempdir().unwrap();
    let told = stdout(&timetable(nowhere.path(), &ask("local", "england", "2027-05-06")));
    for words in [
        "Council election, England, poll on Thursday 6 May 2027",
        "Notice of election, latest       Wednesday 31 March 2027",
        "Pre-election period ends         Thursday 6 May 2027 at 10:00pm",
        "Monday 3 May 2027",
        "Early May bank holiday",
        "Saturdays and Sundays",
        "2006/3304",
        "Counted with the bank holidays shipped with this program",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    assert_eq!(told.matches("Saturday").count(), 1, "weekends are one line: {told}");
    assert!(!told.to_lowercase().contains("purdah"), "{told}");
}

#[test]
fn json_has_the_fields_of_the_contract() {
    let nowhere = tempfile::tempdir().unwrap();
    let mut args = ask("local", "england", "2027-05-06").to_vec();
    args.push("--json");
    let table: serde_json::Value = serde_json::from_slice(&timetable(nowhere.path(), &args).stdout).unwrap();
    assert_eq!(table["notice_of_election"]["latest"], "2027-03-31");
    assert!(table["notice_of_election"]["earliest"].is_null() && table["dissolution"].is_null());
    assert_eq!(table["starts"], "2027-03-31T00:00:00+01:00");
    assert_eq!(table["ends"], "2027-05-06T22:00:00+01:00");
    assert_eq!(table["provisional"], false);
    assert_eq!(table["basis"], "statute");
    assert!(table["source"]["clause"].is_string() && table["source"]["url"].is_string());
    assert!(table["days_not_counted"].as_array().unwrap().iter().all(|day| day["why"].is_string()));
}

#[test]
fn days_an_officer_has_entered_count_where_a_configuration_is_found_or_given() {
    let council = with_a_proclaimed_day(MOURNING);
    let elsewhere = tempfile::tempdir().unwrap();
    let mut given = ask("local", "england", "2027-05-06").to_vec();
    let config = council.path().join("purdah.toml");
    given.extend(["--config", config.to_str().unwrap()]);
    for (folder, args) in
        [(council.path(), ask("local", "england", "2027-05-06").to_vec()), (elsewhere.path(), given)]
    {
        let told = stdout(&timetable(folder, &args));
        for words in ["Tuesday 30 March 2027", "A day of mourning", "the days in elections.toml"] {
            assert!(told.contains(words), "{words}\n{told}");
        }
    }
}

#[test]
fn a_broken_configuration_is_left_aside_by_default_and_a_failure_where_it_was_asked_for() {
    let council = with_a_proclaimed_day("[[day_not_counted]]\ndate = 2027\n");
    let output = timetable(council.path(), &ask("local", "england", "2027-05-06"));
    assert_eq!(output.status.code(), Some(0));
    assert!(stderr(&output).contains("left aside"), "{}", stderr(&output));
    assert!(stdout(&output).contains("Wednesday 31 March 2027"));
    let mut given = ask("local", "england", "2027-05-06").to_vec();
    given.extend(["--config", "./purdah.toml"]);
    let output = timetable(council.path(), &given);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("elections.toml:2:"), "{}", stderr(&output));
}
