//! What is party-political, what steers a vote and what a group does; and, in the same tables, the everyday posts that
//! look like it and must pass.
//!
//! A line of a table in `politics/` is a tag and a post, the options of its poll behind ` || `:
//!
//! | tag | what must become of the post |
//! |---|---|
//! | `pass` | let through, inside a period and outside |
//! | `out` | let through outside a period |
//! | `party` | stopped as party-political, inside and outside |
//! | `steers` | stopped inside as steering a vote |
//! | `group` | stopped inside as naming members |
//! | `stops` | stopped inside, whatever the reason |

use purdah::guard::finding::Reason;
use purdah::guard::{self, Decision, Rulebook};
use purdah::post::{PartName, Post};
use purdah::roster::{Entry, Kind};

use crate::town;

const INSIDE: &str = "2027-04-20";
const OUTSIDE: &str = "2027-02-10";

/// The invented council, with parties as a register spells them.
fn book() -> Rulebook {
    with_parties(&[
        ("Mossgate & Ferry Residents' Association", &[]),
        ("Teal Democrats and Ratepayers - Putting Wrenbury First", &[]),
    ])
}

/// The invented council, with parties whose names and descriptions are made of everyday words.
fn registered() -> Rulebook {
    with_parties(&[
        ("Wyke Guardians", &["Always putting Wrenbury First", "Focus Team", "Wyke Town"]),
        ("WykeFirst", &["Working for Mossgate all year round"]),
        ("Our Island", &["Putting People Before Profits"]),
        ("The Common Ground", &["Residents of Ferry Putting Ferry First"]),
        ("Common Good", &[]),
        ("Community First", &[]),
        ("Let Wyke Live", &[]),
        ("Blue Horizon - Clean Water for Wyke", &["Blue Horizon: Clean Water For Wyke", "Blue Horizon"]),
        ("The For Wyke Movement", &[]),
        ("the Ferry first Independents", &[]),
        ("Ann Lunt Society (Ferry)", &[]),
        ("Whig Revival Party", &[]),
        ("Uplift", &[]),
        ("Fair Bargain for Wrenbury", &[]),
        ("Wrenbury Townsfolk's Voice", &[]),
        ("Wrenbury Ratepayers' Association", &[]),
    ])
}

fn with_parties(parties: &[(&str, &[&str])]) -> Rulebook {
    let mut world = town::wrenbury();
    let teal = world.roster.people.iter().find(|entry| entry.kind == Kind::Party).unwrap().clone();
    for (name, aliases) in parties {
        let entry = Entry {
            id: (*name).to_owned(),
            name: (*name).to_owned(),
            party: None,
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            handles: Vec::new(),
            ..teal.clone()
        };
        world.roster.people.push(entry);
    }
    Rulebook::compile(world)
}

fn post(line: &str) -> Post {
    let (text, options) = line.split_once(" || ").unwrap_or((line, ""));
    let mut post = Post::of_text(text.replace("\\n", "\n"));
    for (option, number) in options.split(" | ").filter(|option| !option.is_empty()).zip(0..) {
        post.push(PartName::PollOption(number), option);
    }
    post
}

fn faults(table: &str, book: &Rulebook) -> Vec<String> {
    let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut faults = Vec::new();
    for line in lines {
        let (tag, text) = line.split_once(' ').unwrap();
        let (days, reason): (&[&str], Option<Reason>) = match tag {
            "pass" => (&[INSIDE, OUTSIDE], None),
            "out" => (&[OUTSIDE], None),
            "party" => (&[INSIDE, OUTSIDE], Some(Reason::PartyPolitical)),
            "steers" => (&[INSIDE], Some(Reason::SeeksToInfluenceVoters)),
            "group" => (&[INSIDE], Some(Reason::CouncillorMention)),
            "stops" => (&[INSIDE], None),
            _ => panic!("no such tag: {line}"),
        };
        for day in days {
            let verdict = guard::judge(&post(text), town::noon(day), book);
            assert_eq!(verdict, guard::judge_in_full(&post(text), town::noon(day), book), "{text}");
            let stopped = verdict.decision != Decision::Allow;
            let as_wanted = match (tag, reason) {
                ("pass" | "out", _) => !stopped,
                (_, None) => stopped,
                (_, Some(reason)) => verdict.findings.iter().any(|finding| finding.reason == reason),
            };
            if !as_wanted {
                faults.push(format!("on {day}, {line}: {:?} {:?}", verdict.decision, verdict.matched));
            }
        }
    }
    faults
}

fn holds(table: &str) {
    holds_with(table, &book());
}

fn holds_with(table: &str, book: &Rulebook) {
    let faults = faults(table, book);
    assert!(faults.is_empty(), "{} lines\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn everyday_words_that_are_also_parties_pass() {
    holds(include_str!("politics/everyday.txt"));
}

#[test]
fn a_party_the_council_loads_is_found_by_its_name_as_registered_and_not_by_its_everyday_words() {
    holds_with(include_str!("politics/registered.txt"), &registered());
}

#[test]
fn information_about_elections_and_parties_passes() {
    holds(include_str!("politics/information.txt"));
}

#[test]
fn an_office_spoken_of_as_such_passes_and_who_holds_it_is_held() {
    holds(include_str!("politics/offices.txt"));
}

#[test]
fn a_party_that_is_only_named_is_told_as_named_and_not_as_praised() {
    let book = book();
    for (text, begins) in [
        ("Liberal Democrats will gather in Castle Square, so expect crowds.", "Names a party"),
        ("Police notice: UKIP march on Saturday, buses diverted.", "Names a party"),
        ("Reform UK rally on the Common: parking suspended.", "Names a party"),
        ("Teal Alliance have fixed your roads.", "Reads as praise or blame of a party"),
        ("Vote Teal Alliance.", "Campaigns for or against a party"),
    ] {
        for day in [INSIDE, OUTSIDE] {
            let verdict = guard::judge(&post(text), town::noon(day), &book);
            let whys: Vec<&str> = verdict.findings.iter().map(|finding| finding.why.as_str()).collect();
            assert!(!whys.is_empty() && whys.iter().all(|why| why.starts_with(begins)), "{text}: {whys:?}");
        }
    }
}

#[test]
fn campaigning_is_stopped_all_year() {
    holds(include_str!("politics/campaigning.txt"));
}

#[test]
fn steering_a_vote_is_stopped_before_the_poll() {
    holds(include_str!("politics/steering.txt"));
}

#[test]
fn an_appeal_in_fresh_words_is_stopped_and_what_informs_of_the_same_passes() {
    holds(include_str!("politics/appeals.txt"));
}

#[test]
fn campaign_speech_is_stopped_in_each_of_its_grammars() {
    holds(include_str!("politics/speech.txt"));
}

#[test]
fn everyday_posts_in_the_shapes_of_campaign_speech_pass() {
    holds(include_str!("politics/lookalikes.txt"));
}

#[test]
fn groups_are_named_like_members_and_bodies_are_not() {
    holds(include_str!("politics/groups.txt"));
}

#[test]
fn every_lexicon_of_the_folder_is_shipped() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let names = files.filter(|file| file.extension().is_some_and(|kind| kind == "toml"));
    let mut there: Vec<String> =
        names.map(|file| format!("lexicons/{}", file.file_name().unwrap().to_str().unwrap())).collect();
    let mut shipped: Vec<&str> = purdah::lexicon::file::SHIPPED.map(|(name, _)| name).to_vec();
    there.sort();
    shipped.sort_unstable();
    assert_eq!(there, shipped);
}
