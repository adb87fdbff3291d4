//! What a person is offered to do with a post, as it stands.
//!
//! Only an offer: whether it may be done is for [`crate::review::take`] to say when it is asked.

use chrono::{DateTime, Utc};

use super::timeline::Names;
use super::visitor::Visitor;
use super::when;
use super::words::{ENGLISH, fill};
use crate::guard::finding::Confidence;
use crate::review::state::FirstSignature;
use crate::review::{Rules, Slot, State, Submission};

/// The form under a post.
#[derive(Debug)]
pub(crate) enum Offer {
    /// None.
    Nothing,
    /// A sentence in its place.
    Explain(String),
    /// Deciding.
    Decide(DecideForm),
    /// Saying whether it is on the platform.
    Resolve(ResolveForm),
    /// Asking for a person.
    Appeal,
}

/// The form of a decision.
#[derive(Debug)]
pub(crate) struct DecideForm {
    pub(crate) title: &'static str,
    pub(crate) text: Option<String>,
    pub(crate) choices: Vec<Choice>,
    pub(crate) slots: Vec<Choice>,
}

/// The form about a post whose outcome is unknown.
#[derive(Debug)]
pub(crate) struct ResolveForm {
    pub(crate) tie: bool,
    pub(crate) there: String,
    pub(crate) platform_id: String,
}

/// One radio button.
#[derive(Debug)]
pub(crate) struct Choice {
    pub(crate) value: &'static str,
    pub(crate) text: String,
    pub(crate) hint: &'static str,
    pub(crate) chosen: bool,
}

/// What the person had filled in when the form came back.
#[derive(Debug, Default)]
pub(crate) struct Filled {
    pub(crate) decision: String,
    pub(crate) slot: String,
    pub(crate) there: String,
    pub(crate) platform_id: String,
}

/// The values of the decision's radio buttons.
pub(crate) const NOT_RESTRICTED: &str = "not-restricted";
pub(crate) const EMERGENCY: &str = "emergency";
pub(crate) const EMERGENCY_SECOND: &str = "emergency-second";
pub(crate) const RETURN: &str = "return";
pub(crate) const PARK: &str = "park";
pub(crate) const REJECT: &str = "reject";

impl Offer {
    /// What this person is offered.
    pub(crate) fn of(
        post: &Submission,
        visitor: &Visitor,
        names: &Names,
        now: DateTime<Utc>,
        filled: Filled,
    ) -> Self {
        let say = &ENGLISH.decide;
        let own = post.authors.contains(&visitor.person.id);
        let reviewer = visitor.is_reviewer();
        match &post.state {
            State::Held { .. } | State::Parked { .. } if !reviewer => {
                Self::Explain(if own { say.own } else { say.not_reviewer }.to_owned())
            }
            State::Held { .. } | State::Parked { .. } if own => {
                if is_for_sole_officer(post, &visitor.council.settings.review) {
                    Self::Decide(for_sole_officer(post, now, &filled))
                } else {
                    Self::Explain(say.own.to_owned())
                }
            }
            State::Held { first_signature, .. } => {
                Self::Decide(for_reviewer(post, first_signature.as_ref(), visitor, names, now, &filled))
            }
            State::Parked { .. } => Self::Decide(for_reviewer(post, None, visitor, names, now, &filled)),
            State::Approved { .. } | State::Failed { .. } if reviewer && !own => Self::Decide(DecideForm {
                title: say.take_back,
                text: Some(say.take_back_hint.to_owned()),
                choices: vec![give_back(&filled), reject(&filled)],
                slots: Vec::new(),
            }),
            State::Unknown { tie, .. } if reviewer => {
                Self::Resolve(ResolveForm { tie: *tie, there: filled.there, platform_id: filled.platform_id })
            }
            State::Blocked if own => Self::Appeal,
            _ => Self::Nothing,
        }
    }
}

