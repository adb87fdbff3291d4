//! What is said of parties, beside their names.

use crate::guard::scan::view::View;
use crate::text::Shape;

/// Whether a word in small letters says what somebody did: `promised`, `sold`.
pub fn is_past(view: &View<'_>, at: usize) -> bool {
    let word = view.at(at);
    let small = view.token(at).is_some_and(|token| token.shape == Shape::Lower);
    small && (word.len() > 4 && word.ends_with("ed") || IRREGULAR.contains(&word))
}

/// Whether a folded word before a party says that it is voted for.
pub fn is_voting(word: &str) -> bool {
    matches!(
        word,
        "vote"
            | "voting"
            | "voted"
            | "elect"
            | "join"
            | "joined"
            | "joining"
            | "bhot"
            | "bhotaibh"
            | "pleidleisiwch"
            | "pleidleisio"
            | "votail"
    )
}

/// What people did, where it does not end in -ed.
const IRREGULAR: [&str; 36] = [
    "built", "sold", "won", "lost", "froze", "put", "took", "made", "gave", "spent", "left", "ran", "kept",
    "brought", "cut", "let", "broke", "stole", "chose", "did", "got", "said", "stood", "fought", "paid",
    "told", "went", "came", "gambled", "fell", "drove", "threw", "hid", "held", "shut", "hit",
];

/// What is said of parties straight after their names.
pub(super) const ACTS: [&str; 36] = [
    "has", "have", "is", "are", "will", "would", "wants", "want", "was", "were", "and", "can", "says", "say",
    "isn", "aren", "won", "wouldn", "doesn", "don", "didn", "hasn", "haven", "can't", "cannot", "must",
    "out", "lies", "surge", "allan", "here", "again", "could", "should", "wedi", "yn",
];

/// What only somebody does: not what a reform, a green or an alliance does.
pub(super) const WANTS: [&str; 20] = [
    "gets", "delivers", "cares", "listens", "fights", "wants", "hates", "lied", "lies", "promised",
    "promises", "voted", "opposes", "claims", "says", "stands", "pledges", "pledged", "blocked", "betrayed",
];

/// What several people do, straight after the party's name at the head of a sentence: the labour of hands takes, thinks
/// and wants.
pub(super) const WILL: [&str; 48] = [
    "take", "think", "panic", "claim", "know", "need", "hope", "promise", "refuse", "love", "hate", "tell",
    "talk", "try", "let", "put", "give", "go", "leave", "keep", "call", "demand", "oppose", "say", "slam",
    "accuse", "vow", "propose", "fight", "believe", "care", "listen", "deliver", "hide", "waste", "spend",
    "raid", "ignore", "abandon", "break", "ditch", "dodge", "dither", "pretend", "blame", "fail", "lose",
    "gain",
];

/// What people say and ask for in politics.
pub(super) const SPEAK: [&str; 22] = [
    "call", "demand", "pledge", "promise", "oppose", "say", "urge", "slam", "claim", "warn", "accuse", "vow",
    "vote", "propose", "fight", "want", "back", "win", "beat", "blast", "unveil", "condemn",
];

/// What is shouted for or against a party in a hashtag.
pub(super) fn is_battle_cry(word: &str) -> bool {
    matches!(
        word,
        "out"
            | "lies"
            | "liars"
            | "fail"
            | "fails"
            | "failing"
            | "surge"
            | "never"
            | "stop"
            | "back"
            | "win"
            | "winning"
            | "gain"
            | "cuts"
            | "chaos"
            | "must"
            | "against"
            | "gang"
            | "allan"
    )
}

/// Company that any adjective keeps at the head of a sentence: green councils, independent members.
pub(super) fn is_weak_company(word: &str) -> bool {
    matches!(
        word,
        "council"
            | "councils"
            | "group"
            | "groups"
            | "members"
            | "policy"
            | "policies"
            | "run"
            | "led"
            | "held"
            | "seat"
            | "seats"
            | "hold"
            | "gain"
            | "vote"
            | "votes"
            | "leadership"
            | "cabinet"
            | "party"
            | "team"
    )
}
