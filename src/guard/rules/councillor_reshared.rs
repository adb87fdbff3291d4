#![doc = include_str!("councillor_reshared.md")]

use crate::guard::case::Case;
use crate::guard::finding::{Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::Findings;
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;
use crate::guard::verdict::Decision;

/// CLR103: a councillor's, politician's or party's post is shared or answered.
#[derive(Debug)]
pub struct CouncillorReshared;

static META: Meta = Meta {
    code: RuleCode::new("CLR103"),
    name: "councillor-reshared",
    title: "A councillor's, politician's or party's post is shared or answered",
    reasons: &[Reason::Reshare],
    since: "0.1.0",
    default: Setting::flat(Decision::Hold, When::Pre),
    switches: &[],
    page: include_str!("councillor_reshared.md"),
    sources: sources::third_parties,
};

impl Rule for CouncillorReshared {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {}
}
