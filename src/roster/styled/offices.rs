//! Offices that stand before a name or behind it.

use super::brackets::Bracket;
use super::{COURTESY, Styled, is_member, plain};

/// Offices people are addressed by, longest first.
const OFFICE: [&str; 22] = [
    "the worshipful the mayor",
    "deputy lord mayor",
    "deputy civic mayor",
    "civic mayor",
    "deputy mayor",
    "lord mayor",
    "lord provost",
    "depute provost",
    "provost",
    "mayor",
    "speaker",
    "convener",
    "convenor",
    "honorary alderman",
    "alderman",
    "alderwoman",
    "ald",
    "bailie",
    "baillie",
    "pcc",
    "deputy leader",
    "leader",
];

/// `The Mayor. Councillor Wyn Ash`, `Mayor's Consort. Councillor Bo Elm`.
pub(super) fn take_office_before_member(pieces: &mut Vec<String>, styled: &mut Styled) {
    let Some(at) = pieces.iter().position(|piece| is_member(piece)).filter(|at| *at > 0) else { return };
    if at + 1 == pieces.len() || pieces[..at].iter().all(|piece| COURTESY.contains(&plain(piece).as_str())) {
        return;
    }
    // `Ash, Cllr Wyn` begins with no office.
    if pieces[at - 1].ends_with(',') && !says_office(&pieces[..at].join(" ")) {
        return;
    }
    let before: Vec<String> = pieces.drain(..at).collect();
    styled.offices.extend(office(&before.join(" ")));
}

/// `Wyn Ash - Civic Mayor`.
pub(super) fn take_office_after_dash(
    pieces: &mut Vec<String>,
    brackets: &mut Vec<Bracket>,
    styled: &mut Styled,
) {
    let Some(at) = pieces.iter().position(|piece| matches!(piece.as_str(), "-" | "–" | "—")) else {
        return;
    };
    if at == 0 {
        return;
    }
    let after: Vec<String> = pieces.drain(at..).skip(1).collect();
    let after = after.join(" ");
    if says_office(&after) {
        styled.offices.extend(office(&after));
    }
    brackets.retain(|bracket| bracket.before <= at);
}

/// Words without an article before them and marks about them.
pub(super) fn office(written: &str) -> Option<String> {
    let words = written.trim_matches([' ', '.', ',', '-', '–', ':', ';']);
    let words =
        words.strip_prefix("The ").or_else(|| words.strip_prefix("the ")).unwrap_or(words).trim().to_owned();
    (!words.is_empty()).then_some(words)
}

pub(super) fn says_office(words: &str) -> bool {
    let lower = words.to_lowercase();
    ["leader", "mayor", "chair", "provost", "convener", "convenor", "speaker", "whip", "cabinet", "portfolio"]
        .iter()
        .any(|word| lower.contains(word))
}

/// How many of the first words are an office somebody is addressed by; two words at least must be left for the name.
pub(super) fn leading_office(pieces: &[String]) -> Option<usize> {
    OFFICE.iter().find_map(|office| {
        let words: Vec<&str> = office.split(' ').collect();
        let stands = pieces.len() > words.len() + 1 && pieces.iter().zip(&words).all(|(a, b)| plain(a) == *b);
        stands.then_some(words.len())
    })
}
