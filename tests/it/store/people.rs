//! People, tools, tokens, credentials and documents.

use std::net::{IpAddr, Ipv4Addr};

use chrono::TimeDelta;
use purdah::documents::DocumentKind;
use purdah::review::step::Actor;
use purdah::review::{Role, Roles};
use purdah::store::{
    DocumentKey, DocumentOrigin, DocumentOutcome, NewDocument, NewPerson, Person, SignInError, Store,
    StoreError, TokenHolder, TokenOwner,
};
use secrecy::{ExposeSecret as _, SecretString};

use super::bed::{Bed, council, other_council};

const EMAIL: &str = "Officer@Marlbridge.example";

fn password(text: &str) -> SecretString {
    SecretString::from(text)
}

async fn officer(store: &Store) -> Person {
    let person = NewPerson {
        name: "Officer One".into(),
        email: EMAIL.into(),
        password: Some(password("correct horse")),
        roles: [Role::Reviewer].into_iter().collect(),
    };
    store.person_add(&council(), person, Actor::Guard).await.unwrap()
}

async fn kinds(store: &Store) -> Vec<String> {
    let lines = store.audit_lines(&council(), 1, 100).await.unwrap();
    lines.iter().map(|line| purdah::audit::Event::parse(line).unwrap().kind).collect()
}

pub(super) async fn a_person_signs_in_with_their_password_and_nobody_elses(bed: &Bed) {
    let store = bed.store().await;
    let person = officer(&store).await;
    let right = password("correct horse");
    let secret = store.sign_in(&council(), " officer@marlbridge.EXAMPLE ", &right, None).await.unwrap();
    let session = store.session(&secret).await.unwrap().unwrap();
    assert_eq!((session.council, session.person), (council(), person.clone()));
    for (council, email, tried) in [
        (council(), EMAIL, "Correct horse"),
        (council(), EMAIL, ""),
        (council(), "nobody@marlbridge.example", "correct horse"),
        (other_council(), EMAIL, "correct horse"),
    ] {
        let refused = store.sign_in(&council, email, &password(tried), None).await;
        assert!(matches!(refused, Err(SignInError::Wrong)));
    }
    let twice = NewPerson {
        name: "Two".into(),
        email: EMAIL.to_uppercase(),
        password: None,
        roles: Roles::default(),
    };
    assert!(matches!(store.person_add(&council(), twice, Actor::Guard).await, Err(StoreError::Taken(_))));

    store.session_end(&secret).await.unwrap();
    assert_eq!(store.session(&secret).await.unwrap(), None);
    let secret = store.sign_in(&council(), EMAIL, &right, None).await.unwrap();
    store
        .person_set_password(&council(), person.id, &password("battery staple"), Actor::Guard)
        .await
        .unwrap();
    assert_eq!(store.session(&secret).await.unwrap(), None);
    assert!(store.sign_in(&council(), EMAIL, &right, None).await.is_err());
    let secret = store.sign_in(&council(), EMAIL, &password("battery staple"), None).await.unwrap();
    bed.clock.advance(TimeDelta::hours(13));
    assert_eq!(store.session(&secret).await.unwrap(), None);
    for nonsense in ["", "x", "pdh_s_marlbridge_AAAA", "pdh_t_marlbridge_AAAA"] {
        assert_eq!(store.session(&password(nonsense)).await.unwrap(), None);
    }
}

