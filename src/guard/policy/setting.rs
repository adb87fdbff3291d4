//! What a rule's findings lead to: as it is written, and as it holds.

use serde::{Deserialize, Serialize};

use crate::guard::decision::Decision;

/// What a rule's findings lead to: one decision for all, or one for each confidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "a rule leads to \"allow\", \"hold\" or \"block\", or to a table like { certain = \"block\", likely = \"hold\" }"
)]
pub enum RuleSetting {
    /// Whatever the confidence.
    Flat(Decision),
    /// By confidence.
    Graded(Graded),
}

/// Decisions by confidence. What is left out stays as the base policy has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Graded {
    /// When it is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certain: Option<Decision>,
    /// When it reads so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likely: Option<Decision>,
    /// When it may be so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub possible: Option<Decision>,
    /// In pre-election periods only, or all year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
}

/// When a rule looks at a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum When {
    /// Only inside a pre-election period.
    Pre,
    /// All year.
    Year,
}

/// What one rule's findings lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Setting {
    /// When it is so.
    pub certain: Decision,
    /// When it reads so.
    pub likely: Decision,
    /// When it may be so.
    pub possible: Decision,
    /// In pre-election periods only, or all year.
    pub when: When,
}

impl Setting {
    /// The same decision whatever the confidence.
    pub const fn flat(decision: Decision, when: When) -> Self {
        Self { certain: decision, likely: decision, possible: decision, when }
    }

    /// Whether anything is ever stopped by it.
    pub(super) fn stops(self) -> bool {
        [self.certain, self.likely, self.possible].into_iter().any(|decision| decision > Decision::Allow)
    }

    /// The stricter of two at every confidence. Where both stop something and one of them does all year, so does the
    /// outcome.
    #[must_use]
    pub(super) fn stricter(self, other: Self) -> Self {
        if !self.stops() {
            return other;
        }
        if !other.stops() {
            return self;
        }
        Self {
            certain: self.certain.max(other.certain),
            likely: self.likely.max(other.likely),
            possible: self.possible.max(other.possible),
            when: self.when.max(other.when),
        }
    }

    /// Whether what holds is no more than this asks for, where it asks for anything.
    pub(super) fn is_asked_by(self, asked: Self) -> bool {
        asked.stops() && self.stricter(asked) == self && asked.stricter(self) == asked
    }

    /// Follows a line: what it leaves out stays.
    pub(super) fn change(&mut self, setting: RuleSetting) {
        match setting {
            RuleSetting::Flat(decision) => *self = Self::flat(decision, self.when),
            RuleSetting::Graded(Graded { certain, likely, possible, when }) => {
                self.certain = certain.unwrap_or(self.certain);
                self.likely = likely.unwrap_or(self.likely);
                self.possible = possible.unwrap_or(self.possible);
                self.when = when.unwrap_or(self.when);
            }
        }
    }
}
