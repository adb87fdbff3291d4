#![doc = include_str!("candidate_named.md")]

use crate::guard::case::Case;
use crate::guard::decision::Decision;
use crate::guard::finding::{Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::Findings;
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::outsiders::look_for;
use crate::guard::rules::sources;
use crate::roster::Kind;

/// CLR106: a candidate is named.
#[derive(Debug)]
pub struct CandidateNamed;

static META: Meta = Meta {
    code: RuleCode::new("CLR106"),
    name: "candidate-named",
    title: "A candidate is named",
    reasons: &[Reason::CandidateMention],
    since: "0.1.0",
    default: Setting::flat(Decision::Hold, When::Pre),
    switches: &[],
    page: include_str!("candidate_named.md"),
    sources: sources::individuals,
};

impl Rule for CandidateNamed {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {
        look_for(Kind::Candidate, &META, case, found);
    }
}
