//! Rosters as councils really have them: every format is read or refused with a reason, and nothing private is kept.
//! The files in `rosters/` are invented copies of the quirks real ones have.

mod real;
mod workbook;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDate;
use proptest::prelude::*;
use purdah::council::{Council, CouncilId, Nation};
use purdah::documents::DocumentKind;
use purdah::guard::{self, Rulebook, World};
use purdah::node::loading::LoadError;
use purdah::post::Post;
use purdah::roster::formats::{self, Loaded};
use purdah::roster::gather::gather;
use purdah::roster::{Candidacy, Entry, Kind, Roster};

use crate::support::TestCouncil;
use crate::town;

const FILES: [&str; 14] = [
    "moderngov.xml",
    "lgsf.json",
    "lgsf-one.json",
    "candidates-export.csv",
    "candidates-election.csv",
    "candidates-2015.csv",
    "open-council-data.csv",
    "directory.csv",
    "directory-split.csv",
    "register.csv",
    "members.csv",
    "members.json",
    "members.xlsx",
    "lgsf.csv",
];

fn bytes(file: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/rosters").join(file)).unwrap()
}

fn larkwater() -> Council {
    Council {
        id: CouncilId::from_name("Larkwater Borough Council").unwrap(),
        name: "Larkwater Borough Council".to_owned(),
        nation: Nation::England,
        contacts: Vec::new(),
        identifiers: vec!["larkwater".to_owned(), "LRK".to_owned()],
        covers: Vec::new(),
        wards: std::collections::BTreeMap::new(),
    }
}

fn read(file: &str) -> Loaded {
    read_bytes(file, &bytes(file))
}

