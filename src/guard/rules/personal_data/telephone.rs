//! Telephone numbers: in digits however they are spaced, and in words; British ones and, after a `+`, any.

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::prose::Prose;
use crate::guard::rules::personal_data::private::Private;
use crate::lexicon::Sense;
use crate::text::Gap;

/// The numbers of a part. `own` are the council's, as digits.
pub(super) fn find(prose: &Prose<'_>, own: &[String]) -> Vec<Private> {
    let text = prose.text();
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !begins(bytes, at) {
            at += 1;
            continue;
        }
        let groups = groups(text, at);
        let Some((digits, end)) = number(bytes, &groups, at) else {
            at = groups.first().map_or(at, |group| group.end.saturating_sub(1)) + 1;
            continue;
        };
        let start = plus_before(bytes, at);
        if !prose.in_address(start) || text[..start].ends_with("tel:") {
            found.extend(judged(prose, &digits, start..end, own));
        }
        at = end;
    }
    found
}

/// Numbers said in words. `from` are the words that may begin one.
pub(super) fn find_in_words(
    prose: &Prose<'_>,
    from: impl Iterator<Item = usize>,
    own: &[String],
) -> Vec<Private> {
    let mut found: Vec<Private> = Vec::new();
    let mut done = 0;
    for first in from {
        if first < done {
            continue;
        }
        let mut digits = String::new();
        let mut at = first + usize::from(prose.at(first) == "plus");
        let mut times = 1;
        while at < prose.len() && (at == first || follows(prose, at)) {
            match prose.at(at) {
                "double" => times = 2,
                "treble" | "triple" => times = 3,
                "hundred" => digits.push_str("00"),
                word => {
                    let Some(said) = digit(word) else { break };
                    digits.extend(std::iter::repeat_n(said, times));
                    times = 1;
                }
            }
            at += 1;
        }
        done = at.max(first + 1);
        if let Some(national) = national(&digits, prose.at(first) == "plus") {
            let span =
                prose.token(first).map(|t| t.range().start).zip(prose.token(at - 1).map(|t| t.range().end));
            let judged = span.and_then(|(start, end)| judged(prose, &national, start..end, own));
            found.extend(judged);
        }
    }
    found
}

/// Whether a word follows the one before it within a number that is said.
fn follows(prose: &Prose<'_>, at: usize) -> bool {
    prose.gap(at).joins() || matches!(prose.gap(at), Gap::Comma | Gap::Other)
}

/// A digit as a word, or a run of digits.
fn digit(word: &str) -> Option<String> {
    let digit = match word {
        "oh" | "o" | "zero" | "nought" | "naught" | "nil" | "sero" | "dim" => "0",
        "one" | "un" => "1",
        "two" | "dau" => "2",
        "three" | "tri" => "3",
        "four" | "pedwar" => "4",
        "five" | "pump" => "5",
        "six" | "chwech" => "6",
        "seven" | "saith" => "7",
        "eight" | "wyth" => "8",
        "nine" | "naw" => "9",
        other => return (other.bytes().all(|b| b.is_ascii_digit())).then(|| other.to_owned()),
    };
    Some(digit.to_owned())
}

/// Whether a number may begin at a byte: a digit, or an O for one, at the beginning of a run.
fn begins(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map(|at| bytes[at]);
    let first = match bytes[at] {
        b'o' => bytes.get(at + 1).is_some_and(u8::is_ascii_digit),
        byte => byte.is_ascii_digit(),
    };
    let glued = |b: u8| {
        b.is_ascii_alphanumeric() || matches!(b, b'.' | b'/' | b'-' | b'_' | b'=' | b'#' | b'%') || b >= 0x80
    };
    first && !before.is_some_and(|b| glued(b) && !(b >= 0x80 && is_blank_before(bytes, at)))
}

/// Whether what ends before a byte is not a letter, though not ASCII: a blank or a dash.
fn is_blank_before(bytes: &[u8], at: usize) -> bool {
    let before = String::from_utf8_lossy(&bytes[at.saturating_sub(4)..at]).into_owned();
    before.chars().next_back().is_none_or(|c| !c.is_alphanumeric())
}

/// The groups of digits from a byte on that could be one number's. An O beside a digit is a nought.
fn groups(text: &str, from: usize) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut groups: Vec<Range<usize>> = Vec::new();
    let (mut at, mut count) = (from, 0);
    let mut has_broken = false;
    while at < bytes.len() && count <= MOST_DIGITS {
        let end = at + bytes[at..].iter().take_while(|b| is_digit_like(**b)).count();
        if end == at {
            break;
        }
        count += end - at;
        groups.push(at..end);
        let between = between(text, end, bytes[from..].starts_with(b"07"));
        let lines = bytes[end..end + between].split(|byte| *byte == b'\n').skip(1).count();
        let ends_line = lines > 0;
        // A number goes on in the next line once and where it is well begun; a timetable has the next time there.
        let breaks = lines > 1 || ends_line && (has_broken || count < BEGUN);
        if between == 0 || breaks || bytes[end..end + between].starts_with(b". ") {
            break;
        }
        has_broken |= ends_line;
        at = end + between;
    }
    groups
}

