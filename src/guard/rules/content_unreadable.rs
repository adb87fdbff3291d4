#![doc = include_str!("content_unreadable.md")]

use crate::guard::case::Case;
use crate::guard::decision::Decision;
use crate::guard::finding::{Confidence, Reason, RuleCode};
use crate::guard::index::accounts::Owner;
use crate::guard::policy::{Setting, When};
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;

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
    sources: sources::unread,
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
        if case.standing.in_period() {
            report_short_links(case, found);
        }
    }
}

/// Links that hide where they lead may lead to a member's page; the guard opens none.
fn report_short_links(case: &Case<'_>, found: &mut Findings<'_>) {
    for part in &case.scan.parts {
        let short = part.accounts.iter().filter(|account| account.owner == Some(Owner::Shortened));
        for account in short {
            let remark = Remark {
                reason: Reason::Unreadable,
                confidence: Confidence::Possible,
                why: "A shortened link hides where it leads, and a pre-election period is in force."
                    .to_owned(),
                suggestion: "Put in the full address; or look where it leads before approving the post."
                    .to_owned(),
                person: None,
            };
            found.add(&META, Spot::Words(part.name, part.original(account.folded.clone())), remark);
        }
    }
}
