//! The elections that a list of ballots makes: one for all of an authority's ordinary ballots of a day, and one for
//! each ballot that stands alone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::calendar::Scope;
use crate::calendar::ballot_id::{BallotId, Kind};
use crate::calendar::contest::{Contest, Territory};
use crate::calendar::election::{Election, Status};
use crate::diagnostic::{Diagnostic, Place};

/// One entry of a list.
pub(super) struct Entry {
    /// The entry by itself: its own id, its ward, its status.
    pub(super) election: Election,
    /// Its id, taken apart, where it is by the grammar.
    pub(super) ballot: Option<BallotId>,
    /// What kind it is, from the id or from what the list says besides.
    pub(super) kind: Option<Kind>,
    /// What the list calls all the ballots of the group.
    pub(super) group_title: Option<String>,
    /// The ids in the group, where the entry is one.
    pub(super) children: Vec<String>,
    /// It says of itself what cannot be said of a group.
    pub(super) alone: bool,
}

/// What a list made.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) elections: Vec<Election>,
    pub(super) notes: Vec<Diagnostic>,
}

/// Gathers ballots. `left_out` are the ids the list holds and does not mean.
pub(super) fn gather(entries: Vec<Entry>, left_out: &BTreeSet<String>) -> Gathered {
    let mut gathered = Gathered::default();
    let entries = gathered.still_held(entries);
    let mut known: BTreeSet<String> = entries.iter().map(|entry| entry.election.id.clone()).collect();
    known.extend(left_out.iter().cloned());
    let only_named: BTreeMap<String, Election> =
        entries.iter().flat_map(|entry| entry.by_elections_only_named(&known)).collect();
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    let mut standing = Vec::new();
    for entry in entries {
        gathered.notes.extend(entry.lost_replacement(&known));
        match entry.group() {
            Some(id) => groups.entry(id).or_default().add(entry),
            None => standing.push(entry),
        }
    }
    let mut held = known;
    held.extend(groups.keys().chain(only_named.keys()).cloned());
    let narrower =
        standing.iter().map(|entry| &entry.election.id).chain(groups.keys()).chain(only_named.keys());
    let wider: BTreeSet<String> = narrower
        .flat_map(|id| BallotId::parse(id).map(|ballot| ballot.wider(id)).unwrap_or_default())
        .collect();
    for entry in standing {
        let id = &entry.election.id;
        if let Some(group) = groups.get_mut(id) {
            group.row(entry);
        } else if entry.is_nobodys() {
            if !wider.contains(id) {
                gathered.notes.push(entry.election.place.fault(
                    format!("`{id}` stands for every authority's elections of that day and is left out"),
                    "download the elections of the council itself",
                ));
            }
        } else if !entry.is_superfluous(&held) {
            gathered.elections.push(entry.with_its_ballots());
        }
    }
    gathered.elections.extend(groups.into_iter().filter_map(|(id, group)| group.election(id)));
    gathered.elections.extend(only_named.into_values());
    gathered
}

impl Gathered {
    /// Leaves out what is no longer held, and settles what kind of referendum a list means.
    fn still_held(&mut self, entries: Vec<Entry>) -> Vec<Entry> {
        let (gone, mut held): (Vec<_>, Vec<_>) =
            entries.into_iter().partition(|entry| entry.kind == Some(Kind::Europarl));
        if let Some(first) = gone.first() {
            self.notes.push(first.election.place.fault(
                format!(
                    "{} for the European Parliament left out, the first of them `{}`",
                    entries_counted(gone.len()),
                    first.election.id
                ),
                "",
            ));
        }
        for entry in &mut held {
            if entry.kind == Some(Kind::Ref) && entry.election.contest.is_none() {
                entry.election.contest = Some(Contest::ReferendumGovernance);
                self.notes.push(entry.election.place.fault(
                    format!(
                        "`{}` does not say what kind of referendum it is and is taken for one on how a council is \
                         governed",
                        entry.election.id
                    ),
                    "a neighbourhood planning referendum begins with its information statement: enter it in the \
                     council's own file with `type = \"ref.neighbourhood\"` and that day as `notice`",
                ));
            }
        }
        held
    }
}

