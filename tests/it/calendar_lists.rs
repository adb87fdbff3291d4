//! Lists of elections as EveryElection, Democracy Club and spreadsheets hold them.

use std::fmt::Write as _;

use proptest::prelude::*;
use purdah::calendar::assemble::{Assembled, assemble};
use purdah::calendar::contest::{Contest, Territory};
use purdah::calendar::election::{Election, Status};
use purdah::calendar::formats::read;
use purdah::calendar::sheet::Sheet;
use purdah::calendar::{Period, Scope};
use purdah::council::{Council, CouncilId, Nation};
use purdah::diagnostic::Diagnostic;

const SINGLE: &str = include_str!("calendars/by-election-old-fields.json");
const LIST: &str = include_str!("calendars/list.json");
const POSTCODE: &str = include_str!("calendars/postcode.json");
const POSTCODE_BY_DAY: &str = include_str!("calendars/postcode-by-day.json");
const BALLOT: &str = include_str!("calendars/ballot.json");

const OWN_CSV: &str = "id,title,poll,notice,type,nation,wards,advisory,confirmed,status,reason,replaces,replaced_by,starts,ends\n\
    local.wrenbury.2027-05-06,Council election,06/05/2027,25/03/2027,,england,,no,,,,,,,\n\
    by,\"Mill, and Ferry\",2027-06-10,,local,,Mill | Ferry,yes,,called,,,,,\n\
    petition,Recall petition,,,,,,,,,,,,06/09/2027 09:00,18/10/2027 17:00\n";

fn council(identifiers: &[&str], covers: &[&str]) -> Council {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    Council {
        id: CouncilId::from_name("Town Hall").unwrap(),
        name: "Wrenbury Council".into(),
        nation: Nation::England,
        contacts: Vec::new(),
        identifiers: owned(identifiers),
        covers: owned(covers),
        wards: std::collections::BTreeMap::new(),
    }
}

fn sheet(file: &str, text: &str) -> Sheet {
    read(file, text.as_bytes()).unwrap_or_else(|faults| panic!("{}", told(&faults)))
}

fn told(faults: &[Diagnostic]) -> String {
    faults.iter().fold(String::new(), |mut all, fault| {
        writeln!(all, "{fault}").unwrap();
        all
    })
}

fn refused(file: &str, text: &str) -> String {
    told(&read(file, text.as_bytes()).unwrap_err())
}

fn ids(sheet: &Sheet) -> Vec<&str> {
    sheet.elections.iter().map(|election| election.id.as_str()).collect()
}

fn election<'a>(sheet: &'a Sheet, id: &str) -> &'a Election {
    sheet
        .elections
        .iter()
        .find(|election| election.id == id)
        .unwrap_or_else(|| panic!("no {id} in {:?}", ids(sheet)))
}

fn assembled(files: &[(&str, &str)], council: &Council) -> Result<Assembled, Vec<Diagnostic>> {
    assemble(files.iter().map(|(file, text)| sheet(file, text)).collect(), council)
}

fn period<'a>(assembled: &'a Assembled, id: &str) -> &'a Period {
    assembled.calendar.periods().iter().find(|period| period.election == id).unwrap()
}

fn restricting(assembled: &Assembled) -> Vec<&str> {
    let mut ids: Vec<_> =
        assembled.calendar.periods().iter().map(|period| period.election.as_str()).collect();
    ids.sort_unstable();
    ids
}

fn wards(names: &[&str]) -> Scope {
    Scope::Wards(names.iter().map(|name| (*name).to_owned()).collect())
}

#[test]
fn one_election_with_the_fields_of_years_ago_is_read() {
    let sheet = sheet("one.json", SINGLE);
    let election = election(&sheet, "local.larkwater.holm-and-st-annes.by.2027-02-18");
    assert_eq!(election.title, "Larkwater local election Holm and St Anne’s by-election");
    assert_eq!(election.contest, Some(Contest::Local));
    assert_eq!(election.territory, Some(Territory::Nation(Nation::Wales)));
    assert_eq!(election.scope, wards(&["Holm and St Anne’s"]));
    assert_eq!(election.listed.as_ref().unwrap().identifiers, ["LRK", "larkwater"]);
    assert_eq!(election.notice, None, "the site's own computation is not the day of notice");
    assert!(election.by_election);
    assert!(election.place.fault("", "").to_string().starts_with("one.json:2:"));
    assert_eq!(sheet.notes, []);
}

