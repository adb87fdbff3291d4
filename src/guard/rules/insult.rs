#![doc = include_str!("insult.md")]

use crate::guard::case::Case;
use crate::guard::finding::{Confidence, Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;
use crate::guard::scan::PartScan;
use crate::guard::scan::side::SideHit;
use crate::guard::verdict::Decision;
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
            for hit in part.side.iter().filter(|hit| hit.sense == Sense::Insult) {
                let Some(confidence) = aimed(part, hit) else { continue };
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

/// How near the person stands to whom an insult applies, in words.
const REACH: usize = 6;

/// Whether somebody is meant: a member, an officer or the reader in the same sentence, near by.
fn aimed(part: &PartScan<'_>, hit: &SideHit) -> Option<Confidence> {
    let words = &part.tokens().list;
    let sentence = words.get(hit.words.start)?.sentence;
    let near = hit.words.start.saturating_sub(REACH)..(hit.words.end + REACH).min(words.len());
    let after = part.mentions.partition_point(|mention| mention.words.end <= near.start);
    let named = part.mentions[after..].iter().take_while(|mention| mention.words.start < near.end);
    let same = |at: usize| words.get(at).is_some_and(|word| word.sentence == sentence);
    if named.clone().any(|mention| same(mention.words.start)) {
        return Some(Confidence::Certain);
    }
    let said = |at: usize| words.get(at).map_or("", |word| part.words(&word.range()));
    near.filter(|at| same(*at)).any(|at| is_somebody(said(at))).then_some(Confidence::Likely)
}

/// Whom people insult when they write of a council.
fn is_somebody(word: &str) -> bool {
    matches!(
        word,
        "you"
            | "officer"
            | "officers"
            | "councillor"
            | "councillors"
            | "cllr"
            | "cllrs"
            | "mayor"
            | "leader"
            | "planner"
            | "planners"
            | "warden"
            | "wardens"
            | "clerk"
            | "staff"
            | "colleague"
            | "colleagues"
            | "resident"
            | "residents"
            | "he"
            | "she"
            | "they"
            | "him"
            | "her"
            | "them"
            | "whoever"
    )
}
