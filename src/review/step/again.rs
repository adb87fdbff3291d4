//! What a new judgement and the time that passes make of a post that waits.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::{Actor, Change, Rules, verdict_data};
use crate::guard::verdict::{Decision, Verdict};
use crate::review::approval::{Approval, SeenFinding, Slot};
use crate::review::state::{HeldBecause, Recall, Scheduled, State};
use crate::review::submission::Submission;

pub(super) fn rejudge(post: &Submission, verdict: Verdict, now: DateTime<Utc>) -> Option<Change> {
    let stops = verdict.decision > Decision::Allow;
    let same = SeenFinding::same(&post.verdict, &verdict);
    let (state, kind) = match &post.state {
        State::Approved { approval } if !approval.stands_under(&verdict) => {
            (State::held(HeldBecause::ApprovalLapsed), "approval-lapsed")
        }
        State::Allowed { scheduled: Some(scheduled) } if stops && scheduled.recall.is_none() => {
            let recall = Some(Recall { since: now, failures: 0 });
            let scheduled = Some(Scheduled { recall, ..scheduled.clone() });
            (State::Allowed { scheduled }, "recall-started")
        }
        State::Held { because, first_signature } if !same => {
            let because = match (stops, because) {
                (false, HeldBecause::Judged | HeldBecause::ApprovalLapsed | HeldBecause::TakenBack) => {
                    HeldBecause::NothingFoundNow
                }
                (true, HeldBecause::NothingFoundNow) => HeldBecause::Judged,
                _ => *because,
            };
            // The first person signed for the findings they saw.
            let first_signature = first_signature.clone().filter(|_| !stops);
            (State::Held { because, first_signature }, "judged-again")
        }
        State::Parked { .. } if !same => (post.state.clone(), "judged-again"),
        _ => return None,
    };
    let mut change = Change::to(state, Actor::Guard, kind, verdict_data(&verdict));
    change.verdict = Some(verdict);
    Some(change)
}

pub(super) fn tick(post: &Submission, quiet: bool, rules: &Rules, now: DateTime<Utc>) -> Option<Change> {
    let (state, kind) = match &post.state {
        State::Parked { .. } if quiet => (State::held(HeldBecause::PeriodEnded), "period-ended"),
        State::Held { .. } if post.changed_at + rules.expire_after <= now => (State::Expired, "expired"),
        State::Approved { approval } if slot_passed(post, approval, rules, now) => {
            (State::held(HeldBecause::SlotPassed), "slot-passed")
        }
        _ => return None,
    };
    Some(Change::to(state, Actor::Guard, kind, json!({})))
}

pub(super) fn slot_passed(post: &Submission, approval: &Approval, rules: &Rules, now: DateTime<Utc>) -> bool {
    approval.slot == Slot::Original && post.slot.is_none_or(|slot| slot + rules.late < now)
}

pub(super) fn is_due(post: &Submission, approval: &Approval, quiet: bool, now: DateTime<Utc>) -> bool {
    match approval.slot {
        Slot::Now => true,
        Slot::Original => post.slot.is_some_and(|slot| slot <= now),
        Slot::AfterPeriod => quiet,
    }
}
