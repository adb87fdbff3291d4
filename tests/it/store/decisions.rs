//! Decisions and earlier versions: kept beside the record, for as long as the content is.

use chrono::TimeDelta;
use purdah::post::Post;
use purdah::review::step::{Decline, Submitter};
use purdah::review::{
    Decider, DecisionKind, Ground, PersonId, Refusal, Role, Rules, Slot, StateName, Step, Submission,
};
use purdah::store::{AdvanceError, Store};

use super::bed::{
    Bed, advance, approve, blocked, content, council, held, other_council, published, record, reject,
    release, reviewer, start,
};

fn colleague() -> Decider {
    let person = PersonId("0192f0c1-0000-7000-8000-00000000000b".parse().unwrap());
    Decider { person, roles: [Role::Reviewer].into_iter().collect() }
}

fn emergency(post: &Submission, decider: Decider, reason: &str) -> Step {
    Step::Approve {
        decider,
        ground: Ground::Emergency,
        slot: Slot::Now,
        reason: reason.to_owned(),
        seen: post.content_hash.clone(),
    }
}

fn decline(post: &Submission, reason: &str) -> Decline {
    Decline { decider: reviewer(), reason: reason.to_owned(), seen: post.content_hash.clone() }
}

fn change(post: &Submission, text: &str) -> Step {
    Step::Change {
        by: Submitter::Tool(None),
        content: Box::new(content(text)),
        post: Box::new(Post::of_text(text)),
        verdict: Box::new(post.verdict.clone()),
        slot: None,
    }
}

async fn told(store: &Store, post: &Submission) -> Vec<(DecisionKind, Option<String>)> {
    let decisions = store.decisions(&council(), post.id).await.unwrap();
    decisions.into_iter().map(|decided| (decided.decision.kind, decided.decision.reason)).collect()
}

pub(super) async fn a_decision_stays_explained_after_the_post_has_moved_on(bed: &Bed) {
    let store = bed.store().await;
    let post = record(&store, held("one")).await;
    advance(&store, &post, Step::Return(decline(&post, "leave the name out"))).await;
    let post = advance(&store, &post, change(&post, "two")).await;
    bed.clock.advance(TimeDelta::seconds(1));
    advance(&store, &post, emergency(&post, reviewer(), "the bridge is shut")).await;
    advance(&store, &post, emergency(&post, colleague(), "and people drive there")).await;
    advance(&store, &post, release(&post, "a")).await;
    advance(&store, &post, Step::LostSight).await;
    let resolve = |platform_id: Option<&str>, reason: &str| Step::Resolve {
        decider: reviewer(),
        reason: reason.to_owned(),
        platform_id: platform_id.map(str::to_owned),
        seen: post.content_hash.clone(),
    };
    advance(&store, &post, resolve(None, "looked, not there")).await;
    advance(&store, &post, release(&post, "a")).await;
    advance(&store, &post, Step::Failed { code: "http-422".to_owned() }).await;
    let retry = Step::Retry { decider: colleague(), seen: post.content_hash.clone() };
    advance(&store, &post, retry).await;
    advance(&store, &post, release(&post, "a")).await;
    advance(&store, &post, Step::LostSight).await;
    advance(&store, &post, resolve(Some("900"), "looked, it is there")).await;

    let said = |kind, reason: &str| (kind, Some(reason.to_owned()));
    assert_eq!(
        told(&store, &post).await,
        [
            said(DecisionKind::Returned, "leave the name out"),
            said(DecisionKind::EmergencyFirstSignature, "the bridge is shut"),
            said(DecisionKind::Approved, "and people drive there"),
            said(DecisionKind::SaidNotThere, "looked, not there"),
            (DecisionKind::Retried, None),
            said(DecisionKind::SaidThere, "looked, it is there"),
        ]
    );
    let decisions = store.decisions(&council(), post.id).await.unwrap();
    let approval = &decisions[2].decision;
    assert_eq!(approval.person, colleague().person);
    assert_eq!((approval.ground, approval.slot), (Some(Ground::Emergency), Some(Slot::Now)));
    assert_eq!(approval.content, post.content_hash);
    assert_eq!(approval.at, start() + TimeDelta::seconds(1));
    assert_eq!(decisions[0].decision.content, content("one").hash(), "it was about the first version");
    assert_eq!((decisions[0].decision.ground, decisions[0].decision.slot), (None, None));

    let history = store.history(&council(), post.id).await.unwrap();
    for decided in &decisions {
        let event = history.iter().find(|event| event.seq == decided.seq).expect("it has an event");
        assert_eq!(event.actor, format!("person:{}", decided.decision.person));
    }
}

