//! Group commit.

use purdah::review::{Rules, StateName, Step};
use purdah::store::{AdvanceError, Query};

use super::bed::{Bed, allowed, council, held, record};

pub(super) async fn concurrent_writes_share_their_commits(bed: &Bed) {
    let store = bed.store().await;
    record(&store, allowed("first")).await;
    for (clients, most) in [(16_u32, 0.15), (64, 0.05)] {
        let before = store.commits();
        let writing = (0..clients).map(|client| {
            let store = store.clone();
            tokio::spawn(async move {
                for n in 0..20 {
                    store.record(&council(), held(&format!("{clients} {client} {n}"))).await.unwrap();
                }
            })
        });
        for client in writing.collect::<Vec<_>>() {
            client.await.unwrap();
        }
        let after = store.commits();
        let writes = after.writes - before.writes;
        let commits = after.commits - before.commits;
        let share = f64::from(u32::try_from(commits).unwrap()) / f64::from(u32::try_from(writes).unwrap());
        println!("{clients} clients: {writes} holds, {commits} commits, {share:.3} a hold");
        assert_eq!(writes, u64::from(clients) * 20);
        assert!(share <= most, "{share} commits a hold with {clients} clients");
    }
    assert!(store.audit_verify(&council(), None).await.unwrap().is_ok());
}

pub(super) async fn one_that_is_refused_leaves_its_neighbours_alone(bed: &Bed) {
    let store = bed.store().await;
    let post = record(&store, held("one")).await;
    let writing = (0..60).map(|n| {
        let (store, id) = (store.clone(), post.id);
        tokio::spawn(async move {
            match n % 3 {
                // Refused before anything is written, refused after, and good.
                0 => {
                    let refused = store.advance(&council(), id, Step::LostSight, &Rules::default()).await;
                    assert!(matches!(refused, Err(AdvanceError::Refused(_))));
                }
                1 => {
                    let key = store.fingerprint(&council(), "mastodon", &"none".into());
                    let by = purdah::review::step::Actor::Guard;
                    assert!(store.credential_unbind(&council(), "mastodon", &key, by).await.is_err());
                }
                _ => {
                    store.record(&council(), held(&format!("neighbour {n}"))).await.unwrap();
                }
            }
        })
    });
    for one in writing.collect::<Vec<_>>() {
        one.await.unwrap();
    }
    let posts = store.submissions(&council(), &Query::of([StateName::Held], 100)).await.unwrap();
    assert_eq!(posts.len(), 21);
    assert_eq!(store.audit_verify(&council(), None).await.unwrap().unwrap().head.size, 21);
}
