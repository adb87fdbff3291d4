//! The clauses of a policy: what each says in other words, where it stands, and what is made of it.

use serde::{Deserialize, Serialize};

use super::written::known_rule;
use super::{Graded, RuleSetting, Setting, When};
use crate::guard::finding::{Reason, RuleCode};
use crate::guard::source::Source;
use crate::guard::verdict::Decision;

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

/// A clause as a policy file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    id: String,
    cite: String,
    says: String,
    #[serde(default)]
    pub(super) rules: Vec<String>,
    #[serde(default)]
    reasons: Vec<Reason>,
    decision: Option<RuleSetting>,
    when: Option<When>,
    off: Option<String>,
    support: Option<String>,
    out_of_scope: Option<String>,
}

impl Row {
    /// The clause; what is wrong with the row, and how to mend it.
    pub(super) fn clause(self) -> Result<Clause, (String, String)> {
        let id = self.id;
        if [&self.cite, &self.says].into_iter().any(|text| text.trim().is_empty()) {
            let message = format!("clause {id} does not say where it stands and what it asks");
            return Err((message, "fill in `cite` and `says`".to_owned()));
        }
        let does = match (self.decision, self.support, self.out_of_scope) {
            (Some(decision), None, None) if !self.rules.is_empty() => {
                let rules = self.rules.iter().map(|rule| known_rule(rule)).collect::<Result<_, _>>();
                Does::Rules(Mapped {
                    rules: rules.map_err(|(message, repair)| (format!("clause {id}: {message}"), repair))?,
                    reasons: self.reasons,
                    setting: setting(decision, self.when),
                    off: self.off,
                })
            }
            (None, Some(how), None) if self.rules.is_empty() => Does::Support(how),
            (None, None, Some(why)) if self.rules.is_empty() => Does::OutOfScope(why),
            _ => {
                return Err((
                    format!(
                        "clause {id} needs `rules` with a `decision`, or `support`, or `out_of_scope`: one of the three"
                    ),
                    "policies/harlow.toml has each of them".to_owned(),
                ));
            }
        };
        Ok(Clause { id, cite: self.cite, says: self.says, does })
    }
}

/// A decision by confidence that says something of each; what it leaves out is allowed.
fn setting(decision: RuleSetting, when: Option<When>) -> Setting {
    let all_year = when.unwrap_or(When::Year);
    match decision {
        RuleSetting::Flat(decision) => Setting::flat(decision, all_year),
        RuleSetting::Graded(Graded { certain, likely, possible, when }) => Setting {
            certain: certain.unwrap_or(Decision::Allow),
            likely: likely.unwrap_or(Decision::Allow),
            possible: possible.unwrap_or(Decision::Allow),
            when: when.unwrap_or(all_year),
        },
    }
}
