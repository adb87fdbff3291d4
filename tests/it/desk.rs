//! The desk: what its pages show, what its forms do, and who may do it.

pub(crate) mod bench;
mod calendar;
mod decisions;
mod explained;

use bench::{Answer, Bench, ORIGIN, form, form_body, password};
use chrono::TimeDelta;
use http::{StatusCode, header};
use purdah::post::{Content, Operation, Post};
use purdah::review::{State, Submission};
use secrecy::ExposeSecret as _;

const NAMED: &str = "Cllr Berenike Oxtoby-Vale opened the new library today.";

fn decision<'a>(
    post: &'a Submission,
    choice: &'a str,
    slot: &'a str,
    reason: &'a str,
) -> [(&'a str, &'a str); 5] {
    [
        ("seen", post.content_hash.as_str()),
        ("state", post.state.name().as_str()),
        ("decision", choice),
        ("slot", slot),
        ("reason", reason),
    ]
}

async fn decide(bench: &Bench, cookie: &str, post: &Submission, choice: &str, slot: &str) -> Answer {
    let path = format!("/posts/{}/decide", post.reference);
    bench.post_form(cookie, &path, &decision(post, choice, slot, "It names her as a road")).await
}

#[tokio::test]
async fn nobody_sees_a_page_without_signing_in() {
    let bench = Bench::open().await;
    let post = bench.submit(NAMED).await;
    let own = format!("/posts/{}", post.reference);
    for path in
        ["/held", "/check", "/rules", "/rules/CLR101", "/calendar", "/audit", &own, &format!("{own}/media/0")]
    {
        let answer = bench.get("", path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert!(answer.location().starts_with("/sign-in"), "{path}: {}", answer.location());
        assert!(!answer.body.contains("Oxtoby"), "{path}");
    }
    let answer = bench.post_form("", &format!("{own}/decide"), &decision(&post, "reject", "now", "no")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(matches!(bench.standing(&post).await, State::Held { .. }));
}

#[tokio::test]
async fn a_password_signs_in_and_leads_back_to_the_page_that_was_asked_for() {
    let bench = Bench::open().await;
    let fields = |password: &str| {
        [
            ("council", "tallowford".to_owned()),
            ("email", "imke@tallowford.gov.example".to_owned()),
            ("password", password.to_owned()),
            ("next", "/calendar".to_owned()),
        ]
    };
    let good = fields(password().expose_secret());
    let good: Vec<_> = good.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let answer = bench.post_form("", "/sign-in", &good).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/calendar"));
    let cookie = answer.header(header::SET_COOKIE).to_owned();
    for attribute in ["__Host-desk=", "HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    let cookie = cookie.split(';').next().unwrap();
    assert_eq!(bench.get(cookie, "/calendar").await.status, StatusCode::OK);

    let answer = bench.post_form(cookie, "/sign-out", &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(bench.get(cookie, "/calendar").await.status, StatusCode::SEE_OTHER, "the session is over");

    let bad = fields("not the password");
    let bad: Vec<_> = bad.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let answer = bench.post_form("", "/sign-in", &bad).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("<title>Error: Sign in"), "{}", answer.body);
    assert!(answer.body.contains("href=\"#email\""));
    assert!(!answer.body.contains("not the password"), "a password is never sent back");
}

#[tokio::test]
async fn a_sign_in_link_works_once_and_only_when_it_is_confirmed() {
    let bench = Bench::open().await;
    let secret = bench
        .store
        .sign_in_link(&bench.council, bench.reviewer.id, purdah::review::step::Actor::Guard)
        .await
        .unwrap();
    let path = format!("/sign-in/link?secret={}", secret.expose_secret());
    for _ in 0..2 {
        let answer = bench.get("", &path).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.headers.get(header::SET_COOKIE).is_none(), "opening a link signs nobody in");
    }
    let fields = [("secret", secret.expose_secret())];
    assert_eq!(bench.post_form("", "/sign-in/link", &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(bench.post_form("", "/sign-in/link", &fields).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_keep_browsers_careful() {
    let bench = Bench::open().await;
    let post = bench.submit_rich().await;
    let cookie = bench.sign_in(&bench.reviewer).await;
    let picture = format!("/posts/{}/media/0", post.reference);
    for path in ["/held", "/sign-in", "/nowhere", "/healthz", "/api/v1/held", &picture] {
        let answer = bench.get(&cookie, path).await;
        let policy = answer.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{path}");
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store", "{path}");
        assert_eq!(answer.header(header::REFERRER_POLICY), "same-origin", "{path}");
        assert!(answer.header(header::STRICT_TRANSPORT_SECURITY).contains("max-age"), "{path}");
    }
    let page = bench.get(&cookie, "/held").await.body;
    for inline in ["<script>", " style=", " onclick="] {
        assert!(!page.contains(inline), "{inline}");
    }
}

#[tokio::test]
async fn a_decision_another_site_makes_a_browser_send_is_refused() {
    let bench = Bench::open().await;
    let post = bench.submit(NAMED).await;
    let cookie = bench.sign_in(&bench.reviewer).await;
    let path = format!("/posts/{}/decide", post.reference);
    let fields = decision(&post, "not-restricted", "now", "yes");
    for (site, origin) in [
        (Some("cross-site"), Some("https://evil.example")),
        (Some("same-site"), Some("https://www.tallowford.gov.example")),
        (None, Some("https://evil.example")),
        (None, Some("null")),
    ] {
        let mut request = form(&cookie, &path, &fields);
        if let Some(site) = site {
            request = request.header("sec-fetch-site", site);
        }
        if let Some(origin) = origin {
            request = request.header(header::ORIGIN, origin);
        }
        let answer = bench.send(request.body(form_body(&fields)).unwrap()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{site:?} {origin:?}");
        assert!(matches!(bench.standing(&post).await, State::Held { .. }), "{site:?} {origin:?}");
    }
    // A terminator that rewrites the host leaves the configured origin to be known by.
    let request = form(&cookie, &path, &fields).header(header::ORIGIN, ORIGIN).header("x-any", "1");
    assert_eq!(bench.send(request.body(form_body(&fields)).unwrap()).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_list_puts_what_is_due_first_and_says_why_each_waits() {
    let bench = Bench::open().await;
    let first = bench.submit(NAMED).await;
    let mut content = Content::new("mastodon", "@tallowford@social.example", Operation::Publish);
    content.text = Some("Ask Cllr Oxtoby-Vale on Friday.".into());
    let post = Post::of_text("Ask Cllr Oxtoby-Vale on Friday.");
    let due = bench.submit_content(content, post, Some(bench.now() + TimeDelta::minutes(45))).await;
    let cookie = bench.sign_in(&bench.reviewer).await;
    let page = bench.get(&cookie, "/held").await;
    assert_eq!(page.status, StatusCode::OK);
    let place = |post: &Submission| page.body.find(post.reference.as_str()).expect("it is listed");
    assert!(place(&due) < place(&first), "what is due comes first");
    for words in [
        "in 45 minutes",
        "From Scheduler",
        "Held",
        "A pre-election period is in force until 6 May 2027 at 10:00pm",
        "Tallowford Borough Council",
    ] {
        assert!(page.body.contains(words), "{words}");
    }
    assert!(!page.body.to_lowercase().contains("purdah"), "people are told of the pre-election period");
}

#[tokio::test]
async fn a_post_is_found_by_its_reference_however_it_is_typed() {
    let bench = Bench::open().await;
    let post = bench.submit(NAMED).await;
    let cookie = bench.sign_in(&bench.reviewer).await;
    let typed = format!("/find?reference=%20{}", post.reference.as_str().to_lowercase());
    let answer = bench.get(&cookie, &typed).await;
    assert_eq!(answer.location(), format!("/posts/{}", post.reference));
    let answer = bench.get(&cookie, "/find?reference=hello").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("<title>Error: "));
}

#[tokio::test]
async fn the_page_of_a_post_marks_the_words_and_gives_reason_and_source() {
    let bench = Bench::open().await;
    let post = bench.submit_rich().await;
    let cookie = bench.sign_in(&bench.reviewer).await;
    let page = bench.get(&cookie, &format!("/posts/{}", post.reference)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains("<mark class=\"desk-mark\">Cllr Berenike Oxtoby-Vale</mark>"),
        "{}",
        page.body
    );
    for words in [
        "CLR101</a>]", // the label of the mark, in words
        "Content warning",
        "Local news",
        "Poll answer 2",
        "Alternative text of picture 1",
        "A ribbon across a doorway",
        "Received and held",
        "Holds the post",
        "Publish it: it is not restricted",
        post.content_hash.as_str(),
    ] {
        assert!(page.body.contains(words), "{words}");
    }
    let finding = &post.verdict.findings[0];
    assert!(page.body.contains(&finding.source.url), "the source is linked");
}

#[tokio::test]
async fn a_post_cannot_put_markup_into_the_page() {
    let bench = Bench::open().await;
    let nasty = "Cllr Berenike Oxtoby-Vale </mark><script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    let post = bench.submit(nasty).await;
    let cookie = bench.sign_in(&bench.reviewer).await;
    for path in ["/held".to_owned(), format!("/posts/{}", post.reference)] {
        let page = bench.get(&cookie, &path).await.body;
        assert!(page.contains("&#60;script&#62;") || page.contains("&lt;script&gt;"), "{path}");
        assert!(!page.contains("<script>alert"), "{path}");
        assert!(!page.contains("<img src=x"), "{path}");
    }
    let answer = bench.get(&cookie, "/find?reference=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(!answer.body.contains("<script>alert"));
}

#[tokio::test]
async fn a_picture_is_served_to_those_who_may_read_its_post_and_to_nobody_else() {
    let bench = Bench::open().await;
    let post = bench.submit_rich().await;
    let path = format!("/posts/{}/media/0", post.reference);
    for (person, expected) in [
        (&bench.reviewer, StatusCode::OK),
        (&bench.author, StatusCode::OK),
        (&bench.stranger, StatusCode::NOT_FOUND),
    ] {
        let cookie = bench.sign_in(person).await;
        let answer = bench.get(&cookie, &path).await;
        assert_eq!(answer.status, expected, "{}", person.name);
        if expected == StatusCode::OK {
            assert_eq!(answer.header(header::CONTENT_TYPE), "image/png");
            assert!(answer.header(header::CONTENT_DISPOSITION).starts_with("attachment"));
            assert!(answer.header(header::CONTENT_SECURITY_POLICY).contains("sandbox"));
        }
        let missing = bench.get(&cookie, &format!("/posts/{}/media/7", post.reference)).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn another_councils_reviewer_finds_nothing_here() {
    let bench = Bench::open().await;
    let post = bench.submit(NAMED).await;
    let cookie = bench.sign_in(&bench.stranger).await;
    let own = format!("/posts/{}", post.reference);
    assert_eq!(bench.get(&cookie, &own).await.status, StatusCode::NOT_FOUND);
    for choice in ["not-restricted", "reject"] {
        assert_eq!(decide(&bench, &cookie, &post, choice, "now").await.status, StatusCode::NOT_FOUND);
    }
    for action in ["retry", "withdraw", "appeal", "resolve"] {
        let path = format!("{own}/{action}");
        let answer = bench.post_form(&cookie, &path, &[("reason", "x"), ("there", "no")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{action}");
    }
    for page in ["/held", "/held?view=closed", "/audit"] {
        let page = bench.get(&cookie, page).await.body;
        assert!(!page.contains(post.reference.as_str()));
        assert!(!page.contains("Imke"));
    }
    assert!(matches!(bench.standing(&post).await, State::Held { .. }));
}

#[tokio::test]
async fn every_rule_has_a_page_with_its_source() {
    let bench = Bench::open().await;
    let cookie = bench.sign_in(&bench.author).await;
    let list = bench.get(&cookie, "/rules").await.body;
    for rule in purdah::guard::registry::RULES {
        let meta = rule.meta();
        assert!(list.contains(&format!("href=\"/rules/{}\"", meta.code)), "{}", meta.code);
        let page = bench.get(&cookie, &format!("/rules/{}", meta.code)).await;
        assert_eq!(page.status, StatusCode::OK, "{}", meta.code);
        assert!(page.body.contains(&meta.title.replace('\'', "&#39;")), "{}", meta.code);
        assert!(page.body.contains(">What it finds</h"), "{}: its page is drawn", meta.code);
        let source = (meta.sources)(purdah::council::Nation::England);
        assert!(page.body.contains(source.url), "{}", meta.code);
    }
    assert_eq!(bench.get(&cookie, "/rules/XXX999").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_calendar_says_what_is_in_force_and_the_feed_needs_no_sign_in() {
    let bench = Bench::open().await;
    let cookie = bench.sign_in(&bench.author).await;
    let page = bench.get(&cookie, "/calendar").await.body;
    assert!(page.contains("local.tallowford.2027-05-06"));
    assert!(page.contains("6 May 2027 at 10:00pm"));
    let feed = bench.get("", "/calendar.ics?council=tallowford").await;
    assert!(feed.header(header::CONTENT_TYPE).starts_with("text/calendar"));
    assert!(feed.body.contains("DTEND:20270506T210000Z"));
    let again = http::Request::get("/calendar.ics?council=tallowford")
        .header(header::IF_NONE_MATCH, feed.header(header::ETAG))
        .body(axum::body::Body::empty())
        .unwrap();
    assert_eq!(bench.send(again).await.status, StatusCode::NOT_MODIFIED, "until the calendar changes");
    assert_eq!(bench.get("", "/calendar.ics").await.status, StatusCode::NOT_FOUND, "there are two councils");
}

#[tokio::test]
async fn the_record_shows_its_head_and_its_events() {
    let bench = Bench::open().await;
    let post = bench.submit(NAMED).await;
    let cookie = bench.sign_in(&bench.auditor).await;
    let page = bench.get(&cookie, "/audit").await;
    assert_eq!(page.status, StatusCode::OK);
    let head = bench.store.audit_head(&bench.council).await.unwrap();
    assert!(page.body.contains(&head.root.to_string()));
    assert!(page.body.contains("Received and held"));
    assert!(page.body.contains(&format!("/posts/{}", post.reference)));
    assert!(!page.body.contains("Oxtoby"), "the record holds no content");
}

#[tokio::test]
async fn a_text_can_be_tried_without_anything_being_kept() {
    let bench = Bench::open().await;
    let cookie = bench.sign_in(&bench.author).await;
    let before = bench.store.audit_head(&bench.council).await.unwrap().size;
    for (text, at, expected) in [
        ("The tip is open on Monday.", "", "This would go out as it is."),
        (NAMED, "", "This would be held for a comms officer."),
        (NAMED, "2027-06-01T09:00", "This would go out as it is."),
        ("", "", "Enter the text to check"),
        (NAMED, "2027-03-28T01:30", "the clocks go forward"),
    ] {
        let answer = bench.post_form(&cookie, "/check", &[("text", text), ("at", at)]).await;
        assert!(answer.body.contains(expected), "{text} {at}: {}", answer.body);
    }
    assert_eq!(bench.store.audit_head(&bench.council).await.unwrap().size, before);
}

#[tokio::test]
async fn the_assets_are_asked_after_each_time_and_sent_only_when_they_changed() {
    let bench = Bench::open().await;
    let first = bench.get("", "/assets/frontend.css").await;
    assert_eq!(first.status, StatusCode::OK);
    let tag = first.header(header::ETAG).to_owned();
    let request = http::Request::get("/assets/frontend.css").header(header::IF_NONE_MATCH, tag);
    let again = bench.send(request.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert_eq!(bench.get("", "/assets/../Cargo.toml").await.status, StatusCode::NOT_FOUND);
}
