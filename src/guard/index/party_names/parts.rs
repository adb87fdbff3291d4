//! What people call a local party for short: its name without the place it stands for, and without `Association`.

use std::collections::BTreeSet;

use crate::guard::index::party_names::is_of_any_council;
use crate::guard::index::word_sets::WordSets;
use crate::guard::world::World;
use crate::lexicon::Sense;
use crate::text;

/// What a party is called for short.
#[derive(Debug)]
pub(super) struct Short {
    pub(super) name: String,
    /// One word that everybody uses.
    pub(super) is_everyday: bool,
}

/// The words of a council's places: its own name, its wards.
#[derive(Debug)]
pub(super) struct Places {
    words: BTreeSet<String>,
}

impl Places {
    /// Those of a world.
    pub(super) fn of(world: &World) -> Self {
        let wards = world.roster.people.iter().filter_map(|entry| entry.ward.as_deref());
        let named = world.council.wards.keys().map(String::as_str).chain(wards);
        let all = std::iter::once(world.council.name.as_str())
            .chain(named)
            .flat_map(text::words)
            .filter(|word| !is_of_any_place(word));
        Self { words: all.collect() }
    }

    /// What people call a party for short: `People's Voice` of `Wyke People's Voice`, `Fair Deal` of `Fair Deal for Wyke`,
    /// `Ratepayers' Association`, `Ratepayers` and `Ratepayer` of `Wyke Ratepayers' Association`, `Together` of `Wyke
    /// Together`; nothing where nothing is left out, or too little is left to tell the party by.
    pub(super) fn leave_out(&self, name: &str, senses: &WordSets) -> Vec<Short> {
        let mut pieces: Vec<&str> = name.split_whitespace().collect();
        let whole = pieces.len();
        while pieces.first().is_some_and(|first| self.is_place(first) || is_article(first)) {
            pieces.remove(0);
        }
        let link = |piece: &&str| matches!(piece.to_lowercase().as_str(), "for" | "of" | "in");
        if let Some(at) = pieces.iter().position(link)
            && pieces[at + 1..].iter().all(|piece| self.is_place(piece) || is_article(piece))
        {
            pieces.truncate(at);
        }
        let mut all = Vec::new();
        if pieces.len() == 2 && pieces.len() < whole && pieces.last().is_some_and(|last| is_society(last)) {
            all.push(Short { name: pieces.join(" "), is_everyday: false });
        }
        while pieces.last().is_some_and(|last| self.is_place(last) || is_body(last)) {
            pieces.pop();
        }
        if pieces.len() == whole {
            all.extend(last_word(&pieces, senses));
            return all;
        }
        let left = pieces.join(" ");
        let left = left.trim_end_matches(['\'', '’']);
        match text::words(left).as_slice() {
            [word] if word.len() > 5 && left.starts_with(char::is_uppercase) => {
                let is_everyday = senses.has(Sense::NameWord, word) || senses.is_everyday(word);
                let one = left.strip_suffix('s').filter(|one| !is_everyday && !one.ends_with('s'));
                all.extend(one.map(|one| Short { name: one.to_owned(), is_everyday }));
                all.push(Short { name: left.to_owned(), is_everyday });
            }
            [_, _, ..] if pieces.iter().filter(|piece| piece.starts_with(char::is_uppercase)).count() > 1 => {
                all.push(Short { name: left.to_owned(), is_everyday: false });
            }
            _ => {}
        }
        all
    }

    fn is_place(&self, piece: &str) -> bool {
        let words = text::words(piece);
        !words.is_empty() && words.iter().all(|word| self.words.contains(word))
    }
}

/// `Together` of `Brine Valley Together`, whose place is none of the council's own.
fn last_word(pieces: &[&str], senses: &WordSets) -> Option<Short> {
    let (last, place) = pieces.split_last()?;
    let [word] = <[String; 1]>::try_from(text::words(last)).ok()?;
    let is_everyday =
        senses.has(Sense::NameWord, &word) && word.len() > 5 && last.starts_with(char::is_uppercase);
    let names =
        place.iter().any(|piece| !text::words(piece).iter().all(|word| senses.has(Sense::NameWord, word)));
    (is_everyday && names).then(|| Short { name: (*last).to_owned(), is_everyday })
}

fn is_article(piece: &str) -> bool {
    matches!(piece.to_lowercase().as_str(), "the" | "a" | "an" | "and" | "&")
}

/// What a party without its place still calls itself, where its first word alone tells it.
fn is_society(piece: &str) -> bool {
    matches!(piece.to_lowercase().as_str(), "association" | "party" | "alliance" | "movement" | "league")
}

/// What any society calls itself.
fn is_body(piece: &str) -> bool {
    matches!(
        piece.to_lowercase().as_str(),
        "association"
            | "party"
            | "group"
            | "alliance"
            | "movement"
            | "society"
            | "union"
            | "league"
            | "independents"
    )
}

/// What councils and places are called by their kind.
fn is_of_any_place(word: &str) -> bool {
    is_of_any_council(word)
        || matches!(
            word,
            "london" | "north" | "south" | "east" | "west" | "upper" | "lower" | "central" | "sir" | "ward"
        )
}
