//! Mastodon, endpoint by endpoint and in every form of body.

use chrono::TimeDelta;
use purdah::noticeboard::Fault;
use purdah::review::{HeldBecause, Slot, State, StateName, Step};
use serde_json::json;

use crate::support::{Answer, Ask, COUNCILLOR, Form, HELD_TEXT, PLAIN_TEXT, RESIDENT, TOKEN, TestCouncil};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nnot really a picture, but these bytes: \x00\xff\r\n--";

/// Posts straight on the platform, round the guard.
async fn on_platform(council: &TestCouncil, token: &str, text: &str) -> String {
    council.direct(Ask::post("/api/v1/statuses").bearer(Some(token)).form(&[("status", text)])).await.id()
}

async fn upload(council: &TestCouncil, version: u8, alt: Option<&str>) -> Answer {
    let fields: Vec<_> = alt.map(|alt| ("description", alt)).into_iter().collect();
    let ask = Ask::post(&format!("/api/v{version}/media"));
    council.ask(ask.multipart(&fields, &[("file", "a.png", "image/png", PNG)])).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_of_a_new_status_is_judged_in_every_form_of_body() {
    const POLL: [(&str, &str); 3] = [
        ("poll[expires_in]", "3600"),
        ("poll[options][]", "Nobody"),
        ("poll[options][]", "Cllr Tobias Renwick"),
    ];
    let council = TestCouncil::new().await;
    for (n, form) in Form::ALL.into_iter().enumerate() {
        let unique = format!("Ordinary words {n}");
        for fields in [
            vec![("status", HELD_TEXT), ("language", ["en", "cy", "gd", "ga"][n])],
            vec![("status", unique.as_str()), ("spoiler_text", HELD_TEXT)],
            [vec![("status", unique.as_str())], POLL.to_vec()].concat(),
            vec![("status", HELD_TEXT), ("visibility", "private"), ("language", ["en", "cy", "gd", "ga"][n])],
            vec![("status", HELD_TEXT), ("sensitive", "true"), ("language", ["en", "cy", "gd", "ga"][n])],
        ] {
            let answer = council.ask(Ask::post("/api/v1/statuses").fields(form, &fields)).await;
            assert_eq!(
                answer.header("x-guard-decision"),
                Some("held"),
                "{form:?} {fields:?} {}",
                answer.json
            );
        }
        let plain = Ask::post("/api/v1/statuses").fields(form, &[("status", &unique), ("language", "en")]);
        council.ask(plain).await.is_published();
    }
    assert_eq!(council.submissions(StateName::Held).await.len(), 20, "each is a post of its own");
    assert_eq!(council.board.statuses().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_post_keeps_everything_that_delivery_sends() {
    let council = TestCouncil::new().await;
    let parent = on_platform(&council, RESIDENT, "When does it open?").await;
    let picture = upload(&council, 2, Some("A door")).await.id();
    let body = json!({
        "status": HELD_TEXT, "spoiler_text": "Library", "visibility": "unlisted", "language": "cy",
        "sensitive": true, "in_reply_to_id": parent, "media_ids": [picture],
    });
    council.ask(Ask::post("/api/v1/statuses").json(&body)).await.is_held();
    let held = council.submissions(StateName::Held).await.remove(0);
    council.approve(&held, Slot::Now).await;
    council.worker.pass().await;
    let status = council.board.statuses().pop().unwrap();
    assert_eq!((status.text.as_str(), status.warning.as_str()), (HELD_TEXT, "Library"));
    assert_eq!((status.visibility.as_str(), status.language.as_deref()), ("unlisted", Some("cy")));
    assert!(status.sensitive);
    assert_eq!(status.reply_to.map(|id| id.to_string()), Some(parent));
    let medium = council.board.medium(&status.media[0].to_string()).unwrap();
    assert_ne!(medium.id.to_string(), picture, "uploaded afresh");
    assert_eq!((medium.bytes.as_ref(), medium.alt.as_deref()), (PNG, Some("A door")));
    assert_eq!(medium.mime, "image/png");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_reaches_the_platform_byte_for_byte_and_is_known_by_its_real_id() {
    let council = TestCouncil::new().await;
    for version in [1, 2] {
        let answer = upload(&council, version, Some("A door")).await;
        assert_eq!(answer.status, 200, "{}", answer.json);
        let medium = council.board.medium(&answer.id()).unwrap();
        assert_eq!(medium.bytes.as_ref(), PNG);
        let known = council.store().upload(council.id(), "mastodon", &answer.id()).await.unwrap().unwrap();
        assert_eq!((known.mime.as_str(), known.alt.as_deref()), ("image/png", Some("A door")));
    }
    council.board.process_media_for(2);
    let answer = upload(&council, 2, None).await;
    assert_eq!((answer.status, answer.json["url"].is_null()), (202, true));
    assert_eq!(council.ask(Ask::get(&format!("/api/v1/media/{}", answer.id()))).await.status, 206);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_the_guard_could_not_keep_is_not_accepted() {
    let council = TestCouncil::new().await;
    let large = vec![7; 300 << 10];
    let post = || Ask::post("/api/v2/media");
    for (ask, why) in [
        (post().multipart(&[], &[("file", "a.png", "image/png", &large)]), "too large"),
        (post().multipart(&[("description", "no file")], &[]), "no file"),
        (post().multipart(&[], &[("file", "a", "a/b", PNG), ("file", "b", "a/b", PNG)]), "two files"),
        (post().multipart(&[], &[("file", "a", "a/b", PNG), ("thumbnail", "b", "a/b", PNG)]), "a thumbnail"),
        (post().form(&[("file", "data:image/png;base64,AAAA")]), "not multipart"),
        (
            Ask::post("/api/v2/media?description=One")
                .multipart(&[("description", "Other")], &[("file", "a", "a/b", PNG)]),
            "two descriptions",
        ),
    ] {
        let answer = council.ask(ask).await;
        assert_eq!(answer.status, 422, "{why} {}", answer.json);
        assert!(!answer.error().is_empty(), "{why}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_and_their_descriptions_are_judged_with_the_post() {
    let council = TestCouncil::new().await;
    let named = upload(&council, 2, Some("Cllr Tobias Renwick at a door")).await.id();
    let post = Ask::post("/api/v1/statuses").form(&[("status", "The library"), ("media_ids[]", &named)]);
    council.ask(post).await.is_held();
    let held = council.submissions(StateName::Held).await.remove(0);
    assert!(
        held.verdict.stops().any(|finding| finding.part.to_string() == "alt_texts[0]"),
        "{:?}",
        held.verdict
    );

    // A description given later counts.
    let later = upload(&council, 2, None).await.id();
    let change = Ask::put(&format!("/api/v1/media/{later}")).form(&[("description", "Cllr Oluchi Varley")]);
    assert_eq!(council.ask(change).await.status, 200);
    assert_eq!(council.board.medium(&later).unwrap().alt.as_deref(), Some("Cllr Oluchi Varley"));
    let post = Ask::post("/api/v1/statuses").form(&[("status", "The park"), ("media_ids[0]", &later)]);
    council.ask(post).await.is_held();
    let held = council.submissions(StateName::Held).await.remove(1);
    assert_eq!(held.content.media[0].alt.as_deref(), Some("Cllr Oluchi Varley"));

    // Once a post uses it, the description changes with the post.
    let again = Ask::put(&format!("/api/v1/media/{later}")).form(&[("description", "Another")]);
    assert_eq!(council.ask(again).await.status, 422);

    // A file the guard never saw is something unread.
    let strange = Ask::post("/api/v2/media").multipart(&[], &[("file", "a.png", "image/png", PNG)]);
    let strange = council.direct(strange).await.id();
    let post = Ask::post("/api/v1/statuses").form(&[("status", "The pool"), ("media_ids[]", &strange)]);
    council.ask(post).await.is_held();
    let held = council.submissions(StateName::Held).await.remove(2);
    assert!(
        held.verdict.stops().any(|finding| finding.reason.as_str() == "unreadable"),
        "{:?}",
        held.verdict
    );
    assert!(council.board.statuses().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn outside_a_period_a_picture_goes_through_with_its_real_id() {
    let council = TestCouncil::new().await;
    council.clock.advance(TimeDelta::days(30));
    let picture = upload(&council, 2, Some("A door")).await.id();
    let post = Ask::post("/api/v1/statuses").form(&[("status", "The library"), ("media_ids[]", &picture)]);
    council.ask(post).await.is_published();
    assert_eq!(council.board.statuses()[0].media[0].to_string(), picture);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_is_judged_and_lands_only_on_the_version_its_approver_saw() {
    let council = TestCouncil::new().await;
    let id = council.post(PLAIN_TEXT).await.id();
    let path = format!("/api/v1/statuses/{id}");
    for (n, form) in Form::ALL.into_iter().enumerate() {
        let text = format!("{HELD_TEXT} {n}");
        let answer = council.ask(Ask::put(&path).fields(form, &[("status", &text)])).await;
        assert_eq!(answer.header("x-guard-decision"), Some("held"), "{form:?} {}", answer.json);
    }
    assert_eq!(council.board.public_texts(), [PLAIN_TEXT]);
    let fine = council.ask(Ask::put(&path).form(&[("status", "Collected on Friday")])).await;
    fine.is_published();
    assert_eq!(council.board.public_texts(), ["Collected on Friday"]);
    // The held edits were of the earlier version.
    let held = council.submissions(StateName::Held).await;
    council.approve(&held[0], Slot::Now).await;
    council.worker.pass().await;
    let failed = council.submissions(StateName::Failed).await;
    assert!(matches!(&failed[0].state, State::Failed { code, .. } if code == "target-changed"));
    assert_eq!(council.board.public_texts(), ["Collected on Friday"]);
    // One of the present version is delivered.
    council.ask(Ask::put(&path).form(&[("status", HELD_TEXT)])).await.is_held();
    let held = council.submissions(StateName::Held).await.pop().unwrap();
    council.approve(&held, Slot::Now).await;
    council.worker.pass().await;
    assert_eq!(council.board.public_texts(), [HELD_TEXT]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_answered_shared_quoted_or_pinned_is_looked_up() {
    let council = TestCouncil::new().await;
    let councillors = on_platform(&council, COUNCILLOR, "My day").await;
    let about = on_platform(&council, RESIDENT, HELD_TEXT).await;
    let ordinary = on_platform(&council, RESIDENT, "When is the tip open?").await;
    let own_old = on_platform(&council, TOKEN, HELD_TEXT).await;
    let own_fine = on_platform(&council, TOKEN, "The tip is open").await;
    let status = |fields: &[(&str, &str)]| Ask::post("/api/v1/statuses").form(fields);
    let verb = |id: &str, verb: &str| Ask::post(&format!("/api/v1/statuses/{id}/{verb}"));
    for (ask, stopped, why) in [
        (
            status(&[("status", "Hello 1"), ("in_reply_to_id", &councillors)]),
            true,
            "an answer to a councillor",
        ),
        (status(&[("status", "Hello 2"), ("in_reply_to_id", &ordinary)]), false, "an answer to a resident"),
        (status(&[("status", "Hello 3"), ("in_reply_to_id", "404")]), true, "an answer to what nobody sees"),
        (
            status(&[("status", "Hello 4"), ("quoted_status_id", &councillors)]),
            true,
            "a quote of a councillor",
        ),
        (status(&[("status", "Hello 5"), ("quoted_status_id", &about)]), true, "a quote about a councillor"),
        (status(&[("status", "Hello 6"), ("quoted_status_id", &ordinary)]), false, "a quote of a resident"),
        (verb(&councillors, "reblog"), true, "a councillor shared"),
        (verb(&about, "reblog"), true, "words about a councillor shared"),
        (verb(&ordinary, "reblog"), false, "a resident shared"),
        (verb("404", "reblog"), true, "a share of what nobody sees"),
        (verb(&own_old, "pin"), true, "an old post about a councillor pinned"),
        (verb(&own_fine, "pin"), false, "an old post pinned"),
    ] {
        let answer = council.ask(ask).await;
        assert_eq!(answer.status, 200, "{why} {}", answer.json);
        assert_eq!(answer.header("x-guard-decision").is_some(), stopped, "{why} {}", answer.json);
    }
    let board = council.board.statuses();
    assert_eq!(board.iter().filter(|status| status.pinned).count(), 1);
    assert_eq!(board.len(), 5 + 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_share_and_a_held_pin_are_delivered() {
    let council = TestCouncil::new().await;
    let theirs = on_platform(&council, COUNCILLOR, "My day").await;
    let own = on_platform(&council, TOKEN, HELD_TEXT).await;
    let answer = council.ask(Ask::post(&format!("/api/v1/statuses/{theirs}/reblog"))).await;
    assert_eq!(answer.is_held().json["reblog"]["id"], theirs);
    council.ask(Ask::post(&format!("/api/v1/statuses/{own}/pin"))).await.is_held();
    for held in council.submissions(StateName::Held).await {
        council.approve(&held, Slot::Now).await;
    }
    council.worker.pass().await;
    let board = council.board.statuses();
    assert!(board.iter().any(|status| status.reblog_of.map(|id| id.to_string()).as_ref() == Some(&theirs)));
    assert!(board.iter().any(|status| status.pinned && status.id.to_string() == own));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_profile_is_public_too() {
    let council = TestCouncil::new().await;
    let path = "/api/v1/accounts/update_credentials";
    for form in Form::ALL {
        for fields in [
            vec![("display_name", "Cllr Tobias Renwick")],
            vec![("note", HELD_TEXT)],
            vec![
                ("fields_attributes[0][name]", "Leader"),
                ("fields_attributes[0][value]", "Cllr Tobias Renwick"),
            ],
        ] {
            let answer = council.ask(Ask::of("PATCH", path).fields(form, &fields)).await;
            assert_eq!(
                answer.header("x-guard-decision"),
                Some("held"),
                "{form:?} {fields:?} {}",
                answer.json
            );
            assert_eq!(answer.json["acct"], "fernhollow");
        }
    }
    let me = council.direct(Ask::get("/api/v1/accounts/verify_credentials")).await;
    assert_eq!(me.json["display_name"], "fernhollow");
    council.ask(Ask::of("PATCH", path).form(&[("locked", "true")])).await.is_published();
    council.ask(Ask::of("PATCH", path).form(&[("note", "We empty bins.")])).await.is_published();
    let picture = Ask::of("PATCH", path).multipart(&[], &[("avatar", "a.png", "image/png", PNG)]);
    council.ask(picture).await.is_held();
    council.ask(Ask::delete("/api/v1/profile/avatar")).await.is_published();
    for held in council.submissions(StateName::Held).await {
        let named = held.content.profile.iter().any(|(name, _)| name == "display_name" || name == "avatar");
        if named && held.state.name() == StateName::Held {
            council.approve(&held, Slot::Now).await;
        }
    }
    council.worker.pass().await;
    let me = council.direct(Ask::get("/api/v1/accounts/verify_credentials")).await;
    assert_eq!(me.json["display_name"], "Cllr Tobias Renwick");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_direct_message_is_no_publicity_and_is_not_recorded() {
    let council = TestCouncil::new().await;
    for form in Form::ALL {
        let fields = [("status", "@resident Cllr Tobias Renwick will call you"), ("visibility", "direct")];
        council.ask(Ask::post("/api/v1/statuses").fields(form, &fields)).await.is_published();
    }
    assert!(council.all().await.is_empty());
    assert!(council.board.public_texts().is_empty());
    assert_eq!(council.board.statuses().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheduled_post_is_judged_for_its_time() {
    let council = TestCouncil::new().await;
    let at = |days| council.later(TimeDelta::days(days));
    let schedule =
        |text: &str, at: &str| Ask::post("/api/v1/statuses").form(&[("status", text), ("scheduled_at", at)]);
    // Inside the period: held, in the shape of a scheduled status.
    let held = council.ask(schedule(HELD_TEXT, &at(2))).await;
    assert_eq!(held.is_held().json["params"]["text"], HELD_TEXT);
    assert_eq!(held.json["scheduled_at"], at(2));
    assert!(held.json["content"].is_null());
    // After it: the platform keeps it, and the guard remembers.
    let kept = council.ask(schedule("Cllr Oluchi Varley opened the park.", &at(30))).await;
    kept.is_published();
    assert_eq!(council.board.scheduled(), 1);
    let known = council.store().scheduled_as(council.id(), "mastodon", &kept.id()).await.unwrap().unwrap();
    assert!(matches!(known.state, State::Allowed { scheduled: Some(_) }));
    // Too near is refused as the platform would.
    let near = council.ask(schedule(PLAIN_TEXT, &council.later(TimeDelta::minutes(2)))).await;
    assert_eq!(near.status, 422);
    // Moving it into the period is not.
    let path = format!("/api/v1/scheduled_statuses/{}", kept.id());
    let moved = council.ask(Ask::put(&path).form(&[("scheduled_at", &at(3))])).await;
    assert_eq!(moved.status, 422, "{}", moved.json);
    assert_eq!(council.direct(Ask::get(&path)).await.json["scheduled_at"], at(30));
    let moved = council.ask(Ask::put(&path).form(&[("scheduled_at", &at(31))])).await;
    assert_eq!(moved.is_published().json["scheduled_at"], at(31));
    // The held one can be read, moved and taken back by its number.
    let path = format!("/api/v1/scheduled_statuses/{}", held.id());
    assert_eq!(council.ask(Ask::get(&path)).await.is_held().json["scheduled_at"], at(2));
    let moved = council.ask(Ask::put(&path).json(&json!({ "scheduled_at": at(4) }))).await;
    assert_eq!(moved.is_held().json["scheduled_at"], at(4));
    let status = council.ask(Ask::get(&format!("/api/v1/statuses/{}", held.id()))).await;
    assert_eq!(status.status, 404);
    assert_eq!(council.ask(Ask::delete(&path)).await.json, json!({}));
    assert_eq!(council.ask(Ask::get(&path)).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approved_scheduled_post_goes_out_at_its_time() {
    let council = TestCouncil::new().await;
    let at = council.later(TimeDelta::hours(2));
    let ask = Ask::post("/api/v1/statuses").form(&[("status", HELD_TEXT), ("scheduled_at", &at)]);
    council.ask(ask).await.is_held();
    let held = council.submissions(StateName::Held).await.remove(0);
    council.approve(&held, Slot::Original).await;
    council.worker.pass().await;
    assert!(council.board.statuses().is_empty());
    council.clock.advance(TimeDelta::hours(2));
    council.worker.pass().await;
    assert_eq!(council.board.public_texts(), [HELD_TEXT]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheduled_post_that_would_now_be_stopped_is_taken_back() {
    let council = TestCouncil::new().await;
    let at = council.later(TimeDelta::days(30));
    let ask = Ask::post("/api/v1/statuses").form(&[("status", HELD_TEXT), ("scheduled_at", &at)]);
    let id = council.ask(ask).await.is_published().id();
    let kept = council.submissions(StateName::Allowed).await.remove(0);
    // As when a calendar moves: judged again, it stops.
    let verdict = Box::new(council.council().judge(&kept.post, council.clock.now()));
    council.step(&kept, Step::Rejudge { verdict }).await;
    council.board.fail("/api/v1/scheduled_statuses", Fault::Status(500));
    council.worker.pass().await;
    assert_eq!((council.board.scheduled(), council.submissions(StateName::Held).await.len()), (1, 0));
    assert!(!council.council().troubles().is_empty(), "a failed attempt is shown");
    council.board.mend();
    council.worker.pass().await;
    let held = council.submissions(StateName::Held).await;
    assert!(matches!(held[0].state, State::Held { because: HeldBecause::TakenBack, .. }));
    assert_eq!(council.board.scheduled(), 0);
    council.was_taken_back(&id);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_scheduled_round_the_guard_is_judged_when_it_is_moved() {
    let council = TestCouncil::new().await;
    let schedule = |text| {
        let at = council.later(TimeDelta::days(30));
        Ask::post("/api/v1/statuses").form(&[("status", text), ("scheduled_at", &at)])
    };
    let bad = council.direct(schedule(HELD_TEXT)).await.id();
    let good = council.direct(schedule(PLAIN_TEXT)).await.id();
    let soon = council.later(TimeDelta::days(1));
    let to =
        |id: &str| Ask::put(&format!("/api/v1/scheduled_statuses/{id}")).form(&[("scheduled_at", &soon)]);
    assert_eq!(council.ask(to(&bad)).await.status, 422);
    assert_eq!(council.ask(to(&good)).await.json["scheduled_at"], soon);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tool_cannot_touch_a_post_of_another_tool() {
    let council = TestCouncil::new().await;
    let id = council.post(HELD_TEXT).await.id();
    let delete = Ask::delete(&format!("/api/v1/statuses/{id}")).bearer(Some(crate::support::UNBOUND));
    assert_eq!(council.ask(delete).await.status, 422);
    assert_eq!(council.submissions(StateName::Held).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn values_the_platform_does_not_know_are_refused_before_they_are_judged() {
    let council = TestCouncil::new().await;
    for fields in [
        [("status", "a"), ("visibility", "everyone")],
        [("status", "a"), ("scheduled_at", "tomorrow")],
        [("status[]", "a"), ("language", "en")],
    ] {
        let answer = council.ask(Ask::post("/api/v1/statuses").form(&fields)).await;
        assert_eq!(answer.status, 422, "{fields:?}");
    }
    // A field nobody knows might be shown: the post waits for a person.
    let answer =
        council.ask(Ask::post("/api/v1/statuses").form(&[("status", "a"), ("postscript", "b")])).await;
    answer.is_held();
    assert!(council.board.statuses().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_describes_each_of_its_files_once_and_by_its_own_number() {
    let council = TestCouncil::new().await;
    let picture = upload(&council, 2, Some("A door")).await.id();
    let id = council.post(PLAIN_TEXT).await.id();
    let (zeroed, stray) = (format!("0{picture}"), format!("{picture}9"));
    for attributes in [
        json!([{"id": zeroed, "description": HELD_TEXT}]),
        json!([{"id": stray, "description": HELD_TEXT}]),
        json!([{"id": picture, "description": "A door"}, {"id": picture, "description": HELD_TEXT}]),
        json!([{"id": picture, "thumbnail": "data:image/png;base64,AAAA"}]),
    ] {
        let body = json!({"status": "Late", "media_ids": [picture], "media_attributes": attributes});
        let answer = council.ask(Ask::put(&format!("/api/v1/statuses/{id}")).json(&body)).await;
        assert_eq!(answer.status, 422, "{body} {}", answer.json);
    }
    let body = json!({"status": "Late", "media_ids": [picture],
        "media_attributes": [{"id": picture, "description": HELD_TEXT}]});
    council.ask(Ask::put(&format!("/api/v1/statuses/{id}")).json(&body)).await.is_held();
    assert_eq!(council.board.public_texts(), [PLAIN_TEXT]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_never_left_is_not_kept() {
    let council = TestCouncil::new().await;
    let picture = upload(&council, 2, Some("A door")).await.id();
    let at = |days| council.later(TimeDelta::days(days));
    let schedule = Ask::post("/api/v1/statuses").form(&[("status", PLAIN_TEXT), ("scheduled_at", &at(30))]);
    let kept = council.ask(schedule).await.is_published().id();
    council.take_platform_down();
    let path = format!("/api/v1/scheduled_statuses/{kept}");
    let moved = council.ask(Ask::put(&path).form(&[("scheduled_at", &at(31))])).await;
    assert_eq!(moved.status, 502, "{}", moved.json);
    let described = Ask::put(&format!("/api/v1/media/{picture}")).form(&[("description", "Another door")]);
    assert_eq!(council.ask(described).await.status, 502);
    let known = council.store().scheduled_as(council.id(), "mastodon", &kept).await.unwrap().unwrap();
    assert_eq!(known.slot, Some(at(30).parse().unwrap()));
    let known = council.store().upload(council.id(), "mastodon", &picture).await.unwrap().unwrap();
    assert_eq!(known.alt.as_deref(), Some("A door"));
}
