//! What a reviewer decides: approve, return, reject, park, try again, say what became of it.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::delivered::published;
use super::{Actor, Change, Decline, Refusal, Rules, not_from};
use crate::guard::finding::Confidence;
use crate::post::ContentHash;
use crate::review::approval::{Approval, Ground, SeenFinding, Signature, Signed, Slot};
use crate::review::decision::{Decision as Decided, DecisionKind};
use crate::review::people::{Decider, Role};
use crate::review::state::{FirstSignature, HeldBecause, State};
use crate::review::submission::Submission;

/// The checks every decision passes, and the signature that results.
pub(super) fn sign(
    post: &Submission,
    decider: &Decider,
    reason: String,
    seen: &ContentHash,
    now: DateTime<Utc>,
) -> Result<Signature, Refusal> {
    may_decide(decider, post, seen)?;
    if reason.trim().is_empty() {
        return Err(Refusal::NoReason);
    }
    Ok(Signature { person: decider.person, reason, at: now })
}

fn may_decide(decider: &Decider, post: &Submission, seen: &ContentHash) -> Result<(), Refusal> {
    if !decider.roles.has(Role::Reviewer) {
        return Err(Refusal::NotAReviewer);
    }
    if *seen != post.content_hash {
        return Err(Refusal::ContentChanged);
    }
    Ok(())
}

pub(super) fn approve(
    post: &Submission,
    decider: &Decider,
    signature: Signature,
    ground: Ground,
    slot: Slot,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<Change, Refusal> {
    let (because, first_signature) = match &post.state {
        State::Held { because, first_signature } => (*because, first_signature),
        State::Parked { .. } => (HeldBecause::Judged, &None),
        _ => return not_from(post),
    };
    let own = post.authors.contains(&decider.person);
    let uncertain = post.verdict.stops().all(|finding| finding.confidence < Confidence::Certain);
    let sole_officer = own && rules.sole_officer && ground == Ground::NotRestricted && uncertain;
    if own && !sole_officer {
        return Err(Refusal::OwnPost);
    }
    if slot == Slot::Original {
        let wanted = post.slot.ok_or(Refusal::NoSlot)?;
        if wanted < now {
            return Err(Refusal::SlotPassed);
        }
    }
    let actor = Actor::Person(decider.person);
    let kind = match (ground, first_signature) {
        (Ground::Emergency, None) => DecisionKind::EmergencyFirstSignature,
        _ => DecisionKind::Approved,
    };
    let decision =
        Decided { ground: Some(ground), slot: Some(slot), ..Decided::signed(kind, post, &signature) };
    let signed = match (ground, first_signature) {
        (Ground::NotRestricted, _) => Signed::NotRestricted { by: signature, sole_officer },
        (Ground::Emergency, None) => {
            let state =
                State::Held { because, first_signature: Some(FirstSignature { by: signature, slot }) };
            let data = json!({ "slot": slot.as_str() });
            return Ok(Change::to(state, actor, kind.as_str(), data).decided(decision));
        }
        (Ground::Emergency, Some(first)) => {
            if first.by.person == signature.person {
                return Err(Refusal::SamePersonTwice);
            }
            if first.slot != slot {
                return Err(Refusal::OtherSlot(first.slot));
            }
            Signed::Emergency { first: first.by.clone(), second: signature }
        }
    };
    let approval =
        Approval { content: post.content_hash.clone(), slot, signed, seen: SeenFinding::of(&post.verdict) };
    let data = json!({ "ground": ground.as_str(), "slot": slot.as_str(), "sole_officer": sole_officer });
    Ok(Change::to(State::Approved { approval }, actor, kind.as_str(), data).decided(decision))
}

pub(super) fn declined(
    post: &Submission,
    decline: Decline,
    now: DateTime<Utc>,
    kind: DecisionKind,
    to: impl FnOnce(Signature) -> State,
) -> Result<Option<Change>, Refusal> {
    let signature = sign(post, &decline.decider, decline.reason, &decline.seen, now)?;
    let waits = match &post.state {
        State::Held { .. } => true,
        // An approval can be taken back until delivery has claimed the post; so can one that failed.
        State::Parked { .. } | State::Approved { .. } | State::Failed { .. } => kind != DecisionKind::Parked,
        _ => false,
    };
    if !waits {
        return not_from(post);
    }
    if post.authors.contains(&signature.person) {
        return Err(Refusal::OwnPost);
    }
    let actor = Actor::Person(signature.person);
    let decision = Decided::signed(kind, post, &signature);
    Ok(Some(Change::to(to(signature), actor, kind.as_str(), json!({})).decided(decision)))
}

pub(super) fn retry(
    post: &Submission,
    decider: &Decider,
    seen: &ContentHash,
    now: DateTime<Utc>,
) -> Result<Change, Refusal> {
    may_decide(decider, post, seen)?;
    let State::Failed { approval, .. } = &post.state else { return not_from(post) };
    let state = State::Approved { approval: Approval { slot: Slot::Now, ..approval.clone() } };
    let kind = DecisionKind::Retried;
    let decision = Decided::without_words(kind, post, decider.person, now);
    Ok(Change::to(state, Actor::Person(decider.person), kind.as_str(), json!({})).decided(decision))
}

pub(super) fn resolve(
    post: &Submission,
    signature: &Signature,
    platform_id: Option<String>,
    now: DateTime<Utc>,
) -> Result<Change, Refusal> {
    let State::Unknown { approval, .. } = &post.state else { return not_from(post) };
    let actor = Actor::Person(signature.person);
    if let Some(platform_id) = platform_id {
        let mut change = published(post, platform_id, None, true, now)?;
        change.actor = actor;
        Ok(change.decided(Decided::signed(DecisionKind::SaidThere, post, signature)))
    } else {
        let state = State::Approved { approval: Approval { slot: Slot::Now, ..approval.clone() } };
        let kind = DecisionKind::SaidNotThere;
        let decision = Decided::signed(kind, post, signature);
        Ok(Change::to(state, actor, kind.as_str(), json!({})).decided(decision))
    }
}
