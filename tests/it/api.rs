//! The JSON API: what programs may read and decide, and how they are told no.

use http::{Method, StatusCode, header};
use purdah::post::Post;
use purdah::review::step::Submitter;
use purdah::review::{State, StateName, Step, Submission};
use purdah::store::TokenOwner;
use serde_json::{Value, json};

use crate::desk::bench::{Answer, Bench};

const NAMED: &str = "Cllr Berenike Oxtoby-Vale opened the new library today.";

fn approve(post: &Submission) -> Value {
    json!({ "content_hash": post.content_hash, "ground": "not-restricted", "slot": "now", "reason": "a road" })
}

fn assert_problem(answer: &Answer, status: StatusCode, code: &str) {
    assert_eq!(answer.status, status, "{}", answer.body);
    assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json");
    let problem = answer.json();
    assert_eq!(problem["type"], format!("/api/problems/{code}"));
    assert_eq!(problem["status"], status.as_u16());
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.len() > 10), "{problem}");
}

#[tokio::test]
async fn nothing_is_told_without_a_token_that_works() {
    let bench = Bench::open().await;
    let post = bench.submit(NAMED).await;
    let cookie = bench.sign_in(&bench.reviewer).await;
    let bad = secrecy::SecretString::from("pdh_p_nonsense".to_owned());
    for (method, path) in [
        (Method::GET, "/api/v1/held".to_owned()),
        (Method::GET, format!("/api/v1/posts/{}", post.id)),
        (Method::POST, format!("/api/v1/held/{}/reject", post.id)),
        (Method::POST, "/api/v1/check".to_owned()),
    ] {
        let answer = bench.call(method.clone(), None, &path, Some(json!({}))).await;
        assert_problem(&answer, StatusCode::UNAUTHORIZED, "no-token");
        assert_eq!(answer.header(header::WWW_AUTHENTICATE), "Bearer");
        let answer = bench.call(method, Some(&bad), &path, Some(json!({}))).await;
        assert_problem(&answer, StatusCode::UNAUTHORIZED, "bad-token");
        assert!(!answer.body.contains("Oxtoby"));
    }
    let answer = bench.get(&cookie, "/api/v1/held").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "a session is for pages, not for programs");
}

