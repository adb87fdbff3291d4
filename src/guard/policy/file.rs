//! A policy file, and what a council changes of it, made into a policy with a setting for every rule.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::IgnoredAny;
use toml::Spanned;

use super::clause::Mapped;
use super::origin::{Origin, Origins};
use super::row::Row;
use super::setting::RuleSetting;
use super::switches::{ByElectionScope, SwitchValue, Switches};
use super::{Choice, Policy, written};
use crate::diagnostic::{Diagnostic, likest_first, suggestion};
use crate::guard::decision::Decision;
use crate::guard::registry;
use crate::guard::rule::meta::{Answer, Switch};

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

/// That no policy has a name, and what to write instead: the shipped ones, the likest first.
pub fn unknown(written: &str) -> (String, String) {
    let names = || SHIPPED.iter().map(|(name, _)| *name);
    let stem = written.trim_end_matches(".toml");
    let meant = suggestion(stem, names()).map(|name| format!("did you mean `{name}`? ")).unwrap_or_default();
    let listed = likest_first(stem, names()).join(", ");
    (
        format!("no policy is called `{written}`, and there is no file of that name"),
        format!("{meant}the policies shipped are {listed}; a policy of your own is named by its path"),
    )
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
    // These two are read by themselves, for the places of their slips.
    #[serde(default, rename = "rules")]
    _rules: IgnoredAny,
    #[serde(default, rename = "switches")]
    _switches: IgnoredAny,
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
        policy.change(&Origin::Council, "[policy]", &choice.rules, &choice.switches, &mut faults);
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
        for row in file.clause {
            let span = row.span();
            match row.into_inner().clause() {
                Ok(clause) => policy.clauses.push(clause),
                Err((why, repair)) => faults.push(Diagnostic::at(file_name, base, span, why, repair)),
            }
        }
        policy.follow_clauses();
        match written::read(file_name, base, &[]) {
            Ok(lines) => {
                let by = Origin::Policy { policy: policy.name.clone() };
                policy.change(&by, file_name, &lines.rules, &lines.switches, &mut faults);
            }
            Err(more) => faults.extend(more),
        }
        if faults.is_empty() { Ok(policy) } else { Err(faults) }
    }

    /// What each rule has by itself.
    fn bare() -> Self {
        let mut origins = Origins::default();
        for meta in registry::RULES.iter().map(|rule| rule.meta()) {
            origins.rule(&meta.code, Origin::Rule, meta.default);
        }
        Self {
            origins,
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
        let all: Vec<(String, Mapped)> = self
            .clauses
            .iter()
            .filter_map(|clause| Some((clause.id.clone(), clause.mapped()?.clone())))
            .filter(|(_, mapped)| mapped.off.is_none())
            .collect();
        let counting = || all.iter().map(|(_, mapped)| mapped);
        for mapped in counting().filter(|mapped| mapped.reasons.is_empty()) {
            for code in &mapped.rules {
                self.rules
                    .entry(code.clone())
                    .and_modify(|setting| *setting = setting.stricter(mapped.setting));
            }
        }
        for (code, setting) in &self.rules {
            // Clauses that ask for less than what holds anyway decide nothing.
            let asks = |mapped: &Mapped| {
                mapped.reasons.is_empty()
                    && mapped.rules.contains(code)
                    && setting.is_asked_by(mapped.setting)
            };
            let clauses: Vec<String> =
                all.iter().filter(|(_, mapped)| asks(mapped)).map(|(id, _)| id.clone()).collect();
            if !clauses.is_empty() {
                let by = Origin::Clauses { policy: self.name.clone(), clauses };
                self.origins.rule(code, by, *setting);
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
        by: &Origin,
        file: &str,
        rules: &BTreeMap<String, RuleSetting>,
        switches: &BTreeMap<String, SwitchValue>,
        faults: &mut Vec<Diagnostic>,
    ) {
        for (written, setting) in rules {
            let code = match written::known_rule(written) {
                Ok(code) => code,
                Err((message, repair)) => {
                    faults.push(Diagnostic::of_file(file, message, repair));
                    continue;
                }
            };
            let Some(current) = self.rules.get_mut(&code) else { continue };
            current.change(*setting);
            self.origins.rule(&code, by.clone(), *current);
            // What is said of a rule is said of all its findings.
            for narrowed in self.narrowed.get_mut(&code).into_iter().flat_map(BTreeMap::values_mut) {
                narrowed.change(*setting);
            }
        }
        for (name, value) in switches {
            match self.switches.set(file, name, value) {
                Ok(switch) => self.origins.switch(switch.name, by.clone()),
                Err(fault) => faults.push(*fault),
            }
        }
    }
}

/// How many policies may stand behind one another.
const MOST_BASES: u8 = 4;

fn unknown_base(file: &str, extended: &str) -> Diagnostic {
    let names = likest_first(extended, SHIPPED.iter().map(|(name, _)| *name));
    let repair = format!("write one of {}, or take the line out", names.join(", "));
    Diagnostic::of_file(
        file,
        format!("this policy extends `{extended}`, which cannot be extended here"),
        repair,
    )
}

impl Switches {
    /// Sets a switch; gives what is wrong with the name or the value.
    fn set(
        &mut self,
        file: &str,
        name: &str,
        value: &SwitchValue,
    ) -> Result<&'static Switch, Box<Diagnostic>> {
        let fault =
            |message: String, repair: String| Err(Box::new(Diagnostic::of_file(file, message, repair)));
        let Some(switch) = registry::switches().find(|switch| switch.name == name) else {
            let (message, repair) = written::unknown_switch(name);
            return fault(message, repair);
        };
        let written = value.written();
        if let Some(repair) = written::not_taken(switch, value) {
            return fault(format!("the switch `{name}` cannot be `{written}`"), repair);
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
        Ok(switch)
    }
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