pub(super) async fn guessing_is_stopped_for_a_while(bed: &Bed) {
    let store = bed.store().await;
    officer(&store).await;
    let right = password("correct horse");
    for _ in 0..5 {
        let refused = store.sign_in(&council(), EMAIL, &password("guess"), None).await;
        assert!(matches!(refused, Err(SignInError::Wrong)));
    }
    for _ in 0..3 {
        let refused = store.sign_in(&council(), EMAIL, &right, None).await;
        let Err(SignInError::TooManyAttempts { until }) = refused else { panic!("not stopped") };
        assert_eq!(until, bed.clock.now() + TimeDelta::minutes(15));
    }
    assert_eq!(kinds(&store).await, ["person-added", "sign-in-locked"]);
    bed.clock.advance(TimeDelta::minutes(15));
    assert!(store.sign_in(&council(), EMAIL, &right, None).await.is_ok());
    // A success clears the count.
    for _ in 0..5 {
        assert!(store.sign_in(&council(), EMAIL, &right, None).await.is_ok());
    }
    // An address that tries many people is stopped, too; others are not.
    let from = |last| Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, last)));
    for n in 0..50 {
        let email = format!("somebody{n}@marlbridge.example");
        // Told by the limit alone: the hash of each attempt is not this test's matter.
        drop(
            tokio::time::timeout(
                std::time::Duration::ZERO,
                store.sign_in(&council(), &email, &right, from(1)),
            )
            .await,
        );
    }
    store.ready(&council()).await.unwrap();
    let refused = store.sign_in(&council(), EMAIL, &right, from(1)).await;
    assert!(matches!(refused, Err(SignInError::TooManyAttempts { .. })));
    assert!(store.sign_in(&council(), EMAIL, &right, from(2)).await.is_ok());
}

pub(super) async fn a_link_signs_in_once(bed: &Bed) {
    let store = bed.store().await;
    let person = officer(&store).await;
    let link = store.sign_in_link(&council(), person.id, Actor::Guard).await.unwrap();
    let secret = store.sign_in_with_link(&link).await.unwrap();
    assert_eq!(store.session(&secret).await.unwrap().unwrap().person, person);
    assert!(matches!(store.sign_in_with_link(&link).await, Err(SignInError::LinkSpent)));
    assert!(matches!(store.sign_in_with_link(&secret).await, Err(SignInError::LinkSpent)));
    assert_eq!(store.session(&link).await.unwrap(), None);
    let old = store.sign_in_link(&council(), person.id, Actor::Guard).await.unwrap();
    bed.clock.advance(TimeDelta::hours(24));
    assert!(matches!(store.sign_in_with_link(&old).await, Err(SignInError::LinkSpent)));
    assert_eq!(kinds(&store).await, ["person-added", "sign-in-link", "signed-in", "sign-in-link"]);
}

pub(super) async fn a_deactivated_person_has_no_session_and_no_token(bed: &Bed) {
    let store = bed.store().await;
    let person = officer(&store).await;
    let session = store.sign_in(&council(), EMAIL, &password("correct horse"), None).await.unwrap();
    let link = store.sign_in_link(&council(), person.id, Actor::Guard).await.unwrap();
    let token =
        store.token_add(&council(), TokenOwner::Person(person.id), "cli", Actor::Guard).await.unwrap();
    store.person_deactivate(&council(), person.id, Actor::Guard).await.unwrap();
    assert_eq!(store.session(&session).await.unwrap(), None);
    assert_eq!(store.token(&token).await.unwrap(), None);
    assert!(store.sign_in_with_link(&link).await.is_err());
    assert!(store.sign_in(&council(), EMAIL, &password("correct horse"), None).await.is_err());
    assert!(store.sign_in_link(&council(), person.id, Actor::Guard).await.is_err());
    assert!(store.tokens(&council()).await.unwrap()[0].revoked_at.is_some());
    assert!(!store.person(&council(), person.id).await.unwrap().unwrap().active);
}

pub(super) async fn a_token_tells_who_holds_it_until_it_is_revoked(bed: &Bed) {
    let store = bed.store().await;
    let person = officer(&store).await;
    let tool = store.tool_add(&council(), "Scheduler", vec![person.id], Actor::Guard).await.unwrap();
    let mine =
        store.token_add(&council(), TokenOwner::Person(person.id), "mine", Actor::Guard).await.unwrap();
    let its = store.token_add(&council(), TokenOwner::Tool(tool.id), "its", Actor::Guard).await.unwrap();
    assert!(mine.expose_secret().starts_with("pdh_p_"));
    assert!(its.expose_secret().starts_with("pdh_t_"));
    store
        .person_set_roles(&council(), person.id, [Role::Auditor].into_iter().collect(), Actor::Guard)
        .await
        .unwrap();
    let held = store.token(&mine).await.unwrap().unwrap();
    assert!(matches!(&held, TokenHolder::Person { person, .. } if person.roles.has(Role::Auditor)));
    assert!(
        matches!(store.token(&its).await.unwrap(), Some(TokenHolder::Tool { tool: held, .. }) if held == tool)
    );
    // A secret of one kind is not taken for another's.
    let passed_off = its.expose_secret().replace("pdh_t_", "pdh_p_");
    assert_eq!(store.token(&password(&passed_off)).await.unwrap(), None);
    let listed = store.tokens(&council()).await.unwrap();
    assert_eq!(listed.iter().map(|token| token.name.as_str()).collect::<Vec<_>>(), ["its", "mine"]);
    store.token_revoke(&council(), listed[0].id, Actor::Guard).await.unwrap();
    assert_eq!(store.token(&its).await.unwrap(), None);
    assert!(store.token(&mine).await.unwrap().is_some());
}

