//! What a council's settings do without saying so is told; files without an end are not read to it.

use std::path::Path;

use purdah::guard::policy::file::SHIPPED;

use crate::typed::{ends, folder, json, settings, write};

const ROSTER: &str = "name,ward\nImran Khan,Ferry\nSana Khan,Hill\nWyn Ash,Hill\nBo Elm,Moor\nEd Yew,Moor\n";

#[test]
fn a_setting_that_disarms_is_told_wherever_the_settings_are_looked_at_with_what_stands_behind_the_rule() {
    for (more, rule, words) in [
        (
            "[policy.rules]\nCLR112 = \"allow\"\n",
            "CLR112",
            &[
                "by the council's own line, CLR112 (content-unreadable) is off; without it",
                "held, all year",
                "The council's own publicity policy, somebody sees what goes out",
            ][..],
        ),
        (
            "[policy]\nbase = \"sandwell\"\n[policy.rules]\nparty-political = \"allow\"\n",
            "CLR201",
            &[
                "blocked, all year",
                "by the policy sandwell, clause",
                "Sandwell",
                "take the line out of [policy.rules]",
            ],
        ),
        (
            "[policy.rules]\nCLR201 = { certain = \"allow\" }\n",
            "CLR201",
            &["Local Government Act 1986, section 2", "blocked, all year"],
        ),
        ("[policy.rules]\nCLR302 = { when = \"pre\" }\n", "CLR302", &["blocked, all year"]),
        (
            "[policy.switches]\ncandidates_only = true\n",
            "CLR101",
            &["`candidates_only`", "do not stand are let through"],
        ),
        (
            "[policy.switches]\nmayor_standing = \"allow\"\n",
            "CLR101",
            &["`mayor_standing`", "while standing"],
        ),
        (
            "[roster]\nfiles = [\"roster.csv\"]\nnamesakes = [ { name = \"Khan\" } ]\n",
            "CLR101",
            &["the namesake `Khan` is one word of 2 names on the roster"],
        ),
        (
            "[roster]\nfiles = [\"roster.csv\"]\nnamesakes = [ { name = \"Cllr Ash\" } ]\n",
            "CLR101",
            &["a councillor's title in it"],
        ),
    ] {
        let council = folder(more, &[("roster.csv", ROSTER)]);
        let mut looks = vec![vec!["rule", rule], vec!["rule"], vec!["rule", "--council", "larkwater"]];
        // These compile a whole rulebook, and tell the same.
        if rule == "CLR112" {
            looks.extend([vec!["check", "Bins are a day late."], vec!["council", "load", "--dry-run"]]);
            let load = json(council.path(), &["council", "load", "--dry-run", "--json"]);
            assert_eq!(load["disarmed"][0]["rule"], rule, "{load}");
        }
        for args in looks {
            let told = ends(council.path(), 0, &args);
            assert!(words.iter().all(|words| told.contains(words)), "{more} {args:?} {words:?}\n{told}");
            assert!(told.contains("warning: "), "{args:?}\n{told}");
        }
        assert_eq!(json(council.path(), &["rule", rule, "--json"])["warnings"].as_array().unwrap().len(), 1);
    }
}

#[test]
fn contacts_that_are_everybodys_or_nobodys_are_told() {
    for (contacts, words) in [
        ("", Some("contacts is empty")),
        ("\"\"", Some("stands for nothing")),
        ("\"07\"", Some("everybody's numbers")),
        ("\"@gmail.com\"", Some("mailbox at that provider")),
        ("\"@gov.uk\"", Some("everybody's addresses")),
        ("\"@larkwater.gov.uk\", \"0300 123\", \"clerk@gmail.com\"", None),
    ] {
        let council = folder("", &[]);
        let own = settings("").replace("\"01632 960\", \"@larkwater.gov.example\"", contacts);
        write(council.path(), "purdah.toml", &own);
        let told = ends(council.path(), 0, &["rule", "personal-data"]);
        assert_eq!(
            told.contains("warning: [council] contacts") || told.contains("in [council] contacts stands"),
            words.is_some(),
            "{contacts}: {told}"
        );
        assert_eq!(told.contains("warning: "), words.is_some(), "{contacts}: {told}");
        assert!(words.is_none_or(|words| told.contains(words)), "{contacts}: {told}");
    }
}