impl Entry {
    /// The group its ballot is counted in; None when it stands alone.
    fn group(&self) -> Option<String> {
        let ballot = self.ballot.as_ref()?;
        let ordinary = ballot.division.is_some()
            && !ballot.by
            && !self.alone
            && self.election.replaces.is_none()
            && ballot.date == self.election.poll;
        ordinary.then(|| ballot.group(&self.election.id))
    }

    /// A row for a whole day, of a kind of which every authority has its own.
    fn is_nobodys(&self) -> bool {
        let named = self.election.listed.as_ref().is_some_and(|listed| !listed.identifiers.is_empty());
        !named
            && self
                .ballot
                .as_ref()
                .is_some_and(|ballot| ballot.kind.has_organisation() && ballot.organisation.is_none())
    }

    /// Whether it is a group of which every part is held by itself. One that does not name its parts is not: what
    /// else is held of the same day may be a by-election beside it.
    fn is_superfluous(&self, held: &BTreeSet<String>) -> bool {
        !self.children.is_empty() && self.children.iter().all(|id| held.contains(id))
    }

    /// The election, which keeps the ids in its group: `covers` may name one of them.
    fn with_its_ballots(mut self) -> Election {
        if let Some(listed) = &mut self.election.listed {
            listed.ballots = self.children;
        }
        self.election
    }

    /// The by-elections that a group names and that have no entry of their own: one ward each, not the whole area.
    fn by_elections_only_named(&self, known: &BTreeSet<String>) -> Vec<(String, Election)> {
        self.children
            .iter()
            .filter(|id| !known.contains(*id))
            .filter_map(|id| {
                let ballot = BallotId::parse(id).ok().filter(|ballot| ballot.by)?;
                let election = Election {
                    id: id.clone(),
                    title: title(self.election.contest, Some(&ballot), ballot.date),
                    poll: ballot.date,
                    territory: self.election.territory.filter(|territory| *territory != Territory::Uk),
                    by_election: true,
                    scope: scope(&ballot, None),
                    ..self.election.clone()
                };
                Some((id.clone(), election))
            })
            .collect()
    }

    /// A ballot counted in a group cannot carry what replaces it.
    fn lost_replacement(&self, known: &BTreeSet<String>) -> Option<Diagnostic> {
        let next = self.election.replaced_by.as_ref().filter(|next| !known.contains(*next))?;
        self.group().map(|_| {
            self.election.place.fault(
                format!("`{}` is replaced by `{next}`, which this list does not hold", self.election.id),
                "load the new election too: it has a notice and a period of its own",
            )
        })
    }
}

/// The ordinary ballots of one authority, kind and day.
#[derive(Default)]
struct Group {
    first: Option<Election>,
    statuses: BTreeSet<&'static str>,
    title: Option<String>,
    ballots: Vec<String>,
}

impl Group {
    fn add(&mut self, entry: Entry) {
        self.title = self.title.take().or(entry.group_title);
        self.statuses.insert(entry.election.status.as_str());
        self.ballots.push(entry.election.id.clone());
        match &mut self.first {
            None => self.first = Some(entry.election),
            Some(first) => {
                first.territory = first.territory.or(entry.election.territory);
                first.contest = first.contest.or(entry.election.contest);
                if entry.election.status == Status::Called {
                    first.status = Status::Called;
                }
                if let (Some(all), Some(more)) = (&mut first.listed, entry.election.listed) {
                    all.add(more.identifiers);
                }
            }
        }
    }

    /// The group's own row says what it is called and where the list says it.
    fn row(&mut self, entry: Entry) {
        self.title = Some(entry.election.title);
        self.ballots.extend(entry.children);
        if let Some(first) = &mut self.first {
            first.place = entry.election.place;
            if let (Some(all), Some(more)) = (&mut first.listed, entry.election.listed) {
                all.add(more.identifiers);
            }
        }
    }

