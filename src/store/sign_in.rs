//! Signing in: passwords, one-time links, sessions.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use secrecy::SecretString;

use super::{Person, SignInError, Store, StoreError};
use crate::council::CouncilId;
use crate::review::PersonId;
use crate::review::step::Actor;

/// What the browser keeps: the council and 256 random bits. The store keeps only its hash.
pub type SessionSecret = SecretString;

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Where.
    pub council: CouncilId,
    /// Who, as they are now.
    pub person: Person,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Until when, whatever they do.
    pub until: DateTime<Utc>,
}

impl Store {
    /// Signs a person in by password. `from` is the address the attempt came from, for its own limit; None for the
    /// command line.
    pub async fn sign_in(
        &self,
        council: &CouncilId,
        email: &str,
        password: &SecretString,
        from: Option<IpAddr>,
    ) -> Result<SessionSecret, SignInError> {
        unimplemented!("follows in the next commit")
    }

    /// Who a session is, if it is still good.
    pub async fn session(&self, secret: &SecretString) -> Result<Option<Session>, StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// Ends a session; one that is no session is ended already.
    pub async fn session_end(&self, secret: &SecretString) -> Result<(), StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// A secret with which a person signs in once, without a password, within 24 hours.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] for an unknown person.
    pub async fn sign_in_link(
        &self,
        council: &CouncilId,
        person: PersonId,
        by: Actor,
    ) -> Result<SecretString, StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// Signs in with such a secret, once.
    pub async fn sign_in_with_link(&self, secret: &SecretString) -> Result<SessionSecret, SignInError> {
        unimplemented!("follows in the next commit")
    }
}
