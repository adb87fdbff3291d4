//! The judgement: a post, a moment and a rulebook give a verdict. Nothing else has a say in it.
//!
//! [`rulebook`] compiles what the council knows; [`glance`] dismisses posts in which nothing of it can stand; [`scan`]
//! reads the others with it; the rules of [`registry`] look at
//! what was read and report to [`report`]; [`policy`] says what a finding leads to.

#![deny(clippy::disallowed_methods)]

pub mod case;
pub mod decision;
pub mod finding;
mod glance;
pub mod handbook;
pub mod index;
pub mod length;
pub mod policy;
pub mod poll_day;
mod prose;
pub mod registry;
pub mod report;
pub mod retired;
pub mod rule;
pub mod rulebook;
pub mod rules;
pub mod scan;
pub mod source;
pub mod standing;
pub mod verdict;
mod wording;
pub mod world;

use chrono::{DateTime, Utc};

pub use decision::Decision;
pub use policy::{Choice, Policy};
pub use rulebook::Rulebook;
pub use verdict::Verdict;
pub use world::World;

use crate::post::Post;
use case::Case;
use report::Findings;

/// Judges a post for the moment at which it is public. Total: whatever could not be read is a finding.
pub fn judge(post: &Post, when: DateTime<Utc>, book: &Rulebook) -> Verdict {
    if glance::finds_nothing(post, book) {
        return Verdict::clear(book.periods(when), book.shared_digest());
    }
    judge_in_full(post, when, book)
}

/// Whether a quick look is enough to see that nothing is found in a post: true of most.
pub fn is_quiet_at_first_sight(post: &Post, book: &Rulebook) -> bool {
    glance::finds_nothing(post, book)
}

/// What [`judge`] says, without the quick look that spares most posts the rest.
pub fn judge_in_full(post: &Post, when: DateTime<Utc>, book: &Rulebook) -> Verdict {
    let post = &*length::within_reach(post);
    let case = Case::open(post, when, book);
    let mut found = Findings::of(&case);
    for rule in registry::RULES {
        rule.look(&case, &mut found);
    }
    found.verdict(&case)
}