pub(super) async fn parking_rejecting_and_appealing_are_explained_too(bed: &Bed) {
    let store = bed.store().await;
    let post = record(&store, held("one")).await;
    advance(&store, &post, Step::Park(decline(&post, "after the poll"))).await;
    advance(&store, &post, reject(&post)).await;
    let told_of = told(&store, &post).await;
    assert_eq!(told_of[0], (DecisionKind::Parked, Some("after the poll".to_owned())));
    assert_eq!(told_of[1], (DecisionKind::Rejected, Some("not in this form".to_owned())));

    let author = colleague().person;
    let mut new = blocked("two");
    new.authors = vec![author];
    let post = record(&store, new).await;
    advance(&store, &post, Step::Appeal { person: author, reason: "it is a street".to_owned() }).await;
    assert_eq!(told(&store, &post).await, [(DecisionKind::Appealed, Some("it is a street".to_owned()))]);
}

pub(super) async fn a_step_that_is_refused_leaves_no_decision(bed: &Bed) {
    let store = bed.store().await;
    let post = record(&store, held("one")).await;
    let retry = Step::Retry { decider: reviewer(), seen: post.content_hash.clone() };
    assert!(store.advance(&council(), post.id, retry, &Rules::default()).await.is_err());
    assert_eq!(told(&store, &post).await, []);
    advance(&store, &post, approve(&post)).await;
    assert_eq!(store.decisions(&other_council(), post.id).await.unwrap(), [], "they are the council's own");
}

pub(super) async fn whoever_saw_it_held_does_not_take_an_approval_back_unawares(bed: &Bed) {
    let store = bed.store().await;
    let post = record(&store, held("one")).await;
    let approved = advance(&store, &post, approve(&post)).await;
    let late =
        store.advance_from(&council(), post.id, StateName::Held, reject(&post), &Rules::default()).await;
    assert!(matches!(late, Err(AdvanceError::Refused(Refusal::NotFrom(StateName::Approved)))));
    assert_eq!(store.submission(&council(), post.id).await.unwrap(), Some(approved));
    let aware =
        store.advance_from(&council(), post.id, StateName::Approved, reject(&post), &Rules::default()).await;
    assert_eq!(aware.unwrap().state.name(), StateName::Rejected);
}

pub(super) async fn what_a_post_said_before_it_was_changed_stays_readable(bed: &Bed) {
    let store = bed.store().await;
    let first = record(&store, held("one")).await;
    assert_eq!(store.versions(&council(), first.id).await.unwrap(), []);
    bed.clock.advance(TimeDelta::seconds(1));
    let second = advance(&store, &first, change(&first, "two")).await;
    let third = advance(&store, &second, change(&first, "three")).await;
    let versions = store.versions(&council(), first.id).await.unwrap();
    let texts: Vec<_> = versions.iter().map(|version| version.content.text.as_deref()).collect();
    assert_eq!(texts, [Some("one"), Some("two")]);
    assert_eq!((versions[0].version, versions[1].version, third.version), (1, 2, 3));
    assert_eq!(versions[0].post, first.post);
    assert_eq!(versions[0].verdict, first.verdict);
    assert_eq!(versions[0].at, start() + TimeDelta::seconds(1));

    let found = store.version_of(&council(), first.id, &first.content_hash).await.unwrap();
    assert_eq!(found.as_ref(), Some(&versions[0]));
    let other = store.version_of(&council(), first.id, &content("elsewhere").hash()).await.unwrap();
    assert_eq!(other, None);
    let theirs = store.version_of(&other_council(), first.id, &first.content_hash).await.unwrap();
    assert_eq!(theirs, None);
}

pub(super) async fn words_and_versions_go_when_the_content_is_erased(bed: &Bed) {
    let store = bed.store().await;
    let post = record(&store, held("one")).await;
    let changed = advance(&store, &post, change(&post, "two")).await;
    advance(&store, &changed, approve(&changed)).await;
    advance(&store, &changed, release(&changed, "a")).await;
    advance(&store, &changed, published("900")).await;
    for line in store.audit_lines(&council(), 0, 100).await.unwrap() {
        assert!(!line.contains("the officer"), "a reason never reaches the record: {line}");
    }
    store.erase(&council(), post.id).await.unwrap();
    let decisions = store.decisions(&council(), post.id).await.unwrap();
    assert_eq!(decisions.len(), 1, "who decided what stays, as in the record");
    assert_eq!((decisions[0].decision.kind, &decisions[0].decision.reason), (DecisionKind::Approved, &None));
    assert_eq!(store.versions(&council(), post.id).await.unwrap(), []);
    assert_eq!(bed.tamper("delete from post_versions").await, 0, "nothing of them is left");
}
