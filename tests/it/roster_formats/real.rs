//! Real files, from the folder that `PURDAH_TEST_SHARED_DATA` names; run with `--ignored --nocapture`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use purdah::guard::finding::Finding;
use purdah::guard::{self, Rulebook, World};
use purdah::post::Post;
use purdah::roster::formats::{self, Loaded};
use purdah::roster::{Entry, Kind, Roster};

use super::larkwater;
use crate::town;

fn folder() -> PathBuf {
    PathBuf::from(std::env::var("PURDAH_TEST_SHARED_DATA").expect("PURDAH_TEST_SHARED_DATA names a folder"))
}

fn read(path: &Path) -> Result<Loaded, String> {
    let name = path.file_name().unwrap().to_string_lossy();
    formats::read(&name, &std::fs::read(path).unwrap(), &larkwater())
        .map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}

#[test]
#[ignore = "reads real files that are not part of the project"]
fn every_real_file_is_read_or_refused_for_a_stated_reason() {
    let mut unexpected = Vec::new();
    for path in files(&folder()).into_iter().chain(files(&folder().join("moderngov"))) {
        let name = path.strip_prefix(folder()).unwrap().display().to_string();
        match read(&path) {
            Ok(loaded) => {
                println!("{name}: {} entries, {} notes", loaded.entries.len(), loaded.notes.len());
                for note in &loaded.notes {
                    println!("    {}", note.to_string().replace('\n', " "));
                }
                let mut parties: BTreeMap<&str, usize> = BTreeMap::new();
                for entry in &loaded.entries {
                    *parties.entry(entry.party.as_deref().unwrap_or("-")).or_default() += 1;
                }
                println!("    {parties:?}");
            }
            Err(why) => println!("{name}: refused: {}", why.lines().next().unwrap_or_default()),
        }
        let is_roster =
            name.starts_with("moderngov/") && !name.contains("NEGATIVE") && !name.contains("fullusernames")
                || name.contains("_councillors_")
                || name.starts_with("dc_candidates")
                || name.starts_with("ec_party")
                || name.starts_with("mps_everypolitician");
        let reason = read(&path);
        if is_roster != reason.is_ok() {
            unexpected.push(format!("{name}: {:?}", reason.err()));
        }
        if let Err(why) = read(&path) {
            assert!(why.contains("to mend it"), "{why}");
        }
    }
    assert!(unexpected.is_empty(), "{}", unexpected.join("\n"));
}

/// The names of all the feeds, each as a councillor of one list.
fn everybody() -> Vec<Entry> {
    let text = std::fs::read_to_string(folder().join("moderngov/all_fullusernames_2292.csv")).unwrap();
    let renamed = [
        ("fullusername", "councillor"),
        ("keyposts", "position"),
        ("wardtitle", "ward"),
        ("politicalpartytitle", "party"),
    ];
    let list = renamed.iter().fold(text, |text, (from, to)| text.replacen(from, to, 1));
    let loaded = formats::read("all.csv", list.as_bytes(), &larkwater()).unwrap();
    for note in loaded.notes {
        println!("note: {}", note.to_string().replace('\n', " "));
    }
    loaded.entries
}

fn rulebook(people: Vec<Entry>) -> Rulebook {
    let world = town::wrenbury();
    Rulebook::compile(World { roster: Roster { people, namesakes: Vec::new() }, ..world })
}

fn findings(text: &str, book: &Rulebook) -> Vec<Finding> {
    guard::judge(&Post::of_text(text), town::noon("2027-04-20"), book).findings
}

#[test]
#[ignore = "reads real files that are not part of the project"]
fn every_real_name_is_found_in_a_templated_mention() {
    let people = everybody();
    println!("{} people", people.len());
    assert!(people.len() > 2_250);
    let book = rulebook(people.clone());
    let (mut missed, mut missed_in_other_case) = (Vec::new(), Vec::new());
    let (mut asked, mut asked_in_other_case) = (0, 0);
    for person in people.iter().filter(|person| person.kind == Kind::Councillor) {
        let short = person.aliases.iter().map(String::as_str);
        for name in std::iter::once(person.name.as_str()).chain(short) {
            let family = name.rsplit(' ').next().unwrap_or_default();
            let is_found = |text: &str| {
                let last = purdah::text::words(family).pop().unwrap_or_default();
                findings(text, &book)
                    .iter()
                    .any(|finding| purdah::text::words(&finding.text).iter().any(|word| word.contains(&last)))
            };
            let mut templates = vec![
                format!("Councillor {name} opened the library."),
                format!("Cllr {name} opened the library."),
                format!("Cllr {name}'s new library is open."),
                format!("Cllr {family} opened the library."),
            ];
            // Where a list gives no more than a family name, that alone names nobody.
            if name.contains(' ') {
                templates.extend([
                    format!("{name} opened the library."),
                    format!("The library was opened by {name} today."),
                    format!("{name}'s new library is open."),
                    format!("{name}\u{2019}s new library is open."),
                ]);
                let other_case = [
                    format!("LIBRARY OPENED BY {}", name.to_uppercase()),
                    format!("thank you cllr {}!", name.to_lowercase()),
                ];
                asked_in_other_case += other_case.len();
                missed_in_other_case.extend(other_case.into_iter().filter(|text| !is_found(text)));
            }
            asked += templates.len();
            missed.extend(templates.into_iter().filter(|text| !is_found(text)));
        }
    }
    println!("{} of {asked} mentions missed: {missed:#?}", missed.len());
    println!(
        "{} of {asked_in_other_case} in capitals or small letters throughout missed: {missed_in_other_case:#?}",
        missed_in_other_case.len()
    );
    assert!(missed.is_empty());
}

#[test]
#[ignore = "reads real files that are not part of the project"]
fn real_names_and_parties_over_neutral_posts_are_counted() {
    let people = everybody();
    let (names, nobody) = (rulebook(people), rulebook(Vec::new()));
    let register = read(&folder().join("ec_party_register_descriptions_2021.csv")).unwrap().entries;
    let parties = rulebook(register);
    let (mut posts, mut by_name, mut by_party) = (0, 0, 0);
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    for council in
        std::fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir())
    {
        for line in std::fs::read_to_string(council.join("posts.jsonl")).unwrap().lines() {
            let post: serde_json::Value = serde_json::from_str(line).unwrap();
            if post["expected"] != "allow" || post["period"] != "inside" {
                continue;
            }
            let text = post["text"].as_str().unwrap_or_default();
            posts += 1;
            let before: Vec<String> =
                findings(text, &nobody).into_iter().map(|finding| finding.text).collect();
            let more = |book| {
                findings(text, book)
                    .into_iter()
                    .filter(|finding| !before.contains(&finding.text))
                    .collect::<Vec<_>>()
            };
            for (book, count, what) in [(&names, &mut by_name, "name"), (&parties, &mut by_party, "party")] {
                let new = more(book);
                if let Some(first) = new.first() {
                    *count += 1;
                    println!("{what}: {:?} in {text:?}", first.text);
                }
            }
        }
    }
    println!(
        "{posts} neutral posts: {by_name} with a name of the 2,292, {by_party} with a party of the register"
    );
}
