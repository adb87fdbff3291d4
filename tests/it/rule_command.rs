//! `purdah rule`: what each rule leads to for a council, by whose word, and what slips are told.

use std::path::Path;
use std::process::{Command, Output};

use purdah::config;
use serde_json::Value;
use tempfile::TempDir;

const COUNCIL: &str =
    "[council]\nid = \"larkwater\"\nname = \"Larkwater Borough Council\"\nnation = \"wales\"\n";

fn council(policy: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("purdah.toml"), format!("{COUNCIL}{policy}")).unwrap();
    folder
}

fn purdah(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_purdah")).args(args).current_dir(folder).output().unwrap()
}

fn said(folder: &Path, args: &[&str]) -> String {
    let output = purdah(folder, args);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_decision_in_force_is_the_councils_with_where_it_comes_from() {
    let policy = "[policy]\nbase = \"sandwell\"\n[policy.rules]\nCLR103 = \"hold\"\nprofanity = { possible = \"allow\" }\n\
                  [policy.switches]\nmayor_standing = \"block\"\n";
    let council = council(policy);
    // Nothing but the policy is read: this calendar is broken.
    let broken = format!("{COUNCIL}[calendar]\nfiles = [\"elections.toml\"]\n{policy}");
    std::fs::write(council.path().join("purdah.toml"), broken).unwrap();
    std::fs::write(council.path().join("elections.toml"), "[[elections]]").unwrap();
    for (rule, words) in [
        (
            "CLR103",
            &[
                "Larkwater Borough Council, by the policy sandwell, as its files say.",
                "in force: held, in a pre-election period",
                "decided by: the council's own line in purdah.toml",
                "without that line: blocked, in a pre-election period, by the policy sandwell, clause",
            ][..],
        ),
        ("CLR201", &["decided by: the policy sandwell, clause"]),
        ("CLR106", &["decided by: the policy lga"]),
        ("profanity", &["decided by: the council's own line", "when only possible, let through"]),
        ("CLR101", &["mayor_standing = block (by the council's own line", "councillor-image alone: blocked"]),
        ("CLR309", &["in force: off until the council writes `permission = \"ask\"`; then held, all year"]),
        ("CLR105", &[]),
    ] {
        let output = purdah(council.path(), &["rule", rule]);
        let told = String::from_utf8_lossy(&output.stdout);
        for words in words {
            assert!(told.contains(words), "{rule}: {words}\n{told}");
        }
    }
    let rule: Value = serde_json::from_str(&said(council.path(), &["rule", "CLR103", "--json"])).unwrap();
    assert_eq!(rule["council"], "larkwater");
    assert_eq!(rule["setting"]["certain"], "hold");
    let decided = rule["decided"].as_array().unwrap();
    assert_eq!(decided.last().unwrap()["origin"]["by"], "council");
    assert_eq!(decided[decided.len() - 2]["origin"]["by"], "clauses");
    assert_eq!(decided[decided.len() - 2]["setting"]["certain"], "block");
    let named = said(council.path(), &["rule", "CLR103", "--policy", "sandwell"]);
    assert!(named.contains("in force: blocked") && !named.contains("council's own line"), "{named}");
    let list = said(council.path(), &["rule"]);
    assert!(list.contains("publicity (Welsh Ministers)") && !list.contains("(england)"), "{list}");
}

#[test]
fn without_a_council_the_default_is_shown_and_said_to_be_that() {
    let folder = tempfile::tempdir().unwrap();
    let told = said(folder.path(), &["rule"]);
    assert!(told.contains("There is no purdah.toml here, so this is the default policy, lga"), "{told}");
    let output = purdah(folder.path(), &["rule", "--config", "nowhere.toml"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn what_is_in_force_in_a_store_comes_before_the_file() {
    let council = council("[policy]\nbase = \"harlow\"\n");
    let loaded = purdah(council.path(), &["council", "load"]);
    assert_eq!(loaded.status.code(), Some(0), "{}", String::from_utf8_lossy(&loaded.stderr));
    std::fs::write(council.path().join("purdah.toml"), format!("{COUNCIL}[policy]\nbase = \"cromer\"\n"))
        .unwrap();
    let told = said(council.path(), &["rule"]);
    assert!(told.contains("by the policy harlow, as in force in the store"), "{told}");
    assert!(told.contains("purdah.toml says something else by now"), "{told}");
    assert!(said(council.path(), &["rule", "--files"]).contains("by the policy cromer, as its files say"));
}

fn faults(policy: &str) -> String {
    let text = format!("{COUNCIL}{policy}");
    let faults = config::parse("purdah.toml", text.as_bytes(), Path::new("folder")).unwrap_err();
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn rules_may_be_written_by_code_or_by_name_and_are_kept_by_code() {
    let text = format!(
        "{COUNCIL}[policy.rules]\nclr101 = \"block\"\ncouncillor-account = \"allow\"\nParty-Political = {{ likely = \"block\" }}\n"
    );
    let settings = config::parse("purdah.toml", text.as_bytes(), Path::new("folder")).unwrap();
    let codes: Vec<&str> = settings.policy.rules.keys().map(String::as_str).collect();
    assert_eq!(codes, ["CLR101", "CLR102", "CLR201"]);
}

#[test]
fn a_slip_names_its_line_what_is_allowed_and_what_was_meant() {
    for (line, place, words) in [
        (
            "[policy.rules]\nCLR1O1 = \"hold\"",
            "purdah.toml:7:1:",
            "did you mean `CLR101` (councillor-named)?",
        ),
        ("[policy.rules]\ncouncilor-named = \"hold\"", "purdah.toml:7:1:", "did you mean `CLR101`"),
        ("[policy.rules]\nweather = \"hold\"", "purdah.toml:7:1:", "`purdah rule` lists every rule"),
        ("[policy.rules]\nCLR101 = \"blok\"", "purdah.toml:7:10:", "`CLR101` cannot lead to `blok`"),
        (
            "[policy.rules]\nCLR101 = \"blok\"",
            "purdah.toml:7:10:",
            "did you mean `block`? Write \"allow\", \"hold\" or \"block\"",
        ),
        ("[policy.rules]\nCLR101 = true", "purdah.toml:7:10:", "cannot lead to `true`"),
        ("[policy.rules]\nCLR101 = { certan = \"hold\" }", "purdah.toml:7:12:", "did you mean `certain`?"),
        ("[policy.rules]\nCLR101 = { certain = \"stop\" }", "purdah.toml:7:22:", "cannot lead to `stop`"),
        ("[policy.rules]\nCLR101 = { when = \"always\" }", "purdah.toml:7:19:", "\"year\" (all year)"),
        ("[policy.rules]\nCLR101 = \"hold\"\ncouncillor-named = \"hold\"", "purdah.toml:8:1:", "set twice"),
        ("[policy.switches]\nmayor_standng = \"hold\"", "purdah.toml:7:1:", "did you mean `mayor_standing`?"),
        ("[policy.switches]\nmayor_standing = \"blck\"", "purdah.toml:7:18:", "did you mean `block`?"),
        ("[policy.switches]\nmayor_standing = 3", "purdah.toml:7:18:", "write one of allow, hold, block"),
        ("rules = \"hold\"", "purdah.toml:6:1:", "[policy.rules]"),
    ] {
        let told = faults(&format!("[policy]\n{line}\n"));
        assert!(told.contains(place) && told.contains(words), "{line}: {place} {words}\n{told}");
    }
}

#[test]
fn the_policy_in_the_readme_is_one_that_can_be_used() {
    let readme = include_str!("../../README.md");
    let start = readme.find("[policy]\nbase").unwrap();
    let example = readme[start..].split("```").next().unwrap();
    let text = format!("{COUNCIL}{example}");
    let settings = config::parse("purdah.toml", text.as_bytes(), Path::new("folder")).unwrap();
    assert_eq!(settings.policy.rules.len(), 3);
}
