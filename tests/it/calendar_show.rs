//! `purdah calendar show` and `validate`, as typed.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const ELECTIONS: &str = "[[election]]\nid = \"local.larkwater.2027-05-06\"\ntitle = \"Borough council election\"\n\
    poll = 2027-05-06\nnotice = 2027-03-25\n\
    [[election]]\nid = \"parish.stonebeck.2027-05-06\"\ntitle = \"Stonebeck parish election\"\ntype = \"parish\"\n\
    poll = 2027-05-06\nwards = [\"Stonebeck\"]\nadvisory = true\nstatus = \"uncontested\"\n\
    [[election]]\nid = \"old\"\ntitle = \"Withdrawn by-election\"\ntype = \"local\"\npoll = 2027-06-24\n\
    status = \"withdrawn\"\nreason = \"entered in error\"\n\
    [[period]]\nid = \"petition\"\ntitle = \"Recall petition\"\nstarts = 2027-10-31T01:30:00\nends = 2027-12-01T17:00:00\n";

fn council(elections: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "purdah.toml",
        "[council]\nid = \"larkwater\"\nname = \"Larkwater Borough Council\"\nnation = \"england\"\n\
         [council.wards]\nStonebeck = []\n\
         [calendar]\nfiles = [\"elections.toml\"]\n[roster]\nfiles = [\"roster.csv\"]\n",
    );
    write("elections.toml", elections);
    write("roster.csv", include_str!("../../src/demo/roster.csv"));
    folder
}

fn purdah(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_purdah")).args(args).current_dir(folder).output().unwrap()
}

