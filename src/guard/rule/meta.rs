//! What a rule says of itself.

use crate::council::Nation;
use crate::guard::finding::{Reason, RuleCode};
use crate::guard::policy::setting::Setting;
use crate::guard::source::Citation;

/// Everything a page, a policy and a test must know of a rule.
#[derive(Debug)]
pub struct Meta {
    /// Never used again for another rule.
    pub code: RuleCode,
    /// The name in findings, such as `councillor-named`.
    pub name: &'static str,
    /// One line for lists.
    pub title: &'static str,
    /// The reasons its findings may give.
    pub reasons: &'static [Reason],
    /// The version it came with.
    pub since: &'static str,
    /// What its findings lead to where a policy says nothing.
    pub default: Setting,
    /// What a council may set about it.
    pub switches: &'static [Switch],
    /// The page, in Markdown: what `purdah rule` prints and the tests run.
    pub page: &'static str,
    /// What it stands on in each nation.
    pub sources: fn(Nation) -> &'static Citation,
}

/// Something a council may set about a rule.
#[derive(Debug)]
pub struct Switch {
    /// The key under `[policy.switches]`.
    pub name: &'static str,
    /// What may be written.
    pub values: &'static [&'static str],
    /// What holds where neither the policy nor the council says anything.
    pub default: &'static str,
    /// The value at which its rule finds nothing, if there is one.
    pub off: Option<&'static str>,
    /// What it does, in a sentence.
    pub about: &'static str,
    /// Which field of [`crate::guard::policy::switches::Switches`] it sets.
    pub answer: Answer,
}

/// The switches there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// `mayor_standing`
    MayorStanding,
    /// `by_election_scope`
    ByElectionScope,
    /// `candidates_only`
    CandidatesOnly,
    /// `permission`
    Permission,
    /// `repeat_within`
    RepeatWithin,
}
