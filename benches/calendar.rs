//! Ten years of 400 councils' contests: loading them, and asking what is in force.
//!
//! `cargo bench --bench calendar`

use std::fmt::Write as _;
use std::hint::black_box;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use divan::Bencher;
use divan::counter::ItemsCount;
use purdah::calendar::Calendar;
use purdah::calendar::assemble::assemble;
use purdah::calendar::formats::read;
use purdah::council::{Council, CouncilId, Nation};

const COUNCILS: u64 = 400;
const YEARS: i32 = 10;
const QUESTIONS: u64 = 1_000_000;

fn main() {
    divan::main();
}

/// Each council's ordinary election in May of every year, and a by-election on some other Thursday.
fn contests(councils: u64) -> String {
    let mut file = String::new();
    for year in 2019..2019 + YEARS {
        let may = NaiveDate::from_weekday_of_month_opt(year, 5, chrono::Weekday::Thu, 1).unwrap_or_default();
        for council in 0..councils {
            let by = may + Days::new(7 * (1 + (council * 7 + u64::from(year.unsigned_abs())) % 46));
            let entered = write!(
                file,
                "[[election]]\nid = \"local.council-{council}.{may}\"\npoll = {may}\n\
                 [[election]]\nid = \"local.council-{council}.mill.by.{by}\"\npoll = {by}\nwards = [\"Mill\"]\n"
            );
            black_box(entered.is_ok());
        }
    }
    file
}

fn load(file: &str) -> Calendar {
    let council = Council {
        id: CouncilId::from_name("Larkwater").unwrap_or_else(|| unreachable!("a slug")),
        name: "Larkwater Council".into(),
        nation: Nation::England,
        contacts: Vec::new(),
        identifiers: Vec::new(),
        covers: Vec::new(),
        wards: std::collections::BTreeMap::new(),
    };
    let sheet = read("elections.toml", file.as_bytes()).unwrap_or_default();
    assemble(vec![sheet], &council).unwrap_or_default().calendar
}

/// Moments spread over the ten years, in no order.
fn moments() -> Vec<DateTime<Utc>> {
    let first = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(17_897);
    (0..QUESTIONS)
        .map(|number| {
            first + TimeDelta::seconds((number.wrapping_mul(2_654_435_761) % 315_360_000).cast_signed())
        })
        .collect()
}

/// 8,000 contests of 400 councils from one file.
#[divan::bench(sample_count = 5)]
fn load_ten_years_of_400_councils(bencher: Bencher<'_, '_>) {
    let file = contests(COUNCILS);
    assert_eq!(load(&file).periods().len(), 8_000);
    bencher.bench(|| load(black_box(&file)));
}

/// The same in one calendar, as a regional desk would keep it: about 80 periods are in force at any time.
#[divan::bench(sample_count = 5)]
fn in_force_among_400_councils(bencher: Bencher<'_, '_>) {
    ask(bencher, &[load(&contests(COUNCILS))]);
}

/// A calendar for each council, as the shared service keeps them.
#[divan::bench(sample_count = 5)]
fn in_force_in_400_calendars(bencher: Bencher<'_, '_>) {
    let one = load(&contests(1));
    ask(bencher, &vec![one; usize::try_from(COUNCILS).unwrap_or_default()]);
}

/// An answer is the first period in force and how many there are.
fn ask(bencher: Bencher<'_, '_>, calendars: &[Calendar]) {
    let moments = moments();
    bencher.counter(ItemsCount::new(QUESTIONS)).bench(|| {
        let mut in_force = 0;
        for (number, at) in moments.iter().enumerate() {
            in_force += calendars[number % calendars.len()].in_force(black_box(*at)).count();
        }
        in_force
    });
}
