//! What a period is, in words: the description of its event.

use chrono::NaiveDate;

use crate::calendar::Period;
use crate::calendar::election::Status;
use crate::calendar::period::Start;
use crate::calendar::timetable::Basis;

/// One sentence a line: what the period covers, of which contest, why it begins when it does, by which law, and
/// what is still open.
pub(super) fn about(period: &Period) -> String {
    let grounds = &period.grounds;
    let mut lines = vec![covers(period)];
    if period.advisory {
        lines.push("Another authority's election: posts are held for advice, never blocked.".to_owned());
    }
    lines.extend(contest(period));
    lines.extend(start(period));
    lines.extend(law(period));
    lines.extend(grounds.note.map(str::to_owned));
    lines.extend(status(&grounds.status).map(str::to_owned));
    if let Some(old) = &grounds.replaces {
        lines.push(format!("It takes the place of {old}."));
    }
    if let Some(new) = &grounds.replaced_by {
        lines.push(format!("{new} takes its place, and has a period of its own."));
    }
    if period.provisional {
        lines.push("Provisional: its start may still change.".to_owned());
    }
    lines.join("\n")
}

fn covers(period: &Period) -> String {
    match period.wards() {
        None => "It covers the whole area.".to_owned(),
        Some(wards) => format!("It covers only {}.", wards.join(", ")),
    }
}

fn contest(period: &Period) -> Option<String> {
    let contest = period.grounds.contest.map(|contest| sentence_case(contest.title()));
    match (contest, period.grounds.poll) {
        (Some(contest), Some(poll)) => Some(format!("{contest}, polling day {}.", said(poll))),
        (Some(contest), None) => Some(format!("{contest}.")),
        (None, Some(poll)) => Some(format!("Polling day {}.", said(poll))),
        (None, None) => None,
    }
}

fn start(period: &Period) -> Option<String> {
    let grounds = &period.grounds;
    match (grounds.start, grounds.notice, grounds.statutory_day) {
        (Start::Notice, Some(notice), _) => {
            Some(format!("It begins with the notice of election on {}.", said(notice)))
        }
        (Start::Statutory, _, Some(day)) => {
            Some(format!("It begins on {}, the last day the law allows.", said(day)))
        }
        (Start::StandIn, ..) => {
            Some("The day it begins stands in for one that nobody has entered yet.".to_owned())
        }
        (Start::Entered | Start::Notice | Start::Statutory, ..) => None,
    }
}

fn law(period: &Period) -> Option<String> {
    let law = period.grounds.law?;
    let caution = match period.grounds.basis {
        Some(Basis::Unconfirmed) => " This could not be confirmed: ask the returning officer.",
        Some(Basis::Guidance) => " As public guidance gives it.",
        Some(Basis::Statute) | None => "",
    };
    Some(format!("Law: {}, {}, {}{caution}", law.title, law.clause, law.url))
}

fn status(status: &Status) -> Option<&'static str> {
    match status {
        Status::Called | Status::Withdrawn { .. } => None,
        Status::Uncontested => Some("The election is uncontested; the period stays until it ends."),
        Status::Countermanded => {
            Some("The poll was stopped by a candidate's death; the period stays until it ends.")
        }
        Status::Postponed => Some("The poll was moved to another day; the period stays until it ends."),
        Status::Cancelled => Some("The poll will not take place; the period stays until it ends."),
    }
}

fn said(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

fn sentence_case(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
