//! The steps a post can take, what they lead to, and why they are refused.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::approval::{Approval, Ground, SeenFinding, Signature, Signed, Slot};
use super::decision::{Decision as Decided, DecisionKind};
use super::ids::{PersonId, ToolId};
use super::people::{Decider, Role};
use super::state::{FirstSignature, HeldBecause, Recall, Release, Scheduled, State, StateName};
use super::submission::Submission;
use crate::guard::finding::Confidence;
use crate::guard::verdict::{Decision, Verdict};
use crate::post::{Content, ContentHash, Post};

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

/// Why a step is refused. The texts are for the person who tried it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The post has moved on.
    #[error("this post is {0} now, so that cannot be done")]
    NotFrom(StateName),
    /// The post says something else now.
    #[error("this post has changed since you opened it: look at the new version, then decide")]
    ContentChanged,
    /// A person's own post.
    #[error("this is your own post: a colleague has to decide on it")]
    OwnPost,
    /// The person may not decide.
    #[error("your account may not decide on posts: an administrator can give it the reviewer role")]
    NotAReviewer,
    /// The second signature must be another's.
    #[error("an emergency release needs a second person: you have already signed it")]
    SamePersonTwice,
    /// The second signature must be under the same slot.
    #[error("the first person asked for another time ({}): choose the same, or return the post", .0.as_str())]
    OtherSlot(Slot),
    /// No words of why.
    #[error("give a reason in a few words: it is kept in the record")]
    NoReason,
    /// The slot is over.
    #[error("the time its author had asked for has passed: choose to publish now or after the period")]
    SlotPassed,
    /// There is no slot.
    #[error("its author asked for no particular time: choose now or after the period")]
    NoSlot,
    /// Not due.
    #[error("it is not due yet")]
    NotDue,
    /// It waits for another.
    #[error("it answers a post that is not published yet")]
    ParentNotPublished,
    /// Not the author.
    #[error("only its author can do that")]
    NotTheAuthor,
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

/// The checks every decision passes, and the signature that results.
fn sign(
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

fn approve(
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

fn declined(
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

fn retry(
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

fn resolve(
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

fn withdraw(post: &Submission, by: Submitter) -> Result<Change, Refusal> {
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

fn appeal(
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
fn change(
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

fn rejudge(post: &Submission, verdict: Verdict, now: DateTime<Utc>) -> Option<Change> {
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

fn tick(post: &Submission, quiet: bool, rules: &Rules, now: DateTime<Utc>) -> Option<Change> {
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

fn slot_passed(post: &Submission, approval: &Approval, rules: &Rules, now: DateTime<Utc>) -> bool {
    approval.slot == Slot::Original && post.slot.is_none_or(|slot| slot + rules.late < now)
}

fn is_due(post: &Submission, approval: &Approval, quiet: bool, now: DateTime<Utc>) -> bool {
    match approval.slot {
        Slot::Now => true,
        Slot::Original => post.slot.is_some_and(|slot| slot <= now),
        Slot::AfterPeriod => quiet,
    }
}

/// The last gate: the approval must be of this content, still stand, and be due.
fn release(
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

fn published(
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

fn failed(post: &Submission, code: String, now: DateTime<Utc>) -> Result<Change, Refusal> {
    let State::Releasing { approval, .. } = &post.state else { return not_from(post) };
    let data = json!({ "code": code });
    Ok(Change::to(State::Failed { approval: approval.clone(), code, at: now }, Actor::Guard, "failed", data))
}

fn put_off(post: &Submission) -> Result<Change, Refusal> {
    let State::Releasing { approval, .. } = &post.state else { return not_from(post) };
    Ok(Change::to(State::Approved { approval: approval.clone() }, Actor::Guard, "put-off", json!({})))
}

fn lost_sight(post: &Submission) -> Result<Change, Refusal> {
    let State::Releasing { approval, release } = &post.state else { return not_from(post) };
    let state = State::Unknown {
        approval: approval.clone(),
        release: release.clone(),
        not_there_since: None,
        tie: false,
    };
    Ok(Change::to(state, Actor::Guard, "outcome-unknown", json!({})))
}

fn read_back(
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

fn scheduled(post: &Submission, platform_id: String) -> Result<Change, Refusal> {
    let State::Allowed { scheduled: Some(scheduled) } = &post.state else { return not_from(post) };
    let data = json!({ "platform_id": platform_id });
    let scheduled = Some(Scheduled { platform_id: Some(platform_id), ..scheduled.clone() });
    Ok(Change::to(State::Allowed { scheduled }, Actor::Guard, "scheduled", data))
}

fn rescheduled(post: &Submission, slot: DateTime<Utc>, verdict: Verdict) -> Result<Change, Refusal> {
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

fn taken_back(post: &Submission) -> Result<Change, Refusal> {
    let State::Allowed { scheduled: Some(Scheduled { recall: Some(_), .. }) } = &post.state else {
        return not_from(post);
    };
    Ok(Change::to(State::held(HeldBecause::TakenBack), Actor::Guard, "taken-back", json!({})))
}

fn recall_failed(post: &Submission) -> Result<Change, Refusal> {
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

fn recall_too_late(post: &Submission) -> Result<Change, Refusal> {
    let State::Allowed { scheduled: Some(Scheduled { recall: Some(recall), .. }) } = &post.state else {
        return not_from(post);
    };
    let data = json!({ "failures": recall.failures });
    Ok(Change::to(State::Allowed { scheduled: None }, Actor::Guard, "recall-too-late", data))
}

/// What an event says of a judgement: codes only.
pub fn verdict_data(verdict: &Verdict) -> serde_json::Value {
    let rules: std::collections::BTreeSet<_> = verdict.stops().map(|finding| finding.rule.as_str()).collect();
    let reasons: Vec<_> = verdict.reasons.iter().map(|reason| reason.as_str()).collect();
    json!({ "decision": verdict.decision.as_str(), "rules": rules, "reasons": reasons })
}
