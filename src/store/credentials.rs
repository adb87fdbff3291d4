//! Platform credentials: found by fingerprint, kept sealed, bound to tools.

use chrono::{DateTime, Utc};
use secrecy::SecretString;

use super::{Store, StoreError};
use crate::council::CouncilId;
use crate::review::ToolId;
use crate::review::step::Actor;
use crate::secrets::Fingerprint;

/// A credential the platform has vouched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// The channel it was used on.
    pub channel: String,
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
    /// The account the platform says it belongs to.
    pub account: String,
    /// The tool an administrator bound it to.
    pub tool: Option<ToolId>,
    /// When the platform last vouched for it.
    pub verified_at: DateTime<Utc>,
    /// Taken out of use.
    pub revoked: bool,
}

impl Store {
    /// The keyed fingerprint of a credential on a channel.
    pub fn fingerprint(&self, council: &CouncilId, channel: &str, secret: &SecretString) -> Fingerprint {
        self.0.keyring.fingerprint(council, channel, secret)
    }

    /// A credential by its fingerprint.
    pub async fn credential(
        &self,
        council: &CouncilId,
        channel: &str,
        fingerprint: &Fingerprint,
    ) -> Result<Option<Credential>, StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// Notes that the platform has just vouched for a credential, and keeps it sealed. A revoked one stays revoked.
    pub async fn credential_verified(
        &self,
        council: &CouncilId,
        channel: &str,
        fingerprint: &Fingerprint,
        secret: &SecretString,
        account: &str,
    ) -> Result<(), StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// Binds a credential to a tool, and puts it back in use if it was revoked.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] for an unknown credential or tool.
    pub async fn credential_bind(
        &self,
        council: &CouncilId,
        channel: &str,
        fingerprint: &Fingerprint,
        tool: ToolId,
        by: Actor,
    ) -> Result<(), StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// Takes a credential out of use: its tool is forgotten, its secret erased, and delivery does not use it.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] for an unknown credential.
    pub async fn credential_unbind(
        &self,
        council: &CouncilId,
        channel: &str,
        fingerprint: &Fingerprint,
        by: Actor,
    ) -> Result<(), StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// The credentials of a council, by channel, newest first.
    pub async fn credentials(&self, council: &CouncilId) -> Result<Vec<Credential>, StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// What delivery sends with: of the credentials bound to a tool and not revoked, the one the platform vouched
    /// for last. Check its account against the channel's.
    pub async fn delivery_credential(
        &self,
        council: &CouncilId,
        channel: &str,
    ) -> Result<Option<(Fingerprint, SecretString)>, StoreError> {
        unimplemented!("follows in the next commit")
    }
}