#[test]
fn what_takes_nothing_away_is_not_warned_of() {
    for (base, _) in SHIPPED {
        let more = "[policy.rules]\nCLR101 = \"block\"\nprofanity = { possible = \"allow\" }\nCLR308 = \"hold\"\n\
                    [policy.switches]\nmayor_standing = \"hold\"\n\
                    [roster]\nfiles = [\"roster.csv\"]\nnamesakes = [ { name = \"Ash Lane\" }, { name = \"Wyn Ash\", note = \"a teacher\" } ]\n";
        let council = folder(&format!("[policy]\nbase = \"{base}\"\n{more}"), &[("roster.csv", ROSTER)]);
        let told = ends(council.path(), 0, &["rule"]);
        assert!(!told.contains("warning: "), "{base}: {told}");
    }
}

#[test]
fn a_namesake_without_a_name_is_refused() {
    for name in ["", "  ", "—"] {
        let council =
            folder(&format!("[roster]\nfiles = []\nnamesakes = [ {{ name = \"{name}\" }} ]\n"), &[]);
        let told = ends(council.path(), 1, &["check", "x"]);
        assert!(told.contains("purdah.toml:10:") && told.contains("this namesake has no name"), "{told}");
    }
}

#[test]
fn a_misspelt_policy_is_told_the_names_there_are_the_likest_first() {
    let council = folder("[policy]\nbase = \"harlo\"\n", &[]);
    for args in [&["check", "x"][..], &["rule", "--policy", "harlo"], &["rule"]] {
        let told = ends(council.path(), 1, args);
        assert!(told.contains("no policy is called `harlo`"), "{args:?} {told}");
        assert!(told.contains("did you mean `harlow`?") && told.contains("harlow, "), "{args:?} {told}");
        assert!(SHIPPED.iter().all(|(name, _)| told.contains(name)), "{args:?} {told}");
    }
}

#[test]
fn words_people_write_for_a_decision_are_told_the_one_that_is_meant() {
    for (written, words) in [
        ("\"off\"", "write \"allow\" to switch the rule off"),
        ("false", "write \"allow\" to switch the rule off"),
        ("\"None\"", "write \"allow\" to switch the rule off"),
        ("\"on\"", "write \"hold\""),
        ("\"warn\"", "write \"hold\""),
        ("\"reject\"", "write \"block\""),
    ] {
        let council = folder(&format!("[policy.rules]\nCLR302 = {written}\n"), &[]);
        let told = ends(council.path(), 1, &["rule"]);
        assert!(told.contains("cannot lead to") && told.contains(words), "{written}: {told}");
    }
}

const WORDS: &str = "name = \"own words\"\n[[group]]\nsense = \"topic\"\ntopic = \"The pool\"\nsource = \"s\"\n\
                     checked = \"2026-11-20\"\nterms = [\"pool ... closure\", \"lido\"]\n";

#[test]
fn a_lexicon_is_told_of_as_calendars_and_rosters_are() {
    let council = folder("[lexicon]\nfiles = [\"words.toml\"]\n", &[("words.toml", WORDS)]);
    let told = ends(council.path(), 0, &["council", "load"]);
    assert!(
        told.contains("Nothing is in force yet") && told.contains("Lexicons added, 1:\n  own words, 2 terms"),
        "{told}"
    );
    write(council.path(), "words.toml", &WORDS.replace("lido", "baths"));
    let told = ends(council.path(), 0, &["council", "load", "--dry-run"]);
    for words in [
        "what is new in words.toml",
        "The lexicon own words says something else",
        "baths",
        "Terms no longer there, 1:",
        "lido",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    let told = json(council.path(), &["council", "load", "--json"]);
    assert_eq!(told["lexicons"]["changed"][0]["added"][0], "baths");
    assert_eq!(told["applied"], true, "{told}");
    assert!(ends(council.path(), 0, &["council", "load"]).contains("says what is in force already"));
    write(council.path(), "words.toml", "name = 1");
    assert!(ends(council.path(), 0, &["council", "load"]).contains("words.toml"), "a broken one is named");
    write(council.path(), "purdah.toml", &settings(""));
    let told = ends(council.path(), 0, &["council", "load"]);
    assert!(told.contains("Lexicons no longer there, 1:\n  own words, 2 terms"), "{told}");
    write(council.path(), "more.toml", &WORDS.replace("own words", "more words"));
    write(council.path(), "purdah.toml", &settings("[lexicon]\nfiles = [\"more.toml\"]\n"));
    assert!(
        ends(council.path(), 0, &["council", "load"]).contains("Lexicons added, 1:\n  more words, 2 terms")
    );
}

#[cfg(unix)]
#[test]
fn a_file_without_an_end_is_refused_wherever_one_is_named() {
    for more in [
        "[roster]\nfiles = [\"/dev/zero\"]\n",
        "[lexicon]\nfiles = [\"/dev/zero\"]\n",
        "[calendar]\nfiles = [\"/dev/zero\"]\n",
        "[policy]\nbase = \"/dev/zero\"\n",
    ] {
        let council = folder(more, &[]);
        let told = ends(council.path(), 1, &["check", "x"]);
        assert!(told.contains("/dev/zero") && told.contains("larg"), "{more}: {told}");
    }
    let council = folder("", &[]);
    for args in [
        &["rule", "--policy", "/dev/zero"][..],
        &["--config", "/dev/zero", "check", "x"],
        &["check", "--posts", "/dev/zero"],
        &["roster", "validate", "/dev/zero"],
        &["calendar", "validate", "/dev/zero"],
    ] {
        let told = ends(council.path(), 1, args);
        assert!(
            told.contains("larger than") || told.contains("longer than") || told.contains("too large"),
            "{args:?}: {told}"
        );
    }
    assert!(Path::new("/dev/zero").exists());
}

const LEXICONS: &str = include_str!("../../docs/lexicons.md");
const README: &str = include_str!("../../README.md");

/// The TOML of a page that begins so.
fn example<'a>(page: &'a str, begins: &str) -> &'a str {
    page.split("```toml\n")
        .find(|text| text.trim_start().starts_with(begins))
        .unwrap()
        .split("```")
        .next()
        .unwrap()
}

