#![doc = include_str!("party_political.md")]

use crate::guard::case::Case;
use crate::guard::finding::{Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::Findings;
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;
use crate::guard::verdict::Decision;

/// CLR201: party-political content.
#[derive(Debug)]
pub struct PartyPolitical;

static META: Meta = Meta {
    code: RuleCode::new("CLR201"),
    name: "party-political",
    title: "Party-political content",
    reasons: &[Reason::PartyPolitical],
    since: "0.1.0",
    default: Setting {
        certain: Decision::Block,
        likely: Decision::Hold,
        possible: Decision::Hold,
        when: When::Year,
    },
    switches: &[],
    page: include_str!("party_political.md"),
    sources: sources::party,
};

impl Rule for PartyPolitical {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {}
}
