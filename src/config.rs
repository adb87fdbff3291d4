//! `purdah.toml`: as typed ([`mod@file`]), and as used ([`Settings`]).
//!
//! Reading the file is an edge; turning its text into settings is not, and is tested as text.

pub mod amount;
pub mod bounded;
mod file;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use url::Url;

use crate::council::{Council, CouncilId};
use crate::diagnostic::Diagnostic;
use crate::guard::policy::Choice;
use crate::review::Rules;
use crate::roster::Namesake;

/// What one `purdah.toml` says, checked.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The file itself.
    pub file: PathBuf,
    /// The council.
    pub council: Council,
    /// `[policy]`.
    pub policy: Choice,
    /// The documents it names.
    pub documents: DocumentNames,
    /// `[roster] namesakes`.
    pub namesakes: Vec<Namesake>,
    /// `[store]`.
    pub store: StoreSettings,
    /// `[secrets] key_file`.
    pub key_file: PathBuf,
    /// `[server]`.
    pub server: ServerSettings,
    /// `[limits]`.
    pub limits: Limits,
    /// `[review]`.
    pub review: Rules,
    /// Every `[[channel]]`.
    pub channels: Vec<ChannelSettings>,
}

/// The files beside `purdah.toml`, as it names them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentNames {
    /// The folder they are relative to.
    pub folder: PathBuf,
    /// `[calendar] files`.
    pub calendars: Vec<String>,
    /// `[roster] files`.
    pub rosters: Vec<String>,
    /// `[lexicon] files`.
    pub lexicons: Vec<String>,
}

/// Where things are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreSettings {
    /// `sqlite:` with a path, or `postgres://…`.
    pub url: String,
    /// The folder of pictures, with SQLite.
    pub media: PathBuf,
}

impl StoreSettings {
    /// Whether the store is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        self.url.starts_with("postgres://") || self.url.starts_with("postgresql://")
    }
}

/// Where people and tools come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerSettings {
    /// Tools post here.
    pub listen: SocketAddr,
    /// People and the JSON API come here.
    pub desk: SocketAddr,
    /// How tools reach `listen` from outside, when a TLS terminator stands before it.
    pub proxy_origin: Option<Url>,
    /// How people reach `desk` from outside.
    pub desk_origin: Option<Url>,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<ipnet::IpNet>,
}

impl ServerSettings {
    /// The origin people reach the desk at, without a slash at the end.
    pub fn desk_address(&self) -> String {
        origin(self.desk_origin.as_ref(), self.desk)
    }

    /// The origin tools reach the proxy at, without a slash at the end.
    pub fn proxy_address(&self) -> String {
        origin(self.proxy_origin.as_ref(), self.listen)
    }
}

fn origin(public: Option<&Url>, local: SocketAddr) -> String {
    public.map_or_else(|| format!("http://{local}"), |url| url.origin().ascii_serialization())
}

/// How much is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one request without files.
    pub body: u64,
    /// Bytes of one picture or other file.
    pub media: u64,
}

/// One account on one platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelSettings {
    /// Its name: a slug, unique in the council.
    pub name: String,
    /// The platform.
    pub platform: PlatformName,
    /// The account the channel is pinned to: `@user@host`.
    pub account: String,
    /// How requests for it are told apart.
    pub route: Route,
    /// The platform's own origin.
    pub upstream: Url,
    /// How a held post is answered.
    pub on_hold: OnHold,
}

/// How requests for a channel are told apart. Unique across the councils of a node.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// By the first segment of the path: `/mastodon`.
    Path(String),
    /// By the `Host` header, lower-case.
    Host(String),
}

/// How a held post is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OnHold {
    /// In the shape of success on that endpoint: for unattended schedulers.
    #[default]
    Accept,
    /// In the platform's own error shape: for tools with a person before them.
    Refuse,
}

/// A platform this version can guard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlatformName {
    /// Mastodon, and servers that speak its API.
    Mastodon,
}

impl PlatformName {
    /// The word in `purdah.toml`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mastodon => "mastodon",
        }
    }
}

/// Reads and checks one `purdah.toml`.
pub fn read(path: &Path) -> Result<Settings, Vec<Diagnostic>> {
    let name = path.display().to_string();
    let bytes = bounded::bounded(path, bounded::SETTINGS).map_err(|error| vec![unreadable(&name, &error)])?;
    let folder = path.parent().unwrap_or(Path::new("."));
    parse(&name, &bytes, folder)
}

/// Checks the text of a `purdah.toml` whose relative paths are relative to `folder`.
pub fn parse(name: &str, bytes: &[u8], folder: &Path) -> Result<Settings, Vec<Diagnostic>> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        vec![Diagnostic::of_file(
            name,
            format!("byte {} is not UTF-8", error.valid_up_to()),
            "save the file as UTF-8",
        )]
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let typed: file::File =
        toml::from_str(text).map_err(|error| vec![Diagnostic::of_toml(name, text, &error)])?;
    file::check(typed, name, text, folder)
}

/// What a file system error means for the person who named the file.
pub fn unreadable(name: &str, error: &std::io::Error) -> Diagnostic {
    let repair = match error.kind() {
        std::io::ErrorKind::NotFound => {
            "check the name, or give the right one; names in purdah.toml are relative to it"
        }
        std::io::ErrorKind::PermissionDenied => "give the user that runs purdah the right to read it",
        std::io::ErrorKind::FileTooLarge => "name the file that is meant",
        _ => "check that it is an ordinary file and that the disk is well",
    };
    Diagnostic::of_file(name, format!("cannot be read: {error}"), repair)
}

/// Checks what only several councils on one node can get wrong.
pub fn check_together(all: &[Settings]) -> Result<(), Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut councils: std::collections::BTreeSet<&CouncilId> = std::collections::BTreeSet::new();
    let mut routes = std::collections::BTreeMap::new();
    for settings in all {
        let id = &settings.council.id;
        if !councils.insert(id) {
            faults.push(Diagnostic::of_file(
                "purdah.toml",
                format!("two configurations are for the council `{id}`"),
                "give each council an id of its own in [council]",
            ));
        }
        for channel in &settings.channels {
            if let Some(other) = routes.insert(&channel.route, id) {
                faults.push(Diagnostic::of_file(
                    "purdah.toml",
                    format!(
                        "the channel `{}` of `{id}` has the same route as one of `{other}`",
                        channel.name
                    ),
                    "give each channel a route or host of its own",
                ));
            }
        }
    }
    if let Some((first, rest)) = all.split_first() {
        for other in rest {
            if other.store != first.store || other.key_file != first.key_file || other.server != first.server
            {
                faults.push(Diagnostic::of_file(
                    "purdah.toml",
                    format!(
                        "`{}` and `{}` differ in [store], [secrets] or [server], which one node has once",
                        first.council.id, other.council.id
                    ),
                    "write the same tables in every configuration, or run the councils on nodes of their own",
                ));
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}