pub(super) async fn a_credential_is_kept_sealed_and_found_by_fingerprint(bed: &Bed) {
    let store = bed.store().await;
    let person = officer(&store).await;
    let tool = store.tool_add(&council(), "Scheduler", vec![person.id], Actor::Guard).await.unwrap();
    let account = "@marlbridge@social.example";
    let (old, new) = (password("old token"), password("new token"));
    let marks = [&old, &new].map(|secret| store.fingerprint(&council(), "mastodon", secret));
    for (mark, secret) in marks.iter().zip([&old, &new]) {
        store.credential_verified(&council(), "mastodon", mark, secret, account).await.unwrap();
        bed.clock.advance(TimeDelta::minutes(1));
    }
    // Nobody has bound one: delivery has none.
    assert!(store.delivery_credential(&council(), "mastodon").await.unwrap().is_none());
    for mark in &marks {
        store.credential_bind(&council(), "mastodon", mark, tool.id, Actor::Guard).await.unwrap();
    }
    let sending = bed.store().await.delivery_credential(&council(), "mastodon").await.unwrap().unwrap();
    assert_eq!((&sending.0, sending.1.expose_secret()), (&marks[1], "new token"));
    assert!(store.delivery_credential(&council(), "other").await.unwrap().is_none());
    let found = store.credential(&council(), "mastodon", &marks[0]).await.unwrap().unwrap();
    assert_eq!((found.account.as_str(), found.tool, found.revoked), (account, Some(tool.id), false));

    store.credential_unbind(&council(), "mastodon", &marks[1], Actor::Guard).await.unwrap();
    // A revoked one that is still used is noted, and not kept.
    store.credential_verified(&council(), "mastodon", &marks[1], &new, account).await.unwrap();
    assert!(store.credential(&council(), "mastodon", &marks[1]).await.unwrap().unwrap().revoked);
    let sending = store.delivery_credential(&council(), "mastodon").await.unwrap().unwrap();
    assert_eq!(sending.0, marks[0]);

    // A sealed value moved to another row does not open.
    bed.tamper(
        "update credentials set sealed = (select sealed from credentials c where c.sealed is not null), tool = 'x', \
         revoked_at = null where sealed is null",
    )
    .await;
    let moved = store.delivery_credential(&council(), "mastodon").await;
    assert!(matches!(moved, Err(StoreError::Secrets(_))));
}

