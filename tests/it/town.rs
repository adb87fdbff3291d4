//! A council as a folder of files, made into a rulebook.

use std::path::Path;
use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Utc};
use purdah::calendar::Calendar;
use purdah::guard::{Rulebook, World};
use purdah::{config, documents};

/// Noon in London, as rule pages date their examples.
pub(crate) fn noon(day: &str) -> DateTime<Utc> {
    let day: NaiveDate = day.parse().unwrap();
    let noon = purdah::calendar::moment::start_of_day(day) + chrono::TimeDelta::hours(12);
    noon.to_utc()
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
