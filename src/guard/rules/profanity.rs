#![doc = include_str!("profanity.md")]

use crate::guard::case::Case;
use crate::guard::decision::Decision;
use crate::guard::finding::{Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;
use crate::lexicon::Sense;

/// CLR302: swearing and slurs.
#[derive(Debug)]
pub struct Profanity;

static META: Meta = Meta {
    code: RuleCode::new("CLR302"),
    name: "profanity",
    title: "Swearing and slurs",
    reasons: &[Reason::Profanity],
    since: "0.1.0",
    default: Setting::flat(Decision::Block, When::Year),
    switches: &[],
    page: include_str!("profanity.md"),
    sources: sources::conduct,
};

impl Rule for Profanity {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {
        if !case.is_on(&META.code) {
            return;
        }
        for part in &case.scan.parts {
            for hit in &part.side {
                let why = match hit.sense {
                    Sense::MildSwearing => "Has a mild swear word in it.",
                    Sense::StrongSwearing => "Has a swear word in it.",
                    Sense::Slur => "Has a word in it that abuses people for what they are.",
                    _ => continue,
                };
                let remark = Remark {
                    reason: Reason::Profanity,
                    confidence: hit.confidence,
                    why: why.to_owned(),
                    suggestion: "Say it without the word.".to_owned(),
                    person: None,
                };
                found.add(&META, Spot::Words(part.name, part.span(&hit.words)), remark);
            }
        }
    }
}
