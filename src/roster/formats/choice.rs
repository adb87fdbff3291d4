//! Files that hold the members of many councils: which rows are this council's.

use std::collections::BTreeSet;

use super::collected::Collected;
use crate::council::Council;
use crate::diagnostic::Diagnostic;

/// Which of the councils a file names is meant.
#[derive(Debug)]
pub(super) enum Choice {
    /// It names one or none.
    Whole,
    /// It names several; rows of these are taken.
    Of(BTreeSet<String>),
}

impl Choice {
    /// Chooses by the names or codes in a column. None, with a fault, when several councils are named and none is this.
    pub(super) fn of(
        named: impl Iterator<Item = String>,
        council: &Council,
        collected: &mut Collected,
    ) -> Option<Self> {
        let all: Vec<String> = named.collect();
        let several: BTreeSet<&String> = all.iter().filter(|name| !name.is_empty()).collect();
        if several.len() < 2 {
            return Some(Self::Whole);
        }
        let own: BTreeSet<String> =
            several.iter().filter(|name| is_own(name, council)).map(ToString::to_string).collect();
        let file = collected.file().to_owned();
        if own.is_empty() {
            collected.faults.push(Diagnostic::of_file(
                &file,
                format!("the file holds {} councils, and nothing says which of them is this one", several.len()),
                "add `identifiers = [\"…\"]` with the council's name or code, as the file writes it, to [council] in \
                 purdah.toml",
            ));
            return None;
        }
        let left_out = all.iter().filter(|name| !own.contains(*name)).count();
        if left_out > 0 {
            collected.note(Diagnostic::of_file(
                &file,
                format!("rows of other councils are left out: {left_out}"),
                "",
            ));
        }
        Some(Self::Of(own))
    }

    /// Whether a row is taken.
    pub(super) fn takes(&self, named: &str) -> bool {
        match self {
            Self::Whole => true,
            Self::Of(own) => own.contains(named),
        }
    }
}

/// Words that councils' names have and lists leave out.
const OF_EVERY_COUNCIL: [&str; 11] = [
    "council",
    "city",
    "county",
    "borough",
    "district",
    "metropolitan",
    "london",
    "royal",
    "of",
    "the",
    "cyngor",
];

fn is_own(named: &str, council: &Council) -> bool {
    let known = council.identifiers.iter().map(String::as_str).chain([council.id.as_str(), &council.name]);
    let core = core(named);
    known
        .into_iter()
        .any(|known| known.eq_ignore_ascii_case(named) || (!core.is_empty() && self::core(known) == core))
}

fn core(name: &str) -> Vec<String> {
    let words =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    words.filter(|word| !OF_EVERY_COUNCIL.contains(&word.as_str())).collect()
}
