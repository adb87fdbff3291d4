//! One roster of several files: a council's own rows complete those of feeds, and candidates who sit are found.

use std::collections::{BTreeMap, BTreeSet};

use super::formats::{Loaded, Seat, Winner};
use super::name::Name;
use super::{Candidacy, Entry, Kind};
use crate::diagnostic::Diagnostic;
use crate::text;

/// What the files of a roster gave together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gathered {
    /// The rows, in the order of the files.
    pub people: Vec<Entry>,
    /// Remarks that stop nothing.
    pub notes: Vec<Diagnostic>,
    /// What each file says of seats, for [`super::freshness`].
    pub sources: Vec<Source>,
    /// The files each person is in, by their id.
    pub files: BTreeMap<String, Vec<String>>,
    /// Rows of a council's own file that would make one person of two.
    pub faults: Vec<Diagnostic>,
}

/// What a file says of seats.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The file.
    pub file: String,
    /// Councillors' seats.
    pub seats: Vec<Seat>,
    /// Who was elected.
    pub winners: Vec<Winner>,
}

/// Makes one roster of files, each with its name.
pub fn gather(mut files: Vec<(String, Loaded)>) -> Gathered {
    join_by_feeds_own_ids(&mut files);
    let mut gathered = Gathered { notes: unjoined(&files), ..Gathered::default() };
    let mut own = BTreeMap::new();
    for (_, loaded) in files.iter().filter(|(_, loaded)| loaded.own) {
        own.extend(loaded.entries.iter().map(|entry| (entry.id.clone(), entry.clone())));
    }
    gathered.faults = mistaken(&files);
    let in_feeds: BTreeSet<&str> = files
        .iter()
        .filter(|(_, loaded)| !loaded.own)
        .flat_map(|(_, loaded)| loaded.entries.iter().map(|entry| entry.id.as_str()))
        .collect();
    let completed: BTreeSet<String> =
        own.keys().filter(|id| in_feeds.contains(id.as_str())).cloned().collect();
    for (file, loaded) in files {
        for entry in loaded.entries {
            gathered.files.entry(entry.id.clone()).or_default().push(file.clone());
            match own.get(&entry.id).filter(|_| completed.contains(&entry.id)) {
                Some(own) if !loaded.own => gathered.people.push(complete(own.clone(), entry)),
                Some(_) => {}
                None => gathered.people.push(entry),
            }
        }
        gathered.notes.extend(loaded.notes);
        gathered.sources.push(Source { file, seats: loaded.seats, winners: loaded.winners });
    }
    join_sitting_candidates(&mut gathered);
    gathered
}

/// A row of a council's own with the id `1007` and the name of the feed's `mg-1007` is that row's: the feed itself
/// writes the id so. Another name under the number is another's, for a council may number its rows itself.
fn join_by_feeds_own_ids(files: &mut [(String, Loaded)]) {
    let feeds = files.iter().filter(|(_, loaded)| !loaded.own).flat_map(|(_, loaded)| &loaded.entries);
    let feeds: Vec<(String, Vec<Key>)> = feeds.map(|entry| (entry.id.clone(), keys(entry))).collect();
    let joined = |own: &Entry| {
        let is_theirs = |id: &str| id.split_once('-').is_some_and(|(_, number)| number == own.id);
        let mut found = feeds
            .iter()
            .filter(|(id, theirs)| is_theirs(id) && keys(own).iter().any(|key| theirs.contains(key)));
        found.next().filter(|_| found.next().is_none()).map(|(id, _)| id.clone())
    };
    let own = files.iter_mut().filter(|(_, loaded)| loaded.own).flat_map(|(_, loaded)| &mut loaded.entries);
    for entry in own.filter(|entry| entry.id.bytes().all(|b| b.is_ascii_digit())) {
        if let Some(id) = joined(entry) {
            entry.id = id;
        }
    }
}

