//! Who is asking: the platform itself says whose credential it is, and only the pinned account's counts.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue, StatusCode};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

use super::Proxy;
use super::channels::Way;
use super::reply::{Step, Stop};
use crate::platform::mastodon::account::is_pinned;
use crate::platform::mastodon::answer::Reply;
use crate::platform::mastodon::api::{Api, CallError};
use crate::review::step::Submitter;
use crate::review::{PersonId, ToolId};
use crate::secrets::Fingerprint;
use crate::store::TokenHolder;

/// How long a platform's word is believed.
const BELIEVED: TimeDelta = TimeDelta::minutes(5);

/// What guard tokens begin with.
const GUARD_TOKEN: &str = "pdh_";

/// A caller the platform has vouched for.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    /// The platform, in the caller's name.
    pub(super) api: Api,
    /// The platform credential's fingerprint.
    pub(super) fingerprint: Fingerprint,
    /// The account, as `verify_credentials` told it.
    pub(super) account: Arc<Value>,
    /// The tool, if its credential is bound or its token is a tool's.
    pub(super) tool: Option<ToolId>,
    /// Whose own posts it writes.
    pub(super) authors: Vec<PersonId>,
    /// Who acts when it changes a post.
    pub(super) by: Submitter,
}

impl Caller {
    /// Nobody has bound the credential: its writes are held.
    pub(super) fn is_unknown(&self) -> bool {
        matches!(self.by, Submitter::Tool(None))
    }
}

/// Accounts the platform has vouched for in the last minutes.
#[derive(Debug, Default)]
pub(super) struct Callers(Mutex<BTreeMap<Key, Vouched>>);

type Key = (String, String, Fingerprint);

#[derive(Debug, Clone)]
struct Vouched {
    at: DateTime<Utc>,
    account: Arc<Value>,
}

impl Callers {
    fn get(&self, key: &Key, now: DateTime<Utc>) -> Option<Arc<Value>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .get(key)
            .filter(|vouched| vouched.at <= now && now - vouched.at < BELIEVED)
            .map(|v| v.account.clone())
    }

    fn put(&self, key: Key, account: Arc<Value>, now: DateTime<Utc>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, vouched| now - vouched.at < BELIEVED);
        known.insert(key, Vouched { at: now, account });
    }
}

/// The one bearer token a request carries in its header.
fn bearer(headers: &HeaderMap) -> Option<SecretString> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return None };
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then(|| SecretString::from(token))
}

/// What stands behind the token a request carries.
enum Token {
    /// The platform's own.
    Platform(SecretString),
    /// The guard's: the channel's own credential goes to the platform.
    Guard(TokenHolder, SecretString),
}

async fn token(proxy: &Proxy, way: &Way, headers: &HeaderMap) -> Step<Token> {
    let secret = bearer(headers).ok_or_else(Reply::unauthorised)?;
    if !secret.expose_secret().starts_with(GUARD_TOKEN) {
        return Ok(Token::Platform(secret));
    }
    let store = &proxy.node.store;
    let holder = store.token(&secret).await?.ok_or_else(Reply::unauthorised)?;
    if holder.council() != way.council.id() {
        return Err(Reply::unauthorised().into());
    }
    match store.delivery_credential(way.council.id(), &way.channel.name).await? {
        Some((_, credential)) => Ok(Token::Guard(holder, credential)),
        None => Err(Stop::error(
            StatusCode::FORBIDDEN,
            "This action is not allowed: no platform credential is bound for this channel yet. An administrator \
             can bind one.",
        )),
    }
}

/// The `Authorization` to send in place of a guard token, for requests that are not looked at any further.
pub(super) async fn stand_in(proxy: &Proxy, way: &Way, headers: &HeaderMap) -> Step<Option<HeaderValue>> {
    let guards = bearer(headers).is_some_and(|secret| secret.expose_secret().starts_with(GUARD_TOKEN));
    if !guards {
        return Ok(None);
    }
    match token(proxy, way, headers).await? {
        Token::Guard(_, credential) => authorization(&credential).map(Some),
        Token::Platform(_) => Ok(None),
    }
}

/// A credential as a header.
pub(super) fn authorization(secret: &SecretString) -> Step<HeaderValue> {
    let mut value = HeaderValue::from_str(&format!("Bearer {}", secret.expose_secret()))
        .map_err(|_| Reply::unauthorised())?;
    value.set_sensitive(true);
    Ok(value)
}

/// Finds out who is asking. Nothing is stored and nothing read before this has succeeded.
pub(super) async fn identify(proxy: &Proxy, way: &Way, headers: &HeaderMap) -> Step<Caller> {
    let (council, channel) = (way.council.id(), &way.channel.name);
    let store = &proxy.node.store;
    let token = token(proxy, way, headers).await?;
    let (Token::Platform(secret) | Token::Guard(_, secret)) = &token;
    let fingerprint = store.fingerprint(council, channel, secret);
    let known = store.credential(council, channel, &fingerprint).await?;
    if known.as_ref().is_some_and(|credential| credential.revoked) {
        return Err(Reply::unauthorised().into());
    }
    let api = Api::new(proxy.lookups.clone(), way.channel.upstream.clone(), secret.clone());
    let account = vouch(proxy, way, &api, &fingerprint, secret).await?;
    let (tool, authors, by) = match token {
        Token::Guard(TokenHolder::Tool { tool, .. }, _) => {
            (Some(tool.id), tool.users, Submitter::Tool(Some(tool.id)))
        }
        Token::Guard(TokenHolder::Person { person, .. }, _) => {
            (None, vec![person.id], Submitter::Person(person.id))
        }
        Token::Platform(_) => match known.and_then(|credential| credential.tool) {
            Some(id) => {
                let users = store.tool(council, id).await?.map(|tool| tool.users).unwrap_or_default();
                (Some(id), users, Submitter::Tool(Some(id)))
            }
            None => (None, Vec::new(), Submitter::Tool(None)),
        },
    };
    Ok(Caller { api, fingerprint, account, tool, authors, by })
}

/// Asks the platform whose credential it is, unless it said so in the last minutes.
async fn vouch(
    proxy: &Proxy,
    way: &Way,
    api: &Api,
    fingerprint: &Fingerprint,
    secret: &SecretString,
) -> Step<Arc<Value>> {
    let (council, channel, now) = (way.council.id(), &way.channel, proxy.node.clock.now());
    let key = (council.to_string(), channel.name.clone(), fingerprint.clone());
    if let Some(account) = proxy.callers.get(&key, now) {
        return Ok(account);
    }
    let account = api.verify_credentials().await.map_err(not_vouched)?;
    if !is_pinned(&account, &channel.account, &channel.upstream, api).await.map_err(not_vouched)? {
        return Err(Stop::error(
            StatusCode::FORBIDDEN,
            format!("This action is not allowed: posts here are published as {} only", channel.account),
        ));
    }
    proxy
        .node
        .store
        .credential_verified(council, &channel.name, fingerprint, secret, &channel.account)
        .await?;
    let account = Arc::new(account);
    proxy.callers.put(key, Arc::clone(&account), now);
    Ok(account)
}

fn not_vouched(error: CallError) -> Stop {
    match error {
        CallError::Status(StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) => Reply::unauthorised().into(),
        other => {
            tracing::warn!(error = %other, "caller.not_vouched");
            Stop::error(
                StatusCode::SERVICE_UNAVAILABLE,
                "The platform could not confirm whose account this is, so nothing was sent. Please try again later.",
            )
        }
    }
}
