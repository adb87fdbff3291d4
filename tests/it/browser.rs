//! The desk in a real browser: axe on every page and state, the keyboard, narrow screens, no scripts.

use std::process::Stdio;

use chrono::TimeDelta;
use purdah::review::step::Actor;
use purdah::review::{State, Step, Submission};
use purdah::store::Person;
use secrecy::ExposeSecret as _;
use serde_json::json;

use crate::desk::bench::Bench;

const NAMED: &str = "Cllr Berenike Oxtoby-Vale opened the new library today.";

async fn approved(bench: &Bench, cookie: &str, text: &str) -> Submission {
    let post = bench.submit(text).await;
    let path = format!("/posts/{}/decide", post.reference);
    let fields = [
        ("seen", post.content_hash.as_str()),
        ("state", "held"),
        ("decision", "not-restricted"),
        ("slot", "now"),
        ("reason", "It is about a street"),
    ];
    assert_eq!(bench.post_form(cookie, &path, &fields).await.status, 303);
    post
}

async fn claimed(bench: &Bench, cookie: &str, text: &str) -> Submission {
    let post = approved(bench, cookie, text).await;
    let verdict = Box::new(post.verdict.clone());
    let until = bench.now() + TimeDelta::minutes(2);
    bench.step(&post, Step::Release { node: "test".into(), until, verdict, quiet: false }).await
}

async fn link(bench: &Bench, person: &Person) -> String {
    let secret = bench.store.sign_in_link(&bench.council, person.id, Actor::Guard).await.unwrap();
    format!("/sign-in/link?secret={}", secret.expose_secret())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs node, node_modules and Chromium: tests/run brings them"]
async fn every_page_is_accessible_and_works_with_and_without_scripts() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let bench = Bench::open_at(&format!("desk = \"{address}\""), "").await;
    let stop = std::future::pending();
    tokio::spawn(purdah::listen::serve(listener, bench.router.clone(), stop));

    let cookie = bench.sign_in(&bench.reviewer).await;
    let rich = bench.submit_rich().await;
    let to_approve = bench.submit("Cllr Oxtoby-Vale will be at the market.").await;
    let to_approve_plainly = bench.submit("Cllr Oxtoby-Vale has left the market.").await;
    let emergency = bench.submit(NAMED).await;
    let fields = [
        ("seen", emergency.content_hash.as_str()),
        ("state", "held"),
        ("decision", "emergency"),
        ("slot", "now"),
        ("reason", "The bridge is shut"),
    ];
    let path = format!("/posts/{}/decide", emergency.reference);
    assert_eq!(bench.post_form(&cookie, &path, &fields).await.status, 303);
    let going = approved(&bench, &cookie, "Oxtoby-Vale Street is shut, says Cllr Oxtoby-Vale.").await;
    let failed = claimed(&bench, &cookie, "Cllr Oxtoby-Vale reads to children.").await;
    bench.step(&failed, Step::Failed { code: "http-422".into() }).await;
    let unknown = claimed(&bench, &cookie, "Cllr Oxtoby-Vale plants a tree.").await;
    bench.step(&unknown, Step::LostSight).await;
    let blocked = bench.submit("Vote Labour on 6 May!").await;
    assert_eq!(blocked.state, State::Blocked);

    let page = |name: &str, path: String, who: &str| json!({ "name": name, "path": path, "as": who });
    let of = |post: &Submission| format!("/posts/{}", post.reference);
    let plan = json!({
        "origin": format!("http://{address}"),
        "links": {
            "reviewer": [link(&bench, &bench.reviewer).await, link(&bench, &bench.reviewer).await],
            "colleague": [link(&bench, &bench.colleague).await],
            "author": [link(&bench, &bench.author).await],
        },
        "pages": [
            page("sign-in", "/sign-in".into(), ""),
            page("link", "/sign-in/link?secret=x".into(), ""),
            page("not-found-signed-out", "/nowhere".into(), ""),
            page("held", "/held".into(), "reviewer"),
            page("attention", "/held?view=attention".into(), "reviewer"),
            page("blocked", "/held?view=blocked".into(), "reviewer"),
            page("published", "/held?view=published".into(), "reviewer"),
            page("bad-reference", "/find?reference=nonsense".into(), "reviewer"),
            page("post", of(&rich), "reviewer"),
            page("done", format!("{}?done=approved", of(&going)), "reviewer"),
            page("emergency-first", of(&emergency), "reviewer"),
            page("emergency-second", of(&emergency), "colleague"),
            page("failed", of(&failed), "reviewer"),
            page("unknown", of(&unknown), "reviewer"),
            page("blocked-post", of(&blocked), "reviewer"),
            page("own", of(&rich), "author"),
            page("appeal", of(&blocked), "author"),
            page("check", "/check".into(), "reviewer"),
            page("rules", "/rules".into(), "reviewer"),
            page("rule", "/rules/CLR101".into(), "reviewer"),
            page("calendar", "/calendar".into(), "reviewer"),
            page("record", "/audit".into(), "reviewer"),
            page("record-closed", "/audit".into(), "author"),
        ],
        "empty_form": of(&rich),
        "approve": of(&to_approve),
        "approve_without_scripts": of(&to_approve_plainly),
    });
    let browser = std::env::var("PURDAH_TEST_CHROMIUM").unwrap_or_else(|_| "chromium".into());
    let run = move || {
        std::process::Command::new("node")
            .arg("tests/browser/run.js")
            .arg(plan.to_string())
            .env("PURDAH_TEST_CHROMIUM", browser)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stdin(Stdio::null())
            .output()
    };
    let output = tokio::task::spawn_blocking(run).await.unwrap().expect("node is installed");
    let told =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{told}");
    for post in [&to_approve, &to_approve_plainly] {
        assert!(matches!(bench.standing(post).await, State::Approved { .. }), "{told}");
    }
}
