//! The steps a post can take, what they lead to, and why they are refused.

mod again;
mod by_author;
mod by_reviewer;
mod delivered;
mod refusal;
mod scheduled;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::approval::{Ground, Slot};
use super::decision::{Decision as Decided, DecisionKind};
use super::ids::{PersonId, ToolId};
use super::people::Decider;
use super::state::State;
use super::submission::Submission;
use crate::guard::verdict::Verdict;
use crate::post::{Content, ContentHash, Post};

use again::{rejudge, tick};
use by_author::{appeal, change, withdraw};
use by_reviewer::{approve, declined, resolve, retry, sign};
use delivered::{failed, lost_sight, published, put_off, read_back, release};
use scheduled::{recall_failed, recall_too_late, rescheduled, scheduled, taken_back};

pub use refusal::Refusal;

/// What a council has set about reviewing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// One clerk may release findings below certain on their own posts.
    pub sole_officer: bool,
    /// How long after its slot an approved post may still go out, when delivery itself was late.
    pub late: TimeDelta,
    /// How long a post may be held.
    pub expire_after: TimeDelta,
    /// How long apart the two reads are that settle "it is not there".
    pub between_reads: TimeDelta,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            sole_officer: false,
            late: TimeDelta::minutes(10),
            expire_after: TimeDelta::days(90),
            between_reads: TimeDelta::seconds(60),
        }
    }
}

/// Something that happens to a post.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// A person lets it out.
    Approve {
        /// Who.
        decider: Decider,
        /// On what ground.
        ground: Ground,
        /// For when.
        slot: Slot,
        /// In their words.
        reason: String,
        /// The content they saw.
        seen: ContentHash,
    },
    /// A person sends it back to its author.
    Return(Decline),
    /// A person refuses it for good.
    Reject(Decline),
    /// A person sets it aside until the period has ended.
    Park(Decline),
    /// A person lets delivery try a failed post again.
    Retry {
        /// Who.
        decider: Decider,
        /// The content they saw.
        seen: ContentHash,
    },
    /// A person says whether a post whose outcome is unknown is on the platform.
    Resolve {
        /// Who.
        decider: Decider,
        /// Why they are sure.
        reason: String,
        /// The platform's id of it; None = it is not there, and may be sent.
        platform_id: Option<String>,
        /// The content they saw.
        seen: ContentHash,
    },
    /// Its author or tool takes it back.
    Withdraw {
        /// The tool, or the author in person.
        by: Submitter,
    },
    /// Its author asks a person to look at a block.
    Appeal {
        /// The author.
        person: PersonId,
        /// In their words.
        reason: String,
    },
    /// Its author or tool changes it.
    Change {
        /// The tool, or the author in person.
        by: Submitter,
        /// What it says now.
        content: Box<Content>,
        /// The same, as judged.
        post: Box<Post>,
        /// The judgement of it.
        verdict: Box<Verdict>,
        /// The slot now asked for.
        slot: Option<DateTime<Utc>>,
    },
    /// It was judged again: calendar, roster, lexicon or policy changed.
    Rejudge {
        /// The new judgement.
        verdict: Box<Verdict>,
    },
    /// Time passed: parked posts come back after the period, old ones expire, missed slots go back.
    Tick {
        /// No pre-election period is in force.
        quiet: bool,
    },
    /// Delivery claims it; the judgement is from this very moment.
    Release {
        /// The claiming node.
        node: String,
        /// By when it must be settled.
        until: DateTime<Utc>,
        /// The judgement.
        verdict: Box<Verdict>,
        /// No pre-election period is in force.
        quiet: bool,
    },
    /// The platform took it.
    Published {
        /// The platform's id.
        platform_id: String,
        /// Where the public sees it.
        url: Option<String>,
    },
    /// The platform refused it; nothing is out.
    Failed {
        /// A code such as `http-422`.
        code: String,
    },
    /// The platform asked to be called later; nothing is out.
    PutOff,
    /// The call broke off, or the worker vanished: it may be out.
    LostSight,
    /// A read of the account's own posts while the outcome is unknown.
    ReadBack(ReadBack),
    /// The platform answered about an allowed post it keeps for later.
    Scheduled {
        /// The platform's id of the scheduled post.
        platform_id: String,
    },
    /// The tool moved an allowed scheduled post; the new slot was judged and allowed.
    Rescheduled {
        /// The new slot.
        slot: DateTime<Utc>,
        /// The judgement for it.
        verdict: Box<Verdict>,
    },
    /// The platform confirmed that a scheduled post is gone.
    TakenBack,
    /// The platform did not confirm it.
    RecallFailed,
    /// Its slot came before the platform confirmed: it has to be taken as published.
    RecallTooLate,
}

/// A decision against letting a post out.
#[derive(Debug, Clone, PartialEq)]
pub struct Decline {
    /// Who.
    pub decider: Decider,
    /// In their words.
    pub reason: String,
    /// The content they saw.
    pub seen: ContentHash,
}

/// Who acts for the author.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Submitter {
    /// A tool.
    Tool(Option<ToolId>),
    /// A person.
    Person(PersonId),
}

