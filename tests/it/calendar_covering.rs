//! What several entries, lists and files together cover: never less than one of them alone.

use purdah::calendar::assemble::{Assembled, assemble};
use purdah::calendar::formats::read;
use purdah::calendar::outlook::{Known, Warning, warnings};
use purdah::calendar::{Period, Scope};
use purdah::council::{Council, CouncilId, Nation};
use purdah::diagnostic::Diagnostic;

fn council(covers: &[&str]) -> Council {
    Council {
        id: CouncilId::from_name("Wrenbury").unwrap(),
        name: "Wrenbury Council".into(),
        nation: Nation::England,
        contacts: Vec::new(),
        identifiers: vec!["wrenbury".into()],
        covers: covers.iter().map(|cover| (*cover).to_owned()).collect(),
        wards: std::collections::BTreeMap::new(),
    }
}

fn assembled(files: &[(&str, &str)], covers: &[&str]) -> Assembled {
    let sheets = files.iter().map(|(file, text)| read(file, text.as_bytes()).unwrap()).collect();
    assemble(sheets, &council(covers)).unwrap()
}

fn restricting(files: &[(&str, &str)], covers: &[&str]) -> Vec<String> {
    let periods = assembled(files, covers).calendar;
    let mut ids: Vec<_> = periods.periods().iter().map(|period| period.election.clone()).collect();
    ids.sort();
    ids
}

