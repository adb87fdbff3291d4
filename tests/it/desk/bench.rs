//! Two councils at one desk, with a fixed clock: what the tests of the pages and of the API stand on.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use chrono::{DateTime, TimeDelta, Utc};
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use purdah::clock::Clock;
use purdah::config;
use purdah::council::CouncilId;
use purdah::guard::Decision;
use purdah::node::Node;
use purdah::post::{Content, Medium, Operation, PartName, Picture, Poll, Post};
use purdah::review::step::Actor;
use purdah::review::{HeldBecause, Role, Rules, State, Step, Submission};
use purdah::secrets::Keyring;
use purdah::store::{MediaPlace, NewPerson, NewSubmission, Person, Store, TokenOwner, Tool};
use secrecy::{ExposeSecret as _, SecretString};
use tower::ServiceExt as _;

/// Where people reach the desk, as the configuration says.
pub(crate) const ORIGIN: &str = "https://desk.tallowford.gov.example";

const ROSTER: &str = "name,aliases,title,role,party,ward,handles,profile_url,is_candidate,candidate_in\n\
    Berenike Oxtoby-Vale,,Cllr,Leader of the Council,Labour,Kiln Road,@berenike_ov,,yes,\n\
    Wulfric Amberley,,Cllr,,Labour,Kiln Road,,,no,\nSunniva Thackeray,,Cllr,,Green,Market,,,no,\n\
    Caradoc Pellow,,Cllr,,Green,Market,,,no,\nIsolde Farrant,,Cllr,,Independent,Quay,,,no,\n";

const ELECTIONS: &str = "[[election]]\nid = \"local.tallowford.2027-05-06\"\ntitle = \"Borough council election\"\n\
    poll = 2027-05-06\nnotice = 2027-03-25\n";

/// A desk with the council of Tallowford, and Wexcombe beside it.
pub(crate) struct Bench {
    pub(crate) router: Router,
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) node: Arc<Node>,
    pub(crate) council: CouncilId,
    pub(crate) neighbour: CouncilId,
    pub(crate) reviewer: Person,
    pub(crate) colleague: Person,
    pub(crate) author: Person,
    pub(crate) auditor: Person,
    pub(crate) stranger: Person,
    pub(crate) tool: Tool,
    folder: tempfile::TempDir,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn location(&self) -> &str {
        self.header(header::LOCATION)
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.body))
    }

    /// The text between two others.
    pub(crate) fn between(&self, before: &str, after: &str) -> &str {
        let start =
            self.body.find(before).unwrap_or_else(|| panic!("no {before} in {}", self.body)) + before.len();
        &self.body[start..start + self.body[start..].find(after).unwrap()]
    }
}

impl Bench {
    pub(crate) async fn open() -> Self {
        Self::open_with("").await
    }

    /// With more lines of Tallowford's configuration.
    pub(crate) async fn open_with(more: &str) -> Self {
        Self::open_at(&format!("desk = \"127.0.0.1:8601\"\ndesk_origin = \"{ORIGIN}\""), more).await
    }

    /// With the lines that say where the desk is.
    pub(crate) async fn open_at(desk: &str, more: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::fixed("2027-04-20T09:30:00Z".parse().unwrap());
        let settings =
            [("tallowford", "Tallowford Borough Council", more), ("wexcombe", "Wexcombe Town Council", "")]
                .map(|(id, name, more)| {
                    let own = folder.path().join(id);
                    std::fs::create_dir(&own).unwrap();
                    std::fs::write(own.join("roster.csv"), ROSTER).unwrap();
                    std::fs::write(own.join("elections.toml"), ELECTIONS.replace("tallowford", id)).unwrap();
                    std::fs::write(own.join("purdah.toml"), configuration(id, name, desk, more)).unwrap();
                    config::read(&own.join("purdah.toml")).unwrap()
                });
        let url = format!("sqlite:{}", folder.path().join("purdah.db").display());
        let media = MediaPlace::Folder(folder.path().join("media"));
        let store = Store::open(&url, media, Keyring::ephemeral().unwrap(), clock.clone()).await.unwrap();
        let node =
            Node::start("test".into(), settings.to_vec(), store.clone(), clock.clone(), None).await.unwrap();
        let council = settings[0].council.id.clone();
        let neighbour = settings[1].council.id.clone();
        let add = async |council: &CouncilId, name: &str, roles: &[Role]| {
            let email = format!("{}@{council}.gov.example", name.split(' ').next().unwrap().to_lowercase());
            let roles = roles.iter().copied().collect();
            let new = NewPerson { name: name.into(), email, password: Some(password()), roles };
            store.person_add(council, new, Actor::Guard).await.unwrap()
        };
        let reviewer = add(&council, "Imke Sandqvist", &[Role::Reviewer]).await;
        let colleague = add(&council, "Osian Prydderch", &[Role::Reviewer]).await;
        let author = add(&council, "Fenella Garrow", &[Role::Author]).await;
        let auditor = add(&council, "Tobiah Ketteridge", &[Role::Auditor]).await;
        let stranger = add(&neighbour, "Wilf Amberson", &[Role::Reviewer, Role::Administrator]).await;
        let tool = store.tool_add(&council, "Scheduler", vec![author.id], Actor::Guard).await.unwrap();
        let router = purdah::web::router(node.clone());
        Self {
            router,
            store,
            clock,
            node,
            council,
            neighbour,
            reviewer,
            colleague,
            author,
            auditor,
            stranger,
            tool,
            folder,
        }
    }

