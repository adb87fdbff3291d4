//! Connections.

#[derive(Debug)]
pub(super) struct Database;
