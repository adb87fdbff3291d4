//! What tells that a web address leads to a party: its names as hosts and pages glue them, and the council's places.

use std::collections::BTreeSet;

use super::address::Address;
use super::party_names::is_of_any_council;
use super::places::PlaceForm;
use super::terms::{Extent, Term, Terms};
use crate::guard::finding::Confidence;
use crate::guard::world::World;
use crate::lexicon::Sense;
use crate::text;

/// Words of addresses that mean a party in political company.
#[derive(Debug, Default)]
pub struct PartyLinks {
    /// Names of parties without blanks.
    names: BTreeSet<String>,
    /// Those of them that are nothing else, whatever stands beside them.
    plain: BTreeSet<String>,
    /// The council's places, without blanks and by their words.
    places: BTreeSet<String>,
}

impl PartyLinks {
    /// Gathers them from the terms and places of a world.
    pub(super) fn gather(world: &World, terms: &Terms, places: &[PlaceForm]) -> Self {
        let mut links = Self::default();
        for term in terms.list.iter().filter(|term| matches!(term.sense, Sense::Party | Sense::PartyWord)) {
            for words in term.phrase.spellings() {
                let glued = words.concat();
                if is_telling(term, &words) && glued.len() >= SHORTEST {
                    if words.len() > 1 && glued.len() >= SHORTEST_PLAIN && is_plain(term) {
                        links.plain.insert(glued.clone());
                    }
                    links.names.insert(glued);
                }
            }
        }
        let of_council = text::words(&world.council.name).into_iter().filter(|word| !is_of_any_council(word));
        links.places.extend(of_council.filter(|word| word.len() >= SHORTEST));
        for place in places.iter().filter(|place| place.is_ward) {
            links.places.insert(place.words.concat());
            if let [word] = place.words.as_slice() {
                links.places.insert(word.clone());
            }
        }
        links
    }

    /// Whether an address leads to a party or to a page that campaigns for one: `greens-elm.example/join`,
    /// `forms.example/vote-labour-pledge`; not `jobs.example/labour-market`.
    pub fn tell(&self, written: &str) -> bool {
        let address = Address::read(written);
        let host: Vec<&str> = words_of(address.host()).collect();
        // Authorities write of every party.
        if host.contains(&"gov") {
            return false;
        }
        let (_, host) = host.split_last().unwrap_or((&"", &[]));
        let path: Vec<Vec<&str>> = address.pieces().map(|piece| words_of(piece).collect()).collect();
        let path_asks = path.iter().flatten().any(|word| asks(word));
        let of_the_host = host.iter().enumerate().any(|(at, label)| {
            self.plain.contains(*label)
                || self.is_glued(label.trim_end_matches(|c: char| c.is_ascii_digit()))
                || self.named_at(host, at).is_some_and(|end| {
                    let mut others = host[..at].iter().chain(&host[end..]).filter(|word| !is_small(word));
                    let known = others.clone().all(|word| self.is_place(word) || asks(word));
                    known && (path_asks || others.next().is_some())
                })
        });
        of_the_host || path.iter().any(|words| self.campaigns(words))
    }

    /// Whether a piece of a path names a party and asks for something: `reform-elm-pledge-your-vote`.
    fn campaigns(&self, words: &[&str]) -> bool {
        words.iter().any(|word| asks(word)) && (0..words.len()).any(|at| self.named_at(words, at).is_some())
    }

    /// Where a party's name ends that begins at a word, if nothing stands on either side but a place, a number, small
    /// words and what campaigns ask for: not `labour-market`, not `bus-reform`.
    fn named_at(&self, words: &[&str], at: usize) -> Option<usize> {
        let is_beside = |word: &str| {
            asks(word)
                || is_small(word)
                || self.is_place(word)
                || word.starts_with(|c: char| c.is_ascii_digit())
        };
        let begins = at.checked_sub(1).is_none_or(|before| is_beside(words[before]));
        let mut ends = (at + 1..=(at + MOST_WORDS).min(words.len())).rev();
        ends.find(|end| {
            begins
                && self.names.contains(&words[at..*end].concat())
                && words.get(*end).is_none_or(|word| is_beside(word))
        })
    }

    /// `elmlabour`, `labourforelm`, `plaidelm`, `votelabour`.
    fn is_glued(&self, label: &str) -> bool {
        let cried =
            ["votefor", "vote", "join", "back", "elect"].iter().filter_map(|cry| label.strip_prefix(cry));
        let mut named = cried.map(|rest| self.names.contains(rest));
        named.any(|is_named| is_named) || self.is_glued_with_a_place(label)
    }

    fn is_glued_with_a_place(&self, label: &str) -> bool {
        self.places.iter().filter(|place| place.len() >= SHORTEST).any(|place| {
            let rest = label.strip_prefix(place.as_str()).or_else(|| label.strip_suffix(place.as_str()));
            rest.is_some_and(|rest| {
                let rest = ["for", "4", "in"].iter().find_map(|link| rest.strip_suffix(link)).unwrap_or(rest);
                self.names.contains(rest)
            })
        })
    }

    /// Whether a word is the name of the council or of one of its wards, without blanks.
    pub fn is_place(&self, word: &str) -> bool {
        self.places.contains(word)
    }
}

/// A shorter name is found in too many words.
const SHORTEST: usize = 3;

/// A shorter name of several words may be another's.
const SHORTEST_PLAIN: usize = 9;

/// The most words of a party's name in an address.
const MOST_WORDS: usize = 4;

fn words_of(piece: &str) -> impl Iterator<Item = &str> {
    piece.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether a name means its party in an address, where nothing has a capital: not `green`, not `alliance`.
fn is_telling(term: &Term, words: &[&str]) -> bool {
    let whole =
        term.registered().is_none_or(|known| known.extent == Extent::Name && !known.whole && !known.alone);
    let several = matches!(words, ["greens" | "liberals"]);
    whole && (term.confidence > Confidence::Possible || words.len() > 1 || several)
}

/// Whether a name is a party's and nobody else's.
fn is_plain(term: &Term) -> bool {
    term.confidence == Confidence::Certain
        || term.registered().is_some() && term.confidence > Confidence::Possible
}

/// What campaigns ask for on their pages.
fn asks(word: &str) -> bool {
    matches!(
        word,
        "join"
            | "joining"
            | "joinus"
            | "vote"
            | "voting"
            | "pledge"
            | "donate"
            | "donation"
            | "donations"
            | "elect"
            | "back"
            | "membership"
            | "supporter"
            | "supporters"
            | "volunteer"
            | "canvass"
            | "canvassing"
            | "doorknocking"
            | "manifesto"
            | "leaflet"
            | "leaflets"
            | "newsletter"
            | "rosette"
            | "rosettes"
            | "fundraiser"
            | "fundraising"
            | "raffle"
            | "rally"
            | "campaign"
            | "winning"
            | "win"
            | "branch"
            | "party"
            | "quiz"
            | "social"
            | "ymuno"
            | "ymunwch"
            | "cyfrannu"
            | "aelodaeth"
            | "maniffesto"
            | "pleidleisio"
            | "pleidleisiwch"
    )
}

/// Words that say nothing in a host.
fn is_small(word: &str) -> bool {
    matches!(
        word,
        "www" | "for" | "the" | "my" | "your" | "our" | "us" | "in" | "local" | "team" | "org" | "co"
    )
}
