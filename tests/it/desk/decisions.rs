//! Deciding at the desk: where each decision leads, and who may not make it.

use chrono::TimeDelta;
use http::StatusCode;
use purdah::review::{Ground, State, StateName, Step, Submission};

use super::bench::Bench;
use super::{NAMED, decide};

#[tokio::test]
async fn each_decision_leads_where_it_says() {
    for (choice, state, word) in [
        ("not-restricted", StateName::Approved, "approved"),
        ("return", StateName::Returned, "returned"),
        ("reject", StateName::Rejected, "rejected"),
        ("park", StateName::Parked, "parked"),
    ] {
        let bench = Bench::open().await;
        let post = bench.submit(NAMED).await;
        let cookie = bench.sign_in(&bench.reviewer).await;
        let answer = decide(&bench, &cookie, &post, choice, "after-period").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{choice}: {}", answer.body);
        assert_eq!(answer.location(), format!("/posts/{}?done={word}", post.reference));
        assert_eq!(bench.standing(&post).await.name(), state, "{choice}");
        let page = bench.get(&cookie, answer.location()).await;
        assert!(page.body.contains("govuk-notification-banner--success"), "{choice}");
        assert!(page.body.contains("It names her as a road"), "the reason is told with the decision");
    }
}

#[tokio::test]
async fn an_emergency_release_needs_two_different_people() {
    let bench = Bench::open().await;
    let post = bench.submit(NAMED).await;
    let (first, second) = (bench.sign_in(&bench.reviewer).await, bench.sign_in(&bench.colleague).await);
    let answer = decide(&bench, &first, &post, "emergency", "now").await;
    assert!(answer.location().ends_with("?done=signed"), "{}", answer.body);

    let own_page = bench.get(&first, &format!("/posts/{}", post.reference)).await.body;
    assert!(own_page.contains("You have signed for an emergency release, at once"));
    assert!(!own_page.contains("value=\"emergency"), "the first person is not offered to sign again");
    let again = decide(&bench, &first, &post, "emergency-second", "now").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);

    let page = bench.get(&second, &format!("/posts/{}", post.reference)).await.body;
    assert!(page.contains("Imke Sandqvist has signed for an emergency release"));
    // Somebody whose page was older than the first signature meant to be the first.
    let unaware = decide(&bench, &second, &post, "emergency", "now").await;
    assert_eq!(unaware.status, StatusCode::CONFLICT);
    assert!(matches!(bench.standing(&post).await, State::Held { .. }));

    let answer = decide(&bench, &second, &post, "emergency-second", "").await;
    assert!(answer.location().ends_with("?done=approved"), "{}", answer.body);
    let State::Approved { approval } = bench.standing(&post).await else { panic!("it is approved") };
    assert_eq!(approval.signed.ground(), Ground::Emergency);
}

#[tokio::test]
async fn a_form_that_is_not_filled_in_comes_back_with_what_was_written() {
    let bench = Bench::open().await;
    let post = bench.submit(NAMED).await;
    let cookie = bench.sign_in(&bench.reviewer).await;
    let path = format!("/posts/{}/decide", post.reference);
    let (seen, state) = (("seen", post.content_hash.as_str()), ("state", "held"));
    for (fields, links) in [
        (vec![seen, state], vec!["#decision", "#reason"]),
        (vec![seen, state, ("decision", "not-restricted"), ("reason", "kept")], vec!["#slot"]),
        (vec![seen, state, ("decision", "reject"), ("reason", "  ")], vec!["#reason"]),
        (
            vec![seen, state, ("decision", "not-restricted"), ("slot", "original"), ("reason", "x")],
            vec!["#slot"],
        ),
    ] {
        let answer = bench.post_form(&cookie, &path, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(answer.body.contains("<title>Error: "), "{fields:?}");
        for link in links {
            assert!(answer.body.contains(&format!("href=\"{link}\"")), "{fields:?}: {link}");
            assert!(
                answer.body.contains(&format!("id=\"{}\"", &link[1..])),
                "{fields:?}: {link} leads somewhere"
            );
        }
        if fields.contains(&("reason", "kept")) {
            assert!(answer.body.contains(">kept</textarea>"));
        }
    }
    assert!(matches!(bench.standing(&post).await, State::Held { .. }));
}

#[tokio::test]
async fn the_second_of_two_approvals_is_told_that_it_came_too_late() {
    let bench = Bench::open().await;
    let post = bench.submit(NAMED).await;
    let (first, second) = (bench.sign_in(&bench.reviewer).await, bench.sign_in(&bench.colleague).await);
    assert_eq!(decide(&bench, &first, &post, "not-restricted", "now").await.status, StatusCode::SEE_OTHER);
    let answer = decide(&bench, &second, &post, "not-restricted", "now").await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("it is now “Approved”"), "{}", answer.body);
    assert!(answer.body.contains("It names her as a road"), "what they wrote is not lost");
}

