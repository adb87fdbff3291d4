//! Members whose whole name a post shows to be somebody else's.

use std::collections::BTreeSet;

use crate::guard::finding::Confidence;
use crate::guard::index::people::FamilyForm;
use crate::guard::scan::mention::Mention;
use crate::guard::scan::names::look::Look;
use crate::guard::scan::names::spot::Seen;

/// Those a part shows to be others with a member's whole name: told once, further on they are meant too.
pub(super) struct Others<'v> {
    numbers: BTreeSet<u32>,
    families: BTreeSet<&'v [String]>,
}

impl<'v> Others<'v> {
    pub(super) fn of(seen: &[Seen<'v>]) -> Self {
        let mut others = Self { numbers: BTreeSet::new(), families: BTreeSet::new() };
        for Seen { numbers, look } in seen {
            if let Look::Another(name) = look {
                others.numbers.extend(numbers);
                others.families.insert(name.words.as_slice());
            }
        }
        for Seen { numbers, look } in seen {
            if others.numbers.is_empty() {
                break;
            }
            if let Look::Named { mention, name, .. } = look
                && mention.titled
            {
                others.numbers.retain(|number| numbers.binary_search(number).is_err());
                others.families.remove(name.words.as_slice());
            }
        }
        others
    }

    /// Leaves them out of those whom a mention without a title may mean.
    pub(super) fn leave_out(&self, numbers: &mut Vec<u32>, mention: &Mention, name: &FamilyForm) {
        if mention.titled || self.numbers.is_empty() {
            return;
        }
        if mention.confidence == Confidence::Possible && self.families.contains(name.words.as_slice()) {
            numbers.clear();
        }
        numbers.retain(|number| !self.numbers.contains(number));
    }
}
