//! The walk of a request: what goes through, what is held, what is blocked, and who is asked about.

use chrono::TimeDelta;
use purdah::noticeboard::Fault;
use purdah::review::{Slot, State, StateName};

use crate::support::{Ask, COUNCILLOR, HELD_TEXT, PLAIN_TEXT, RESIDENT, TestCouncil, UNBOUND};

#[tokio::test(flavor = "multi_thread")]
async fn an_ordinary_post_arrives_once_as_it_was_written_and_is_recorded() {
    let council = TestCouncil::new().await;
    let answer = council.post(PLAIN_TEXT).await;
    answer.is_published();
    assert_eq!(council.board.public_texts(), [PLAIN_TEXT]);
    let allowed = council.submissions(StateName::Allowed).await;
    assert_eq!(allowed.len(), 1);
    assert_eq!(allowed[0].content.text.as_deref(), Some(PLAIN_TEXT));
    assert_eq!(council.history(&allowed[0]).await.len(), 2, "the judgement, and its outcome");
    let known = council.store().published_as(council.id(), "mastodon", &answer.id()).await.unwrap();
    assert_eq!(known.map(|post| post.id), Some(allowed[0].id));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_words_again_wait_only_where_the_policy_says_so_and_only_for_its_hours() {
    let council = TestCouncil::with("\n[policy.rules]\nCLR304 = \"hold\"\n").await;
    council.post(PLAIN_TEXT).await.is_published();
    council.clock.advance(TimeDelta::hours(23));
    council.post(PLAIN_TEXT).await.is_held();
    assert_eq!(council.submissions(StateName::Held).await[0].verdict.findings[0].rule.as_str(), "CLR304");
    council.post("Something else altogether").await.is_published();

    let council = TestCouncil::with("\n[policy.rules]\nCLR304 = \"hold\"\n").await;
    council.post(PLAIN_TEXT).await.is_published();
    council.clock.advance(TimeDelta::hours(25));
    council.post(PLAIN_TEXT).await.is_published();

    let council = TestCouncil::new().await;
    council.post(PLAIN_TEXT).await.is_published();
    council.post(PLAIN_TEXT).await.is_published();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_post_is_answered_as_a_status_only_its_tool_can_see() {
    let council = TestCouncil::new().await;
    let answer = council.post(HELD_TEXT).await;
    answer.is_held();
    assert!(council.board.statuses().is_empty());
    let held = council.submissions(StateName::Held).await;
    let page = format!("https://desk.fernhollow.gov.example/posts/{}", held[0].id);
    assert_eq!(answer.id(), held[0].platform_id.to_string());
    assert_eq!(answer.json["visibility"], "direct");
    assert_eq!(answer.json["url"], page);
    assert_eq!(answer.json["uri"], page);
    assert_eq!(answer.json["account"]["acct"], "fernhollow");
    assert!(answer.json["account"]["source"].is_null());
    assert_eq!(answer.header("location"), Some(page.as_str()));
    for name in ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"] {
        assert!(answer.header(name).is_some(), "{name}");
    }
    let path = format!("/api/v1/statuses/{}", answer.id());
    let again = council.ask(Ask::get(&path)).await;
    assert_eq!(again.is_held().json, answer.json);
    let context = council.ask(Ask::get(&format!("{path}/context"))).await;
    assert_eq!(context.json["ancestors"], serde_json::json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_set_to_refuse_says_so_in_the_platforms_own_error() {
    let council = TestCouncil::with("on_hold = \"refuse\"\n").await;
    let answer = council.post(HELD_TEXT).await;
    assert_eq!(answer.status, 422);
    let held = council.submissions(StateName::Held).await;
    assert!(answer.error().contains(held[0].reference.as_str()), "{}", answer.error());
    assert!(answer.error().contains("pre-election period"), "{}", answer.error());
    assert!(council.board.statuses().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blocked_post_is_refused_with_its_reason_and_reference() {
    let council = TestCouncil::new().await;
    let answer = council.post("Vote Labour on 6 May for a better Fernhollow!").await;
    assert_eq!(answer.status, 422, "{}", answer.json);
    assert_eq!(answer.header("x-guard-decision"), Some("blocked"));
    let blocked = council.submissions(StateName::Blocked).await;
    assert!(answer.error().contains(blocked[0].reference.as_str()), "{}", answer.error());
    assert!(council.board.statuses().is_empty());
    let path = format!("/api/v1/statuses/{}", blocked[0].platform_id);
    assert_eq!(council.ask(Ask::get(&path)).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_stores_nothing_and_reads_nothing() {
    let council = TestCouncil::new().await;
    let held = council.post(HELD_TEXT).await.id();
    for (token, status) in
        [(None, 401), (Some("wrong"), 401), (Some(RESIDENT), 403), (Some("pdh_t_wrong"), 401)]
    {
        for text in [HELD_TEXT, PLAIN_TEXT] {
            let ask = Ask::post("/api/v1/statuses").bearer(token).form(&[("status", text)]);
            let answer = council.ask(ask).await;
            assert_eq!(answer.status, status, "{token:?} {}", answer.json);
            assert!(answer.json["error"].is_string());
        }
        let read = Ask::get(&format!("/api/v1/statuses/{held}")).bearer(token);
        assert_eq!(council.ask(read).await.status, status, "{token:?}");
        let delete = Ask::delete(&format!("/api/v1/statuses/{held}")).bearer(token);
        assert_eq!(council.ask(delete).await.status, status, "{token:?}");
        let upload = Ask::post("/api/v2/media").bearer(token);
        let upload = upload.multipart(&[], &[("file", "a.png", "image/png", b"PNG")]);
        assert_eq!(council.ask(upload).await.status, status, "{token:?}");
    }
    assert_eq!(council.all().await.len(), 1);
    assert!(council.board.statuses().is_empty());
    // The only credential that is known is the council's own.
    assert_eq!(council.store().credentials(council.id()).await.unwrap().len(), 1);
    // It is still there for its own tool.
    council.ask(Ask::get(&format!("/api/v1/statuses/{held}"))).await.is_held();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_credential_nobody_has_bound_reads_freely_and_its_writes_are_held() {
    let council = TestCouncil::new().await;
    let home = council.ask(Ask::get("/api/v1/timelines/home").bearer(Some(UNBOUND))).await;
    assert_eq!(home.status, 200);
    let ask = Ask::post("/api/v1/statuses").bearer(Some(UNBOUND)).form(&[("status", PLAIN_TEXT)]);
    council.ask(ask).await.is_held();
    assert!(council.board.statuses().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guard_token_stands_for_its_tool_and_never_reaches_the_platform() {
    let council = TestCouncil::new().await;
    let token = council.tool_token().await;
    let ask = |text| Ask::post("/api/v1/statuses").bearer(Some(&token)).form(&[("status", text)]);
    council.ask(ask(PLAIN_TEXT)).await.is_published();
    council.ask(ask(HELD_TEXT)).await.is_held();
    let held = council.submissions(StateName::Held).await;
    assert_eq!((held[0].tool, held[0].authors.as_slice()), (Some(council.tool), [council.author].as_slice()));
    let me = council.ask(Ask::get("/api/v1/accounts/verify_credentials").bearer(Some(&token))).await;
    assert_eq!(me.json["acct"], "fernhollow");
}

#[tokio::test(flavor = "multi_thread")]
async fn reads_are_the_platforms_byte_for_byte() {
    let council = TestCouncil::new().await;
    let id = council.post(PLAIN_TEXT).await.id();
    let me = council.direct(Ask::get("/api/v1/accounts/verify_credentials")).await.id();
    let host = council.upstream.trim_start_matches("http://").to_owned();
    for path in [
        "/api/v1/instance".to_owned(),
        "/api/v2/instance".to_owned(),
        format!("/api/v1/statuses/{id}"),
        format!("/api/v1/accounts/{me}/statuses?limit=1"),
        "/api/v1/timelines/home".to_owned(),
        "/api/v1/nothing/here".to_owned(),
        "/".to_owned(),
    ] {
        let through = council.ask(Ask::get(&path)).await;
        let direct = reqwest_like(&council, &path, &host).await;
        assert_eq!(through.status, direct.status, "{path}");
        assert_eq!(through.bytes, direct.bytes, "{path}");
        for name in ["content-type", "link", "x-ratelimit-limit"] {
            assert_eq!(through.header(name), direct.header(name), "{path} {name}");
        }
    }
}

/// What the platform answers when it is asked by its own name.
async fn reqwest_like(council: &TestCouncil, path: &str, host: &str) -> crate::support::Answer {
    use tower::ServiceExt as _;
    let mut request = Ask::get(path).request("");
    request.headers_mut().insert("host", host.parse().unwrap());
    crate::support::Answer::read(council.board.router().oneshot(request).await.unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_would_mean_something_else_to_the_platform_is_refused() {
    let council = TestCouncil::new().await;
    for ask in [
        Ask::get("/api/v1/statuses/1").header("x-http-method-override", "POST"),
        Ask::post("/api/v1/apps").header("x-http-method-override", "PUT"),
        Ask::get("/api/v1/instance?_method=POST&status=x"),
        Ask::post("/api/v1/statuses?_method=PUT").form(&[("status", PLAIN_TEXT)]),
        Ask::post("/api/v1/statuses").form(&[("status", PLAIN_TEXT), ("_method", "PUT")]),
        Ask::get("/api/v1/streaming").header("upgrade", "websocket").header("connection", "upgrade"),
        Ask::post("/api/v1/statuses/").form(&[("status", HELD_TEXT)]),
        Ask::post("/api/v1/statuses.json").form(&[("status", HELD_TEXT)]),
        Ask::post("//api/v1/statuses").form(&[("status", HELD_TEXT)]),
        Ask::post("/api/v1/%73tatuses").form(&[("status", HELD_TEXT)]),
        Ask::of("PATCH", "/api/v1/statuses/5").form(&[("status", HELD_TEXT)]),
        Ask::post("/api/v9/notes").form(&[("status", HELD_TEXT)]),
        Ask::post("/api/v1/accounts/1/endorse"),
    ] {
        let shown = format!("{} {}", ask.method, ask.path);
        let answer = council.ask(ask).await;
        assert_eq!(answer.status, 422, "{shown}");
        assert!(!answer.error().is_empty(), "{shown}");
    }
    assert!(council.board.statuses().is_empty());
    assert!(council.all().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_cannot_hide_behind_another_of_the_same_name() {
    let council = TestCouncil::new().await;
    let hidden = "Cllr%20Tobias%20Renwick%20opened%20it";
    for ask in [
        Ask::post(&format!("/api/v1/statuses?status={hidden}")).form(&[("status", "Fine")]),
        Ask::post("/api/v1/statuses?status=Fine").form(&[("status", HELD_TEXT)]),
        Ask::post(&format!("/api/v1/statuses?status={hidden}")).json(&serde_json::json!({"status": "Fine"})),
        Ask::post("/api/v1/statuses").form(&[("status", "Fine"), ("status", HELD_TEXT)]),
        Ask::post("/api/v1/statuses").form(&[("status", "Fine"), ("[status]", HELD_TEXT)]),
        Ask::post("/api/v1/statuses").form(&[("status", "Fine"), ("status]", HELD_TEXT)]),
        Ask::post("/api/v1/statuses")
            .body("application/json", format!("{{\"status\":\"Fine\",\"status\":\"{HELD_TEXT}\"}}")),
        Ask::post("/api/v1/statuses")
            .body("application/x-www-form-urlencoded", format!("status=Fine;status={hidden}")),
        Ask::post("/api/v1/statuses").body("text/plain", format!("status={hidden}")),
        Ask::post("/api/v1/statuses").form(&[("status", "Fine")]).header("content-type", "application/json"),
        Ask::post("/api/v1/statuses").form(&[("status", "Fine")]).header("content-encoding", "gzip"),
        Ask::post("/api/v1/statuses").form(&[("status", "Fine"), ("access_token", RESIDENT)]),
    ] {
        let shown = format!("{ask:?}");
        let answer = council.ask(ask).await;
        assert_eq!(answer.status, 422, "{shown} {}", answer.json);
    }
    assert!(council.board.statuses().is_empty());
    // In the query alone it is simply read there.
    let query = Ask::post(&format!("/api/v1/statuses?status={hidden}"));
    council.ask(query).await.is_held();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_public_post_cannot_pass_for_a_direct_message_or_an_ordinary_one() {
    const FORM: &str = "application/x-www-form-urlencoded";
    const DIRECT: &str = "--A\r\nContent-Disposition: form-data; name=\"visibility\"\r\n\r\ndirect\r\n";
    let council = TestCouncil::new().await;
    let hidden = "Cllr%20Tobias%20Renwick%20opened%20it";
    let field = |name: &str, text: &str| {
        format!("--A\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let said = field("status", HELD_TEXT);
    let post = || Ask::post("/api/v1/statuses");
    let parts = |body: String| post().body("multipart/form-data; boundary=A", body);
    let profile = || Ask::of("PATCH", "/api/v1/accounts/update_credentials");
    for ask in [
        post().body(FORM, format!("status={hidden}&visibility=direct& visibility=public")),
        post().body(FORM, format!("status={hidden}&visibility=direct&visibility =public")),
        post().body(FORM, format!("status={hidden}&visibility+=direct")),
        post().body(FORM, format!("status={hidden}&visibility=direct;visibility=public")),
        Ask::post("/api/v1/statuses?language=en;visibility").body(FORM, format!("status={hidden}")),
        post().json(&serde_json::json!({"status": HELD_TEXT, "visibility ": "direct"})),
        parts(format!("{said}{}--A--\r\n", field("visibility ", "direct"))),
        parts(format!("{said}{}--A--\r\n", field(" visibility", "direct"))),
        parts(format!("{DIRECT}{said}--A--\r\n{said}--A--\r\n")),
        parts(format!("\r\n{said}{DIRECT}--A--\r\n")),
        parts(format!(
            "--A\r\nContent-Type: text/plain; a=\"Content-Disposition: form-data; name=status\"\r\n\
             Content-Disposition: form-data; name=\"visibility\"\r\n\r\ndirect\r\n{said}--A--\r\n"
        )),
        post().body("multipart/form-data; boundary=\"A;B\"", format!("{said}--A--\r\n")),
        post().body("multipart/form-data; boundary=B; boundary=A", format!("{said}{DIRECT}--A--\r\n")),
        post().body("multipart/form-data; xboundary=B; boundary=A", format!("{said}{DIRECT}--A--\r\n")),
        post().form(&[("status", HELD_TEXT), ("visibility", "direct")]).header("connection", "content-type"),
        post().form(&[("status", HELD_TEXT), ("scheduled_at", "26-12-10T10:00:00")]),
        profile().body("multipart/form-data; boundary=A", format!("{}--A--\r\n", field("note ", HELD_TEXT))),
        profile().multipart(&[], &[("note", "a.txt", "text/plain", HELD_TEXT.as_bytes())]),
    ] {
        let shown = format!("{ask:?}");
        let answer = council.ask(ask).await;
        assert_eq!(answer.status, 422, "{shown} {}", answer.json);
        assert!(!answer.error().is_empty(), "{shown}");
    }
    // Said with a field nobody knows, it is no direct message for sure.
    let unsure = [("status", HELD_TEXT), ("visibility", "direct"), ("audience", "all")];
    council.ask(post().form(&unsure)).await.is_held();
    // Words in a comment are read by those whose server does not know the type.
    let comment = [("status", "<!-- Cllr Tobias Renwick --> Bins"), ("content_type", "text/html")];
    council.ask(post().form(&comment)).await.is_held();
    council.ask(profile().form(&[("source[note]", HELD_TEXT)])).await.is_held();
    assert!(council.board.statuses().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_semicolon_in_a_text_arrives_as_it_was_judged() {
    let council = TestCouncil::new().await;
    let form =
        |body: &'static str| Ask::post("/api/v1/statuses").body("application/x-www-form-urlencoded", body);
    council.ask(form("status=Tea; biscuits")).await.is_published();
    council.ask(form("status=Tea; Cllr Tobias Renwick pours")).await.is_held();
    assert_eq!(council.board.public_texts(), ["Tea; biscuits"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_framed_in_two_ways_is_refused() {
    let council = TestCouncil::new().await;
    let file = "--A\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n";
    let upload = |body: String| Ask::post("/api/v2/media").body("multipart/form-data; boundary=A", body);
    council.ask(upload(format!("{file}PNG\r\n--A--\r\n"))).await.is_published();
    for body in [
        format!("x\r\n{file}PNG\r\n--A--\r\n"),
        format!("{file}PNG\r\n--A--\r\n{file}PNG\r\n--A--\r\n"),
        format!("{file}PNG\n--A\r\n\r\n--A--\r\n"),
        format!("{}PNG\r\n--A--\r\n", file.replace("name=\"file\"", "name=\"file \"")),
        format!("{}PNG\r\n--A--\r\n", file.replace("image/png", "image/png; name=thumbnail")),
    ] {
        let answer = council.ask(upload(body.clone())).await;
        assert_eq!(answer.status, 422, "{body} {}", answer.json);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_post_again_is_the_same_post() {
    let council = TestCouncil::new().await;
    let first = council.post(HELD_TEXT).await.id();
    let ask = Ask::post("/api/v1/statuses").form(&[("status", HELD_TEXT)]).header("idempotency-key", "k1");
    assert_eq!(council.ask(ask.clone()).await.id(), first);
    assert_eq!(council.ask(ask).await.id(), first);
    assert_eq!(council.all().await.len(), 1);
    // Once the period is over nothing stops it any more, but it is still the one that waits for a person.
    council.clock.advance(TimeDelta::days(30));
    assert_eq!(council.post(HELD_TEXT).await.id(), first);
    assert!(council.board.statuses().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_recorded_is_not_sent() {
    let council = TestCouncil::new().await;
    council.post(PLAIN_TEXT).await.is_published();
    // A clock behind the record: the store refuses every write.
    council.clock.advance(-TimeDelta::hours(1));
    for text in ["Another ordinary post", HELD_TEXT] {
        let answer = council.post(text).await;
        assert_eq!(answer.status, 503, "{}", answer.json);
        assert!(answer.json["error"].is_string());
    }
    assert_eq!(council.board.public_texts(), [PLAIN_TEXT]);
    council.clock.advance(TimeDelta::hours(1));
    council.post("Another ordinary post").await.is_published();
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_platform_cannot_say_whose_credential_it_is_nothing_is_stored() {
    let council = TestCouncil::new().await;
    for fault in [Fault::HangUp, Fault::Rubbish, Fault::Status(500), Fault::TooMany] {
        council.board.fail("/api/v1/accounts/verify_credentials", fault);
        let answer = council.post(HELD_TEXT).await;
        assert_eq!(answer.status, 503, "{fault:?} {}", answer.json);
    }
    assert!(council.all().await.is_empty());
    council.board.mend();
    council.post(HELD_TEXT).await.is_held();
    // For the next minutes the platform's word is believed.
    council.board.fail("/api/v1/accounts/verify_credentials", Fault::HangUp);
    council.post("Cllr Oluchi Varley opened the park.").await.is_held();
    council.clock.advance(TimeDelta::minutes(6));
    assert_eq!(council.post("Cllr Oluchi Varley opened the pool.").await.status, 503);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_platform_that_is_gone_is_said_to_be_gone_and_the_outcome_kept() {
    let council = TestCouncil::new().await;
    council.post(PLAIN_TEXT).await.is_published();
    council.board.fail("/api/v1/statuses", Fault::HangUp);
    let answer = council.post("A second ordinary post").await;
    assert!(matches!(answer.status, 502 | 504), "{} {}", answer.status, answer.json);
    assert!(answer.json["error"].is_string());
    council.board.mend();
    let allowed = council.submissions(StateName::Allowed).await;
    assert_eq!(allowed.len(), 2);
    assert_eq!(council.history(&allowed[1]).await.len(), 2);
    council.take_platform_down();
    // A pooled connection may break off before it is known to be closed.
    let answer = council.ask(Ask::get("/api/v1/instance")).await;
    assert!(matches!(answer.status, 502 | 504), "{} {}", answer.status, answer.json);
    assert!(answer.json["error"].is_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_larger_than_allowed_is_refused() {
    let council = TestCouncil::new().await;
    let answer = council.post(&"a".repeat(70 << 10)).await;
    assert_eq!(answer.status, 413);
    assert!(answer.json["error"].is_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_of_no_channel_is_nothing() {
    use tower::ServiceExt as _;
    let council = TestCouncil::new().await;
    let proxy = purdah::proxy::router(council.node.clone()).unwrap();
    for route in ["", "/other", "/mastodonx"] {
        let response = proxy.clone().oneshot(Ask::get("/api/v1/instance").request(route)).await.unwrap();
        assert_eq!(response.status(), 404, "{route}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approved_post_is_published_once_and_its_number_stands_for_it() {
    let council = TestCouncil::new().await;
    let answer = council.post(HELD_TEXT).await;
    let held = council.submissions(StateName::Held).await.remove(0);
    council.approve(&held, Slot::Now).await;
    council.worker.pass().await;
    council.worker.pass().await;
    assert_eq!(council.board.public_texts(), [HELD_TEXT]);
    let path = format!("/api/v1/statuses/{}", answer.id());
    let real = council.ask(Ask::get(&path)).await;
    real.is_published();
    assert_ne!(real.id(), answer.id());
    assert_eq!(real.json["visibility"], "public");
    let liked = council.ask(Ask::post(&format!("{path}/favourite"))).await;
    assert_eq!(liked.json["favourites_count"], 1);
    // A retry of the tool is answered with the real one, and publishes nothing.
    assert_eq!(council.post(HELD_TEXT).await.id(), real.id());
    assert_eq!(council.board.statuses().len(), 1);
    // An answer to it goes to the platform under the real id.
    let reply = Ask::post("/api/v1/statuses");
    let reply = reply.form(&[("status", "More to follow."), ("in_reply_to_id", &answer.id())]);
    let reply = council.ask(reply).await;
    assert_eq!(reply.is_published().json["in_reply_to_id"], real.json["id"]);
    // So do deletions.
    assert_eq!(council.ask(Ask::delete(&path)).await.status, 200);
    assert_eq!(council.board.public_texts(), ["More to follow."]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_post_is_taken_back_by_deleting_it() {
    let council = TestCouncil::new().await;
    let id = council.post(HELD_TEXT).await.id();
    let path = format!("/api/v1/statuses/{id}");
    let deleted = council.ask(Ask::delete(&path)).await;
    assert_eq!((deleted.status, deleted.json["text"].as_str()), (200, Some(HELD_TEXT)));
    assert_eq!(council.submissions(StateName::Withdrawn).await.len(), 1);
    assert_eq!(council.ask(Ask::get(&path)).await.status, 404);
    assert_eq!(council.ask(Ask::delete(&path)).await.status, 404);
    assert_eq!(council.board.requests_to("DELETE"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_post_is_changed_in_the_guard_and_stays_held() {
    let council = TestCouncil::new().await;
    let id = council.post(HELD_TEXT).await.id();
    let change = Ask::put(&format!("/api/v1/statuses/{id}")).form(&[("status", PLAIN_TEXT)]);
    let changed = council.ask(change).await;
    assert_eq!(changed.is_held().id(), id);
    let held = council.submissions(StateName::Held).await;
    assert_eq!((held[0].version, held[0].content.text.as_deref()), (2, Some(PLAIN_TEXT)));
    assert!(council.board.statuses().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_a_held_post_waits_for_it() {
    let council = TestCouncil::new().await;
    let parent = council.post(HELD_TEXT).await.id();
    let reply =
        Ask::post("/api/v1/statuses").form(&[("status", "It opens at nine."), ("in_reply_to_id", &parent)]);
    council.ask(reply).await.is_held();
    let held = council.submissions(StateName::Held).await;
    assert_eq!(held[1].waits_for, Some(held[0].id));
    for post in [&held[1], &held[0]] {
        council.approve(post, Slot::Now).await;
    }
    council.worker.pass().await;
    council.worker.pass().await;
    let statuses = council.board.statuses();
    assert_eq!(statuses.len(), 2);
    assert_eq!(statuses[1].reply_to, Some(statuses[0].id));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_lost_from_sight_is_read_back_and_never_sent_twice() {
    let council = TestCouncil::new().await;
    council.post(HELD_TEXT).await.is_held();
    let held = council.submissions(StateName::Held).await.remove(0);
    council.approve(&held, Slot::Now).await;
    council.board.fail("/api/v1/statuses", Fault::AcceptAndHangUp);
    council.worker.pass().await;
    assert_eq!(council.submissions(StateName::Unknown).await.len(), 1);
    council.board.mend();
    council.worker.pass().await;
    let published = council.submissions(StateName::Published).await;
    assert!(matches!(&published[0].state, State::Published { read_back: true, .. }));
    assert_eq!(council.board.public_texts(), [HELD_TEXT]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_that_never_arrived_is_sent_after_two_looks() {
    let council = TestCouncil::new().await;
    council.post(HELD_TEXT).await.is_held();
    let held = council.submissions(StateName::Held).await.remove(0);
    council.approve(&held, Slot::Now).await;
    council.board.fail("/api/v1/statuses", Fault::HangUp);
    council.worker.pass().await;
    council.board.mend();
    council.worker.pass().await;
    assert!(council.board.statuses().is_empty(), "one look does not settle it");
    council.clock.advance(TimeDelta::seconds(61));
    council.worker.pass().await;
    council.worker.pass().await;
    assert_eq!(council.board.public_texts(), [HELD_TEXT]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_councillors_words_cannot_be_shared_by_mistake() {
    let council = TestCouncil::new().await;
    let theirs = Ask::post("/api/v1/statuses").bearer(Some(COUNCILLOR)).form(&[("status", "Look at this.")]);
    let theirs = council.direct(theirs).await.id();
    council.ask(Ask::post(&format!("/api/v1/statuses/{theirs}/reblog"))).await.is_held();
    let held = council.submissions(StateName::Held).await.remove(0);
    assert_eq!(council.board.statuses().len(), 1);
    council.approve(&held, Slot::Now).await;
    council.worker.pass().await;
    assert_eq!(council.board.statuses().len(), 2);
}
