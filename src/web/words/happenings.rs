//! What a post's states and events are called on a page.

use crate::review::{HeldBecause, StateName};

/// A state's tag: its words, and the class of its colour.
pub(crate) fn state(state: StateName) -> (&'static str, &'static str) {
    match state {
        StateName::Allowed => ("Let through", "govuk-tag--grey"),
        StateName::Held => ("Held", "govuk-tag--yellow"),
        StateName::Blocked => ("Blocked", "govuk-tag--red"),
        StateName::Returned => ("Returned to author", "govuk-tag--orange"),
        StateName::Rejected => ("Rejected", "govuk-tag--grey"),
        StateName::Parked => ("After the period", "govuk-tag--purple"),
        StateName::Withdrawn => ("Withdrawn", "govuk-tag--grey"),
        StateName::Expired => ("Expired", "govuk-tag--grey"),
        StateName::Approved => ("Approved", "govuk-tag--teal"),
        StateName::Releasing => ("Being published", "govuk-tag--teal"),
        StateName::Published => ("Published", "govuk-tag--green"),
        StateName::Failed => ("Not published", "govuk-tag--red"),
        StateName::Unknown => ("Not known", "govuk-tag--purple"),
    }
}

/// Why a held post waits; None where its findings say it all.
pub(crate) fn because(because: HeldBecause) -> Option<&'static str> {
    match because {
        HeldBecause::Judged => None,
        HeldBecause::ParentHeld => Some("It answers a post that is itself held, so it waits for that one."),
        HeldBecause::ApprovalLapsed => Some(
            "It was approved, then judged again before it went out, and something was found that the approver had \
             not seen. Please look at it afresh.",
        ),
        HeldBecause::SlotPassed => Some(
            "It was approved for a time that has passed. It was not published late by surprise: please choose \
             another time.",
        ),
        HeldBecause::TakenBack => Some(
            "It was scheduled on the platform. After a change of the calendar, roster or rules it would be stopped, \
             so it was taken back from there.",
        ),
        HeldBecause::Appealed => Some("It was blocked, and its author has asked for a person to look at it."),
        HeldBecause::Changed => Some("Its author has changed it. This is the new version."),
        HeldBecause::PeriodEnded => {
            Some("It was set aside until the pre-election period ended, which it has.")
        }
        HeldBecause::NothingFoundNow => {
            Some("Judged again, nothing stops it any more. It stays held until a person releases it.")
        }
    }
}

/// What an event was, as a line of a timeline. An event this version has no words for keeps its own name.
pub(crate) fn happening(kind: &str) -> &str {
    KINDS.iter().find(|(name, _)| *name == kind).map_or(kind, |(_, words)| words)
}

const KINDS: &[(&str, &str)] = &[
    ("received", "Received"),
    ("allowed", "Received and let through"),
    ("held", "Received and held"),
    ("blocked", "Received and blocked"),
    ("forwarded", "Answered by the platform"),
    ("approved", "Approved"),
    ("emergency-first-signature", "First signature for an emergency release"),
    ("returned", "Returned to its author"),
    ("rejected", "Rejected"),
    ("parked", "Set aside until after the pre-election period"),
    ("period-ended", "Held again: the pre-election period has ended"),
    ("withdrawn", "Withdrawn"),
    ("expired", "Expired: nobody decided in time"),
    ("appealed", "Its author asked for a person to look at it"),
    ("changed", "Changed by its author, and held"),
    ("judged-again", "Judged again"),
    ("approval-lapsed", "Approval lapsed: something new was found"),
    ("slot-passed", "Held again: its time had passed"),
    ("releasing", "Delivery began"),
    ("published", "Published"),
    ("failed", "The platform refused it"),
    ("put-off", "The platform asked to be called later"),
    ("outcome-unknown", "Delivery broke off: whether it is out is not known"),
    ("read-back-not-there", "Looked for on the account, and not found"),
    ("read-back-tie", "Looked for on the account: several posts match"),
    ("said-there", "Found to be on the account"),
    ("said-not-there", "Found not to be on the account; sent to delivery again"),
    ("retried", "Sent to delivery again"),
    ("scheduled", "Scheduled on the platform"),
    ("rescheduled", "Moved to another time"),
    ("recall-started", "Being taken back from the platform"),
    ("recall-failed", "The platform did not confirm that it is gone"),
    ("taken-back", "Taken back from the platform, and held"),
    ("erased", "Its content was erased, as the retention rules say"),
    ("nothing-out", "Delivery broke off before anything was sent"),
    ("person-added", "A person was added"),
    ("person-roles", "A person's roles were changed"),
    ("person-password", "A person's password was set"),
    ("person-deactivated", "A person's account was closed"),
    ("signed-in", "Somebody signed in"),
    ("sign-in-link", "A sign-in link was made"),
    ("sign-in-locked", "Signing in was stopped for a while: too many attempts"),
    ("tool-added", "A tool was added"),
    ("token-added", "A token was made"),
    ("token-revoked", "A token was revoked"),
    ("credential-bound", "A credential was bound to a tool"),
    ("credential-unbound", "A credential was unbound from its tool"),
    ("document-recorded", "A document was taken in"),
    ("document-refused", "A document was refused"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_without_words_is_still_shown() {
        assert_eq!(happening("approved"), "Approved");
        assert_eq!(happening("something-new"), "something-new");
    }
}
