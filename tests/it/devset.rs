//! Judges a folder of labelled posts that an environment variable names, and writes what the guard says of each, for
//! the folder's own score script. Nothing of such a folder is kept here.

use std::path::PathBuf;
use std::time::Instant;

use chrono::{DateTime, NaiveDate, TimeZone};
use chrono_tz::Europe::London;
use purdah::calendar::{Calendar, Period, Scope};
use purdah::council::{Council, CouncilId, Nation};
use purdah::guard::{self, Choice, Policy, Rulebook, World, policy};
use purdah::post::jsonl::Line;
use purdah::roster::{Namesake, Roster, formats};

#[derive(serde::Deserialize)]
struct Town {
    council: CouncilTable,
    #[serde(default)]
    policy: Choice,
    roster: RosterTable,
}

#[derive(serde::Deserialize)]
struct CouncilTable {
    name: String,
    nation: Nation,
    #[serde(default)]
    contacts: Vec<String>,
    #[serde(default)]
    wards: std::collections::BTreeMap<String, Vec<String>>,
}

#[derive(serde::Deserialize)]
struct RosterTable {
    files: Vec<String>,
    #[serde(default)]
    namesakes: Vec<Namesake>,
}

#[derive(serde::Deserialize)]
struct Elections {
    election: Vec<Election>,
}

#[derive(serde::Deserialize)]
struct Election {
    id: String,
    title: String,
    poll: toml::value::Datetime,
    notice: toml::value::Datetime,
    wards: Option<Vec<String>>,
}

fn midnight(day: &toml::value::Datetime, hour: u32) -> DateTime<chrono_tz::Tz> {
    let day: NaiveDate = day.to_string().parse().unwrap();
    London.from_local_datetime(&day.and_hms_opt(hour, 0, 0).unwrap()).unwrap()
}

fn rulebook(folder: &std::path::Path) -> Rulebook {
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let town: Town = toml::from_slice(&read("purdah.toml")).unwrap();
    let elections: Elections = toml::from_slice(&read("elections.toml")).unwrap();
    let periods = elections.election.into_iter().map(|election| Period {
        election: election.id,
        title: election.title,
        starts: midnight(&election.notice, 0),
        ends: midnight(&election.poll, 22),
        scope: election.wards.map_or(Scope::WholeArea, Scope::Wards),
        advisory: false,
        provisional: false,
    });
    let people =
        town.roster.files.iter().flat_map(|file| formats::csv::read(file, &read(file)).unwrap().entries);
    Rulebook::compile(World {
        council: Council {
            id: CouncilId::from_name(&town.council.name).unwrap(),
            name: town.council.name,
            nation: town.council.nation,
            contacts: town.council.contacts,
            wards: town.council.wards,
        },
        calendar: Calendar::new(periods.collect()),
        roster: Roster { people: people.collect(), namesakes: town.roster.namesakes },
        lexicons: purdah::lexicon::file::shipped(),
        policy: Policy::resolve("lga", policy::shipped("lga").unwrap(), &town.policy).unwrap(),
    })
}

#[test]
#[ignore = "needs PURDAH_DEVSET"]
fn labelled_posts_are_judged_for_the_score_script() {
    let folder =
        PathBuf::from(std::env::var("PURDAH_DEVSET").expect("a folder with posts.jsonl and purdah.toml"));
    let book = rulebook(&folder);
    let posts = std::fs::read_to_string(folder.join("posts.jsonl")).unwrap();
    let mut said = String::new();
    let begun = Instant::now();
    for text in posts.lines() {
        let line: Line = serde_json::from_str(text).unwrap();
        let at = DateTime::parse_from_rfc3339(line.at.as_deref().unwrap()).unwrap().to_utc();
        let mut verdict = serde_json::to_value(guard::judge(&line.post(), at, &book)).unwrap();
        verdict["id"] = line.id.clone().into();
        said.push_str(&verdict.to_string());
        said.push('\n');
    }
    let spent = begun.elapsed();
    let out = std::env::var("PURDAH_DEVSET_OUT").unwrap_or_else(|_| "predictions.jsonl".into());
    std::fs::write(&out, said).unwrap();
    println!("{} posts in {spent:?}, written to {out}", posts.lines().count());
}
