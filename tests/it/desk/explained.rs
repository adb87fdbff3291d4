//! A post's page tells what was decided, by whom and why, and what the post said before; and a decision on what
//! no longer stands is not taken.

use chrono::TimeDelta;
use http::StatusCode;
use purdah::post::Post;
use purdah::review::step::Submitter;
use purdah::review::{State, StateName, Step, Submission};

use super::bench::Bench;
use super::{NAMED, decide, decision};

/// The author's tool changes a post.
async fn changed(bench: &Bench, post: &Submission, text: &str) -> Submission {
    let mut content = post.content.clone();
    content.text = Some(text.into());
    let post_now = Post::of_text(text);
    let verdict = bench.node.council(&bench.council).unwrap().judge(&post_now, bench.now());
    let step = Step::Change {
        by: Submitter::Tool(Some(bench.tool.id)),
        content: Box::new(content),
        post: Box::new(post_now),
        verdict: Box::new(verdict),
        slot: None,
    };
    bench.step(post, step).await
}

#[tokio::test]
async fn a_published_post_still_tells_who_let_it_out_on_what_ground_and_why() {
    let bench = Bench::open().await;
    let post = bench.submit(NAMED).await;
    let (first, second) = (bench.sign_in(&bench.reviewer).await, bench.sign_in(&bench.colleague).await);
    let path = format!("/posts/{}/decide", post.reference);
    bench.post_form(&first, &path, &decision(&post, "emergency", "now", "The bridge is shut")).await;
    bench.post_form(&second, &path, &decision(&post, "emergency-second", "", "People drive there")).await;
    let verdict = Box::new(post.verdict.clone());
    let until = bench.now() + TimeDelta::minutes(2);
    bench.step(&post, Step::Release { node: "test".into(), until, verdict, quiet: false }).await;
    bench.step(&post, Step::Published { platform_id: "900".into(), url: None }).await;

    let page = bench.get(&first, &format!("/posts/{}", post.reference)).await;
    let timeline = page.between("<ol class=\"desk-timeline\">", "</ol>");
    for words in [
        "Imke Sandqvist",
        "The bridge is shut",
        "Osian Prydderch",
        "People drive there",
        "restricted, but an emergency",
        "at once",
    ] {
        assert!(timeline.contains(words), "{words}: {timeline}");
    }
}

#[tokio::test]
async fn what_was_returned_stays_on_the_page_with_the_reason_after_its_author_changed_it() {
    let bench = Bench::open().await;
    let post = bench.submit(NAMED).await;
    let cookie = bench.sign_in(&bench.reviewer).await;
    let path = format!("/posts/{}/decide", post.reference);
    bench.post_form(&cookie, &path, &decision(&post, "return", "", "Leave her name out, please")).await;
    let page = bench.get(&cookie, &format!("/posts/{}", post.reference)).await.body;
    assert!(!page.contains("Earlier versions"), "there are none yet");
    changed(&bench, &post, "Cllr Oxtoby-Vale closes it again.").await;
    let page = bench.get(&cookie, &format!("/posts/{}", post.reference)).await;
    assert!(page.body.contains("Leave her name out, please"));
    assert!(page.body.contains("closes it again."));
    let versions = page.between("Earlier versions", "</main>");
    assert!(versions.contains("Version 1"), "{versions}");
    assert!(versions.contains("opened the new library today."), "{versions}");
    assert!(!versions.contains("closes it again."), "{versions}");
}

#[tokio::test]
async fn a_decision_on_a_version_that_is_gone_shows_both_and_decides_nothing() {
    let bench = Bench::open().await;
    let post = bench.submit(NAMED).await;
    let cookie = bench.sign_in(&bench.reviewer).await;
    let page = bench.get(&cookie, &format!("/posts/{}", post.reference)).await;
    assert!(!page.body.contains("name=\"saw\""), "a form carries a hash, not the content");
    changed(&bench, &post, "Cllr Oxtoby-Vale closes it again.").await;

    let path = format!("/posts/{}/decide", post.reference);
    let mut fields = decision(&post, "not-restricted", "now", "fine");
    let answer = bench.post_form(&cookie, &path, &fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("opened the new library today."), "the version that was seen");
    assert!(answer.body.contains("closes it again."), "the version of now");
    assert!(matches!(bench.standing(&post).await, State::Held { .. }));

    // A hash this post never had is nobody's version.
    let never = "0".repeat(64);
    fields[0] = ("seen", &never);
    let answer = bench.post_form(&cookie, &path, &fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("it cannot be shown"), "{}", answer.body);
}

#[tokio::test]
async fn nobody_takes_back_an_approval_they_did_not_know_of() {
    for choice in ["return", "reject", "not-restricted"] {
        let bench = Bench::open().await;
        let post = bench.submit(NAMED).await;
        let (first, second) = (bench.sign_in(&bench.reviewer).await, bench.sign_in(&bench.colleague).await);
        decide(&bench, &first, &post, "not-restricted", "now").await;
        let late = decide(&bench, &second, &post, choice, "now").await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{choice}");
        assert!(late.body.contains("it is now “Approved”"), "{choice}: {}", late.body);
        assert_eq!(bench.standing(&post).await.name(), StateName::Approved, "{choice}");
    }
    // Whoever opened it as approved may take the approval back.
    let bench = Bench::open().await;
    let post = bench.submit(NAMED).await;
    let cookie = bench.sign_in(&bench.reviewer).await;
    decide(&bench, &cookie, &post, "not-restricted", "now").await;
    let page = bench.get(&cookie, &format!("/posts/{}", post.reference)).await;
    assert_eq!(page.between("name=\"state\" value=\"", "\""), "approved");
    let seen = Submission { state: bench.standing(&post).await, ..post.clone() };
    let answer = decide(&bench, &cookie, &seen, "return", "").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(bench.standing(&post).await.name(), StateName::Returned);
}

#[tokio::test]
async fn a_form_that_does_not_say_what_it_showed_decides_nothing() {
    let bench = Bench::open().await;
    let post = bench.submit(NAMED).await;
    let cookie = bench.sign_in(&bench.reviewer).await;
    let path = format!("/posts/{}/decide", post.reference);
    for state in ["", "anything"] {
        let mut fields = decision(&post, "reject", "", "no");
        fields[1] = ("state", state);
        assert_eq!(bench.post_form(&cookie, &path, &fields).await.status, StatusCode::BAD_REQUEST, "{state}");
    }
    assert!(matches!(bench.standing(&post).await, State::Held { .. }));
}
