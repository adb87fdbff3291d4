//! Which election a candidacy is in: rosters name it by its day, its own id, or that of one of its ballots.

use chrono::NaiveDate;

use super::Candidacy;
use crate::calendar::Period;
use crate::calendar::ballot_id::BallotId;
use crate::calendar::ward;

impl Candidacy {
    /// Whether it is a candidacy in the election behind this period. Where an id or a day leaves it open, it is.
    pub fn is_in(&self, period: &Period) -> bool {
        match self {
            Self::Poll { date, ward } => {
                is_of_day(period, *date) && ward.as_deref().is_none_or(|ward| is_of_ward(period, ward))
            }
            Self::Election(id) => is_of_election(period, &id.trim().to_ascii_lowercase()),
        }
    }
}

/// A period without a poll, such as an event of somebody's calendar, holds the polls of all its days.
fn is_of_day(period: &Period, day: NaiveDate) -> bool {
    match period.grounds.poll {
        Some(poll) => poll == day || BallotId::parse(&period.election).is_ok_and(|ballot| ballot.date == day),
        None => period.starts.date_naive() <= day && day <= period.ends.date_naive(),
    }
}

fn is_of_ward(period: &Period, ward: &str) -> bool {
    period.wards().is_none_or(|wards| wards.iter().any(|known| ward::is_same(known, ward)))
}

fn is_of_election(period: &Period, id: &str) -> bool {
    let grounds = &period.grounds;
    let is_named = [Some(&period.election), grounds.replaces.as_ref()]
        .into_iter()
        .flatten()
        .any(|known| known.trim().eq_ignore_ascii_case(id));
    is_named
        || BallotId::parse(id).is_ok_and(|ballot| {
            match BallotId::parse(&period.election.trim().to_ascii_lowercase()) {
                Ok(known) => is_same_election(&known, &ballot, grounds.poll),
                Err(_) => may_be_called_otherwise(period, &ballot),
            }
        })
}

/// A ballot and the election it is counted in, whichever of the two the period is named after.
fn is_same_election(known: &BallotId, ballot: &BallotId, poll: Option<NaiveDate>) -> bool {
    fn agree<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
        one.is_none() || other.is_none() || one == other
    }
    known.kind == ballot.kind
        && agree(known.subtype.as_ref(), ballot.subtype.as_ref())
        && agree(known.organisation.as_ref(), ballot.organisation.as_ref())
        && agree(known.division.as_ref(), ballot.division.as_ref())
        && (known.date == ballot.date || poll == Some(ballot.date))
}

/// An election that an officer calls by a name of their own: the day, the kind and the ward have to tell.
fn may_be_called_otherwise(period: &Period, ballot: &BallotId) -> bool {
    let kind = |word: &'static str| word.split('.').next();
    let same_kind = match (period.grounds.contest, ballot.contest()) {
        (Some(known), Some(contest)) => kind(known.as_str()) == kind(contest.as_str()),
        _ => true,
    };
    same_kind
        && is_of_day(period, ballot.date)
        && ballot.division.as_deref().is_none_or(|division| is_of_ward(period, division))
}
