//! What one roster changes of another: who comes, who goes, who is described otherwise.

use std::collections::BTreeMap;

use super::{Entry, Roster};
use crate::text;

/// The people that differ, each list by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Who is in the new roster alone.
    pub came: Vec<Entry>,
    /// Who is in the old one alone.
    pub gone: Vec<Entry>,
    /// Who is in both, and what of them changed.
    pub changed: Vec<Changed>,
}

/// Somebody who is described otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The name as the new roster writes it.
    pub name: String,
    /// What changed: the columns, in the roster's order.
    pub what: Vec<&'static str>,
    /// From what to what, of the name, the role, the party and the ward.
    pub details: Vec<Detail>,
    /// The name as the old roster writes it, when the new one gives it up altogether: posts with it would pass.
    pub name_given_up: Option<String>,
}

/// One column that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// The column.
    pub column: &'static str,
    /// What it said; empty for nothing.
    pub before: String,
    /// What it says; empty for nothing.
    pub after: String,
}

impl Difference {
    /// Whether nobody differs.
    pub fn is_empty(&self) -> bool {
        self.came.is_empty() && self.gone.is_empty() && self.changed.is_empty()
    }
}

/// What `new` changes of `old`. The same person is known by the id, or by the name and kind where the id is new: many
/// ids follow from what a row says.
pub fn difference(old: &Roster, new: &Roster) -> Difference {
    let mut left: BTreeMap<&str, &Entry> =
        old.people.iter().map(|entry| (entry.id.as_str(), entry)).collect();
    let mut difference = Difference::default();
    let mut strangers = Vec::new();
    for entry in &new.people {
        match left.remove(entry.id.as_str()) {
            Some(before) => difference.changed.extend(changed(before, entry)),
            None => strangers.push(entry),
        }
    }
    let mut by_name: BTreeMap<(Vec<String>, super::Kind), &Entry> =
        left.into_values().map(|entry| ((text::words(&entry.name), entry.kind), entry)).collect();
    let known: Vec<&Entry> = by_name.values().copied().collect();
    let mut met: Vec<&str> = Vec::new();
    for entry in strangers {
        match by_name.remove(&(text::words(&entry.name), entry.kind)) {
            Some(before) => {
                met.push(before.id.as_str());
                difference.changed.extend(changed(before, entry));
            }
            None => difference.came.push(entry.clone()),
        }
    }
    difference.gone = known.into_iter().filter(|entry| !met.contains(&entry.id.as_str())).cloned().collect();
    difference.came.sort_by(|a, b| a.name.cmp(&b.name));
    difference.gone.sort_by(|a, b| a.name.cmp(&b.name));
    difference.changed.sort_by(|a, b| a.name.cmp(&b.name));
    difference
}

fn changed(before: &Entry, after: &Entry) -> Option<Changed> {
    let columns = [
        ("name", before.name != after.name),
        ("aliases", before.aliases != after.aliases),
        ("title", before.title != after.title),
        ("role", before.roles != after.roles),
        ("party", before.party != after.party),
        ("ward", before.ward != after.ward),
        ("handles", before.handles != after.handles),
        ("profile_url", before.profile_url != after.profile_url),
        ("kind", before.kind != after.kind),
        ("is_candidate", before.is_candidate != after.is_candidate),
        ("candidate_in", before.candidate_in != after.candidate_in),
        ("from", before.from != after.from),
        ("until", before.until != after.until),
        ("portrait", before.portrait != after.portrait),
    ];
    let what: Vec<&'static str> =
        columns.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect();
    let details = [
        ("name", before.name.clone(), after.name.clone()),
        ("role", roles(before), roles(after)),
        ("party", before.party.clone().unwrap_or_default(), after.party.clone().unwrap_or_default()),
        ("ward", before.ward.clone().unwrap_or_default(), after.ward.clone().unwrap_or_default()),
    ];
    let details = details
        .into_iter()
        .filter(|(_, before, after)| before != after)
        .map(|(column, before, after)| Detail { column, before, after })
        .collect();
    let kept = |name: &str| {
        std::iter::once(&after.name)
            .chain(&after.aliases)
            .any(|known| text::words(known) == text::words(name))
    };
    let name_given_up = Some(before.name.clone()).filter(|name| !kept(name));
    (!what.is_empty()).then(|| Changed { name: after.name.clone(), what, details, name_given_up })
}

fn roles(entry: &Entry) -> String {
    let roles = entry
        .roles
        .iter()
        .map(|role| if role.civic { format!("{} (civic)", role.written) } else { role.written.clone() });
    roles.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roster(rows: &str) -> Roster {
        let file = format!("id,name,role,ward\n{rows}");
        let people = super::super::formats::csv::read("roster.csv", file.as_bytes()).unwrap().entries;
        Roster { people, namesakes: Vec::new() }
    }

    #[test]
    fn who_comes_who_goes_and_who_changes_is_told_by_name() {
        let old = roster("1,Wyn Ash,Councillor,Mill\n2,Bo Elm,Councillor,Ferry\n3,Cy Fir,Councillor,Mill\n");
        let new = roster(
            "1,Wyn Ash,Leader of the Council,Mill\n9,Cy Fir,Councillor,Ferry\n4,Di Oak,Councillor,Mill\n",
        );
        let difference = difference(&old, &new);
        let names = |list: &[Entry]| list.iter().map(|entry| entry.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&difference.came), ["Di Oak"]);
        assert_eq!(names(&difference.gone), ["Bo Elm"]);
        let told = |column, before: &str, after: &str| {
            vec![Detail { column, before: before.to_owned(), after: after.to_owned() }]
        };
        let changed = |name: &str, what, details| Changed {
            name: name.to_owned(),
            what: vec![what],
            details,
            name_given_up: None,
        };
        assert_eq!(
            difference.changed,
            [
                changed("Cy Fir", "ward", told("ward", "Mill", "Ferry")),
                changed("Wyn Ash", "role", told("role", "Councillor", "Leader of the Council")),
            ]
        );
    }

    #[test]
    fn a_name_that_is_given_up_is_told_unless_it_stays_as_an_alias() {
        let roster = |name: &str, aliases: &str| {
            let file = format!("id,name,aliases\n1,{name},{aliases}\n");
            let people = super::super::formats::csv::read("roster.csv", file.as_bytes()).unwrap().entries;
            Roster { people, namesakes: Vec::new() }
        };
        let old = roster("Bet Elm", "");
        for (aliases, given_up) in [("", Some("Bet Elm")), ("Bet Elm", None)] {
            let told = difference(&old, &roster("Bet Oak", aliases)).changed.remove(0);
            assert_eq!(told.name_given_up.as_deref(), given_up);
            assert_eq!(
                (told.details[0].before.as_str(), told.details[0].after.as_str()),
                ("Bet Elm", "Bet Oak")
            );
        }
    }

    #[test]
    fn a_roster_does_not_differ_from_itself() {
        let same = roster("1,Wyn Ash,Councillor,Mill\n2,Wyn Ash,Councillor,Ferry\n");
        assert!(difference(&same, &same).is_empty());
    }
}
