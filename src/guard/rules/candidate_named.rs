#![doc = include_str!("candidate_named.md")]

use crate::guard::case::Case;
use crate::guard::case::Subject;
use crate::guard::finding::{Confidence, Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;
use crate::guard::verdict::Decision;
use crate::guard::wording::{INSTEAD_OF_A_NAME, called, naming};
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
        if !case.applies(&META.code) {
            return;
        }
        for (part, mention) in case.mentions() {
            let Some(subject) = case.subject(&META.code, mention) else { continue };
            let person = match subject {
                Subject::Entry(entry) if entry.kind == Kind::Candidate => Some(entry.id.clone()),
                _ => continue,
            };
            let remark = Remark {
                reason: META.reasons[0],
                confidence: mention.confidence,
                why: naming(subject, mention),
                suggestion: INSTEAD_OF_A_NAME.to_owned(),
                person,
            };
            found.add(&META, Spot::Words(part.name, part.span(&mention.words)), remark);
        }
        for part in &case.scan.parts {
            for account in &part.accounts {
                let Some(entry) = case.owner(account.owner) else { continue };
                if entry.kind != Kind::Candidate || !case.covers(&META.code, entry) {
                    continue;
                }
                let remark = Remark {
                    reason: META.reasons[0],
                    confidence: Confidence::Certain,
                    why: format!("Points readers to an account or page of {}.", called(entry)),
                    suggestion: "Take the account or link out, or keep the post until after the poll."
                        .to_owned(),
                    person: Some(entry.id.clone()),
                };
                found.add(&META, Spot::Words(part.name, part.original(account.folded.clone())), remark);
            }
        }
    }
}
