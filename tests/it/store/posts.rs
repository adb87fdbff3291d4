//! Recording posts and finding them again.

use chrono::TimeDelta;
use purdah::post::Post;
use purdah::review::state::Scheduled;
use purdah::review::step::{Actor, Submitter};
use purdah::review::{PlatformId, Reference, Roles, Rules, State, StateName, Step};
use purdah::store::{
    AdvanceError, DocumentOrigin, NewDocument, NewPerson, Query, Recorded, StoreError, TokenOwner, Upload,
};
use secrecy::SecretString;

use super::bed::{
    Bed, advance, allowed, approve, blocked, council, held, other_council, published, record, reject,
    release, start,
};

pub(super) async fn a_recorded_post_reads_back_by_every_name_it_has(bed: &Bed) {
    let store = bed.store().await;
    let mut new = held("Cllr Example opens the hall");
    new.slot = Some(start() + TimeDelta::hours(2));
    new.content.warning = Some("politics".to_owned());
    let post = record(&store, new.clone()).await;
    assert_eq!(post.content, new.content);
    assert_eq!(post.content_hash, new.content.hash());
    assert_eq!(post.state, new.state);
    assert_eq!((post.version, post.received_at), (1, start()));

    let read = store.submission(&council(), post.id).await.unwrap();
    assert_eq!(read.as_ref(), Some(&post));
    assert_eq!(store.by_reference(&council(), &post.reference).await.unwrap(), read);
    assert_eq!(store.by_platform_id(&council(), "mastodon", post.platform_id).await.unwrap(), read);
    assert_eq!(store.by_platform_id(&council(), "other", post.platform_id).await.unwrap(), None);
    assert_eq!(store.by_reference(&council(), &Reference::from_random(1)).await.unwrap(), None);

    let reopened = bed.store().await;
    assert_eq!(reopened.submission(&council(), post.id).await.unwrap(), Some(post));
}

pub(super) async fn the_same_held_content_is_one_post_while_it_is_open_and_a_day_after_publication(
    bed: &Bed,
) {
    let store = bed.store().await;
    let post = record(&store, held("one")).await;
    assert_eq!(store.record(&council(), held("one")).await.unwrap(), Recorded::Same(post.clone()));
    assert!(matches!(store.record(&council(), held("two")).await.unwrap(), Recorded::New(_)));
    let mut elsewhere = held("one");
    elsewhere.content.account = "@parks@social.example".to_owned();
    assert!(matches!(store.record(&council(), elsewhere).await.unwrap(), Recorded::New(_)));

    for step in [approve(&post), release(&post, "a"), published("900")] {
        advance(&store, &post, step).await;
        let Recorded::Same(same) = store.record(&council(), held("one")).await.unwrap() else {
            panic!("an open post was not found again");
        };
        assert_eq!(same.reference, post.reference);
    }
    bed.clock.advance(TimeDelta::hours(23));
    assert!(matches!(store.record(&council(), held("one")).await.unwrap(), Recorded::Same(_)));
    bed.clock.advance(TimeDelta::hours(2));
    assert!(matches!(store.record(&council(), held("one")).await.unwrap(), Recorded::New(_)));
    // Nothing was written for what was the same: three new posts and three steps.
    assert_eq!(store.audit_head(&council()).await.unwrap().size, 7);
}

pub(super) async fn an_allowed_or_blocked_post_is_always_a_new_one(bed: &Bed) {
    let store = bed.store().await;
    record(&store, allowed("good morning")).await;
    record(&store, allowed("good morning")).await;
    record(&store, blocked("vote now")).await;
    record(&store, blocked("vote now")).await;
    let all = store.submissions(&council(), &Query::of([], 10)).await.unwrap();
    assert_eq!(all.len(), 4);
}

pub(super) async fn an_idempotency_key_brings_back_a_refused_post_for_a_day(bed: &Bed) {
    let store = bed.store().await;
    let keyed = |text: &str, key: &str| {
        let mut new = held(text);
        new.idempotency_key = Some(key.to_owned());
        new
    };
    let post = record(&store, keyed("one", "k1")).await;
    advance(&store, &post, reject(&post)).await;
    let Recorded::Same(same) = store.record(&council(), keyed("one", "k1")).await.unwrap() else {
        panic!("the key was not remembered");
    };
    assert_eq!(same.state.name(), StateName::Rejected);
    assert!(matches!(store.record(&council(), keyed("other words", "k1")).await.unwrap(), Recorded::New(_)));
    assert!(matches!(store.record(&council(), keyed("one", "k2")).await.unwrap(), Recorded::New(_)));
    bed.clock.advance(TimeDelta::hours(25));
    let post = store.record(&council(), keyed("one", "k3")).await.unwrap().into_submission();
    advance(&store, &post, reject(&post)).await;
    assert!(matches!(store.record(&council(), keyed("one", "k1")).await.unwrap(), Recorded::New(_)));
}

