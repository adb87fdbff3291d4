//! Wards and polling days that a roster names and nothing else knows: a candidacy there is in no election, and a member
//! sits for no ward of a by-election. Pure, given the calendar, the council's wards and a day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::gather::Source;
use super::{Candidacy, Entry, Kind};
use crate::calendar::ballot_id::BallotId;
use crate::calendar::{Calendar, ward};
use crate::diagnostic::{Diagnostic, likest_first, suggestion};

/// What an officer should look at on a day. `wards` are those of `[council.wards]`. Nothing here stops a roster from
/// being used; polls that are over are not asked about.
pub fn queries<'a>(
    people: &[Entry],
    sources: &[Source],
    calendar: &'a Calendar,
    wards: impl IntoIterator<Item = &'a str>,
    day: NaiveDate,
) -> Vec<Diagnostic> {
    let own: BTreeSet<&str> = wards.into_iter().collect();
    let known: BTreeSet<&str> = own.iter().copied().chain(wards_of(calendar)).collect();
    let mut queries = strange_wards(people, sources, &own, &known);
    queries.extend(candidacies(people, sources, calendar, &known, day));
    queries
}

fn wards_of(calendar: &Calendar) -> impl Iterator<Item = &str> {
    calendar.periods().iter().filter_map(|period| period.wards()).flatten().map(String::as_str)
}

/// Wards of members that are called like none that is known. Where only some wards are known, one that several people
/// sit for is hardly a slip, and one that is like no other hardly either.
fn strange_wards(
    people: &[Entry],
    sources: &[Source],
    own: &BTreeSet<&str>,
    known: &BTreeSet<&str>,
) -> Vec<Diagnostic> {
    let mut held: BTreeMap<&str, usize> = BTreeMap::new();
    let members = people.iter().filter(|entry| matches!(entry.kind, Kind::Councillor | Kind::Candidate));
    for ward in members.filter_map(|entry| entry.ward.as_deref()) {
        *held.entry(ward).or_default() += 1;
    }
    let is_known = |ward: &str| known.iter().any(|known| ward::is_same(known, ward));
    let listed = held.keys().filter(|held| own.iter().any(|own| ward::is_same(own, held))).count();
    let most_are_listed = listed * 2 > held.len();
    let strange = held.iter().filter(|(ward, _)| !is_known(ward));
    strange
        .filter_map(|(ward, count)| {
            let meant = suggestion(ward, known.iter().copied());
            if !(most_are_listed || meant.is_some() && *count == 1) {
                return None;
            }
            let repair = match meant {
                Some(meant) => format!("did you mean `{meant}`? If not, add `{ward}` to [council.wards]"),
                None => "write it as [council.wards] or the calendar does, or add it to [council.wards]".to_owned(),
            };
            let message =
                format!("no ward is called `{ward}` in [council.wards] or the calendar: a by-election restricts nobody by it");
            Some(Diagnostic::of_file(file_with(sources, ward), message, repair))
        })
        .collect()
}

fn file_with<'a>(sources: &'a [Source], ward: &str) -> &'a str {
    let has = |source: &&Source| source.seats.iter().any(|seat| seat.ward.as_deref() == Some(ward));
    sources.iter().find(has).or(sources.first()).map_or("", |source| source.file.as_str())
}

/// Candidacies that are in no election of the calendar.
fn candidacies(
    people: &[Entry],
    sources: &[Source],
    calendar: &Calendar,
    known: &BTreeSet<&str>,
    day: NaiveDate,
) -> Vec<Diagnostic> {
    let periods = calendar.periods();
    if periods.is_empty() {
        return Vec::new();
    }
    let mut astray: BTreeMap<String, (&Candidacy, &Entry, usize)> = BTreeMap::new();
    for entry in people {
        for candidacy in &entry.candidate_in {
            let is_over = polls_on(candidacy).is_some_and(|poll| poll < day);
            if !is_over && !periods.iter().any(|period| candidacy.is_in(period)) {
                astray.entry(written(candidacy)).or_insert((candidacy, entry, 0)).2 += 1;
            }
        }
    }
    let told = |(stands, (candidacy, first, count)): (String, (&Candidacy, &Entry, usize))| {
        let who = match count {
            1 => format!("{} stands", first.name),
            many => format!("{many} people stand"),
        };
        let file = first.ward.as_deref().map_or_else(
            || sources.first().map_or("", |source| source.file.as_str()),
            |ward| file_with(sources, ward),
        );
        let (why, repair) = why(candidacy, calendar, known);
        Diagnostic::of_file(file, format!("{who} in `{stands}`, and {why}"), repair)
    };
    astray.into_iter().map(told).collect()
}

fn polls_on(candidacy: &Candidacy) -> Option<NaiveDate> {
    match candidacy {
        Candidacy::Poll { date, .. } => Some(*date),
        Candidacy::Election(id) => BallotId::parse(&id.trim().to_ascii_lowercase()).ok().map(|id| id.date),
    }
}

fn written(candidacy: &Candidacy) -> String {
    match candidacy {
        Candidacy::Poll { date, ward: None } => date.to_string(),
        Candidacy::Poll { date, ward: Some(ward) } => format!("{date}:{ward}"),
        Candidacy::Election(id) => id.clone(),
    }
}

fn why(candidacy: &Candidacy, calendar: &Calendar, known: &BTreeSet<&str>) -> (String, String) {
    let periods = calendar.periods();
    match candidacy {
        Candidacy::Poll { date, ward } => {
            let on_the_day = Candidacy::Poll { date: *date, ward: None };
            if let Some(ward) = ward
                && periods.iter().any(|period| on_the_day.is_in(period))
            {
                let polled = periods.iter().filter(|period| on_the_day.is_in(period));
                let polled: Vec<&str> =
                    polled.filter_map(|period| period.wards()).flatten().map(String::as_str).collect();
                let meant = suggestion(ward, polled.iter().chain(known).copied());
                let repair = match (meant, polled.as_slice()) {
                    (Some(meant), _) => format!("did you mean `{date}:{meant}`?"),
                    (None, polled) => format!("the wards polled on that day are {}", polled.join(", ")),
                };
                return ("that ward has no poll on that day".to_owned(), repair);
            }
            let polls = periods.iter().filter_map(|period| period.grounds.poll);
            let nearest = polls.min_by_key(|poll| (*poll - *date).num_days().abs());
            let repair = nearest.map_or_else(
                || "add the election to the calendar, or mend the day".to_owned(),
                |poll| {
                    format!(
                        "the nearest poll is on {poll}: write that day, or add the election to the calendar"
                    )
                },
            );
            ("no poll of the calendar is on that day".to_owned(), repair)
        }
        Candidacy::Election(id) => {
            let elections = periods.iter().map(|period| period.election.as_str());
            let repair = likest_first(id, elections).first().map_or_else(String::new, |nearest| {
                format!("the nearest is `{nearest}`: write that, or add the election to the calendar")
            });
            ("the calendar has no such election".to_owned(), repair)
        }
    }
}
