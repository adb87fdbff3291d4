//! What the rules on candidates and on other politicians have in common: people who are not the council's members.

use crate::guard::case::{Case, Subject};
use crate::guard::finding::Confidence;
use crate::guard::index::accounts::Owner;
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::Meta;
use crate::guard::wording::{
    Whom, called, circumstance, instead_of_a_name, instead_of_an_account, naming, pointing,
};
use crate::roster::Kind;

/// Reports where people of one kind are named, and where readers are pointed to their accounts.
pub(super) fn look_for(kind: Kind, meta: &'static Meta, case: &Case<'_>, found: &mut Findings<'_>) {
    if !case.applies(&meta.code) {
        return;
    }
    for (part, mention) in case.mentions() {
        let Some(subject) = case.subject(&meta.code, mention) else { continue };
        let whom = match subject {
            Subject::Entry(entry) if entry.kind == kind => Some(Whom::of(case, &meta.code, entry, mention)),
            // Somebody a title shows to be one, whom no roster names.
            Subject::Politician if kind == Kind::Politician => None,
            _ => continue,
        };
        let remark = Remark {
            reason: meta.reasons[0],
            confidence: mention.confidence,
            why: match &whom {
                Some(whom) => naming(case, whom, mention),
                None => pointing(case, subject, mention),
            },
            suggestion: instead_of_a_name(case),
            person: whom.as_ref().and_then(Whom::person),
        };
        found.add(meta, Spot::Words(part.name, part.span(&mention.words)), remark);
    }
    for part in &case.scan.parts {
        for account in &part.accounts {
            let entry = case.owner(account.owner);
            let is_office = account.owner == Some(Owner::Office)
                && kind == Kind::Politician
                && case.standing.covers_politics();
            let is_theirs = entry.is_some_and(|entry| entry.kind == kind && case.covers(&meta.code, entry));
            if !is_office && !is_theirs {
                continue;
            }
            let whose = entry.map_or_else(|| "somebody who holds a political office".to_owned(), called);
            let remark = Remark {
                reason: meta.reasons[0],
                confidence: Confidence::Certain,
                why: format!("Points readers to an account or page of {}{}.", whose, circumstance(case)),
                suggestion: instead_of_an_account(case),
                person: entry.map(|entry| entry.id.clone()),
            };
            found.add(meta, Spot::Words(part.name, part.original(account.folded.clone())), remark);
        }
    }
}