pub(super) async fn posts_are_listed_oldest_first_in_pages(bed: &Bed) {
    let store = bed.store().await;
    let mut expected = Vec::new();
    for n in 0..5 {
        expected.push(record(&store, held(&format!("held {n}"))).await.id);
        record(&store, allowed("fine")).await;
        expected.push(record(&store, blocked(&format!("blocked {n}"))).await.id);
    }
    let mut query = Query::of([StateName::Held, StateName::Blocked], 4);
    let mut seen = Vec::new();
    loop {
        let page = store.submissions(&council(), &query).await.unwrap();
        seen.extend(page.iter().map(|post| post.id));
        query.after = seen.last().copied();
        if page.len() < 4 {
            break;
        }
    }
    assert_eq!(seen, expected);
    query = Query { channel: Some("other".to_owned()), ..Query::of([], 50) };
    assert_eq!(store.submissions(&council(), &query).await.unwrap(), []);
}

pub(super) async fn nothing_of_another_council_can_be_read_or_changed(bed: &Bed) {
    let store = bed.store().await;
    let (ours, theirs) = (council(), other_council());
    let post = record(&store, held("ours")).await;
    let secret = SecretString::from("token");
    let fingerprint = store.fingerprint(&ours, "mastodon", &secret);
    store.credential_verified(&ours, "mastodon", &fingerprint, &secret, "@a@b.example").await.unwrap();
    let person =
        NewPerson { name: "A".into(), email: "a@b.example".into(), password: None, roles: Roles::default() };
    let person = store.person_add(&ours, person, Actor::Guard).await.unwrap();
    let tool = store.tool_add(&ours, "Scheduler", vec![person.id], Actor::Guard).await.unwrap();
    store.token_add(&ours, TokenOwner::Tool(tool.id), "one", Actor::Guard).await.unwrap();
    let token = store.tokens(&ours).await.unwrap()[0].id;
    let medium = store.media_put(&ours, &b"bytes"[..], 100).await.unwrap();
    let upload = Upload {
        sha256: medium.sha256.clone(),
        mime: "image/png".into(),
        alt: None,
        focus: None,
        at: start(),
    };
    store.upload_note(&ours, "mastodon", "7", upload).await.unwrap();
    let document = NewDocument {
        kind: purdah::documents::DocumentKind::Roster,
        name: "r.csv".into(),
        bytes: b"x".to_vec(),
        origin: DocumentOrigin::File,
        confirmed: None,
    };
    store.documents_record(&ours, Vec::new(), vec![(document, Actor::Guard)]).await.unwrap().unwrap();

    assert_eq!(store.submission(&theirs, post.id).await.unwrap(), None);
    assert_eq!(store.by_reference(&theirs, &post.reference).await.unwrap(), None);
    assert_eq!(store.by_platform_id(&theirs, "mastodon", post.platform_id).await.unwrap(), None);
    assert_eq!(store.submissions(&theirs, &Query::of([], 9)).await.unwrap(), []);
    assert_eq!(store.submissions(&theirs, &Query::of([StateName::Held], 9)).await.unwrap(), []);
    assert_eq!(store.history(&theirs, post.id).await.unwrap(), []);
    assert_eq!(store.audit_lines(&theirs, 0, 9).await.unwrap(), Vec::<String>::new());
    assert_eq!(store.audit_head(&theirs).await.unwrap().size, 0);
    assert_eq!(store.last_event_at(&theirs).await.unwrap(), None);
    assert_eq!(store.credential(&theirs, "mastodon", &fingerprint).await.unwrap(), None);
    assert_eq!(store.credentials(&theirs).await.unwrap(), []);
    assert_eq!(store.person(&theirs, person.id).await.unwrap(), None);
    assert_eq!(store.person_by_email(&theirs, "a@b.example").await.unwrap(), None);
    assert_eq!(store.people(&theirs).await.unwrap(), []);
    assert_eq!(store.tool(&theirs, tool.id).await.unwrap(), None);
    assert_eq!(store.tools(&theirs).await.unwrap(), []);
    assert_eq!(store.tokens(&theirs).await.unwrap(), []);
    assert!(store.media_open(&theirs, &medium.sha256).await.is_err());
    assert_eq!(store.upload(&theirs, "mastodon", "7").await.unwrap(), None);
    assert_eq!(store.documents_in_force(&theirs).await.unwrap(), []);

    let refused = store.advance(&theirs, post.id, approve(&post), &Rules::default()).await;
    assert!(matches!(refused, Err(AdvanceError::NotFound)));
    assert!(matches!(store.outcome(&theirs, post.id, 200, None).await, Err(StoreError::NoSuch(_))));
    assert!(matches!(store.put_off(&theirs, post.id, start()).await, Err(StoreError::NoSuch(_))));
    assert!(matches!(store.token_revoke(&theirs, token, Actor::Guard).await, Err(StoreError::NoSuch(_))));
    let refused = store.person_deactivate(&theirs, person.id, Actor::Guard).await;
    assert!(matches!(refused, Err(StoreError::NoSuch(_))));
    let refused = store.credential_bind(&theirs, "mastodon", &fingerprint, tool.id, Actor::Guard).await;
    assert!(matches!(refused, Err(StoreError::NoSuch(_))));
    let refused = store.upload_attached(&theirs, "mastodon", "7", post.id).await;
    assert!(matches!(refused, Err(StoreError::NoSuch(_))));
    assert!(matches!(
        store.tool_add(&theirs, "x", vec![person.id], Actor::Guard).await,
        Err(StoreError::NoSuch(_))
    ));
    assert_eq!(store.audit_head(&theirs).await.unwrap().size, 0);
}