/// Whether the council's one officer may release this post though it is their own.
fn is_for_sole_officer(post: &Submission, rules: &Rules) -> bool {
    rules.sole_officer && post.verdict.stops().all(|finding| finding.confidence < Confidence::Certain)
}

fn for_sole_officer(post: &Submission, now: DateTime<Utc>, filled: &Filled) -> DecideForm {
    let say = &ENGLISH.decide;
    DecideForm {
        title: say.title,
        text: Some(say.sole.to_owned()),
        choices: vec![choice(NOT_RESTRICTED, say.not_restricted, say.not_restricted_hint, filled)],
        slots: slots(post, now, filled),
    }
}

fn for_reviewer(
    post: &Submission,
    first: Option<&FirstSignature>,
    visitor: &Visitor,
    names: &Names,
    now: DateTime<Utc>,
    filled: &Filled,
) -> DecideForm {
    let say = &ENGLISH.decide;
    let mut choices = vec![choice(NOT_RESTRICTED, say.not_restricted, say.not_restricted_hint, filled)];
    match first {
        None => choices.push(choice(EMERGENCY, say.emergency, say.emergency_hint, filled)),
        Some(first) if first.by.person == visitor.person.id => {}
        Some(_) => {
            choices.push(choice(EMERGENCY_SECOND, say.emergency_second, say.emergency_second_hint, filled));
        }
    }
    choices.push(give_back(filled));
    if !matches!(post.state, State::Parked { .. }) {
        choices.push(choice(PARK, say.park, say.park_hint, filled));
    }
    choices.push(reject(filled));
    let text = match (first, &post.state) {
        (Some(first), _) => {
            let mine = first.by.person == visitor.person.id;
            let sentence = if mine { say.first_signed_you } else { say.first_signed };
            let gaps = [
                ("name", names.person(first.by.person)),
                ("slot", slot_said(first.slot)),
                ("when", &when::said(first.by.at)),
            ];
            Some(fill(sentence, &gaps))
        }
        (None, State::Parked { .. }) => Some(say.set_aside.to_owned()),
        _ => None,
    };
    DecideForm { title: say.title, text, choices, slots: slots(post, now, filled) }
}

/// A slot in the middle of a sentence.
pub(crate) fn slot_said(slot: Slot) -> &'static str {
    let say = &ENGLISH.decide;
    match slot {
        Slot::Now => say.slot_now,
        Slot::Original => say.slot_original,
        Slot::AfterPeriod => say.slot_after,
    }
}

/// The slots there are. The author's own is chosen beforehand while it is to come, else at once.
fn slots(post: &Submission, now: DateTime<Utc>, filled: &Filled) -> Vec<Choice> {
    let say = &ENGLISH.decide;
    let original = post.slot.filter(|slot| *slot >= now);
    let before = match (filled.slot.as_str(), original) {
        ("", Some(_)) => Slot::Original.as_str(),
        ("", None) => Slot::Now.as_str(),
        (sent, _) => sent,
    };
    let slot = |slot: Slot, text: String| Choice {
        value: slot.as_str(),
        text,
        hint: "",
        chosen: before == slot.as_str(),
    };
    let mut all = vec![slot(Slot::Now, say.now.to_owned())];
    all.extend(original.map(|at| slot(Slot::Original, fill(say.original, &[("when", &when::said(at))]))));
    all.push(slot(Slot::AfterPeriod, say.after.to_owned()));
    all
}

fn choice(value: &'static str, text: &str, hint: &'static str, filled: &Filled) -> Choice {
    Choice { value, text: text.to_owned(), hint, chosen: filled.decision == value }
}

fn give_back(filled: &Filled) -> Choice {
    choice(RETURN, ENGLISH.decide.give_back, ENGLISH.decide.give_back_hint, filled)
}

fn reject(filled: &Filled) -> Choice {
    choice(REJECT, ENGLISH.decide.reject, ENGLISH.decide.reject_hint, filled)
}
