#![doc = include_str!("councillor_reshared.md")]

use crate::guard::case::Case;
use crate::guard::decision::Decision;
use crate::guard::finding::{Confidence, Reason, RuleCode};
use crate::guard::index::accounts::Owner;
use crate::guard::policy::{Setting, When};
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;
use crate::guard::wording::{called, circumstance};
use crate::post::PartName;
use crate::roster::Kind;

/// CLR103: a councillor's, politician's or party's post is shared or answered.
#[derive(Debug)]
pub struct CouncillorReshared;

static META: Meta = Meta {
    code: RuleCode::new("CLR103"),
    name: "councillor-reshared",
    title: "A councillor's, politician's or party's post is shared or answered",
    reasons: &[Reason::Reshare],
    since: "0.1.0",
    default: Setting::flat(Decision::Hold, When::Pre),
    switches: &[],
    page: include_str!("councillor_reshared.md"),
    sources: sources::third_parties,
};

impl Rule for CouncillorReshared {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {
        if !case.applies(&META.code) {
            return;
        }
        for (part, owner) in case.authors() {
            let entry = case.owner(owner);
            let whose = match entry {
                Some(entry)
                    if !case.covers(&META.code, entry) || case.is_exempt_account(entry, &part.text) =>
                {
                    continue;
                }
                Some(entry) => called(entry),
                None if owner == Some(Owner::Party) && case.standing.in_period() => "a party".to_owned(),
                None if owner == Some(Owner::Office) && case.standing.covers_politics() => {
                    "somebody who holds a political office".to_owned()
                }
                None if owner.is_none() && case.standing.covers_strangers(case.tied) => {
                    "somebody whose account looks like a councillor's or an MP's".to_owned()
                }
                None => continue,
            };
            let does = if part.name == PartName::ReplyTo { "Answers" } else { "Shares" };
            let by_party =
                owner == Some(Owner::Party) || entry.is_some_and(|entry| entry.kind == Kind::Party);
            let remark = Remark {
                reason: Reason::Reshare,
                confidence: if owner.is_some() { Confidence::Certain } else { Confidence::Possible },
                why: format!("{does} a post of {whose}{}.", circumstance(case)),
                suggestion: if by_party {
                    "Leave parties' posts alone.".to_owned()
                } else {
                    "If the news is useful, write it in the council's own words without naming anybody."
                        .to_owned()
                },
                person: entry.map(|entry| entry.id.clone()),
            };
            let instead = entry.and_then(|entry| case.account_while_standing(entry, &part.text));
            found.add_as(&META, Spot::Words(part.name, 0..part.text.len()), remark, instead);
        }
    }
}
