//! One election that several entries hold: together they cover what either of them covers.

use chrono::DateTime;
use chrono_tz::Tz;

use super::ballot_id::BallotId;
use super::contest::Territory;
use super::election::{Election, Status};
use super::moment::{close_of_poll, start_of_day};
use super::period::Scope;
use super::ward;

/// Takes into an entry of a list what another entry says of the same election: the wider area, the earlier start and
/// the later end. True when they did not cover the same.
pub(super) fn widen(first: &mut Election, again: Election) -> bool {
    let ends = end(first).max(end(&again));
    let (one, other) = (start(first), start(&again));
    let entered = first.starts.is_some() || again.starts.is_some();
    let differ = end(first) != end(&again)
        || one.is_some() && other.is_some() && one != other
        || first.advisory != again.advisory
        || !is_same_area(&first.scope, &again.scope);
    first.ends = Some(ends).filter(|ends| *ends != close_of_poll(first.poll));
    first.starts = if entered { one.into_iter().chain(other).min() } else { None };
    first.notice = first.notice.into_iter().chain(again.notice).min();
    if again.confirmed.is_none() {
        first.confirmed = None;
    }
    first.advisory &= again.advisory;
    first.scope = union(&first.scope, &again.scope, &first.id);
    let revives =
        matches!(first.status, Status::Withdrawn { .. }) && !matches!(again.status, Status::Withdrawn { .. });
    if revives || again.status == Status::Called {
        first.status = again.status;
    }
    let by_id = BallotId::parse(&first.id).ok().and_then(|ballot| ballot.contest());
    if first.contest.is_none() || (first.contest == by_id && again.contest.is_some()) {
        first.contest = again.contest;
    }
    first.territory = match (first.territory, again.territory) {
        (Some(Territory::Uk), _) | (_, Some(Territory::Uk)) => Some(Territory::Uk),
        (one, other) => one.or(other),
    };
    first.replaces = first.replaces.take().or(again.replaces);
    first.replaced_by = first.replaced_by.take().or(again.replaced_by);
    if let (Some(all), Some(more)) = (&mut first.listed, again.listed) {
        all.take_in(more);
    }
    differ
}

/// In which ways an officer's own entry covers less than a list does, in words that follow "it"; none when it is
/// withdrawn or its officer has confirmed it.
pub(super) fn covers_less(own: &Election, listed: &Election) -> Vec<&'static str> {
    if own.confirmed.is_some() || matches!(own.status, Status::Withdrawn { .. }) {
        return Vec::new();
    }
    let area = match (&own.scope, &listed.scope) {
        (Scope::WholeArea, _) => false,
        (Scope::Wards(_), Scope::WholeArea) => true,
        (Scope::Wards(own), Scope::Wards(listed)) => !listed.iter().all(|ward| holds(own, ward)),
    };
    [
        (area, "covers only the wards it names"),
        (end(own) < end(listed), "ends sooner"),
        (own.advisory && !listed.advisory, "is advisory"),
    ]
    .into_iter()
    .filter_map(|(is, words)| is.then_some(words))
    .collect()
}

/// The end that counts: an own one before the close of poll does not until it is confirmed.
fn end(election: &Election) -> DateTime<Tz> {
    let close = close_of_poll(election.poll);
    election.ends.filter(|ends| *ends >= close || election.confirmed.is_some()).unwrap_or(close)
}

/// The start an entry gives.
fn start(election: &Election) -> Option<DateTime<Tz>> {
    election.starts.or_else(|| election.notice.map(start_of_day))
}

fn holds(wards: &[String], ward: &str) -> bool {
    wards.iter().any(|known| ward::is_same(known, ward))
}

fn is_same_area(one: &Scope, other: &Scope) -> bool {
    match (one, other) {
        (Scope::WholeArea, Scope::WholeArea) => true,
        (Scope::Wards(one), Scope::Wards(other)) => {
            one.iter().all(|ward| holds(other, ward)) && other.iter().all(|ward| holds(one, ward))
        }
        _ => false,
    }
}

/// Every ward of both, once. Of two ways of writing a ward, one that is only the words of the id gives way.
fn union(one: &Scope, other: &Scope, id: &str) -> Scope {
    let (Scope::Wards(one), Scope::Wards(other)) = (one, other) else { return Scope::WholeArea };
    let division = BallotId::parse(id).ok().and_then(|ballot| ballot.division).unwrap_or_default();
    let is_of_the_id = |ward: &str| ward.to_lowercase().split(' ').eq(division.split(['-', '_']));
    let mut all: Vec<String> = Vec::new();
    for ward in one.iter().chain(other) {
        match all.iter_mut().find(|known| ward::is_same(known, ward)) {
            Some(known) if is_of_the_id(known) => ward.clone_into(known),
            Some(_) => {}
            None => all.push(ward.clone()),
        }
    }
    Scope::Wards(all)
}
