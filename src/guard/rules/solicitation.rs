#![doc = include_str!("solicitation.md")]

use std::collections::BTreeSet;

use crate::guard::case::Case;
use crate::guard::decision::Decision;
use crate::guard::finding::{Confidence, Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::prose::Prose;
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;
use crate::guard::scan::is_prose;
use crate::lexicon::Sense;
use crate::post::PartName;

/// CLR305: asks for money, signatures or custom.
#[derive(Debug)]
pub struct Solicitation;

static META: Meta = Meta {
    code: RuleCode::new("CLR305"),
    name: "solicitation",
    title: "Asks for money, signatures or custom",
    reasons: &[Reason::Solicitation],
    since: "0.1.0",
    default: Setting::flat(Decision::Allow, When::Year),
    switches: &[],
    page: include_str!("solicitation.md"),
    sources: sources::conduct,
};

impl Rule for Solicitation {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {
        if !case.is_on(&META.code) {
            return;
        }
        let index = case.book.index();
        let contacts = &case.book.world().council.contacts;
        let mut links = 0;
        let mut allowed = 0;
        for part in case.post.parts.iter().filter(|part| is_prose(part.name) && part.text.contains('.')) {
            let prose = Prose::of(part, index);
            for site in prose.sites() {
                let host = host_of(&prose.text()[site.clone()]);
                links += 1;
                if is_of(host, &index.allowed_sites) || is_own(host, contacts) {
                    allowed += 1;
                } else if is_of(host, &index.asking_sites) {
                    let why = "Leads to a site where money, signatures or custom are asked for.";
                    let span = prose.original(site);
                    found.add(&META, Spot::Words(part.name, span), remark(Confidence::Certain, why));
                }
            }
        }
        // What is asked for on the council's own pages or on its list is the council's business.
        if links > 0 && links == allowed {
            return;
        }
        for part in case.scan.parts.iter().filter(|part| !matches!(part.name, PartName::Link(_))) {
            for hit in part.side.iter().filter(|hit| hit.sense == Sense::Asking) {
                let spot = Spot::Words(part.name, part.span(&hit.words));
                found.add(&META, spot, remark(hit.confidence, "Asks for money, signatures or custom."));
            }
        }
    }
}

fn remark(confidence: Confidence, why: &str) -> Remark {
    Remark {
        reason: Reason::Solicitation,
        confidence,
        why: why.to_owned(),
        suggestion: "Link to a page of the council's, or have the site put on the council's list.".to_owned(),
        person: None,
    }
}

/// The host of a web address.
fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

/// Whether a host, or one it lies under, is on a list.
fn is_of(host: &str, list: &BTreeSet<String>) -> bool {
    let above = host.match_indices('.').map(|(at, _)| &host[at + 1..]);
    std::iter::once(host).chain(above).any(|host| list.contains(host))
}

/// Whether a host is the council's own.
fn is_own(host: &str, contacts: &[String]) -> bool {
    contacts.iter().filter_map(|contact| contact.strip_prefix('@')).any(|domain| {
        let domain = domain.to_lowercase();
        host == domain || host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.ends_with('.'))
    })
}
