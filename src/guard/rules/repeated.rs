#![doc = include_str!("repeated.md")]

use chrono::TimeDelta;

use crate::guard::case::Case;
use crate::guard::decision::Decision;
use crate::guard::finding::{Confidence, Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::{Answer, Meta, Rule, Switch};
use crate::guard::rules::sources;
use crate::post::PartName;

/// CLR304: the same words again.
#[derive(Debug)]
pub struct Repeated;

/// Its code: the proxy looks for earlier posts only where it is on.
pub(crate) const CODE: RuleCode = RuleCode::new("CLR304");

static META: Meta = Meta {
    code: CODE,
    name: "repeated",
    title: "The same words again",
    reasons: &[Reason::Repeated],
    since: "0.1.0",
    default: Setting::flat(Decision::Allow, When::Year),
    switches: &[Switch {
        name: "repeat_within",
        values: &["6h", "24h", "72h", "168h"],
        default: "24h",
        off: None,
        about: "For how long the same words on the same channel are a repeat.",
        answer: Answer::RepeatWithin,
    }],
    page: include_str!("repeated.md"),
    sources: sources::conduct,
};

impl Rule for Repeated {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {
        if !case.is_on(&META.code) {
            return;
        }
        let Some(before) = case.post.same_words_at else { return };
        let hours = case.book.world().policy.switches().repeat_within;
        if before > case.when || case.when - before > TimeDelta::hours(hours.into()) {
            return;
        }
        let remark = Remark {
            reason: Reason::Repeated,
            confidence: Confidence::Certain,
            why: format!("The same words went to this channel within the last {hours} hours."),
            suggestion: "Say something new, or share the first post again.".to_owned(),
            person: None,
        };
        found.add(&META, Spot::Whole(PartName::Text), remark);
    }
}
