//! Which rule gives which decision, when: a policy file, and what a council changes of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, suggestion};
use crate::guard::finding::RuleCode;
use crate::guard::registry;
use crate::guard::rule::{Answer, Switch};
use crate::guard::verdict::Decision;
use crate::lexicon::Confidence;

/// The policies shipped with this version, by name.
pub const SHIPPED: [(&str, &str); 1] = [("lga", include_str!("../../policies/lga.toml"))];

/// The text of a shipped policy; None when no policy has this name (it may be a path).
pub fn shipped(name: &str) -> Option<&'static str> {
    SHIPPED.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The `[policy]` table of `purdah.toml`: a base, and what the council changes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// A shipped policy's name, or a path.
    #[serde(default = "lga")]
    pub base: String,
    /// By rule code.
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
#[serde(untagged)]
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
    rules: BTreeMap<RuleCode, Setting>,
    switches: Switches,
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
        }
    }
}

/// A policy file: the same tables as `[policy]`, with a name and its clauses told in comments.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    #[serde(default)]
    rules: BTreeMap<String, RuleSetting>,
    #[serde(default)]
    switches: BTreeMap<String, SwitchValue>,
}

impl Policy {
    /// The default policy, unchanged.
    ///
    /// # Errors
    /// Never for the file as shipped; a test reads it.
    pub fn lga() -> Result<Self, Vec<Diagnostic>> {
        Self::resolve("policies/lga.toml", SHIPPED[0].1, &Choice::default())
    }

    /// Reads a base policy and applies a council's choice to it.
    ///
    /// # Errors
    /// Every fault of the base file (with its place) and of the choice: unknown rules and switches with what was
    /// probably meant, values a switch does not take.
    pub fn resolve(file_name: &str, base: &str, choice: &Choice) -> Result<Self, Vec<Diagnostic>> {
        let file: File = toml::from_str(base).map_err(|fault| {
            vec![Diagnostic::at(
                file_name,
                base,
                fault.span().unwrap_or(0..0),
                fault.message().to_owned(),
                "a policy file has `name`, `[rules]` (codes with allow, hold or block) and `[switches]`",
            )]
        })?;
        let mut faults = Vec::new();
        let mut policy = Self {
            name: file.name,
            rules: registry::RULES
                .iter()
                .map(|rule| (rule.meta().code.clone(), rule.meta().default))
                .collect(),
            switches: Switches::default(),
        };
        policy.change(file_name, &file.rules, &file.switches, &mut faults);
        policy.change("[policy]", &choice.rules, &choice.switches, &mut faults);
        if faults.is_empty() { Ok(policy) } else { Err(faults) }
    }

    /// The base policy's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What a rule's findings lead to; None for a code that is no rule.
    pub fn setting(&self, rule: &RuleCode) -> Option<&Setting> {
        self.rules.get(rule)
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
        confidence: Confidence,
        in_period: bool,
        advisory: bool,
    ) -> Decision {
        let Some(setting) = self.rules.get(rule) else { return Decision::Hold };
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

    fn change(
        &mut self,
        file: &str,
        rules: &BTreeMap<String, RuleSetting>,
        switches: &BTreeMap<String, SwitchValue>,
        faults: &mut Vec<Diagnostic>,
    ) {
        for (code, setting) in rules {
            let known = self.rules.iter_mut().find(|(known, _)| known.as_str() == code);
            if let Some((_, current)) = known {
                current.change(*setting);
            } else {
                faults.push(unknown_rule(file, code));
            }
        }
        for (name, value) in switches {
            faults.extend(self.switches.set(file, name, value));
        }
    }
}

fn unknown_rule(file: &str, code: &str) -> Diagnostic {
    if let Some(retired) = crate::guard::retired::RETIRED.iter().find(|retired| retired.code == code) {
        let repair = format!("take the line out: {}", retired.instead);
        return Diagnostic::of_file(file, format!("the rule {code} has been retired"), repair);
    }
    let codes = registry::RULES.iter().map(|rule| rule.meta().code.as_str());
    let repair = match suggestion(code, codes) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "`purdah rule` lists every rule".to_owned(),
    };
    Diagnostic::of_file(file, format!("there is no rule `{code}`"), repair)
}

impl Setting {
    /// The same decision whatever the confidence.
    pub const fn flat(decision: Decision, when: When) -> Self {
        Self { certain: decision, likely: decision, possible: decision, when }
    }

