#![doc = include_str!("seeks_to_influence_voters.md")]

use crate::guard::case::Case;
use crate::guard::decision::Decision;
use crate::guard::finding::{Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;

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

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {
        if !case.applies(&META.code) {
            return;
        }
        for part in &case.scan.parts {
            for passage in &part.steering {
                let remark = Remark {
                    reason: Reason::SeeksToInfluenceVoters,
                    confidence: passage.confidence,
                    why:
                        "Reads as advice on how to vote. Telling people that and when they can vote is fine."
                            .to_owned(),
                    suggestion: "Say when, where and how to vote, and leave out what for.".to_owned(),
                    person: None,
                };
                found.add(&META, Spot::Words(part.name, part.span(&passage.words)), remark);
            }
        }
    }
}
