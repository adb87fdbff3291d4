//! A test council: a fixed clock in a pre-election period, a store of its own, and a noticeboard for a platform.
//!
//! Dropping it fails the test if a post was lost: one that was answered as published and is not on the board, or
//! one that was answered as held and is not in the store with its events.

pub(crate) mod answer;
pub(crate) mod request;

use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use axum::Router;
use chrono::{SecondsFormat, TimeDelta};
use purdah::clock::Clock;
use purdah::config::{self, Settings};
use purdah::council::CouncilId;
use purdah::delivery::Worker;
use purdah::documents::{Document, DocumentKind};
use purdah::node::loading::{self, LoadError, Loaded};
use purdah::node::{CouncilNode, Node};
use purdah::noticeboard::{Noticeboard, Served};
use purdah::platform::courier::Courier;
use purdah::post::ContentHash;
use purdah::review::step::Actor;
use purdah::review::{
    Decider, Ground, PersonId, PlatformId, Role, Slot, StateName, Step, Submission, ToolId,
};
use purdah::secrets::Keyring;
use purdah::store::{MediaPlace, NewPerson, Query, Store, TokenOwner};
use secrecy::{ExposeSecret as _, SecretString};
use tower::ServiceExt as _;

pub(crate) use answer::Answer;
pub(crate) use request::{Ask, Form};

/// In the period of the test council.
pub(crate) const IN_PERIOD: &str = "2027-04-20T09:30:00Z";

/// The token of the council's own account, bound to a tool.
pub(crate) const TOKEN: &str = "tok-fernhollow";
/// A second token of the same account, which nobody has bound.
pub(crate) const UNBOUND: &str = "tok-fernhollow-second";
/// The token of a councillor's account on the same server.
pub(crate) const COUNCILLOR: &str = "tok-renwick";
/// The token of a resident's account on the same server.
pub(crate) const RESIDENT: &str = "tok-resident";

pub(crate) const ROSTER: &str = "name,aliases,title,role,party,ward,handles,profile_url,is_candidate,candidate_in\n\
Marguerite Ashdown-Pell,,Cllr The Mayor,Mayor (civic),Independent,Orchard,@fernmayor,,no,\n\
Tobias Renwick,Toby Renwick,Cllr,Leader of the Council,Labour,Mill,@tobiasrenwick,,yes,\n\
Oluchi Varley,,Cllr,,Conservative,Orchard,@oluchivarley,,yes,\n";

pub(crate) const ELECTIONS: &str = "[[election]]\nid = \"local.fernhollow.2027-05-06\"\ntitle = \"District council election\"\n\
poll = 2027-05-06\nnotice = 2027-03-25\n";

/// What a post names when it must be held.
pub(crate) const HELD_TEXT: &str = "Cllr Tobias Renwick opened the new library today.";
/// A post nobody could mind.
pub(crate) const PLAIN_TEXT: &str =
    "Bins are collected a day late this week. Caf\u{e9} \u{1f600} & <b>not bold</b>";

pub(crate) struct TestCouncil {
    pub(crate) board: Noticeboard,
    pub(crate) clock: Clock,
    pub(crate) node: Arc<Node>,
    pub(crate) worker: Worker,
    pub(crate) tool: ToolId,
    pub(crate) author: PersonId,
    pub(crate) reviewer: PersonId,
    pub(crate) upstream: String,
    served: Mutex<Option<Served>>,
    proxy: Router,
    id: CouncilId,
    told: Mutex<Told>,
    folder: tempfile::TempDir,
}

/// What tools were told.
#[derive(Default)]
struct Told {
    published: Vec<String>,
    held: Vec<String>,
}

impl TestCouncil {
    /// A council whose held posts are answered in the shape of success.
    pub(crate) async fn new() -> Self {
        Self::with("").await
    }