    fn change(&mut self, setting: RuleSetting) {
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

impl Switches {
    /// Sets a switch; gives what is wrong with the name or the value.
    fn set(&mut self, file: &str, name: &str, value: &SwitchValue) -> Option<Diagnostic> {
        let mut all = registry::RULES.iter().flat_map(|rule| rule.meta().switches);
        let Some(switch) = all.find(|switch| switch.name == name) else {
            let names =
                registry::RULES.iter().flat_map(|rule| rule.meta().switches).map(|switch| switch.name);
            let repair = match suggestion(name, names) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "`purdah rule` lists every switch".to_owned(),
            };
            return Some(Diagnostic::of_file(file, format!("there is no switch `{name}`"), repair));
        };
        let written = match value {
            SwitchValue::Flag(flag) => flag.to_string(),
            SwitchValue::Word(word) => word.clone(),
        };
        if !switch.values.contains(&written.as_str()) {
            return Some(Diagnostic::of_file(
                file,
                format!("the switch `{name}` cannot be `{written}`"),
                format!("write one of {}", switch.values.join(", ")),
            ));
        }
        match switch.answer {
            Answer::MayorStanding => {
                self.mayor_standing = match written.as_str() {
                    "allow" => Decision::Allow,
                    "block" => Decision::Block,
                    _ => Decision::Hold,
                }
            }
            Answer::ByElectionScope => {
                self.by_election_scope =
                    if written == "whole" { ByElectionScope::Whole } else { ByElectionScope::Ward }
            }
            Answer::CandidatesOnly => self.candidates_only = written == "true",
        }
        None
    }
}

/// Every switch of every rule, in the registry's order.
pub fn switches() -> impl Iterator<Item = &'static Switch> {
    registry::RULES.iter().flat_map(|rule| rule.meta().switches)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(text: &str) -> Choice {
        toml::from_str(text).unwrap()
    }

    fn resolved(text: &str) -> Result<Policy, Vec<Diagnostic>> {
        Policy::resolve("policies/lga.toml", SHIPPED[0].1, &choice(text))
    }

    #[test]
    fn every_shipped_policy_resolves() {
        for (name, text) in SHIPPED {
            assert_eq!(Policy::resolve(name, text, &Choice::default()).unwrap().name(), name);
        }
    }

    #[test]
    fn in_lga_clear_party_content_blocks_all_year_and_the_rest_is_held() {
        let policy = Policy::lga().unwrap();
        let decide = |code: &'static str, confidence, in_period| {
            policy.decide(&RuleCode::new(code), confidence, in_period, false)
        };
        assert_eq!(decide("CLR201", Confidence::Certain, false), Decision::Block);
        assert_eq!(decide("CLR201", Confidence::Likely, false), Decision::Hold);
        assert_eq!(decide("CLR101", Confidence::Certain, true), Decision::Hold);
        assert_eq!(decide("CLR101", Confidence::Certain, false), Decision::Allow);
        assert_eq!(decide("CLR113", Confidence::Certain, false), Decision::Hold);
    }

    #[test]
    fn a_council_changes_a_rule_whole_or_by_confidence() {
        let policy =
            resolved("[rules]\nCLR101 = \"block\"\nCLR102 = { possible = \"allow\", when = \"year\" }")
                .unwrap();
        let rule = RuleCode::new("CLR101");
        assert_eq!(policy.decide(&rule, Confidence::Possible, true, false), Decision::Block);
        assert_eq!(
            policy.decide(&rule, Confidence::Possible, true, true),
            Decision::Hold,
            "advisory never blocks"
        );
        let rule = RuleCode::new("CLR102");
        assert_eq!(policy.decide(&rule, Confidence::Possible, true, false), Decision::Allow);
        assert_eq!(policy.decide(&rule, Confidence::Certain, false, false), Decision::Hold);
    }

    #[test]
    fn slips_are_refused_with_what_was_meant() {
        let faults =
            resolved("[rules]\nCLR1O1 = \"block\"\n[switches]\nmayor_standng = \"hold\"").unwrap_err();
        assert!(faults[0].repair.contains("CLR101"));
        assert!(faults[1].repair.contains("mayor_standing"));
        let faults = resolved("[switches]\nmayor_standing = \"maybe\"").unwrap_err();
        assert!(faults[0].repair.contains("allow, hold, block"));
        assert!(toml::from_str::<Choice>("bse = \"lga\"").is_err());
    }
}
