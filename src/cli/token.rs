//! `purdah token`: the tools that post, and what they and people prove themselves with.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Subcommand;
use secrecy::ExposeSecret as _;

use super::{faults, open, person};
use crate::config::Settings;
use crate::council::CouncilId;
use crate::platform::courier::{Courier, VouchError};
use crate::review::PersonId;
use crate::review::step::Actor;
use crate::secrets::Fingerprint;
use crate::store::{Store, TokenOwner, Tool};

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
    /// Add a tool, with the people who use it: they are the authors of what it posts
    Tool {
        /// The tool's name
        name: String,
        /// The e-mail address of a user
        #[arg(long = "user", value_name = "EMAIL")]
        users: Vec<String>,
    },
    /// Bind a platform credential to a tool, so that its posts are judged and go through
    Bind {
        /// The tool's name
        tool: String,
        /// The channel's name
        #[arg(long)]
        channel: String,
        /// The credential's fingerprint, as the desk and `purdah token list` show it [default: read the
        /// credential itself from standard input]
        #[arg(long)]
        fingerprint: Option<String>,
    },
    /// Take a platform credential out of use: its writes are held again
    Unbind {
        /// The credential's fingerprint
        fingerprint: String,
        /// The channel's name
        #[arg(long)]
        channel: String,
    },
    /// Make a guard token for a tool or a person; its secret is shown once
    Add {
        /// What it is for
        name: String,
        /// The tool it is for
        #[arg(long, conflicts_with = "person", required_unless_present = "person")]
        tool: Option<String>,
        /// The e-mail address of the person it is for
        #[arg(long)]
        person: Option<String>,
    },
    /// List tools, credentials and guard tokens; never a secret
    List,
    /// Revoke a guard token
    Revoke {
        /// Its id
        id: uuid::Uuid,
    },
}

pub(super) fn run(config: &[PathBuf], args: Args) -> anyhow::Result<ExitCode> {
    open::run(async move {
        let (settings, store) = open::one(config, args.council.as_deref()).await?;
        let id = &settings.council.id;
        let mut out = std::io::stdout().lock();
        match args.command {
            Command::Tool { name, users } => {
                let mut people: Vec<PersonId> = Vec::new();
                for email in users {
                    let user = store.person_by_email(id, &email).await?;
                    people.push(
                        user.with_context(|| {
                            format!("nobody here has the address {email}: add them with `purdah person add`")
                        })?
                        .id,
                    );
                }
                anyhow::ensure!(
                    store.tools(id).await?.iter().all(|tool| tool.name != name),
                    "there is a tool called {name} already: choose another name"
                );
                let has_users = !people.is_empty();
                let tool = store.tool_add(id, &name, people, Actor::Guard).await?;
                if !has_users {
                    faults::say(
                        "note: nobody is registered as its user, so its posts have no author and any reviewer may decide on them; name its users with --user",
                    );
                }
                writeln!(out, "Added the tool {} with the id {}.", tool.name, tool.id)?;
            }
            Command::Bind { tool, channel, fingerprint } => {
                let tool = find_tool(&store, id, &tool).await?;
                let fingerprint = match fingerprint {
                    Some(written) => find_credential(&store, id, &channel, &written).await?,
                    None => verify_from_stdin(&settings, &store, &channel).await?,
                };
                store.credential_bind(id, &channel, &fingerprint, tool.id, Actor::Guard).await?;
                writeln!(out, "The credential {} is bound to {}.", fingerprint.short(), tool.name)?;
            }
            Command::Unbind { fingerprint, channel } => {
                let fingerprint = find_credential(&store, id, &channel, &fingerprint).await?;
                store.credential_unbind(id, &channel, &fingerprint, Actor::Guard).await?;
                writeln!(out, "The credential {} is out of use.", fingerprint.short())?;
            }
            Command::Add { name, tool, person } => {
                let owner = match (tool, person) {
                    (Some(tool), _) => TokenOwner::Tool(find_tool(&store, id, &tool).await?.id),
                    (None, Some(email)) => {
                        let person = store.person_by_email(id, &email).await?;
                        TokenOwner::Person(
                            person.with_context(|| format!("nobody here has the address {email}"))?.id,
                        )
                    }
                    (None, None) => anyhow::bail!("say whose it is with --tool or --person"),
                };
                let secret = store.token_add(id, owner, &name, Actor::Guard).await?;
                writeln!(out, "{}", secret.expose_secret())?;
            }
            Command::List => list(&mut out, &store, id).await?,
            Command::Revoke { id: token } => {
                store.token_revoke(id, token, Actor::Guard).await?;
                writeln!(out, "The token is revoked.")?;
            }
        }
        Ok(ExitCode::SUCCESS)
    })
}

