#![doc = include_str!("councillor_named.md")]

use crate::guard::case::Case;
use crate::guard::case::Subject;
use crate::guard::decision::Decision;
use crate::guard::finding::{Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::{Answer, Meta, Rule, Switch};
use crate::guard::rules::sources;
use crate::guard::wording::{Whom, instead_of_a_name, naming, pointing, showing, somebody};
use crate::post::PartName;
use crate::roster::Kind;

/// CLR101: a councillor is named.
#[derive(Debug)]
pub struct CouncillorNamed;

static META: Meta = Meta {
    code: RuleCode::new("CLR101"),
    name: "councillor-named",
    title: "A councillor is named",
    reasons: &[Reason::CouncillorMention, Reason::CouncillorImage],
    since: "0.1.0",
    default: Setting::flat(Decision::Hold, When::Pre),
    switches: &[
        Switch {
            name: "mayor_standing",
            values: &["allow", "hold", "block"],
            default: "hold",
            off: None,
            about: "What is done with the civic Mayor, in role, while standing in the election itself: let through unless quoted or political, held, or blocked.",
            answer: Answer::MayorStanding,
        },
        Switch {
            name: "by_election_scope",
            values: &["ward", "whole"],
            default: "ward",
            off: None,
            about: "Whether a ward's by-election restricts posts about that ward only, or the whole area.",
            answer: Answer::ByElectionScope,
        },
        Switch {
            name: "candidates_only",
            values: &["true", "false"],
            default: "false",
            off: None,
            about: "Whether only councillors who stand in the election are covered.",
            answer: Answer::CandidatesOnly,
        },
    ],
    page: include_str!("councillor_named.md"),
    sources: sources::individuals,
};

impl Rule for CouncillorNamed {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {
        if !case.applies(&META.code) {
            return;
        }
        for (part, mention) in case.mentions() {
            let Some(subject) = case.subject(&META.code, mention) else { continue };
            let (whom, instead) = match subject {
                Subject::Entry(entry) if entry.kind == Kind::Councillor => {
                    let whom = Whom::of(case, &META.code, entry, mention);
                    (Some(whom), case.while_standing(entry, mention.quoted))
                }
                Subject::Entry(_) | Subject::Politician => continue,
                _ => (None, None),
            };
            let shown = matches!(
                part.name,
                PartName::AltText(_) | PartName::PictureText(_) | PartName::ResharedAltText(_)
            );
            let reasons: &[Reason] = if shown { META.reasons } else { &META.reasons[..1] };
            for reason in reasons {
                let remark = Remark {
                    reason: *reason,
                    confidence: mention.confidence,
                    why: match (reason, &whom) {
                        (Reason::CouncillorImage, Some(whom)) => showing(case, &whom.said()),
                        (Reason::CouncillorImage, None) => showing(case, somebody(subject)),
                        (_, Some(whom)) => naming(case, whom, mention),
                        (_, None) => pointing(case, subject, mention),
                    },
                    suggestion: instead_of_a_name(case),
                    person: whom.as_ref().and_then(Whom::person),
                };
                let spot = Spot::Words(part.name, part.span(&mention.words));
                found.add_as(&META, spot, remark, instead);
            }
        }
    }
}
