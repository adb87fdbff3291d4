//! Slips in rosters that would guard the wrong person or nobody, and what an officer is told of them.

use purdah::council::{Council, CouncilId, Nation};
use purdah::roster::formats::{self, written};

use crate::typed::{ends, folder, json, write};

const FEED: &str = "uid,Name,Ward,Party,Telephone\n\
    11,Cllr Wyn Ash,Ferry,Teal,01632 960001\n12,Cllr Bo Elm,Hill,Teal,01632 960002\n13,Cllr Robert Khan,Hill,Rose,\n\
    14,Cllr Imran Khan,Moor,Rose,\n15,Cllr Ed Yew,Moor,Teal,\n";

fn of_two(own: &str) -> tempfile::TempDir {
    folder("[roster]\nfiles = [\"feed.csv\", \"own.csv\"]\n", &[("feed.csv", FEED), ("own.csv", own)])
}

#[test]
fn a_row_with_somebody_elses_id_renames_nobody() {
    for (name, aliases, wrong) in [
        ("Bo Elm", "", true),
        ("Cass Oak", "", true),
        // A surname or a first name alone does not make two people one.
        ("Imran Khan", "", true),
        ("Wyn Ash", "", false),
        ("Wyn Ash-Oak", "", false),
        ("Wynford Ash", "", false),
        ("Cass Oak", "Wyn Ash", false),
    ] {
        let id = if name == "Imran Khan" { "member-13" } else { "member-11" };
        let council = of_two(&format!("id,name,aliases,role\n{id},{name},{aliases},Mayor (civic)\n"));
        for args in [&["roster", "validate", "own.csv"][..], &["check", "Bins are a day late."]] {
            let told = ends(council.path(), i32::from(wrong), args);
            assert_eq!(told.contains("would rename somebody else"), wrong, "{name}: {told}");
            assert!(!wrong || told.contains("`aliases`") && told.contains(id), "{name}: {told}");
        }
    }
    // What was in force stays when a feed gives the id to somebody else.
    let council = of_two("id,name,role\nmember-11,Wyn Ash,Mayor (civic)\n");
    ends(council.path(), 0, &["council", "load"]);
    write(council.path(), "own.csv", "id,name,role\nmember-12,Wyn Ash,Mayor (civic)\n");
    assert!(ends(council.path(), 1, &["roster", "load", "own.csv"]).contains("would rename somebody else"));
    let people = json(council.path(), &["roster", "show", "--json"])["people"].clone();
    let civic: Vec<_> = people.as_array().unwrap().iter().filter(|one| one["civic"] == true).collect();
    assert_eq!((civic.len(), &civic[0]["name"]), (1, &"Wyn Ash".into()));
}

#[test]
fn the_others_are_shown_when_one_roster_is_missing_or_broken_and_no_verdict_is_given() {
    let council = of_two("name,kind\nTeal Party,party\n");
    for spoil in ["missing", "broken"] {
        if spoil == "missing" {
            std::fs::remove_file(council.path().join("own.csv")).unwrap();
        } else {
            write(council.path(), "own.csv", "who\nx\n");
        }
        let told = ends(council.path(), 0, &["roster", "show"]);
        assert!(told.contains("Not whole: one file is left out") && told.contains("own.csv"), "{told}");
        assert!(told.contains("Wyn Ash"), "{told}");
        let shown = json(council.path(), &["roster", "show", "--json"]);
        assert_eq!(
            (shown["left_out"].as_array().unwrap().len(), &shown["counts"]["councillor"]),
            (1, &5.into())
        );
        let told = ends(council.path(), 1, &["check", "Bins are a day late."]);
        assert!(told.contains("own.csv"), "{told}");
        let repair = if spoil == "missing" { "take it out of [roster] files" } else { "column" };
        assert!(told.contains(repair), "{told}");
    }
}

#[test]
fn a_look_ends_as_the_load_would() {
    let council = folder("[roster]\nfiles = [\"feed.csv\"]\n", &[("feed.csv", "name\nWyn Ash\n")]);
    for more in [&[][..], &["--confirm", "the others follow"]] {
        let status = i32::from(more.is_empty());
        let look = [&["roster", "load", "feed.csv", "--dry-run"][..], more].concat();
        let told = ends(council.path(), status, &look);
        assert!(told.contains("Nothing was changed"), "{told}");
        ends(council.path(), status, &[&["roster", "load", "feed.csv"][..], more].concat());
    }
    ends(council.path(), 0, &["roster", "load", "feed.csv", "--dry-run"]);
    ends(council.path(), 1, &["roster", "load", "other.csv", "--dry-run"]);
}