#[test]
fn the_lexicon_in_the_docs_can_be_loaded_and_does_what_the_page_says() {
    let more = format!("{}[policy.rules]\nCLR308 = \"hold\"\n", example(LEXICONS, "[lexicon]"));
    let council = folder(&more, &[("own-words.toml", example(LEXICONS, "name ="))]);
    for (text, at, status) in [
        ("The leisure centre may close during the strike.", "2027-02-01T09:00", 10),
        ("Save pool places by booking early.", "2027-02-01T09:00", 10),
        ("Save our pool!", "2027-04-01T09:00", 0),
        ("Larkwater deserves better.", "2027-02-01T09:00", 11),
        ("Swimming lessons begin in May.", "2027-02-01T09:00", 0),
    ] {
        ends(council.path(), status, &["check", "--at", at, text]);
    }
}

#[test]
fn every_sense_and_every_limit_on_the_page_is_as_it_says() {
    let table = LEXICONS.split("## Senses a council adds").nth(1).unwrap();
    let senses: Vec<&str> = table
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(sense, _)| sense)
        .collect();
    assert!(senses.len() > 10, "{senses:?}");
    let group = |sense: &str, term: &str| {
        let topic = if sense == "topic" { "topic = \"x\"\n" } else { "" };
        let text = format!(
            "name = \"x\"\n[[group]]\nsense = \"{sense}\"\n{topic}source = \"s\"\nchecked = \"2027-01-08\"\nterms = [\"{term}\"]\n"
        );
        purdah::lexicon::file::read("x.toml", text.as_bytes())
    };
    for sense in senses {
        group(sense, "lark.example").unwrap();
    }
    for term in ["a|b c|d e?", "a ... b ... c ... d", "vote {party}"] {
        group("slogan", term).unwrap();
    }
    for term in ["market hall|town hall", "{party}", "a ... b ... c ... d ... e", "a b? c? d? e? f? g? h?"] {
        let fault =
            if term.contains('|') { group("slogan", "market-hall|town-hall") } else { group("slogan", term) };
        assert!(fault.is_err(), "{term}");
    }
}

#[test]
fn the_wards_and_the_council_of_the_readme_are_ones_that_can_be_used() {
    let council = folder(example(README, "[council.wards]"), &[]);
    ends(council.path(), 0, &["check", "Bins are a day late."]);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let lines = README.lines().filter(|line| line.starts_with("purdah --config tests/it/wrenbury"));
    let mut judged = 0;
    for line in lines {
        let (command, remark) = line.split_once('#').unwrap_or((line, ""));
        let mut pieces = command.splitn(2, '"');
        let mut args: Vec<&str> = pieces.next().unwrap().split_whitespace().skip(1).collect();
        args.extend(pieces.next().map(|text| text.trim().trim_matches('"')));
        let status = if remark.trim().starts_with("hold") { 10 } else { 0 };
        ends(root, status, &args);
        judged += 1;
    }
    assert_eq!(judged, 5);
}
