//! The clauses of a policy: what each says in other words, where it stands, and what is made of it.

use serde::Serialize;

use super::setting::Setting;
use crate::guard::finding::{Reason, RuleCode};
use crate::guard::source::Source;

/// One clause of a council's own policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clause {
    /// A short name, once in its policy: `H4`.
    pub id: String,
    /// Where it stands in the policy: a number or a heading.
    pub cite: String,
    /// What it asks, in other words than its own.
    pub says: String,
    /// What is made of it.
    pub does: Does,
}

/// What is made of a clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Does {
    /// Rules look for what it forbids.
    Rules(Mapped),
    /// The product helps, and this is how; nothing is judged.
    Support(String),
    /// It does not concern a council's posts, and this is why.
    OutOfScope(String),
}

/// The rules of a clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mapped {
    /// Which.
    pub rules: Vec<RuleCode>,
    /// Only findings with these reasons; empty = all.
    pub reasons: Vec<Reason>,
    /// What their findings lead to.
    pub setting: Setting,
    /// It counts only once the council writes this; None = it counts.
    pub off: Option<String>,
}

impl Mapped {
    /// Whether a finding is one of those the clause is about.
    pub fn is_about(&self, rule: &RuleCode, reason: Reason) -> bool {
        self.rules.contains(rule) && (self.reasons.is_empty() || self.reasons.contains(&reason))
    }
}

impl Clause {
    /// As a finding under the policy of this title cites it.
    pub fn source(&self, title: &str, url: &str) -> Source {
        Source {
            title: title.to_owned(),
            clause: format!("{}: {}", self.cite, self.says),
            url: url.to_owned(),
        }
    }

    /// The rules of the clause, if it has any.
    pub fn mapped(&self) -> Option<&Mapped> {
        match &self.does {
            Does::Rules(mapped) => Some(mapped),
            Does::Support(_) | Does::OutOfScope(_) => None,
        }
    }
}