fn show(folder: &Path, at: &str) -> Value {
    let output = purdah(folder, &["calendar", "show", "--json", "--at", at]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn ids(periods: &Value) -> Vec<&str> {
    periods.as_array().unwrap().iter().map(|period| period["election"].as_str().unwrap()).collect()
}

#[test]
fn what_is_in_force_and_what_changes_next_is_right_at_every_edge_and_across_the_clock_changes() {
    let (local, parish) = ("local.larkwater.2027-05-06", "parish.stonebeck.2027-05-06");
    let council = council(ELECTIONS);
    for (at, in_force, next_change) in [
        ("2027-03-24T23:59:59", &[][..], Some("2027-03-25T00:00:00Z")),
        ("2027-03-25T00:00", &[local], Some("2027-03-31T00:00:00+01:00")),
        ("2027-03-28T00:59", &[local], Some("2027-03-31T00:00:00+01:00")),
        ("2027-03-28T02:00", &[local], Some("2027-03-31T00:00:00+01:00")),
        ("2027-03-31", &[local, parish], Some("2027-05-06T22:00:00+01:00")),
        ("2027-05-06T21:59:59", &[local, parish], Some("2027-05-06T22:00:00+01:00")),
        ("2027-05-06T22:00:00", &[], Some("2027-10-31T01:30:00+01:00")),
        ("2027-10-31T01:30:00+01:00", &["petition"], Some("2027-12-01T17:00:00Z")),
        ("2027-12-01T17:00", &[], None),
    ] {
        let shown = show(council.path(), at);
        let moment = &shown["moments"][0];
        assert_eq!(ids(&moment["in_force"]), in_force, "{at}");
        assert_eq!(moment["next_change"].as_str(), next_change, "{at}");
    }
}

#[test]
fn an_hour_that_comes_twice_is_shown_both_times_and_one_that_never_comes_is_refused() {
    let council = council(ELECTIONS);
    let shown = show(council.path(), "2027-10-31T01:00");
    let moments = shown["moments"].as_array().unwrap();
    assert_eq!(moments.len(), 2);
    assert_eq!((ids(&moments[0]["in_force"]), ids(&moments[1]["in_force"])), (vec![], vec!["petition"]));
    let told = purdah(council.path(), &["calendar", "show", "--at", "2027-10-31T01:00"]);
    let told = String::from_utf8(told.stdout).unwrap();
    for words in ["That hour comes twice", "2027-10-31T01:00:00+01:00", "2027-10-31T01:00:00Z"] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    let output = purdah(council.path(), &["calendar", "show", "--at", "2027-03-28T01:30"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("clocks go forward"));
}

#[test]
fn an_officer_is_told_why_until_when_what_comes_next_and_what_was_withdrawn() {
    let council = council(ELECTIONS);
    let output = purdah(council.path(), &["calendar", "show", "--at", "2027-04-20T09:30"]);
    let told = String::from_utf8(output.stdout).unwrap();
    for words in [
        "Larkwater Borough Council, as its files say: elections.toml.",
        "Tuesday 20 April 2027 at 9:30am: 2 pre-election periods are in force.",
        "For the council election, poll on Thursday 6 May 2027.",
        "until Thursday 6 May 2027 at 10:00pm.",
        "Notice of election on Thursday 25 March 2027, as an officer entered it.",
        "Schedules 2 and 3, rules 1 and 2",
        "Unconfirmed: this could not be checked against the law. Ask the returning officer",
        "Covers: only in Stonebeck.",
        "Mind: another authority's election",
        "Uncontested: the period goes on to its end all the same.",
        "The next change is on Thursday 6 May 2027 at 10:00pm: Borough council election ends",
        "Recall petition (petition)",
        "Withdrawn by-election (old): entered in error",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    assert!(!told.to_lowercase().contains("purdah"), "{told}");
    assert!(!council.path().join("purdah.db").exists(), "looking makes no store");
    assert!(!council.path().join("purdah.key").exists(), "nor a key");
}

#[test]
fn what_is_in_force_in_a_store_is_shown_rather_than_the_files() {
    let council = council(ELECTIONS);
    let loaded = purdah(council.path(), &["calendar", "load", "elections.toml"]);
    assert_eq!(loaded.status.code(), Some(0), "{}", String::from_utf8_lossy(&loaded.stderr));
    std::fs::write(
        council.path().join("elections.toml"),
        ELECTIONS.replace("poll = 2027-05-06\nnotice", "poll = 2027-05-13\nnotice"),
    )
    .unwrap();
    let shown = show(council.path(), "2027-05-08T09:30");
    assert_eq!(shown["from"]["kind"], "store");
    assert_eq!(shown["from"]["documents"][0]["version"], 1);
    assert!(ids(&shown["moments"][0]["in_force"]).is_empty());
    let output =
        purdah(council.path(), &["calendar", "show", "--files", "--json", "--at", "2027-05-08T09:30"]);
    let shown: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(shown["from"]["kind"], "files");
    assert_eq!(ids(&shown["moments"][0]["in_force"]), ["local.larkwater.2027-05-06"]);
}

#[test]
fn an_export_reads_back_as_the_same_periods() {
    let own = council(ELECTIONS);
    let exported = purdah(own.path(), &["calendar", "export"]).stdout;
    assert!(exported.starts_with(b"BEGIN:VCALENDAR\r\n"));
    assert_eq!(
        exported,
        purdah(own.path(), &["calendar", "export", "--files"]).stdout,
        "the same bytes each time"
    );
    std::fs::write(own.path().join("elections.ics"), &exported).unwrap();
    let toml = own.path().join("purdah.toml");
    let text = std::fs::read_to_string(&toml).unwrap();
    std::fs::write(&toml, text.replace("elections.toml", "elections.ics")).unwrap();
    let other = council(ELECTIONS);
    let edges = |folder: &Path| {
        let shown = show(folder, "2027-03-01T09:00");
        let next = shown["next"].as_array().unwrap().clone();
        let edge = |period: &Value, key: &str| period[key].as_str().unwrap().to_owned();
        next.iter()
            .map(|one| (edge(one, "starts"), edge(one, "ends"), one["wards"].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(edges(own.path()), edges(other.path()));
    assert_eq!(edges(own.path()).len(), 3);
}

#[test]
fn validate_names_the_place_and_the_repair_and_a_day_to_query_is_an_error_too() {
    let late = ELECTIONS.replace("notice = 2027-03-25", "notice = 2027-04-12");
    let past = "[[period]]\nid = \"past\"\nstarts = 2020-01-01T00:00:00\nends = 2020-02-01T00:00:00\n";
    for (text, status, words) in [
        (ELECTIONS, 0, "elections.toml can be used."),
        (&late, 1, "elections.toml:2:6: `local.larkwater.2027-05-06` would begin on 2027-04-12"),
        (&late, 1, "add the line `confirmed = "),
        (
            &late.replace("notice = 2027-04-12", "notice = 2027-04-12\nconfirmed = \"agreed\""),
            0,
            "can be used",
        ),
        ("[[election]]\nid = \"x\"\npol = 2027-05-06\n", 1, "elections.toml:3:1"),
        ("[[election]]\nid = \"x\"\npol = 2027-05-06\n", 1, "did you mean `poll`?"),
        ("", 1, "the file holds no election"),
        (
            past,
            0,
            "warning: every pre-election period of the calendar is over, the last since 1 February 2020",
        ),
    ] {
        let council = council(text);
        let output = purdah(council.path(), &["calendar", "validate", "elections.toml"]);
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(status), "{said}");
        assert!(said.contains(words), "{words}\n{said}");
    }
}

#[test]
fn a_file_nobody_has_touched_for_a_year_is_warned_of() {
    let council = council(ELECTIONS);
    let file = std::fs::File::options().write(true).open(council.path().join("elections.toml")).unwrap();
    file.set_modified(std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_hours(24 * 365 * 50))
        .unwrap();
    for command in [&["calendar", "show"][..], &["calendar", "validate", "elections.toml"]] {
        let output = purdah(council.path(), command);
        assert_eq!(output.status.code(), Some(0));
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("has not been changed since"), "{command:?}: {said}");
    }
}
