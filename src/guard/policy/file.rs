//! A policy file, and what a council changes of it, made into a policy with a setting for every rule.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use super::clause::{Mapped, Row};
use super::{ByElectionScope, Choice, Graded, Policy, RuleSetting, Setting, SwitchValue, Switches};
use crate::diagnostic::{Diagnostic, suggestion};
use crate::guard::registry;
use crate::guard::rule::{Answer, Switch};
use crate::guard::verdict::Decision;

/// The policies shipped with this version, by name.
pub const SHIPPED: [(&str, &str); 6] = [
    ("lga", include_str!("../../../policies/lga.toml")),
    ("harlow", include_str!("../../../policies/harlow.toml")),
    ("haringey", include_str!("../../../policies/haringey.toml")),
    ("lancaster", include_str!("../../../policies/lancaster.toml")),
    ("sandwell", include_str!("../../../policies/sandwell.toml")),
    ("cromer", include_str!("../../../policies/cromer.toml")),
];

/// The text of a shipped policy; None when no policy has this name (it may be a path).
pub fn shipped(name: &str) -> Option<&'static str> {
    SHIPPED.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// A policy file: the same tables as `[policy]`, with a name, what it starts from, and its clauses.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    /// What it is called in full.
    #[serde(default)]
    title: String,
    /// Where it can be read.
    #[serde(default)]
    url: String,
    /// The shipped policy that holds where this one says nothing; absent = what each rule has by itself.
    extends: Option<String>,
    /// The day somebody last read it, `YYYY-MM-DD`.
    checked: Option<Spanned<String>>,
    #[serde(default)]
    clause: Vec<Spanned<Row>>,
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
        let mut policy = Self::read(file_name, base, MOST_BASES)?;
        let mut faults = Vec::new();
        policy.change("[policy]", &choice.rules, &choice.switches, &mut faults);
        if faults.is_empty() { Ok(policy) } else { Err(faults) }
    }

    /// Reads a policy file and, before it, the one it extends.
    fn read(file_name: &str, base: &str, bases_left: u8) -> Result<Self, Vec<Diagnostic>> {
        let file: File = toml::from_str(base).map_err(|fault| {
            vec![Diagnostic::at(
                file_name,
                base,
                fault.span().unwrap_or(0..0),
                fault.message().to_owned(),
                "a policy file has `name`, `[[clause]]` rows, `[rules]` (codes with allow, hold or block) and `[switches]`",
            )]
        })?;
        let mut faults = Vec::new();
        let mut policy = match &file.extends {
            None => Self::bare(),
            Some(extended) => match (shipped(extended), bases_left) {
                (Some(text), 1..) => Self::read(&format!("policies/{extended}.toml"), text, bases_left - 1)?,
                _ => return Err(vec![unknown_base(file_name, extended)]),
            },
        };
        policy.name = file.name;
        policy.title = file.title;
        policy.url = file.url;
        if let Some(day) = file.checked.filter(|day| day.get_ref().parse::<NaiveDate>().is_err()) {
            let message = format!("`{}` is not a day", day.get_ref());
            faults.push(Diagnostic::at(file_name, base, day.span(), message, "write it as YYYY-MM-DD"));
        }
        let known = |code: &str| registry::find(code).map(|rule| rule.meta().code.clone());
        for row in file.clause {
            let span = row.span();
            match row.into_inner().clause(known) {
                Ok(clause) => policy.clauses.push(clause),
                Err(why) => {
                    faults.push(Diagnostic::at(file_name, base, span, why, "see policies/harlow.toml"));
                }
            }
        }
        policy.follow_clauses();
        policy.change(file_name, &file.rules, &file.switches, &mut faults);
        if faults.is_empty() { Ok(policy) } else { Err(faults) }
    }

    /// What each rule has by itself.
    fn bare() -> Self {
        Self {
            name: String::new(),
            title: String::new(),
            url: String::new(),
            rules: registry::RULES
                .iter()
                .map(|rule| (rule.meta().code.clone(), rule.meta().default))
                .collect(),
            narrowed: BTreeMap::new(),
            switches: Switches::default(),
            clauses: Vec::new(),
        }
    }

    /// Makes every rule as strict as its clauses ask: those of all its findings first, then those of some.
    fn follow_clauses(&mut self) {
        let all: Vec<Mapped> = self.clauses.iter().filter_map(|clause| clause.mapped().cloned()).collect();
        let counting = || all.iter().filter(|mapped| mapped.off.is_none());
        for mapped in counting().filter(|mapped| mapped.reasons.is_empty()) {
            for code in &mapped.rules {
                self.rules
                    .entry(code.clone())
                    .and_modify(|setting| *setting = setting.stricter(mapped.setting));
            }
        }
        for mapped in counting() {
            for (code, reason) in
                mapped.rules.iter().flat_map(|c| mapped.reasons.iter().map(move |r| (c, *r)))
            {
                let Some(setting) = self.setting_for(code, reason).copied() else { continue };
                let by_reason = self.narrowed.entry(code.clone()).or_default();
                by_reason.insert(reason, setting.stricter(mapped.setting));
            }
        }
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
            if let Some((code, current)) = known {
                current.change(*setting);
                // What is said of a rule is said of all its findings.
                for narrowed in self.narrowed.get_mut(code).into_iter().flat_map(BTreeMap::values_mut) {
                    narrowed.change(*setting);
                }
            } else {
                faults.push(unknown_rule(file, code));
            }
        }
        for (name, value) in switches {
            faults.extend(self.switches.set(file, name, value));
        }
    }
}

/// How many policies may stand behind one another.
const MOST_BASES: u8 = 4;

fn unknown_base(file: &str, extended: &str) -> Diagnostic {
    let names: Vec<&str> = SHIPPED.iter().map(|(name, _)| *name).collect();
    let repair = format!("write one of {}, or take the line out", names.join(", "));
    Diagnostic::of_file(
        file,
        format!("this policy extends `{extended}`, which cannot be extended here"),
        repair,
    )
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
            Answer::Permission => self.ask_permission = written == "ask",
            Answer::RepeatWithin => {
                self.repeat_within = written.trim_end_matches('h').parse().unwrap_or(self.repeat_within);
            }
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
    use crate::guard::finding::{Reason, RuleCode};
    use crate::lexicon::Confidence;

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
            policy.decide(&RuleCode::new(code), Reason::Topic, confidence, in_period, false)
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
        assert_eq!(policy.decide(&rule, Reason::Quote, Confidence::Possible, true, false), Decision::Block);
        assert_eq!(
            policy.decide(&rule, Reason::Quote, Confidence::Possible, true, true),
            Decision::Hold,
            "advisory never blocks"
        );
        let rule = RuleCode::new("CLR102");
        assert_eq!(policy.decide(&rule, Reason::Quote, Confidence::Possible, true, false), Decision::Allow);
        assert_eq!(policy.decide(&rule, Reason::Quote, Confidence::Certain, false, false), Decision::Hold);
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
