//! Taking the decisions the desk's forms send.

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use serde::Deserialize;

use super::answer::{FieldError, Trouble};
use super::conflict::conflict;
use super::desk::Desk;
use super::offer::{EMERGENCY, EMERGENCY_SECOND, Filled, NOT_RESTRICTED, PARK, REJECT, RETURN};
use super::post_page::{Returned, post_page, readable};
use super::visitor::Visitor;
use super::words::{self, ENGLISH, fill};
use crate::post::ContentHash;
use crate::review::step::{Decline, Submitter};
use crate::review::{Ground, Refusal, Slot, State as PostState, StateName, Step, Submission};
use crate::store::AdvanceError;

/// Longest reason kept, in characters.
const LONGEST_REASON: usize = 2000;

/// What every form of a decision sends.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct DecisionForm {
    /// The hash of the content the person saw.
    #[serde(default)]
    seen: String,
    /// The name of the state the post was shown in.
    #[serde(default)]
    state: String,
    #[serde(default)]
    decision: String,
    #[serde(default)]
    slot: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    there: String,
    #[serde(default)]
    platform_id: String,
}

type Sent = Result<Form<DecisionForm>, FormRejection>;

/// What was done, by the word in the address of the page that follows.
pub(crate) fn done(word: &str) -> Option<&'static str> {
    let say = &ENGLISH.decide;
    match word {
        "approved" => Some(say.done_approved),
        "signed" => Some(say.done_signed),
        "returned" => Some(say.done_returned),
        "rejected" => Some(say.done_rejected),
        "parked" => Some(say.done_parked),
        "retried" => Some(say.done_retried),
        "resolved" => Some(say.done_resolved),
        "appealed" => Some(say.done_appealed),
        "withdrawn" => Some(say.done_withdrawn),
        _ => None,
    }
}

/// `POST /posts/{reference}/decide`
pub(crate) async fn decide(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(reference): Path<String>,
    sent: Sent,
) -> Result<Response, Trouble> {
    let Form(sent) = sent.map_err(|_| Trouble::Form)?;
    let post = readable(&desk, &visitor, &reference).await?;
    if !visitor.is_reviewer() {
        return Err(Trouble::Forbidden(ENGLISH.decide.not_reviewer.to_owned()));
    }
    let shown = StateName::ALL.into_iter().find(|name| name.as_str() == sent.state).ok_or(Trouble::Form)?;
    if shown != post.state.name() {
        return refused(&desk, &visitor, &post, Refusal::NotFrom(post.state.name()), &sent).await;
    }
    let mut errors = Vec::new();
    let step = read_decision(&visitor, &post, &sent, &mut errors);
    check_reason(&sent.reason, &mut errors);
    match step {
        Some(step) if errors.is_empty() => {
            if sent.decision == EMERGENCY && is_signed_by_another(&post, &visitor) {
                // They meant to be the first of two: the record must not make them the second unawares.
                return late(&desk, &visitor, &post, &sent, ENGLISH.conflict.signed_meanwhile.to_owned())
                    .await;
            }
            take(&desk, &visitor, &post, Some(shown), step, &sent).await
        }
        _ => form_again(&desk, &visitor, &post, sent, errors).await,
    }
}

/// `POST /posts/{reference}/resolve`
pub(crate) async fn resolve(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(reference): Path<String>,
    sent: Sent,
) -> Result<Response, Trouble> {
    let Form(sent) = sent.map_err(|_| Trouble::Form)?;
    let post = readable(&desk, &visitor, &reference).await?;
    let say = &ENGLISH.decide;
    let mut errors = Vec::new();
    let id = sent.platform_id.trim();
    let platform_id = match sent.there.as_str() {
        "yes" => {
            if id.is_empty() || id.len() > 64 || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                errors.push(FieldError { field: "platform-id", text: say.no_id.to_owned() });
            }
            Some(id.to_owned())
        }
        "no" => None,
        _ => {
            errors.push(FieldError { field: "there", text: say.no_answer.to_owned() });
            None
        }
    };
    check_reason(&sent.reason, &mut errors);
    if !errors.is_empty() {
        return form_again(&desk, &visitor, &post, sent, errors).await;
    }
    let step = Step::Resolve {
        decider: visitor.person.decider(),
        reason: sent.reason.trim().to_owned(),
        platform_id,
        seen: ContentHash::from_hex(&sent.seen),
    };
    take(&desk, &visitor, &post, None, step, &sent).await
}

