//! Guard tokens: of a person (`pdh_p_…`), who may decide with it, or of a tool (`pdh_t_…`), which only submits
//! and reads. A token names its council; the store keeps only its hash.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde_json::json;
use uuid::Uuid;

use super::bearer::Bearer;
use super::record::Clocked;
use super::statement::{Row, damaged, values};
use super::{Person, Store, StoreError, Tool};
use crate::audit::NewEvent;
use crate::council::CouncilId;
use crate::review::step::Actor;
use crate::review::{PersonId, ToolId};

/// Whose token it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenOwner {
    /// A person's: may do what the person may.
    Person(PersonId),
    /// A tool's: submits and reads, never decides.
    Tool(ToolId),
}

/// A token as lists show it: never the secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub owner: TokenOwner,
    /// What it is for, in the words of whoever made it.
    pub name: String,
    /// When it was made.
    pub added_at: DateTime<Utc>,
    /// Since when it no longer works.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// Who holds a token that works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenHolder {
    /// A person, as they are now.
    Person {
        /// Their council.
        council: CouncilId,
        /// The token's id.
        token: Uuid,
        /// Who.
        person: Person,
    },
    /// A tool.
    Tool {
        /// Its council.
        council: CouncilId,
        /// The token's id.
        token: Uuid,
        /// Which.
        tool: Tool,
    },
}

impl TokenHolder {
    /// The council the token is good for.
    pub fn council(&self) -> &CouncilId {
        match self {
            Self::Person { council, .. } | Self::Tool { council, .. } => council,
        }
    }
}

impl Store {
    /// Makes a token. This is the only time its secret is seen.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] for an unknown owner.
    pub async fn token_add(
        &self,
        council: &CouncilId,
        owner: TokenOwner,
        name: &str,
        by: Actor,
    ) -> Result<SecretString, StoreError> {
        let (bearer, table) = match owner {
            TokenOwner::Person(_) => {
                (Bearer::Person, "select id from people where council = $1 and id = $2 and active = 1")
            }
            TokenOwner::Tool(_) => (Bearer::Tool, "select id from tools where council = $1 and id = $2"),
        };
        let (secret, hash) = bearer.issue(council)?;
        let of = Arc::new((self.clone(), council.clone(), name.to_owned(), hash));
        self.write(council, move |tx| {
            let of = Arc::clone(&of);
            Box::pin(async move {
                let (store, council, name, hash) = &*of;
                let (person, tool, owner) = match owner {
                    TokenOwner::Person(id) => (Some(id), None, id.to_string()),
                    TokenOwner::Tool(id) => (None, Some(id), id.to_string()),
                };
                let known = tx.row(table, values![council, owner.as_str()]).await?;
                known.ok_or(StoreError::NoSuch("owner of a token"))?;
                let id = store.0.ids.next(tx.now);
                let now = tx.now;
                tx.execute(
                    "insert into tokens (council, hash, id, person, tool, name, added_at) \
                     values ($1, $2, $3, $4, $5, $6, $7)",
                    values![council, hash, id, person, tool, name, now],
                )
                .await?;
                let data = json!({ "token": id, "owner": owner });
                tx.append(council, Clocked::Loosely, NewEvent::new(by, "token-added", data)).await
            })
        })
        .await?;
        Ok(secret)
    }

    /// Who holds a token; None for one that is unknown, revoked, or whose person is no longer active.
    pub async fn token(&self, secret: &SecretString) -> Result<Option<TokenHolder>, StoreError> {
        let Some((bearer, council, hash)) = Bearer::read(secret) else { return Ok(None) };
        let row = self
            .row(
                "select id, person, tool from tokens where council = $1 and hash = $2 and revoked_at is null",
                values![&council, hash],
            )
            .await?;
        let Some(row) = row else { return Ok(None) };
        let token = row.parsed("id")?;
        match bearer {
            Bearer::Person => {
                let person =
                    self.person(&council, row.parsed("person")?).await?.filter(|person| person.active);
                Ok(person.map(|person| TokenHolder::Person { council, token, person }))
            }
            Bearer::Tool => {
                let tool = self.tool(&council, row.parsed("tool")?).await?;
                Ok(tool.map(|tool| TokenHolder::Tool { council, token, tool }))
            }
            Bearer::Session | Bearer::Link => Ok(None),
        }
    }

    /// Revokes a token.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] for an unknown token.
    pub async fn token_revoke(&self, council: &CouncilId, id: Uuid, by: Actor) -> Result<(), StoreError> {
        let of = council.clone();
        self.write(council, move |tx| {
            let of = of.clone();
            Box::pin(async move {
                let now = tx.now;
                tx.change(
                    "token",
                    "update tokens set revoked_at = coalesce(revoked_at, $3) where council = $1 and id = $2",
                    values![&of, id, now],
                )
                .await?;
                let data = json!({ "token": id });
                tx.append(&of, Clocked::Loosely, NewEvent::new(by, "token-revoked", data)).await
            })
        })
        .await
    }

    /// Every token of a council, newest first.
    pub async fn tokens(&self, council: &CouncilId) -> Result<Vec<Token>, StoreError> {
        let rows = self
            .rows(
                "select id, person, tool, name, added_at, revoked_at from tokens where council = $1 order by id desc",
                values![council],
            )
            .await?;
        rows.iter().map(token).collect()
    }
}

fn token(row: &Row) -> Result<Token, StoreError> {
    let owner = match (row.maybe_parsed("person")?, row.maybe_parsed("tool")?) {
        (Some(person), None) => TokenOwner::Person(person),
        (None, Some(tool)) => TokenOwner::Tool(tool),
        _ => return Err(damaged("person")),
    };
    Ok(Token {
        id: row.parsed("id")?,
        owner,
        name: row.text("name")?,
        added_at: row.time("added_at")?,
        revoked_at: row.maybe_time("revoked_at")?,
    })
}
