#![doc = include_str!("topic.md")]

use crate::guard::case::Case;
use crate::guard::decision::Decision;
use crate::guard::finding::{Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;
use crate::lexicon::Sense;

/// CLR308: a subject the council has set aside.
#[derive(Debug)]
pub struct Topic;

static META: Meta = Meta {
    code: RuleCode::new("CLR308"),
    name: "topic",
    title: "A subject the council has set aside",
    reasons: &[Reason::Topic],
    since: "0.1.0",
    default: Setting::flat(Decision::Allow, When::Year),
    switches: &[],
    page: include_str!("topic.md"),
    sources: sources::conduct,
};

impl Rule for Topic {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {
        if !case.is_on(&META.code) {
            return;
        }
        for part in &case.scan.parts {
            for hit in part.side.iter().filter(|hit| hit.sense == Sense::Topic) {
                let topic = case.book.index().topics.get(&hit.group);
                let Some(topic) = topic.filter(|topic| topic.is_on(case.standing.day)) else { continue };
                let remark = Remark {
                    reason: Reason::Topic,
                    confidence: hit.confidence,
                    why: format!("Touches a subject the council has set aside: {}.", topic.name),
                    suggestion: "Leave the subject out, or ask whoever speaks for the council on it."
                        .to_owned(),
                    person: None,
                };
                found.add(&META, Spot::Words(part.name, part.span(&hit.words)), remark);
            }
        }
    }
}
