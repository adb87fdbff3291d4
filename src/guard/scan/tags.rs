//! Hashtags that campaign: a party's name with more around it, in humps or glued.

use crate::guard::finding::Confidence;
use crate::guard::index::Index;
use crate::guard::scan::passage::Passage;
use crate::guard::scan::view::View;
use crate::text::{Item, ItemKind, Token, Within};

/// What stands before a party's name in a glued hashtag.
const BEFORE: [&str; 28] = [
    "dontvote",
    "nevertrusta",
    "nevertrust",
    "nevervotefor",
    "votefor",
    "voteout",
    "kickout",
    "kickthe",
    "getthe",
    "keepthe",
    "trustno",
    "nota",
    "nevervote",
    "imvoting",
    "bothvotes",
    "neveragain",
    "imwith",
    "iamwith",
    "goodbye",
    "team",
    "voting",
    "vote",
    "never",
    "back",
    "join",
    "stop",
    "beat",
    "pleidleisiwch",
];

/// What stands behind it.
const BEHIND: [&str; 23] = [
    "winninghere",
    "mustgo",
    "winning",
    "liars",
    "fails",
    "surge",
    "chaos",
    "lies",
    "fail",
    "gain",
    "wins",
    "cuts",
    "gang",
    "scum",
    "out",
    "win",
    "isntworking",
    "allan",
    "first",
    "wave",
    "2win",
    "towin",
    "forchange",
];

/// What stands behind a cry and a party, and says no more than when or where.
const LATER: [&str; 10] =
    ["today", "now", "again", "tonight", "here", "together", "saturday", "thursday", "inmay", "everytime"];

/// The hashtags of a part that campaign for or against a party.
pub fn passages(view: &View<'_>) -> Vec<Passage> {
    let mut found = in_humps(view);
    let items = view.tokens.items.iter().zip(0..).filter(|(item, _)| item.kind == ItemKind::Hashtag);
    for (item, number) in items.filter(|(item, _)| is_glued(written(view, item), view.index())) {
        let first = view.tokens.list.partition_point(|token| token.range().start < item.range.start);
        let words = view.tokens.list.get(first..).unwrap_or_default();
        let count = words.iter().take_while(|token| token.within == Within::Item(number)).count();
        if count > 0 {
            found.push(Passage { words: first..first + count, confidence: Confidence::Certain });
        }
    }
    found
}

/// A hashtag without its sign.
fn written<'v>(view: &View<'v>, item: &Item) -> &'v str {
    view.text.get(item.range.clone()).unwrap_or_default().trim_start_matches('#')
}

/// The hashtags of a folded text, without their signs.
pub(crate) fn written_in(folded: &str) -> impl Iterator<Item = &str> {
    folded.match_indices('#').map(|(sign, _)| {
        let rest = &folded[sign + 1..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        &rest[..end]
    })
}

/// Whether a hashtag of a folded text glues a party's name to more.
pub(crate) fn any_is_glued(folded: &str, index: &Index) -> bool {
    written_in(folded).any(|tag| is_glued(tag, index))
}

/// `votelabour`, `torieslies2027`: no capital tells where the words meet.
pub(crate) fn is_glued(tag: &str, index: &Index) -> bool {
    let word = tag.trim_end_matches(|c: char| c.is_ascii_digit());
    let parties = &index.glued_parties;
    let is_party = |word: &str| !word.is_empty() && parties.contains(word);
    // `#joinplaidtoday`, `#gettoriesout`
    let goes_on = |rest: &str| {
        let ends = BEHIND.iter().chain(&LATER);
        ends.filter_map(|end| rest.strip_suffix(end)).any(is_party)
    };
    is_of_a_colour(word, index)
        || BEFORE.iter().filter_map(|cry| word.strip_prefix(cry)).any(|rest| is_party(rest) || goes_on(rest))
        || BEHIND.iter().filter_map(|cry| word.strip_suffix(cry)).any(is_party)
}

/// `voteblue`, `backthebluesinferry`: for a side by its colour. Teams of many games have one, so whoever is cheered on is
/// so for a place of the council.
fn is_of_a_colour(word: &str, index: &Index) -> bool {
    let links = &index.party_links;
    let is_place = |place: &str| links.is_place(place);
    let later = |rest: &str| {
        rest.is_empty() || LATER.contains(&rest) || links.is_place(rest.trim_start_matches("in"))
    };
    let colours = || COLOURS.into_iter();
    let voted = word
        .strip_prefix("vote")
        .is_some_and(|rest| colours().filter_map(|colour| rest.strip_prefix(colour)).any(later));
    let cheers = ["backthe", "backing", "backingthe", "upthe", "teamthe", "team", "back", "getthe"];
    let cheered = cheers.iter().filter_map(|cry| word.strip_prefix(cry)).any(|rest| {
        let behind = colours().filter_map(|colour| rest.strip_prefix(colour));
        let behind = behind.map(|rest| rest.strip_prefix('s').unwrap_or(rest));
        behind
            .filter_map(|rest| ["in", "for", "4"].iter().find_map(|link| rest.strip_prefix(link)))
            .any(is_place)
    });
    let kept = ["keep", "make", "turn", "paint"]
        .iter()
        .filter_map(|cry| word.strip_prefix(cry))
        .any(|rest| colours().filter_map(|colour| rest.strip_suffix(colour)).any(is_place));
    voted || cheered || kept
}

/// Colours that parties go by, without the one that is everybody's.
const COLOURS: [&str; 7] = ["red", "blue", "yellow", "orange", "purple", "turquoise", "teal"];

/// The hashtags with a party and more in them.
fn in_humps(view: &View<'_>) -> Vec<Passage> {
    let mut tags: Vec<Passage> = Vec::new();
    // The words of the hashtag looked at last: many parties may stand in one.
    let mut tag = 0..0;
    for party in view.parties() {
        let first = party.words.start;
        if !view.inside(first, ItemKind::Hashtag) {
            continue;
        }
        if !tag.contains(&first) {
            let within = view.tokens.list[first].within;
            let same = |token: &&Token| token.within == within;
            let before = view.tokens.list[..first].iter().rev().take_while(same).count();
            let after = view.tokens.list[first..].iter().take_while(same).count();
            tag = first - before..first + after;
        }
        let words = tag.start..tag.end.max(party.words.end);
        let is_last = tags.last().is_some_and(|last| last.words == words);
        if words.len() > party.words.len() && !is_last {
            tags.push(Passage { words, confidence: Confidence::Certain });
        }
    }
    tags
}
