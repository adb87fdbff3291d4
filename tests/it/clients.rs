//! Real clients, Mastodon.py and toot, post through `purdah serve` to a noticeboard.

use std::path::PathBuf;

use serde_json::{Value, json};
use tokio::process::Command;

use super::process::{Guard, ORDINARY, PLATFORM_TOKEN, RESTRICTED, STRANGER_TOKEN, Town};

const BLOCKED: &str = "Vote Labour on Thursday for a better Larkwater!";
/// An invented picture: one grey pixel.
const PICTURE: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0,
    0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0x0a, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63,
    0x68, 0, 0, 0, 0x82, 0, 0x81, 0xdd, 0x43, 0x6a, 0xf4, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42,
    0x60, 0x82,
];

fn python() -> PathBuf {
    let python = std::env::var_os("PURDAH_TEST_PYTHON").map(PathBuf::from);
    python.expect("PURDAH_TEST_PYTHON names a Python that has Mastodon.py and toot")
}

async fn mastodon_py(guard: &Guard, token: &str, args: &[&str]) -> Value {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/mastodon_py.py");
    let base = format!("http://{}/mastodon", guard.proxy);
    let output = Command::new(python())
        .args([script, "--base", &base, "--token", token])
        .args(args)
        .output()
        .await
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("Mastodon.py broke: {told}"))
}

/// toot, signed in by its own file of settings; its exit code, and what it printed.
async fn toot(town: &Town, guard: &Guard, token: &str, args: &[&str]) -> (Option<i32>, String) {
    let settings = town.path().join("toot");
    std::fs::create_dir_all(&settings).unwrap();
    let config = json!({
        "apps": { "social.example": {
            "instance": "social.example", "base_url": format!("http://{}/mastodon", guard.proxy),
            "client_id": "id", "client_secret": "secret",
        } },
        "users": { "larkwater@social.example": {
            "instance": "social.example", "username": "larkwater", "access_token": token,
        } },
        "active_user": "larkwater@social.example",
    });
    std::fs::write(settings.join("config.json"), config.to_string()).unwrap();
    let output = Command::new(python().with_file_name("toot"))
        .args(args)
        .env("XDG_CONFIG_HOME", town.path())
        .env("HOME", town.path())
        .env("NO_COLOR", "1")
        .output()
        .await
        .unwrap();
    let mut told = String::from_utf8_lossy(&output.stdout).into_owned();
    told.push_str(&String::from_utf8_lossy(&output.stderr));
    (output.status.code(), told)
}

fn picture(town: &Town) -> String {
    let path = town.path().join("picture.png");
    std::fs::write(&path, PICTURE).unwrap();
    path.display().to_string()
}

/// The words of the client's own error: our reason, and a reference to give to the desk.
fn says_why(told: &str) {
    assert!(told.contains("pre-election") || told.contains("party"), "{told}");
    assert!(told.contains("G-"), "{told}");
}

async fn approve(town: &Town, guard: &Guard, post: &Value, ground: &str) {
    let path = format!("held/{}/approve", post["id"].as_str().unwrap());
    let body = json!({
        "content_hash": post["content_hash"], "ground": ground, "slot": "now", "reason": "Agreed with the monitoring officer",
    });
    let signatures = if ground == "emergency" { 2 } else { 1 };
    for reviewer in 0..signatures {
        let answer = town.api_as(guard, reviewer, &path, Some(body.clone())).await.unwrap();
        let expected = if reviewer + 1 == signatures { "approved" } else { "held" };
        assert_eq!(answer["state"], expected, "{answer}");
    }
    town.until(guard, post["id"].as_str().unwrap(), "published", 30).await;
}

#[tokio::test]
#[ignore = "needs PURDAH_TEST_PYTHON: a Python with Mastodon.py and toot"]
async fn an_ordinary_post_arrives_once_byte_for_byte() {
    let town = Town::new("accept").await;
    let guard = town.serve(None).await;
    let words = "Bins: “late” this week\nCaffi’r Parc ar agor 👨‍👩‍👧 – naïve café & <b>not bold</b> 100%+1";
    let answer = mastodon_py(&guard, PLATFORM_TOKEN, &["post", "--text", words]).await;
    assert_eq!(answer["visibility"], "public", "{answer}");
    let (code, told) = toot(&town, &guard, PLATFORM_TOKEN, &["post", ORDINARY]).await;
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(town.board.public_texts(), [words, ORDINARY]);
    assert!(town.held(&guard).await.is_empty());
}