fn told(diagnostics: &[Diagnostic]) -> String {
    let lines: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

const GROUP_AND_BY: [&str; 2] = ["local.wrenbury.2027-05-06", "local.wrenbury.mill-and-ferry.by.2027-05-06"];

fn as_csv(ids: &[&str]) -> String {
    let rows: Vec<String> = ids.iter().map(|id| format!("{id},{}\n", &id[id.len() - 10..])).collect();
    format!("election_id,poll_open_date\n{}", rows.concat())
}

fn as_json(ids: &[&str]) -> String {
    let entries: Vec<_> = ids.iter().map(|id| serde_json::json!({ "election_id": id })).collect();
    serde_json::Value::from(entries).to_string()
}

#[test]
fn a_by_election_of_the_same_day_does_not_take_the_whole_election_away() {
    for ids in [GROUP_AND_BY, ["parl.2027-05-06", "parl.wren-valley.by.2027-05-06"]] {
        assert_eq!(restricting(&[("a.csv", &as_csv(&ids))], &["parl"]), ids);
        assert_eq!(restricting(&[("a.json", &as_json(&ids))], &["parl"]), ids);
    }
    let group = |children: &[&str]| {
        serde_json::json!([
            { "election_id": GROUP_AND_BY[0], "children": children },
            { "election_id": GROUP_AND_BY[1], "children": [] },
        ])
        .to_string()
    };
    let all_held = group(&[GROUP_AND_BY[1]]);
    assert_eq!(restricting(&[("a.json", &all_held)], &[]), [GROUP_AND_BY[1]], "a group of by-elections only");
    let one_missing = group(&[GROUP_AND_BY[1], "local.wrenbury.quay.2027-05-06"]);
    assert_eq!(restricting(&[("a.json", &one_missing)], &[]), GROUP_AND_BY);
}

#[test]
fn a_cover_that_names_one_seat_finds_its_ordinary_ballot_among_the_others() {
    for (ids, cover, expected) in [
        (&["parl.wrenbury.2029-05-03"][..], "parl.wrenbury", Some("parl.2029-05-03")),
        (&["parl.other.2029-05-03", "parl.wrenbury.2029-05-03"], "parl.wrenbury", Some("parl.2029-05-03")),
        (&["parl.other.2029-05-03"], "parl.wrenbury", None),
        (&["parl.2029-05-03"], "parl.wrenbury", Some("parl.2029-05-03")),
        (&["gla.c.wren.2028-05-04"], "gla.c.wren", Some("gla.c.2028-05-04")),
        (&["sp.c.wren.2031-05-01"], "sp.c.wren", Some("sp.c.2031-05-01")),
        (&["sp.2031-05-01"], "sp.c.wren", Some("sp.2031-05-01")),
        (&["parl.other.by.2029-05-03"], "parl.wrenbury", None),
        (&["pcc.westshire.2028-05-04"], "pcc.eastshire", None),
    ] {
        for (file, text) in [("a.csv", as_csv(ids)), ("a.json", as_json(ids))] {
            let found = restricting(&[(file, &text)], &[cover]);
            assert_eq!(found, Vec::from_iter(expected), "{ids:?} under {cover}");
        }
    }
}

fn only(assembled: &Assembled) -> &Period {
    let [period] = assembled.calendar.periods() else { panic!("{assembled:?}") };
    period
}

#[test]
fn of_two_lists_that_hold_the_same_election_the_wider_counts_in_either_order() {
    let narrow = (
        "a.csv",
        "election_id,poll,wards,advisory,ends\nlocal.wrenbury.2027-05-06,2027-05-06,Northgate,yes,2027-04-25 10:00\n",
    );
    let whole = as_json(&["local.wrenbury.2027-05-06"]);
    let whole = ("b.json", whole.as_str());
    for files in [[narrow, whole], [whole, narrow]] {
        let assembled = assembled(&files, &[]);
        let period = only(&assembled);
        assert_eq!((&period.scope, period.advisory), (&Scope::WholeArea, false));
        assert_eq!(period.ends.to_string(), "2027-05-06 22:00:00 BST");
        assert!(told(&assembled.notes).contains("the wider counts"), "{}", told(&assembled.notes));
    }
    let day = |wards: &str, starts: &str, status: &str| {
        format!(
            "election_id,poll,wards,starts,status,reason\nlocal.wrenbury.2027-05-06,2027-05-06,{wards},{starts},{status},why\n"
        )
    };
    let (one, two) =
        (day("Mill|Quay", "2027-03-29", "withdrawn"), day("Quay|Ferry", "2027-03-22", "cancelled"));
    for files in [[("a.csv", &*one), ("b.csv", &*two)], [("b.csv", &*two), ("a.csv", &*one)]] {
        let assembled = assembled(&files, &[]);
        let period = only(&assembled);
        let mut wards = period.wards().unwrap().to_vec();
        wards.sort();
        assert_eq!(wards, ["Ferry", "Mill", "Quay"]);
        assert_eq!(period.starts.to_string(), "2027-03-22 00:00:00 GMT");
    }
}

#[test]
fn a_wards_own_name_comes_before_the_words_of_its_id() {
    let id = "local.wrenbury.mill-ferry.by.2027-05-06";
    let named =
        serde_json::json!([{ "election_id": id, "division": { "name": "Mill & Ferry" } }]).to_string();
    let only_child =
        serde_json::json!([{ "election_id": "local.wrenbury.2027-05-06", "children": [id] }]).to_string();
    for files in
        [[("1.json", &*only_child), ("2.json", &*named)], [("2.json", &*named), ("1.json", &*only_child)]]
    {
        let assembled = assembled(&files, &[]);
        let period = assembled.calendar.periods().iter().find(|period| period.election == id).unwrap();
        assert_eq!(period.scope, Scope::Wards(vec!["Mill & Ferry".into()]));
    }
}

#[test]
fn an_own_entry_that_covers_less_than_the_list_is_queried() {
    let list = as_csv(&["local.wrenbury.2027-05-06"]);
    let with = |lines: &str| {
        let own = format!("[[election]]\nid = \"local.wrenbury.2027-05-06\"\npoll = 2027-05-06\n{lines}");
        let assembled = assembled(&[("list.csv", &list), ("own.toml", &own)], &[]);
        told(&assembled.queries)
    };
    for (lines, words) in [
        ("wards = [\"Northgate\"]\n", "only the wards it names"),
        ("advisory = true\n", "advisory"),
        ("ends = 2027-05-01T10:00:00\n", "ends"),
    ] {
        assert!(with(lines).contains(words), "{lines}: {}", with(lines));
        assert!(with(lines).starts_with("own.toml:2:"), "{}", with(lines));
    }
    for lines in [
        "",
        "notice = 2027-03-25\n",
        "ends = 2027-05-07T10:00:00\n",
        "wards = [\"N\"]\nconfirmed = \"By order\"\n",
    ] {
        assert_eq!(with(lines), "", "{lines}");
    }
}

#[test]
fn files_that_leave_nothing_are_no_calendar() {
    for (file, text) in [
        ("a.csv", as_csv(&["local.larkwater.2027-05-06"])),
        ("a.json", as_json(&["local.larkwater.2027-05-06"])),
        ("a.json", r#"{"count": 0, "results": []}"#.to_owned()),
    ] {
        assert!(!assembled(&[(file, &text)], &[]).calendar.is_loaded(), "{text}");
    }
    for text in ["", "\n# nothing yet\n", "election = []\n"] {
        let faults = told(&read("elections.toml", text.as_bytes()).unwrap_err());
        assert!(faults.contains("holds no election") && faults.contains("[[election]]"), "{faults}");
    }
    let gone = "[[election]]\nid = \"a\"\ntype = \"local\"\npoll = 2027-05-06\nstatus = \"withdrawn\"\nreason = \"Moved\"\n";
    assert!(assembled(&[("elections.toml", gone)], &[]).calendar.is_loaded(), "somebody withdrew it");
}

#[test]
fn ids_in_capitals_or_with_blanks_are_the_same_ids() {
    let list = as_csv(&["local.Wrenbury.2027-05-06"]);
    assert_eq!(restricting(&[("a.csv", &list)], &[]), ["local.wrenbury.2027-05-06"]);
    assert_eq!(
        restricting(&[("a.json", &as_json(&["local.Wrenbury.2027-05-06"]))], &[]),
        ["local.wrenbury.2027-05-06"]
    );
    let own = "[[election]]\nid = \" local.wrenbury.2027-05-06 \"\npoll = 2027-05-06\nnotice = 2027-03-22\n";
    assert_eq!(restricting(&[("a.csv", &list), ("own.toml", own)], &[]), ["local.wrenbury.2027-05-06"]);
}

const MAY: (&str, &str) = ("e.toml", "[[election]]\nid = \"local.wrenbury.2027-05-06\"\npoll = 2027-05-06\n");

fn holidays(days: &[&str]) -> String {
    let events: Vec<_> =
        days.iter().map(|day| serde_json::json!({ "title": "A day", "date": day })).collect();
    serde_json::json!({ "england-and-wales": { "events": events } }).to_string()
}

#[test]
fn arbitrary_days_do_not_take_the_place_of_a_years_bank_holidays() {
    let strange = holidays(&[
        "2027-01-02",
        "2027-02-06",
        "2027-02-07",
        "2027-06-05",
        "2027-06-06",
        "2027-07-03",
        "2027-07-04",
        "2027-08-07",
        "2027-09-04",
    ]);
    let assembled = assembled(&[MAY, ("holidays.json", &strange)], &[]);
    assert_eq!(only(&assembled).starts.to_string(), "2027-03-31 00:00:00 BST");
    assert!(told(&assembled.notes).contains("2027 for England and Wales"), "{}", told(&assembled.notes));
}

#[test]
fn every_shipped_bank_holiday_that_a_newer_list_leaves_out_is_told() {
    let without_easter_monday = holidays(&[
        "2027-01-01",
        "2027-03-26",
        "2027-05-03",
        "2027-05-31",
        "2027-06-04",
        "2027-08-30",
        "2027-12-27",
        "2027-12-28",
    ]);
    let notes = assembled(&[MAY, ("holidays.json", &without_easter_monday)], &[]).notes;
    assert!(told(&notes).contains("2027-03-29 (Easter Monday)"), "{}", told(&notes));
}

#[test]
fn a_period_of_another_age_does_not_hide_that_nothing_is_to_come() {
    let far = "[[period]]\nid = \"typo\"\nstarts = 2098-03-25T00:00:00\nends = 2098-05-06T22:00:00\n";
    let words = |files: &[(&str, &str)]| -> Vec<&'static str> {
        let calendar = assembled(files, &[]).calendar;
        warnings(&calendar, Known::default(), "2027-06-01T09:00:00Z".parse().unwrap())
            .iter()
            .map(Warning::as_str)
            .collect()
    };
    assert_eq!(words(&[("far.toml", far)]), ["nothing-ahead"]);
    assert_eq!(words(&[("far.toml", far), MAY]), ["nothing-ahead"]);
    let next = "[[election]]\nid = \"local.wrenbury.2031-05-01\"\npoll = 2031-05-01\nnotice = 2031-03-20\n";
    assert_eq!(words(&[("far.toml", far), ("next.toml", next)]), Vec::<&str>::new());
}
