//! Guard tokens: of a person (`pdh_p_…`), who may decide with it, or of a tool (`pdh_t_…`), which only submits
//! and reads. A token names its council; the store keeps only its hash.

use chrono::{DateTime, Utc};
use secrecy::SecretString;
use uuid::Uuid;

use super::{Person, Store, StoreError, Tool};
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
        unimplemented!("follows in the next commit")
    }

    /// Who holds a token; None for one that is unknown, revoked, or whose person is no longer active.
    pub async fn token(&self, secret: &SecretString) -> Result<Option<TokenHolder>, StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// Revokes a token.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] for an unknown token.
    pub async fn token_revoke(&self, council: &CouncilId, id: Uuid, by: Actor) -> Result<(), StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// Every token of a council, newest first.
    pub async fn tokens(&self, council: &CouncilId) -> Result<Vec<Token>, StoreError> {
        unimplemented!("follows in the next commit")
    }
}