/// How many bytes stand between a group that ends at a byte and the next one; 0 where they are no more than three
/// signs that people put into numbers. In a mobile number these are more.
fn between(text: &str, end: usize, is_mobile: bool) -> usize {
    let belongs = |c: char| {
        matches!(c, ' ' | '.' | '-' | '(' | ')' | '\n' | '\r' | '\t')
            || is_mobile && matches!(c, '/' | '_' | ',' | '•' | '·' | '|' | '~' | '*')
    };
    let signs: Vec<char> = text[end..].chars().take(4).take_while(|c| belongs(*c)).collect();
    if signs.len() > 3 { 0 } else { signs.iter().map(|c| c.len_utf8()).sum() }
}

/// So many digits of a number stand before it is broken over a line end.
const BEGUN: usize = 5;

fn is_digit_like(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'o'
}

/// More digits than any number has.
const MOST_DIGITS: usize = 15;

/// The number that the first of some groups make up, nationally (a leading 0) or with its `+`, and where it ends.
fn number(bytes: &[u8], groups: &[Range<usize>], from: usize) -> Option<(String, usize)> {
    let is_foreign = plus_before(bytes, from) < from;
    let mut digits = String::new();
    let mut best = None;
    for (nth, group) in groups.iter().enumerate() {
        digits.extend(bytes[group.clone()].iter().map(|b| if *b == b'o' { '0' } else { char::from(*b) }));
        let more = |b: &u8| b.is_ascii_alphabetic() || matches!(b, b'/' | b'_' | b'%');
        let glued = bytes.get(group.end).is_some_and(more) && nth + 1 == groups.len();
        if !glued
            && has_the_shape(&groups[..=nth], &digits, is_foreign)
            && let Some(national) = national(&digits, is_foreign)
        {
            best = Some((national, group.end));
        }
    }
    best
}

/// Dates and references are grouped otherwise than numbers one rings.
fn has_the_shape(groups: &[Range<usize>], digits: &str, is_foreign: bool) -> bool {
    let first = groups.first().map_or(0, Range::len);
    let all_single = groups.iter().all(|group| group.len() == 1);
    let pairs = digits.starts_with("07")
        && first == 2
        && (groups.iter().skip(1).all(|group| group.len() >= 2)
            || groups.iter().skip(1).all(|group| group.len() == 1));
    is_foreign || digits.starts_with("447") && first == 2 || first >= 3 || all_single || pairs
}

/// A number as one dials it at home: `0` and nine or ten digits; for other countries `+` and all digits.
fn national(digits: &str, is_foreign: bool) -> Option<String> {
    let mobile = digits.strip_prefix("44").filter(|rest| rest.len() == 10 && rest.starts_with('7'));
    let british = if is_foreign { digits.strip_prefix("44") } else { digits.strip_prefix("0044").or(mobile) };
    let home = match british {
        Some(rest) => format!("0{}", rest.strip_prefix('0').unwrap_or(rest)),
        None if is_foreign => return (8..=MOST_DIGITS).contains(&digits.len()).then(|| format!("+{digits}")),
        None => digits.to_owned(),
    };
    let second = home.as_bytes().get(1)?;
    let right_length = home.len() == 11 || home.len() == 10 && matches!(second, b'1' | b'8' | b'5');
    (home.starts_with('0')
        && right_length
        && matches!(second, b'1' | b'2' | b'3' | b'5' | b'7' | b'8' | b'9'))
    .then_some(home)
}

/// Where a number with a `+`, or a bracket, before it begins.
fn plus_before(bytes: &[u8], at: usize) -> usize {
    match at.checked_sub(1).map(|before| bytes[before]) {
        Some(b'+') => at - 1,
        Some(b'(') if at > 1 && bytes[at - 2] == b'+' => at - 2,
        _ => at,
    }
}

/// What a number is: nothing to worry about when it is the council's own or a helpline's.
fn judged(prose: &Prose<'_>, digits: &str, folded: Range<usize>, own: &[String]) -> Option<Private> {
    if own.iter().any(|prefix| digits.starts_with(prefix.as_str())) || is_reference(prose, folded.start) {
        return None;
    }
    let confidence = match digits.as_bytes() {
        // Numbers for the public: 03, 05, 08, 09.
        [b'0', b'3' | b'5' | b'8' | b'9', ..] => return None,
        [b'0', b'7', ..] => Confidence::Certain,
        // Somebody's own line, or an office's: the words before it tell.
        _ if is_somebodys(prose, folded.start) => Confidence::Likely,
        _ => Confidence::Possible,
    };
    let why = match confidence {
        Confidence::Certain => "Gives away a mobile number that is not among the council's own lines.",
        Confidence::Likely => "Gives away somebody's telephone number.",
        Confidence::Possible => "Has a telephone number that is not among the council's own lines.",
    };
    Some(Private { span: prose.original(folded), confidence, why })
}