#[test]
fn ordinary_ballots_are_one_election_and_the_others_stand_alone() {
    let sheet = sheet("list.json", LIST);
    let mut found = ids(&sheet);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "local.larkwater.holm.by.2027-06-10",
            "local.wrenbury.2027-05-06",
            "local.wrenbury.ferry.2027-05-27",
            "local.wrenbury.quay.by.2027-05-06",
            "mayor.westshire-ca.2027-05-06",
            "parl.2029-05-03",
            "parl.wren-valley.by.2027-06-17",
            "ref.wrenbury.2027-07-01",
        ]
    );
    let council = election(&sheet, "local.wrenbury.2027-05-06");
    assert_eq!((council.title.as_str(), &council.scope), ("Wrenbury Council elections", &Scope::WholeArea));
    assert_eq!(council.status, Status::Called, "one ballot of it takes place");
    assert_eq!(council.replaced_by, None);
    assert_eq!(election(&sheet, "local.wrenbury.quay.by.2027-05-06").scope, wards(&["The Quay"]));
    let again = election(&sheet, "local.wrenbury.ferry.2027-05-27");
    assert_eq!(again.replaces.as_deref(), Some("local.wrenbury.ferry.2027-05-06"));
    assert_eq!(again.scope, wards(&["Ferry"]));
    let only_named = election(&sheet, "local.larkwater.holm.by.2027-06-10");
    assert_eq!((&only_named.scope, only_named.by_election), (&wards(&["Holm"]), true));
    let contest = |id| (election(&sheet, id).contest, election(&sheet, id).territory);
    assert_eq!(contest("mayor.westshire-ca.2027-05-06"), (Some(Contest::MayorCombinedAuthority), None));
    assert_eq!(contest("parl.2029-05-03"), (Some(Contest::Parl), Some(Territory::Uk)));
    assert_eq!(
        contest("parl.wren-valley.by.2027-06-17"),
        (Some(Contest::Parl), Some(Territory::Nation(Nation::England)))
    );
    assert_eq!(contest("ref.wrenbury.2027-07-01").0, Some(Contest::ReferendumGovernance));
    let notes = told(&sheet.notes);
    for words in ["European Parliament", "marked as deleted", "ref.neighbourhood"] {
        assert!(notes.contains(words), "{notes}\nlacks `{words}`");
    }
    assert_eq!(sheet.notes.len(), 3, "{notes}");
}

#[test]
fn a_bare_list_is_read_like_a_page_of_one() {
    let page: serde_json::Value = serde_json::from_str(LIST).unwrap();
    let bare = serde_json::to_string(&page["results"]).unwrap();
    let (one, other) = (sheet("a.json", LIST), sheet("a.json", &bare));
    assert_eq!(ids(&one), ids(&other));
    let line = other.elections[0].place.fault("", "");
    assert!(
        line.line == 1 && line.column > 1 && line.excerpt.len() < 500,
        "a file in one line has places too"
    );
}

#[test]
fn every_election_stands_where_the_file_says_it() {
    for election in sheet("list.json", LIST).elections {
        let place = election.place.fault("", "");
        let line = LIST.lines().nth(place.line - 1).unwrap();
        let group = election.id.starts_with("local.larkwater");
        assert!(line.trim_start().starts_with("\"election_id\""), "{line}");
        assert!(line.contains(&election.id) || group, "{line} is not {}", election.id);
    }
}

