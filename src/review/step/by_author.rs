//! What an author or tool does with a post of theirs: take it back, appeal, change it.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::{Actor, Change, NewVersion, Refusal, Submitter, not_from, verdict_data};
use crate::guard::verdict::Verdict;
use crate::review::approval::Signature;
use crate::review::decision::{Decision as Decided, DecisionKind};
use crate::review::ids::PersonId;
use crate::review::state::{HeldBecause, State};
use crate::review::submission::Submission;

pub(super) fn withdraw(post: &Submission, by: Submitter) -> Result<Change, Refusal> {
    let still_here = match &post.state {
        State::Held { .. }
        | State::Returned { .. }
        | State::Parked { .. }
        | State::Approved { .. }
        | State::Blocked
        | State::Failed { .. }
        // A post the platform keeps for later, deleted there by its own tool.
        | State::Allowed { scheduled: Some(_) } => true,
        State::Allowed { scheduled: None }
        | State::Rejected { .. }
        | State::Withdrawn
        | State::Expired
        | State::Releasing { .. }
        | State::Published { .. }
        | State::Unknown { .. } => false,
    };
    if !still_here {
        return not_from(post);
    }
    authorship(post, by)?;
    Ok(Change::to(State::Withdrawn, by.into(), "withdrawn", json!({})))
}

impl From<Submitter> for Actor {
    fn from(by: Submitter) -> Self {
        match by {
            Submitter::Tool(tool) => Self::Tool(tool),
            Submitter::Person(person) => Self::Person(person),
        }
    }
}

/// A tool may touch its own posts, and a person those they are an author of.
fn authorship(post: &Submission, by: Submitter) -> Result<(), Refusal> {
    let own = match by {
        Submitter::Tool(tool) => post.tool == tool,
        Submitter::Person(person) => post.authors.contains(&person),
    };
    if own { Ok(()) } else { Err(Refusal::NotTheAuthor) }
}

pub(super) fn appeal(
    post: &Submission,
    person: PersonId,
    reason: String,
    now: DateTime<Utc>,
) -> Result<Change, Refusal> {
    if !matches!(post.state, State::Blocked) {
        return not_from(post);
    }
    authorship(post, Submitter::Person(person))?;
    if reason.trim().is_empty() {
        return Err(Refusal::NoReason);
    }
    let kind = DecisionKind::Appealed;
    let decision = Decided::signed(kind, post, &Signature { person, reason, at: now });
    let state = State::held(HeldBecause::Appealed);
    Ok(Change::to(state, Actor::Person(person), kind.as_str(), json!({})).decided(decision))
}

/// A changed post is held whatever the judgement says: its tool was told it waits, and only a person releases.
pub(super) fn change(
    post: &Submission,
    by: Submitter,
    version: NewVersion,
    verdict: Verdict,
) -> Result<Change, Refusal> {
    match &post.state {
        State::Held { .. } | State::Returned { .. } | State::Parked { .. } | State::Approved { .. } => {}
        _ => return not_from(post),
    }
    authorship(post, by)?;
    let mut change =
        Change::to(State::held(HeldBecause::Changed), by.into(), "changed", verdict_data(&verdict));
    change.verdict = Some(verdict);
    change.version = Some(version);
    Ok(change)
}
