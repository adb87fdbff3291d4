//! What people call a local party for short: its name without the place it stands for, and without `Association`.

use std::collections::BTreeSet;

use crate::guard::index::word_sets::WordSets;
use crate::guard::world::World;
use crate::lexicon::Sense;
use crate::text;

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

    /// `People's Voice` of `Wyke People's Voice`, `Fair Deal` of `Fair Deal for Wyke`, `Ratepayers` of `Wyke Ratepayers'
    /// Association`; None where nothing is left out, or too little is left to tell the party by.
    pub(super) fn leave_out(&self, name: &str, senses: &WordSets) -> Option<String> {
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
        while pieces.last().is_some_and(|last| self.is_place(last) || is_body(last)) {
            pieces.pop();
        }
        let left = pieces.join(" ");
        let left = left.trim_end_matches(['\'', '’']);
        let words = text::words(left);
        let tells = match words.as_slice() {
            [] => false,
            [word] => {
                let everyday = senses.has(Sense::NameWord, word) || senses.is_everyday(word);
                !everyday && word.len() > 5 && left.starts_with(char::is_uppercase)
            }
            [_, _, ..] => pieces.iter().filter(|piece| piece.starts_with(char::is_uppercase)).count() > 1,
        };
        (pieces.len() < whole && tells).then(|| left.to_owned())
    }

    fn is_place(&self, piece: &str) -> bool {
        let words = text::words(piece);
        !words.is_empty() && words.iter().all(|word| self.words.contains(word))
    }
}

fn is_article(piece: &str) -> bool {
    matches!(piece.to_lowercase().as_str(), "the" | "a" | "an" | "and" | "&")
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
    matches!(
        word,
        "council"
            | "borough"
            | "city"
            | "county"
            | "district"
            | "town"
            | "parish"
            | "community"
            | "metropolitan"
            | "of"
            | "and"
            | "the"
            | "royal"
            | "london"
            | "north"
            | "south"
            | "east"
            | "west"
            | "upper"
            | "lower"
            | "central"
            | "cyngor"
            | "sir"
            | "ward"
    )
}
