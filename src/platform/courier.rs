//! What delivery asks of a platform, in the name of a channel's account.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use secrecy::SecretString;

use super::mastodon::account::is_pinned;
use super::mastodon::api::{Api, CallError, client};
use super::mastodon::{deliver, readback, scheduled};
use crate::config::{ChannelSettings, PlatformName};
use crate::council::CouncilId;
use crate::post::Content;
use crate::review::step::ReadBack;
use crate::store::Store;

pub use super::mastodon::deliver::Outcome;
pub use super::mastodon::scheduled::TakenBack;

/// Calls platforms for delivery; clones share its connections.
#[derive(Debug, Clone)]
pub struct Courier {
    client: reqwest::Client,
}

/// The account of a channel, as which delivery may act: the platform has just vouched for it.
#[derive(Debug, Clone)]
pub struct Account(Api);

/// Why nothing can be done in the name of a channel's account. The texts are for officers and IT.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VouchError {
    /// The credential no longer works.
    #[error(
        "{upstream} does not accept the stored credential any more: bind a new one with `purdah token bind`"
    )]
    NotAccepted {
        /// The platform's origin.
        upstream: String,
    },
    /// The credential is somebody else's.
    #[error("the credential is not of the account {account}")]
    OtherAccount {
        /// The account the channel is pinned to.
        account: String,
    },
    /// The platform does not answer.
    #[error("{upstream} does not answer clearly ({error}): it is asked again")]
    NoAnswer {
        /// The platform's origin.
        upstream: String,
        /// How.
        error: CallError,
    },
}

impl Courier {
    /// A courier with connections of its own.
    ///
    /// # Errors
    /// When the system's TLS roots cannot be loaded.
    pub fn new() -> Result<Self, reqwest::Error> {
        Ok(Self { client: client()? })
    }

    /// Asks the platform whose credential this is; only the account the channel is pinned to will do.
    pub async fn vouch(
        &self,
        channel: &ChannelSettings,
        secret: &SecretString,
    ) -> Result<Account, VouchError> {
        let upstream = channel.upstream.origin().ascii_serialization();
        let no_answer = |error| match error {
            CallError::Status(status) if matches!(status.as_u16(), 401 | 403) => {
                VouchError::NotAccepted { upstream: upstream.clone() }
            }
            error => VouchError::NoAnswer { upstream: upstream.clone(), error },
        };
        match channel.platform {
            PlatformName::Mastodon => {
                let api = Api::new(self.client.clone(), channel.upstream.clone(), secret.clone());
                let account = api.verify_credentials().await.map_err(no_answer)?;
                let pinned = is_pinned(&account, &channel.account, &channel.upstream, &api).await;
                if pinned.map_err(no_answer)? {
                    Ok(Account(api))
                } else {
                    Err(VouchError::OtherAccount { account: channel.account.clone() })
                }
            }
        }
    }

    /// Publishes a content. `key` is the same for every try of one release.
    pub async fn deliver(
        &self,
        store: &Store,
        council: &CouncilId,
        account: &Account,
        content: &Content,
        key: &str,
    ) -> Outcome {
        deliver::deliver(content, deliver::Delivery { store, council, api: &account.0, key }).await
    }

    /// Whether a content that was sent since then is on the platform. Ids in `claimed` are other deliveries'.
    ///
    /// # Errors
    /// When the platform does not answer clearly: then nothing is known.
    pub async fn read_back(
        &self,
        account: &Account,
        content: &Content,
        since: DateTime<Utc>,
        claimed: &BTreeSet<String>,
    ) -> Result<ReadBack, CallError> {
        readback::read_back(content, since, claimed, &account.0).await
    }

    /// Deletes a post the platform keeps for later, and asks whether it is gone.
    pub async fn take_back(&self, account: &Account, id: &str) -> TakenBack {
        scheduled::take_back(id, &account.0).await
    }

    /// The platform's id of a post it keeps for later, when the answer that would have told it was lost.
    pub async fn find_scheduled(
        &self,
        account: &Account,
        content: &Content,
        slot: DateTime<Utc>,
    ) -> Option<String> {
        scheduled::find(content, slot, &account.0).await.ok().flatten()
    }
}
