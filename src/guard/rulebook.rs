//! All a council knows, compiled once and then only read: share it behind an `Arc` and swap it whole.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::calendar::Period;
use crate::calendar::period::london;
use crate::council::Council;
use crate::guard::index::Index;
use crate::guard::policy::Policy;
use crate::guard::verdict::PeriodInForce;
use crate::guard::world::World;
use crate::lexicon::Lexicon;
use crate::roster::Roster;

/// Raised whenever the engine judges differently on the same documents, so that verdicts can be told apart.
pub const ENGINE: &str = "purdah engine 1";

/// A compiled world.
#[derive(Debug)]
pub struct Rulebook {
    world: World,
    index: Index,
    /// The periods as verdicts show them, by election: writing their times is the dearest part of a quiet verdict.
    periods: BTreeMap<String, PeriodInForce>,
    digest: String,
}

impl Rulebook {
    /// Compiles a world.
    pub fn compile(world: World) -> Self {
        let digest = digest_of(&world);
        let index = Index::compile(&world);
        let periods = world.calendar.periods().iter().map(|period| (period.election.clone(), shown(period)));
        Self { periods: periods.collect(), world, index, digest }
    }

    /// `sha256:` and the digest of everything in the world and of the engine's version.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// How many anchors are looked for in every text.
    pub fn anchors(&self) -> usize {
        self.index.matcher.as_ref().map_or(0, crate::lexicon::matcher::Matcher::len)
    }

    /// A period as a verdict shows it.
    pub(crate) fn shown(&self, period: &Period) -> PeriodInForce {
        self.periods.get(&period.election).cloned().unwrap_or_else(|| shown(period))
    }

    /// What is looked for.
    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    /// What it was compiled from.
    pub fn world(&self) -> &World {
        &self.world
    }
}

fn shown(period: &Period) -> PeriodInForce {
    PeriodInForce {
        election: period.election.clone(),
        starts: london(period.starts.to_utc()),
        ends: london(period.ends.to_utc()),
        wards: period.wards().map(<[String]>::to_vec),
        provisional: period.provisional,
    }
}

#[derive(Serialize)]
struct Canon<'a> {
    engine: &'a str,
    council: &'a Council,
    has_calendar: bool,
    periods: Vec<CanonPeriod<'a>>,
    roster: &'a Roster,
    lexicons: &'a [Lexicon],
    policy: &'a Policy,
}

#[derive(Serialize)]
struct CanonPeriod<'a> {
    election: &'a str,
    title: &'a str,
    starts: String,
    ends: String,
    wards: Option<&'a [String]>,
    advisory: bool,
    provisional: bool,
}

fn digest_of(world: &World) -> String {
    let canon = Canon {
        engine: ENGINE,
        council: &world.council,
        has_calendar: world.calendar.is_loaded(),
        periods: world
            .calendar
            .periods()
            .iter()
            .map(|period| CanonPeriod {
                election: &period.election,
                title: &period.title,
                starts: london(period.starts.to_utc()),
                ends: london(period.ends.to_utc()),
                wards: period.wards(),
                advisory: period.advisory,
                provisional: period.provisional,
            })
            .collect(),
        roster: &world.roster,
        lexicons: &world.lexicons,
        policy: &world.policy,
    };
    // Only maps with keys that are not strings can fail to serialise, and there are none; a digest of the debug form
    // would still tell two worlds apart.
    let line = serde_json_canonicalizer::to_vec(&canon).unwrap_or_else(|_| format!("{world:?}").into_bytes());
    let mut digest = String::from("sha256:");
    for byte in Sha256::digest(&line) {
        // Writing to a string cannot fail.
        let _written = write!(digest, "{byte:02x}");
    }
    digest
}
