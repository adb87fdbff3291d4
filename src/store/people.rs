//! People: their names, roles and passwords.

use chrono::{DateTime, Utc};
use secrecy::SecretString;

use super::{Store, StoreError};
use crate::council::CouncilId;
use crate::review::step::Actor;
use crate::review::{Decider, PersonId, Roles};

/// A person to be added.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Their name, for pages.
    pub name: String,
    /// Their e-mail address, unique in the council in any case of letters.
    pub email: String,
    /// None: they sign in by a link first.
    pub password: Option<SecretString>,
    /// What they may do.
    pub roles: Roles,
}

/// A person of a council.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// What they may do.
    pub roles: Roles,
    /// Whether they may sign in at all.
    pub active: bool,
    /// Whether they have a password.
    pub has_password: bool,
    /// When they were added.
    pub added_at: DateTime<Utc>,
}

impl Person {
    /// The person as one who decides.
    pub fn decider(&self) -> Decider {
        Decider { person: self.id, roles: self.roles.clone() }
    }
}

impl Store {
    /// Adds a person.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when the e-mail address is somebody's already.
    pub async fn person_add(
        &self,
        council: &CouncilId,
        new: NewPerson,
        by: Actor,
    ) -> Result<Person, StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// A person by id.
    pub async fn person(&self, council: &CouncilId, id: PersonId) -> Result<Option<Person>, StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// A person by e-mail address, in any case of letters.
    pub async fn person_by_email(&self, council: &CouncilId, email: &str) -> Result<Option<Person>, StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// Everyone, by name.
    pub async fn people(&self, council: &CouncilId) -> Result<Vec<Person>, StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// Gives a person exactly these roles.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] for an unknown person.
    pub async fn person_set_roles(
        &self,
        council: &CouncilId,
        id: PersonId,
        roles: Roles,
        by: Actor,
    ) -> Result<(), StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// Gives a person a password, and ends their sessions.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] for an unknown person.
    pub async fn person_set_password(
        &self,
        council: &CouncilId,
        id: PersonId,
        password: &SecretString,
        by: Actor,
    ) -> Result<(), StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// Closes an account: its sessions end, its links and tokens are revoked. The person stays in the record.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] for an unknown person.
    pub async fn person_deactivate(
        &self,
        council: &CouncilId,
        id: PersonId,
        by: Actor,
    ) -> Result<(), StoreError> {
        unimplemented!("follows in the next commit")
    }
}
