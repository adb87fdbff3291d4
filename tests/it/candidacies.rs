//! Which pre-election period a candidate stands in, as rosters and lists of candidates write it.

use purdah::calendar::assemble::assemble;
use purdah::calendar::formats::read;
use purdah::roster::formats::csv;

use crate::town;

/// Whether somebody whose row says `candidate_in` stands in the only period of a calendar file.
fn stands(candidate_in: &str, (file, calendar): (&str, &str)) -> bool {
    let row =
        format!("name,role,ward,is_candidate,candidate_in\nJo Ash,Candidate,Northgate,yes,{candidate_in}\n");
    let people = csv::read("roster.csv", row.as_bytes()).unwrap().entries;
    let calendar =
        assemble(vec![read(file, calendar.as_bytes()).unwrap()], &town::english_council("Wrenbury"))
            .unwrap()
            .calendar;
    let [period] = calendar.periods() else { panic!("{calendar:?}") };
    people[0].stands_in(period)
}

const GATHERED: (&str, &str) = (
    "list.csv",
    "ballot_paper_id,poll_open_date\nlocal.wrenbury.northgate.2027-05-06,2027-05-06\nlocal.wrenbury.mill.2027-05-06,2027-05-06\n",
);
const GROUP: (&str, &str) =
    ("e.toml", "[[election]]\nid = \"local.wrenbury.2027-05-06\"\npoll = 2027-05-06\n");
const ENDS_LATER: (&str, &str) = (
    "e.toml",
    "[[election]]\nid = \"local.wrenbury.2027-05-06\"\npoll = 2027-05-06\nends = 2027-05-07T15:00:00\n",
);
const A_WARD: (&str, &str) = (
    "e.toml",
    "[[election]]\nid = \"local.wrenbury.mill-and-ferry.2027-05-06\"\npoll = 2027-05-06\nwards = [\"Mill & Ferry\"]\n",
);
const OWN_NAME: (&str, &str) = (
    "e.toml",
    "[[election]]\nid = \"council-election\"\ntype = \"local\"\npoll = 2027-05-06\nwards = [\"Northgate\"]\n",
);
const EVENT: (&str, &str) =
    ("e.toml", "[[period]]\nid = \"may\"\nstarts = 2027-03-25T00:00:00\nends = 2027-05-07T15:00:00\n");
const BY: (&str, &str) = (
    "e.toml",
    "[[election]]\nid = \"local.wrenbury.mill.by.2027-05-06\"\npoll = 2027-05-06\nwards = [\"Mill\"]\n",
);
const AGAIN: (&str, &str) = (
    "e.toml",
    "[[election]]\nid = \"local.wrenbury.mill.2027-06-10\"\npoll = 2027-06-10\nwards = [\"Mill\"]\n\
     replaces = \"local.wrenbury.mill.2027-05-06\"\n",
);

#[test]
fn a_candidacy_is_found_in_the_period_that_holds_its_ballot() {
    for (candidate_in, calendar, expected) in [
        ("local.wrenbury.northgate.2027-05-06", GATHERED, true),
        ("local.wrenbury.northgate.2027-05-06", GROUP, true),
        ("LOCAL.Wrenbury.northgate.2027-05-06", GROUP, true),
        ("local.wrenbury.2027-05-06", GROUP, true),
        ("local.wrenbury.northgate.by.2027-05-06", GROUP, true),
        ("local.larkwater.northgate.2027-05-06", GROUP, false),
        ("local.wrenbury.northgate.2027-05-13", GROUP, false),
        ("parl.wrenbury.2027-05-06", GROUP, false),
        ("2027-05-06", GROUP, true),
        ("2027-05-07", GROUP, false),
        ("2027-05-06", ENDS_LATER, true),
        ("2027-05-07", ENDS_LATER, false),
        ("local.wrenbury.northgate.2027-05-06", ENDS_LATER, true),
        ("local.wrenbury.2027-05-06", A_WARD, true),
        ("2027-05-06:Mill and Ferry", A_WARD, true),
        ("2027-05-06:Northgate", A_WARD, false),
        ("local.wrenbury.northgate.2027-05-06", A_WARD, false),
        ("local.wrenbury.northgate.2027-05-06", OWN_NAME, true),
        ("local.wrenbury.mill.2027-05-06", OWN_NAME, false),
        ("parl.wren-valley.2027-05-06", OWN_NAME, false),
        ("2027-05-06", EVENT, true),
        ("2027-06-10", EVENT, false),
        ("local.wrenbury.northgate.2027-05-06", EVENT, true),
        ("local.wrenbury.northgate.2027-05-06", BY, false),
        ("local.wrenbury.mill.by.2027-05-06", BY, true),
        ("local.wrenbury.mill.2027-05-06", AGAIN, true),
    ] {
        assert_eq!(stands(candidate_in, calendar), expected, "{candidate_in} in {calendar:?}");
    }
}