#[test]
fn a_council_takes_its_own_elections_and_those_it_says_cover_it() {
    let files = [("list.json", LIST)];
    let told = |council: &Council| assembled(&files, council).unwrap();
    let own = told(&council(&["wre"], &[]));
    assert_eq!(
        restricting(&own),
        [
            "local.wrenbury.2027-05-06",
            "local.wrenbury.ferry.2027-05-27",
            "local.wrenbury.quay.by.2027-05-06",
            "ref.wrenbury.2027-07-01"
        ]
    );
    assert_eq!(own.queries, [], "a ballot counted in its group is not missing");
    assert!(own.notes.iter().any(|note| note.message.contains("4 elections of other authorities")));
    let covered = told(&council(&["WRE"], &["parl", "mayor.westshire-ca", "local.larkwater"]));
    assert_eq!(restricting(&covered).len(), 8);
    let near = period(&covered, "parl.wren-valley.by.2027-06-17");
    assert_eq!((near.advisory, &near.scope), (true, &Scope::WholeArea), "held elsewhere: hold, never block");
    assert!(!period(&covered, "parl.2029-05-03").advisory);
    let closer = told(&council(&["WRE"], &["parl", "parl.other-seat"]));
    assert!(!restricting(&closer).contains(&"parl.wren-valley.by.2027-06-17"));
    let strange = told(&council(&["XYZ"], &[]));
    assert_eq!(restricting(&strange), Vec::<&str>::new());
    assert!(strange.notes.iter().any(|note| note.to_string().contains("none of the lists' 8 elections")));
}

#[test]
fn a_list_of_several_authorities_needs_a_word_and_a_list_of_one_does_not() {
    let faults = assembled(&[("list.json", LIST)], &council(&[], &[])).unwrap_err();
    assert!(
        told(&faults).contains("larkwater") && told(&faults).contains("identifiers"),
        "{}",
        told(&faults)
    );
    let one = assembled(&[("one.json", SINGLE)], &council(&[], &[])).unwrap();
    assert_eq!(restricting(&one).len(), 1);
    let mut by_its_slug = council(&[], &[]);
    by_its_slug.id = CouncilId::from_name("Wrenbury").unwrap();
    let own = assembled(&[("list.json", LIST)], &by_its_slug).unwrap();
    assert_eq!(restricting(&own).len(), 4);
    assert!(own.notes.iter().any(|note| note.repair.contains("covers")));
}

#[test]
fn another_authoritys_vacancy_in_its_whole_area_is_not_advisory() {
    let csv = "election_id,poll\npcc.westshire.by.2027-06-10,2027-06-10\n";
    let calendar = assembled(&[("a.csv", csv)], &council(&["WRE"], &["pcc.westshire"])).unwrap();
    assert!(!period(&calendar, "pcc.westshire.by.2027-06-10").advisory);
}

#[test]
fn the_ballots_of_a_postcode_are_the_councils_where_they_are_local() {
    for (file, text) in [("p.json", POSTCODE), ("p.json", POSTCODE_BY_DAY)] {
        let sheet = sheet(file, text);
        assert_eq!(sheet.elections.len(), 4, "{:?}", ids(&sheet));
        let identifiers = |id| election(&sheet, id).listed.clone().unwrap().identifiers;
        assert_eq!(identifiers("local.wrenbury.2027-05-06"), ["WRE", "E06999999", "wrenbury"]);
        assert_eq!(identifiers("mayor.wrenbury.2027-05-06"), ["wrenbury"]);
        assert_eq!(identifiers("parl.wren-valley.by.2027-06-17"), Vec::<String>::new());
        let group = election(&sheet, "local.wrenbury.2027-05-06");
        assert_eq!(group.status, Status::Countermanded, "every ballot of it was");
        assert_eq!(group.territory, Some(Territory::Nation(Nation::England)));
        assert_eq!(sheet.notes, [], "{}", told(&sheet.notes));
        let own = assembled(&[(file, text)], &council(&["WRE"], &[])).unwrap();
        assert_eq!(restricting(&own), ["local.wrenbury.2027-05-06", "local.wrenbury.mill.2027-05-27"]);
        assert_eq!(own.queries, []);
    }
    let by_day = sheet("p.json", POSTCODE_BY_DAY);
    assert_eq!(election(&by_day, "local.wrenbury.2027-05-06").title, "Wrenbury local election");
    assert_eq!(election(&by_day, "local.wrenbury.mill.2027-05-27").scope, wards(&["Mill Ward"]));
    let bare = sheet("p.json", POSTCODE);
    assert_eq!(
        election(&bare, "local.wrenbury.2027-05-06").title,
        "Wrenbury: council election, 6 May 2027",
        "nothing else calls it anything"
    );
}

#[test]
fn a_single_ballot_is_read() {
    let sheet = sheet("ballot.json", BALLOT);
    assert_eq!(ids(&sheet), ["mayor.wrenbury.2027-05-06"]);
    assert_eq!(sheet.elections[0].poll.to_string(), "2027-05-06");
}

