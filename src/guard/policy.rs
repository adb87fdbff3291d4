//! Which rule gives which decision, when, and by which clause of a council's own policy. [`mod@file`] reads a policy and
//! what a council changes of it, [`written`] the lines both are written in; [`origin`] keeps where each decision comes
//! from.

pub mod clause;
pub mod file;
pub mod origin;
pub mod written;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::guard::finding::{Reason, RuleCode};
use crate::guard::rule::{Answer, Meta, Switch};
use crate::guard::source::Source;
use crate::guard::verdict::Decision;
use crate::lexicon::Confidence;

use clause::Clause;
use origin::{Origin, Origins};

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

/// A switch's value as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SwitchValue {
    /// `true` or `false`.
    Flag(bool),
    /// A word.
    Word(String),
}

impl SwitchValue {
    /// As a word: `true`, `hold`.
    pub fn written(&self) -> String {
        match self {
            Self::Flag(flag) => flag.to_string(),
            Self::Word(word) => word.clone(),
        }
    }
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

/// The switches of the rules, as values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Switches {
    /// What is done with the civic Mayor in role while standing in the election of the period.
    pub mayor_standing: Decision,
    /// How far a ward's by-election reaches.
    pub by_election_scope: ByElectionScope,
    /// Only councillors who stand are covered.
    pub candidates_only: bool,
    /// Outside a period too, a post that names a councillor waits until somebody has seen the written permission.
    pub ask_permission: bool,
    /// For so many hours the same words on the same channel are a repeat.
    pub repeat_within: u32,
}

/// How far a ward's by-election reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ByElectionScope {
    /// Its candidates anywhere, its members, and any member in connection with the ward.
    Ward,
    /// Like an election of the whole council.
    Whole,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            mayor_standing: Decision::Hold,
            by_election_scope: ByElectionScope::Ward,
            candidates_only: false,
            ask_permission: false,
            repeat_within: 24,
        }
    }
}

impl Switches {
    /// A switch's value, as it is written.
    pub fn value(&self, answer: Answer) -> String {
        match answer {
            Answer::MayorStanding => self.mayor_standing.as_str().to_owned(),
            Answer::ByElectionScope => match self.by_election_scope {
                ByElectionScope::Ward => "ward".to_owned(),
                ByElectionScope::Whole => "whole".to_owned(),
            },
            Answer::CandidatesOnly => self.candidates_only.to_string(),
            Answer::Permission => if self.ask_permission { "ask" } else { "no" }.to_owned(),
            Answer::RepeatWithin => format!("{}h", self.repeat_within),
        }
    }
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

impl Setting {
    /// The same decision whatever the confidence.
    pub const fn flat(decision: Decision, when: When) -> Self {
        Self { certain: decision, likely: decision, possible: decision, when }
    }

    /// Whether anything is ever stopped by it.
    fn stops(self) -> bool {
        [self.certain, self.likely, self.possible].into_iter().any(|decision| decision > Decision::Allow)
    }

    /// The stricter of two at every confidence. Where both stop something and one of them does all year, so does the
    /// outcome.
    #[must_use]
    fn stricter(self, other: Self) -> Self {
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
}
