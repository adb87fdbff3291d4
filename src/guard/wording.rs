//! The sentences a comms officer reads: why a post was stopped, and what its author could write instead.

use crate::guard::case::{Case, Subject};
use crate::guard::finding::{Confidence, RuleCode};
use crate::guard::scan::{Mention, Together};
use crate::roster::styled::{self, Reading};
use crate::roster::{Entry, Kind};

/// Who somebody is, as one would say it to a colleague.
pub(crate) fn called(entry: &Entry) -> String {
    let title = entry.title.to_lowercase();
    let is_councillor = title.split(|c: char| !c.is_alphabetic()).any(|word| COUNCILLOR.contains(&word));
    let name = plain_name(entry);
    match entry.kind {
        Kind::Councillor if title.is_empty() || is_councillor => format!("Councillor {name}"),
        Kind::Councillor => format!("{} {name}", entry.title),
        _ => name,
    }
}

/// A name in the order in which it is said, however the roster writes it: `Wyn Ash` for `Ash, Wyn`.
fn plain_name(entry: &Entry) -> String {
    match entry.kind {
        Kind::Councillor | Kind::Candidate | Kind::Politician => match styled::read(&entry.name) {
            Reading::Person(styled) if !styled.name.is_empty() => styled.name,
            _ => entry.name.clone(),
        },
        Kind::Party | Kind::Office => entry.name.clone(),
    }
}

/// Whom words that name somebody of the roster mean: one, all of several, or one of several.
#[derive(Debug)]
pub(crate) enum Whom<'a> {
    /// This one.
    One(&'a Entry),
    /// All of these, in as many words.
    All(Vec<String>),
    /// One of several, with what they are called, where they share that.
    OneOf {
        /// All of them sit on the council.
        members: bool,
        /// The end of their names, which they share.
        name: String,
    },
}

impl<'a> Whom<'a> {
    /// Whom a mention means, which a rule has found to point to an entry.
    pub(crate) fn of(case: &Case<'a>, rule: &RuleCode, entry: &'a Entry, mention: &Mention) -> Self {
        let meant = case.those_meant(rule, mention);
        let mut names: Vec<String> = Vec::new();
        for name in meant.iter().map(|entry| called(entry)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let same_person = || {
            let mut plain = meant.iter().map(|entry| plain_name(entry).to_lowercase());
            let first = plain.next();
            plain.all(|name| Some(name) == first)
        };
        match names.len() {
            ..=1 => Self::One(entry),
            _ if same_person() => Self::One(entry),
            ..=MOST_NAMED if mention.together == Together::All => Self::All(names),
            _ => Self::OneOf {
                members: meant.iter().all(|entry| entry.kind == Kind::Councillor),
                name: shared_end(&names),
            },
        }
    }

    /// The entry's id, where it is one alone.
    pub(crate) fn person(&self) -> Option<String> {
        match self {
            Self::One(entry) => Some(entry.id.clone()),
            Self::All(_) | Self::OneOf { .. } => None,
        }
    }

    /// As one would say it to a colleague.
    pub(crate) fn said(&self) -> String {
        match self {
            Self::One(entry) => called(entry),
            Self::All(names) => match names.split_last() {
                Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
                _ => names.concat(),
            },
            Self::OneOf { members, name } => {
                let people = if *members { "members" } else { "people" };
                let called = if name.is_empty() { String::new() } else { format!(" called {name}") };
                format!("one of several {people}{called}")
            }
        }
    }
}

/// More who share a name are not told one by one.
const MOST_NAMED: usize = 4;

/// The words in which all of some names end: the family name that they share.
fn shared_end(names: &[String]) -> String {
    let Some((first, others)) = names.split_first() else { return String::new() };
    let words: Vec<&str> = first.split(' ').collect();
    let shared = (1..words.len()).map(|from| words[from..].join(" "));
    let ends = |end: &String| others.iter().all(|name| name.ends_with(&format!(" {end}")));
    shared.into_iter().find(ends).unwrap_or_default()
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

/// Why words that name somebody of the roster stop a post.
pub(crate) fn naming(case: &Case<'_>, whom: &Whom<'_>, mention: &Mention) -> String {
    let verb = match mention.confidence {
        Confidence::Possible => "May well mean",
        _ if mention.by_role => "Points to",
        _ => "Names",
    };
    format!("{verb} {}{}.", whom.said(), circumstance(case))
}

/// Why words that point to somebody whom the roster does not know stop a post.
pub(crate) fn pointing(case: &Case<'_>, subject: Subject<'_>, mention: &Mention) -> String {
    let does = match subject {
        Subject::Councillor if mention.by_role => "Points to one person by an office of a council",
        Subject::Entry(_) | Subject::Councillor => {
            "Names somebody with a councillor's title who is not on the roster"
        }
        Subject::Politician => "Speaks of a politician",
        Subject::WardMember => "Points to a member by the ward they sit for",
        Subject::WardMembers => "Speaks of the members who sit for one ward",
        Subject::PartyGroup => "Speaks of a party's members or its group",
    };
    format!("{does}{}.", circumstance(case))
}

/// Why the words of a picture that name somebody stop a post.
pub(crate) fn showing(case: &Case<'_>, whom: &str) -> String {
    format!("The picture's text says that {whom} is in it{}.", circumstance(case))
}

/// Somebody whom the roster does not know, in the middle of a sentence.
pub(crate) fn somebody(subject: Subject<'_>) -> &'static str {
    match subject {
        Subject::Entry(_) | Subject::Councillor => "a councillor",
        Subject::Politician => "a politician",
        Subject::WardMember => "a ward's member",
        Subject::WardMembers => "some of a ward's members",
        Subject::PartyGroup => "some of a party's members",
    }
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
