//! Whether a roster is behind the elections: pure, given what its files say, the calendar and a day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::formats::Winner;
use super::gather::{Source, sits};
use super::{Entry, Kind};
use crate::calendar::ballot_id::BallotId;
use crate::calendar::contest::Contest;
use crate::calendar::election::Status;
use crate::calendar::{Calendar, Period};
use crate::diagnostic::Diagnostic;

/// How long after a by-election a roster without dates is asked about it.
const ASKED_ABOUT: Days = Days::new(366);

/// A parish council has at least five members (Local Government Act 1972, section 16(1)), and none has fewer.
pub const FEWEST: usize = 5;

/// The days on which files came, by their names: the day they were last changed, or came into the store.
pub type Came = BTreeMap<String, NaiveDate>;

/// What an officer should look at on a day: terms that have ended, files older than the last election, by-elections
/// whose winner is not there. Nothing here stops a roster from being used.
pub fn queries(
    people: &[Entry],
    sources: &[Source],
    calendar: &Calendar,
    came: &Came,
    day: NaiveDate,
) -> Vec<Diagnostic> {
    let mut queries: Vec<Diagnostic> = ended(people, sources, day).into_iter().collect();
    let polls = polls(calendar, day);
    let last = polls.iter().filter(|poll| !poll.by_election).max_by_key(|poll| poll.day);
    if let Some(last) = last {
        queries.extend(sources.iter().filter_map(|source| older_than(source, last, came)));
    }
    let since = last.map(|poll| poll.day);
    let later = |day: NaiveDate| since.is_none_or(|since| day > since);
    for poll in polls.iter().filter(|poll| poll.by_election && later(poll.day)) {
        queries.extend(poll.wards.iter().filter_map(|ward| winner_missing(people, sources, poll, ward, day)));
    }
    let in_calendar = |winner: &Winner| {
        polls.iter().any(|poll| {
            poll.day == winner.poll
                && winner.ward.as_deref().is_none_or(|ward| {
                    poll.wards.is_empty() || poll.wards.iter().any(|other| other.eq_ignore_ascii_case(ward))
                })
        })
    };
    let recent = |poll: NaiveDate| poll.checked_add_days(ASKED_ABOUT).is_some_and(|until| day <= until);
    let winners = || sources.iter().flat_map(|source| &source.winners).filter(|winner| winner.poll < day);
    // Whoever won a seat may have been followed by the winner of a later poll there.
    let newest = |winner: &Winner| {
        winners().filter(|other| other.ward == winner.ward).all(|other| other.poll <= winner.poll)
    };
    let others = winners().filter(|winner| later(winner.poll) && recent(winner.poll) && newest(winner));
    let others: Vec<&Winner> = others.filter(|winner| !in_calendar(winner)).collect();
    queries.extend(elected_elsewhere(people, sources, &others));
    queries
}

/// The councillors a roster names, when they are fewer than any council has; None when there are none at all, as in a
/// list of candidates alone.
pub fn few(people: &[Entry], sources: &[Source]) -> Option<Diagnostic> {
    let count = people.iter().filter(|entry| entry.kind == Kind::Councillor).count();
    let file = sources.iter().find(|source| !source.seats.is_empty()).or(sources.first())?.file.clone();
    (1..FEWEST).contains(&count).then(|| {
        let members = if count == 1 { "1 councillor".to_owned() } else { format!("{count} councillors") };
        Diagnostic::of_file(
            &file,
            format!("the rosters name only {members}, and no council has fewer than {FEWEST} members"),
            "look whether rows are missing: nobody guards a name that is not on the roster",
        )
    })
}

/// Winners of polls the calendar does not hold, who are not among the councillors.
fn elected_elsewhere(people: &[Entry], sources: &[Source], winners: &[&Winner]) -> Option<Diagnostic> {
    let seats = sources.iter().find(|source| !source.seats.is_empty())?;
    let missing: Vec<&&Winner> = winners.iter().filter(|winner| !sits(people, &winner.name)).collect();
    let newest = missing.iter().map(|winner| winner.poll).max()?;
    let wards: BTreeSet<&str> = missing.iter().filter_map(|winner| winner.ward.as_deref()).collect();
    let place = if wards.is_empty() {
        String::new()
    } else {
        format!(" in {}", wards.into_iter().collect::<Vec<_>>().join(", "))
    };
    let message = match missing.len() {
        1 => format!("whoever was elected on {newest}{place} is not among the councillors"),
        many => format!("{many} people elected up to {newest}{place} are not among the councillors"),
    };
    Some(Diagnostic::of_file(&seats.file, message, "load the roster as it is since then"))
}