    /// A council with more lines in its channel.
    pub(crate) async fn with(channel_lines: &str) -> Self {
        let clock = Clock::fixed(IN_PERIOD.parse().unwrap());
        let accounts = [
            ("@fernhollow@board.example", TOKEN),
            ("@tobiasrenwick@board.example", COUNCILLOR),
            ("@resident@board.example", RESIDENT),
        ];
        let accounts = accounts.map(|(acct, token)| (acct.to_owned(), token.to_owned()));
        let board = Noticeboard::new(clock.clone(), accounts.to_vec());
        board.add_token("fernhollow", UNBOUND);
        let served = board.listen((Ipv4Addr::LOCALHOST, 0).into()).await.unwrap();
        let upstream = format!("http://{}", served.address);
        let folder = tempfile::tempdir().unwrap();
        let settings = settings(folder.path(), &upstream, channel_lines);
        let id = settings.council.id.clone();
        let store = Store::open(
            &settings.store.url,
            MediaPlace::Folder(settings.store.media.clone()),
            Keyring::ephemeral().unwrap(),
            clock.clone(),
        )
        .await
        .unwrap();
        let person = async |name: &str, role: Role| {
            let new = NewPerson {
                name: name.to_owned(),
                email: format!("{name}@fernhollow.gov.example"),
                password: None,
                roles: [role].into_iter().collect(),
            };
            store.person_add(&id, new, Actor::Guard).await.unwrap().id
        };
        let author = person("author", Role::Author).await;
        let reviewer = person("reviewer", Role::Reviewer).await;
        let tool = store.tool_add(&id, "Scheduler", vec![author], Actor::Guard).await.unwrap().id;
        let token = SecretString::from(TOKEN);
        let account = &settings.channels[0].account;
        let fingerprint = store.fingerprint(&id, "mastodon", &token);
        store.credential_verified(&id, "mastodon", &fingerprint, &token, account).await.unwrap();
        store.credential_bind(&id, "mastodon", &fingerprint, tool, Actor::Guard).await.unwrap();
        let node = Node::start("test".to_owned(), vec![settings], store, clock.clone(), None).await.unwrap();
        let proxy = purdah::proxy::router(node.clone()).unwrap();
        let worker = Worker::new(node.clone(), Courier::new().unwrap());
        Self {
            board,
            clock,
            node,
            worker,
            tool,
            author,
            reviewer,
            upstream,
            served: Mutex::new(Some(served)),
            proxy,
            id,
            told: Mutex::default(),
            folder,
        }
    }

    pub(crate) fn store(&self) -> &Store {
        &self.node.store
    }

    pub(crate) fn id(&self) -> &CouncilId {
        &self.id
    }

    pub(crate) fn council(&self) -> &CouncilNode {
        self.node.council(&self.id).unwrap()
    }

    /// A time from now on, as the platform writes it.
    pub(crate) fn later(&self, by: TimeDelta) -> String {
        (self.clock.now() + by).to_rfc3339_opts(SecondsFormat::Millis, true)
    }

    /// Writes a file of the council anew and lets the node look; whether another rulebook is in force now.
    pub(crate) async fn rewrite(&self, name: &str, text: &str) -> bool {
        std::fs::write(self.folder.path().join(name), text).unwrap();
        self.refreshed().await
    }

