//! A council's own purdah as a process: the binary, its files, and a noticeboard for its platform.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use purdah::clock::Clock;
use purdah::noticeboard::{Noticeboard, Served};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

pub(crate) const PLATFORM_TOKEN: &str = "token-of-the-platform";
pub(crate) const STRANGER_TOKEN: &str = "token-of-a-stranger";
pub(crate) const ORDINARY: &str = "Bins are collected a day late this week.";
pub(crate) const RESTRICTED: &str = "Cllr Rosalind Field opened the new library.";

/// A council with its files, its people and its noticeboard.
pub(crate) struct Town {
    pub(crate) folder: TempDir,
    pub(crate) board: Noticeboard,
    #[expect(dead_code, reason = "held: dropping it closes the noticeboard's port")]
    pub(crate) served: Served,
    pub(crate) http: Client,
    /// Two reviewers' tokens: neither is an author of what the tool posts.
    pub(crate) reviewers: [String; 2],
}

/// `purdah serve` at work.
pub(crate) struct Guard {
    pub(crate) child: Child,
    pub(crate) proxy: SocketAddr,
    pub(crate) desk: SocketAddr,
}

fn binary() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_purdah"));
    command.kill_on_drop(true).env_remove("PURDAH_CRASH_AT").env("PURDAH_LOG", "warn,purdah=info");
    command
}

