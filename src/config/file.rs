//! `purdah.toml` as typed, and the checks that make settings of it.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;
use toml::Spanned;
use url::Url;

use super::{
    ChannelSettings, DocumentNames, Limits, OnHold, PlatformName, Route, ServerSettings, Settings,
    StoreSettings, amount,
};
use crate::council::{Council, CouncilId, Nation};
use crate::diagnostic::Diagnostic;
use crate::guard::policy::Choice;
use crate::guard::policy::written::{self, Written};
use crate::review::Rules;
use crate::roster::Namesake;
use crate::text;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    council: CouncilTable,
    #[serde(default)]
    policy: PolicyTable,
    #[serde(default)]
    calendar: FilesTable,
    #[serde(default)]
    roster: RosterTable,
    #[serde(default)]
    lexicon: FilesTable,
    #[serde(default, rename = "pictures")]
    _pictures: PicturesTable,
    #[serde(default)]
    store: StoreTable,
    #[serde(default)]
    secrets: SecretsTable,
    #[serde(default)]
    server: ServerTable,
    #[serde(default)]
    limits: LimitsTable,
    #[serde(default)]
    review: ReviewTable,
    #[serde(default)]
    channel: Vec<ChannelTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CouncilTable {
    id: Option<Spanned<String>>,
    name: Spanned<String>,
    nation: Nation,
    #[serde(default)]
    contacts: Vec<String>,
    #[serde(default)]
    identifiers: Vec<String>,
    #[serde(default)]
    covers: Vec<String>,
    #[serde(default)]
    wards: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct FilesTable {
    #[serde(default)]
    files: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct PolicyTable {
    base: Option<String>,
    // These two are read by themselves, for the places of their slips.
    #[serde(default, rename = "rules")]
    _rules: IgnoredAny,
    #[serde(default, rename = "switches")]
    _switches: IgnoredAny,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RosterTable {
    #[serde(default)]
    files: Vec<String>,
    #[serde(default)]
    namesakes: Vec<Spanned<Namesake>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct PicturesTable {
    #[serde(default, rename = "cleared")]
    _cleared: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct StoreTable {
    url: Option<Spanned<String>>,
    media: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct SecretsTable {
    key_file: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct ServerTable {
    listen: Option<Spanned<String>>,
    desk: Option<Spanned<String>>,
    proxy_origin: Option<Spanned<String>>,
    desk_origin: Option<Spanned<String>>,
    #[serde(default)]
    trusted_proxies: Vec<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct LimitsTable {
    body: Option<Spanned<String>>,
    media: Option<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct ReviewTable {
    #[serde(default)]
    sole_officer: bool,
    expire_after: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChannelTable {
    name: Spanned<String>,
    platform: Spanned<String>,
    account: Spanned<String>,
    route: Option<Spanned<String>>,
    host: Option<Spanned<String>>,
    upstream: Spanned<String>,
    #[serde(default)]
    on_hold: OnHold,
}

/// Platforms of the file format that a later version will guard.
const NOT_YET: [&str; 9] =
    ["bluesky", "wordpress", "x", "facebook", "instagram", "threads", "linkedin", "notify", "json"];

/// Makes settings of the typed file; every fault is reported.
pub(super) fn check(typed: File, name: &str, text: &str, folder: &Path) -> Result<Settings, Vec<Diagnostic>> {
    let mut checker = Checker { name, text, faults: Vec::new() };
    let council = checker.council(typed.council);
    let store = checker.store(typed.store, folder);
    let server = checker.server(typed.server);
    let limits = checker.limits(&typed.limits);
    let review = checker.review(&typed.review);
    let channels = checker.channels(typed.channel);
    let policy = checker.policy(typed.policy);
    let namesakes = checker.namesakes(typed.roster.namesakes);
    match (council, server, limits, review) {
        (Some(council), Some(server), Some(limits), Some(review)) if checker.faults.is_empty() => {
            Ok(Settings {
                file: name.into(),
                council,
                policy,
                documents: DocumentNames {
                    folder: folder.to_owned(),
                    calendars: typed.calendar.files,
                    rosters: typed.roster.files,
                    lexicons: typed.lexicon.files,
                },
                namesakes,
                store,
                key_file: folder.join(typed.secrets.key_file.unwrap_or_else(|| "purdah.key".to_owned())),
                server,
                limits,
                review,
                channels,
            })
        }
        _ => Err(checker.faults),
    }
}

struct Checker<'a> {
    name: &'a str,
    text: &'a str,
    faults: Vec<Diagnostic>,
}

impl Checker<'_> {
    fn fault(&mut self, span: Range<usize>, message: impl Into<String>, repair: impl Into<String>) {
        self.faults.push(Diagnostic::at(self.name, self.text, span, message, repair));
    }

    /// Reads a value through `read`; the default when it is absent, None after a fault.
    fn value<T>(
        &mut self,
        written: Option<&Spanned<String>>,
        default: &str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        match read(written.map_or(default, |value| value.get_ref())) {
            Ok(value) => Some(value),
            Err(message) => {
                self.fault(written.map(Spanned::span).unwrap_or_default(), message, "correct the value");
                None
            }
        }
    }

    fn council(&mut self, table: CouncilTable) -> Option<Council> {
        let id = match &table.id {
            Some(id) => CouncilId::try_from(id.get_ref().clone()),
            None => CouncilId::from_name(table.name.get_ref())
                .ok_or_else(|| "the council's name has no letters".to_owned()),
        };
        match id {
            Ok(id) => Some(Council {
                id,
                name: table.name.into_inner(),
                nation: table.nation,
                contacts: table.contacts,
                identifiers: table.identifiers,
                covers: table.covers,
                wards: table.wards,
            }),
            Err(message) => {
                let span = table.id.as_ref().map_or(table.name.span(), Spanned::span);
                self.fault(span, message, "write `id = \"…\"` in [council]");
                None
            }
        }
    }

    fn policy(&mut self, table: PolicyTable) -> Choice {
        let Written { rules, switches } =
            written::read(self.name, self.text, &["policy"]).unwrap_or_else(|faults| {
                self.faults.extend(faults);
                Written::default()
            });
        let choice = Choice { rules, switches, ..Choice::default() };
        match table.base {
            Some(base) => Choice { base, ..choice },
            None => choice,
        }
    }

    fn namesakes(&mut self, written: Vec<Spanned<Namesake>>) -> Vec<Namesake> {
        let mut namesakes = Vec::with_capacity(written.len());
        for namesake in written {
            if text::words(&namesake.get_ref().name).is_empty() {
                let message = "this namesake has no name: nobody can be told from anybody by it";
                let repair = "write the name as people write it, such as name = \"Smith Street\", or take the entry out";
                self.fault(namesake.span(), message, repair);
            }
            namesakes.push(namesake.into_inner());
        }
        namesakes
    }

    fn store(&mut self, table: StoreTable, folder: &Path) -> StoreSettings {
        let media = folder.join(table.media.unwrap_or_else(|| "media".to_owned()));
        let span = table.url.as_ref().map(Spanned::span).unwrap_or_default();
        let url = table.url.map_or_else(|| "sqlite:purdah.db".to_owned(), Spanned::into_inner);
        let url = if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() || path.contains('?') {
                self.fault(span, "the SQLite address has no plain path", "write it like sqlite:purdah.db");
            }
            format!("sqlite:{}", folder.join(path).display())
        } else {
            if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
                self.fault(
                    span,
                    "the store is neither SQLite nor PostgreSQL",
                    "write url = \"sqlite:purdah.db\" or url = \"postgres://user@host/database\"",
                );
            }
            url
        };
        StoreSettings { url, media }
    }

    fn server(&mut self, table: ServerTable) -> Option<ServerSettings> {
        let address = |text: &str| {
            text.parse::<SocketAddr>()
                .map_err(|_| format!("`{text}` is not an address and port: write it like 127.0.0.1:8600"))
        };
        let listen = self.value(table.listen.as_ref(), "127.0.0.1:8600", address);
        let desk = self.value(table.desk.as_ref(), "127.0.0.1:8601", address);
        let proxy_origin = table.proxy_origin.map(|url| self.origin(&url));
        let desk_origin = table.desk_origin.map(|url| self.origin(&url));
        let mut trusted_proxies = Vec::new();
        for range in table.trusted_proxies {
            let text = range.get_ref();
            match text.parse().or_else(|_| text.parse::<std::net::IpAddr>().map(ipnet::IpNet::from)) {
                Ok(range) => trusted_proxies.push(range),
                Err(_) => self.fault(
                    range.span(),
                    format!("`{text}` is not a range of addresses"),
                    "write it like 10.0.0.0/8",
                ),
            }
        }
        let (listen, desk) = (listen?, desk?);
        if listen == desk && listen.port() != 0 {
            self.fault(
                table.desk.as_ref().or(table.listen.as_ref()).map(Spanned::span).unwrap_or_default(),
                "`listen` and `desk` are the same address",
                "tools and people need a port each",
            );
        }
        Some(ServerSettings {
            listen,
            desk,
            proxy_origin: proxy_origin.flatten(),
            desk_origin: desk_origin.flatten(),
            trusted_proxies,
        })
    }

    /// A scheme, host and port and nothing else.
    fn origin(&mut self, written: &Spanned<String>) -> Option<Url> {
        let url = Url::parse(written.get_ref()).ok().filter(|url| {
            matches!(url.scheme(), "http" | "https")
                && url.host().is_some()
                && url.path() == "/"
                && url.query().is_none()
                && url.fragment().is_none()
                && url.username().is_empty()
                && url.password().is_none()
        });
        if url.is_none() {
            self.fault(
                written.span(),
                "this is not the origin of a web server",
                "write only scheme and host, like https://social.example",
            );
        }
        url
    }

    fn limits(&mut self, table: &LimitsTable) -> Option<Limits> {
        let body = self.value(table.body.as_ref(), "1 MiB", amount::bytes);
        let media = self.value(table.media.as_ref(), "100 MiB", amount::bytes);
        Some(Limits { body: body?, media: media? })
    }

    fn review(&mut self, table: &ReviewTable) -> Option<Rules> {
        let expire_after = self.value(table.expire_after.as_ref(), "90 days", amount::span)?;
        Some(Rules { sole_officer: table.sole_officer, expire_after, ..Rules::default() })
    }

    fn channels(&mut self, tables: Vec<ChannelTable>) -> Vec<ChannelSettings> {
        let (mut names, mut routes) = (BTreeSet::new(), BTreeSet::new());
        let mut channels = Vec::new();
        for table in tables {
            let span = table.name.span();
            let Some(channel) = self.channel(&table) else { continue };
            if !names.insert(channel.name.clone()) {
                self.fault(
                    span.clone(),
                    format!("two channels are named `{}`", channel.name),
                    "give each a name of its own",
                );
            }
            if !routes.insert(channel.route.clone()) {
                self.fault(span, "two channels have the same route", "give each a route or host of its own");
            }
            channels.push(channel);
        }
        channels
    }

    fn channel(&mut self, table: &ChannelTable) -> Option<ChannelSettings> {
        let name = table.name.get_ref().clone();
        if CouncilId::try_from(name.clone()).is_err() {
            self.fault(
                table.name.span(),
                format!("`{name}` cannot be a channel's name"),
                "use lower-case letters, digits and hyphens",
            );
        }
        let platform = self.platform(&table.platform);
        let account = self.account(&table.account);
        let upstream = self.origin(&table.upstream);
        let route = self.route(table);
        Some(ChannelSettings {
            name,
            platform: platform?,
            account: account?,
            route: route?,
            upstream: upstream?,
            on_hold: table.on_hold,
        })
    }

    fn platform(&mut self, written: &Spanned<String>) -> Option<PlatformName> {
        match written.get_ref().as_str() {
            "mastodon" => Some(PlatformName::Mastodon),
            other if NOT_YET.contains(&other) => {
                self.fault(
                    written.span(),
                    format!("this version cannot guard `{other}` yet"),
                    "remove the channel: until it is guarded, post there by hand inside a pre-election period",
                );
                None
            }
            other => {
                self.fault(
                    written.span(),
                    format!("`{other}` is not a platform"),
                    "write platform = \"mastodon\"",
                );
                None
            }
        }
    }

    fn account(&mut self, written: &Spanned<String>) -> Option<String> {
        let account = written.get_ref();
        let good =
            account.strip_prefix('@').and_then(|rest| rest.split_once('@')).is_some_and(|(user, host)| {
                let word = |s: &str| !s.is_empty() && !s.contains(['@', '/', ' ']);
                word(user) && word(host)
            });
        if !good {
            self.fault(
                written.span(),
                format!("`{account}` is not a full account name"),
                "write it with its server, like @council@social.example",
            );
        }
        good.then(|| account.clone())
    }

    fn route(&mut self, table: &ChannelTable) -> Option<Route> {
        match (&table.route, &table.host) {
            (Some(route), None) => {
                let path = route.get_ref().trim_end_matches('/');
                let segment = path.strip_prefix('/').unwrap_or_default();
                let good = !segment.is_empty()
                    && segment.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
                if !good {
                    self.fault(route.span(), "this is not a route", "write one segment, like /mastodon");
                }
                good.then(|| Route::Path(path.to_owned()))
            }
            (None, Some(host)) => {
                let name = host.get_ref().to_ascii_lowercase();
                let good = !name.is_empty() && !name.contains(['/', ' ', '@']);
                if !good {
                    self.fault(
                        host.span(),
                        "this is not a host name",
                        "write it like social-guard.council.example",
                    );
                }
                good.then_some(Route::Host(name))
            }
            (Some(_), Some(host)) => {
                self.fault(host.span(), "a channel has a route or a host, not both", "remove one of the two");
                None
            }
            (None, None) => {
                self.fault(
                    table.name.span(),
                    "the channel has neither a route nor a host",
                    format!("add the line `route = \"/{}\"`", table.name.get_ref()),
                );
                None
            }
        }
    }
}
