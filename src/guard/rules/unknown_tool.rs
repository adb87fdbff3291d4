#![doc = include_str!("unknown_tool.md")]

use crate::guard::case::Case;
use crate::guard::decision::Decision;
use crate::guard::finding::{Confidence, Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;
use crate::post::PartName;

/// CLR113: the post comes from a tool nobody has registered.
#[derive(Debug)]
pub struct UnknownTool;

static META: Meta = Meta {
    code: RuleCode::new("CLR113"),
    name: "unknown-tool",
    title: "The post comes from a tool nobody has registered",
    reasons: &[Reason::UnregisteredChannel],
    since: "0.1.0",
    default: Setting::flat(Decision::Hold, When::Year),
    switches: &[],
    page: include_str!("unknown_tool.md"),
    sources: sources::tools,
};

impl Rule for UnknownTool {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {
        if !case.post.from_unknown_tool || !case.applies(&META.code) {
            return;
        }
        let remark = Remark {
            reason: Reason::UnregisteredChannel,
            confidence: Confidence::Certain,
            why: "This came from a tool nobody has registered with the guard, so there is no saying who wrote it."
                .to_owned(),
            suggestion: "Ask an administrator to register the tool, or post it from one that is.".to_owned(),
            person: None,
        };
        let part = case.post.parts.first().map_or(PartName::Text, |part| part.name);
        found.add(&META, Spot::Whole(part), remark);
    }
}
