//! Content lines: unfolded, with their places, and taken apart.

use std::borrow::Cow;

use icalendar::parser::{ParseString, Property as Grammar};

use super::Wrong;
use crate::diagnostic::Place;

/// A line as it was before it was folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub(super) text: Cow<'a, str>,
    /// The line of the file it begins on, and that line's number.
    first: &'a str,
    number: usize,
}

/// The lines of a file, whatever ends them; blank ones are left out.
pub(super) fn lines(source: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (index, physical) in source.split('\n').enumerate() {
        let text = physical.trim_end_matches('\r');
        match (text.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some(line)) => line.text.to_mut().push_str(more),
            _ if text.trim().is_empty() => {}
            _ => lines.push(Line { text: Cow::Borrowed(text), first: text, number: index + 1 }),
        }
    }
    lines
}

/// Some programs fold between the bytes of one character. The break is moved behind the character, so that the
/// file becomes UTF-8 and its lines keep their numbers.
pub fn whole_characters(bytes: &[u8]) -> Cow<'_, [u8]> {
    if std::str::from_utf8(bytes).is_ok() {
        return Cow::Borrowed(bytes);
    }
    let mut whole = Vec::with_capacity(bytes.len());
    let mut folds: Vec<u8> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let fold = fold_at(&bytes[at..]);
        let tears = fold > 0
            && bytes.get(at + fold).copied().is_some_and(is_continuation)
            && whole.last().is_some_and(|last| *last >= 0x80);
        if tears {
            folds.extend_from_slice(&bytes[at..at + fold]);
            at += fold;
            continue;
        }
        if !is_continuation(byte) {
            whole.append(&mut folds);
        }
        whole.push(byte);
        at += 1;
    }
    whole.append(&mut folds);
    Cow::Owned(whole)
}

/// The length of the fold that begins here; 0 = none does.
fn fold_at(bytes: &[u8]) -> usize {
    match bytes {
        [b'\r', b'\n', b' ' | b'\t', ..] => 3,
        [b'\n', b' ' | b'\t', ..] => 2,
        _ => 0,
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

impl Line<'_> {
    /// Its name in capitals; none for a line that is not `NAME:value`.
    pub(super) fn name(&self) -> Option<String> {
        let (name, _) = self.text.split_at_checked(self.text.find([':', ';'])?)?;
        let is_name = !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
        is_name.then(|| name.to_ascii_uppercase())
    }

    /// What follows the first colon, in capitals: the component that `BEGIN` and `END` name.
    pub(super) fn component(&self) -> String {
        let value = self.text.split_once(':').map_or("", |(_, value)| value);
        value.trim().to_ascii_uppercase()
    }

    /// The whole line.
    pub(super) fn place(&self, file: &str) -> Place {
        Place::on_line(file, self.number, self.first, 0..self.first.len())
    }
}

/// A line taken apart.
#[derive(Debug, Clone)]
pub(super) struct Property<'a> {
    /// In capitals.
    pub(super) name: String,
    line: &'a Line<'a>,
    parameters: Vec<(String, String)>,
    value: String,
    /// Whether `value` was unescaped already, as `VALUE=TEXT` makes the grammar do.
    unescaped: bool,
}

impl<'a> Property<'a> {
    /// Takes a line apart.
    pub(super) fn read(line: &'a Line<'a>) -> Result<Self, Wrong> {
        let not_one = || {
            Wrong::new(
                "this is not a line of a calendar file",
                "export the calendar again; a line that continues the one above begins with a blank",
            )
        };
        let name = line.name().ok_or_else(not_one)?;
        // The grammar unescapes by the names it knows in capitals; a list must be split before that.
        let text = format!("{}{}", name.to_ascii_lowercase(), &line.text[name.len()..]);
        let text = with_quoted_zone(&text);
        let parsed = Grammar::try_from(text.as_ref()).map_err(|_| not_one())?;
        // It also takes a name alone, and drops what it cannot read behind it.
        let has_parameters = text[name.len()..].starts_with(';');
        let dropped = parsed.val.as_str().is_empty() && !text.ends_with(':');
        if dropped || (has_parameters && parsed.params.is_empty()) {
            return Err(not_one());
        }
        let parameters: Vec<(String, String)> = parsed
            .params
            .iter()
            .map(|parameter| {
                let value = parameter.val.as_ref().map_or("", |value| value.as_str());
                (parameter.key.as_str().to_ascii_uppercase(), value.to_owned())
            })
            .collect();
        let unescaped = parsed.params.iter().any(|parameter| {
            parameter.key == "VALUE" && parameter.val.as_ref().is_some_and(|kind| kind.as_str() == "TEXT")
        });
        Ok(Self { name, line, parameters, value: parsed.val.as_str().to_owned(), unescaped })
    }

    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The value as it stands, for what is not text.
    pub(super) fn value(&self) -> &str {
        self.value.trim()
    }