#[test]
fn an_earlier_version_can_be_written_out_and_loaded_again() {
    let calendar = "# A council's own remark.\n[[election]]\nid = \"local.larkwater.2027-05-06\"\npoll = 2027-05-06\nnotice = 2027-03-25\n";
    let council = folder(
        "[calendar]\nfiles = [\"elections.toml\"]\n[roster]\nfiles = [\"feed.csv\"]\n",
        &[("feed.csv", FEED), ("elections.toml", calendar)],
    );
    ends(council.path(), 0, &["roster", "load", "feed.csv"]);
    let before = json(council.path(), &["roster", "show", "--json"])["people"].clone();
    write(council.path(), "feed.csv", &FEED.replace("Ed Yew", "Edda Yew"));
    ends(council.path(), 0, &["roster", "load", "feed.csv"]);
    let text = ends(council.path(), 0, &["roster", "extract", "feed.csv", "1"]);
    assert!(
        text.starts_with("name,aliases,title") && text.contains("Ed Yew") && !text.contains("960001"),
        "{text}"
    );
    ends(council.path(), 0, &["roster", "extract", "feed.csv", "1", "--to", "old.csv"]);
    let told = ends(council.path(), 1, &["roster", "extract", "feed.csv", "2", "--to", "old.csv"]);
    assert!(told.contains("not there yet"), "{told}");
    assert!(ends(council.path(), 1, &["roster", "extract", "feed.csv", "7"]).contains("from 1 to 2"));
    std::fs::rename(council.path().join("old.csv"), council.path().join("feed.csv")).unwrap();
    ends(council.path(), 0, &["roster", "load", "feed.csv"]);
    assert_eq!(json(council.path(), &["roster", "show", "--json"])["people"], before);
    // Of a calendar the very bytes are kept.
    let written =
        crate::typed::purdah(council.path(), &["calendar", "extract", "elections.toml", "1"]).stdout;
    assert_eq!(String::from_utf8(written).unwrap(), calendar);
}

#[test]
fn what_is_written_reads_back_as_it_was_whatever_format_it_came_from() {
    let council = Council {
        id: CouncilId::from_name("Larkwater").unwrap(),
        name: "Larkwater Borough Council".to_owned(),
        nation: Nation::England,
        contacts: Vec::new(),
        identifiers: vec!["larkwater".to_owned(), "LRK".to_owned()],
        covers: Vec::new(),
        wards: std::collections::BTreeMap::new(),
    };
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/rosters");
    let mut read = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Ok(loaded) = formats::read(&name, &std::fs::read(&path).unwrap(), &council) else { continue };
        let text = written::csv(&loaded.entries);
        let again = formats::read("own.csv", text.as_bytes(), &council)
            .unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
        assert_eq!(again.entries, loaded.entries, "{name}");
        read += 1;
    }
    assert!(read > 10, "{read}");
}

#[test]
fn a_page_saved_by_hand_is_called_a_page_whatever_its_name() {
    let page = "<!DOCTYPE html>\n<html><head><title>Your councillors</title>";
    let council = folder("", &[]);
    for name in [
        "members",
        "members.html",
        "members.aspx",
        "members.csv",
        "members.xml",
        "members.ics",
        "members.toml",
    ] {
        write(council.path(), name, page);
        for kind in ["roster", "calendar"] {
            let told = ends(council.path(), 1, &[kind, "validate", name]);
            assert!(
                told.contains("this is a web page, not a feed: it is titled \"Your councillors\""),
                "{name}: {told}"
            );
            assert!(told.contains("to mend it: open the address in a browser"), "{name}: {told}");
        }
    }
}

const ELECTIONS: &str = "[[election]]\nid = \"local.larkwater.2027-05-06\"\npoll = 2027-05-06\nnotice = 2027-03-25\n\
    [[election]]\nid = \"local.larkwater.hythe.by.2026-12-10\"\npoll = 2026-12-10\nwards = [\"Hythe\"]\n";

#[test]
fn two_people_in_one_cell_are_refused_in_every_format() {
    for file in [
        "name,role\nBob Oak and Cyd Elm,\n",
        "Name,Ward,Telephone\nB Oak & C Elm,Ferry,\n",
        "uid,Name,Ward,Party,Telephone\n11,Cllr Bob Oak / Cllr Cyd Elm,Ferry,Teal,\n",
    ] {
        let council = folder("[roster]\nfiles = [\"own.csv\"]\n", &[("own.csv", file)]);
        let told = ends(council.path(), 1, &["roster", "validate", "own.csv"]);
        assert!(told.contains("more than one person") && told.contains("a row of their own"), "{told}");
    }
}

