//! Where a decision comes from: the rule itself, a policy's line or clauses, or the council's own line.

use std::collections::BTreeMap;

use serde::Serialize;

use super::setting::Setting;
use crate::guard::finding::RuleCode;

/// Who decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum Origin {
    /// The rule itself: no policy speaks of it.
    Rule,
    /// A line of a policy file.
    Policy {
        /// The policy's name.
        policy: String,
    },
    /// Clauses of a policy.
    Clauses {
        /// The policy's name.
        policy: String,
        /// The short names of the clauses, in the policy's order.
        clauses: Vec<String>,
    },
    /// The council's own line in its `purdah.toml`.
    Council,
}

/// The origins of a policy's decisions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Origins {
    rules: BTreeMap<RuleCode, Vec<(Origin, Setting)>>,
    switches: BTreeMap<&'static str, Origin>,
}

impl Origins {
    /// Somebody decided on a rule.
    pub(super) fn rule(&mut self, rule: &RuleCode, by: Origin, setting: Setting) {
        self.rules.entry(rule.clone()).or_default().push((by, setting));
    }

    /// Somebody set a switch.
    pub(super) fn switch(&mut self, name: &'static str, by: Origin) {
        self.switches.insert(name, by);
    }

    pub(super) fn of_rule(&self, rule: &RuleCode) -> &[(Origin, Setting)] {
        self.rules.get(rule).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn of_switch(&self, name: &str) -> Option<&Origin> {
        self.switches.get(name)
    }
}