/// What reading the account's own posts told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadBack {
    /// Exactly one post matches that no other delivery claims.
    Found {
        /// The platform's id.
        platform_id: String,
        /// Where the public sees it.
        url: Option<String>,
    },
    /// None matches.
    NotThere,
    /// Several match.
    Tie,
}

/// Who caused a change, for the audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// The guard itself.
    Guard,
    /// A person.
    Person(PersonId),
    /// A tool; None when nobody has bound its credential.
    Tool(Option<ToolId>),
}

/// What a step leads to: written in one transaction with its event.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Where the post stands now.
    pub state: State,
    /// Who caused it.
    pub actor: Actor,
    /// The kind of the event.
    pub kind: &'static str,
    /// The event's data: codes and ids, no content and no names.
    pub data: serde_json::Value,
    /// A new judgement to keep.
    pub verdict: Option<Verdict>,
    /// A new version to keep.
    pub version: Option<NewVersion>,
    /// A new slot to keep.
    pub slot: Option<DateTime<Utc>>,
    /// The person's decision it came from: kept with the post, never in the event, because it holds a reason.
    pub decision: Option<Decided>,
}

/// A changed post.
#[derive(Debug, Clone, PartialEq)]
pub struct NewVersion {
    /// What it says now.
    pub content: Content,
    /// The same, as judged.
    pub post: Post,
    /// The slot now asked for.
    pub slot: Option<DateTime<Utc>>,
    /// The person who changed it becomes an author.
    pub author: Option<PersonId>,
}

/// What a step leads to, for a post as it stands at `now`.
///
/// `None` means nothing changes and nothing is recorded.
pub fn take(
    post: &Submission,
    step: Step,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<Option<Change>, Refusal> {
    match step {
        Step::Approve { decider, ground, slot, reason, seen } => {
            let signature = sign(post, &decider, reason, &seen, now)?;
            approve(post, &decider, signature, ground, slot, rules, now).map(Some)
        }
        Step::Return(decline) => {
            declined(post, decline, now, DecisionKind::Returned, |by| State::Returned { by })
        }
        Step::Reject(decline) => {
            declined(post, decline, now, DecisionKind::Rejected, |by| State::Rejected { by })
        }
        Step::Park(decline) => declined(post, decline, now, DecisionKind::Parked, |by| State::Parked { by }),
        Step::Retry { decider, seen } => retry(post, &decider, &seen, now).map(Some),
        Step::Resolve { decider, reason, platform_id, seen } => {
            let signature = sign(post, &decider, reason, &seen, now)?;
            resolve(post, &signature, platform_id, now).map(Some)
        }
        Step::Withdraw { by } => withdraw(post, by).map(Some),
        Step::Appeal { person, reason } => appeal(post, person, reason, now).map(Some),
        Step::Change { by, content, post: judged, verdict, slot } => {
            let version = NewVersion {
                content: *content,
                post: *judged,
                slot,
                author: match by {
                    Submitter::Person(person) => Some(person),
                    Submitter::Tool(_) => None,
                },
            };
            change(post, by, version, *verdict).map(Some)
        }
        Step::Rejudge { verdict } => Ok(rejudge(post, *verdict, now)),
        Step::Tick { quiet } => Ok(tick(post, quiet, rules, now)),
        Step::Release { node, until, verdict, quiet } => {
            release(post, node, until, *verdict, quiet, rules, now).map(Some)
        }
        Step::Published { platform_id, url } => published(post, platform_id, url, false, now).map(Some),
        Step::Failed { code } => failed(post, code, now).map(Some),
        Step::PutOff => put_off(post).map(Some),
        Step::LostSight => lost_sight(post).map(Some),
        Step::ReadBack(read) => read_back(post, read, rules, now),
        Step::Scheduled { platform_id } => scheduled(post, platform_id).map(Some),
        Step::Rescheduled { slot, verdict } => rescheduled(post, slot, *verdict).map(Some),
        Step::TakenBack => taken_back(post).map(Some),
        Step::RecallFailed => recall_failed(post).map(Some),
        Step::RecallTooLate => recall_too_late(post).map(Some),
    }
}

impl Change {
    fn to(state: State, actor: Actor, kind: &'static str, data: serde_json::Value) -> Self {
        Self { state, actor, kind, data, verdict: None, version: None, slot: None, decision: None }
    }

    /// The same, with the decision it came from.
    fn decided(self, decision: Decided) -> Self {
        Self { decision: Some(decision), ..self }
    }
}

fn not_from<T>(post: &Submission) -> Result<T, Refusal> {
    Err(Refusal::NotFrom(post.state.name()))
}

/// What an event says of a judgement: codes only.
pub fn verdict_data(verdict: &Verdict) -> serde_json::Value {
    let rules: std::collections::BTreeSet<_> = verdict.stops().map(|finding| finding.rule.as_str()).collect();
    let reasons: Vec<_> = verdict.reasons.iter().map(|reason| reason.as_str()).collect();
    json!({ "decision": verdict.decision.as_str(), "rules": rules, "reasons": reasons })
}