    /// One election for the whole area: called, unless every ballot is cancelled.
    fn election(self, id: String) -> Option<Election> {
        let mut first = self.first?;
        if let Some(listed) = &mut first.listed {
            listed.ballots = self.ballots;
        }
        let status = match first.status {
            Status::Called => Status::Called,
            same if self.statuses.len() == 1 => same,
            _ => Status::Cancelled,
        };
        let ballot = BallotId::parse(&id).ok();
        Some(Election {
            title: self.title.unwrap_or_else(|| title(first.contest, ballot.as_ref(), first.poll)),
            id,
            scope: Scope::WholeArea,
            status,
            replaces: None,
            replaced_by: None,
            ..first
        })
    }
}

/// A list's id as the grammar has it: in small letters, where only capitals keep it from being one.
pub(super) fn id_of(written: &str) -> String {
    let small = written.trim().to_ascii_lowercase();
    if BallotId::parse(&small).is_ok() { small } else { written.trim().to_owned() }
}

/// What kind an id is of: by the grammar, or else by its first part alone.
pub(super) fn kind(id: &str, ballot: Option<&BallotId>) -> Option<Kind> {
    ballot.map(|ballot| ballot.kind).or_else(|| Kind::named(id.split_once('.')?.0))
}

/// What a ballot covers: its ward by the name a list gives, or as its id spells it.
pub(super) fn scope(ballot: &BallotId, name: Option<&str>) -> Scope {
    match (&ballot.division, name) {
        (Some(_), Some(name)) => Scope::Wards(vec![name.to_owned()]),
        (Some(slug), None) => Scope::Wards(vec![words(slug)]),
        (None, _) => Scope::WholeArea,
    }
}

/// What to call an election that the list gives no title.
pub(super) fn title(contest: Option<Contest>, ballot: Option<&BallotId>, poll: NaiveDate) -> String {
    let whose: Vec<String> = ballot
        .into_iter()
        .flat_map(|ballot| [&ballot.organisation, &ballot.division])
        .flatten()
        .map(|slug| words(slug))
        .collect();
    let what = contest.map_or("election", Contest::title);
    let by = if ballot.is_some_and(|ballot| ballot.by) { " (by-election)" } else { "" };
    let day = poll.format("%-d %B %Y");
    if whose.is_empty() {
        let mut letters = what.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        return format!("{}{}{by}, {day}", first.unwrap_or_default(), letters.as_str());
    }
    format!("{}: {what}{by}, {day}", whose.join(", "))
}

/// The id says another day than the list.
pub(super) fn another_day(place: &Place, ballot: Option<&BallotId>, poll: NaiveDate) -> Option<Diagnostic> {
    let ballot = ballot.filter(|ballot| ballot.date != poll)?;
    Some(place.fault(
        format!("the id says {} and the poll is on {poll}: the period follows the poll", ballot.date),
        "if the poll was moved, give the new one an id of its own and join them by `replaced_by`",
    ))
}

/// `mill-and-ferry` as a person writes it: `Mill and Ferry`.
fn words(slug: &str) -> String {
    let word = |word: &str| match word {
        "and" | "of" | "the" | "in" | "on" | "upon" | "with" | "by" => word.to_owned(),
        _ => {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| {
                format!("{}{}", first.to_ascii_uppercase(), letters.as_str())
            })
        }
    };
    slug.split(['-', '_']).map(word).collect::<Vec<_>>().join(" ")
}

/// `1 entry`, `2 entries`.
pub(super) fn entries_counted(number: usize) -> String {
    format!("{number} {}", if number == 1 { "entry" } else { "entries" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_election_without_a_title_is_called_what_its_id_says() {
        let called = |id: &str| {
            let ballot = BallotId::parse(id).unwrap();
            title(ballot.contest(), Some(&ballot), ballot.date)
        };
        assert_eq!(called("local.wrenbury.2027-05-06"), "Wrenbury: council election, 6 May 2027");
        assert_eq!(
            called("local.wrenbury.mill-and-ferry.by.2027-06-10"),
            "Wrenbury, Mill and Ferry: council election (by-election), 10 June 2027"
        );
        assert_eq!(called("parl.2029-05-03"), "UK Parliament election, 3 May 2029");
        assert_eq!(title(None, None, "2027-05-06".parse().unwrap()), "Election, 6 May 2027");
    }
}
