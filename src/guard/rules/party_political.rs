#![doc = include_str!("party_political.md")]

use std::ops::Range;

use crate::guard::case::Case;
use crate::guard::decision::Decision;
use crate::guard::finding::{Confidence, Reason, RuleCode};
use crate::guard::index::accounts::Owner;
use crate::guard::policy::{Setting, When};
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;
use crate::roster::Kind;

/// CLR201: party-political content.
#[derive(Debug)]
pub struct PartyPolitical;

static META: Meta = Meta {
    code: RuleCode::new("CLR201"),
    name: "party-political",
    title: "Party-political content",
    reasons: &[Reason::PartyPolitical],
    since: "0.1.0",
    default: Setting {
        certain: Decision::Block,
        likely: Decision::Hold,
        possible: Decision::Hold,
        when: When::Year,
    },
    switches: &[],
    page: include_str!("party_political.md"),
    sources: sources::party,
};

impl Rule for PartyPolitical {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {
        if !case.applies(&META.code) {
            return;
        }
        let remark = |confidence: Confidence, why: &str| Remark {
            reason: Reason::PartyPolitical,
            confidence,
            why: why.to_owned(),
            suggestion: "Leave parties out, and say what the council does for residents.".to_owned(),
            person: None,
        };
        let is_party = |owner: Option<Owner>| {
            owner == Some(Owner::Party) || case.owner(owner).is_some_and(|entry| entry.kind == Kind::Party)
        };
        for (part, _) in case.authors().filter(|(_, owner)| is_party(*owner)) {
            let why = "Passes on what a party publishes; the council may not, at any time of the year.";
            found.add(&META, Spot::Words(part.name, 0..part.text.len()), remark(Confidence::Certain, why));
        }
        for part in &case.scan.parts {
            for account in part.accounts.iter().filter(|account| is_party(account.owner)) {
                let spot = Spot::Words(part.name, part.original(account.folded.clone()));
                found.add(
                    &META,
                    spot,
                    remark(Confidence::Certain, "Sends readers to a party's account or site."),
                );
            }
            let bare = if case.standing.in_period() {
                "Names a party while a pre-election period is in force."
            } else {
                "Names a party: a council may publish that only where it is plainly neutral."
            };
            for passage in &part.political {
                // A name and nothing said of it is neither praise nor blame.
                let names = passage.confidence == Confidence::Possible
                    && part.parties.iter().any(|party| party.words == passage.words);
                let why = match passage.confidence {
                    _ if names => bare,
                    Confidence::Certain => "Campaigns for or against a party.",
                    Confidence::Likely | Confidence::Possible => {
                        "Reads as praise or blame of a party, or of the government of the day."
                    }
                };
                let spot = Spot::Words(part.name, part.span(&passage.words));
                found.add(&META, spot, remark(passage.confidence, why));
            }
            if !part.is_candidate_list {
                let (political, naming) = (part.political_words(), part.naming_words());
                let alone = part.parties.iter().filter(|party| !party.as_label && !party.in_result);
                let said = |word: usize| political.holds(word) || naming.holds(word);
                // `Labour's Bo Lindqvist` says whose member somebody is.
                let is_said = |words: &Range<usize>| said(words.start) || naming.holds(words.end);
                for party in alone.filter(|party| !is_said(&party.words)) {
                    let spot = Spot::Words(part.name, part.span(&party.words));
                    found.add(&META, spot, remark(Confidence::Possible, bare));
                }
            }
        }
    }
}
