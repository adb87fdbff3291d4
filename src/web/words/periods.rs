//! What is said of periods: on the desk, in feeds, and by the commands that look at a calendar.

use chrono::{DateTime, NaiveDate, Utc};

use super::english::ENGLISH;
use super::fill;
use crate::calendar::Period;
use crate::calendar::contest::Contest;
use crate::calendar::election::Status;
use crate::calendar::outlook::Warning;
use crate::calendar::period::Start;
use crate::calendar::timetable::{Basis, Law};
use crate::web::when;

/// `Thursday 6 May 2027`.
pub(crate) fn day(day: NaiveDate) -> String {
    day.format("%A %-d %B %Y").to_string()
}

/// `Thursday 6 May 2027 at 10:00pm`, by London's clocks.
pub(crate) fn moment(at: DateTime<Utc>) -> String {
    format!("{} at {}", when::day(at), when::hour(at))
}

/// What a period covers.
pub(crate) fn covers(period: &Period) -> String {
    let say = &ENGLISH.site;
    match period.wards() {
        None => say.covers_all.to_owned(),
        Some(wards) => fill(say.covers_wards, &[("wards", &wards.join(", "))]),
    }
}

/// What is special about a period.
pub(crate) fn notes(period: &Period) -> Vec<&'static str> {
    let say = &ENGLISH.site;
    let mut notes = Vec::new();
    if period.advisory {
        notes.push(say.advisory);
    }
    if period.provisional {
        notes.push(match period.grounds.start {
            Start::StandIn => say.stand_in,
            Start::Entered | Start::Notice | Start::Statutory => say.provisional,
        });
    }
    notes
}

/// Why a period begins when it does.
pub(crate) fn begins(period: &Period) -> String {
    let grounds = &period.grounds;
    let allowed = grounds
        .statutory_day
        .map_or_else(String::new, |latest| format!(" The last day the law allows is {}.", day(latest)));
    let starts = day(period.starts.date_naive());
    match (grounds.start, grounds.notice) {
        (Start::Entered, _) if grounds.poll.is_none() => "An officer entered this period.".to_owned(),
        (Start::Entered, _) => format!("An officer entered its start.{allowed}"),
        (Start::Notice, _) => {
            format!("Notice of election on {starts}, as an officer entered it.{allowed}")
        }
        (Start::Statutory, Some(entered)) => format!(
            "An officer entered a notice on {}, later than the law allows. Until that is confirmed the last day the \
             law allows counts: {starts}.",
            day(entered)
        ),
        (Start::Statutory, None) if is_referendum(grounds.contest) => {
            format!("The law restricts publicity from {starts}.")
        }
        (Start::Statutory, None) => {
            format!(
                "{starts} is the last day the law allows for notice of election; no other day has been entered."
            )
        }
        (Start::StandIn, _) => format!(
            "The day of notice does not follow from the poll and has not been entered. Until it is, {starts} stands in \
             for it."
        ),
    }
}

fn is_referendum(contest: Option<Contest>) -> bool {
    matches!(
        contest,
        Some(Contest::ReferendumS125 | Contest::ReferendumGovernance | Contest::ReferendumNeighbourhood)
    )
}

/// A law and where in it.
pub(crate) fn law(law: &Law) -> String {
    format!("{}, {}", law.title, law.clause)
}

/// What a date stands on.
pub(crate) fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Statute => "This is what the text of the law says.",
        Basis::Guidance => "This is what a public authority says the law is.",
        Basis::Unconfirmed => {
            "Unconfirmed: this could not be checked against the law. Ask the returning officer before you rely on it."
        }
    }
}

/// Where an election stands, when it is not simply called.
pub(crate) fn status(status: &Status) -> Option<&'static str> {
    match status {
        Status::Called | Status::Withdrawn { .. } => None,
        Status::Uncontested => Some("Uncontested: the period goes on to its end all the same."),
        Status::Countermanded => Some("Countermanded: the period goes on to its end all the same."),
        Status::Postponed => Some("Postponed: the period goes on to its end all the same."),
        Status::Cancelled => Some("Cancelled: the period goes on to its end all the same."),
    }
}