    /// Writes Tallowford's elections anew and lets the node look at them.
    pub(crate) async fn rewrite_elections(&self, text: &str) {
        std::fs::write(self.folder.path().join("tallowford/elections.toml"), text).unwrap();
        self.node.refresh().await.unwrap();
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// A post as the proxy records it: judged, then held, blocked or let through.
    pub(crate) async fn submit(&self, text: &str) -> Submission {
        let mut content = Content::new("mastodon", "@tallowford@social.example", Operation::Publish);
        content.text = Some(text.to_owned());
        self.submit_content(content, Post::of_text(text), None).await
    }

    /// The same with any content and slot.
    pub(crate) async fn submit_content(
        &self,
        content: Content,
        post: Post,
        slot: Option<DateTime<Utc>>,
    ) -> Submission {
        let verdict = self.node.council(&self.council).unwrap().judge(&post, slot.unwrap_or(self.now()));
        let state = match verdict.decision {
            Decision::Allow => State::Allowed { scheduled: None },
            Decision::Hold => State::held(HeldBecause::Judged),
            Decision::Block => State::Blocked,
        };
        let new = NewSubmission {
            channel: content.channel.clone(),
            content,
            post,
            verdict,
            state,
            slot,
            tool: Some(self.tool.id),
            authors: vec![self.author.id],
            waits_for: None,
            idempotency_key: None,
            credential: None,
        };
        self.store.record(&self.council, new).await.unwrap().into_submission()
    }

    /// A held post with everything a page can show.
    pub(crate) async fn submit_rich(&self) -> Submission {
        let png = std::io::Cursor::new(PNG);
        let stored = self.store.media_put(&self.council, png, 1 << 20).await.unwrap();
        let mut content = Content::new("mastodon", "@tallowford@social.example", Operation::Publish);
        content.text = Some("Cllr Berenike Oxtoby-Vale opens the market hall.\nCome along!".into());
        content.warning = Some("Local news".into());
        content.language = Some("en".into());
        content.poll = Some(Poll {
            options: vec!["Yes".into(), "Ask Cllr Oxtoby-Vale".into()],
            expires_in: 86_400,
            multiple: false,
            hide_totals: false,
        });
        content.media = vec![Medium {
            sha256: stored.sha256,
            mime: "image/png".into(),
            alt: Some("A ribbon across a doorway".into()),
            focus: None,
            attached: None,
        }];
        let mut post = Post::default();
        post.push(PartName::ContentWarning, "Local news");
        post.push(PartName::Text, content.text.clone().unwrap());
        post.push(PartName::PollOption(0), "Yes");
        post.push(PartName::PollOption(1), "Ask Cllr Oxtoby-Vale");
        post.push(PartName::AltText(0), "A ribbon across a doorway");
        post.pictures = vec![Picture::Unexamined];
        self.submit_content(content, post, Some(self.now() + TimeDelta::hours(3))).await
    }

    /// A step of delivery or of the guard itself.
    pub(crate) async fn step(&self, post: &Submission, step: Step) -> Submission {
        self.store.advance(&self.council, post.id, step, &Rules::default()).await.unwrap()
    }

    /// The state of a post now.
    pub(crate) async fn standing(&self, post: &Submission) -> State {
        self.store.submission(&self.council, post.id).await.unwrap().unwrap().state
    }

    /// A signed-in person's cookie, in the council they belong to.
    pub(crate) async fn sign_in(&self, person: &Person) -> String {
        let council = if person.id == self.stranger.id { &self.neighbour } else { &self.council };
        let secret = self.store.sign_in_link(council, person.id, Actor::Guard).await.unwrap();
        let form = [("secret", secret.expose_secret())];
        let answer = self.post_form("", "/sign-in/link", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer.header(header::SET_COOKIE).split(';').next().unwrap().to_owned()
    }

    /// A personal or tool token.
    pub(crate) async fn token(&self, owner: TokenOwner) -> SecretString {
        self.store.token_add(&self.council, owner, "test", Actor::Guard).await.unwrap()
    }

    pub(crate) async fn get(&self, cookie: &str, path: &str) -> Answer {
        self.send(Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await
    }

    /// A form as a browser sends it from the desk's own page.
    pub(crate) async fn post_form(&self, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request =
            form(cookie, path, fields).header("sec-fetch-site", "same-origin").header(header::ORIGIN, ORIGIN);
        self.send(request.body(form_body(fields)).unwrap()).await
    }

    /// A call of the API.
    pub(crate) async fn call(
        &self,
        method: Method,
        token: Option<&SecretString>,
        path: &str,
        body: Option<serde_json::Value>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {}", token.expose_secret()));
        }
        let body = match body {
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        self.send(request.body(body).unwrap()).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

/// A form's request, without what says where it came from.
pub(crate) fn form(cookie: &str, path: &str, _: &[(&str, &str)]) -> http::request::Builder {
    Request::post(path)
        .header(header::COOKIE, cookie)
        .header(header::HOST, "desk.tallowford.gov.example")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

pub(crate) fn form_body(fields: &[(&str, &str)]) -> Body {
    Body::from(form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish())
}

pub(crate) fn password() -> SecretString {
    SecretString::from("a-long-enough-passphrase-for-tests".to_owned())
}

fn configuration(id: &str, name: &str, desk: &str, more: &str) -> String {
    format!(
        "[council]\nid = \"{id}\"\nname = \"{name}\"\nnation = \"england\"\n\n\
         [calendar]\nfiles = [\"elections.toml\"]\n\n[roster]\nfiles = [\"roster.csv\"]\n\n\
         [server]\nlisten = \"127.0.0.1:8600\"\n{desk}\n\n\
         {more}\n\
         [[channel]]\nname = \"mastodon\"\nplatform = \"mastodon\"\naccount = \"@{id}@social.example\"\n\
         route = \"/{id}\"\nupstream = \"https://social.example\"\n"
    )
}

/// A picture of one pixel.
pub(crate) const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\
    \0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82";
