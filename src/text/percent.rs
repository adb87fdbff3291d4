//! Letters of an address written by their numbers, `%43llr`: another reading beside the text itself.

use super::Reading;
use super::disguise::Undisguised;
use super::rewritten::Rewriting;

/// Whether a text may have letters written by their numbers.
pub(super) fn holds_codes(text: &str) -> bool {
    text.match_indices('%').any(|(at, _)| code(text.as_bytes(), at).is_some())
}

/// What a text says where such letters are read; None where there are none. A blank within an address parts the words
/// of a name, as a hyphen does.
pub(super) fn read<'a>(reading: &Reading<'_>) -> Option<Undisguised<'a>> {
    let text: &str = &reading.plain;
    if !holds_codes(text) {
        return None;
    }
    let mut rewriting = Rewriting::of(reading);
    let mut at = 0;
    while let Some(next) = text[at..].chars().next() {
        let Some((letters, end)) = coded(text, at) else {
            at += next.len_utf8();
            continue;
        };
        rewriting.replace(at..end, &letters.replace(char::is_whitespace, "-"));
        at = end;
    }
    rewriting.finish()
}

/// The letters that the codes from a byte on stand for, and where these end; None where they are no text.
fn coded(text: &str, from: usize) -> Option<(String, usize)> {
    let mut bytes = Vec::new();
    let mut at = from;
    while let Some((byte, end)) = code(text.as_bytes(), at) {
        bytes.push(byte);
        at = end;
        if bytes.len() == MOST_BYTES || byte.is_ascii() && bytes.len() == 1 {
            break;
        }
    }
    // A letter beyond ASCII takes two to four codes.
    (1..=bytes.len()).find_map(|length| {
        let letters = std::str::from_utf8(&bytes[..length]).ok()?;
        let end = (0..length).try_fold(from, |at, _| code(text.as_bytes(), at).map(|(_, end)| end))?;
        Some((letters.to_owned(), end))
    })
}

/// The most bytes of one letter.
const MOST_BYTES: usize = 4;

/// The byte a code stands for and where the code ends: `%43`, and `%2543` where it was encoded again.
fn code(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    if bytes.get(at) != Some(&b'%') {
        return None;
    }
    let mut at = at + 1;
    while bytes[at..].starts_with(b"25") && digits(bytes, at + 2).is_some() {
        at += 2;
    }
    digits(bytes, at).map(|byte| (byte, at + 2))
}

fn digits(bytes: &[u8], at: usize) -> Option<u8> {
    let digit = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    u8::try_from(digit(at)? * 16 + digit(at + 1)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_and_point_back_to_where_they_stand() {
        for (written, read_as) in [
            ("x/%43llr-ash", "x/cllr-ash"),
            ("x/cllr%2Dash", "x/cllr-ash"),
            ("x/cllr%20ash", "x/cllr-ash"),
            ("x/%2543llr", "x/cllr"),
            ("x/%C3%A2sh", "x/ash"),
            ("x/%E2%82", "x/%e2%82"),
        ] {
            let folded = read(&Reading::plain(written)).map(|other| other.reading.folded().to_owned());
            assert_eq!(folded.unwrap_or_else(|| written.to_lowercase()), read_as, "{written}");
        }
        let other = read(&Reading::plain("x/%43llr")).unwrap();
        assert_eq!(other.reading.original(2..6), 2..8);
        assert!(read(&Reading::plain("50% off, 100%")).is_none());
    }
}
