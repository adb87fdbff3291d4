#![doc = include_str!("content_unreadable.md")]

use crate::guard::case::Case;
use crate::guard::finding::{Confidence, Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;
use crate::guard::verdict::Decision;

/// CLR112: something of the post could not be read.
#[derive(Debug)]
pub struct ContentUnreadable;

static META: Meta = Meta {
    code: RuleCode::new("CLR112"),
    name: "content-unreadable",
    title: "Something of the post could not be read",
    reasons: &[Reason::Unreadable],
    since: "0.1.0",
    default: Setting::flat(Decision::Hold, When::Year),
    switches: &[],
    page: include_str!("content_unreadable.md"),
    sources: sources::policy,
};

impl Rule for ContentUnreadable {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {
        if !case.applies(&META.code) {
            return;
        }
        for unread in &case.post.unread {
            let remark = Remark {
                reason: Reason::Unreadable,
                confidence: Confidence::Certain,
                why: unread.why.clone(),
                suggestion:
                    "Send it again in a form the guard can read, or look at it yourself before approving it."
                        .to_owned(),
                person: None,
            };
            found.add(&META, Spot::Whole(unread.part), remark);
        }
    }
}
