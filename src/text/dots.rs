//! The dots of an address in brackets, so that no program makes a link of it: `elm[.]example`, `elm (dot) example`.

use super::disguise::Undisguised;
use super::rewritten::Rewriting;
use super::{Reading, addresses};

const OPEN: [char; 3] = ['[', '(', '{'];
const CLOSE: [char; 3] = [']', ')', '}'];

/// What people write between the brackets.
const DOTS: [&str; 2] = [".", "dot"];

/// Whether a text may hold such a dot in brackets.
pub(super) fn holds_bracketed(text: &str) -> bool {
    text.match_indices(CLOSE).any(|(at, _)| {
        let before = &text[..at];
        let inside = |dot: &str| {
            let start = at.checked_sub(dot.len())?;
            before.get(start..).filter(|said| said.eq_ignore_ascii_case(dot)).map(|_| &before[..start])
        };
        DOTS.iter().any(|dot| inside(dot).is_some_and(|lead| lead.ends_with(OPEN)))
    }) || text.contains(" dot ")
        || text.contains(" Dot ")
        || text.contains(" DOT ")
}

/// What a text says with its dots out of their brackets; None where there are none.
pub(super) fn read<'a>(reading: &Reading<'_>) -> Option<Undisguised<'a>> {
    let text: &str = &reading.plain;
    if !holds_bracketed(text) {
        return None;
    }
    let mut rewriting = Rewriting::of(reading);
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c == ' ' || OPEN.contains(&c)).map(|found| at + found) {
        at = start + 1;
        let length = dot_at(&text[start..]);
        if let Some(length) = length.filter(|_| text[..start].ends_with(char::is_alphanumeric)) {
            rewriting.replace(start..start + length, ".");
            at = start + length;
        }
    }
    rewriting.finish()
}

/// How long a dot at the beginning of a text is, where a label of a host follows it: `[.]`, ` (dot) `. One that is
/// spoken, ` dot `, has to stand before what ends the names of sites.
fn dot_at(text: &str) -> Option<usize> {
    let blank = usize::from(text.starts_with(' '));
    let bare = &text[blank..];
    let bracketed = bare.starts_with(OPEN);
    let inside = &bare[usize::from(bracketed)..];
    let dot =
        DOTS.iter().find(|dot| inside.get(..dot.len()).is_some_and(|said| said.eq_ignore_ascii_case(dot)))?;
    let rest = &inside[dot.len()..];
    let rest = if bracketed { rest.strip_prefix(CLOSE)? } else { rest };
    let label = if blank > 0 { rest.strip_prefix(' ').unwrap_or(rest) } else { rest };
    let spoken = || blank > 0 && label.len() < rest.len() && *dot == "dot" && ends_a_host(label);
    ((bracketed || spoken()) && label.starts_with(char::is_alphanumeric)).then(|| text.len() - label.len())
}

/// Whether a text begins with the end of a site's name: `uk`, `org dot uk`.
fn ends_a_host(text: &str) -> bool {
    let label = &text[..text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len())];
    addresses::is_known_ending(&label.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_come_out_of_their_brackets_within_addresses_alone() {
        for (written, read_as) in [
            ("elm[.]org[.]uk", "elm.org.uk"),
            ("elm(.)org{.}uk/join", "elm.org.uk/join"),
            ("elm[dot]org(DOT)uk", "elm.org.uk"),
            ("elm [dot] org (dot) uk", "elm.org.uk"),
            ("elm dot org dot uk", "elm.org.uk"),
            ("hxxps://elm[.]example.", "hxxps://elm.example."),
        ] {
            let other = read(&Reading::plain(written)).unwrap_or_else(|| panic!("{written}"));
            assert_eq!(other.reading.folded(), read_as);
            let whole = other.reading.original(0..read_as.len());
            assert_eq!(whole, 0..written.len(), "{written}");
        }
        for plain in [
            "join the dots",
            "connect dot to dot in the park",
            "a dot matrix printer, a Polka Dot cup",
            "wait (...) and see [.]",
            "at nine (dot)",
        ] {
            assert!(read(&Reading::plain(plain)).is_none(), "{plain}");
        }
    }
}