/// Members of a council's own files who stand in a feed too, by name, and are not joined: what makes the one row civic
/// leaves the other as it is.
fn unjoined(files: &[(String, Loaded)]) -> Vec<Diagnostic> {
    let feeds = files.iter().filter(|(_, loaded)| !loaded.own);
    let feeds: Vec<(&str, &Entry)> = feeds
        .flat_map(|(file, loaded)| loaded.entries.iter().map(|entry| (file.as_str(), entry)))
        .filter(|(_, entry)| entry.kind == Kind::Councillor)
        .collect();
    let in_feeds: BTreeSet<&str> = feeds.iter().map(|(_, entry)| entry.id.as_str()).collect();
    let mut notes = Vec::new();
    for (file, loaded) in files.iter().filter(|(_, loaded)| loaded.own) {
        let members = loaded.entries.iter().filter(|entry| entry.kind == Kind::Councillor);
        for own in members.filter(|entry| !in_feeds.contains(entry.id.as_str())) {
            let name = text::words(&own.name);
            let same_ward = |other: &Entry| match (&own.ward, &other.ward) {
                (Some(one), Some(other)) => crate::calendar::ward::is_same(one, other),
                _ => true,
            };
            let mut same =
                feeds.iter().filter(|(_, other)| text::words(&other.name) == name && same_ward(other));
            if let (Some((feed, other)), None) = (same.next(), same.next()) {
                notes.push(Diagnostic::of_file(
                    file,
                    format!("`{}` stands in {feed} as well, and the two are taken for two people", own.name),
                    format!(
                        "if they are one, write the id `{}` in this row: it then completes the feed's",
                        other.id
                    ),
                ));
            }
        }
    }
    notes
}

/// Rows of a council's own files whose id is that of somebody else in a feed: completing it, such a row would rename a
/// member, or make the wrong one civic.
fn mistaken(files: &[(String, Loaded)]) -> Vec<Diagnostic> {
    let feeds = || files.iter().filter(|(_, loaded)| !loaded.own);
    let others: Vec<(&str, &Entry)> = feeds()
        .flat_map(|(file, loaded)| loaded.entries.iter().map(|entry| (file.as_str(), entry)))
        .collect();
    let mut by_id: BTreeMap<&str, Vec<(&str, &Entry)>> = BTreeMap::new();
    let mut by_name: BTreeMap<Key, BTreeSet<&str>> = BTreeMap::new();
    for (file, entry) in &others {
        by_id.entry(&entry.id).or_default().push((file, entry));
        for key in keys(entry) {
            by_name.entry(key).or_default().insert(&entry.id);
        }
    }
    let mut faults = Vec::new();
    for (file, loaded) in files.iter().filter(|(_, loaded)| loaded.own) {
        for own in &loaded.entries {
            let Some((feed, entry)) = by_id.get(own.id.as_str()).and_then(|all| all.first()) else {
                continue;
            };
            let (ours, theirs) = (keys(own), keys(entry));
            if ours.iter().any(|key| theirs.contains(key)) {
                continue;
            }
            let is_another = ours.iter().filter_map(|key| by_name.get(key)).flatten().any(|id| *id != own.id);
            if is_another || !alike(own, entry) {
                faults.push(Diagnostic::of_file(
                    file,
                    format!(
                        "the row with the id `{}` is called `{}`, and in {feed} that id is `{}`: the row would rename \
                         somebody else",
                        own.id, own.name, entry.name
                    ),
                    "give the row the id of the person it is about (`purdah roster show --json` lists them), or none; if \
                     the two are one person, add the other name to `aliases`",
                ));
            }
        }
    }
    faults
}

/// Whether two rows share a word of a name, or one is a short form of it.
fn alike(one: &Entry, other: &Entry) -> bool {
    let words = |entry: &Entry| -> Vec<String> {
        let written = std::iter::once(&entry.name).chain(&entry.aliases);
        written.flat_map(|name| text::words(name)).filter(|word| word.chars().count() > 1).collect()
    };
    let (ours, theirs) = (words(one), words(other));
    let begins = |a: &String, b: &String| a.chars().count() > 2 && b.starts_with(a.as_str());
    ours.iter().any(|a| theirs.iter().any(|b| a == b || begins(a, b) || begins(b, a)))
}