fn read_bytes(file: &str, bytes: &[u8]) -> Loaded {
    formats::read(file, bytes, &larkwater()).unwrap_or_else(|faults| {
        panic!("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

fn refused(file: &str, bytes: &[u8]) -> String {
    let faults = formats::read(file, bytes, &larkwater()).unwrap_err();
    assert!(faults.iter().all(|fault| !fault.message.is_empty() && !fault.repair.is_empty()), "{faults:?}");
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// An entry on a line.
fn line(entry: &Entry) -> String {
    let roles: Vec<String> = entry
        .roles
        .iter()
        .map(|role| format!("{}{}", role.written, if role.civic { " (civic)" } else { "" }))
        .collect();
    let stands: Vec<String> = entry
        .candidate_in
        .iter()
        .map(|candidacy| match candidacy {
            Candidacy::Election(id) => id.clone(),
            Candidacy::Poll { date, ward } => format!("{date}:{}", ward.as_deref().unwrap_or("-")),
        })
        .collect();
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    [
        entry.kind.as_str(),
        &entry.id,
        &entry.title,
        &entry.name,
        &entry.aliases.join(", "),
        entry.party.as_deref().unwrap_or_default(),
        entry.ward.as_deref().unwrap_or_default(),
        &roles.join("; "),
        &entry.handles.join(", "),
        entry.profile_url.as_deref().unwrap_or_default(),
        &format!("{}..{}", day(entry.from), day(entry.until)),
        &stands.join(" "),
        entry.portrait.as_deref().unwrap_or_default(),
    ]
    .join(" | ")
}

#[test]
fn every_format_is_read_as_its_snapshot_shows() {
    for file in FILES {
        let loaded = read(file);
        let mut lines: Vec<String> = loaded.entries.iter().map(line).collect();
        lines.push(String::new());
        lines.extend(loaded.notes.iter().map(ToString::to_string));
        insta::assert_snapshot!(file, lines.join("\n"));
    }
}

#[test]
fn the_format_is_told_by_the_content_and_not_by_the_name() {
    for file in FILES {
        assert_eq!(read_bytes("roster.csv", &bytes(file)).entries, read(file).entries, "{file}");
    }
}

#[test]
fn homes_telephones_and_mail_are_left_behind_where_they_are_read() {
    let private =
        ["01632", "07700", "Secretham", "Nowhere Lane", "ZZ99", "@larkwater.example", "First Saturday"];
    let clean = |told: String, file: &str| {
        for word in private {
            assert!(!told.contains(word), "{file} keeps {word}");
        }
    };
    for file in FILES {
        clean(format!("{:?}", read(file)), file);
    }
    // Not in faults either: a file that goes wrong in the middle of somebody's home.
    let feed = String::from_utf8(bytes("moderngov.xml")).unwrap();
    for wrong in ["<line2>Secretham & Co</line2>", "<line2>Secretham</line3>", "<line2>Secretham<", "&#x0;"] {
        let broken = feed.replacen("<line2>Secretham</line2>", wrong, 1);
        if let Err(faults) = formats::read("feed.xml", broken.as_bytes(), &larkwater()) {
            clean(format!("{faults:?}"), wrong);
        }
    }
    let list = String::from_utf8(bytes("directory.csv")).unwrap();
    for broken in [list.replace("Councillor Wim O'Deaby", ""), list.replace(",https", ",x,y,https")] {
        let faults = formats::read("list.csv", broken.as_bytes(), &larkwater()).unwrap_err();
        clean(format!("{faults:?}"), "a broken list");
    }
}

#[test]
fn what_a_server_says_instead_of_a_feed_is_refused_with_what_it_is() {
    for (file, words) in [
        ("moderngov-redirect.xml", "this is a web page that sends its reader to another address, not a feed"),
        ("moderngov-error.xml", "this is a web page, not a feed: it is titled \"Error\""),
        ("moderngov-empty.xml", "holds no councillor"),
    ] {
        let told = refused(file, &bytes(file));
        assert!(told.contains(words), "{told}");
    }
    for (xml, words) in [
        ("<Error>no such method</Error>", "begins with `<error>`"),
        ("<?xml version=\"1.0\"?><election><candidates/></election>", "results of an election"),
        ("<councillorsbyward><wards><ward>", "cut off"),
        ("<councillorsbyward></wards></councillorsbyward>", "not well-formed"),
        ("<councillorsbyward/><councillorsbyward/>", "feed.xml:1:"),
    ] {
        let told = refused("feed.xml", xml.as_bytes());
        assert!(told.contains(words), "{told}");
    }
    for (json, words) in [
        ("[]", "an empty list"),
        ("{\"results\": [{\"election_id\": \"local.x.2027-05-06\"}]}", "a calendar's file"),
        ("{\"x\": 1", "cut off"),
        ("[{\"raw_name\": \"\"}]", "has no name"),
        ("[{\"raw_name\": \"Vacant\"}]", "holds no councillor"),
    ] {
        let told = refused("list.json", json.as_bytes());
        assert!(told.contains(words), "{told}");
    }
    for (csv, words) in [
        ("surname,shoe size\nAsh,9\n", "is known to hold names"),
        (
            "Councillor Name,Ward Name,Party Name,Council\nWyn Ash,Ferry,Teal,Elsewhere\nBo Elm,Hill,Teal,Otherplace\n",
            "which of them is this one",
        ),
        ("person_id,person_name,ballot_paper_id\n7,,local.larkwater.2027-05-06\n", "has no name"),
        ("person_id,person_name,ballot_paper_id\n,Wyn Ash,local.larkwater.2027-05-06\n", "has no id"),
        ("person_id,person_name,election_date\n7,Wyn Ash,soon\n", "not a polling day"),
        ("councillor_id,member,ward\n7,Wyn Ash,Ferry\n7,Bo Elm,Hill\n", "used for two people"),
        ("ECRef,RegulatedEntityName\nPP1,\n", "names no party"),
    ] {
        let told = refused("list.csv", csv.as_bytes());
        assert!(told.contains(words), "{told}");
    }
}

#[test]
fn a_ward_that_lost_a_member_on_its_way_is_refused() {
    let feed = String::from_utf8(bytes("moderngov.xml")).unwrap();
    let start = feed.find("<councillor>").unwrap();
    let end = feed.find("</councillor>").unwrap() + "</councillor>".len();
    let told = refused("feed.xml", format!("{}{}", &feed[..start], &feed[end..]).as_bytes());
    assert!(told.contains("says it has 3 members and holds 2"), "{told}");
}

#[test]
fn a_file_that_is_cut_off_is_refused_wherever_it_is_cut() {
    for file in FILES.into_iter().filter(|file| !file.ends_with("csv")) {
        let whole = bytes(file);
        let end = if file.ends_with("xlsx") { whole.len() } else { whole.trim_ascii_end().len() };
        for cut in (0..end).step_by(if end > 4000 { 61 } else { 1 }) {
            assert!(formats::read(file, &whole[..cut], &larkwater()).is_err(), "{file} cut at {cut}");
        }
    }
}

#[test]
fn faults_in_a_workbook_name_the_sheet_and_the_cell() {
    let told = refused("own.xlsx", &bytes("own.xlsx"));
    assert!(told.contains("sheet \"Roster\", cell D3: `politican` is not a kind"), "{told}");
    assert!(told.contains("did you mean `politician`?"), "{told}");
}

#[test]
fn workbooks_beyond_any_roster_are_refused_before_they_are_unpacked() {
    let far = "<c r=\"XFD1048576\" t=\"inlineStr\"><is><t>far</t></is></c>";
    let told = refused("far.xlsx", &workbook::of_cells(far));
    assert!(told.contains("more rows or columns"), "{told}");
    let mut bomb = workbook::of(&[&["name"], &["Wyn Ash"]]);
    // The directory's claim of what the first part unpacks to.
    let entry = bomb.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    bomb[entry + 24..entry + 28].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(refused("bomb.xlsx", &bomb).contains("unpacks to more"), "a workbook that unpacks to gigabytes");
    assert!(refused("list.xlsx", &workbook::of(&[&["shoe size"], &["9"]])).contains("no sheet"));
}

#[test]
fn of_a_workbook_the_one_visible_sheet_that_is_a_roster_is_read() {
    let people = workbook::sheet(&[&["name", "ward"], &["Wyn Ash", "Ferry"]], &[]);
    let others = workbook::sheet(&[&["name", "ward"], &["Bo Elm", "Hill"]], &[]);
    let rooms = workbook::sheet(&[&["Room", "Seats"], &["Old Library", "40"]], &[]);
    let empty = workbook::sheet(&[&["name", "ward"]], &[]);
    for sheets in [
        &[("Rooms", "visible", &rooms), ("Members", "visible", &people)][..],
        &[("Last year", "hidden", &others), ("Members", "visible", &people)],
        &[("Members", "visible", &people), ("Old", "veryHidden", &others), ("Empty", "visible", &empty)],
    ] {
        let sheets: Vec<_> =
            sheets.iter().map(|(name, state, bytes)| (*name, *state, bytes.as_slice())).collect();
        let read = read_bytes("members.xlsx", &workbook::of_sheets(&sheets));
        assert_eq!(read.entries.len(), 1);
        assert_eq!(read.entries[0].name, "Wyn Ash");
    }
    let two = [("North", "visible", people.as_slice()), ("South", "visible", &others)];
    let told = refused("members.xlsx", &workbook::of_sheets(&two));
    assert!(told.contains("2 sheets of this workbook look like rosters: \"North\", \"South\""), "{told}");
    let hidden = [("Rooms", "visible", rooms.as_slice()), ("Members", "hidden", &people)];
    let told = refused("members.xlsx", &workbook::of_sheets(&hidden));
    assert!(told.contains("\"Members\", is hidden"), "{told}");
}

#[test]
fn a_header_under_titles_and_of_several_rows_is_found() {
    let member = ["Ash", "Wyn", "Ferry", "Teal", "01632 960111"];
    let titles: &[&str] = &["Members of the Council 2027", "", "", "", ""];
    let blank: &[&str] = &["", "", "", "", ""];
    let plain = workbook::sheet(
        &[titles, blank, &["Surname", "First name", "Ward", "Party", "Telephone"], &member],
        &["A1:E1"],
    );
    // `Councillor` over two columns, `Ward` and `Party` over two rows.
    let two_rows = workbook::sheet(
        &[
            titles,
            blank,
            &["Councillor", "", "Ward", "Party", "Contact"],
            &["Surname", "First name", "", "", "Telephone"],
            &member,
        ],
        &["A1:E1", "A3:B3", "C3:C4", "D3:D4"],
    );
    for sheet in [plain, two_rows] {
        let read = read_bytes("members.xlsx", &workbook::of_sheet(&sheet));
        let entry = &read.entries[0];
        assert_eq!(read.entries.len(), 1);
        assert_eq!(entry.name, "Wyn Ash");
        assert_eq!(entry.ward.as_deref(), Some("Ferry"));
        assert_eq!(entry.party.as_deref(), Some("Teal"));
        assert!(!format!("{read:?}").contains("01632"), "{read:?}");
    }
}

#[test]
fn what_stands_in_the_place_of_a_name_is_refused_with_its_cell() {
    for (written, words) in [
        ("46152", "cell A2: this is a number, not a name: it has no letters"),
        ("Tel 01632 960001", "this is a number, such as a telephone's, not a name"),
        ("12/05/2027", "no letters"),
        ("-", "no letters"),
        ("wyn.ash@larkwater.example", "this is an address, not a name"),
        ("https://larkwater.example/7", "this is an address, not a name"),
    ] {
        let told = refused("members.xlsx", &workbook::of(&[&["name", "ward"], &[written, "Ferry"]]));
        assert!(told.contains(words), "{written}: {told}");
        let told = refused("list.csv", format!("Councillor,Ward\n{written},Ferry\n").as_bytes());
        assert!(told.contains(words.trim_start_matches("cell A2: ")), "{written}: {told}");
    }
    let number = workbook::of_cells(
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c></row><row r=\"2\"><c r=\"A2\"><v>46152</v></c></row>",
    );
    assert!(refused("members.xlsx", &number).contains("no letters"));
}

#[test]
fn a_workbook_with_a_password_or_in_pieces_is_refused_with_what_is_wrong() {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let locked = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", vec![0; 512].as_slice(), &name].concat();
    let told = refused("members.xlsx", &locked);
    assert!(told.contains("locked with a password") && told.contains("without the password"), "{told}");
    let broken = workbook::of_sheet(b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\"");
    assert!(refused("members.xlsx", &broken).contains("cut off or damaged"));
}

#[test]
fn the_councils_own_row_completes_a_feeds_row_with_the_same_id() {
    let own = "id,name,role,handles\nmg-33,Maudie Thwaite,Mayor (civic),@mayorlarkwater\n";
    let feed = read("moderngov.xml");
    let all = feed.entries.len();
    let files =
        vec![("feed.xml".to_owned(), feed), ("own.csv".to_owned(), read_bytes("own.csv", own.as_bytes()))];
    let people = gather(files).people;
    assert_eq!(people.len(), all, "the two rows are one");
    let mayor = people.iter().find(|entry| entry.id == "mg-33").unwrap();
    assert!(mayor.is_civic());
    assert_eq!(mayor.ward.as_deref(), Some("Capel-le-Fen"));
    assert_eq!(mayor.party.as_deref(), Some("Independent"));
    assert_eq!(mayor.handles, ["mayorlarkwater"]);
}

#[test]
fn a_member_on_the_list_of_candidates_is_the_member_standing() {
    let files = vec![
        ("feed.xml".to_owned(), read("moderngov.xml")),
        ("candidates.csv".to_owned(), read("candidates-export.csv")),
    ];
    let people = gather(files).people;
    let named: Vec<&Entry> = people.iter().filter(|entry| entry.name == "Rhona Hazeldene").collect();
    assert_eq!(named.len(), 1);
    assert_eq!(named[0].kind, Kind::Councillor);
    assert!(named[0].is_candidate && !named[0].candidate_in.is_empty());
    assert!(named[0].handles.contains(&"rhonaferry".to_owned()));
    assert!(people.iter().any(|entry| entry.kind == Kind::Candidate && entry.name == "Wim O'Deaby"));
}

#[test]
fn ids_are_stable_and_never_names() {
    for file in FILES {
        let (first, second) = (read(file), read(file));
        let ids: BTreeSet<&str> = first.entries.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids.len(), first.entries.len(), "{file}");
        assert_eq!(first, second, "{file}");
        for entry in &first.entries {
            let words = entry.name.to_lowercase();
            let named = words
                .split([' ', '-', '\''])
                .filter(|word| word.len() > 3)
                .any(|word| entry.id.contains(word));
            assert!(!named, "{} names {}", entry.id, entry.name);
        }
    }
}

/// The same people in every format.
fn of_format(format: &str, count: usize) -> Vec<u8> {
    let people = (0..count).map(|n| (n + 1, format!("Wyn{} Ash{}", letters(n), letters(n))));
    let rows = |row: fn((usize, String)) -> String| people.clone().map(row).collect::<String>();
    match format {
        "ModernGov" => {
            let members = rows(|(n, name)| {
                format!("<councillor><councillorid>{n}</councillorid><fullusername>Councillor {name}</fullusername></councillor>")
            });
            format!("<councillorsbyward><wards><ward><wardtitle>Ferry</wardtitle><councillors>{members}</councillors></ward></wards></councillorsbyward>")
        }
        "LGSF" => format!("[{}]", rows(|(n, name)| format!("{{\"raw_identifier\":\"{n}\",\"raw_name\":\"{name}\"}},")).trim_end_matches(',')),
        "LGSF table" => format!("raw_identifier,raw_name\n{}", rows(|(n, name)| format!("{n},{name}\n"))),
        "own" => format!("name\n{}", rows(|(_, name)| format!("{name}\n"))),
        "directory" => format!("Councillor,Ward\n{}", rows(|(_, name)| format!("{name},Ferry\n"))),
        "Open Council Data" => format!(
            "Council,Ward Name,Councillor Name,Party Name\n{}",
            rows(|(_, name)| format!("Larkwater,Ferry,{name},Teal\n"))
        ),
        "candidates" => format!(
            "person_id,person_name,ballot_paper_id\n{}",
            rows(|(n, name)| format!("{n},{name},parl.ferry.2027-05-06\n"))
        ),
        "members" => format!("id,name,area,chamber\n{}", rows(|(n, name)| format!("{n},{name},Ferry,House of Commons\n"))),
        "register" => format!("ECRef,RegulatedEntityName\n{}", rows(|(n, name)| format!("PP{n},{name} Party\n"))),
        "workbook" => {
            let names: Vec<String> = people.map(|(_, name)| name).collect();
            let mut rows = vec![vec!["name"]];
            rows.extend(names.iter().map(|name| vec![name.as_str()]));
            return workbook::of(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
        }
        other => panic!("{other}"),
    }
    .into_bytes()
}

fn letters(n: usize) -> String {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
    [letter(n / 26), letter(n)].iter().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn in_every_format_a_roster_that_lost_more_than_half_waits_for_a_persons_word() {
    let council = TestCouncil::new().await;
    for format in [
        "ModernGov",
        "LGSF",
        "LGSF table",
        "own",
        "directory",
        "Open Council Data",
        "candidates",
        "members",
        "register",
        "workbook",
    ] {
        let reason = || Some("the test's own".to_owned());
        council.load(DocumentKind::Roster, "roster.csv", of_format(format, 40), reason()).await.unwrap();
        let halved = council.load(DocumentKind::Roster, "roster.csv", of_format(format, 19), None).await;
        assert!(matches!(halved, Err(LoadError::Suspicious(_))), "{format}: {halved:?}");
        let nobody = council.load(DocumentKind::Roster, "roster.csv", of_format(format, 0), reason()).await;
        assert!(matches!(nobody, Err(LoadError::Faults(_))), "{format}: {nobody:?}");
        council.load(DocumentKind::Roster, "roster.csv", of_format(format, 39), None).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn councillors_who_are_gone_are_missed_among_hundreds_of_parties() {
    let council = TestCouncil::new().await;
    let roster = |councillors: usize| {
        let parties = (0..200).map(|n| format!("The {} Party,party", letters(n)));
        let people = (0..councillors).map(|n| format!("Wyn{0} Ash{0},councillor", letters(n)));
        let rows: Vec<String> =
            std::iter::once("name,kind".to_owned()).chain(parties).chain(people).collect();
        rows.join("\n")
    };
    council.load(DocumentKind::Roster, "roster.csv", roster(40), None).await.unwrap();
    let few = council.load(DocumentKind::Roster, "roster.csv", roster(19), None).await;
    assert!(
        matches!(&few, Err(LoadError::Suspicious(why)) if why.contains("19 of 40 councillors")),
        "{few:?}"
    );
}

#[test]
fn a_registered_party_with_an_ordinary_name_is_meant_only_in_political_company() {
    let world = town::wrenbury();
    let roster = Roster { people: read("register.csv").entries, namesakes: Vec::new() };
    let book = Rulebook::compile(World { roster, ..world });
    let stopped =
        |text: &str| !guard::judge(&Post::of_text(text), town::noon("2027-02-01"), &book).findings.is_empty();
    for text in [
        "The beacon on the hill is lit at nine.",
        "Beacon Hill car park is closed today.",
        "The Beacon opens its doors on Saturday.",
        "We found common ground on the new bus times.",
        "The Common Ground café opens on Friday.",
        "Save our bees: the teal pond needs volunteers.",
    ] {
        assert!(!stopped(text), "{text}");
    }
    for text in [
        "Vote Beacon on Thursday!",
        "Our town deserves the Common Ground manifesto.",
        "The Teal Alliance Party has a plan for our town.",
        "Cynghrair Gorhwyad Teal Alliance will fix the roads.",
    ] {
        assert!(stopped(text), "{text}");
    }
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn a_roster_behind_the_elections_is_asked_about() {
    use purdah::calendar::assemble::assemble;
    use purdah::roster::freshness::queries;
    let elections = "[[election]]\nid = \"local.larkwater.2026-05-07\"\npoll = 2026-05-07\n\
                     [[election]]\nid = \"local.larkwater.hill.by.2027-02-11\"\npoll = 2027-02-11\nwards = [\"Hill\"]\n\
                     [[election]]\nid = \"local.larkwater.moor.by.2027-02-11\"\npoll = 2027-02-11\nwards = [\"Moor\"]\nstatus = \"countermanded\"\n\
                     [[election]]\nid = \"parl.2027-02-11\"\npoll = 2027-02-11\n";
    let sheet = purdah::calendar::formats::read("elections.toml", elections.as_bytes()).unwrap();
    let calendar = assemble(vec![sheet], &larkwater()).unwrap().calendar;
    let asked = |files: &[(&str, &str)], day: &str| {
        let files = files
            .iter()
            .map(|(file, text)| ((*file).to_owned(), read_bytes(file, text.as_bytes())))
            .collect();
        let gathered = gather(files);
        let all = queries(&gathered.people, &gathered.sources, &calendar, &BTreeMap::new(), date(day));
        all.into_iter().map(|query| query.to_string()).collect::<Vec<_>>().join("\n")
    };
    let dated = |from: &str, hill: &str, until: &str| {
        format!("name,ward,from,until\nWyn Ash,Ferry,{from},{until}\nBo Elm,Hill,{hill},\n")
    };
    let old = dated("2022-05-09", "2022-05-09", "");
    assert_eq!(asked(&[("r.csv", &old)], "2026-05-07"), "", "on polling day it is not yet old");
    assert!(
        asked(&[("r.csv", &old)], "2026-05-08").contains("before the election local.larkwater.2026-05-07")
    );
    let new = dated("2026-05-11", "2026-05-11", "");
    assert_eq!(asked(&[("r.csv", &new)], "2026-06-01"), "");
    let told = asked(&[("r.csv", &new)], "2027-02-12");
    assert!(told.contains("nobody sits for Hill since the by-election"), "{told}");
    assert!(!told.contains("Moor"), "a poll that was not held elected nobody");
    assert_eq!(asked(&[("r.csv", &dated("2026-05-11", "2027-02-15", ""))], "2027-03-01"), "");
    let ended = asked(&[("r.csv", &dated("2026-05-11", "2026-05-11", "2026-12-31"))], "2027-01-02");
    assert!(ended.contains("the terms of 1 of 2 councillors have ended"), "{ended}");
    let undated = "name,ward\nWyn Ash,Ferry\nBo Elm,Hill\n";
    assert!(asked(&[("r.csv", undated)], "2027-02-12").contains("do not say since when anybody sits"));
    assert_eq!(asked(&[("r.csv", undated)], "2028-03-01"), "", "nobody is asked for ever");
    let winner = "person_id,person_name,ballot_paper_id,post_label,elected\n7,Cass Oak,local.larkwater.hill.by.2027-02-11,Hill,t\n";
    let told = asked(&[("r.csv", undated), ("c.csv", winner)], "2027-02-12");
    assert!(told.contains("whoever won the by-election") && !told.contains("Cass"), "{told}");
    let with_winner = format!("{undated}Cass Oak,Hill\n");
    assert_eq!(asked(&[("r.csv", &with_winner), ("c.csv", winner)], "2027-02-12"), "");
}

#[derive(Debug, Clone)]
enum Change {
    Cut(usize),
    Set(usize, u8),
    Insert(usize, u8),
    Double(usize, usize),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let place = any::<prop::sample::Index>().prop_map(|index| index.index(1 << 20));
    let byte = prop_oneof![prop::sample::select(b"<>&;\"',\n{}[]:/\\\0\xc3PK".to_vec()), any::<u8>()];
    let change = prop_oneof![
        1 => place.clone().prop_map(Change::Cut),
        4 => (place.clone(), byte.clone()).prop_map(|(at, byte)| Change::Set(at, byte)),
        4 => (place.clone(), byte).prop_map(|(at, byte)| Change::Insert(at, byte)),
        2 => (place, 1_usize..300).prop_map(|(at, length)| Change::Double(at, length)),
    ];
    prop::collection::vec(change, 1..12)
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let length = bytes.len().max(1);
        match *change {
            Change::Cut(at) => bytes.truncate(at % length),
            Change::Set(at, byte) => {
                if let Some(old) = bytes.get_mut(at % length) {
                    *old = byte;
                }
            }
            Change::Insert(at, byte) => bytes.insert((at % length).min(bytes.len()), byte),
            Change::Double(at, count) => {
                let from = (at % length).min(bytes.len());
                let piece = bytes[from..(from + count).min(bytes.len())].to_vec();
                bytes.extend(piece);
            }
        }
    }
    bytes
}

#[test]
fn a_workbook_whose_damage_overflows_the_reader_is_refused() {
    let seed = [Change::Double(451_996, 286), Change::Cut(369_747), Change::Double(652_923, 44)];
    let sheet = changed(workbook::SHEET.as_bytes().to_vec(), &seed);
    drop(formats::read("roster.xlsx", &workbook::of_sheet(&sheet), &larkwater()));
    for (good, bad) in [
        ("r=\"A2\"", "r=\"AAAAAAAAAAAA2\""),
        ("r=\"B1\"", "r=\"B99999999999\""),
        ("row r=\"2\"", "row r=\"88888888888\""),
    ] {
        let sheet = workbook::SHEET.replace(good, bad);
        assert_ne!(sheet, workbook::SHEET);
        let told = refused("roster.xlsx", &workbook::of_sheet(sheet.as_bytes()));
        assert!(told.contains("cut off or damaged"), "{bad}: {told}");
    }
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic_any_reader(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        start in prop::sample::select(vec!["", "<", "{", "[", "PK\u{3}\u{4}", "name\n", "ECRef,RegulatedEntityName\n", "person_id,person_name\n"]),
    ) {
        let bytes = [start.as_bytes(), &bytes].concat();
        drop(formats::read("roster.csv", &bytes, &larkwater()));
    }

    #[test]
    fn good_files_gone_wrong_never_panic_any_reader(file in prop::sample::select(FILES.to_vec()), changes in changes()) {
        let broken = changed(bytes(file), &changes);
        if let Ok(loaded) = formats::read(file, &broken, &larkwater()) {
            prop_assert!(!loaded.entries.is_empty());
        }
    }

    #[test]
    fn workbooks_whose_parts_go_wrong_never_panic(changes in changes()) {
        let sheet = changed(workbook::SHEET.as_bytes().to_vec(), &changes);
        drop(formats::read("roster.xlsx", &workbook::of_sheet(&sheet), &larkwater()));
    }
}
