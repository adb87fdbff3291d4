//! `purdah check` and `purdah rule`, as typed.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const ROSTER: &str = include_str!("../../src/demo/roster.csv");

fn council() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "purdah.toml",
        "[council]\nid = \"larkwater\"\nname = \"Larkwater Borough Council\"\nnation = \"england\"\n\
         [calendar]\nfiles = [\"elections.toml\"]\n[roster]\nfiles = [\"roster.csv\"]\n",
    );
    write(
        "elections.toml",
        "[[election]]\nid = \"local.larkwater.2027-05-06\"\npoll = 2027-05-06\nnotice = 2027-03-25\n",
    );
    write("roster.csv", ROSTER);
    folder
}

fn purdah(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_purdah")).args(args).current_dir(folder).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn the_exit_status_tells_the_decision() {
    let council = council();
    for (words, at, status) in [
        ("The library is open until eight.", "2027-04-20T09:30", 0),
        ("Cllr Josephine Arkwell opened the library.", "2027-04-20T09:30", 10),
        ("Cllr Josephine Arkwell opened the library.", "2027-07-20T09:30", 0),
        ("Vote Labour on Thursday!", "2027-07-20T09:30", 11),
    ] {
        let output = purdah(council.path(), &["check", "--at", at, words]);
        assert_eq!(output.status.code(), Some(status), "{words} at {at}\n{}", stdout(&output));
    }
}

#[test]
fn a_person_sees_the_words_marked_and_the_source() {
    let council = council();
    let output =
        purdah(council.path(), &["check", "--at", "2027-04-20T09:30", "With Cllr Josephine Arkwell today"]);
    let told = stdout(&output);
    for words in ["hold", "With [Cllr Josephine Arkwell] today", "CLR101", "local.larkwater.2027-05-06"] {
        assert!(told.contains(words), "{told}");
    }
    assert!(!told.to_lowercase().contains("purdah"), "{told}");
}

#[test]
fn json_has_the_shape_of_the_contract() {
    let council = council();
    let output = purdah(
        council.path(),
        &["check", "--json", "--at", "2027-04-20T09:30", "With Cllr Josephine Arkwell today"],
    );
    let verdict: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(verdict["v"], 1);
    assert_eq!(verdict["decision"], "hold");
    assert_eq!(verdict["reasons"][0], "councillor-mention");
    assert_eq!(verdict["matched"][0], "Cllr Josephine Arkwell");
    let finding = &verdict["findings"][0];
    assert_eq!(finding["rule"], "CLR101");
    assert_eq!(finding["part"], "text");
    assert_eq!((finding["start"].as_u64(), finding["end"].as_u64()), (Some(5), Some(27)));
    assert!(finding["source"]["title"].is_string());
    assert_eq!(verdict["periods"][0]["starts"], "2027-03-25T00:00:00Z");
    assert_eq!(verdict["periods"][0]["ends"], "2027-05-06T22:00:00+01:00");
    assert!(verdict["rulebook"].as_str().unwrap().starts_with("sha256:"));
}

#[test]
fn a_byte_order_mark_before_the_first_post_is_no_part_of_it() {
    let council = council();
    let line = "{\"id\":\"a\",\"text\":\"Cllr Arkwell\",\"at\":\"2027-04-20T09:30:00+01:00\"}\r\n";
    std::fs::write(council.path().join("posts.jsonl"), format!("\u{feff}{line}")).unwrap();
    let output = purdah(council.path(), &["check", "--posts", "posts.jsonl", "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    assert!(stdout(&output).contains("\"decision\":\"hold\""), "{}", stdout(&output));
}

