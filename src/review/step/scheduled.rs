//! An allowed post that the platform keeps for later: its slot, and how it is taken back.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::{Actor, Change, Refusal, not_from, verdict_data};
use crate::guard::verdict::Verdict;
use crate::review::state::{HeldBecause, Recall, Scheduled, State};
use crate::review::submission::Submission;

pub(super) fn scheduled(post: &Submission, platform_id: String) -> Result<Change, Refusal> {
    let State::Allowed { scheduled: Some(scheduled) } = &post.state else { return not_from(post) };
    let data = json!({ "platform_id": platform_id });
    let scheduled = Some(Scheduled { platform_id: Some(platform_id), ..scheduled.clone() });
    Ok(Change::to(State::Allowed { scheduled }, Actor::Guard, "scheduled", data))
}

pub(super) fn rescheduled(
    post: &Submission,
    slot: DateTime<Utc>,
    verdict: Verdict,
) -> Result<Change, Refusal> {
    let State::Allowed { scheduled: Some(scheduled) } = &post.state else { return not_from(post) };
    if scheduled.recall.is_some() {
        return not_from(post);
    }
    let scheduled = Some(Scheduled { slot, ..scheduled.clone() });
    let mut change = Change::to(
        State::Allowed { scheduled },
        Actor::Tool(post.tool),
        "rescheduled",
        verdict_data(&verdict),
    );
    change.verdict = Some(verdict);
    change.slot = Some(slot);
    Ok(change)
}

pub(super) fn taken_back(post: &Submission) -> Result<Change, Refusal> {
    let State::Allowed { scheduled: Some(Scheduled { recall: Some(_), .. }) } = &post.state else {
        return not_from(post);
    };
    Ok(Change::to(State::held(HeldBecause::TakenBack), Actor::Guard, "taken-back", json!({})))
}

pub(super) fn recall_failed(post: &Submission) -> Result<Change, Refusal> {
    let State::Allowed { scheduled: Some(scheduled) } = &post.state else { return not_from(post) };
    let Some(recall) = &scheduled.recall else { return not_from(post) };
    let failures = recall.failures.saturating_add(1);
    let recall = Some(Recall { failures, ..recall.clone() });
    let scheduled = Some(Scheduled { recall, ..scheduled.clone() });
    Ok(Change::to(
        State::Allowed { scheduled },
        Actor::Guard,
        "recall-failed",
        json!({ "failures": failures }),
    ))
}

pub(super) fn recall_too_late(post: &Submission) -> Result<Change, Refusal> {
    let State::Allowed { scheduled: Some(Scheduled { recall: Some(recall), .. }) } = &post.state else {
        return not_from(post);
    };
    let data = json!({ "failures": recall.failures });
    Ok(Change::to(State::Allowed { scheduled: None }, Actor::Guard, "recall-too-late", data))
}
