//! The tools that post, and the people registered as their users.

use chrono::{DateTime, Utc};

use super::{Store, StoreError};
use crate::council::CouncilId;
use crate::review::step::Actor;
use crate::review::{PersonId, ToolId};

/// A tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tool {
    /// Its id.
    pub id: ToolId,
    /// Its name, for pages.
    pub name: String,
    /// Its users: the authors of what it posts.
    pub users: Vec<PersonId>,
    /// When it was added.
    pub added_at: DateTime<Utc>,
}

impl Store {
    /// Adds a tool.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] when one of the users is unknown.
    pub async fn tool_add(
        &self,
        council: &CouncilId,
        name: &str,
        users: Vec<PersonId>,
        by: Actor,
    ) -> Result<Tool, StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// A tool by id.
    pub async fn tool(&self, council: &CouncilId, id: ToolId) -> Result<Option<Tool>, StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// Every tool, by name.
    pub async fn tools(&self, council: &CouncilId) -> Result<Vec<Tool>, StoreError> {
        unimplemented!("follows in the next commit")
    }
}
