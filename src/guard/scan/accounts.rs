//! Handles, profile pages and party sites in a part.

use std::ops::Range;

use crate::guard::index::Meaning;
use crate::guard::index::accounts::{Owner, is_telling};
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, ItemKind, Within};

/// An account somebody is pointed to.
#[derive(Debug, Clone)]
pub struct AccountHit {
    /// Whose it is; None when only its name says that it is a councillor's or politician's.
    pub owner: Option<Owner>,
    /// Its bytes in the folded text.
    pub folded: Range<usize>,
}

/// The accounts of a part.
pub fn find(view: &View<'_>, found: &[(usize, Meaning)]) -> Vec<AccountHit> {
    let accounts = &view.index().accounts;
    let holds = |owner: Owner| match owner {
        Owner::Entry(number) => {
            let people = &view.book.world().roster.people;
            people.get(number as usize).is_some_and(|entry| entry.holds_on(view.standing.day))
        }
        Owner::Party | Owner::Office | Owner::Shortened => true,
    };
    let mut hits = Vec::new();
    for item in &view.tokens.items {
        let written = &view.text[item.range.clone()];
        let owner = match item.kind {
            ItemKind::Handle => accounts.of_handle(written, &holds),
            ItemKind::Url => accounts.of_url(written, &holds).or_else(|| {
                let leads_to_one = written.contains('/') && view.index().party_links.tell(written);
                leads_to_one.then_some(Owner::Party)
            }),
            // A party's name as a hashtag is no more than its name.
            ItemKind::Hashtag => {
                accounts.of_handle(&written[1..], &|owner| matches!(owner, Owner::Entry(_)) && holds(owner))
            }
            ItemKind::Email => accounts.of_mailbox(written, &holds),
        };
        if let Some(owner) = owner {
            hits.push(AccountHit { owner: Some(owner), folded: item.range.clone() });
        } else if item.kind == ItemKind::Handle && is_telling(written) {
            hits.push(AccountHit { owner: None, folded: item.range.clone() });
        }
    }
    for at in found.iter().filter(|(_, meaning)| *meaning == Meaning::Handle).map(|(at, _)| *at) {
        if let Some(folded) = bare_name(view, at)
            && let Some(owner) = accounts.of_handle(name_in(&view.text[folded.clone()]), &holds)
        {
            hits.push(AccountHit { owner: Some(owner), folded });
        }
    }
    hits
}

/// An account's name without its sign, where something else says that it is one: `@ wynash`, `ig: wynash`, `on Threads
/// as wynash`, `follow wynash`.
fn bare_name(view: &View<'_>, at: usize) -> Option<Range<usize>> {
    let token = view.token(at).filter(|token| token.within == Within::Prose)?;
    let start = token.range().start;
    let name = &view.text[start..];
    let end = start + name.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(name.len());
    // `wyn_ash` is no word of any language.
    if view.text[start..end].contains('_') {
        return Some(start..end);
    }
    let before = view.text[..start].trim_end();
    if let Some(sign) = SIGNS.iter().find_map(|sign| before.strip_suffix(sign)).map(str::len) {
        return Some(sign..end);
    }
    let near =
        |at: usize| view.gap(at).joins() || matches!(view.gap(at), Gap::Colon | Gap::Other | Gap::Open);
    let platform = |at: usize| view.is(Sense::Platform, at);
    let last = at.checked_sub(1).filter(|_| near(at))?;
    let asks = matches!(view.at(last), "follow" | "following" | "tag" | "tagging" | "via" | "dm" | "cc");
    let named = matches!(view.at(last), "as" | "at" | "under" | "is" | "by")
        && (last.saturating_sub(4)..last).any(platform);
    (asks || named || platform(last)).then_some(start..end)
}

/// What people write for the sign before an account's name.
const SIGNS: [&str; 4] = ["(at)", "[at]", "{at}", "@"];

/// The name behind such a sign.
fn name_in(written: &str) -> &str {
    let behind = SIGNS.iter().find_map(|sign| written.strip_prefix(sign));
    behind.unwrap_or(written).trim_start()
}
