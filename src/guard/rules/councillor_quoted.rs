#![doc = include_str!("councillor_quoted.md")]

use crate::guard::case::Case;
use crate::guard::case::Subject;
use crate::guard::decision::Decision;
use crate::guard::finding::{Confidence, Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;
use crate::guard::wording::{Whom, circumstance, somebody};

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

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {
        if !case.applies(&META.code) {
            return;
        }
        for (part, mention) in case.mentions().filter(|(_, mention)| mention.quoted) {
            let Some(subject) = case.subject(&META.code, mention) else { continue };
            let (whom, entry) = match subject {
                Subject::Entry(entry) => (Some(Whom::of(case, &META.code, entry, mention)), Some(entry)),
                _ => (None, None),
            };
            let whose = whom.as_ref().map_or_else(|| somebody(subject).to_owned(), Whom::said);
            let instead = entry.and_then(|entry| case.while_standing(entry, true));
            let remark = Remark {
                reason: Reason::Quote,
                confidence: mention.confidence.min(Confidence::Likely),
                why: format!("Gives words of {whose}{}.", circumstance(case)),
                suggestion: "Quote an officer instead, or say it in the council's own words.".to_owned(),
                person: whom.as_ref().and_then(Whom::person),
            };
            found.add_as(&META, Spot::Words(part.name, part.span(&mention.words)), remark, instead);
        }
    }
}
