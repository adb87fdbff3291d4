#![doc = include_str!("councillor_account.md")]

use crate::guard::case::Case;
use crate::guard::decision::Decision;
use crate::guard::finding::{Confidence, Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;
use crate::guard::wording::{called, circumstance, instead_of_an_account};
use crate::roster::Kind;

/// CLR102: readers are pointed to a councillor's account or page.
#[derive(Debug)]
pub struct CouncillorAccount;

static META: Meta = Meta {
    code: RuleCode::new("CLR102"),
    name: "councillor-account",
    title: "Readers are pointed to a councillor's account or page",
    reasons: &[Reason::PromotesAccount],
    since: "0.1.0",
    default: Setting::flat(Decision::Hold, When::Pre),
    switches: &[],
    page: include_str!("councillor_account.md"),
    sources: sources::individuals,
};

impl Rule for CouncillorAccount {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {
        if !case.applies(&META.code) {
            return;
        }
        let when = circumstance(case);
        for part in &case.scan.parts {
            for account in &part.accounts {
                let entry = case.owner(account.owner);
                let spot = Spot::Words(part.name, part.original(account.folded.clone()));
                let written = part.words(&account.folded);
                let (why, confidence, person) = match entry {
                    Some(entry) if entry.kind != Kind::Councillor => continue,
                    Some(entry)
                        if !case.covers(&META.code, entry) || case.is_exempt_account(entry, written) =>
                    {
                        continue;
                    }
                    Some(entry) => {
                        let why = format!("Points readers to an account or page of {}{when}.", called(entry));
                        (why, Confidence::Certain, Some(entry.id.clone()))
                    }
                    None if account.owner.is_some() || !case.standing.covers_strangers(case.tied) => continue,
                    None => {
                        let why = format!(
                            "Points readers to an account that looks like a councillor's or an MP's{when}."
                        );
                        (why, Confidence::Possible, None)
                    }
                };
                let remark = Remark {
                    reason: Reason::PromotesAccount,
                    confidence,
                    why,
                    suggestion: instead_of_an_account(case),
                    person,
                };
                let instead = entry.and_then(|entry| case.account_while_standing(entry, written));
                found.add_as(&META, spot, remark, instead);
            }
        }
    }
}
