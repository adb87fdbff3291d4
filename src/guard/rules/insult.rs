#![doc = include_str!("insult.md")]

mod aim;
mod said_to_be;
mod sentence;
mod whom;

use sentence::Sentence;

use crate::guard::case::Case;
use crate::guard::decision::Decision;
use crate::guard::finding::{Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;
use crate::guard::scan::side::SideHit;
use crate::lexicon::Sense;

/// CLR303: an insult aimed at a person.
#[derive(Debug)]
pub struct Insult;

static META: Meta = Meta {
    code: RuleCode::new("CLR303"),
    name: "insult",
    title: "An insult aimed at a person",
    reasons: &[Reason::Insult],
    since: "0.1.0",
    default: Setting::flat(Decision::Allow, When::Year),
    switches: &[],
    page: include_str!("insult.md"),
    sources: sources::conduct,
};

impl Rule for Insult {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {
        if !case.is_on(&META.code) {
            return;
        }
        for part in &case.scan.parts {
            let insults = |hit: &&SideHit| matches!(hit.sense, Sense::Insult | Sense::Insulting);
            for hit in part.side.iter().filter(insults) {
                let sentence = Sentence::around(part, &case.book.index().words, hit.words.start);
                let Some(confidence) = sentence.and_then(|sentence| sentence.aimed(hit)) else { continue };
                let remark = Remark {
                    reason: Reason::Insult,
                    confidence,
                    why: "Reads as an insult to the person it speaks of.".to_owned(),
                    suggestion: "Say what happened, and leave out what to think of whom.".to_owned(),
                    person: None,
                };
                found.add(&META, Spot::Words(part.name, part.span(&hit.words)), remark);
            }
        }
    }
}
