//! Which rule gives which decision, when, and by which clause of a council's own policy. [`mod@file`] reads a policy and
//! what a council changes of it, [`written`] the lines both are written in; [`origin`] keeps where each decision comes
//! from.

pub mod clause;
pub mod file;
pub mod origin;
mod row;
pub mod setting;
pub mod switches;
pub mod written;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::guard::decision::Decision;
use crate::guard::finding::{Reason, RuleCode};
use crate::guard::rule::meta::{Meta, Switch};
use crate::guard::source::Source;
use crate::lexicon::Confidence;

use clause::Clause;
use origin::{Origin, Origins};

pub use setting::{Graded, RuleSetting, Setting, When};
pub use switches::{ByElectionScope, SwitchValue, Switches};

/// The `[policy]` table of `purdah.toml`: a base, and what the council changes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// A shipped policy's name, or a path.
    #[serde(default = "lga")]
    pub base: String,
    /// By rule code, or by a rule's name.
    #[serde(default)]
    pub rules: BTreeMap<String, RuleSetting>,
    /// By switch name.
    #[serde(default)]
    pub switches: BTreeMap<String, SwitchValue>,
}

fn lga() -> String {
    "lga".to_owned()
}

impl Default for Choice {
    fn default() -> Self {
        Self { base: lga(), rules: BTreeMap::new(), switches: BTreeMap::new() }
    }
}

/// A policy, resolved: a setting for every rule, a value for every switch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Policy {
    name: String,
    title: String,
    url: String,
    rules: BTreeMap<RuleCode, Setting>,
    /// Findings of a rule with one reason, where a clause speaks of them alone.
    narrowed: BTreeMap<RuleCode, BTreeMap<Reason, Setting>>,
    switches: Switches,
    clauses: Vec<Clause>,
    /// Where it all comes from: two policies that decide alike are alike, and have the same digest.
    #[serde(skip)]
    origins: Origins,
}

impl Policy {
    /// The base policy's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is called in full; empty when it is nobody's paper.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Its clauses, in its own order.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// The clauses behind a finding at a moment.
    pub fn citing(&self, rule: &RuleCode, reason: Reason, in_period: bool) -> Vec<Source> {
        let behind = self.clauses.iter().filter(|clause| {
            clause.mapped().is_some_and(|mapped| {
                mapped.is_about(rule, reason) && (in_period || mapped.setting.when == When::Year)
            })
        });
        behind.map(|clause| clause.source(&self.title, &self.url)).collect()
    }

    /// What findings of a rule with a reason lead to.
    fn setting_for(&self, rule: &RuleCode, reason: Reason) -> Option<&Setting> {
        self.narrowed.get(rule).and_then(|by_reason| by_reason.get(&reason)).or_else(|| self.rules.get(rule))
    }

    /// What a rule's findings lead to; None for a code that is no rule.
    pub fn setting(&self, rule: &RuleCode) -> Option<&Setting> {
        self.rules.get(rule)
    }

    /// What findings with one reason lead to, where it is not what the rule's others lead to.
    pub fn narrowed(&self, rule: &RuleCode) -> impl Iterator<Item = (Reason, &Setting)> {
        let setting = self.rules.get(rule);
        let of_rule = self.narrowed.get(rule).into_iter().flatten();
        of_rule
            .map(|(reason, narrowed)| (*reason, narrowed))
            .filter(move |(_, other)| Some(*other) != setting)
    }

    /// Who decided on a rule, one after the other: the last word counts, and every earlier one is what would hold
    /// without it.
    pub fn decided(&self, rule: &RuleCode) -> &[(Origin, Setting)] {
        self.origins.of_rule(rule)
    }

    /// Who set a switch; None where nobody did and its own value holds.
    pub fn set_by(&self, switch: &Switch) -> Option<&Origin> {
        self.origins.of_switch(switch.name)
    }

    /// The switch, and what to write, that would turn a rule on which finds nothing without it.
    pub fn waits_for(&self, meta: &Meta) -> Option<(&'static Switch, &'static str)> {
        let off = meta
            .switches
            .iter()
            .find(|switch| switch.off.is_some_and(|off| self.switches.value(switch.answer) == off))?;
        Some((off, off.values.iter().copied().find(|value| Some(*value) != off.off)?))
    }

    /// Whether a rule's findings ever lead to anything.
    pub fn is_on(&self, rule: &RuleCode) -> bool {
        self.rules.get(rule).is_some_and(|setting| setting.stops())
            || self
                .narrowed
                .get(rule)
                .is_some_and(|by_reason| by_reason.values().any(|setting| setting.stops()))
    }

    /// The switches.
    pub fn switches(&self) -> &Switches {
        &self.switches
    }

    /// What is done with a finding. `in_period`: some pre-election period covers it; `advisory`: only advisory ones
    /// do, and so nothing is blocked that is not stopped all year.
    pub fn decide(
        &self,
        rule: &RuleCode,
        reason: Reason,
        confidence: Confidence,
        in_period: bool,
        advisory: bool,
    ) -> Decision {
        let Some(setting) = self.setting_for(rule, reason) else { return Decision::Hold };
        if setting.when == When::Pre && !in_period {
            return Decision::Allow;
        }
        let decision = match confidence {
            Confidence::Certain => setting.certain,
            Confidence::Likely => setting.likely,
            Confidence::Possible => setting.possible,
        };
        if advisory && setting.when == When::Pre { decision.min(Decision::Hold) } else { decision }
    }
}
