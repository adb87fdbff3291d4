#![doc = include_str!("unregistered_channel.md")]

use crate::guard::case::Case;
use crate::guard::decision::Decision;
use crate::guard::finding::{Confidence, Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;
use crate::post::PartName;

/// CLR307: for a channel nobody has registered.
#[derive(Debug)]
pub struct UnregisteredChannel;

static META: Meta = Meta {
    code: RuleCode::new("CLR307"),
    name: "unregistered-channel",
    title: "For a channel nobody has registered",
    reasons: &[Reason::UnregisteredChannel],
    since: "0.1.0",
    default: Setting::flat(Decision::Allow, When::Year),
    switches: &[],
    page: include_str!("unregistered_channel.md"),
    sources: sources::conduct,
};

impl Rule for UnregisteredChannel {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {
        if !case.is_on(&META.code) {
            return;
        }
        if !case.post.to_unknown_channel {
            return;
        }
        let remark = Remark {
            reason: Reason::UnregisteredChannel,
            confidence: Confidence::Certain,
            why: "This is meant for a channel the council has not registered.".to_owned(),
            suggestion: "Use a registered channel, or ask an administrator to add this one to purdah.toml."
                .to_owned(),
            person: None,
        };
        let part = case.post.parts.first().map_or(PartName::Text, |part| part.name);
        found.add(&META, Spot::Whole(part), remark);
    }
}