/// An election to this council that is over.
struct Poll<'a> {
    id: &'a str,
    day: NaiveDate,
    by_election: bool,
    wards: &'a [String],
}

fn polls(calendar: &Calendar, day: NaiveDate) -> Vec<Poll<'_>> {
    calendar.periods().iter().filter_map(poll).filter(|poll| poll.day < day).collect()
}

fn poll(period: &Period) -> Option<Poll<'_>> {
    let grounds = &period.grounds;
    let to_this_council = matches!(grounds.contest, None | Some(Contest::Local | Contest::CityOfLondon));
    let held = matches!(grounds.status, Status::Called | Status::Uncontested);
    if period.advisory || !to_this_council || !held {
        return None;
    }
    let wards = period.wards().unwrap_or_default();
    let by_election = !wards.is_empty() || BallotId::parse(&period.election).is_ok_and(|id| id.by);
    Some(Poll { id: &period.election, day: grounds.poll?, by_election, wards })
}

/// Members whose term has ended by what their row says: they are guarded no longer.
fn ended(people: &[Entry], sources: &[Source], day: NaiveDate) -> Option<Diagnostic> {
    let councillors = || people.iter().filter(|entry| entry.kind == Kind::Councillor);
    let ended = councillors().filter(|entry| entry.until.is_some_and(|until| until < day)).count();
    let passed = |source: &&Source| source.seats.iter().any(|seat| seat.ends.is_some_and(|ends| ends < day));
    let file = sources.iter().find(passed)?.file.clone();
    let all = councillors().count();
    let message = if ended > 0 {
        format!(
            "the terms of {ended} of {all} councillors have ended by what their rows say: posts that name them pass"
        )
    } else {
        "the next election of seats in this file is over".to_owned()
    };
    Some(Diagnostic::of_file(&file, message, "load the roster as it is since the election"))
}

/// A file whose newest term began before the last ordinary election; where its rows do not say when terms began, one
/// that was there before the poll.
fn older_than(source: &Source, last: &Poll<'_>, came: &Came) -> Option<Diagnostic> {
    if source.seats.is_empty() {
        return None;
    }
    let Some(newest) = source.seats.iter().filter_map(|seat| seat.taken).max() else {
        let came = came.get(&source.file).filter(|came| **came <= last.day)?;
        return Some(Diagnostic::of_file(
            &source.file,
            format!("this file is of {came}, and the election {} was on {}", last.id, last.day),
            "load the roster as it is since the election",
        ));
    };
    (newest < last.day).then(|| {
        Diagnostic::of_file(
            &source.file,
            format!(
                "the newest term in this file began on {newest}, before the election {} of {}",
                last.id, last.day
            ),
            "load the roster as it is since the election",
        )
    })
}

fn winner_missing(
    people: &[Entry],
    sources: &[Source],
    poll: &Poll<'_>,
    ward: &str,
    day: NaiveDate,
) -> Option<Diagnostic> {
    let seats = || sources.iter().flat_map(|source| source.seats.iter().map(move |seat| (source, seat)));
    let of_ward = || {
        seats().filter(|(_, seat)| seat.ward.as_deref().is_some_and(|other| other.eq_ignore_ascii_case(ward)))
    };
    let (file, _) =
        of_ward().next().or_else(|| seats().next()).map(|(source, seat)| (source.file.as_str(), seat))?;
    let elected: Vec<_> = sources
        .iter()
        .flat_map(|source| &source.winners)
        .filter(|winner| winner.poll == poll.day)
        .filter(|winner| winner.ward.as_deref().is_some_and(|other| other.eq_ignore_ascii_case(ward)))
        .collect();
    if !elected.is_empty() {
        let missing = elected.iter().any(|winner| !sits(people, &winner.name));
        return missing.then(|| {
            Diagnostic::of_file(
                file,
                format!("whoever won the by-election {} in {ward} is not among the councillors", poll.id),
                "load the roster as it is since the by-election",
            )
        });
    }
    if of_ward().any(|(_, seat)| seat.taken.is_some_and(|taken| taken >= poll.day)) {
        return None;
    }
    if seats().any(|(_, seat)| seat.taken.is_some()) {
        return Some(Diagnostic::of_file(
            file,
            format!("nobody sits for {ward} since the by-election {} of {}", poll.id, poll.day),
            "load the roster as it is since the by-election, or write `from` beside the winner",
        ));
    }
    let recent = poll.day.checked_add_days(ASKED_ABOUT).is_some_and(|until| day <= until);
    recent.then(|| {
        Diagnostic::of_file(
            file,
            format!(
                "the rows do not say since when anybody sits, so it cannot be told whether the winner of the by-election \
                 {} in {ward} is there",
                poll.id
            ),
            "look whether they are, and write `from` beside their name",
        )
    })
}
