//! A clause as a policy file has it.

use serde::Deserialize;

use super::clause::{Clause, Does, Mapped};
use super::setting::{Graded, RuleSetting, Setting, When};
use super::written::known_rule;
use crate::guard::decision::Decision;
use crate::guard::finding::Reason;

/// A row, in its own words.
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
