//! A council as a folder of files, made into a rulebook.

use std::path::Path;
use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Utc};
use purdah::calendar::Calendar;
use purdah::council::{Council, CouncilId, Nation};
use purdah::guard::policy::{RuleSetting, SwitchValue, file};
use purdah::guard::rule::Meta;
use purdah::guard::{Choice, Decision, Policy, Rulebook, World};
use purdah::{config, documents};

/// Noon in London, as rule pages date their examples.
pub(crate) fn noon(day: &str) -> DateTime<Utc> {
    let day: NaiveDate = day.parse().unwrap();
    let noon = purdah::calendar::moment::start_of_day(day) + chrono::TimeDelta::hours(12);
    noon.to_utc()
}

/// An English council of which nothing but the name is known.
pub(crate) fn english_council(name: &str) -> Council {
    Council {
        id: CouncilId::from_name(name).unwrap(),
        name: format!("{name} Council"),
        nation: Nation::England,
        contacts: Vec::new(),
        identifiers: Vec::new(),
        covers: Vec::new(),
        wards: std::collections::BTreeMap::new(),
    }
}

/// What the files of a folder say.
pub(crate) fn world(folder: &Path) -> World {
    let settings = config::read(&folder.join("purdah.toml")).unwrap();
    let (read, missing) = documents::read(&settings);
    assert!(missing.is_empty(), "{missing:?}");
    documents::world(&read).unwrap().world
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

/// The same council before anybody has loaded a calendar.
pub(crate) fn wrenbury_without_calendar() -> &'static Rulebook {
    static BOOK: LazyLock<Rulebook> =
        LazyLock::new(|| Rulebook::compile(World { calendar: Calendar::default(), ..wrenbury() }));
    &BOOK
}

/// The same council with a policy in which a rule is on that `lga` leaves out; None for the rules of `lga`.
pub(crate) fn wrenbury_where_it_is_on(meta: &Meta) -> Option<Rulebook> {
    let base = Policy::lga().unwrap();
    let switch = meta.switches.iter().find(|switch| switch.name == "permission");
    if base.is_on(&meta.code) && switch.is_none() {
        return None;
    }
    let mut choice = Choice::default();
    choice.rules.insert(meta.code.as_str().to_owned(), RuleSetting::Flat(Decision::Hold));
    if let Some(switch) = switch {
        choice.switches.insert(switch.name.to_owned(), SwitchValue::Word("ask".to_owned()));
    }
    Some(wrenbury_under(&choice))
}

/// The same council with another policy.
pub(crate) fn wrenbury_under(choice: &Choice) -> Rulebook {
    Rulebook::compile(world_under(choice))
}

/// What its rulebook with another policy is made of.
pub(crate) fn world_under(choice: &Choice) -> World {
    let base = file::shipped(&choice.base).expect("a shipped policy");
    let policy = Policy::resolve(&choice.base, base, choice).unwrap();
    World { policy, ..wrenbury() }
}
