#![doc = include_str!("councillor_account.md")]

use crate::guard::case::Case;
use crate::guard::finding::{Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::Findings;
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;
use crate::guard::verdict::Decision;

/// CLR102: readers are pointed to a councillor's account or page.
#[derive(Debug)]
pub struct CouncillorAccount;

static META: Meta = Meta {
    code: RuleCode::new("CLR102"),
    name: "councillor-account",
    title: "Readers are pointed to a councillor's account or page",
    reasons: &[Reason::PromotesAccount],
    since: "0.1.0",
    default: Setting::flat(Decision::Hold, When::Pre),
    switches: &[],
    page: include_str!("councillor_account.md"),
    sources: sources::individuals,
};

impl Rule for CouncillorAccount {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {}
}
