//! Proving a record whole.

use chrono::{DateTime, Utc};

use super::checkpoint::{Checkpoint, origin};
use super::event::{Event, VERSION};
use super::tree::{Frontier, Hash, TreeHead};
use crate::council::CouncilId;

/// How many faults are told; a record that is wrong from end to end need not be listed whole.
const MOST_FAULTS: usize = 100;

/// Something wrong with a record. Numbers are places in it, from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A line that cannot be an event.
    #[error("event {seq}: {why}")]
    Line {
        /// Where it stands.
        seq: u64,
        /// What is wrong with it.
        why: String,
    },
    /// A line that is another's event, or stands in another's place.
    #[error("event {seq}: the line there says it is event {says} of {council}")]
    OutOfPlace {
        /// Where it stands.
        seq: u64,
        /// Where it says it belongs.
        says: u64,
        /// Whose it says it is.
        council: String,
    },
    /// A line that differs from the hash kept beside it.
    #[error("event {seq} was changed after it was written: it no longer matches the hash kept with it")]
    Changed {
        /// Where it stands.
        seq: u64,
    },
    /// Time runs backwards.
    #[error("event {seq} is dated before the event it follows")]
    Earlier {
        /// Where it stands.
        seq: u64,
    },
    /// The store's own head does not fit.
    #[error("the store's tree head speaks of {head} events; there are {found}: events were removed or added")]
    Head {
        /// What the head says.
        head: u64,
        /// How many there are.
        found: u64,
    },
    /// The store's own root does not fit.
    #[error(
        "the store's tree head does not match the events: one or more of events 1 to {size} were changed"
    )]
    Root {
        /// How many events the head covers.
        size: u64,
    },
    /// The kept checkpoint is of another record.
    #[error("the checkpoint kept aside is of `{0}`, another record")]
    OtherRecord(String),
    /// Events the kept checkpoint covers are gone.
    #[error("events {} to {kept} are missing: the checkpoint kept aside covers {kept}, and there are {found}",
        found + 1)]
    Missing {
        /// What the checkpoint covers.
        kept: u64,
        /// How many there are.
        found: u64,
    },
    /// Events the kept checkpoint covers differ.
    #[error("one or more of events 1 to {kept} are not those the checkpoint kept aside covers")]
    Rewritten {
        /// What the checkpoint covers.
        kept: u64,
    },
    /// There were more faults than are told.
    #[error("there are more faults than these {MOST_FAULTS}")]
    More,
}

/// A record found whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// What it says now.
    pub head: TreeHead,
    /// How many of its events the checkpoint kept aside vouches for; 0 when none was given.
    pub vouched: u64,
}

/// Takes a record line by line, in order, so that a long one need not be held in memory.
#[derive(Debug)]
pub struct Verifier {
    council: CouncilId,
    kept: Option<Checkpoint>,
    frontier: Frontier,
    /// The head at the size of the checkpoint, once that many lines were seen.
    at_kept: Option<TreeHead>,
    last: Option<DateTime<Utc>>,
    faults: Vec<Fault>,
}

impl Verifier {
    /// Begins with the record of a council, and a checkpoint that was kept aside, if there is one.
    pub fn new(council: CouncilId, kept: Option<Checkpoint>) -> Self {
        let mut verifier =
            Self { council, kept, frontier: Frontier::new(), at_kept: None, last: None, faults: Vec::new() };
        verifier.note_kept();
        verifier
    }

    /// Takes the next line, and the leaf hash kept beside it, if the store keeps one.
    pub fn push(&mut self, line: &str, leaf: Option<Hash>) {
        let seq = self.frontier.size() + 1;
        let hash = Hash::leaf(line.as_bytes());
        if leaf.is_some_and(|leaf| leaf != hash) {
            self.fault(Fault::Changed { seq });
        }
        match Event::parse(line) {
            Err(why) => self.fault(Fault::Line { seq, why }),
            Ok(event) => self.check(seq, &event),
        }
        self.frontier.push(hash);
        self.note_kept();
    }

    fn check(&mut self, seq: u64, event: &Event) {
        if event.v != VERSION {
            let why = format!("it is written in version {}, which this program does not know", event.v);
            self.fault(Fault::Line { seq, why });
        }
        if event.seq != seq || event.council != self.council {
            let council = event.council.to_string();
            self.fault(Fault::OutOfPlace { seq, says: event.seq, council });
        }
        if self.last.is_some_and(|last| event.at < last) {
            self.fault(Fault::Earlier { seq });
        }
        self.last = Some(event.at);
    }

    fn note_kept(&mut self) {
        if self.kept.as_ref().is_some_and(|kept| kept.head.size == self.frontier.size()) {
            self.at_kept = Some(self.frontier.head());
        }
    }

    fn fault(&mut self, fault: Fault) {
        match self.faults.len() {
            0..MOST_FAULTS => self.faults.push(fault),
            MOST_FAULTS => self.faults.push(Fault::More),
            _ => {}
        }
    }

    /// Ends with the head the store keeps.
    ///
    /// # Errors
    /// Everything found wrong, in the order of the record; what concerns all of it last.
    pub fn finish(mut self, stored: TreeHead) -> Result<Report, Vec<Fault>> {
        let head = self.frontier.head();
        if stored.size != head.size {
            self.faults.push(Fault::Head { head: stored.size, found: head.size });
        } else if stored.root != head.root {
            self.faults.push(Fault::Root { size: head.size });
        }
        let mut vouched = 0;
        if let Some(kept) = self.kept {
            if kept.origin != origin(&self.council) {
                self.faults.push(Fault::OtherRecord(kept.origin));
            } else if kept.head.size > head.size {
                self.faults.push(Fault::Missing { kept: kept.head.size, found: head.size });
            } else if self.at_kept != Some(kept.head) {
                self.faults.push(Fault::Rewritten { kept: kept.head.size });
            }
            vouched = kept.head.size;
        }
        if self.faults.is_empty() { Ok(Report { head, vouched }) } else { Err(self.faults) }
    }
}

/// Verifies a record held in memory: its lines, the head the store keeps, and a checkpoint kept aside.
///
/// # Errors
/// As [`Verifier::finish`].
pub fn verify<'a>(
    council: &CouncilId,
    lines: impl IntoIterator<Item = &'a str>,
    stored: TreeHead,
    kept: Option<&Checkpoint>,
) -> Result<Report, Vec<Fault>> {
    let mut verifier = Verifier::new(council.clone(), kept.cloned());
    for line in lines {
        verifier.push(line, None);
    }
    verifier.finish(stored)
}