#[test]
fn a_replacement_the_list_does_not_hold_is_told() {
    let page: serde_json::Value = serde_json::from_str(LIST).unwrap();
    let ferry = &page["results"][3];
    let notes = told(&sheet("a.json", &ferry.to_string()).notes);
    assert!(notes.contains("local.wrenbury.ferry.2027-05-27`, which this list does not hold"), "{notes}");
}

#[test]
fn cancellations_are_told_apart_and_none_takes_a_period_away() {
    for (reason, status) in [
        ("\"NO_CANDIDATES\"", Status::Uncontested),
        ("\"EQUAL_CANDIDATES\"", Status::Uncontested),
        ("\"UNDER_CONTESTED\"", Status::Uncontested),
        ("\"CANDIDATE_DEATH\"", Status::Countermanded),
        ("\"SOMETHING_NEW\"", Status::Cancelled),
        ("null", Status::Cancelled),
    ] {
        let text = SINGLE.replace(
            "\"cancelled\": false",
            &format!("\"cancelled\": true, \"cancellation_reason\": {reason}"),
        );
        let calendar = assembled(&[("a.json", &text)], &council(&["LRK"], &[])).unwrap();
        assert_eq!(calendar.calendar.periods().len(), 1);
        assert_eq!(calendar.calendar.periods()[0].grounds.status, status, "{reason}");
    }
}

#[test]
fn the_pages_of_a_list_make_one_calendar() {
    let page: serde_json::Value = serde_json::from_str(LIST).unwrap();
    let part = |from: usize, to: usize, link: &str| {
        let results = &page["results"].as_array().unwrap()[from..to];
        serde_json::json!({ "count": 14, link: "https://elections.example/?offset=4", "results": results })
            .to_string()
    };
    // The group and its cancelled ballot on one page, the ballot that takes place on the other.
    let (one, two) = (part(3, 14, "previous"), part(0, 3, "next"));
    let notes = told(&sheet("two.json", &two).notes);
    assert!(notes.contains("the list goes on") && notes.contains("download the other pages"), "{notes}");
    assert!(told(&sheet("one.json", &one).notes).contains("an earlier page"));
    let calendar = assembled(&[("one.json", &one), ("two.json", &two)], &council(&["WRE"], &[])).unwrap();
    assert_eq!(restricting(&calendar).len(), 4);
    assert_eq!(period(&calendar, "local.wrenbury.2027-05-06").grounds.status, Status::Called);
}

#[test]
fn what_the_officer_entered_counts_before_a_list() {
    let own = "[[election]]\nid = \"local.wrenbury.2027-05-06\"\npoll = 2027-05-06\nnotice = 2027-03-22\n";
    let files = [("list.json", LIST), ("elections.toml", own)];
    let calendar = assembled(&files, &council(&["WRE"], &[])).unwrap();
    assert_eq!(period(&calendar, "local.wrenbury.2027-05-06").starts.to_string(), "2027-03-22 00:00:00 GMT");
}

#[test]
fn lists_that_contradict_each_other_are_refused() {
    let csv = "election_id,poll\nmayor.wrenbury.2027-05-06,2027-05-13\n";
    let files = [("a.json", BALLOT), ("b.csv", csv)];
    assert!(told(&assembled(&files, &council(&["wrenbury"], &[])).unwrap_err()).contains("in another"));
}

#[test]
fn an_id_outside_the_grammar_is_told_and_its_other_fields_are_used() {
    let text = SINGLE.replace("local.larkwater.holm-and-st-annes.by.2027-02-18", "Larkwater Holm");
    let sheet = read("a.json", text.as_bytes()).unwrap();
    assert_eq!(sheet.elections[0].contest, Some(Contest::Local));
    assert_eq!(sheet.elections[0].poll.to_string(), "2027-02-18");
    assert!(told(&sheet.notes).contains("grammar"));
    let csv = "election_id,poll\nparl.wren.wren-valley.2027-05-06,2027-05-06\n";
    let sheet = read("a.csv", csv.as_bytes()).unwrap();
    assert_eq!(sheet.elections[0].contest, Some(Contest::Parl), "by its first part");
}