pub(super) async fn a_document_makes_a_version_only_when_it_is_new(bed: &Bed) {
    let store = bed.store().await;
    let document = |bytes: &[u8], origin| NewDocument {
        kind: DocumentKind::Roster,
        name: "roster.csv".into(),
        bytes: bytes.to_vec(),
        origin,
        confirmed: None,
    };
    let (file, load) = (DocumentOrigin::File, DocumentOrigin::Load);
    let put = async |bytes: &[u8], origin| {
        let standing = store.documents_in_force(&council()).await.unwrap();
        let (seen, new) = (standing.iter().map(DocumentKey::of).collect(), document(bytes, origin));
        let recorded = store.documents_record(&council(), seen, vec![(new, Actor::Guard)]).await.unwrap();
        recorded.unwrap().remove(0)
    };
    assert!(matches!(put(b"one", file).await, DocumentOutcome::New(d) if d.version == 1));
    assert!(matches!(put(b"one", file).await, DocumentOutcome::InForce(d) if d.version == 1));
    assert!(matches!(put(b"two", load).await, DocumentOutcome::New(d) if d.version == 2));
    // The file has not changed since; what was loaded stays in force.
    assert!(matches!(put(b"one", file).await, DocumentOutcome::Older(d) if d.version == 1));
    assert!(matches!(put(b"two", load).await, DocumentOutcome::InForce(d) if d.version == 2));
    let broken = document(b"broken", file);
    let refused = store.document_refused(&council(), broken.clone(), "line 3", Actor::Guard).await.unwrap();
    let again = store.document_refused(&council(), broken, "line 3", Actor::Guard).await.unwrap();
    assert_eq!((refused.version, &refused), (3, &again));
    assert!(matches!(put(b"broken", file).await, DocumentOutcome::RefusedBefore(d) if d.version == 3));
    assert!(matches!(put(b"one", load).await, DocumentOutcome::New(d) if d.version == 4));

    let in_force = bed.store().await.documents_in_force(&council()).await.unwrap();
    assert_eq!(in_force.len(), 1);
    assert_eq!((in_force[0].version, in_force[0].bytes.as_slice()), (4, &b"one"[..]));
    let versions = store.document_versions(&council(), DocumentKind::Roster, "roster.csv").await.unwrap();
    assert_eq!(versions.iter().map(|d| d.version).collect::<Vec<_>>(), [4, 3, 2, 1]);
    assert_eq!(versions[1].refused.as_deref(), Some("line 3"));
    let history = store.document_history(&council(), DocumentKind::Roster).await.unwrap();
    let listed: Vec<_> = history.iter().map(|entry| (entry.version, entry.size, &entry.digest)).collect();
    let kept: Vec<_> = versions.iter().map(|d| (d.version, d.bytes.len() as u64, &d.digest)).collect();
    assert_eq!(listed, kept);
    assert_eq!(history[1].refused.as_deref(), Some("line 3"));
    assert!(store.document_history(&council(), DocumentKind::Calendar).await.unwrap().is_empty());
    let kinds = kinds(&store).await;
    assert_eq!(kinds.iter().filter(|kind| kind.starts_with("document-")).count(), 4);
}

pub(super) async fn documents_looked_at_with_others_than_stand_now_are_not_recorded(bed: &Bed) {
    let stores = [bed.store().await, bed.store().await];
    let new = |name: &str, bytes: &[u8]| {
        let (kind, origin) = (DocumentKind::Calendar, DocumentOrigin::Load);
        let new = NewDocument { kind, name: name.into(), bytes: bytes.to_vec(), origin, confirmed: None };
        (new, Actor::Guard)
    };
    let id = council();
    for round in [b"one", b"two"] {
        let standing = stores[0].documents_in_force(&id).await.unwrap();
        let seen: Vec<_> = standing.iter().map(DocumentKey::of).collect();
        // Two that were looked at with the same, one of them with another beside it.
        let (first, second) = tokio::join!(
            stores[0].documents_record(&id, seen.clone(), vec![new("a.toml", round)]),
            stores[1].documents_record(&id, seen, vec![new("b.toml", round), new("c.toml", round)]),
        );
        let recorded = [first.unwrap(), second.unwrap()].map(|recorded| recorded.map(|all| all.len()));
        assert!(matches!(recorded, [Some(1), None] | [None, Some(2)]), "{recorded:?}");
        let all = stores[1].documents_in_force(&id).await.unwrap();
        let came = all.iter().filter(|document| document.bytes == round).count();
        assert_eq!(Some(came), recorded.into_iter().flatten().next());
    }
}

pub(super) async fn a_store_that_is_not_there_is_not_made_by_looking(bed: &Bed) {
    let look = || Store::open_existing(&bed.url, bed.media(), bed.keyring(), bed.clock.clone());
    for _ in 0..2 {
        assert!(look().await.unwrap().is_none());
    }
    assert!(bed.is_postgres() || !bed.path("purdah.db").exists());
    drop(bed.store().await);
    assert!(look().await.unwrap().is_some());
}