#[test]
fn many_are_judged_in_order_and_a_bad_line_says_so_without_stopping_the_rest() {
    let council = council();
    let posts = "{\"id\":\"a\",\"text\":\"Cllr Arkwell\",\"at\":\"2027-04-20T09:30:00+01:00\"}\n\
                 not json\n\
                 {\"id\":\"c\",\"text\":\"Bins\",\"at\":\"2027-03-28T01:30\"}\n\
                 \n\
                 {\"id\":\"d\",\"text\":\"Bins\",\"at\":\"2027-04-20T09:30\",\"hard\":true}\n";
    std::fs::write(council.path().join("posts.jsonl"), posts).unwrap();
    let output = purdah(council.path(), &["check", "--posts", "posts.jsonl", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let lines: Vec<serde_json::Value> =
        stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 4);
    assert_eq!((&lines[0]["id"], &lines[0]["decision"]), (&"a".into(), &"hold".into()));
    assert_eq!(lines[1]["line"], 2);
    assert!(lines[1]["error"].is_string());
    assert_eq!(lines[2]["id"], "c");
    assert!(lines[2]["error"].as_str().unwrap().contains("clocks go forward"));
    assert_eq!((&lines[3]["id"], &lines[3]["decision"]), (&"d".into(), &"allow".into()));
}

#[test]
fn the_exit_status_is_the_verdict_even_where_nobody_reads_the_words() {
    let council = council();
    for (words, code) in [("Cllr Josephine Arkwell opened the library.", 10), ("Bins", 0)] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_purdah"));
        command.args(["check", "--at", "2027-04-20T09:30", words]).current_dir(council.path());
        assert_eq!(command.stdout(writer).status().unwrap().code(), Some(code), "{words}");
    }
}

#[test]
fn standard_input_is_read_when_the_file_is_a_dash() {
    let council = council();
    let mut child = Command::new(env!("CARGO_BIN_EXE_purdah"))
        .args(["check", "--posts", "-", "--json"])
        .current_dir(council.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"{\"text\":\"Bins\",\"at\":\"2027-04-20T09:30\"}\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).contains("\"decision\":\"allow\""));
}

#[test]
fn the_hour_that_comes_twice_is_judged_both_ways() {
    let council = council();
    std::fs::write(
        council.path().join("elections.toml"),
        "[[period]]\nid = \"p\"\nstarts = 2026-10-25T01:00:00Z\nends = 2026-11-25T00:00:00\n",
    )
    .unwrap();
    let words = "Cllr Josephine Arkwell opened the library.";
    let output = purdah(council.path(), &["check", "--at", "2026-10-25T01:30", words]);
    assert_eq!(output.status.code(), Some(10));
    let output = purdah(council.path(), &["check", "--at", "2026-10-25T01:30+01:00", words]);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn every_failure_is_told_with_its_mend_and_exits_1_without_a_verdict() {
    for (name, text, words) in [
        ("purdah.toml", "[council]\nname = \"X\"\nnation = \"england\"\ncolour = 1\n", "purdah.toml:4:1"),
        ("elections.toml", "[[election]]\nid = \"a\"\npoll = 2027-05-06\n", "`notice = 2027-03-25`"),
        ("roster.csv", "who,what\nA,B\n", "name"),
        ("roster.csv", "", "roster.csv"),
    ] {
        let council = council();
        std::fs::write(council.path().join(name), text).unwrap();
        let output = purdah(council.path(), &["check", "--json", "x"]);
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert_eq!(stdout(&output), "", "{name}");
        assert!(stderr(&output).contains(words), "{}", stderr(&output));
    }
    let council = council();
    std::fs::remove_file(council.path().join("roster.csv")).unwrap();
    let output = purdah(council.path(), &["check", "x"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("roster.csv"), "{}", stderr(&output));
    let output = purdah(council.path(), &["--config", "nowhere.toml", "check", "x"]);
    assert_eq!(output.status.code(), Some(1));
    let output = purdah(council.path(), &["check", "--posts", "nowhere.jsonl"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn wrong_usage_exits_2() {
    let council = council();
    for args in [&["check"][..], &["check", "--no-such", "x"], &["chek", "x"], &["check", "a", "b"]] {
        assert_eq!(purdah(council.path(), args).status.code(), Some(2), "{args:?}");
    }
}

#[test]
fn rules_are_listed_and_shown_and_a_slip_is_mended() {
    let council = council();
    let list = stdout(&purdah(council.path(), &["rule"]));
    assert!(list.contains("CLR101") && list.contains("CLR201"), "{list}");
    let page = stdout(&purdah(council.path(), &["rule", "clr101"]));
    assert!(page.contains("Not held"), "{page}");
    let output = purdah(council.path(), &["rule", "CLR10"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("did you mean"), "{}", stderr(&output));
}