/// Looks again and again until it sees what it waits for; fails with what it saw last after `seconds`.
pub(crate) async fn eventually<T>(seconds: u64, mut look: impl AsyncFnMut() -> Result<T, String>) -> T {
    let started = std::time::Instant::now();
    loop {
        match look().await {
            Ok(seen) => return seen,
            Err(last) => assert!(started.elapsed().as_secs() < seconds, "after {seconds} seconds: {last}"),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

impl Town {
    /// A council in the middle of a pre-election period: its files, and nothing in its store.
    pub(crate) async fn files() -> Self {
        Self::with_files("accept").await
    }

    async fn with_files(on_hold: &str) -> Self {
        let clock = Clock::system();
        let accounts = vec![
            ("@larkwater@social.example".to_owned(), PLATFORM_TOKEN.to_owned()),
            ("@stranger@social.example".to_owned(), STRANGER_TOKEN.to_owned()),
        ];
        let board = Noticeboard::new(clock.clone(), accounts);
        let served = board.listen(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let today = clock.now().date_naive();
        let (notice, poll) = (today - chrono::Days::new(10), today + chrono::Days::new(25));
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write(
            "purdah.toml",
            &format!(
                "[council]\nid = \"larkwater\"\nname = \"Larkwater Borough Council\"\nnation = \"england\"\n\
                 [calendar]\nfiles = [\"elections.toml\"]\n[roster]\nfiles = [\"roster.csv\"]\n\
                 [server]\nlisten = \"127.0.0.1:0\"\ndesk = \"127.0.0.1:0\"\n\
                 [[channel]]\nname = \"mastodon\"\nplatform = \"mastodon\"\naccount = \"@larkwater@social.example\"\n\
                 route = \"/mastodon\"\nupstream = \"http://{}\"\non_hold = \"{on_hold}\"\n",
                served.address
            ),
        );
        write(
            "elections.toml",
            &format!("[[election]]\nid = \"local.larkwater.{poll}\"\npoll = {poll}\nnotice = {notice}\n"),
        );
        write("roster.csv", include_str!("../../src/demo/roster.csv"));
        let http = Client::builder().no_proxy().timeout(Duration::from_secs(30)).build().unwrap();
        Self { folder, board, served, http, reviewers: Default::default() }
    }

    /// The same, with people who decide and a tool whose credential is bound.
    pub(crate) async fn new(on_hold: &str) -> Self {
        let mut town = Self::with_files(on_hold).await;
        town.command(&["person", "add", "Author", "author@larkwater.gov.example", "--role", "author"]).await;
        for (number, email) in
            ["one@larkwater.gov.example", "two@larkwater.gov.example"].into_iter().enumerate()
        {
            town.command(&["person", "add", "Reviewer", email, "--role", "reviewer"]).await;
            town.reviewers[number] =
                town.command(&["token", "add", "tests", "--person", email]).await.trim().to_owned();
        }
        town.command(&["token", "tool", "Scheduler", "--user", "author@larkwater.gov.example"]).await;
        town.bind(PLATFORM_TOKEN).await;
        town
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Runs a command that must succeed; what it printed.
    pub(crate) async fn command(&self, args: &[&str]) -> String {
        let output = binary().args(args).current_dir(self.path()).output().await.unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    async fn bind(&self, token: &str) {
        use tokio::io::AsyncWriteExt as _;
        let mut child = binary()
            .args(["token", "bind", "Scheduler", "--channel", "mastodon"])
            .current_dir(self.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(token.as_bytes()).await.unwrap();
        let output = child.wait_with_output().await.unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// Starts the guard; with `crash_at`, it ends itself there as a power cut would.
    pub(crate) async fn serve(&self, crash_at: Option<&str>) -> Guard {
        let mut command = binary();
        if let Some(place) = crash_at {
            command.env("PURDAH_CRASH_AT", place);
        }
        let mut child = command
            .arg("serve")
            .current_dir(self.path())
            .stderr(Stdio::piped())
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut told = Vec::new();
        while let Some(line) = lines.next_line().await.unwrap() {
            let event: Value = serde_json::from_str(&line).unwrap_or_default();
            if event["message"] == "serve.ready" {
                let address = |key: &str| event[key].as_str().unwrap().parse().unwrap();
                let guard = Guard { proxy: address("proxy"), desk: address("desk"), child };
                // Whatever else it says is read, so that it never waits for us.
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return guard;
            }
            told.push(line);
        }
        panic!("purdah serve ended before it was ready:\n{}", told.join("\n"));
    }

    /// Posts as a tool does; None when the guard broke off.
    pub(crate) async fn post(&self, guard: &Guard, form: &[(&str, &str)]) -> Option<(StatusCode, Value)> {
        self.post_as(guard, PLATFORM_TOKEN, form).await
    }

    pub(crate) async fn post_as(
        &self,
        guard: &Guard,
        token: &str,
        form: &[(&str, &str)],
    ) -> Option<(StatusCode, Value)> {
        let url = format!("http://{}/mastodon/api/v1/statuses", guard.proxy);
        let response = self.http.post(url).bearer_auth(token).form(form).send().await.ok()?;
        Some((response.status(), response.json().await.ok()?))
    }

    /// Asks the API; None when the guard broke off.
    pub(crate) async fn api(&self, guard: &Guard, path: &str, body: Option<Value>) -> Option<Value> {
        self.api_as(guard, 0, path, body).await
    }

    pub(crate) async fn api_as(
        &self,
        guard: &Guard,
        reviewer: usize,
        path: &str,
        body: Option<Value>,
    ) -> Option<Value> {
        let url = format!("http://{}/api/v1/{path}", guard.desk);
        let request = match body {
            None => self.http.get(url),
            Some(body) => self.http.post(url).json(&body),
        };
        request.bearer_auth(&self.reviewers[reviewer]).send().await.ok()?.json().await.ok()
    }

    /// The posts that are held now, as the API shows them.
    pub(crate) async fn held(&self, guard: &Guard) -> Vec<Value> {
        let held = self.api(guard, "held", None).await.unwrap();
        held["posts"].as_array().unwrap_or_else(|| panic!("{held}")).clone()
    }

    /// Lets a held post out.
    pub(crate) async fn approve(&self, guard: &Guard, post: &Value, slot: &str) -> Option<Value> {
        let body = json!({
            "content_hash": post["content_hash"], "ground": "not-restricted", "slot": slot,
            "reason": "Agreed with the monitoring officer",
        });
        self.api(guard, &format!("held/{}/approve", post["id"].as_str().unwrap()), Some(body)).await
    }

    pub(crate) async fn state(&self, guard: &Guard, id: &str) -> String {
        let post = self.api(guard, &format!("posts/{id}"), None).await.unwrap();
        post["state"].as_str().unwrap_or_else(|| panic!("{post}")).to_owned()
    }

    /// Waits until a post is in a state; fails after `seconds`.
    pub(crate) async fn until(&self, guard: &Guard, id: &str, state: &str, seconds: u64) {
        eventually(seconds, async || {
            let now = self.state(guard, id).await;
            if now == state { Ok(()) } else { Err(format!("{id} is {now}, not {state}")) }
        })
        .await;
    }

    /// How often the public can read a text.
    pub(crate) fn seen(&self, text: &str) -> usize {
        self.board.public_texts().iter().filter(|public| *public == text).count()
    }

    /// The record is whole.
    pub(crate) async fn verify(&self) {
        let told = self.command(&["audit", "verify"]).await;
        assert!(told.starts_with("The record is whole"), "{told}");
    }
}

impl Guard {
    /// Ends the process as `kill -9` does.
    pub(crate) async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    /// Waits for a process that ends itself.
    pub(crate) async fn ended(mut self) {
        tokio::time::timeout(Duration::from_mins(1), self.child.wait()).await.unwrap().unwrap();
    }
}
