//! What delivery does with an approved post, and what it learns of the outcome.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::again::{is_due, slot_passed};
use super::{Actor, Change, ReadBack, Refusal, Rules, not_from, verdict_data};
use crate::guard::verdict::Verdict;
use crate::review::state::{HeldBecause, Release, State};
use crate::review::submission::Submission;

/// The last gate: the approval must be of this content, still stand, and be due.
pub(super) fn release(
    post: &Submission,
    node: String,
    until: DateTime<Utc>,
    verdict: Verdict,
    quiet: bool,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<Change, Refusal> {
    let State::Approved { approval } = &post.state else { return not_from(post) };
    let lapsed = |because, kind, verdict: Verdict| {
        let mut change = Change::to(State::held(because), Actor::Guard, kind, verdict_data(&verdict));
        change.verdict = Some(verdict);
        Ok(change)
    };
    if slot_passed(post, approval, rules, now) {
        return lapsed(HeldBecause::SlotPassed, "slot-passed", verdict);
    }
    if !is_due(post, approval, quiet, now) {
        return Err(Refusal::NotDue);
    }
    if approval.content != post.content_hash || !approval.stands_under(&verdict) {
        return lapsed(HeldBecause::ApprovalLapsed, "approval-lapsed", verdict);
    }
    let release = Release { node, since: now, until, attempt: 1 };
    let mut data = verdict_data(&verdict);
    data["ground"] = json!(approval.signed.ground().as_str());
    let mut change =
        Change::to(State::Releasing { approval: approval.clone(), release }, Actor::Guard, "releasing", data);
    change.verdict = Some(verdict);
    Ok(change)
}

pub(super) fn published(
    post: &Submission,
    platform_id: String,
    url: Option<String>,
    read_back: bool,
    now: DateTime<Utc>,
) -> Result<Change, Refusal> {
    match &post.state {
        State::Releasing { .. } | State::Unknown { .. } => {}
        _ => return not_from(post),
    }
    let data = json!({ "platform_id": platform_id, "read_back": read_back });
    Ok(Change::to(State::Published { platform_id, url, at: now, read_back }, Actor::Guard, "published", data))
}

pub(super) fn failed(post: &Submission, code: String, now: DateTime<Utc>) -> Result<Change, Refusal> {
    let State::Releasing { approval, .. } = &post.state else { return not_from(post) };
    let data = json!({ "code": code });
    Ok(Change::to(State::Failed { approval: approval.clone(), code, at: now }, Actor::Guard, "failed", data))
}

pub(super) fn put_off(post: &Submission) -> Result<Change, Refusal> {
    let State::Releasing { approval, .. } = &post.state else { return not_from(post) };
    Ok(Change::to(State::Approved { approval: approval.clone() }, Actor::Guard, "put-off", json!({})))
}

pub(super) fn lost_sight(post: &Submission) -> Result<Change, Refusal> {
    let State::Releasing { approval, release } = &post.state else { return not_from(post) };
    let state = State::Unknown {
        approval: approval.clone(),
        release: release.clone(),
        not_there_since: None,
        tie: false,
    };
    Ok(Change::to(state, Actor::Guard, "outcome-unknown", json!({})))
}

pub(super) fn read_back(
    post: &Submission,
    read: ReadBack,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<Option<Change>, Refusal> {
    let State::Unknown { approval, release, not_there_since, tie } = &post.state else {
        return not_from(post);
    };
    let unknown = |not_there_since, tie| State::Unknown {
        approval: approval.clone(),
        release: release.clone(),
        not_there_since,
        tie,
    };
    match read {
        ReadBack::Found { platform_id, url } => published(post, platform_id, url, true, now).map(Some),
        ReadBack::Tie if *tie => Ok(None),
        ReadBack::Tie => Ok(Some(Change::to(unknown(None, true), Actor::Guard, "read-back-tie", json!({})))),
        ReadBack::NotThere => match not_there_since {
            None => {
                let state = unknown(Some(now), false);
                Ok(Some(Change::to(state, Actor::Guard, "read-back-not-there", json!({ "read": 1 }))))
            }
            Some(first) if *first + rules.between_reads > now => Ok(None),
            Some(_) => {
                let state = State::Approved { approval: approval.clone() };
                Ok(Some(Change::to(state, Actor::Guard, "read-back-not-there", json!({ "read": 2 }))))
            }
        },
    }
}