/// Whether the number before which this stands is a reference or an account.
fn is_reference(prose: &Prose<'_>, byte: usize) -> bool {
    let first = prose.word_at(byte);
    let before = |n: usize| first.checked_sub(n).map_or("", |at| prose.at(at));
    let names = [
        "ref",
        "reference",
        "isbn",
        "order",
        "invoice",
        "uprn",
        "account",
        "case",
        "application",
        "issn",
        "serial",
        "meter",
        "mpan",
        "mprn",
        "policy",
        "contract",
        "tender",
        "licence",
        "permit",
        "booking",
        "ticket",
        "barcode",
        "company",
        "registration",
    ];
    names.contains(&before(1))
        || names.contains(&before(2)) && matches!(before(1), "number" | "no" | "is" | "code")
}

/// Whether the words before a number make it a person's: a first name, her, his, home.
fn is_somebodys(prose: &Prose<'_>, byte: usize) -> bool {
    let first = prose.word_at(byte);
    let sentence = prose.sentence(first);
    let near = sentence.start.max(first.saturating_sub(REACH))..first;
    let own = near.clone().any(|at| prose.is(Sense::OwnCue, at));
    let named = near.clone().any(|at| {
        let honorific = at.checked_sub(1).is_some_and(|before| prose.is(Sense::Honorific, before));
        let thing = prose.is(Sense::Thing, at + 1) || prose.is(Sense::Thing, at + 2) && prose.capital(at + 2);
        prose.capital(at) && (prose.is(Sense::Given, at) || honorific) && !thing
    });
    let office = || {
        let around = sentence.start.max(first.saturating_sub(OFFICE))..sentence.end.min(first + OFFICE);
        around.into_iter().any(|at| prose.is(Sense::OfficeCue, at))
    };
    own || named && !office()
}

/// How far from a number an office, a hall or a club is spoken of.
const OFFICE: usize = 12;

/// How many words before a number are looked at.
const REACH: usize = 7;

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Option<String> {
        let bytes = text.as_bytes();
        (0..bytes.len()).filter(|at| begins(bytes, *at)).find_map(|at| {
            let (digits, end) = number(bytes, &groups(text, at), at)?;
            Some(format!("{digits} {}", &text[plus_before(bytes, at)..end]))
        })
    }

    #[test]
    fn numbers_are_read_however_they_are_grouped() {
        for (text, expected) in [
            ("ring 07700 900461.", "07700900461 07700 900461"),
            ("07700.900.461", "07700900461 07700.900.461"),
            ("(01632) 960 001", "01632960001 01632) 960 001"),
            ("+44 7700 900461", "07700900461 +44 7700 900461"),
            ("+44 (0)7700 900461", "07700900461 +44 (0)7700 900461"),
            ("0044 1632 960001", "01632960001 0044 1632 960001"),
            ("0 7 7 0 0 9 0 0 4 6 1", "07700900461 0 7 7 0 0 9 0 0 4 6 1"),
            ("o77oo 9oo461", "07700900461 o77oo 9oo461"),
            ("07 700 900 461", "07700900461 07 700 900 461"),
            ("020 7946 0018 or 020 7946 0019", "02079460018 020 7946 0018"),
            ("+353 87 123 4567", "+353871234567 +353 87 123 4567"),
            ("07700\n900461", "07700900461 07700\n900461"),
            ("07700 900\r\n461", "07700900461 07700 900\r\n461"),
            ("0 7 7 0 0\n9 0 0 4 6 1", "07700900461 0 7 7 0 0\n9 0 0 4 6 1"),
        ] {
            assert_eq!(parsed(text).as_deref(), Some(expected));
        }
    }

    #[test]
    fn dates_times_and_references_are_no_numbers() {
        for text in [
            "01/05/2027 10:30",
            "01-05-2027 10.30",
            "01.05.2027 - 12.05.2027",
            "0900-1700 on 6 may",
            "27/00431",
            "isbn 0-306-40615-2",
            "100012345678",
            "08:15 to 09:45",
            "0.75 of 1200000",
            "0712 0742\n0812 0842",
            "0712\n0745\n0815",
            "0770\n0900461",
            "07700\n\n900461",
            "01632\n96\n0001",
            "07 12 23\n34 45 46",
            "v0712345678x",
            "ref a01632960001",
        ] {
            assert_eq!(parsed(text), None, "{text}");
        }
    }
}
