//! A council as a folder of files, made into a rulebook.

use std::path::Path;
use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use chrono_tz::{Europe::London, Tz};
use purdah::calendar::{Calendar, Period, Scope};
use purdah::council::{Council, CouncilId, Nation};
use purdah::guard::{Choice, Policy, Rulebook, World, policy};
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

fn on_the_hour(day: &toml::value::Datetime, hour: u32) -> DateTime<Tz> {
    let day: NaiveDate = day.to_string().parse().unwrap();
    London.from_local_datetime(&day.and_hms_opt(hour, 0, 0).unwrap()).unwrap()
}

/// Noon in London, as rule pages date their examples.
pub(crate) fn noon(day: &str) -> DateTime<Utc> {
    let day: NaiveDate = day.parse().unwrap();
    London.from_local_datetime(&day.and_hms_opt(12, 0, 0).unwrap()).unwrap().to_utc()
}

/// What the files of a folder say.
pub(crate) fn world(folder: &Path) -> World {
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let town: Town = toml::from_slice(&read("purdah.toml")).unwrap();
    let elections: Elections = toml::from_slice(&read("elections.toml")).unwrap();
    let periods = elections.election.into_iter().map(|election| Period {
        election: election.id,
        title: election.title,
        starts: on_the_hour(&election.notice, 0),
        ends: on_the_hour(&election.poll, 22),
        scope: election.wards.map_or(Scope::WholeArea, Scope::Wards),
        advisory: false,
        provisional: false,
    });
    let people =
        town.roster.files.iter().flat_map(|file| formats::csv::read(file, &read(file)).unwrap().entries);
    World {
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
    }
}

/// The invented council of the rule pages.
pub(crate) fn wrenbury() -> World {
    world(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/wrenbury"))
}

/// Its rulebook, compiled once for all tests.
pub(crate) fn wrenbury_book() -> &'static Rulebook {
    static BOOK: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::compile(wrenbury()));
    &BOOK
}