async fn find_tool(store: &Store, id: &CouncilId, name: &str) -> anyhow::Result<Tool> {
    let tools = store.tools(id).await?;
    tools.into_iter().find(|tool| tool.name == name || tool.id.to_string() == name).with_context(|| {
        format!("there is no tool called {name}: add it with `purdah token tool \"{name}\"`")
    })
}

/// A credential the guard has seen, by the beginning of its fingerprint.
async fn find_credential(
    store: &Store,
    id: &CouncilId,
    channel: &str,
    written: &str,
) -> anyhow::Result<Fingerprint> {
    let written = written.trim().to_ascii_lowercase();
    let seen = store.credentials(id).await?;
    let mut matching = seen.into_iter().filter(|credential| {
        credential.channel == channel && credential.fingerprint.as_str().starts_with(&written)
    });
    match (matching.next(), matching.next()) {
        (Some(one), None) if !written.is_empty() => Ok(one.fingerprint),
        (Some(_), _) => {
            anyhow::bail!("several credentials begin with {written}: write more of the fingerprint")
        }
        (None, _) => anyhow::bail!(
            "no credential on {channel} begins with {written}: `purdah token list` shows those that were seen"
        ),
    }
}

/// A credential from standard input, once the platform has vouched for it and it is of the pinned account.
async fn verify_from_stdin(settings: &Settings, store: &Store, channel: &str) -> anyhow::Result<Fingerprint> {
    let pinned = settings.channels.iter().find(|known| known.name == channel);
    let pinned = pinned.with_context(|| {
        let known: Vec<_> = settings.channels.iter().map(|known| known.name.as_str()).collect();
        format!("purdah.toml has no channel called {channel}: it has {}", known.join(", "))
    })?;
    let secret = person::password_from_stdin()?;
    let id = &settings.council.id;
    Courier::new()?.vouch(pinned, &secret).await.map_err(|error| match error {
        VouchError::NotAccepted { upstream } => {
            anyhow::anyhow!("{upstream} does not accept this credential: check that it was copied whole")
        }
        VouchError::OtherAccount { account } => anyhow::anyhow!(
            "this credential is of another account than {account}, to which purdah.toml pins the channel {channel}"
        ),
        VouchError::NoAnswer { upstream, error } => {
            anyhow::anyhow!("{upstream} does not answer clearly ({error}): try again when it does")
        }
    })?;
    let fingerprint = store.fingerprint(id, channel, &secret);
    store.credential_verified(id, channel, &fingerprint, &secret, &pinned.account).await?;
    Ok(fingerprint)
}

async fn list(out: &mut impl Write, store: &Store, id: &CouncilId) -> anyhow::Result<()> {
    let tools = store.tools(id).await?;
    writeln!(out, "Tools")?;
    for tool in &tools {
        writeln!(out, "  {}  {} ({} users)", tool.id, tool.name, tool.users.len())?;
    }
    writeln!(out, "Platform credentials")?;
    for credential in store.credentials(id).await? {
        let bound = tools.iter().find(|tool| Some(tool.id) == credential.tool).map(|tool| tool.name.as_str());
        let state = match (credential.revoked, bound) {
            (true, _) => "out of use",
            (false, Some(tool)) => tool,
            (false, None) => "not bound: its writes are held",
        };
        writeln!(
            out,
            "  {}  {}  {}  {state}",
            credential.fingerprint.short(),
            credential.channel,
            credential.account
        )?;
    }
    writeln!(out, "Guard tokens")?;
    for token in store.tokens(id).await? {
        let state = if token.revoked_at.is_some() { " (revoked)" } else { "" };
        writeln!(out, "  {}  {}{state}", token.id, token.name)?;
    }
    Ok(())
}
