//! Two people where one name belongs.

use super::is_member;

/// Whether the words of a name are those of several people: `Bob Oak and Cyd Elm`, `B Oak & C Elm`, `B Oak / C Elm`,
/// `Cllr Bob Oak Cllr Cyd Elm`. No name has these words or marks.
pub(super) fn are_several(pieces: &[String]) -> bool {
    let last = pieces.len().saturating_sub(1);
    pieces.iter().enumerate().any(|(at, piece)| {
        // `Dale and Vale Independents` are no two people: on either side of the word a name has two of its own.
        let is_between = at > 1 && at + 2 <= last || at > 0 && at < last && piece != "and" && piece != "&";
        let parts = is_between
            && matches!(
                piece.to_lowercase().as_str(),
                "and" | "&" | "/" | "+" | "|" | ";" | "plus" | "a'r" | "a’r"
            );
        parts
            || is_between && is_member(piece)
            || is_glued(piece)
            || at < last && piece.ends_with([';', '&', '/', '|'])
    })
}

/// `Cllr Bob Oak, Cllr Cyd Elm`: whoever is written the other way round has the title once.
pub(super) fn are_titled_twice(pieces: &[String]) -> bool {
    let again = |pair: &[String]| pair[0].ends_with(',') && is_member(&pair[1]);
    pieces.first().is_some_and(|first| is_member(first)) && pieces.windows(2).any(again)
}

/// `Oak/Elm`, `Oak&Elm`, `Oak;Elm`.
fn is_glued(piece: &str) -> bool {
    let mut parts = piece.split(['/', '&', ';', '|', '+']);
    let letters = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count() > 1;
    parts.next().is_some_and(letters) && parts.any(letters)
}