    /// The value as text.
    pub(super) fn text(&self) -> String {
        if self.unescaped { self.value.clone() } else { unescaped(&self.value) }
    }

    /// The value as a list of texts.
    pub(super) fn list(&self) -> Vec<String> {
        let mut items = vec![String::new()];
        let mut escaped = false;
        for c in self.value.chars() {
            if c == ',' && !escaped {
                items.push(String::new());
            } else if let Some(item) = items.last_mut() {
                item.push(c);
            }
            escaped = c == '\\' && !escaped;
        }
        items.iter().map(|item| unescaped(item)).collect()
    }

    /// Where the value stands; the line's beginning where folding tore it off.
    pub(super) fn place(&self, file: &str) -> Place {
        let first = self.line.first;
        let value = self.line.text.rfind(&self.value).filter(|at| *at < first.len()).unwrap_or(0);
        Place::on_line(file, self.line.number, first, value..first.len())
    }
}

fn unescaped(text: &str) -> String {
    ParseString::from(text).unescape_text().as_str().to_owned()
}

/// Outlook's names of zones hold colons: `(UTC+00:00) Dublin, Edinburgh`. Where they lack their quotes, these are
/// put round them; no time has a colon.
fn with_quoted_zone(text: &str) -> Cow<'_, str> {
    let zone = text.to_ascii_uppercase().find(";TZID=(").map(|at| at + ";TZID=".len());
    let (Some(zone), Some(colon)) = (zone, text.rfind(':')) else { return Cow::Borrowed(text) };
    if zone > colon || !(text.starts_with("dtstart;") || text.starts_with("dtend;")) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{}\"{}\"{}", &text[..zone], &text[zone..colon], &text[colon..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Parts = (String, Vec<(String, String)>, String);

    fn property(line: &str) -> Result<Parts, Wrong> {
        let lines = lines(line);
        Property::read(&lines[0]).map(|read| (read.name.clone(), read.parameters.clone(), read.text()))
    }

    #[test]
    fn lines_are_unfolded_whatever_ends_them() {
        for source in [
            "A:one\r\n  two\r\n\r\nB:three",
            "A:one\n\t two\n\nB:three\n",
            "A:one\r\r\n  two\r\r\nB:three\r\r\n",
        ] {
            let read: Vec<_> = lines(source).into_iter().map(|line| line.text.into_owned()).collect();
            assert_eq!(read, ["A:one two", "B:three"], "{source:?}");
        }
    }

    #[test]
    fn a_line_is_taken_apart_by_the_grammar() {
        for (line, name, parameters, text) in [
            (
                "SUMMARY:Poll\\, and count\\; at 10\\nwith tea",
                "SUMMARY",
                vec![],
                "Poll, and count; at 10\nwith tea",
            ),
            ("summary:a\\\\nb", "SUMMARY", vec![], "a\\nb"),
            ("SUMMARY;VALUE=TEXT:a\\\\nb", "SUMMARY", vec![("VALUE", "TEXT")], "a\\nb"),
            ("Summary;Language=en-GB:Poll: the day", "SUMMARY", vec![("LANGUAGE", "en-GB")], "Poll: the day"),
            ("SUMMARY;X=\"a:b;c\":d", "SUMMARY", vec![("X", "a:b;c")], "d"),
            ("SUMMARY:", "SUMMARY", vec![], ""),
            (
                "DTSTART;TZID=(UTC+00:00) Dublin, London:20270325T000000",
                "DTSTART",
                vec![("TZID", "(UTC+00:00) Dublin, London")],
                "20270325T000000",
            ),
        ] {
            let parameters = parameters.into_iter().map(|(key, value)| (key.into(), value.into())).collect();
            assert_eq!(property(line), Ok((name.into(), parameters, text.into())), "{line}");
        }
    }

    #[test]
    fn what_the_grammar_would_drop_is_refused() {
        for line in [
            "SUMMARY",
            "words and words",
            ":x",
            "DTSTART 20270325:",
            "DTSTART;TZID=\"a\"b:20270325T000000",
            "é:x",
        ] {
            assert!(property(line).is_err(), "{line}");
        }
    }

    #[test]
    fn a_list_is_split_at_its_own_commas_only() {
        let lines = lines("X-PURDAH-WARDS:Saltgate\\, North,Mill\\\\,End");
        assert_eq!(Property::read(&lines[0]).unwrap().list(), ["Saltgate, North", "Mill\\", "End"]);
    }

    #[test]
    fn a_character_that_was_folded_apart_is_whole_again() {
        let torn = b"SUMMARY:caf\xc3\r\n \xa9 \xe2\n\t\x80\n \x93 1\r\nUID:1\r\n";
        let whole = whole_characters(torn);
        let text = std::str::from_utf8(&whole).unwrap();
        assert_eq!(text.matches('\n').count(), 5);
        assert_eq!(lines(text)[0].text, "SUMMARY:café – 1");
    }
}
