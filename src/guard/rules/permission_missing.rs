#![doc = include_str!("permission_missing.md")]

use crate::guard::case::{Case, Subject};
use crate::guard::decision::Decision;
use crate::guard::finding::{Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::{Answer, Meta, Rule, Switch};
use crate::guard::rules::sources;
use crate::guard::wording::called;
use crate::roster::Kind;

/// CLR309: a councillor is named and nobody has shown a permission.
#[derive(Debug)]
pub struct PermissionMissing;

static META: Meta = Meta {
    code: RuleCode::new("CLR309"),
    name: "permission-missing",
    title: "A councillor is named and nobody has shown a permission",
    reasons: &[Reason::CouncillorMention],
    since: "0.1.0",
    default: Setting::flat(Decision::Hold, When::Year),
    switches: &[Switch {
        name: "permission",
        values: &["no", "ask"],
        default: "no",
        off: Some("no"),
        about: "Whether a post that names a councillor outside a pre-election period waits until somebody has seen the written permission.",
        answer: Answer::Permission,
    }],
    page: include_str!("permission_missing.md"),
    sources: sources::conduct,
};

impl Rule for PermissionMissing {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {
        if !case.is_on(&META.code) {
            return;
        }
        // Inside a period rule CLR101 speaks of every name.
        if !case.book.world().policy.switches().ask_permission || case.standing.in_period() {
            return;
        }
        for (part, mention) in case.mentions() {
            let Some(Subject::Entry(entry)) = case.subject(&META.code, mention) else { continue };
            if entry.kind != Kind::Councillor {
                continue;
            }
            let remark = Remark {
                reason: Reason::CouncillorMention,
                confidence: mention.confidence,
                why: format!(
                    "Names {}, and this council asks for a written permission first.",
                    called(entry)
                ),
                suggestion: "Write the reference of the permission into the reason when you clear it."
                    .to_owned(),
                person: Some(entry.id.clone()),
            };
            found.add(&META, Spot::Words(part.name, part.span(&mention.words)), remark);
        }
    }
}
