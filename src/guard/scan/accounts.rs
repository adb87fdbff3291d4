//! Handles, profile pages and party sites in a part.

use std::ops::Range;

use crate::guard::index::accounts::{Owner, is_telling};
use crate::guard::scan::view::View;
use crate::text::ItemKind;

/// An account somebody is pointed to.
#[derive(Debug, Clone)]
pub struct AccountHit {
    /// Whose it is; None when only its name says that it is a councillor's or politician's.
    pub owner: Option<Owner>,
    /// Its bytes in the folded text.
    pub folded: Range<usize>,
}

/// The accounts of a part.
pub fn find(view: &View<'_>) -> Vec<AccountHit> {
    let accounts = &view.index().accounts;
    let holds = |owner: &Owner| match owner {
        Owner::Entry(number) => {
            let people = &view.book.world().roster.people;
            people.get(*number as usize).is_some_and(|entry| entry.holds_on(view.standing.day))
        }
        Owner::PartySite => true,
    };
    let mut hits = Vec::new();
    for item in &view.tokens.items {
        let written = &view.text[item.range.clone()];
        let owner = match item.kind {
            ItemKind::Handle => accounts.of_handle(written),
            ItemKind::Url => accounts.of_url(written),
            ItemKind::Hashtag => accounts.of_handle(&written[1..]),
            ItemKind::Email => None,
        };
        if let Some(owner) = owner.filter(holds) {
            hits.push(AccountHit { owner: Some(owner), folded: item.range.clone() });
        } else if item.kind == ItemKind::Handle && is_telling(written) {
            hits.push(AccountHit { owner: None, folded: item.range.clone() });
        }
    }
    hits
}