/// `POST /posts/{reference}/retry`
pub(crate) async fn retry(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(reference): Path<String>,
    sent: Sent,
) -> Result<Response, Trouble> {
    let Form(sent) = sent.map_err(|_| Trouble::Form)?;
    let post = readable(&desk, &visitor, &reference).await?;
    let step = Step::Retry { decider: visitor.person.decider(), seen: ContentHash::from_hex(&sent.seen) };
    take(&desk, &visitor, &post, None, step, &sent).await
}

/// `POST /posts/{reference}/appeal`
pub(crate) async fn appeal(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(reference): Path<String>,
    sent: Sent,
) -> Result<Response, Trouble> {
    let Form(sent) = sent.map_err(|_| Trouble::Form)?;
    let post = readable(&desk, &visitor, &reference).await?;
    let mut errors = Vec::new();
    check_reason(&sent.reason, &mut errors);
    if !errors.is_empty() {
        return form_again(&desk, &visitor, &post, sent, errors).await;
    }
    let step = Step::Appeal { person: visitor.person.id, reason: sent.reason.trim().to_owned() };
    take(&desk, &visitor, &post, None, step, &sent).await
}

/// `POST /posts/{reference}/withdraw`
pub(crate) async fn withdraw(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(reference): Path<String>,
    sent: Sent,
) -> Result<Response, Trouble> {
    let Form(sent) = sent.map_err(|_| Trouble::Form)?;
    let post = readable(&desk, &visitor, &reference).await?;
    let step = Step::Withdraw { by: Submitter::Person(visitor.person.id) };
    take(&desk, &visitor, &post, None, step, &sent).await
}

fn check_reason(reason: &str, errors: &mut Vec<FieldError>) {
    let say = &ENGLISH.decide;
    if reason.trim().is_empty() {
        errors.push(FieldError { field: "reason", text: say.no_reason.to_owned() });
    } else if reason.chars().count() > LONGEST_REASON {
        let most = LONGEST_REASON.to_string();
        errors.push(FieldError { field: "reason", text: fill(say.long_reason, &[("most", &most)]) });
    }
}

/// The step a form asks for; what is missing is told in `errors`.
fn read_decision(
    visitor: &Visitor,
    post: &Submission,
    sent: &DecisionForm,
    errors: &mut Vec<FieldError>,
) -> Option<Step> {
    let say = &ENGLISH.decide;
    let decider = visitor.person.decider();
    let reason = sent.reason.trim().to_owned();
    let seen = ContentHash::from_hex(&sent.seen);
    let decline = Decline { decider: decider.clone(), reason: reason.clone(), seen: seen.clone() };
    let ground = match sent.decision.as_str() {
        RETURN => return Some(Step::Return(decline)),
        REJECT => return Some(Step::Reject(decline)),
        PARK => return Some(Step::Park(decline)),
        NOT_RESTRICTED => Ground::NotRestricted,
        EMERGENCY | EMERGENCY_SECOND => Ground::Emergency,
        _ => {
            errors.push(FieldError { field: "decision", text: say.no_choice.to_owned() });
            return None;
        }
    };
    let slot = match (&post.state, sent.decision.as_str()) {
        (PostState::Held { first_signature: Some(first), .. }, EMERGENCY_SECOND) => Some(first.slot),
        _ => {
            [Slot::Now, Slot::Original, Slot::AfterPeriod].into_iter().find(|slot| slot.as_str() == sent.slot)
        }
    };
    if slot.is_none() {
        errors.push(FieldError { field: "slot", text: say.no_slot.to_owned() });
    }
    Some(Step::Approve { decider, ground, slot: slot?, reason, seen })
}

fn is_signed_by_another(post: &Submission, visitor: &Visitor) -> bool {
    matches!(&post.state, PostState::Held { first_signature: Some(first), .. }
        if first.by.person != visitor.person.id)
}

