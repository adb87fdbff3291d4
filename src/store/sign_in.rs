//! Signing in: passwords, one-time links, sessions.

use std::net::IpAddr;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::SecretString;
use serde_json::json;

use super::bearer::Bearer;
use super::people::{email_key, person, person_columns};
use super::record::Clocked;
use super::statement::values;
use super::writer::{Fault, Tx};
use super::{Person, SignInError, Store, StoreError, passwords};
use crate::audit::NewEvent;
use crate::council::CouncilId;
use crate::review::PersonId;
use crate::review::step::Actor;

/// How long a session lasts: a working day.
const SESSION_LASTS: TimeDelta = TimeDelta::hours(12);
/// How long a sign-in link waits to be used.
const LINK_LASTS: TimeDelta = TimeDelta::hours(24);
/// How long attempts are counted together.
const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// Attempts for one e-mail address within a window; a success clears them.
const ATTEMPTS_FOR_EMAIL: i64 = 5;
/// Attempts from one network address within a window. An office shares one.
const ATTEMPTS_FROM_ADDRESS: i64 = 50;

impl Fault for SignInError {
    fn of_store(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            Self::Wrong | Self::TooManyAttempts { .. } | Self::Inactive | Self::LinkSpent => None,
        }
    }
}

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
        self.count_attempt(council, email, from).await?;
        let row = self
            .row(person_columns!("where council = $1 and email_key = $2"), values![council, email_key(email)])
            .await?;
        let hash = row.as_ref().map_or(Ok(None), |row| row.maybe_text("password"))?;
        let person = row.map(|row| person(&row)).transpose()?;
        let right = passwords::is_right(password, hash).await?;
        match person {
            Some(person) if right && person.active => {
                let forget = self.subject_of_email(council, email);
                self.start_session(council, person.id, "password", Some(forget)).await
            }
            Some(person) if right && !person.active => Err(SignInError::Inactive),
            _ => Err(SignInError::Wrong),
        }
    }

    /// Who a session is, if it is still good.
    pub async fn session(&self, secret: &SecretString) -> Result<Option<Session>, StoreError> {
        let Some((Bearer::Session, council, hash)) = Bearer::read(secret) else { return Ok(None) };
        let now = self.0.clock.now();
        let row = self
            .row(
                "select person, since, until from sessions where council = $1 and hash = $2 and until > $3",
                values![&council, hash, now],
            )
            .await?;
        let Some(row) = row else { return Ok(None) };
        let person = self.person(&council, row.parsed("person")?).await?.filter(|person| person.active);
        let (since, until) = (row.time("since")?, row.time("until")?);
        Ok(person.map(|person| Session { council, person, since, until }))
    }

    /// Ends a session; one that is no session is ended already.
    pub async fn session_end(&self, secret: &SecretString) -> Result<(), StoreError> {
        let Some((Bearer::Session, council, hash)) = Bearer::read(secret) else { return Ok(()) };
        let of = Arc::new((council.clone(), hash));
        self.write(&council, move |tx| {
            let of = Arc::clone(&of);
            Box::pin(async move {
                tx.execute("delete from sessions where council = $1 and hash = $2", values![&of.0, &of.1])
                    .await
                    .map(drop)
            })
        })
        .await
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
        let (secret, hash) = Bearer::Link.issue(council)?;
        let of = Arc::new((council.clone(), hash));
        self.write(council, move |tx| {
            let of = Arc::clone(&of);
            Box::pin(async move {
                let (council, hash) = &*of;
                let known = tx
                    .row(
                        "select id from people where council = $1 and id = $2 and active = 1",
                        values![council, person],
                    )
                    .await?;
                known.ok_or(StoreError::NoSuch("active person"))?;
                let until = tx.now + LINK_LASTS;
                tx.execute(
                    "insert into sign_in_links (council, hash, person, until) values ($1, $2, $3, $4)",
                    values![council, hash, person, until],
                )
                .await?;
                let data = json!({ "person": person });
                tx.append(council, Clocked::Loosely, NewEvent::new(by, "sign-in-link", data)).await
            })
        })
        .await?;
        Ok(secret)
    }

    /// Signs in with such a secret, once.
    pub async fn sign_in_with_link(&self, secret: &SecretString) -> Result<SessionSecret, SignInError> {
        let Some((Bearer::Link, council, hash)) = Bearer::read(secret) else {
            return Err(SignInError::LinkSpent);
        };
        let of = Arc::new((council.clone(), hash));
        let person: PersonId = self
            .write(&council, move |tx| {
                let of = Arc::clone(&of);
                Box::pin(async move {
                    let (council, hash) = &*of;
                    let now = tx.now;
                    let row = tx
                        .row_for_update(
                            "select person, until from sign_in_links where council = $1 and hash = $2",
                            values![council, hash],
                        )
                        .await?
                        .ok_or(SignInError::LinkSpent)?;
                    tx.execute(
                        "delete from sign_in_links where council = $1 and hash = $2",
                        values![council, hash],
                    )
                    .await?;
                    Ok::<_, SignInError>((row.time("until")? > now).then_some(row.parsed("person")?))
                })
            })
            .await?
            .ok_or(SignInError::LinkSpent)?;
        match self.person(&council, person).await? {
            Some(person) if person.active => self.start_session(&council, person.id, "link", None).await,
            _ => Err(SignInError::Inactive),
        }
    }

    /// Starts a session, and clears the count of failures it puts an end to.
    async fn start_session(
        &self,
        council: &CouncilId,
        person: PersonId,
        by: &'static str,
        forget: Option<String>,
    ) -> Result<SessionSecret, SignInError> {
        let (secret, hash) = Bearer::Session.issue(council)?;
        let of = Arc::new((council.clone(), hash, forget));
        self.write(council, move |tx| {
            let of = Arc::clone(&of);
            Box::pin(async move {
                let (council, hash, forget) = &*of;
                let now = tx.now;
                tx.execute("delete from sessions where council = $1 and until <= $2", values![council, now])
                    .await?;
                tx.execute(
                    "insert into sessions (council, hash, person, since, until) values ($1, $2, $3, $4, $5)",
                    values![council, hash, person, now, now + SESSION_LASTS],
                )
                .await?;
                if let Some(subject) = forget {
                    tx.execute(
                        "delete from sign_in_attempts where council = $1 and subject = $2",
                        values![council, subject],
                    )
                    .await?;
                }
                let event = NewEvent::new(Actor::Person(person), "signed-in", json!({ "by": by }));
                tx.append(council, Clocked::Loosely, event).await.map_err(SignInError::from)
            })
        })
        .await?;
        Ok(secret)
    }

    fn subject_of_email(&self, council: &CouncilId, email: &str) -> String {
        self.0.keyring.keyed("sign-in-email", &[council.as_str(), &email_key(email)])
    }

    /// Counts an attempt before it is looked at, so that many at once are counted too.
    async fn count_attempt(
        &self,
        council: &CouncilId,
        email: &str,
        from: Option<IpAddr>,
    ) -> Result<(), SignInError> {
        let mut subjects = vec![(self.subject_of_email(council, email), "email", ATTEMPTS_FOR_EMAIL)];
        if let Some(address) = from {
            let subject = self.0.keyring.keyed("sign-in-address", &[council.as_str(), &address.to_string()]);
            subjects.push((subject, "address", ATTEMPTS_FROM_ADDRESS));
        }
        let of = Arc::new((council.clone(), subjects));
        let locked_until = self
            .write(council, move |tx| {
                let of = Arc::clone(&of);
                Box::pin(async move {
                    let (council, subjects) = &*of;
                    let mut locked_until = None;
                    for (subject, what, most) in subjects {
                        locked_until = locked_until.max(count(tx, council, subject, what, *most).await?);
                    }
                    Ok::<_, SignInError>(locked_until)
                })
            })
            .await?;
        match locked_until {
            Some(until) => Err(SignInError::TooManyAttempts { until }),
            None => Ok(()),
        }
    }
}

/// Counts one attempt of a subject; returns until when it is locked, if it is. The first attempt over the limit is
/// an event, the later ones are not: guessing must not fill the record.
async fn count(
    tx: &mut Tx,
    council: &CouncilId,
    subject: &str,
    what: &'static str,
    most: i64,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let now = tx.now;
    let row = tx
        .row_for_update(
            "select attempts, since from sign_in_attempts where council = $1 and subject = $2",
            values![council, subject],
        )
        .await?;
    let (attempts, since) = match row {
        Some(row) if row.time("since")? + WINDOW > now => {
            (row.int("attempts")?.saturating_add(1), row.time("since")?)
        }
        _ => (1, now),
    };
    tx.execute(
        "insert into sign_in_attempts (council, subject, attempts, since) values ($1, $2, $3, $4) \
         on conflict (council, subject) do update set attempts = excluded.attempts, since = excluded.since",
        values![council, subject, attempts, since],
    )
    .await?;
    if attempts == most + 1 {
        let event = NewEvent::new(Actor::Guard, "sign-in-locked", json!({ "by": what }));
        tx.append(council, Clocked::Loosely, event).await?;
    }
    Ok((attempts > most).then_some(since + WINDOW))
}
