//! Steps of a post, the ledger, and who wins.

use chrono::TimeDelta;
use purdah::post::Post;
use purdah::review::step::Submitter;
use purdah::review::{Refusal, Rules, State, StateName, Step};
use purdah::store::AdvanceError;

use super::bed::{
    Bed, advance, allowed, approve, content, council, held, published, record, release, reviewer, start,
};

pub(super) async fn a_post_goes_its_way_with_one_event_a_step(bed: &Bed) {
    let store = bed.store().await;
    let post = record(&store, held("one")).await;
    bed.clock.advance(TimeDelta::seconds(1));
    advance(&store, &post, approve(&post)).await;
    advance(&store, &post, release(&post, "a")).await;
    let out = advance(&store, &post, published("900")).await;
    assert_eq!(store.submission(&council(), post.id).await.unwrap(), Some(out.clone()));
    assert_eq!(out.changed_at, start() + TimeDelta::seconds(1));
    assert_eq!(store.published_as(&council(), "mastodon", "900").await.unwrap(), Some(out));

    let history = store.history(&council(), post.id).await.unwrap();
    let told: Vec<_> =
        history.iter().map(|event| (event.seq, event.kind.as_str(), event.actor.as_str())).collect();
    let person = format!("person:{}", reviewer().person);
    assert_eq!(
        told,
        [
            (1, "held", "tool:unknown"),
            (2, "approved", person.as_str()),
            (3, "releasing", "guard"),
            (4, "published", "guard"),
        ]
    );
    assert!(history.iter().all(|event| event.commitment == history[0].commitment));
    assert!(history[0].commitment.is_some());
}

pub(super) async fn a_refused_step_writes_nothing(bed: &Bed) {
    let store = bed.store().await;
    let post = record(&store, held("one")).await;
    let before = store.audit_head(&council()).await.unwrap();
    let refused = store.advance(&council(), post.id, published("1"), &Rules::default()).await;
    assert!(matches!(refused, Err(AdvanceError::Refused(Refusal::NotFrom(StateName::Held)))));
    let step = approve(&record(&store, allowed("another")).await);
    let refused = store.advance(&council(), post.id, step, &Rules::default()).await;
    assert!(matches!(refused, Err(AdvanceError::Refused(Refusal::ContentChanged))));
    assert_eq!(store.submission(&council(), post.id).await.unwrap(), Some(post));
    assert_eq!(store.audit_head(&council()).await.unwrap().size, before.size + 1);
}

pub(super) async fn of_many_that_claim_a_post_exactly_one_gets_it(bed: &Bed) {
    let stores = [bed.store().await, bed.store().await];
    for round in 0..5 {
        let post = record(&stores[0], held(&format!("round {round}"))).await;
        advance(&stores[0], &post, approve(&post)).await;
        let claims = (0..16).map(|n| {
            let (store, step, id) = (stores[n % 2].clone(), release(&post, &format!("node {n}")), post.id);
            tokio::spawn(async move { store.advance(&council(), id, step, &Rules::default()).await })
        });
        let mut won = 0;
        for claim in claims.collect::<Vec<_>>() {
            match claim.await.unwrap() {
                Ok(_) => won += 1,
                Err(AdvanceError::Refused(Refusal::NotFrom(StateName::Releasing))) => {}
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(won, 1);
    }
}

pub(super) async fn the_ledger_counts_the_attempts_and_claims_the_outcomes(bed: &Bed) {
    let store = bed.store().await;
    let post = record(&store, held("one")).await;
    advance(&store, &post, approve(&post)).await;
    for attempt in 1..=3 {
        let claimed = advance(&store, &post, release(&post, "a")).await;
        let State::Releasing { release, .. } = claimed.state else { panic!("not releasing") };
        assert_eq!(release.attempt, attempt);
        let until = start() + TimeDelta::minutes(3);
        if attempt < 3 {
            advance(&store, &post, Step::PutOff).await;
            store.put_off(&council(), post.id, until).await.unwrap();
            assert_eq!(store.put_off_until(&council(), post.id).await.unwrap(), Some(until));
        }
    }
    assert_eq!(store.put_off_until(&council(), post.id).await.unwrap(), None);
    advance(&store, &post, Step::LostSight).await;
    assert!(store.claimed_ids(&council(), "mastodon").await.unwrap().is_empty());
    advance(&store, &post, published("900")).await;
    let through = record(&store, allowed("two")).await;
    store.outcome(&council(), through.id, 200, Some("901".to_owned())).await.unwrap();
    let claimed = store.claimed_ids(&council(), "mastodon").await.unwrap();
    assert_eq!(claimed.into_iter().collect::<Vec<_>>(), ["900", "901"]);
    assert!(store.claimed_ids(&council(), "other").await.unwrap().is_empty());
}

pub(super) async fn a_changed_post_has_a_new_version_and_hash(bed: &Bed) {
    let store = bed.store().await;
    let post = record(&store, held("one")).await;
    let change = |by| Step::Change {
        by,
        content: Box::new(content("two")),
        post: Box::new(Post::of_text("two")),
        verdict: Box::new(post.verdict.clone()),
        slot: None,
    };
    let changed = advance(&store, &post, change(Submitter::Tool(None))).await;
    assert_eq!((changed.version, &changed.content_hash), (2, &content("two").hash()));
    assert_eq!(store.submission(&council(), post.id).await.unwrap(), Some(changed));
    let refused = store.advance(&council(), post.id, approve(&post), &Rules::default()).await;
    assert!(matches!(refused, Err(AdvanceError::Refused(Refusal::ContentChanged))));
    let history = store.history(&council(), post.id).await.unwrap();
    assert_ne!(history[0].commitment, history[1].commitment);
}

pub(super) async fn a_claim_that_ran_out_is_found_with_its_council(bed: &Bed) {
    let store = bed.store().await;
    let post = record(&store, held("one")).await;
    advance(&store, &post, approve(&post)).await;
    advance(&store, &post, release(&post, "a")).await;
    assert_eq!(store.lapsed_releases(start() + TimeDelta::minutes(4)).await.unwrap(), []);
    let late = start() + TimeDelta::minutes(6);
    assert_eq!(store.lapsed_releases(late).await.unwrap(), [(council(), post.id)]);
    advance(&store, &post, Step::LostSight).await;
    assert_eq!(store.lapsed_releases(late).await.unwrap(), []);
}