/// The council's own row, with what it leaves empty taken from the feed.
fn complete(own: Entry, feed: Entry) -> Entry {
    let list = |own: Vec<String>, feed: Vec<String>| {
        let mut all = own;
        for one in feed {
            if !all.contains(&one) {
                all.push(one);
            }
        }
        all
    };
    let mut aliases = list(own.aliases, feed.aliases);
    if feed.name != own.name && !aliases.contains(&feed.name) {
        aliases.push(feed.name);
    }
    let mut roles = own.roles;
    for role in feed.roles {
        if !roles.iter().any(|known| known.written.eq_ignore_ascii_case(&role.written)) {
            roles.push(role);
        }
    }
    Entry {
        aliases,
        title: if own.title.is_empty() { feed.title } else { own.title },
        roles,
        party: own.party.or(feed.party),
        ward: own.ward.or(feed.ward),
        handles: list(own.handles, feed.handles),
        profile_url: own.profile_url.or(feed.profile_url),
        is_candidate: own.is_candidate || feed.is_candidate,
        candidate_in: joined(own.candidate_in, feed.candidate_in),
        from: own.from.or(feed.from),
        until: own.until.or(feed.until),
        portrait: own.portrait.or(feed.portrait),
        ..Entry { id: own.id, name: own.name, kind: own.kind, ..Entry::new("", "", own.kind) }
    }
}

fn joined(mut all: Vec<Candidacy>, more: Vec<Candidacy>) -> Vec<Candidacy> {
    for one in more {
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

/// A candidate of a list with the name of exactly one councillor is that councillor, standing: what exempts a civic
/// Mayor ends when they stand. The row of the candidate goes; their names and accounts stay.
fn join_sitting_candidates(gathered: &mut Gathered) {
    let mut sitting: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (at, entry) in gathered.people.iter().enumerate().filter(|(_, entry)| entry.kind == Kind::Councillor)
    {
        for key in keys(entry) {
            let holders = sitting.entry(key).or_default();
            if !holders.contains(&at) {
                holders.push(at);
            }
        }
    }
    let mut joins: Vec<(usize, usize)> = Vec::new();
    for (at, entry) in gathered.people.iter().enumerate() {
        if entry.kind != Kind::Candidate || !entry.id.starts_with("dc-") {
            continue;
        }
        let found: BTreeSet<usize> =
            keys(entry).iter().filter_map(|key| sitting.get(key)).flatten().copied().collect();
        if let (1, Some(councillor)) = (found.len(), found.first()) {
            joins.push((at, *councillor));
        }
    }
    for (candidate, councillor) in &joins {
        let stands = gathered.people[*candidate].clone();
        let sits = &mut gathered.people[*councillor];
        sits.is_candidate = true;
        sits.candidate_in = joined(std::mem::take(&mut sits.candidate_in), stands.candidate_in);
        for alias in stands.aliases.into_iter().chain([stands.name]) {
            if alias != sits.name && !sits.aliases.contains(&alias) {
                sits.aliases.push(alias);
            }
        }
        for handle in stands.handles {
            if !sits.handles.contains(&handle) {
                sits.handles.push(handle);
            }
        }
    }
    for (candidate, councillor) in &joins {
        let from = gathered.files.remove(&gathered.people[*candidate].id).unwrap_or_default();
        gathered.files.entry(gathered.people[*councillor].id.clone()).or_default().extend(from);
    }
    let gone: BTreeSet<usize> = joins.into_iter().map(|(candidate, _)| candidate).collect();
    let mut at = 0;
    gathered.people.retain(|_| {
        at += 1;
        !gone.contains(&(at - 1))
    });
}

/// First given name and family name.
type Key = (Vec<String>, Vec<String>);

/// First given name and family name of each way somebody is written.
fn keys(entry: &Entry) -> Vec<Key> {
    let written = std::iter::once(&entry.name).chain(&entry.aliases);
    let names = written.filter_map(|written| Name::read(written));
    names.filter_map(|name| Some((vec![name.given.first()?.clone()], name.family))).collect()
}

/// Whether somebody of this name is among the councillors.
pub(super) fn sits(people: &[Entry], name: &str) -> bool {
    let wanted = keys(&Entry::new("", name, Kind::Candidate));
    people
        .iter()
        .filter(|entry| entry.kind == Kind::Councillor)
        .any(|entry| keys(entry).iter().any(|key| wanted.contains(key)))
}
