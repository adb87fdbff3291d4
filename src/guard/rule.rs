//! What a rule is: a code and a page, sources for each nation, and a look at a post.

pub mod meta;

use crate::guard::case::Case;
use crate::guard::report::Findings;

pub use meta::{Answer, Meta, Switch};

/// One rule.
pub trait Rule: Sync + std::fmt::Debug {
    /// What it is.
    fn meta(&self) -> &'static Meta;

    /// Looks at a post and reports what it finds.
    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>);
}
