//! People: their names, roles and passwords.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde_json::json;

use super::record::Clocked;
use super::statement::{Row, to_json, values};
use super::writer::Tx;
use super::{Store, StoreError, passwords};
use crate::audit::NewEvent;
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

/// Every column of a person that [`person`] reads.
macro_rules! person_columns {
    ($rest:literal) => {
        concat!("select id, name, email, roles, active, password, added_at from people ", $rest)
    };
}
pub(super) use person_columns;

/// Reads a person.
pub(super) fn person(row: &Row) -> Result<Person, StoreError> {
    Ok(Person {
        id: row.parsed("id")?,
        name: row.text("name")?,
        email: row.text("email")?,
        roles: row.json("roles")?,
        active: row.int("active")? != 0,
        has_password: row.maybe_text("password")?.is_some(),
        added_at: row.time("added_at")?,
    })
}

/// An e-mail address as it is compared: without blanks around it, in small letters.
pub(super) fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Ends a person's sessions and takes back their unused links.
async fn end_sessions(tx: &mut Tx, council: &CouncilId, id: PersonId) -> Result<(), StoreError> {
    tx.execute("delete from sessions where council = $1 and person = $2", values![council, id]).await?;
    tx.execute("delete from sign_in_links where council = $1 and person = $2", values![council, id])
        .await
        .map(drop)
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
        let password = match &new.password {
            Some(password) => Some(passwords::hash(password).await?),
            None => None,
        };
        let of = Arc::new((self.clone(), council.clone(), new, password));
        self.write(council, move |tx| {
            let of = Arc::clone(&of);
            Box::pin(async move {
                let (store, council, new, password) = &*of;
                let id = PersonId(store.0.ids.next(tx.now));
                let now = tx.now;
                let added = tx
                    .execute(
                        "insert into people (council, id, name, email, email_key, password, roles, active, added_at) \
                         values ($1, $2, $3, $4, $5, $6, $7, 1, $8) on conflict do nothing",
                        values![
                            council,
                            id,
                            new.name.trim(),
                            new.email.trim(),
                            email_key(&new.email),
                            password.as_deref(),
                            to_json(&new.roles),
                            now
                        ],
                    )
                    .await?;
                if added == 0 {
                    return Err(StoreError::Taken(
                        "somebody has this e-mail address already: look them up with `purdah person list`",
                    ));
                }
                let data = json!({ "person": id, "roles": new.roles });
                tx.append(council, Clocked::Loosely, NewEvent::new(by, "person-added", data)).await?;
                Ok(Person {
                    id,
                    name: new.name.trim().to_owned(),
                    email: new.email.trim().to_owned(),
                    roles: new.roles.clone(),
                    active: true,
                    has_password: password.is_some(),
                    added_at: now,
                })
            })
        })
        .await
    }

    /// A person by id.
    pub async fn person(&self, council: &CouncilId, id: PersonId) -> Result<Option<Person>, StoreError> {
        let row = self.row(person_columns!("where council = $1 and id = $2"), values![council, id]).await?;
        row.map(|row| person(&row)).transpose()
    }

    /// A person by e-mail address, in any case of letters.
    pub async fn person_by_email(
        &self,
        council: &CouncilId,
        email: &str,
    ) -> Result<Option<Person>, StoreError> {
        let row = self
            .row(person_columns!("where council = $1 and email_key = $2"), values![council, email_key(email)])
            .await?;
        row.map(|row| person(&row)).transpose()
    }

    /// Everyone, by name.
    pub async fn people(&self, council: &CouncilId) -> Result<Vec<Person>, StoreError> {
        let rows =
            self.rows(person_columns!("where council = $1 order by name, id"), values![council]).await?;
        rows.iter().map(person).collect()
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
        let of = Arc::new((council.clone(), roles));
        self.write(council, move |tx| {
            let of = Arc::clone(&of);
            Box::pin(async move {
                let (council, roles) = &*of;
                tx.change(
                    "person",
                    "update people set roles = $3 where council = $1 and id = $2",
                    values![council, id, to_json(roles)],
                )
                .await?;
                let data = json!({ "person": id, "roles": roles });
                tx.append(council, Clocked::Loosely, NewEvent::new(by, "person-roles", data)).await
            })
        })
        .await
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
        let of = Arc::new((council.clone(), passwords::hash(password).await?));
        self.write(council, move |tx| {
            let of = Arc::clone(&of);
            Box::pin(async move {
                let (council, password) = &*of;
                tx.change(
                    "person",
                    "update people set password = $3 where council = $1 and id = $2",
                    values![council, id, password],
                )
                .await?;
                end_sessions(tx, council, id).await?;
                let data = json!({ "person": id });
                tx.append(council, Clocked::Loosely, NewEvent::new(by, "person-password", data)).await
            })
        })
        .await
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
        let of = council.clone();
        self.write(council, move |tx| {
            let of = of.clone();
            Box::pin(async move {
                let now = tx.now;
                tx.change(
                    "person",
                    "update people set active = 0, password = null where council = $1 and id = $2",
                    values![&of, id],
                )
                .await?;
                end_sessions(tx, &of, id).await?;
                tx.execute(
                    "update tokens set revoked_at = $3 where council = $1 and person = $2 and revoked_at is null",
                    values![&of, id, now],
                )
                .await?;
                let data = json!({ "person": id });
                tx.append(&of, Clocked::Loosely, NewEvent::new(by, "person-deactivated", data)).await
            })
        })
        .await
    }
}
