//! The sentences a comms officer reads: why a post was stopped, and what its author could write instead.

use crate::guard::case::{Case, Subject};
use crate::guard::finding::Confidence;
use crate::guard::scan::Mention;
use crate::roster::{Entry, Kind};

/// Who somebody is, as one would say it to a colleague.
pub(crate) fn called(entry: &Entry) -> String {
    let title = entry.title.to_lowercase();
    let is_councillor = title.split(|c: char| !c.is_alphabetic()).any(|word| COUNCILLOR.contains(&word));
    match entry.kind {
        Kind::Councillor if title.is_empty() || is_councillor => format!("Councillor {}", entry.name),
        Kind::Councillor => format!("{} {}", entry.title, entry.name),
        _ => entry.name.clone(),
    }
}

/// Titles that say no more than that somebody sits.
const COUNCILLOR: [&str; 7] = ["cllr", "cllrs", "councillor", "councilor", "coun", "cynghorydd", "cyng"];

/// The circumstance that makes it matter, as it follows what was found: a policy may restrict all year what others
/// restrict in a period.
pub(crate) fn circumstance(case: &Case<'_>) -> &'static str {
    if case.standing.in_period() {
        " while a pre-election period is in force"
    } else {
        ", which this council's policy restricts all year"
    }
}

/// Why words that name somebody stop a post.
pub(crate) fn naming(case: &Case<'_>, subject: Subject<'_>, mention: &Mention) -> String {
    let verb = if mention.by_role { "Points to" } else { "Names" };
    let when = circumstance(case);
    match (subject, mention.confidence) {
        (Subject::Entry(entry), Confidence::Possible) => format!("May well mean {}{when}.", called(entry)),
        (Subject::Entry(entry), _) => format!("{verb} {}{when}.", called(entry)),
        (Subject::Councillor, _) if mention.by_role => {
            format!("Points to one person by an office of a council{when}.")
        }
        (Subject::Councillor, _) => {
            format!("Names somebody with a councillor's title who is not on the roster{when}.")
        }
        (Subject::Politician, _) => format!("Speaks of a politician{when}."),
        (Subject::Group, _) => format!("Speaks of a group of members (one ward's, or a party's){when}."),
    }
}

/// Why the words of a picture that name somebody stop a post.
pub(crate) fn showing(case: &Case<'_>, subject: Subject<'_>) -> String {
    let whom = match subject {
        Subject::Entry(entry) => called(entry),
        Subject::Councillor => "a councillor".to_owned(),
        Subject::Politician => "a politician".to_owned(),
        Subject::Group => "a group of members".to_owned(),
    };
    format!("The picture's text says that {whom} is in it{}.", circumstance(case))
}

/// What to write instead of a name.
pub(crate) fn instead_of_a_name(case: &Case<'_>) -> String {
    or_later(case, "Say what the council did without naming members, or quote an officer")
}

/// What to do with an account or a link.
pub(crate) fn instead_of_an_account(case: &Case<'_>) -> String {
    or_later(case, "Take the account or link out")
}

/// Waiting helps where it is a period that restricts.
fn or_later(case: &Case<'_>, advice: &str) -> String {
    let later = if case.standing.in_period() { "; or keep the post until after the poll" } else { "" };
    format!("{advice}{later}.")
}