#[tokio::test]
async fn nobody_decides_on_their_own_post_nor_without_the_role() {
    let bench = Bench::open().await;
    let post = bench.submit(NAMED).await;
    bench
        .store
        .person_set_roles(
            &bench.council,
            bench.author.id,
            [purdah::review::Role::Author, purdah::review::Role::Reviewer].into_iter().collect(),
            purdah::review::step::Actor::Guard,
        )
        .await
        .unwrap();
    let cookie = bench.sign_in(&bench.author).await;
    let page = bench.get(&cookie, &format!("/posts/{}", post.reference)).await.body;
    assert!(page.contains("This is your own post"));
    assert!(!page.contains("name=\"decision\""));
    for choice in ["not-restricted", "emergency", "return", "reject", "park"] {
        let answer = decide(&bench, &cookie, &post, choice, "now").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{choice}");
    }
    let cookie = bench.sign_in(&bench.auditor).await;
    let page = bench.get(&cookie, &format!("/posts/{}", post.reference)).await;
    assert_eq!(page.status, StatusCode::OK, "an auditor reads");
    assert!(!page.body.contains("name=\"decision\""));
    assert_eq!(decide(&bench, &cookie, &post, "reject", "now").await.status, StatusCode::FORBIDDEN);
    assert!(matches!(bench.standing(&post).await, State::Held { .. }));
}

#[tokio::test]
async fn an_author_sees_their_own_posts_and_takes_them_back() {
    let bench = Bench::open().await;
    let post = bench.submit(NAMED).await;
    let cookie = bench.sign_in(&bench.author).await;
    assert!(bench.get(&cookie, "/held").await.body.contains(post.reference.as_str()));
    assert_eq!(bench.get(&cookie, "/audit").await.status, StatusCode::FORBIDDEN);
    let path = format!("/posts/{}/withdraw", post.reference);
    let answer = bench.post_form(&cookie, &path, &[("seen", post.content_hash.as_str())]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(bench.standing(&post).await, State::Withdrawn);
}

#[tokio::test]
async fn a_blocked_post_is_listed_and_its_author_may_ask_for_a_person() {
    let bench = Bench::open().await;
    let post = bench.submit("Vote Labour on 6 May!").await;
    assert_eq!(post.state, State::Blocked, "party-political content is blocked");
    let reviewer = bench.sign_in(&bench.reviewer).await;
    assert!(bench.get(&reviewer, "/held?view=blocked").await.body.contains(post.reference.as_str()));
    let path = format!("/posts/{}/appeal", post.reference);
    let refused = bench.post_form(&reviewer, &path, &[("reason", "mine?")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "only its author");

    let author = bench.sign_in(&bench.author).await;
    let page = bench.get(&author, &format!("/posts/{}", post.reference)).await.body;
    assert!(page.contains("Ask for a person to look at it"));
    let empty = bench.post_form(&author, &path, &[("reason", "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = bench.post_form(&author, &path, &[("reason", "It quotes a street sign")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert!(bench.get(&reviewer, "/held").await.body.contains(post.reference.as_str()));
}

/// A post that delivery has claimed.
async fn releasing(bench: &Bench, cookie: &str) -> Submission {
    let post = bench.submit(NAMED).await;
    assert_eq!(decide(bench, cookie, &post, "not-restricted", "now").await.status, StatusCode::SEE_OTHER);
    let verdict = Box::new(post.verdict.clone());
    let until = bench.now() + TimeDelta::minutes(2);
    bench.step(&post, Step::Release { node: "test".into(), until, verdict, quiet: false }).await
}

#[tokio::test]
async fn a_post_the_platform_refused_is_sent_again_only_by_a_person() {
    let bench = Bench::open().await;
    let cookie = bench.sign_in(&bench.reviewer).await;
    let post = releasing(&bench, &cookie).await;
    bench.step(&post, Step::Failed { code: "http-422".into() }).await;
    assert!(bench.get(&cookie, "/held?view=attention").await.body.contains(post.reference.as_str()));
    let page = bench.get(&cookie, &format!("/posts/{}", post.reference)).await.body;
    assert!(page.contains("http-422"));
    let path = format!("/posts/{}/retry", post.reference);
    let answer = bench.post_form(&cookie, &path, &[("seen", post.content_hash.as_str())]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(bench.standing(&post).await.name(), StateName::Approved);
}

#[tokio::test]
async fn a_person_says_whether_a_post_of_unknown_outcome_is_out() {
    for (there, id, expected) in [("yes", "113", StateName::Published), ("no", "", StateName::Approved)] {
        let bench = Bench::open().await;
        let cookie = bench.sign_in(&bench.reviewer).await;
        let post = releasing(&bench, &cookie).await;
        bench.step(&post, Step::LostSight).await;
        assert!(bench.get(&cookie, "/held?view=attention").await.body.contains(post.reference.as_str()));
        let path = format!("/posts/{}/resolve", post.reference);
        let seen = post.content_hash.as_str();
        let unsaid = bench.post_form(&cookie, &path, &[("seen", seen), ("reason", "looked")]).await;
        assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
        let no_number =
            bench.post_form(&cookie, &path, &[("seen", seen), ("reason", "looked"), ("there", "yes")]).await;
        assert!(no_number.body.contains("href=\"#platform-id\""));
        let fields = [("seen", seen), ("reason", "looked"), ("there", there), ("platform_id", id)];
        let answer = bench.post_form(&cookie, &path, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert_eq!(bench.standing(&post).await.name(), expected);
    }
}
