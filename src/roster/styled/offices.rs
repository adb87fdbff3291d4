//! Offices that stand before a name or behind it.

use super::{COURTESY, Styled, is_member, plain};

/// Offices people are addressed by, longest first.
const OFFICE: [&str; 16] = [
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
    // `Bob Oak Cllr Cyd Elm` are two people, and stay together for that to be seen.
    if !pieces[at - 1].ends_with(['.', ':', '-', '–', '—'])
        && !pieces[..at].iter().any(|word| is_office_word(&plain(word)))
    {
        return;
    }
    let before: Vec<String> = pieces.drain(..at).collect();
    styled.offices.extend(office(&before.join(" ")));
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

/// Whether a word, in small letters, is one of an office's. No shorter name than these is one.
pub(super) fn is_office_word(word: &str) -> bool {
    matches!(
        word,
        "leader"
            | "mayor"
            | "mayoress"
            | "mayors"
            | "chair"
            | "chairman"
            | "chairwoman"
            | "chairperson"
            | "vicechair"
            | "vicechairman"
            | "provost"
            | "convener"
            | "convenor"
            | "speaker"
            | "whip"
            | "cabinet"
            | "portfolio"
            | "consort"
            | "sheriff"
            | "steward"
            | "deputy"
            | "president"
            | "spokesperson"
            | "maer"
            | "arweinydd"
            | "cadeirydd"
    )
}

/// How many of the first words are an office somebody is addressed by; two words at least must be left for the name.
pub(super) fn leading_office(pieces: &[String]) -> Option<usize> {
    OFFICE.iter().find_map(|office| {
        let words: Vec<&str> = office.split(' ').collect();
        let stands = pieces.len() > words.len() + 1 && pieces.iter().zip(&words).all(|(a, b)| plain(a) == *b);
        stands.then_some(words.len())
    })
}
