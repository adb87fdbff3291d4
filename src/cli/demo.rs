//! `purdah demo`: a fictional council with a pre-election period in force now, and a noticeboard for a platform.

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use chrono::{Days, Utc};
use chrono_tz::Europe::London;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::net::TcpListener;

use super::{open, serve};
use crate::clock::Clock;
use crate::config::{self, Settings};
use crate::listen;
use crate::node::Node;
use crate::noticeboard::Noticeboard;
use crate::platform::courier::Courier;
use crate::post::content::hex;
use crate::review::Role;
use crate::review::step::Actor;
use crate::secrets::{self, Keyring};
use crate::serve::Running;
use crate::store::{MediaPlace, NewPerson, Person, Store, TokenOwner};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The port tools post to; the desk has the next one, the noticeboard the one after [default: any that are free]
    #[arg(long)]
    port: Option<u16>,
}

const ROSTER: &str = include_str!("../demo/roster.csv");
const ACCOUNT: &str = "@larkwater@noticeboard.example";

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    open::run(async move {
        let folder = tempfile::Builder::new().prefix("purdah-demo-").tempdir()?;
        let listener = async |offset: u16| {
            let port = args.port.map_or(0, |port| port.saturating_add(offset));
            let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
            TcpListener::bind(address)
                .await
                .with_context(|| format!("cannot listen on {address}: choose another --port"))
        };
        let (proxy, desk, board) = (listener(0).await?, listener(1).await?, listener(2).await?);
        let clock = Clock::system();
        let stop = tokio_util::sync::CancellationToken::new();
        let platform_token = format!("demo-{}", hex(&secrets::random::<8>()?));
        let board_address = board.local_addr()?;
        let noticeboard = Noticeboard::new(clock.clone(), vec![(ACCOUNT.to_owned(), platform_token.clone())]);
        let board_task =
            tokio::spawn(listen::serve(board, noticeboard.router(), stop.clone().cancelled_owned()));

        let settings = settings(folder.path(), proxy.local_addr()?, desk.local_addr()?, board_address)?;
        let store = Store::open(
            &settings.store.url,
            MediaPlace::Folder(settings.store.media.clone()),
            Keyring::ephemeral()?,
            clock.clone(),
        )
        .await?;
        let node =
            Node::start(hex(&secrets::random::<8>()?), vec![settings.clone()], store.clone(), clock, None)
                .await?;
        let running = Running::start(node, proxy, desk)?;
        let people = people(&settings, &store, SecretString::from(platform_token.clone())).await?;
        welcome(&running, board_address, &people, &platform_token)?;
        serve::asked_to_stop().await?;
        running.stop().await;
        stop.cancel();
        board_task.await?;
        Ok(ExitCode::SUCCESS)
    })
}

/// The council's files, written to the folder and read as `serve` reads them.
fn settings(
    folder: &Path,
    proxy: SocketAddr,
    desk: SocketAddr,
    board: SocketAddr,
) -> anyhow::Result<Settings> {
    let today = Utc::now().with_timezone(&London).date_naive();
    let (notice, poll) = (today - Days::new(7), today + Days::new(30));
    let text = format!(
        "[council]\nid = \"larkwater\"\nname = \"Larkwater Borough Council\"\nnation = \"england\"\n\
         contacts = [\"01632 960\", \"@larkwater.gov.example\"]\n\n\
         [council.wards]\nSaltgate = [\"Saltgate Pier\"]\n\n\
         [calendar]\nfiles = [\"elections.toml\"]\n\n\
         [roster]\nfiles = [\"roster.csv\"]\nnamesakes = [ {{ name = \"Field Street\", note = \"a road\" }} ]\n\n\
         [server]\nlisten = \"{proxy}\"\ndesk = \"{desk}\"\n\n\
         [[channel]]\nname = \"mastodon\"\nplatform = \"mastodon\"\naccount = \"{ACCOUNT}\"\n\
         route = \"/mastodon\"\nupstream = \"http://{board}\"\n"
    );
    let elections = format!(
        "[[election]]\nid = \"local.larkwater.{poll}\"\ntitle = \"Borough council election\"\npoll = {poll}\nnotice = {notice}\n"
    );
    std::fs::write(folder.join("purdah.toml"), &text)?;
    std::fs::write(folder.join("elections.toml"), elections)?;
    std::fs::write(folder.join("roster.csv"), ROSTER)?;
    config::read(&folder.join("purdah.toml")).map_err(|faults| super::faults::Faults(faults).into())
}

