//! Rows.

#[derive(Debug)]
pub(super) struct Ids;
