//! The moment a post is judged for.

use chrono::{DateTime, Utc};

use super::{Slot, State, Submission};
use crate::calendar::Calendar;

/// The moment a waiting post would become public, as far as it is known: its slot if that is still to come, else
/// `now`.
pub fn public_at(post: &Submission, calendar: &Calendar, now: DateTime<Utc>) -> DateTime<Utc> {
    let slot = match &post.state {
        State::Allowed { scheduled: Some(scheduled) } => Some(scheduled.slot),
        State::Approved { approval } => match approval.slot {
            Slot::Now => None,
            Slot::Original => post.slot,
            Slot::AfterPeriod => calendar.quiet_from(now),
        },
        _ => post.slot,
    };
    slot.filter(|slot| *slot > now).unwrap_or(now)
}
