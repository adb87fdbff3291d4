#![doc = include_str!("councillor_quoted.md")]

use crate::guard::case::Case;
use crate::guard::finding::{Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::Findings;
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;
use crate::guard::verdict::Decision;

/// CLR104: a councillor is quoted.
#[derive(Debug)]
pub struct CouncillorQuoted;

static META: Meta = Meta {
    code: RuleCode::new("CLR104"),
    name: "councillor-quoted",
    title: "A councillor is quoted",
    reasons: &[Reason::Quote],
    since: "0.1.0",
    default: Setting::flat(Decision::Hold, When::Pre),
    switches: &[],
    page: include_str!("councillor_quoted.md"),
    sources: sources::individuals,
};

impl Rule for CouncillorQuoted {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {}
}