#[test]
fn bank_holidays_are_known_by_their_shape_whatever_the_file_is_called() {
    let text = r#"{"scotland":{"division":"scotland","events":[{"title":"A day","date":"2031-01-01","notes":"","bunting":true}]}}"#;
    assert!(sheet("download (3).json", text).is_almanac());
}

#[test]
fn other_json_is_refused_with_what_it_is_and_what_can_be_read() {
    for (text, words) in [
        ("[]", "an empty list"),
        ("{}", "an empty object"),
        ("7", "a number"),
        ("[1, 2]", "something else than objects"),
        (r#"{"detail": "Not found."}"#, "an object with `detail`"),
        (r#"[{"poll_date": "2027-05-06", "nation": "england"}]"#, "a list of objects with"),
        ("<!doctype html><title>Sign in</title>", "a web page, not a feed"),
        (r#"{"results": [{"name": "A party"}]}"#, "an object with `results`"),
        (r#"{"address_picker": true, "addresses": [{}], "dates": []}"#, "which address is meant"),
        (
            r#"{"count": 3, "next": null, "previous": null, "results": [{"election_id": "parl.2029-05-03"}]}"#,
            "holds 3 entries and holds 1",
        ),
        (
            r#"{"results": [{"election_id": "parl.2029-05-03"}, {"title": "x"}, 5]}"#,
            "entry 3 has no `election_id`",
        ),
        (r#"{"election_id": "parl-somewhere"}"#, "`parl-somewhere` has no `poll_open_date`"),
        (
            r#"{"election_id": "parl.2029-05-03", "poll_open_date": "2029-02-30"}"#,
            "1:18: `parl.2029-05-03` is on `2029-02-30`",
        ),
    ] {
        let told = refused("a.json", text);
        assert!(told.contains(words), "{told}\nlacks `{words}`");
        assert!(told.contains("to mend it"), "{told}");
    }
    assert!(refused("a.json", &LIST[..LIST.len() / 2]).contains("cut off"));
}

#[test]
fn an_empty_list_is_a_calendar_and_is_told() {
    let sheet = sheet("a.json", r#"{"count": 0, "next": null, "previous": null, "results": []}"#);
    assert!(!sheet.is_almanac());
    assert!(told(&sheet.notes).contains("holds no election"));
}

#[test]
fn an_officers_spreadsheet_is_read_by_its_header() {
    let sheet = sheet("e.csv", OWN_CSV);
    let council = election(&sheet, "local.wrenbury.2027-05-06");
    assert_eq!(council.notice.unwrap().to_string(), "2027-03-25");
    assert_eq!(council.territory, Some(Territory::Nation(Nation::England)));
    assert_eq!((council.contest, &council.listed), (Some(Contest::Local), &None));
    let by = election(&sheet, "by");
    assert_eq!((by.title.as_str(), by.advisory), ("Mill, and Ferry", true));
    assert_eq!(by.scope, wards(&["Mill", "Ferry"]));
    let petition = &sheet.periods[0].period;
    assert_eq!(petition.starts.to_string(), "2027-09-06 09:00:00 BST");
    assert_eq!(petition.ends.to_string(), "2027-10-18 17:00:00 BST");
    assert_eq!(sheet.notes, []);
}

#[test]
fn a_spreadsheet_is_the_same_however_it_was_saved() {
    let plain = sheet("e.csv", OWN_CSV);
    let same = |text: &str| {
        let other = sheet("e.csv", text);
        assert_eq!(ids(&other), ids(&plain));
        assert_eq!(other.elections[1].scope, plain.elections[1].scope);
        assert_eq!(other.periods[0].period, plain.periods[0].period);
    };
    same(&OWN_CSV.replace('\n', "\r\n"));
    same(&format!("\u{feff}{OWN_CSV}"));
    same(&OWN_CSV.replace(", and", "; and").replace(',', "\t"));
    same(&OWN_CSV.replace(", and", " and").replace(',', ";"));
    same(&OWN_CSV.replace("id,title,poll,", "ID, Title ,Poll Date,"));
}

#[test]
fn a_downloaded_spreadsheet_is_gathered_like_any_list() {
    let csv = "ballot_paper_id,election_id,poll_open_date,region\n\
        local.wrenbury.mill.2027-05-06,local.wrenbury.2027-05-06,2027-05-06,x\n\
        local.wrenbury.ferry.2027-05-06,local.wrenbury.2027-05-06,2027-05-06,x\n\
        local.wrenbury.old-quay.by.2027-06-10,local.wrenbury.2027-06-10,2027-06-10,x\n\
        mayor.larkwater.2027-05-06,mayor.larkwater.2027-05-06,2027-05-06,x\n";
    let sheet = sheet("d.csv", csv);
    assert_eq!(
        ids(&sheet),
        ["local.wrenbury.old-quay.by.2027-06-10", "mayor.larkwater.2027-05-06", "local.wrenbury.2027-05-06"]
    );
    assert_eq!(sheet.elections[0].scope, wards(&["Old Quay"]));
    assert_eq!(sheet.elections[2].listed.as_ref().unwrap().identifiers, ["wrenbury"]);
    assert_eq!(sheet.notes.len(), 1, "one remark for the columns nobody knows");
    assert_eq!(restricting(&assembled(&[("d.csv", csv)], &council(&["wrenbury"], &[])).unwrap()).len(), 2);
}

#[test]
fn columns_nobody_knows_are_left_aside_and_slips_are_suggested() {
    let notes = sheet("e.csv", "id,poll,notise,colour,shape\nx,2027-05-06,,,\n").notes;
    assert_eq!(notes.len(), 2, "{}", told(&notes));
    assert!(told(&notes).contains("did you mean `notice`?") && told(&notes).contains("`colour`, `shape`"));
}

#[test]
fn faults_in_a_spreadsheet_name_line_column_and_repair() {
    for (rows, at, words) in [
        ("x,13/13/2027,,,,,\n", "e.csv:2:3:", "the day before the month"),
        ("x,06/05/27,,,,,\n", "e.csv:2:3:", "is not a day"),
        ("x,2027-05-06,soon,,,,\n", "e.csv:2:14:", "is not a day"),
        (",2027-05-06,,,,,\n", "e.csv:2:1:", "Democracy Club id or a slug"),
        ("x,,,,,,\n", "e.csv:2:3:", "has no polling day"),
        ("x,,,,,28/03/2027 01:30,06/05/2027\n", "e.csv:2:7:", "clocks go forward"),
        ("x,,,,,06/05/2027,06/05/2027\n", "e.csv:2:18:", "ends before it starts"),
        ("x,,2027-04-01,,,2027-04-01,2027-05-06\n", "e.csv:2:4:", "in the column `poll`"),
        ("x,2027-05-06,,canceled,,,\n", "e.csv:2:15:", "did you mean `cancelled`?"),
        ("x,2027-05-06,,withdrawn,,,\n", "e.csv:2:15:", "in the column `reason`"),
        ("x,2027-05-06,,,maybe,,\n", "e.csv:2:16:", "neither yes nor no"),
        ("x,2027-05-06,,,,,,x\n", "e.csv:2:19:", "double quotes"),
        ("-- our elections,,,,,,\n", "e.csv:2:1:", "cannot hold remarks"),
    ] {
        let told = refused("e.csv", &format!("id,poll,notice,status,advisory,starts,ends\n{rows}"));
        assert!(told.starts_with(at) && told.contains(words), "{told}\nis not at {at} or lacks `{words}`");
    }
    let told = refused("e.csv", "id,poll,confirmed,type\nx,2027-05-06,no,\ny,2027-05-06,,locale\nz,x,,\n");
    assert!(told.contains("not yes or no") && told.contains("not a kind of election"), "{told}");
    assert!(told.contains("e.csv:4:3"), "every fault is told: {told}");
}

#[test]
fn the_end_of_a_day_is_not_its_beginning_without_a_word() {
    let notes = sheet("e.csv", "id,starts,ends\nx,01/04/2027,06/05/2027\n").notes;
    assert!(told(&notes).contains("the midnight at which that day begins"));
}

#[test]
fn tables_of_something_else_are_refused_with_the_columns_a_calendar_has() {
    for text in [
        "Name,Party,Ward\nA person,A party,Mill\n",
        "person_id,person_name,election_id,ballot_paper_id,election_date,party_name\n1,A,b,c,2027-05-06,D\n",
        "id,name,start_date,end_date\n1,A,2027-01-01,\n",
        "election_id\nlocal.wrenbury.2027-05-06\n",
        "",
        "\n\n",
    ] {
        assert!(
            refused("e.csv", text).contains("columns `id` and `poll`"),
            "{text}: {}",
            refused("e.csv", text)
        );
    }
    assert!(refused("e.csv", "id,poll\n").contains("no election under it"));
    assert!(refused("e.csv", "id,poll,election_date\n").contains("two columns"));
}

/// Every remark and fault lies within the file, and draws.
fn well_placed(text: &str, found: &[Diagnostic]) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for fault in found {
        assert!(fault.excerpt.get(fault.span.clone()).is_some(), "{fault:?}");
        if fault.line > 0 {
            let line = text.split('\n').nth(fault.line - 1).unwrap();
            assert!((1..=line.chars().count() + 1).contains(&fault.column), "{fault:?}");
            assert!(line.contains(&fault.excerpt), "{fault:?}");
        }
    }
}

fn read_anything(file: &str, bytes: &[u8]) -> Option<Sheet> {
    let read = read(file, bytes);
    let text = String::from_utf8_lossy(bytes);
    match &read {
        Ok(sheet) => {
            well_placed(&text, &sheet.notes);
            let places: Vec<_> =
                sheet.elections.iter().map(|election| election.place.fault("", "")).collect();
            well_placed(&text, &places);
            for identifiers in [&["WRE"][..], &[]] {
                drop(assemble(vec![sheet.clone()], &council(identifiers, &["parl"])));
            }
        }
        Err(faults) => {
            assert!(!faults.is_empty());
            well_placed(&text, faults);
        }
    }
    read.ok()
}

const GOOD: [(&str, &str); 6] = [
    ("a.json", SINGLE),
    ("a.json", LIST),
    ("a.json", POSTCODE),
    ("a.json", POSTCODE_BY_DAY),
    ("a.json", BALLOT),
    ("a.csv", OWN_CSV),
];

#[test]
fn cut_off_json_is_always_refused() {
    for (file, text) in GOOD.iter().filter(|(file, _)| *file == "a.json") {
        let whole = text.trim_end();
        for at in (0..whole.len()).step_by(if whole.len() > 4_000 { 13 } else { 1 }) {
            let faults =
                read(file, &whole.as_bytes()[..at]).expect_err("part of a file was taken for the whole");
            well_placed(&String::from_utf8_lossy(&whole.as_bytes()[..at]), &faults);
        }
    }
}

/// Where a line ends nothing tells; the periods that go are told when the calendar is loaded.
#[test]
fn a_cut_off_spreadsheet_is_refused_or_told_unless_a_line_ends_there() {
    for at in 1..OWN_CSV.len() {
        let part = &OWN_CSV[..at];
        if let Ok(sheet) = read("a.csv", part.as_bytes()) {
            let told = told(&sheet.notes).contains("cut off");
            assert!(part.ends_with('\n') || told, "{part:?} was read without a word");
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes: Vec<u8>) {
        for file in ["a.json", "a.csv", "a.tsv"] {
            read_anything(file, &bytes);
        }
    }

    #[test]
    fn no_text_of_the_right_letters_makes_a_reader_panic(
        json in r#"[\[\]{},:"0-9a-z .é-]{0,80}"#,
        csv in "(id|poll|election_id|starts|ends)(,(title|wards|notice|ends|status)){0,4}\n[,;\"\n\r\t0-9/a-zé: -]{0,120}",
    ) {
        read_anything("a.json", json.as_bytes());
        read_anything("a.csv", csv.as_bytes());
    }

    #[test]
    fn no_damage_to_a_good_file_makes_a_reader_panic(which in 0..GOOD.len(), at: prop::sample::Index, byte: u8) {
        let (file, text) = GOOD[which];
        let mut bytes = text.as_bytes().to_vec();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        read_anything(file, &bytes);
        bytes.truncate(at);
        read_anything(file, &bytes);
    }

    #[test]
    fn a_value_of_another_type_anywhere_never_makes_a_reader_panic(nth in 0_usize..400, with in 0_usize..6) {
        let with = ["null", "true", "7", "[]", "{}", "\"x\""][with];
        for (file, text) in GOOD.iter().filter(|(file, _)| *file == "a.json") {
            let Some((at, _)) = text.match_indices("\": ").nth(nth) else { continue };
            let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
            let comma = if text[..end].ends_with(',') { "," } else { "" };
            let changed = format!("{}\": {with}{comma}{}", &text[..at], &text[end..]);
            read_anything(file, changed.as_bytes());
        }
    }
}

/// Files as they were met in the wild, in a folder that `PURDAH_TEST_SHARED_DATA` names: each is read, or refused for
/// the reason given here.
#[test]
#[ignore = "needs the folder of real files that PURDAH_TEST_SHARED_DATA names"]
fn every_real_file_is_read_or_refused_for_a_reason() {
    let folder = std::env::var("PURDAH_TEST_SHARED_DATA").expect("PURDAH_TEST_SHARED_DATA names the folder");
    let folder = std::path::Path::new(&folder);
    let files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    let named = |part: &str| {
        let mut found = files.iter().filter(|path| path.to_string_lossy().contains(part));
        let path = found.next().unwrap_or_else(|| panic!("no file is called like {part}"));
        (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap())
    };
    let elections = |part: &str, count: usize| {
        let (file, bytes) = named(part);
        let file = file.as_str();
        let sheet = read(file, &bytes).unwrap_or_else(|faults| panic!("{file}: {}", told(&faults)));
        assert_eq!(sheet.elections.len(), count, "{file}: {:?}", ids(&sheet));
        for election in &sheet.elections {
            let listed = election.listed.as_ref().unwrap();
            let slug = listed.identifiers.first().map_or("", String::as_str);
            let calendar = assemble(vec![sheet.clone()], &council(&[slug], &["parl"]))
                .unwrap_or_else(|faults| panic!("{file}: {}", told(&faults)));
            assert!(restricting(&calendar).contains(&election.id.as_str()), "{file}: {}", election.id);
        }
    };
    elections("ee_election_single.json", 1);
    elections("ee_elections_list.json", 2);
    elections("ee_election_expected_2026.json", 1);
    elections("dc_postcode_ballots_cancelled_replaced.json", 4);
    elections("dc_sandbox_AA14AA.json", 4);
    elections("dc_sandbox_AA15AA.json", 1);
    elections("dc_ballot_mayor_", 1);
    assert!(
        sheet("b.json", &std::fs::read_to_string(folder.join("bank-holidays.json")).unwrap()).is_almanac()
    );
    for (file, reason) in [
        ("historic_sopn_data.csv", "a CSV file cannot hold remarks"),
        ("dc_candidates_2015_sample.csv", "about people"),
        ("dc_candidates_per_election_export_test_rows.csv", "about people"),
        ("ec_party_register_descriptions_2021.csv", "these columns make no calendar"),
        ("mps_everypolitician_term57_sample.csv", "these columns make no calendar"),
        ("_councillors_20", "about people"),
        ("uk_councils_register_lgsf.csv", "these columns make no calendar"),
        ("parties_popit_2016.json", "a list of objects with `classification`"),
        ("party_name_aliases_to_ec_id.json", "is no calendar"),
        ("timetable-cases.json", "a list of objects with"),
        ("modgov_election_results_", "cannot be read"),
        ("mps_constituency_official_profiles_parlparse.xml", "cannot be read"),
        ("mps_social_handles_parlparse.xml", "cannot be read"),
        ("PROVENANCE.md", "cannot be read"),
    ] {
        let (file, bytes) = named(file);
        let faults = read(&file, &bytes).expect_err(&file);
        assert!(told(&faults).contains(reason), "{file}: {}", told(&faults));
        assert!(faults.iter().all(|fault| !fault.repair.is_empty()), "{file}: {}", told(&faults));
    }
    let historic = std::fs::read_to_string(folder.join("historic_sopn_data.csv")).unwrap();
    let without_remarks: String =
        historic.lines().filter(|line| !line.starts_with("--")).flat_map(|line| [line, "\n"]).collect();
    let sheet = sheet("historic.csv", &without_remarks);
    let mayor =
        sheet.elections.iter().find(|election| election.contest == Some(Contest::Mayor)).unwrap().clone();
    let slug = mayor.listed.unwrap().identifiers.remove(0);
    let calendar = assemble(vec![sheet], &council(&[&slug], &["parl"])).unwrap();
    assert!(restricting(&calendar).contains(&mayor.id.as_str()));
    for path in files {
        read_anything(&path.to_string_lossy(), &std::fs::read(&path).unwrap());
    }
}
