#![doc = include_str!("calendar_missing.md")]

use crate::guard::case::Case;
use crate::guard::decision::Decision;
use crate::guard::finding::{Confidence, Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;
use crate::post::PartName;

/// CLR114: no election calendar has been loaded.
#[derive(Debug)]
pub struct CalendarMissing;

static META: Meta = Meta {
    code: RuleCode::new("CLR114"),
    name: "calendar-missing",
    title: "No election calendar has been loaded",
    reasons: &[Reason::Unreadable],
    since: "0.1.0",
    default: Setting::flat(Decision::Hold, When::Year),
    switches: &[],
    page: include_str!("calendar_missing.md"),
    sources: sources::calendar,
};

impl Rule for CalendarMissing {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {
        if case.book.world().calendar.is_loaded() || !case.applies(&META.code) {
            return;
        }
        let remark = Remark {
            reason: Reason::Unreadable,
            confidence: Confidence::Certain,
            why: "No election calendar has been loaded, so there is no saying whether a pre-election period is in \
                  force."
                .to_owned(),
            suggestion: "Ask an election officer to load the calendar.".to_owned(),
            person: None,
        };
        let part = case.post.parts.first().map_or(PartName::Text, |part| part.name);
        found.add(&META, Spot::Whole(part), remark);
    }
}