/// Asks the store for the step, and answers with where that leads. A step that more than one state allows names
/// the one that was shown: nobody takes back unawares what a colleague has decided meanwhile.
async fn take(
    desk: &Desk,
    visitor: &Visitor,
    post: &Submission,
    shown: Option<StateName>,
    step: Step,
    sent: &DecisionForm,
) -> Result<Response, Trouble> {
    let word = word_for(&step);
    let rules = &visitor.council.settings.review;
    let taken = match shown {
        Some(shown) => desk.store().advance_from(&visitor.id, post.id, shown, step, rules).await,
        None => desk.store().advance(&visitor.id, post.id, step, rules).await,
    };
    match taken {
        Ok(after) => {
            let signed = matches!(after.state, PostState::Held { first_signature: Some(_), .. });
            let word = if signed && word == "approved" { "signed" } else { word };
            Ok(Redirect::to(&format!("/posts/{}?done={word}", after.reference)).into_response())
        }
        Err(AdvanceError::NotFound) => Err(Trouble::NotFound),
        Err(AdvanceError::Store(error)) => Err(error.into()),
        Err(AdvanceError::Refused(refusal)) => refused(desk, visitor, post, refusal, sent).await,
    }
}

fn word_for(step: &Step) -> &'static str {
    match step {
        Step::Return(_) => "returned",
        Step::Reject(_) => "rejected",
        Step::Park(_) => "parked",
        Step::Retry { .. } => "retried",
        Step::Resolve { .. } => "resolved",
        Step::Appeal { .. } => "appealed",
        Step::Withdraw { .. } => "withdrawn",
        _ => "approved",
    }
}

async fn refused(
    desk: &Desk,
    visitor: &Visitor,
    post: &Submission,
    refusal: Refusal,
    sent: &DecisionForm,
) -> Result<Response, Trouble> {
    let say = &ENGLISH.conflict;
    // The post as it stands now: it may have moved on since this request read it.
    let now = desk.store().submission(&visitor.id, post.id).await?.ok_or(Trouble::NotFound)?;
    match refusal {
        Refusal::ContentChanged => late(desk, visitor, &now, sent, say.changed_text.to_owned()).await,
        Refusal::NotFrom(state) => {
            let text = fill(say.moved_text, &[("state", words::state(state).0)]);
            late(desk, visitor, &now, sent, text).await
        }
        Refusal::OwnPost | Refusal::NotAReviewer | Refusal::NotTheAuthor => {
            Err(Trouble::Forbidden(sentence(&refusal)))
        }
        refusal => {
            let field = match refusal {
                Refusal::NoReason => "reason",
                Refusal::SlotPassed | Refusal::NoSlot | Refusal::OtherSlot(_) => "slot",
                _ => "decision",
            };
            let errors = vec![FieldError { field, text: sentence(&refusal) }];
            let sent = DecisionForm {
                decision: sent.decision.clone(),
                reason: sent.reason.clone(),
                ..Default::default()
            };
            form_again(desk, visitor, &now, sent, errors).await
        }
    }
}

/// The answer to a decision that came too late.
async fn late(
    desk: &Desk,
    visitor: &Visitor,
    now: &Submission,
    sent: &DecisionForm,
    text: String,
) -> Result<Response, Trouble> {
    conflict(desk, visitor, now, &ContentHash::from_hex(&sent.seen), &sent.reason, text).await
}

/// A refusal as a sentence of its own.
pub(crate) fn sentence(refusal: &Refusal) -> String {
    let text = refusal.to_string();
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).chain(['.']).collect())
}

async fn form_again(
    desk: &Desk,
    visitor: &Visitor,
    post: &Submission,
    sent: DecisionForm,
    errors: Vec<FieldError>,
) -> Result<Response, Trouble> {
    let returned = Returned {
        errors,
        reason: sent.reason,
        filled: Filled {
            decision: sent.decision,
            slot: sent.slot,
            there: sent.there,
            platform_id: sent.platform_id,
        },
    };
    post_page(desk, visitor, post, StatusCode::UNPROCESSABLE_ENTITY, returned, None).await
}
