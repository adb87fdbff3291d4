//! The tools that post, and the people registered as their users.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::record::Clocked;
use super::statement::{Row, to_json, values};
use super::{Store, StoreError};
use crate::audit::NewEvent;
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
        let of = Arc::new((self.clone(), council.clone(), name.to_owned(), users));
        self.write(council, move |tx| {
            let of = Arc::clone(&of);
            Box::pin(async move {
                let (store, council, name, users) = &*of;
                for user in users {
                    let known = tx
                        .row("select id from people where council = $1 and id = $2", values![council, *user])
                        .await?;
                    known.ok_or(StoreError::NoSuch("person"))?;
                }
                let id = ToolId(store.0.ids.next(tx.now));
                let now = tx.now;
                tx.execute(
                    "insert into tools (council, id, name, users, added_at) values ($1, $2, $3, $4, $5)",
                    values![council, id, name, to_json(users), now],
                )
                .await?;
                let data = json!({ "tool": id, "users": users });
                tx.append(council, Clocked::Loosely, NewEvent::new(by, "tool-added", data)).await?;
                Ok(Tool { id, name: name.clone(), users: users.clone(), added_at: now })
            })
        })
        .await
    }

    /// A tool by id.
    pub async fn tool(&self, council: &CouncilId, id: ToolId) -> Result<Option<Tool>, StoreError> {
        let row = self
            .row(
                "select id, name, users, added_at from tools where council = $1 and id = $2",
                values![council, id],
            )
            .await?;
        row.map(|row| tool(&row)).transpose()
    }

    /// Every tool, by name.
    pub async fn tools(&self, council: &CouncilId) -> Result<Vec<Tool>, StoreError> {
        let rows = self
            .rows(
                "select id, name, users, added_at from tools where council = $1 order by name, id",
                values![council],
            )
            .await?;
        rows.iter().map(tool).collect()
    }
}

fn tool(row: &Row) -> Result<Tool, StoreError> {
    Ok(Tool {
        id: row.parsed("id")?,
        name: row.text("name")?,
        users: row.json("users")?,
        added_at: row.time("added_at")?,
    })
}
