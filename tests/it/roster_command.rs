//! `purdah roster show`, `validate`, `load` and `restore`, as typed.

use std::path::Path;
use std::process::{Command, Output};

use purdah::clock::Clock;
use purdah::documents::DocumentKind;
use purdah::review::step::Actor;
use purdah::secrets::Keyring;
use purdah::store::{DocumentKey, DocumentOrigin, MediaPlace, NewDocument, Store};
use serde_json::Value;
use tempfile::TempDir;

const ELECTIONS: &str =
    "[[election]]\nid = \"local.larkwater.2027-05-06\"\npoll = 2027-05-06\nnotice = 2027-03-25\n";
const ROSTER: &str = "id,name,title,role,party,ward,handles,is_candidate,candidate_in\n\
    1,Wyn Ash,Cllr,Mayor (civic),Teal,Ferry,@wynash,no,\n2,Bo Elm,Cllr,Leader,Teal,Hill,,yes,2027-05-06:Hill\n\
    3,Cy Fir,Cllr,,Teal,Hill,,no,\n4,Di Oak,Cllr,,Rose,Ferry,,no,\n5,Ed Yew,Cllr,,Rose,Moor,,no,\n";

fn council(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let rosters: Vec<String> = files.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    write(
        folder.path(),
        "purdah.toml",
        &format!(
            "[council]\nid = \"larkwater\"\nname = \"Larkwater Borough Council\"\nnation = \"england\"\n\
             [calendar]\nfiles = [\"elections.toml\"]\n[roster]\nfiles = [{}]\n\
             namesakes = [ {{ name = \"Ash Lane\", note = \"a road\" }} ]\n",
            rosters.join(", ")
        ),
    );
    write(folder.path(), "elections.toml", ELECTIONS);
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

fn purdah(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_purdah")).args(args).current_dir(folder).output().unwrap()
}

/// What it wrote to standard output and to standard error, one after the other.
fn told(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn succeeds(folder: &Path, args: &[&str]) -> String {
    let output = purdah(folder, args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", told(&output));
    told(&output)
}

fn fails(folder: &Path, args: &[&str]) -> String {
    let output = purdah(folder, args);
    assert_eq!(output.status.code(), Some(1), "{args:?}: {}", told(&output));
    told(&output)
}

fn json(folder: &Path, args: &[&str]) -> Value {
    let output = purdah(folder, args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", told(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Runs a command whose standard output and standard error nobody reads.
fn unread(folder: &Path, args: &[&str]) -> Option<i32> {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = Command::new(env!("CARGO_BIN_EXE_purdah"));
    command.args(args).current_dir(folder).stdout(writer.try_clone().unwrap()).stderr(writer);
    command.status().unwrap().code()
}

#[test]
fn a_load_whose_output_nobody_reads_is_done_and_only_then_a_success() {
    for (kind, file, larger, smaller) in [
        ("roster", "roster.csv", ROSTER, ROSTER.lines().next().unwrap()),
        ("calendar", "elections.toml", ELECTIONS, "[[election]]\nid = \"broken\"\n"),
    ] {
        let council = council(&[("roster.csv", ROSTER)]);
        let folder = council.path();
        write(folder, file, larger);
        assert_eq!(unread(folder, &[kind, "load", file]), Some(0), "{kind}");
        let shown = succeeds(folder, &[kind, "versions"]);
        assert!(shown.contains("in force"), "{kind}: {shown}");
        // What was not done is no success, and neither is what cannot be told without its output.
        write(folder, file, smaller);
        assert_eq!(unread(folder, &[kind, "load", file]), Some(1), "{kind}");
        assert_eq!(unread(folder, &[kind, "show"]), Some(141), "{kind}");
        assert_eq!(unread(folder, &[kind, "load", "missing.csv"]), Some(1), "{kind}");
    }
}

#[test]
fn a_roster_that_takes_much_away_is_refused_whether_or_not_somebody_reads_why() {
    let council = council(&[("roster.csv", ROSTER)]);
    let folder = council.path();
    assert_eq!(unread(folder, &["roster", "load", "roster.csv"]), Some(0));
    let one_row: Vec<&str> = ROSTER.lines().take(2).collect();
    write(folder, "roster.csv", &one_row.join("\n"));
    assert_eq!(unread(folder, &["roster", "load", "roster.csv"]), Some(1));
    assert_eq!(unread(folder, &["roster", "load", "roster.csv", "--dry-run"]), Some(1));
    assert_eq!(unread(folder, &["roster", "load", "roster.csv", "--confirm", "boundary review"]), Some(0));
    assert!(succeeds(folder, &["roster", "show"]).contains("Councillors, 1:"));
}

#[test]
fn who_is_on_the_roster_is_shown_with_what_each_is_and_from_where() {
    let council = council(&[("roster.csv", ROSTER), ("others.csv", "name,kind\nTeal Party,party\n")]);
    let shown = succeeds(council.path(), &["roster", "show"]);
    for words in [
        "Larkwater Borough Council, as its files say: roster.csv, others.csv.",
        "roster.csv: last changed today.",
        "Councillors, 5:",
        "  Cllr Wyn Ash (Ferry), Teal",
        "Mayor (civic: exempt in that role); @wynash",
        "stands: 2027-05-06 in Hill",
        "from roster.csv",
        "Parties, 1:",
        "from others.csv",
        "Ash Lane: a road",
    ] {
        assert!(shown.contains(words), "{words}\n{shown}");
    }
    assert!(!council.path().join("purdah.db").exists(), "looking makes no store");

    succeeds(council.path(), &["roster", "load", "roster.csv"]);
    write(council.path(), "roster.csv", &ROSTER.replace("Ed Yew", "Edda Yew"));
    let stored = json(council.path(), &["roster", "show", "--json"]);
    assert_eq!(stored["from"]["kind"], "store");
    assert_eq!(stored["from"]["documents"][1]["version"], 1);
    assert_eq!(stored["counts"]["councillor"], 5);
    let people = stored["people"].as_array().unwrap();
    let mayor = people.iter().find(|person| person["name"] == "Wyn Ash").unwrap();
    assert_eq!((&mayor["handles"][0], &mayor["files"][0]), (&"wynash".into(), &"roster.csv".into()));
    assert_eq!(mayor["civic"], true);
    let names = |shown: &Value| shown["people"].to_string();
    assert!(names(&stored).contains("Ed Yew"));
    let files = json(council.path(), &["roster", "show", "--json", "--files"]);
    assert_eq!(files["from"]["kind"], "files");
    assert!(names(&files).contains("Edda Yew"));
}

#[test]
fn trouble_in_another_file_stops_neither_a_look_nor_a_load_and_is_named() {
    for (name, text) in
        [("elections.toml", "[[election]]\nid = \"x\"\npol = 2027-05-06\n"), ("others.csv", "who\nx\n")]
    {
        let council = council(&[("roster.csv", ROSTER), ("others.csv", "name,kind\nTeal Party,party\n")]);
        write(council.path(), name, text);
        for args in [&["roster", "validate", "roster.csv"][..], &["roster", "load", "roster.csv"]] {
            let said = succeeds(council.path(), args);
            assert!(said.contains("another file has a fault of its own and was left aside"), "{said}");
            assert!(said.contains(name), "{said}");
        }
        // What is wrong with the file itself still stops it.
        write(council.path(), "roster.csv", "id,name\n1,\n");
        assert!(fails(council.path(), &["roster", "validate", "roster.csv"]).contains("roster.csv:2"));
    }
    let council = council(&[("roster.csv", ROSTER)]);
    std::fs::remove_file(council.path().join("elections.toml")).unwrap();
    assert!(succeeds(council.path(), &["roster", "validate", "roster.csv"]).contains("elections.toml"));
    write(council.path(), "elections.toml", ELECTIONS);
    write(council.path(), "roster.csv", "who\nx\n");
    assert!(succeeds(council.path(), &["calendar", "validate", "elections.toml"]).contains("roster.csv"));
}

#[test]
fn a_first_roster_that_is_smaller_than_any_council_waits_for_a_persons_word() {
    for (rows, words) in [
        ("name\nWyn Ash\n", "only 1 councillor"),
        ("name\nWyn Ash\nBo Elm\nCy Fir\nDi Oak\n", "only 4 councillors"),
        ("name,kind\nTeal Party,party\n", "no councillor"),
    ] {
        let council = council(&[("roster.csv", rows)]);
        let said = fails(council.path(), &["roster", "load", "roster.csv"]);
        assert!(said.contains(words) && said.contains("every council has at least 5"), "{said}");
        assert!(said.contains("--confirm"), "{said}");
        let told =
            succeeds(council.path(), &["roster", "load", "roster.csv", "--confirm", "the others follow"]);
        assert!(told.contains("in force as version 1"), "{told}");
    }
    let council = council(&[("roster.csv", ROSTER)]);
    succeeds(council.path(), &["roster", "load", "roster.csv"]);
}

fn feed(ends: &str) -> String {
    let member = |number: usize| {
        format!(
            "<councillor><councillorid>{number}</councillorid><fullusername>Councillor Wyn Ash{}</fullusername>\
             <homeaddress><line1>17 Hiddenham Close</line1></homeaddress><termsofoffice><termofoffice>\
             <startdate>04/05/2018</startdate><enddate>{ends}</enddate></termofoffice></termsofoffice></councillor>",
            char::from(b'a' + u8::try_from(number).unwrap())
        )
    };
    let members: String = (0..6).map(member).collect();
    format!(
        "<councillorsbyward><wards><ward><wardtitle>Ferry</wardtitle><councillors>{members}</councillors></ward></wards></councillorsbyward>"
    )
}

#[test]
fn a_feed_whose_terms_are_all_over_waits_for_a_persons_word() {
    let council = council(&[("feed.xml", &feed("05/05/2022"))]);
    let said = fails(council.path(), &["roster", "load", "feed.xml"]);
    assert!(said.contains("every term in feed.xml is over, the last since 2022-05-05"), "{said}");
    write(council.path(), "feed.xml", &feed("05/05/2099"));
    succeeds(council.path(), &["roster", "load", "feed.xml"]);
    write(council.path(), "feed.xml", &feed("06/05/2022"));
    let said = fails(council.path(), &["roster", "load", "feed.xml"]);
    assert!(said.contains("leaves 0 of 6 councillors whose term is not over"), "{said}");
    succeeds(council.path(), &["roster", "load", "feed.xml", "--confirm", "the feed is mended tonight"]);
}

#[test]
fn a_roster_behind_the_elections_is_asked_about_wherever_it_is_looked_at() {
    let council = council(&[("roster.csv", ROSTER), ("candidates.csv", "")]);
    let past = (chrono::Utc::now() - chrono::TimeDelta::days(20)).date_naive();
    write(
        council.path(),
        "candidates.csv",
        &format!(
            "person_id,person_name,ballot_paper_id,election_date,post_label,elected\n\
             7,Cass Holly,local.larkwater.moor.by.{past},{past},Moor,True\n"
        ),
    );
    let words = format!("whoever was elected on {past} in Moor is not among the councillors");
    for args in [
        &["roster", "validate", "roster.csv"][..],
        &["roster", "validate", "candidates.csv"],
        &["roster", "load", "roster.csv", "--dry-run"],
        &["roster", "load", "roster.csv"],
        &["roster", "show"],
        &["roster", "show", "--files"],
        &["check", "Bins are a day late."],
    ] {
        let said = succeeds(council.path(), args);
        assert!(said.contains(&words), "{args:?}\n{said}");
        assert!(!said.contains("Cass Holly is"), "{said}");
    }
    let shown = json(council.path(), &["roster", "show", "--json"]);
    assert!(shown["queries"][0]["message"].as_str().unwrap().contains("is not among the councillors"));
    write(council.path(), "roster.csv", &ROSTER.replace("Ed Yew", "Cass Holly"));
    assert!(!succeeds(council.path(), &["roster", "validate", "roster.csv"]).contains("not among"));
}

#[test]
fn a_file_without_dates_that_is_older_than_the_last_election_is_asked_about() {
    let council = council(&[("roster.csv", ROSTER)]);
    let poll = (chrono::Utc::now() - chrono::TimeDelta::days(10)).date_naive();
    write(
        council.path(),
        "elections.toml",
        &format!("[[election]]\nid = \"local.larkwater.{poll}\"\npoll = {poll}\n"),
    );
    let asked = |args: &[&str]| succeeds(council.path(), args).contains("this file is of ");
    assert!(!asked(&["roster", "validate", "roster.csv"]), "it was changed since");
    let file = std::fs::File::options().write(true).open(council.path().join("roster.csv")).unwrap();
    file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_hours(24 * 30)).unwrap();
    for args in [
        &["roster", "validate", "roster.csv"][..],
        &["roster", "load", "roster.csv"],
        &["roster", "show", "--files"],
        &["check", "Bins are a day late."],
    ] {
        assert!(asked(args), "{args:?}");
    }
}

#[test]
fn going_back_says_that_the_file_on_the_disk_says_something_else() {
    let council = council(&[("roster.csv", ROSTER)]);
    succeeds(council.path(), &["roster", "load", "roster.csv"]);
    let later = format!("{ROSTER}6,Flo Ivy,Cllr,,Teal,Moor,,no,\n");
    write(council.path(), "roster.csv", &later);
    let same = succeeds(council.path(), &["roster", "load", "roster.csv", "--dry-run"]);
    assert!(!same.contains("on the disk"), "{same}");
    succeeds(council.path(), &["roster", "load", "roster.csv"]);
    let look = succeeds(council.path(), &["roster", "restore", "roster.csv", "1", "--dry-run"]);
    assert!(look.contains("on the disk says something else, and just what is in force"), "{look}");
    let done = succeeds(council.path(), &["roster", "restore", "roster.csv", "1"]);
    assert!(done.contains("in force as version 3"), "{done}");
    assert!(done.contains("The file on the disk stays as it is"), "{done}");
    let look = json(council.path(), &["roster", "restore", "roster.csv", "2", "--dry-run", "--json"]);
    assert_eq!(look["file_on_disk"], "same");
    write(council.path(), "roster.csv", &later.replace("Flo", "Fay"));
    let look = json(council.path(), &["roster", "restore", "roster.csv", "2", "--dry-run", "--json"]);
    assert_eq!(look["file_on_disk"], "other");
    std::fs::remove_file(council.path().join("roster.csv")).unwrap();
    let done = succeeds(council.path(), &["roster", "restore", "roster.csv", "2"]);
    assert!(done.contains("there is no roster.csv on the disk"), "{done}");
}

/// Whether any file of a folder holds these bytes.
fn holds(folder: &Path, words: &str) -> Option<String> {
    let mut files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .find(|path| {
            let of_store =
                path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("purdah.db"));
            of_store && std::fs::read(path).unwrap().windows(words.len()).any(|some| some == words.as_bytes())
        })
        .map(|path| path.display().to_string())
}

#[test]
fn a_home_address_in_a_feed_is_in_no_file_of_the_store() {
    let council = council(&[("feed.xml", &feed("05/05/2099"))]);
    succeeds(council.path(), &["roster", "load", "feed.xml"]);
    let digest = json(council.path(), &["roster", "versions", "--json"])["versions"][0]["digest"].clone();
    let file = std::fs::read(council.path().join("feed.xml")).unwrap();
    let document =
        purdah::documents::Document { kind: DocumentKind::Roster, name: "feed.xml".into(), bytes: file };
    assert_eq!(digest, format!("sha256:{}", document.digest()), "the digest is that of the file as received");
    assert_eq!(holds(council.path(), "Hiddenham"), None);
    let shown = json(council.path(), &["roster", "show", "--json"]);
    assert_eq!(shown["counts"]["councillor"], 6);
    // The same file again is no change, and an earlier version can be gone back to.
    assert!(
        succeeds(council.path(), &["roster", "load", "feed.xml"]).contains("says what is in force already")
    );
    write(council.path(), "feed.xml", &feed("06/05/2099"));
    succeeds(council.path(), &["roster", "load", "feed.xml"]);
    succeeds(council.path(), &["roster", "restore", "feed.xml", "1"]);
    assert_eq!(holds(council.path(), "Hiddenham"), None);
}

/// Records a version of the feed as versions of this program did that kept files as they were received.
async fn keep_as_received(folder: &Path, raw: Vec<u8>) {
    let media = MediaPlace::Folder(folder.join("media"));
    let url = format!("sqlite:{}", folder.join("purdah.db").display());
    let store = Store::open_existing(&url, media, Keyring::ephemeral().unwrap(), Clock::system()).await;
    let store = store.unwrap().unwrap();
    let id = "larkwater".to_owned().try_into().unwrap();
    let seen = store.documents_in_force(&id).await.unwrap().iter().map(DocumentKey::of).collect();
    let as_received = NewDocument {
        kind: DocumentKind::Roster,
        name: "feed.xml".into(),
        bytes: raw,
        origin: DocumentOrigin::Load,
        confirmed: None,
    };
    store.documents_record(&id, seen, vec![(as_received, Actor::Guard)]).await.unwrap().unwrap();
}

#[test]
fn files_an_earlier_version_kept_as_received_are_tidied_at_the_next_load_and_say_the_same() {
    let council = council(&[("feed.xml", &feed("05/05/2099"))]);
    succeeds(council.path(), &["roster", "load", "feed.xml"]);
    let raw = feed("07/05/2099").into_bytes();
    // The runtime's end closes the store.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(keep_as_received(council.path(), raw));
    drop(runtime);
    assert!(holds(council.path(), "Hiddenham").is_some(), "as it was");
    let before = json(council.path(), &["roster", "show", "--json"]);
    let versions = json(council.path(), &["roster", "versions", "--json"]);
    write(council.path(), "feed.xml", &feed("07/05/2099"));
    let said = succeeds(council.path(), &["roster", "load", "feed.xml"]);
    assert!(said.contains("as version 2"), "{said}");
    assert_eq!(holds(council.path(), "Hiddenham"), None);
    assert_eq!(json(council.path(), &["roster", "show", "--json"])["people"], before["people"]);
    let after = json(council.path(), &["roster", "versions", "--json"]);
    assert_eq!(after["versions"][0]["digest"], versions["versions"][0]["digest"]);
}