    /// Lets the node look at the files; whether another rulebook is in force now.
    pub(crate) async fn refreshed(&self) -> bool {
        !self.node.refresh().await.unwrap().is_empty()
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    pub(crate) fn remove(&self, name: &str) {
        std::fs::remove_file(self.folder.path().join(name)).unwrap();
    }

    /// Loads a document by a person's word.
    pub(crate) async fn load(
        &self,
        kind: DocumentKind,
        name: &str,
        text: impl AsRef<[u8]>,
        confirmed: Option<String>,
    ) -> Result<Loaded, LoadError> {
        let document = Document { kind, name: name.to_owned(), bytes: text.as_ref().to_vec() };
        let settings = config::read(&self.council().settings.file).unwrap();
        loading::load(&settings, self.store(), &self.clock, document, confirmed, Actor::Guard).await
    }

    /// Closes the platform's port.
    pub(crate) fn take_platform_down(&self) {
        self.served.lock().unwrap().take();
    }

    /// Sends a request through the guard.
    pub(crate) async fn ask(&self, ask: Ask) -> Answer {
        let is_status = ask.method == "POST" && ask.path.starts_with("/api/v1/statuses");
        let ask_deletes = ask.method == "DELETE";
        let deleted = ask.path.rsplit('/').next().map(str::to_owned);
        let response = self.proxy.clone().oneshot(ask.request("/mastodon")).await.unwrap();
        let answer = Answer::read(response).await;
        let mut told = self.told.lock().unwrap();
        // A number of the guard may stand for a real id, which the answer then gives.
        for deleted in deleted.into_iter().chain(answer.json["id"].as_str().map(str::to_owned)) {
            if ask_deletes {
                told.published.retain(|id| *id != deleted);
                told.held.retain(|id| *id != deleted);
            }
        }
        if let Some(id) = answer.json["id"].as_str().filter(|_| answer.status == 200 && is_status) {
            match answer.header("x-guard-decision") {
                Some(_) => told.held.push(id.to_owned()),
                None => told.published.push(id.to_owned()),
            }
        }
        answer
    }

    /// Sends a request straight to the platform, round the guard.
    pub(crate) async fn direct(&self, ask: Ask) -> Answer {
        let request = ask.request("");
        Answer::read(self.board.router().oneshot(request).await.unwrap()).await
    }

    /// The test has seen this scheduled post taken back: it is not lost.
    pub(crate) fn was_taken_back(&self, id: &str) {
        self.told.lock().unwrap().published.retain(|published| published != id);
    }

    /// Posts in a form body, as the bound tool.
    pub(crate) async fn post(&self, text: &str) -> Answer {
        self.ask(Ask::post("/api/v1/statuses").form(&[("status", text)])).await
    }

    /// The posts of the guard in one state.
    pub(crate) async fn submissions(&self, state: StateName) -> Vec<Submission> {
        self.store().submissions(&self.id, &Query::of([state], 100)).await.unwrap()
    }

    /// Every post of the guard.
    pub(crate) async fn all(&self) -> Vec<Submission> {
        self.store().submissions(&self.id, &Query::of(StateName::ALL, 100)).await.unwrap()
    }

    /// The kinds of a post's events, in order.
    pub(crate) async fn history(&self, post: &Submission) -> Vec<String> {
        let events = self.store().history(&self.id, post.id).await.unwrap();
        events.into_iter().map(|event| event.kind.clone()).collect()
    }

    pub(crate) async fn step(&self, post: &Submission, step: Step) -> Submission {
        self.store().advance(&self.id, post.id, step, &self.council().settings.review).await.unwrap()
    }

    /// A reviewer lets a post out on the first ground.
    pub(crate) async fn approve(&self, post: &Submission, slot: Slot) -> Submission {
        let decider = Decider { person: self.reviewer, roles: [Role::Reviewer].into_iter().collect() };
        let seen: ContentHash = post.content_hash.clone();
        let reason = "A road of that name".to_owned();
        self.step(post, Step::Approve { decider, ground: Ground::NotRestricted, slot, reason, seen }).await
    }

    /// A guard token of the tool.
    pub(crate) async fn tool_token(&self) -> String {
        let owner = TokenOwner::Tool(self.tool);
        let token = self.store().token_add(&self.id, owner, "test", Actor::Guard).await.unwrap();
        token.expose_secret().to_owned()
    }

    async fn check_nothing_is_lost(&self) {
        let told = std::mem::take(&mut *self.told.lock().unwrap());
        let on_board: Vec<_> = self.board.statuses().iter().map(|status| status.id.to_string()).collect();
        for id in told.published {
            let kept = self.board.is_scheduled(&id);
            assert!(kept || on_board.contains(&id), "{id} was answered as published and is not on the board");
        }
        for id in told.held {
            let number = PlatformId::parse(&id).expect("a held post has a number of the guard");
            let post = self.store().by_platform_id(&self.id, "mastodon", number).await.unwrap();
            let post = post.expect("a post was answered as held and is not in the store");
            let events = self.store().history(&self.id, post.id).await.unwrap();
            assert!(!events.is_empty(), "{} has no event", post.reference);
        }
        let adrift = self.submissions(StateName::Releasing).await;
        assert!(adrift.is_empty(), "{} deliveries were left unfinished", adrift.len());
    }
}

impl Drop for TestCouncil {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let runtime = tokio::runtime::Handle::current();
            tokio::task::block_in_place(|| runtime.block_on(self.check_nothing_is_lost()));
        }
    }
}

fn settings(folder: &std::path::Path, upstream: &str, channel_lines: &str) -> Settings {
    let text = format!(
        "[council]\nid = \"fernhollow\"\nname = \"Fernhollow District Council\"\nnation = \"england\"\n\n\
         [calendar]\nfiles = [\"elections.toml\"]\n\n[roster]\nfiles = [\"roster.csv\"]\n\n\
         [server]\ndesk_origin = \"https://desk.fernhollow.gov.example\"\n\n[limits]\nbody = \"64 KiB\"\nmedia = \"256 KiB\"\n\n\
         [[channel]]\nname = \"mastodon\"\nplatform = \"mastodon\"\naccount = \"@fernhollow@board.example\"\n\
         route = \"/mastodon\"\nupstream = \"{upstream}\"\n{channel_lines}"
    );
    std::fs::write(folder.join("purdah.toml"), text).unwrap();
    std::fs::write(folder.join("elections.toml"), ELECTIONS).unwrap();
    std::fs::write(folder.join("roster.csv"), ROSTER).unwrap();
    config::read(&folder.join("purdah.toml")).unwrap()
}