pub(super) async fn what_an_allowed_post_became_is_found_by_the_platforms_id(bed: &Bed) {
    let store = bed.store().await;
    let post = record(&store, allowed("good morning")).await;
    store.outcome(&council(), post.id, 200, Some("109".to_owned())).await.unwrap();
    let found = store.published_as(&council(), "mastodon", "109").await.unwrap().unwrap();
    assert_eq!(found.id, post.id);
    assert_eq!(store.scheduled_as(&council(), "mastodon", "109").await.unwrap(), None);
    let kinds: Vec<_> =
        store.history(&council(), post.id).await.unwrap().into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds, ["allowed", "forwarded"]);

    let slot = start() + TimeDelta::hours(1);
    let mut later = allowed("good evening");
    later.state = State::Allowed { scheduled: Some(Scheduled { platform_id: None, slot, recall: None }) };
    later.slot = Some(slot);
    let later = record(&store, later).await;
    store.outcome(&council(), later.id, 200, Some("12".to_owned())).await.unwrap();
    let found = store.scheduled_as(&council(), "mastodon", "12").await.unwrap().unwrap();
    assert_eq!(found.id, later.id);
    assert!(
        matches!(&found.state, State::Allowed { scheduled: Some(s) } if s.platform_id.as_deref() == Some("12"))
    );
    assert_eq!(store.published_as(&council(), "mastodon", "12").await.unwrap(), None);
    assert_eq!(store.scheduled(&council()).await.unwrap(), [found]);
    bed.clock.advance(TimeDelta::hours(2));
    assert_eq!(store.scheduled(&council()).await.unwrap(), []);
}

pub(super) async fn words_a_database_cannot_hold_do_no_harm(bed: &Bed) {
    let store = bed.store().await;
    let words = "a\0b \u{1f5f3}\u{fe0f} \u{202e}x";
    let mut new = held(words);
    new.idempotency_key = Some(words.to_owned());
    let post = record(&store, new).await;
    let read = store.submission(&council(), post.id).await.unwrap().unwrap();
    assert_eq!(read.content.text.as_deref(), Some(words));
    assert_eq!(read.content.hash(), post.content_hash);
    let mut changed = post.content.clone();
    changed.text = Some("b\0".to_owned());
    let step = Step::Change {
        by: Submitter::Tool(None),
        content: Box::new(changed),
        post: Box::new(Post::of_text("b\0")),
        verdict: Box::new(post.verdict.clone()),
        slot: None,
    };
    assert_eq!(advance(&store, &post, step).await.content.text.as_deref(), Some("b\0"));
    assert_eq!(store.published_as(&council(), "mastodon", "1\0").await.unwrap(), None);
    let none = store.by_platform_id(&council(), "mastodon\0", PlatformId::from_random(1)).await;
    assert_eq!(none.unwrap(), None);
    let person = NewPerson {
        name: "A\0".into(),
        email: "a\0@b.example".into(),
        password: None,
        roles: Roles::default(),
    };
    store.person_add(&council(), person, Actor::Guard).await.unwrap();
}
