//! The sentences a comms officer reads: why a post was stopped, and what its author could write instead.

use crate::guard::case::Subject;
use crate::guard::finding::Confidence;
use crate::guard::scan::Mention;
use crate::roster::Entry;

/// Who somebody is, as one would say it to a colleague.
pub(crate) fn called(entry: &Entry) -> String {
    let titled = entry.title.to_lowercase().starts_with("cllr") || entry.title.is_empty();
    match entry.kind {
        crate::roster::Kind::Councillor if titled => format!("Councillor {}", entry.name),
        _ => entry.name.clone(),
    }
}

/// Why words that name somebody stop a post.
pub(crate) fn naming(subject: Subject<'_>, mention: &Mention) -> String {
    let verb = if mention.by_role { "Points to" } else { "Names" };
    match (subject, mention.confidence) {
        (Subject::Entry(entry), Confidence::Possible) => {
            format!("May well mean {}; a pre-election period is in force.", called(entry))
        }
        (Subject::Entry(entry), _) => format!("{verb} {} while a pre-election period is in force.", called(entry)),
        (Subject::Councillor, _) => {
            "Names somebody with a councillor's title who is not on the roster, while a pre-election period is in force."
                .to_owned()
        }
        (Subject::Politician, _) => "Speaks of a politician while a pre-election period is in force.".to_owned(),
        (Subject::Group, _) => {
            "Speaks of a group of members (one ward's, or a party's) while a pre-election period is in force.".to_owned()
        }
    }
}

/// What to write instead of a name.
pub(crate) const INSTEAD_OF_A_NAME: &str = "Say what the council did without naming members, or quote an officer; or keep the post until after the poll.";
