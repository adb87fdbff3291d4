//! All a council knows, compiled once and then only read: share it behind an `Arc` and swap it whole.

use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Utc};
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
    spells: Vec<Spell>,
    digest: Arc<str>,
}

/// A stretch of time in which the same periods are in force, as verdicts show them: written once, when first asked
/// for, as writing their times is dearer than a quiet judgement.
#[derive(Debug)]
struct Spell {
    from: DateTime<Utc>,
    periods: OnceLock<Arc<[PeriodInForce]>>,
}

impl Rulebook {
    /// Compiles a world.
    pub fn compile(world: World) -> Self {
        let digest = digest_of(&world);
        let index = Index::compile(&world);
        let edge = |at: DateTime<Utc>| world.calendar.next_change(at);
        let edges = std::iter::successors(Some(DateTime::<Utc>::MIN_UTC), |at| edge(*at));
        let spells = edges.map(|from| Spell { from, periods: OnceLock::new() }).collect();
        Self { spells, world, index, digest: digest.into() }
    }

    /// `sha256:` and the digest of everything in the world and of the engine's version.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The digest as verdicts share it.
    pub(crate) fn shared_digest(&self) -> Arc<str> {
        Arc::clone(&self.digest)
    }

    /// The words that are looked for in every text, in order. They are gathered anew: for measuring.
    pub fn anchors(&self) -> Vec<String> {
        Index::anchors(&self.world)
    }

    /// The periods in force at a moment, as verdicts share them.
    pub(crate) fn periods(&self, at: DateTime<Utc>) -> Arc<[PeriodInForce]> {
        let show = || self.world.calendar.in_force(at).map(shown).collect();
        let after = self.spells.partition_point(|spell| spell.from <= at);
        match after.checked_sub(1).and_then(|last| self.spells.get(last)) {
            Some(spell) => Arc::clone(spell.periods.get_or_init(show)),
            None => show(),
        }
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