#[test]
fn a_ward_or_a_candidacy_that_nothing_knows_is_told_wherever_a_roster_is_looked_at() {
    let more = "[calendar]\nfiles = [\"elections.toml\"]\n[roster]\nfiles = [\"own.csv\"]\n\
                [council.wards]\nHythe = [\"Hythe Quay\"]\n";
    for (ward, candidate_in, words) in [
        ("Hyhte", "", Some("did you mean `Hythe`?")),
        ("Hythe ward", "", None),
        ("Moor", "", None),
        ("Hythe", "2099-05-07", Some("the nearest poll is on 2027-05-06")),
        ("Hythe", "local.larkwater.2099-05-07", Some("`local.larkwater.2027-05-06`")),
        ("Hythe", "local.larkwater.2027-05-60", Some("`local.larkwater.2027-05-06`")),
        ("Hythe", "2019-05-02", None),
        ("Hythe", "2027-05-06", None),
        ("Hythe", "2027-05-06:Moor", None),
        ("Hythe", "local.larkwater.2027-05-06", None),
        ("Hythe", "2026-12-10:Hythe", None),
    ] {
        let own = format!(
            "name,ward,candidate_in\nWyn Ash,{ward},{candidate_in}\nBo Elm,Moor,\nCy Fir,Moor,\nDi Oak,Hill,\nEd Yew,Hill,\n"
        );
        let council = folder(more, &[("own.csv", &own), ("elections.toml", ELECTIONS)]);
        let mut looks = vec![vec!["roster", "validate", "own.csv"]];
        if candidate_in.is_empty() {
            looks.extend([
                vec!["roster", "show", "--files"],
                vec!["roster", "load", "own.csv", "--dry-run"],
                vec!["check", "Bins are a day late."],
            ]);
        }
        for args in looks {
            let told = ends(council.path(), 0, &args);
            let is_told = told.contains("no ward is called") || told.contains("stands in `");
            assert_eq!(is_told, words.is_some(), "{ward} {candidate_in} {args:?}\n{told}");
            assert!(words.is_none_or(|words| told.contains(words)), "{ward} {candidate_in} {args:?}\n{told}");
        }
    }
}

#[test]
fn a_first_roster_that_waits_by_itself_waits_when_another_file_brings_it_along() {
    let council = folder(
        "[calendar]\nfiles = [\"elections.toml\"]\n[roster]\nfiles = [\"own.csv\"]\n",
        &[("own.csv", "name\nWyn Ash\n"), ("elections.toml", ELECTIONS)],
    );
    let load = ["calendar", "load", "elections.toml"];
    let told = ends(council.path(), 1, &load);
    assert!(told.contains("only 1 councillor"), "{told}");
    ends(council.path(), 0, &[&load[..], &["--confirm", "the others follow"]].concat());
}

#[test]
fn a_row_joins_by_the_number_the_feed_itself_writes_and_an_unjoined_one_is_told() {
    for (id, name, joined, told) in [
        ("11", "Wyn Ash", true, false),
        ("member-11", "Wyn Ash", true, false),
        // A council that numbers its rows itself.
        ("12", "Cass Oak", false, false),
        ("12", "Wyn Ash", false, true),
        ("", "Wyn Ash", false, true),
    ] {
        let council = of_two(&format!("id,name,role\n{id},{name},Mayor (civic)\n"));
        let shown = json(council.path(), &["roster", "show", "--json", "--files"]);
        assert_eq!(shown["people"].as_array().unwrap().len(), if joined { 5 } else { 6 }, "{id} {name}");
        let words = ends(council.path(), 0, &["roster", "validate", "own.csv"]);
        assert_eq!(words.contains("taken for two people"), told, "{id} {name}: {words}");
        assert!(!told || words.contains("write the id `member-11`"), "{words}");
    }
}

#[test]
fn a_look_says_from_what_to_what_and_how_a_former_name_stays_guarded() {
    let council = folder("[roster]\nfiles = [\"feed.csv\"]\n", &[("feed.csv", FEED)]);
    ends(council.path(), 0, &["roster", "load", "feed.csv"]);
    write(council.path(), "feed.csv", &FEED.replace("12,Cllr Bo Elm,Hill", "12,Cllr Bo Oak,Moor"));
    let told = ends(council.path(), 0, &["roster", "load", "feed.csv", "--dry-run"]);
    for words in [
        "name (from `Bo Elm` to `Bo Oak`)",
        "ward (from `Hill` to `Moor`)",
        "posts with the former name would pass",
        "`Bo Elm` under `aliases`",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
}

#[test]
fn a_file_of_posts_ends_well_whatever_is_held_and_says_so() {
    let council = of_two("name,kind\nTeal Party,party\n");
    write(council.path(), "posts.jsonl", "{\"text\": \"Vote Labour on 6 May\"}\n");
    ends(council.path(), 0, &["check", "--posts", "posts.jsonl"]);
    ends(council.path(), 11, &["check", "Vote Labour on 6 May"]);
    let help = ends(council.path(), 0, &["check", "--help"]);
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("the exit status is 0 whatever"), "{help}");
}