/// How it is joined to other elections.
pub(crate) fn succession(period: &Period) -> Vec<String> {
    let older = period.grounds.replaces.iter().map(|id| format!("It takes the place of {id}."));
    let newer = period.grounds.replaced_by.iter().map(|id| format!("{id} takes its place."));
    older.chain(newer).collect()
}

/// A warning, with what to do about it.
pub(crate) fn warning(warning: &Warning) -> String {
    match warning {
        Warning::NeverLoaded => "no calendar has been loaded: every post is held".to_owned(),
        Warning::Empty => {
            "the calendar holds no pre-election period: enter the elections that are to come".to_owned()
        }
        Warning::NothingAhead { last: None } => {
            "no pre-election period of the calendar begins within six years: look whether its years are right"
                .to_owned()
        }
        Warning::NothingAhead { last: Some(last) } => format!(
            "every pre-election period of the calendar is over, the last since {}: enter the elections that are to come",
            when::said(*last)
        ),
        Warning::Old { since } => format!(
            "the calendar has not been changed since {}, more than a year ago: look it through and load it again; a file \
             that is right as it is needs no more than a new comment",
            when::said(*since)
        ),
        Warning::BankHolidaysEnd { last_year } => format!(
            "bank holidays are known only to the end of {last_year}: add a newer list from gov.uk to the calendar files, \
             or install a newer version of this program"
        ),
        Warning::Provisional { elections } => format!(
            "counted before the bank holidays of its year were known, so that it may begin on another day: \
             {}",
            elections.join(", ")
        ),
    }
}

/// How many days wait for an officer's word.
pub(crate) fn queries(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("one entry of the calendar should be corrected or confirmed".to_owned()),
        many => Some(format!("{many} entries of the calendar should be corrected or confirmed")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use crate::calendar::assemble::assemble;
    use crate::calendar::formats::read;
    use crate::council::{Council, CouncilId, Nation};

    fn calendar(election: &str) -> Calendar {
        let council = Council {
            id: CouncilId::from_name("Larkwater").unwrap(),
            name: "Larkwater Council".into(),
            nation: Nation::England,
            contacts: Vec::new(),
            identifiers: Vec::new(),
            covers: Vec::new(),
            wards: std::collections::BTreeMap::new(),
        };
        let sheet = read("elections.toml", election.as_bytes()).unwrap();
        assemble(vec![sheet], &council).unwrap().calendar
    }

    #[test]
    fn a_period_says_why_it_begins_when_it_does() {
        let local = "[[election]]\nid = \"local.larkwater.2027-05-06\"\npoll = 2027-05-06\n";
        for (more, expected) in [
            ("", "is the last day the law allows for notice of election; no other day"),
            (
                "notice = 2027-03-22\n",
                "Notice of election on Monday 22 March 2027, as an officer entered it. The last",
            ),
            ("notice = 2027-04-12\n", "a notice on Monday 12 April 2027, later than the law allows."),
            ("starts = 2027-03-20T00:00:00\n", "An officer entered its start. The last day"),
        ] {
            let calendar = calendar(&format!("{local}{more}"));
            let said = begins(&calendar.periods()[0]);
            assert!(said.contains(expected), "{said}");
        }
        let own = "[[period]]\nid = \"p\"\nstarts = 2027-09-01T00:00:00\nends = 2027-10-13T17:00:00\n";
        assert_eq!(begins(&calendar(own).periods()[0]), "An officer entered this period.");
        let referendum =
            "[[election]]\nid = \"r\"\ntype = \"ref.governance\"\nnation = \"england\"\npoll = 2027-05-06\n";
        assert!(begins(&calendar(referendum).periods()[0]).starts_with("The law restricts publicity from"));
    }
}
