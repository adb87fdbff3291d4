//! What changes from one set of lexicons to another.

use std::collections::{BTreeMap, BTreeSet};

use super::{Lexicon, Sense};

/// What changes, lexicon by lexicon, each by its own name for itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// New ones.
    pub came: Vec<Whole>,
    /// Those that are no longer there.
    pub gone: Vec<Whole>,
    /// Those that say something else.
    pub changed: Vec<Changed>,
}

/// A lexicon as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    /// Its name.
    pub name: String,
    /// How many terms it has.
    pub terms: usize,
}

/// What changes in a lexicon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Its name.
    pub name: String,
    /// New terms, as they are written.
    pub added: Vec<String>,
    /// Terms that are no longer there.
    pub removed: Vec<String>,
}

impl Difference {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.came.is_empty() && self.gone.is_empty() && self.changed.is_empty()
    }
}

/// Tells two sets of lexicons apart.
pub fn difference(before: &[Lexicon], after: &[Lexicon]) -> Difference {
    let (before, after) = (by_name(before), by_name(after));
    let whole =
        |name: &str, lexicons: &[&Lexicon]| Whole { name: name.to_owned(), terms: terms(lexicons).len() };
    let only_in = |these: &BTreeMap<&str, Vec<&Lexicon>>, those: &BTreeMap<&str, Vec<&Lexicon>>| {
        let new = these.iter().filter(|(name, _)| !those.contains_key(*name));
        new.map(|(name, lexicons)| whole(name, lexicons)).collect()
    };
    let changed = after.iter().filter_map(|(name, now)| {
        let was = before.get(name)?;
        let (had, has) = (terms(was), terms(now));
        let written = |these: &BTreeSet<(Sense, &str)>, those: &BTreeSet<(Sense, &str)>| {
            these.difference(those).map(|(_, term)| (*term).to_owned()).collect()
        };
        (was != now).then(|| Changed {
            name: (*name).to_owned(),
            added: written(&has, &had),
            removed: written(&had, &has),
        })
    });
    Difference { came: only_in(&after, &before), gone: only_in(&before, &after), changed: changed.collect() }
}

fn by_name(lexicons: &[Lexicon]) -> BTreeMap<&str, Vec<&Lexicon>> {
    let mut by_name: BTreeMap<&str, Vec<&Lexicon>> = BTreeMap::new();
    for lexicon in lexicons {
        by_name.entry(&lexicon.name).or_default().push(lexicon);
    }
    by_name
}

fn terms<'l>(lexicons: &[&'l Lexicon]) -> BTreeSet<(Sense, &'l str)> {
    let groups = lexicons.iter().flat_map(|lexicon| &lexicon.groups);
    groups.flat_map(|group| group.terms.iter().map(|term| (group.sense, term.written.as_str()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::file::read;

    fn lexicon(name: &str, terms: &str, topic: &str) -> Lexicon {
        let text = format!(
            "name = \"{name}\"\n[[group]]\nsense = \"topic\"\ntopic = \"{topic}\"\nsource = \"s\"\nchecked = \"2026-11-20\"\nterms = [{terms}]\n"
        );
        read("x.toml", text.as_bytes()).unwrap()
    }

    #[test]
    fn what_comes_goes_and_changes_is_told_by_name() {
        let before = [lexicon("own", "\"a\", \"b\"", "x"), lexicon("old", "\"c\"", "x")];
        let after = [lexicon("own", "\"b\", \"d\"", "x"), lexicon("new", "\"e\", \"f\"", "x")];
        let told = difference(&before, &after);
        assert_eq!(told.came, [Whole { name: "new".into(), terms: 2 }]);
        assert_eq!(told.gone, [Whole { name: "old".into(), terms: 1 }]);
        let changed = Changed { name: "own".into(), added: vec!["d".into()], removed: vec!["a".into()] };
        assert_eq!(told.changed, [changed]);
        assert!(difference(&before, &before).is_empty());
        // Not its words, but what they are about.
        let other = difference(&before[..1], &[lexicon("own", "\"a\", \"b\"", "y")]);
        assert_eq!((other.changed.len(), other.changed[0].added.len()), (1, 0));
    }
}