#[tokio::test]
async fn check_judges_and_keeps_nothing() {
    let bench = Bench::open().await;
    let token = bench.token(TokenOwner::Tool(bench.tool.id)).await;
    let check = async |body| bench.call(Method::POST, Some(&token), "/api/v1/check", Some(body)).await;
    let before = bench.store.audit_head(&bench.council).await.unwrap().size;
    let answer = check(json!({ "id": "m1", "text": NAMED, "note": "a label" })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let verdict = answer.json();
    assert_eq!((&verdict["id"], &verdict["decision"]), (&json!("m1"), &json!("hold")));
    assert_eq!(verdict["matched"], json!(["Cllr Berenike Oxtoby-Vale"]));
    let answer = check(json!({ "text": NAMED, "at": "2027-06-01T09:00" })).await;
    assert_eq!(answer.json()["decision"], "allow");
    assert_problem(
        &check(json!({ "text": NAMED, "at": "soon" })).await,
        StatusCode::BAD_REQUEST,
        "bad-request",
    );
    assert_problem(&check(json!({ "text": 7 })).await, StatusCode::BAD_REQUEST, "bad-request");
    assert_eq!(bench.store.audit_head(&bench.council).await.unwrap().size, before);
}

#[tokio::test]
async fn a_reviewer_reads_the_held_posts_page_by_page_and_decides() {
    let bench = Bench::open().await;
    let posts = [bench.submit(NAMED).await, bench.submit("Ask Cllr Oxtoby-Vale.").await];
    let token = bench.token(TokenOwner::Person(bench.reviewer.id)).await;
    let first = bench.call(Method::GET, Some(&token), "/api/v1/held?limit=1", None).await.json();
    assert_eq!(first["posts"][0]["reference"], posts[0].reference.as_str());
    let next = format!("/api/v1/held?limit=1&after={}", first["next"].as_str().unwrap());
    let second = bench.call(Method::GET, Some(&token), &next, None).await.json();
    assert_eq!(second["posts"][0]["reference"], posts[1].reference.as_str());

    for (post, action, body, state) in [
        (&posts[0], "approve", approve(&posts[0]), StateName::Approved),
        (
            &posts[1],
            "park",
            json!({ "content_hash": posts[1].content_hash, "reason": "later" }),
            StateName::Parked,
        ),
    ] {
        let path = format!("/api/v1/held/{}/{action}", post.reference);
        let answer = bench.call(Method::POST, Some(&token), &path, Some(body)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert_eq!(answer.json()["state"], state.as_str());
        assert_eq!(bench.standing(post).await.name(), state);
    }
    let empty = bench.call(Method::GET, Some(&token), "/api/v1/held", None).await.json();
    assert_eq!(empty, json!({ "posts": [], "next": null }));
}

#[tokio::test]
async fn a_tools_token_reads_its_own_posts_and_never_decides() {
    let bench = Bench::open().await;
    let post = bench.submit(NAMED).await;
    let token = bench.token(TokenOwner::Tool(bench.tool.id)).await;
    let read =
        bench.call(Method::GET, Some(&token), &format!("/api/v1/posts/{}", post.reference), None).await;
    assert_eq!(read.json()["content_hash"], post.content_hash.as_str());
    for action in ["approve", "return", "reject", "park"] {
        let path = format!("/api/v1/held/{}/{action}", post.id);
        let answer = bench.call(Method::POST, Some(&token), &path, Some(approve(&post))).await;
        assert_problem(&answer, StatusCode::FORBIDDEN, "tool-token");
    }
    assert!(matches!(bench.standing(&post).await, State::Held { .. }));

    let other = bench
        .store
        .tool_add(&bench.council, "Other", vec![], purdah::review::step::Actor::Guard)
        .await
        .unwrap();
    let other = bench.token(TokenOwner::Tool(other.id)).await;
    let answer = bench.call(Method::GET, Some(&other), &format!("/api/v1/posts/{}", post.id), None).await;
    assert_problem(&answer, StatusCode::NOT_FOUND, "not-found");
}

#[tokio::test]
async fn the_emergency_ground_takes_two_tokens_of_two_people() {
    let bench = Bench::open().await;
    let post = bench.submit(NAMED).await;
    let path = format!("/api/v1/held/{}/approve", post.id);
    let mut body = approve(&post);
    body["ground"] = json!("emergency");
    let (first, second) = (
        bench.token(TokenOwner::Person(bench.reviewer.id)).await,
        bench.token(TokenOwner::Person(bench.colleague.id)).await,
    );
    let answer = bench.call(Method::POST, Some(&first), &path, Some(body.clone())).await.json();
    assert_eq!((&answer["state"], &answer["first_signature"]["slot"]), (&json!("held"), &json!("now")));
    let again = bench.call(Method::POST, Some(&first), &path, Some(body.clone())).await;
    assert_problem(&again, StatusCode::UNPROCESSABLE_ENTITY, "refused");
    let answer = bench.call(Method::POST, Some(&second), &path, Some(body)).await.json();
    assert_eq!((&answer["state"], &answer["approval"]["ground"]), (&json!("approved"), &json!("emergency")));
}

#[tokio::test]
async fn a_decision_on_another_version_is_a_conflict_that_shows_both() {
    let bench = Bench::open().await;
    let post = bench.submit(NAMED).await;
    let token = bench.token(TokenOwner::Person(bench.reviewer.id)).await;
    let mut content = post.content.clone();
    content.text = Some("Cllr Oxtoby-Vale closes it.".into());
    let changed = Post::of_text("Cllr Oxtoby-Vale closes it.");
    let verdict = bench.node.council(&bench.council).unwrap().judge(&changed, bench.now());
    let change = Step::Change {
        by: Submitter::Tool(Some(bench.tool.id)),
        content: Box::new(content),
        post: Box::new(changed),
        verdict: Box::new(verdict),
        slot: None,
    };
    let now = bench.step(&post, change).await;
    let path = format!("/api/v1/held/{}/approve", post.id);
    let answer = bench.call(Method::POST, Some(&token), &path, Some(approve(&post))).await;
    assert_problem(&answer, StatusCode::CONFLICT, "content-changed");
    let problem = answer.json();
    assert_eq!(problem["seen"]["content"]["text"], NAMED, "the version of the caller's hash");
    assert_eq!(problem["seen"]["version"], 1);
    assert_eq!(problem["now"]["content_hash"], now.content_hash.as_str());
    assert_eq!(problem["now"]["content"]["text"], "Cllr Oxtoby-Vale closes it.");
    assert!(matches!(bench.standing(&post).await, State::Held { .. }));

    assert_eq!(
        bench.call(Method::POST, Some(&token), &path, Some(approve(&now))).await.status,
        StatusCode::OK,
        "the version of now can be approved"
    );
    let late = bench.call(Method::POST, Some(&token), &path, Some(approve(&now))).await;
    assert_problem(&late, StatusCode::CONFLICT, "moved-on");
    assert_eq!(late.json()["seen"]["content"], late.json()["now"]["content"], "it says what it said");

    let mut never = approve(&now);
    never["content_hash"] = json!("0".repeat(64));
    never["content"] = json!({ "text": "whatever the caller claims" });
    let answer = bench.call(Method::POST, Some(&token), &path, Some(never)).await;
    let seen = &answer.json()["seen"];
    assert_eq!((&seen["content"], &seen["version"]), (&Value::Null, &Value::Null), "{seen}");
}

#[tokio::test]
async fn a_post_tells_what_was_decided_about_it_also_when_it_has_moved_on() {
    let bench = Bench::open().await;
    let post = bench.submit(NAMED).await;
    let token = bench.token(TokenOwner::Person(bench.reviewer.id)).await;
    let path = format!("/api/v1/posts/{}", post.id);
    let read = async || bench.call(Method::GET, Some(&token), &path, None).await.json();
    assert_eq!(read().await["decisions"], json!([]));
    let park = json!({ "content_hash": post.content_hash, "reason": "after the poll" });
    let held = format!("/api/v1/held/{}", post.id);
    let parked = bench.call(Method::POST, Some(&token), &format!("{held}/park"), Some(park)).await.json();
    assert_eq!(parked["decisions"][0]["kind"], "parked", "the answer to a decision tells it too");
    let out = bench.call(Method::POST, Some(&token), &format!("{held}/approve"), Some(approve(&post))).await;
    assert_eq!(out.status, StatusCode::OK, "{}", out.body);
    let verdict = Box::new(post.verdict.clone());
    let until = bench.now() + chrono::TimeDelta::minutes(2);
    bench.step(&post, Step::Release { node: "test".into(), until, verdict, quiet: false }).await;
    bench.step(&post, Step::Published { platform_id: "900".into(), url: None }).await;
    let person = bench.reviewer.id.to_string();
    let at = "2027-04-20T09:30:00Z";
    let mut decisions = read().await["decisions"].clone();
    for decision in decisions.as_array_mut().unwrap() {
        assert!(decision.as_object_mut().unwrap().remove("seq").unwrap().is_u64());
    }
    assert_eq!(
        decisions,
        json!([
            { "kind": "parked", "person": person, "reason": "after the poll",
              "content_hash": post.content_hash, "at": at },
            { "kind": "approved", "person": person, "ground": "not-restricted", "slot": "now",
              "reason": "a road", "content_hash": post.content_hash, "at": at },
        ])
    );
}

#[tokio::test]
async fn refusals_say_who_could() {
    let bench = Bench::open().await;
    let post = bench.submit(NAMED).await;
    let path = format!("/api/v1/held/{}/approve", post.id);
    let auditor = bench.token(TokenOwner::Person(bench.auditor.id)).await;
    let answer = bench.call(Method::POST, Some(&auditor), &path, Some(approve(&post))).await;
    assert_problem(&answer, StatusCode::FORBIDDEN, "not-a-reviewer");

    let roles = [purdah::review::Role::Author, purdah::review::Role::Reviewer].into_iter().collect();
    bench
        .store
        .person_set_roles(&bench.council, bench.author.id, roles, purdah::review::step::Actor::Guard)
        .await
        .unwrap();
    let author = bench.token(TokenOwner::Person(bench.author.id)).await;
    let answer = bench.call(Method::POST, Some(&author), &path, Some(approve(&post))).await;
    assert_problem(&answer, StatusCode::FORBIDDEN, "own-post");

    let reviewer = bench.token(TokenOwner::Person(bench.reviewer.id)).await;
    let mut body = approve(&post);
    body["reason"] = json!(" ");
    let answer = bench.call(Method::POST, Some(&reviewer), &path, Some(body)).await;
    assert_problem(&answer, StatusCode::UNPROCESSABLE_ENTITY, "refused");
    let answer = bench.call(Method::POST, Some(&reviewer), &path, Some(json!({ "ground": "because" }))).await;
    assert_problem(&answer, StatusCode::BAD_REQUEST, "bad-request");
    let answer =
        bench.call(Method::POST, Some(&reviewer), "/api/v1/held/G-222222/park", Some(approve(&post))).await;
    assert_problem(&answer, StatusCode::NOT_FOUND, "not-found");
    let answer = bench.call(Method::GET, Some(&reviewer), "/api/v1/nothing", None).await;
    assert_problem(&answer, StatusCode::NOT_FOUND, "not-found");
}

#[tokio::test]
async fn another_councils_token_finds_nothing_here() {
    let bench = Bench::open().await;
    let post = bench.submit(NAMED).await;
    let stranger = TokenOwner::Person(bench.stranger.id);
    let token = bench
        .store
        .token_add(&bench.neighbour, stranger, "x", purdah::review::step::Actor::Guard)
        .await
        .unwrap();
    for name in [post.id.to_string(), post.reference.to_string()] {
        let read = bench.call(Method::GET, Some(&token), &format!("/api/v1/posts/{name}"), None).await;
        assert_problem(&read, StatusCode::NOT_FOUND, "not-found");
        let path = format!("/api/v1/held/{name}/approve");
        let decide = bench.call(Method::POST, Some(&token), &path, Some(approve(&post))).await;
        assert_problem(&decide, StatusCode::NOT_FOUND, "not-found");
    }
    let held = bench.call(Method::GET, Some(&token), "/api/v1/held", None).await.json();
    assert_eq!(held["posts"], json!([]));
}

#[tokio::test]
async fn a_revoked_token_is_refused() {
    let bench = Bench::open().await;
    let token = bench.token(TokenOwner::Person(bench.reviewer.id)).await;
    let id = bench.store.tokens(&bench.council).await.unwrap()[0].id;
    assert_eq!(bench.call(Method::GET, Some(&token), "/api/v1/held", None).await.status, StatusCode::OK);
    bench.store.token_revoke(&bench.council, id, purdah::review::step::Actor::Guard).await.unwrap();
    let answer = bench.call(Method::GET, Some(&token), "/api/v1/held", None).await;
    assert_problem(&answer, StatusCode::UNAUTHORIZED, "bad-token");
}

#[tokio::test]
async fn the_openapi_document_describes_every_route_and_every_problem_has_a_page() {
    let bench = Bench::open().await;
    let document = bench.get("", "/api/openapi.json").await.json();
    let paths = document["paths"].as_object().unwrap();
    for path in [
        "/api/v1/check",
        "/api/v1/posts/{id}",
        "/api/v1/held",
        "/api/v1/held/{id}/approve",
        "/api/v1/held/{id}/return",
        "/api/v1/held/{id}/reject",
        "/api/v1/held/{id}/park",
        "/healthz",
        "/readyz",
    ] {
        assert!(paths.contains_key(path), "{path}");
    }
    assert_eq!(document["components"]["securitySchemes"]["token"]["scheme"], "bearer");
    let text = document.to_string();
    for schema in ["VerdictBody", "PostBody", "DecisionBody", "Problem", "ApproveBody"] {
        assert!(text.contains(&format!("#/components/schemas/{schema}")), "{schema}");
        assert!(document["components"]["schemas"][schema].is_object(), "{schema}");
    }
    assert_eq!(bench.get("", "/api/problems/content-changed").await.status, StatusCode::OK);
    assert_eq!(bench.get("", "/api/problems/none").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn health_is_told_to_anybody_and_readiness_with_its_warnings() {
    let bench = Bench::open().await;
    assert_eq!(bench.get("", "/healthz").await.json()["status"], "ok");
    let ready = bench.get("", "/readyz").await;
    assert_eq!(ready.status, StatusCode::OK, "{}", ready.body);
    assert_eq!(ready.json(), json!({ "status": "ready", "problems": [], "warnings": [] }));
    let council = bench.node.council(&bench.council).unwrap();
    council.report("roster.csv", "not in force".into(), bench.now());
    let ready = bench.get("", "/readyz").await;
    assert_eq!(ready.status, StatusCode::OK, "stale data is a warning");
    assert_eq!(ready.json()["warnings"][0]["about"], "roster.csv");
    let cookie = bench.sign_in(&bench.reviewer).await;
    assert!(
        bench.get(&cookie, "/held").await.body.contains("roster.csv: not in force"),
        "the desk says it loudly"
    );
}
