//! A store to test on: a database of its own, a fixed clock, a key file.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use purdah::clock::Clock;
use purdah::council::CouncilId;
use purdah::guard::finding::{Confidence, Finding, Reason, RuleCode};
use purdah::guard::source::Source;
use purdah::guard::verdict::{Decision, Verdict};
use purdah::post::{Content, Operation, PartName, Post};
use purdah::review::step::Decline;
use purdah::review::{Decider, Ground, HeldBecause, PersonId, Role, Rules, Slot, State, Step, Submission};
use purdah::secrets::Keyring;
use purdah::store::{MediaPlace, NewSubmission, Recorded, Store};

pub(super) struct Bed {
    folder: tempfile::TempDir,
    pub(super) url: String,
    /// The server a database was made on, and its name there.
    made: Option<(String, String)>,
    pub(super) clock: Clock,
}

pub(super) fn council() -> CouncilId {
    CouncilId::from_name("Marlbridge").unwrap()
}

pub(super) fn other_council() -> CouncilId {
    CouncilId::from_name("Harlowmere").unwrap()
}

pub(super) fn start() -> DateTime<Utc> {
    "2027-04-20T09:30:00Z".parse().unwrap()
}

impl Bed {
    pub(super) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("purdah.db").display());
        Self { folder, url, made: None, clock: Clock::fixed(start()) }
    }

    #[cfg(feature = "postgres")]
    pub(super) async fn postgres() -> Self {
        use sqlx::{Connection as _, Executor as _};
        let server = std::env::var("PURDAH_TEST_POSTGRES_URL")
            .expect("set PURDAH_TEST_POSTGRES_URL to a server where databases may be made");
        let name = format!("purdah_test_{}", uuid::Uuid::now_v7().simple());
        let mut admin = sqlx::PgConnection::connect(&server).await.unwrap();
        admin.execute(sqlx::AssertSqlSafe(format!("create database {name}"))).await.unwrap();
        let mut url = url::Url::parse(&server).unwrap();
        url.set_path(&name);
        Self {
            folder: tempfile::tempdir().unwrap(),
            url: url.to_string(),
            made: Some((server, name)),
            clock: Clock::fixed(start()),
        }
    }

    pub(super) fn is_postgres(&self) -> bool {
        self.made.is_some()
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn keyring(&self) -> Keyring {
        Keyring::from_file_or_new(&self.path("purdah.key")).unwrap()
    }

    pub(super) fn media(&self) -> MediaPlace {
        if self.is_postgres() { MediaPlace::Database } else { MediaPlace::Folder(self.path("media")) }
    }

    /// Opens the store; a second one is a second node on the same database.
    pub(super) async fn store(&self) -> Store {
        Store::open(&self.url, self.media(), self.keyring(), self.clock.clone()).await.unwrap()
    }

    /// Does to the database what somebody could who has its password.
    pub(super) async fn tamper(&self, sql: &str) -> u64 {
        use sqlx::Connection as _;
        let sql = sqlx::AssertSqlSafe(sql.to_owned());
        #[cfg(feature = "postgres")]
        if self.is_postgres() {
            let mut direct = sqlx::PgConnection::connect(&self.url).await.unwrap();
            return sqlx::query(sql).execute(&mut direct).await.unwrap().rows_affected();
        }
        let mut direct = sqlx::SqliteConnection::connect(&self.url).await.unwrap();
        let changed = sqlx::query(sql).execute(&mut direct).await.unwrap().rows_affected();
        direct.close().await.unwrap();
        changed
    }

    pub(super) async fn end(self) {
        #[cfg(feature = "postgres")]
        if let Some((server, name)) = &self.made {
            use sqlx::{Connection as _, Executor as _};
            let mut admin = sqlx::PgConnection::connect(server).await.unwrap();
            admin.execute(sqlx::AssertSqlSafe(format!("drop database {name} with (force)"))).await.unwrap();
        }
    }
}

pub(super) fn content(text: &str) -> Content {
    let mut content = Content::new("mastodon", "@marlbridge@social.example", Operation::Publish);
    content.text = Some(text.to_owned());
    content
}

pub(super) fn verdict(decision: Decision) -> Verdict {
    let finding = Finding {
        rule: RuleCode::new("CLR101"),
        name: "councillor-named".to_owned(),
        reason: Reason::CouncillorMention,
        decision,
        confidence: Confidence::Certain,
        part: PartName::Text,
        start: Some(0),
        end: Some(4),
        text: "Cllr".to_owned(),
        why: "Names a councillor.".to_owned(),
        suggestion: "Leave the name out.".to_owned(),
        source: Source { title: "Policy".to_owned(), clause: "1".to_owned(), url: String::new() },
        policy: Vec::new(),
        person: Some("c1".to_owned()),
    };
    let stops = decision > Decision::Allow;
    Verdict {
        v: 1,
        decision,
        reasons: if stops { vec![Reason::CouncillorMention] } else { Vec::new() },
        matched: Vec::new(),
        findings: if stops { vec![finding] } else { Vec::new() },
        findings_left_out: 0,
        periods: [].into(),
        rulebook: "sha256:feed".into(),
    }
}

fn new(text: &str, decision: Decision, state: State) -> NewSubmission {
    NewSubmission {
        channel: "mastodon".to_owned(),
        content: content(text),
        post: Post::of_text(text),
        verdict: verdict(decision),
        state,
        slot: None,
        tool: None,
        authors: Vec::new(),
        waits_for: None,
        idempotency_key: None,
        credential: None,
    }
}

pub(super) fn held(text: &str) -> NewSubmission {
    new(text, Decision::Hold, State::held(HeldBecause::Judged))
}

pub(super) fn allowed(text: &str) -> NewSubmission {
    new(text, Decision::Allow, State::Allowed { scheduled: None })
}

pub(super) fn blocked(text: &str) -> NewSubmission {
    new(text, Decision::Block, State::Blocked)
}

/// Records a post that must be new.
pub(super) async fn record(store: &Store, new: NewSubmission) -> Submission {
    match store.record(&council(), new).await.unwrap() {
        Recorded::New(post) => post,
        Recorded::Same(post) => panic!("the post is known already: {}", post.reference),
    }
}

pub(super) fn reviewer() -> Decider {
    let person = PersonId("0192f0c1-0000-7000-8000-00000000000a".parse().unwrap());
    Decider { person, roles: [Role::Reviewer].into_iter().collect() }
}

pub(super) fn approve(post: &Submission) -> Step {
    Step::Approve {
        decider: reviewer(),
        ground: Ground::NotRestricted,
        slot: Slot::Now,
        reason: "the officer, not the councillor".to_owned(),
        seen: post.content_hash.clone(),
    }
}

pub(super) fn reject(post: &Submission) -> Step {
    let reason = "not in this form".to_owned();
    Step::Reject(Decline { decider: reviewer(), reason, seen: post.content_hash.clone() })
}

pub(super) fn release(post: &Submission, node: &str) -> Step {
    Step::Release {
        node: node.to_owned(),
        until: start() + chrono::TimeDelta::minutes(5),
        verdict: Box::new(post.verdict.clone()),
        quiet: false,
    }
}

pub(super) fn published(platform_id: &str) -> Step {
    Step::Published { platform_id: platform_id.to_owned(), url: None }
}

pub(super) async fn advance(store: &Store, post: &Submission, step: Step) -> Submission {
    store.advance(&council(), post.id, step, &Rules::default()).await.unwrap()
}
