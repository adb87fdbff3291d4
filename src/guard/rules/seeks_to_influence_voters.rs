#![doc = include_str!("seeks_to_influence_voters.md")]

use crate::guard::case::Case;
use crate::guard::finding::{Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::Findings;
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;
use crate::guard::verdict::Decision;

/// CLR202: the post steers how people vote.
#[derive(Debug)]
pub struct SeeksToInfluenceVoters;

static META: Meta = Meta {
    code: RuleCode::new("CLR202"),
    name: "seeks-to-influence-voters",
    title: "The post steers how people vote",
    reasons: &[Reason::SeeksToInfluenceVoters],
    since: "0.1.0",
    default: Setting::flat(Decision::Hold, When::Pre),
    switches: &[],
    page: include_str!("seeks_to_influence_voters.md"),
    sources: sources::voters,
};

impl Rule for SeeksToInfluenceVoters {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {}
}