/// What the welcome needs of the people.
struct People {
    /// A link for each: two reviewers, both of whom an emergency needs, and the author of what the tool posts.
    links: Vec<(String, SecretString)>,
    /// A reviewer's token for the API.
    api: SecretString,
}

async fn people(settings: &Settings, store: &Store, platform_token: SecretString) -> anyhow::Result<People> {
    let id = &settings.council.id;
    let add = async |name: &str, email: &str, roles: &[Role]| -> anyhow::Result<Person> {
        let new = NewPerson {
            name: name.to_owned(),
            email: email.to_owned(),
            password: None,
            roles: roles.iter().copied().collect(),
        };
        Ok(store.person_add(id, new, Actor::Guard).await?)
    };
    let first =
        add("Sam Okafor-Lyle", "sam@larkwater.gov.example", &[Role::Reviewer, Role::Administrator]).await?;
    let second = add("Ines Calloway", "ines@larkwater.gov.example", &[Role::Reviewer]).await?;
    let author = add("Theo Marchetti", "theo@larkwater.gov.example", &[Role::Author]).await?;
    let tool = store.tool_add(id, "Scheduler", vec![author.id], Actor::Guard).await?;
    let channel = settings.channels.first().context("the demonstration has a channel")?;
    Courier::new()?.vouch(channel, &platform_token).await?;
    let fingerprint = store.fingerprint(id, &channel.name, &platform_token);
    store.credential_verified(id, &channel.name, &fingerprint, &platform_token, &channel.account).await?;
    store.credential_bind(id, &channel.name, &fingerprint, tool.id, Actor::Guard).await?;
    let mut links = Vec::new();
    for person in [&first, &second, &author] {
        let role = if person.id == author.id { "author" } else { "reviewer" };
        links.push((
            format!("{}, {role}", person.name),
            store.sign_in_link(id, person.id, Actor::Guard).await?,
        ));
    }
    let api = store.token_add(id, TokenOwner::Person(first.id), "demonstration", Actor::Guard).await?;
    Ok(People { links, api })
}

fn welcome(running: &Running, board: SocketAddr, people: &People, token: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    let (proxy, desk) = (running.proxy, running.desk);
    writeln!(out, "Larkwater Borough Council, which does not exist, is in a pre-election period.\n")?;
    writeln!(out, "What the public sees   http://{board}/")?;
    writeln!(out, "The desk               http://{desk}/")?;
    writeln!(out, "  Each link signs in once; for two people at a time use two browsers.")?;
    for (name, link) in &people.links {
        writeln!(
            out,
            "  sign in as {name}:\n    http://{desk}/sign-in/link?secret={}",
            link.expose_secret()
        )?;
    }
    writeln!(out, "\nAn ordinary post goes through:\n")?;
    writeln!(out, "  {}\n", curl(proxy, token, "Bins are collected a day late this week."))?;
    writeln!(out, "A post that names a councillor is held, and waits at the desk:\n")?;
    writeln!(out, "  {}\n", curl(proxy, token, "Cllr Rosalind Field opened the new library."))?;
    writeln!(out, "The same list for programs:\n")?;
    writeln!(
        out,
        "  curl -s -H 'Authorization: Bearer {}' http://{desk}/api/v1/held\n",
        people.api.expose_secret()
    )?;
    writeln!(out, "Press Ctrl-C to end. Nothing is kept.")?;
    out.flush()?;
    Ok(())
}

fn curl(proxy: SocketAddr, token: &str, words: &str) -> String {
    format!(
        "curl -s -H 'Authorization: Bearer {token}' http://{proxy}/mastodon/api/v1/statuses -d 'status={words}'"
    )
}
