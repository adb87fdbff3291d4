//! The audit log as the store keeps it.

use chrono::TimeDelta;
use purdah::audit::{Checkpoint, Fault};
use purdah::review::{Rules, Step};
use purdah::store::{AdvanceError, StoreError};

use super::bed::{
    Bed, advance, allowed, approve, blocked, content, council, held, other_council, published, record,
    release,
};

pub(super) async fn the_record_of_many_writers_on_two_stores_is_whole(bed: &Bed) {
    let stores = [bed.store().await, bed.store().await];
    let writers = (0..40).map(|n| {
        let store = stores[n % 2].clone();
        tokio::spawn(async move {
            let of = if n % 5 == 0 { other_council() } else { council() };
            let post = store.record(&of, held(&format!("post {n}"))).await.unwrap().into_submission();
            store.advance(&of, post.id, approve(&post), &Rules::default()).await.unwrap();
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    let report = stores[0].audit_verify(&council(), None).await.unwrap().unwrap();
    assert_eq!(report.head.size, 64);
    let report = stores[1].audit_verify(&other_council(), None).await.unwrap().unwrap();
    assert_eq!(report.head.size, 16);
    assert_eq!(stores[0].audit_lines(&council(), 60, 3).await.unwrap().len(), 3);
}

pub(super) async fn tampering_in_the_database_is_found(bed: &Bed) {
    let store = bed.store().await;
    for n in 0..6 {
        record(&store, held(&format!("post {n}"))).await;
    }
    let kept = Checkpoint::open(
        &store.checkpoint(&council()).await.unwrap(),
        &store.verifier_key(&council()).unwrap(),
    )
    .unwrap();
    assert_eq!(store.audit_verify(&council(), Some(kept.clone())).await.unwrap().unwrap().vouched, 6);

    bed.tamper("update audit_events set line = replace(line, 'CLR101', 'CLR102') where seq = 3").await;
    let faults = store.audit_verify(&council(), Some(kept.clone())).await.unwrap().unwrap_err();
    assert_eq!(faults, [Fault::Changed { seq: 3 }, Fault::Root { size: 6 }, Fault::Rewritten { kept: 6 }]);
    bed.tamper("update audit_events set line = replace(line, 'CLR102', 'CLR101') where seq = 3").await;
    assert!(store.audit_verify(&council(), Some(kept.clone())).await.unwrap().is_ok());

    bed.tamper("delete from audit_events where seq = 6").await;
    let faults = store.audit_verify(&council(), Some(kept.clone())).await.unwrap().unwrap_err();
    assert_eq!(faults, [Fault::Head { head: 6, found: 5 }, Fault::Missing { kept: 6, found: 5 }]);
}

pub(super) async fn a_checkpoint_is_signed_and_opens_with_the_councils_key(bed: &Bed) {
    let store = bed.store().await;
    record(&store, held("one")).await;
    let note = store.checkpoint(&council()).await.unwrap();
    let key = store.verifier_key(&council()).unwrap();
    assert_eq!(Checkpoint::open(&note, &key).unwrap().head, store.audit_head(&council()).await.unwrap());
    assert!(Checkpoint::open(&note, &store.verifier_key(&other_council()).unwrap()).is_err());
    let again = bed.store().await;
    assert_eq!(again.verifier_key(&council()).unwrap(), key);
    assert_eq!(again.checkpoint(&council()).await.unwrap(), note);
}

pub(super) async fn a_clock_behind_the_record_stops_everything_but_what_has_happened(bed: &Bed) {
    let store = bed.store().await;
    let post = record(&store, held("one")).await;
    let waiting = record(&store, held("two")).await;
    advance(&store, &post, approve(&post)).await;
    advance(&store, &post, release(&post, "a")).await;
    let last = bed.clock.now();
    bed.clock.advance(-TimeDelta::seconds(59));
    record(&store, allowed("within a minute")).await;
    bed.clock.advance(-TimeDelta::seconds(2));

    let refused = store.record(&council(), allowed("three")).await.unwrap_err();
    assert!(matches!(refused, StoreError::ClockBehind { .. }), "{refused}");
    assert!(matches!(store.ready(&council()).await, Err(StoreError::ClockBehind { .. })));
    let refused = store.advance(&council(), waiting.id, approve(&waiting), &Rules::default()).await;
    assert!(matches!(refused, Err(AdvanceError::Store(StoreError::ClockBehind { .. }))));
    // Another council's record has its own time.
    store.record(&other_council(), allowed("three")).await.unwrap();

    // What has happened is recorded, at the time the record had reached.
    advance(&store, &post, published("900")).await;
    assert_eq!(store.last_event_at(&council()).await.unwrap(), Some(last));
    assert!(store.audit_verify(&council(), None).await.unwrap().is_ok());
    bed.clock.advance(TimeDelta::seconds(61));
    record(&store, allowed("three")).await;
}

pub(super) async fn a_commitment_in_the_record_is_to_the_content_and_its_key(bed: &Bed) {
    let store = bed.store().await;
    let post = record(&store, held("one")).await;
    let twin = record(&store, blocked("one")).await;
    let ours = store.history(&council(), post.id).await.unwrap()[0].commitment.clone();
    let theirs = store.history(&council(), twin.id).await.unwrap()[0].commitment.clone();
    // The same words give nothing away: each post has its own key.
    assert_eq!(post.content, twin.content);
    assert_ne!(ours, theirs);

    advance(&store, &post, Step::Withdraw { by: purdah::review::step::Submitter::Tool(None) }).await;
    store.erase(&council(), post.id).await.unwrap();
    let erased = store.submission(&council(), post.id).await.unwrap().unwrap();
    assert_eq!(erased.content.text, None);
    assert_eq!(erased.content_hash, content("one").hash());
    assert!(store.audit_verify(&council(), None).await.unwrap().is_ok());
    let waiting = record(&store, held("two")).await;
    assert!(matches!(store.erase(&council(), waiting.id).await, Err(StoreError::StillOpen)));
}
