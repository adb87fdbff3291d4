//! Platform credentials: found by fingerprint, kept sealed, bound to tools.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde_json::json;

use super::record::Clocked;
use super::statement::{Row, values};
use super::{Store, StoreError};
use crate::audit::NewEvent;
use crate::council::CouncilId;
use crate::review::ToolId;
use crate::review::step::Actor;
use crate::secrets::{Fingerprint, Place};

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
        let row = self
            .row(
                "select channel, fingerprint, account, tool, verified_at, revoked_at from credentials \
                 where council = $1 and channel = $2 and fingerprint = $3",
                values![council, channel, fingerprint.as_str()],
            )
            .await?;
        row.map(|row| credential(&row)).transpose()
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
        let sealed = self.0.keyring.seal(place(council, channel, fingerprint), secret)?;
        let of =
            Arc::new((council.clone(), channel.to_owned(), fingerprint.clone(), sealed, account.to_owned()));
        self.write(council, move |tx| {
            let of = Arc::clone(&of);
            Box::pin(async move {
                let (council, channel, fingerprint, sealed, account) = &*of;
                let now = tx.now;
                // A revoked credential has no secret to go back to.
                tx.execute(
                    "insert into credentials (council, channel, fingerprint, account, sealed, verified_at) \
                     values ($1, $2, $3, $4, $5, $6) on conflict (council, channel, fingerprint) do update \
                     set account = excluded.account, verified_at = excluded.verified_at, \
                     sealed = case when credentials.revoked_at is null then excluded.sealed end",
                    values![council, channel, fingerprint.as_str(), account, sealed, now],
                )
                .await
                .map(drop)
            })
        })
        .await
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
        let of = Arc::new((council.clone(), channel.to_owned(), fingerprint.clone()));
        self.write(council, move |tx| {
            let of = Arc::clone(&of);
            Box::pin(async move {
                let (council, channel, fingerprint) = &*of;
                let known = tx
                    .row("select id from tools where council = $1 and id = $2", values![council, tool])
                    .await?;
                known.ok_or(StoreError::NoSuch("tool"))?;
                tx.change(
                    "credential",
                    "update credentials set tool = $4, revoked_at = null \
                     where council = $1 and channel = $2 and fingerprint = $3",
                    values![council, channel, fingerprint.as_str(), tool],
                )
                .await?;
                let data = json!({ "channel": channel, "credential": fingerprint.short(), "tool": tool });
                tx.append(council, Clocked::Loosely, NewEvent::new(by, "credential-bound", data)).await
            })
        })
        .await
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
        let of = Arc::new((council.clone(), channel.to_owned(), fingerprint.clone()));
        self.write(council, move |tx| {
            let of = Arc::clone(&of);
            Box::pin(async move {
                let (council, channel, fingerprint) = &*of;
                let now = tx.now;
                tx.change(
                    "credential",
                    "update credentials set tool = null, sealed = null, revoked_at = $4 \
                     where council = $1 and channel = $2 and fingerprint = $3",
                    values![council, channel, fingerprint.as_str(), now],
                )
                .await?;
                let data = json!({ "channel": channel, "credential": fingerprint.short() });
                tx.append(council, Clocked::Loosely, NewEvent::new(by, "credential-unbound", data)).await
            })
        })
        .await
    }

    /// The credentials of a council, by channel, newest first.
    pub async fn credentials(&self, council: &CouncilId) -> Result<Vec<Credential>, StoreError> {
        let rows = self
            .rows(
                "select channel, fingerprint, account, tool, verified_at, revoked_at from credentials \
                 where council = $1 order by channel, verified_at desc, fingerprint",
                values![council],
            )
            .await?;
        rows.iter().map(credential).collect()
    }

    /// What delivery sends with: of the credentials bound to a tool and not revoked, the one the platform vouched
    /// for last. Check its account against the channel's.
    pub async fn delivery_credential(
        &self,
        council: &CouncilId,
        channel: &str,
    ) -> Result<Option<(Fingerprint, SecretString)>, StoreError> {
        let row = self
            .row(
                "select fingerprint, sealed from credentials where council = $1 and channel = $2 \
                 and tool is not null and revoked_at is null and sealed is not null \
                 order by verified_at desc, fingerprint limit 1",
                values![council, channel],
            )
            .await?;
        let Some(row) = row else { return Ok(None) };
        let fingerprint = Fingerprint::from_hex(row.text("fingerprint")?);
        let secret = self.0.keyring.open(place(council, channel, &fingerprint), &row.bytes("sealed")?)?;
        Ok(Some((fingerprint, secret)))
    }
}

/// Where the secret of a credential is sealed.
fn place<'p>(council: &'p CouncilId, channel: &'p str, fingerprint: &'p Fingerprint) -> Place<'p> {
    Place { council, channel, row: fingerprint.as_str() }
}

fn credential(row: &Row) -> Result<Credential, StoreError> {
    Ok(Credential {
        channel: row.text("channel")?,
        fingerprint: Fingerprint::from_hex(row.text("fingerprint")?),
        account: row.text("account")?,
        tool: row.maybe_parsed("tool")?,
        verified_at: row.time("verified_at")?,
        revoked: row.maybe_int("revoked_at")?.is_some(),
    })
}
