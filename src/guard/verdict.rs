//! What the guard says of a post, in the shape `purdah check --json` prints.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::guard::finding::{Finding, Reason};

pub use crate::guard::decision::Decision;

/// A judgement of one post for one moment under one rulebook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The version of this shape: 1.
    pub v: u8,
    /// The strictest decision among the findings; allow when there are none.
    pub decision: Decision,
    /// Why it is stopped, without repeats; empty when it is allowed.
    pub reasons: Vec<Reason>,
    /// The original words that stop it, without repeats, in reading order.
    pub matched: Vec<String>,
    /// Every finding, those that stop nothing included. At most [`Verdict::MOST_FINDINGS_A_PART`] a part.
    pub findings: Vec<Finding>,
    /// How many findings were left out for being too many in their part.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub findings_left_out: usize,
    /// The pre-election periods in force at the moment judged for.
    pub periods: Arc<[PeriodInForce]>,
    /// The digest of the rulebook that judged.
    pub rulebook: Arc<str>,
}

impl Verdict {
    /// Findings listed a part; more are only counted.
    pub const MOST_FINDINGS_A_PART: usize = 100;

    /// Of a post in which nothing was found.
    pub(crate) fn clear(periods: Arc<[PeriodInForce]>, rulebook: Arc<str>) -> Self {
        Self {
            v: 1,
            decision: Decision::Allow,
            reasons: Vec::new(),
            matched: Vec::new(),
            findings: Vec::new(),
            findings_left_out: 0,
            periods,
            rulebook,
        }
    }

    /// The stricter of two judgements of one post; this one when they are equally strict.
    #[must_use]
    pub fn or_stricter(self, other: Self) -> Self {
        if other.decision > self.decision { other } else { self }
    }

    /// The findings that stop the post.
    pub fn stops(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.decision > Decision::Allow)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
fn is_zero(n: &usize) -> bool {
    *n == 0
}

/// A pre-election period as a verdict shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodInForce {
    /// The election's id.
    pub election: String,
    /// RFC 3339, with London's offset at that moment (`Z` in winter).
    pub starts: String,
    /// RFC 3339, with London's offset at that moment (`Z` in winter).
    pub ends: String,
    /// The wards it covers; null = the whole area.
    pub wards: Option<Vec<String>>,
    /// Its days were counted over a year with no bank holidays loaded.
    pub provisional: bool,
}
