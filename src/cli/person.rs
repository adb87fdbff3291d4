//! `purdah person`: the people who sign in at the desk.

use std::io::{Read as _, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Subcommand;
use secrecy::{ExposeSecret as _, SecretString};

use super::open;
use crate::council::CouncilId;
use crate::review::step::Actor;
use crate::review::{Role, Roles};
use crate::store::{NewPerson, Person, Store};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The council, when several are configured
    #[arg(long, value_name = "ID", global = true)]
    council: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Add a person; without a password they get a sign-in link that works once, for 24 hours
    Add {
        /// Their name
        name: String,
        /// Their e-mail address
        email: String,
        /// What they may do: author, reviewer, election-officer, auditor, administrator
        #[arg(long = "role", value_name = "ROLE", required = true)]
        roles: Vec<Role>,
        /// Read a password from standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// List everyone
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Give a person exactly these roles
    Roles {
        /// Their e-mail address
        email: String,
        /// The roles
        #[arg(required = true)]
        roles: Vec<Role>,
    },
    /// Set a password, read from standard input; their sessions end
    Password {
        /// Their e-mail address
        email: String,
    },
    /// Make a sign-in link that works once, for 24 hours
    Link {
        /// Their e-mail address
        email: String,
    },
    /// Close an account: sessions end, tokens are revoked; the person stays in the record
    Close {
        /// Their e-mail address
        email: String,
    },
}

pub(super) fn run(config: &[PathBuf], args: Args) -> anyhow::Result<ExitCode> {
    open::run(async move {
        let (settings, store) = open::one(config, args.council.as_deref()).await?;
        let id = &settings.council.id;
        let mut out = std::io::stdout().lock();
        match args.command {
            Command::Add { name, email, roles, password_stdin } => {
                let password = if password_stdin { Some(password_from_stdin()?) } else { None };
                let new = NewPerson { name, email, password, roles: roles.into_iter().collect() };
                let has_password = new.password.is_some();
                let person = store.person_add(id, new, Actor::Guard).await?;
                writeln!(out, "Added {} with the id {}.", person.email, person.id)?;
                if !has_password {
                    link(&mut out, &store, id, &person, &settings.server.desk_address()).await?;
                }
            }
            Command::List { json } => list(&mut out, &store.people(id).await?, json)?,
            Command::Roles { email, roles } => {
                let person = find(&store, id, &email).await?;
                let roles: Roles = roles.into_iter().collect();
                store.person_set_roles(id, person.id, roles, Actor::Guard).await?;
                writeln!(out, "The roles of {} are set.", person.email)?;
            }
            Command::Password { email } => {
                let person = find(&store, id, &email).await?;
                store.person_set_password(id, person.id, &password_from_stdin()?, Actor::Guard).await?;
                writeln!(out, "The password of {} is set, and their sessions have ended.", person.email)?;
            }
            Command::Link { email } => {
                let person = find(&store, id, &email).await?;
                link(&mut out, &store, id, &person, &settings.server.desk_address()).await?;
            }
            Command::Close { email } => {
                let person = find(&store, id, &email).await?;
                store.person_deactivate(id, person.id, Actor::Guard).await?;
                writeln!(out, "The account of {} is closed.", person.email)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    })
}

async fn find(store: &Store, id: &CouncilId, email: &str) -> anyhow::Result<Person> {
    let person = store.person_by_email(id, email).await?;
    person
        .with_context(|| format!("nobody here has the address {email}: `purdah person list` shows everyone"))
}

async fn link(
    out: &mut impl Write,
    store: &Store,
    id: &CouncilId,
    person: &Person,
    desk: &str,
) -> anyhow::Result<()> {
    let secret = store.sign_in_link(id, person.id, Actor::Guard).await?;
    writeln!(
        out,
        "They sign in once, within 24 hours, at {desk}/sign-in/link?secret={}",
        secret.expose_secret()
    )?;
    Ok(())
}

fn list(out: &mut impl Write, people: &[Person], json: bool) -> anyhow::Result<()> {
    if json {
        let all: Vec<_> = people
            .iter()
            .map(|person| {
                serde_json::json!({
                    "id": person.id, "name": person.name, "email": person.email, "roles": person.roles,
                    "active": person.active, "has_password": person.has_password,
                })
            })
            .collect();
        writeln!(out, "{}", serde_json::to_string_pretty(&all)?)?;
        return Ok(());
    }
    for person in people {
        let roles: Vec<_> = person.roles.iter().map(Role::as_str).collect();
        let closed = if person.active { "" } else { " (closed)" };
        writeln!(out, "{}  {} <{}>  {}{closed}", person.id, person.name, person.email, roles.join(", "))?;
    }
    Ok(())
}

/// A secret from standard input, so that it is in no history and no list of processes.
pub(super) fn password_from_stdin() -> anyhow::Result<SecretString> {
    let mut text = String::new();
    std::io::stdin().take(4096).read_to_string(&mut text).context("standard input could not be read")?;
    let text = text.trim_end_matches(['\r', '\n']);
    anyhow::ensure!(!text.is_empty(), "standard input holds no secret: pipe it in, on one line");
    Ok(SecretString::from(text.to_owned()))
}