#[tokio::test]
#[ignore = "needs PURDAH_TEST_PYTHON: a Python with Mastodon.py and toot"]
async fn a_held_post_is_accepted_by_the_client_and_published_once_with_its_picture_on_either_ground() {
    for ground in ["not-restricted", "emergency"] {
        let town = Town::new("accept").await;
        let guard = town.serve(None).await;
        let picture = picture(&town);
        let alt = "The new library, seen from the river";
        let args = ["post", "--text", RESTRICTED, "--picture", &picture, "--alt", alt];
        let answer = mastodon_py(&guard, PLATFORM_TOKEN, &args).await;
        assert_eq!(answer["visibility"], "direct", "{answer}");
        assert_eq!(town.seen(RESTRICTED), 0);
        let id = answer["id"].as_str().unwrap();
        let shown = mastodon_py(&guard, PLATFORM_TOKEN, &["show", "--id", id]).await;
        assert_eq!(shown["id"], answer["id"], "a held id can be read back");
        let held = town.held(&guard).await;
        assert_eq!(held.len(), 1);
        approve(&town, &guard, &held[0], ground).await;
        assert_eq!(town.seen(RESTRICTED), 1);
        let status = town.board.statuses().into_iter().find(|status| status.text == RESTRICTED).unwrap();
        let medium = town.board.medium(&status.media[0].to_string()).unwrap();
        assert_eq!((medium.bytes.as_ref(), medium.alt.as_deref()), (PICTURE, Some(alt)));
        let shown = mastodon_py(&guard, PLATFORM_TOKEN, &["show", "--id", id]).await;
        assert_eq!(shown["id"], status.id.to_string(), "the held id now shows the real post");
        town.verify().await;
    }
}

#[tokio::test]
#[ignore = "needs PURDAH_TEST_PYTHON: a Python with Mastodon.py and toot"]
async fn toot_takes_a_held_post_for_sent_and_it_is_published_once() {
    let town = Town::new("accept").await;
    let guard = town.serve(None).await;
    let picture = picture(&town);
    let args = ["post", RESTRICTED, "--media", &picture, "--description", "The new library"];
    let (code, told) = toot(&town, &guard, PLATFORM_TOKEN, &args).await;
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(town.seen(RESTRICTED), 0);
    let held = town.held(&guard).await;
    assert_eq!(held.len(), 1);
    approve(&town, &guard, &held[0], "not-restricted").await;
    assert_eq!(town.seen(RESTRICTED), 1);
}

#[tokio::test]
#[ignore = "needs PURDAH_TEST_PYTHON: a Python with Mastodon.py and toot"]
async fn a_blocked_post_raises_the_clients_own_error_with_our_reason_and_reference() {
    for on_hold in ["accept", "refuse"] {
        let town = Town::new(on_hold).await;
        let guard = town.serve(None).await;
        let answer = mastodon_py(&guard, PLATFORM_TOKEN, &["post", "--text", BLOCKED]).await;
        assert_eq!(answer["error"], "MastodonAPIError", "{answer}");
        says_why(&answer["told"].to_string());
        let (code, told) = toot(&town, &guard, PLATFORM_TOKEN, &["post", BLOCKED]).await;
        assert_eq!(code, Some(1), "{told}");
        says_why(&told);
        assert_eq!(town.seen(BLOCKED), 0);
    }
}

#[tokio::test]
#[ignore = "needs PURDAH_TEST_PYTHON: a Python with Mastodon.py and toot"]
async fn with_refuse_a_held_post_raises_the_clients_own_error_and_waits_at_the_desk_all_the_same() {
    let town = Town::new("refuse").await;
    let guard = town.serve(None).await;
    let answer = mastodon_py(&guard, PLATFORM_TOKEN, &["post", "--text", RESTRICTED]).await;
    assert_eq!(answer["error"], "MastodonAPIError", "{answer}");
    says_why(&answer["told"].to_string());
    let (code, told) = toot(&town, &guard, PLATFORM_TOKEN, &["post", RESTRICTED]).await;
    assert_eq!(code, Some(1), "{told}");
    says_why(&told);
    let held = town.held(&guard).await;
    assert_eq!(held.len(), 1, "the same post is held once");
    assert_eq!(town.seen(RESTRICTED), 0);
    approve(&town, &guard, &held[0], "not-restricted").await;
    assert_eq!(town.seen(RESTRICTED), 1);
}

#[tokio::test]
#[ignore = "needs PURDAH_TEST_PYTHON: a Python with Mastodon.py and toot"]
async fn whoever_is_not_the_pinned_account_stores_nothing_and_reads_nothing() {
    let town = Town::new("accept").await;
    let guard = town.serve(None).await;
    let held = mastodon_py(&guard, PLATFORM_TOKEN, &["post", "--text", RESTRICTED]).await;
    let id = held["id"].as_str().unwrap();
    let lines = async || town.command(&["audit", "verify"]).await;
    let before = lines().await;
    for token in [STRANGER_TOKEN, "no-such-token", ""] {
        for args in [["post", "--text", RESTRICTED], ["post", "--text", ORDINARY], ["show", "--id", id]] {
            let answer = mastodon_py(&guard, token, &args).await;
            assert!(answer["error"].is_string(), "{token} {args:?}: {answer}");
            assert!(!answer.to_string().contains("Rosalind"), "{answer}");
        }
    }
    assert_eq!(town.held(&guard).await.len(), 1);
    assert_eq!(lines().await, before, "nothing was recorded");
    assert!(town.board.public_texts().is_empty());
}
