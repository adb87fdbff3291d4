//! What is wrong with a file, where, and how to mend it.

#![deny(clippy::disallowed_methods)]

mod tellable;
pub mod web_page;

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use tellable::is_unseen;
use tellable::tellable;

/// A place in a file, kept until it is known what to say of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place(Box<Diagnostic>);

impl Place {
    /// A byte range of `source`.
    pub fn at(file: &str, source: &str, span: Range<usize>) -> Self {
        Self(Box::new(Diagnostic::at(file, source, span, "", "")))
    }

    /// A byte range of a line whose number, from 1, is known: the lines before it need not be counted again.
    pub fn on_line(file: &str, number: usize, line: &str, span: Range<usize>) -> Self {
        let on_first = Diagnostic::at(file, line, span, "", "");
        Self(Box::new(Diagnostic { line: number, ..on_first }))
    }

    /// The file as a whole.
    pub fn of_file(file: &str) -> Self {
        Self(Box::new(Diagnostic::of_file(file, "", "")))
    }

    /// The file.
    pub fn file(&self) -> &str {
        &self.0.file
    }

    /// The place without the line it is on, which may hold what nobody need see again.
    #[must_use]
    pub fn veiled(self) -> Self {
        Self(Box::new(self.0.veiled()))
    }

    /// A fault at this place.
    pub fn fault(&self, message: impl Into<String>, repair: impl Into<String>) -> Diagnostic {
        Diagnostic { message: tellable(message), repair: tellable(repair), ..(*self.0).clone() }
    }
}

/// A file whose lines were found once: for readers that give each of very many entries its place.
#[derive(Debug)]
pub struct Lines<'a> {
    file: &'a str,
    source: &'a str,
    starts: Vec<usize>,
    /// How many characters begin before each block of bytes: some programs write a whole file in one line.
    counted: Vec<usize>,
}

/// Bytes from one count of characters to the next.
const BLOCK: usize = 4_096;

impl<'a> Lines<'a> {
    /// Finds the lines.
    pub fn of(file: &'a str, source: &'a str) -> Self {
        let starts = std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let counted = source.as_bytes().chunks(BLOCK).scan(0, |count, block| {
            let before = *count;
            *count += characters(block);
            Some(before)
        });
        Self { file, source, starts, counted: counted.collect() }
    }

    /// The file as the reader named it.
    pub fn file(&self) -> &'a str {
        self.file
    }

    /// What it says.
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// A fault at a byte range, as [`Diagnostic::at`] gives it.
    pub fn fault(
        &self,
        span: Range<usize>,
        message: impl Into<String>,
        repair: impl Into<String>,
    ) -> Diagnostic {
        let start = floor_boundary(self.source, span.start);
        let line = self.starts.partition_point(|line| *line <= start);
        let from = line.checked_sub(1).map_or(0, |index| self.starts[index]);
        let to = self.starts.get(line).map_or(self.source.len(), |next| next - 1);
        let column = self.characters_before(start) - self.characters_before(from) + 1;
        Diagnostic::on_line(
            self.file,
            self.source,
            Line { number: line, bytes: from..to, column },
            span,
            message,
            repair,
        )
    }

    /// The characters before a byte that is a character's first.
    fn characters_before(&self, at: usize) -> usize {
        let block = at / BLOCK;
        match self.counted.get(block) {
            Some(before) => before + characters(&self.source.as_bytes()[block * BLOCK..at]),
            None => self.counted.last().map_or(0, |before| {
                before + characters(&self.source.as_bytes()[(self.counted.len() - 1) * BLOCK..at])
            }),
        }
    }

    /// The place of a byte range.
    pub fn place(&self, span: Range<usize>) -> Place {
        Place(Box::new(self.fault(span, "", "")))
    }
}

/// How many characters begin in a piece of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count()
}

/// The line a fault begins on.
struct Line {
    /// From 1.
    number: usize,
    /// Without the line break.
    bytes: Range<usize>,
    /// Where on it the fault begins, from 1, in characters.
    column: usize,
}

/// One fault in a file somebody wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The file as the reader named it.
    pub file: String,
    /// From 1; 0 when the fault has no place (a missing file).
    pub line: usize,
    /// From 1, in characters; 0 when the fault has no place.
    pub column: usize,
    /// The line the fault begins on, for drawing, and of a very long line what is about the fault; empty when the
    /// fault has no place. It is for who has the file before them, and is never kept.
    #[serde(skip)]
    pub excerpt: String,
    /// The bytes of `excerpt` at fault.
    #[serde(skip)]
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to write or do instead.
    pub repair: String,
}

impl Diagnostic {
    /// A fault at a byte range of `source`.
    pub fn at(
        file: &str,
        source: &str,
        span: Range<usize>,
        message: impl Into<String>,
        repair: impl Into<String>,
    ) -> Self {
        let start = floor_boundary(source, span.start);
        let before = &source[..start];
        let line = before.matches('\n').count() + 1;
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line_end = source[start..].find('\n').map_or(source.len(), |at| start + at);
        let column = source[line_start..start].chars().count() + 1;
        let line = Line { number: line, bytes: line_start..line_end, column };
        Self::on_line(file, source, line, span, message, repair)
    }

    /// A fault on a line.
    fn on_line(
        file: &str,
        source: &str,
        line: Line,
        span: Range<usize>,
        message: impl Into<String>,
        repair: impl Into<String>,
    ) -> Self {
        let start = floor_boundary(source, span.start);
        let end = floor_boundary(source, span.end).max(start);
        let drawn = drawn(source, line.bytes, start);
        let excerpt = source[drawn.clone()].trim_end_matches('\r').to_owned();
        let last = excerpt.len();
        Self {
            file: file.to_owned(),
            line: line.number,
            column: line.column,
            span: (start - drawn.start).min(last)..(end - drawn.start).min(last),
            excerpt,
            message: tellable(message),
            repair: tellable(repair),
        }
    }

    /// What the TOML reader says, with a suggestion where a key is only misspelt.
    pub fn of_toml(file: &str, source: &str, error: &toml::de::Error) -> Self {
        let message = error.message().to_owned();
        let mut quoted = message.split('`').skip(1).step_by(2);
        let repair = if message.starts_with("unknown ") {
            let written = quoted.next().unwrap_or_default();
            let known: Vec<&str> = quoted.collect();
            match suggestion(written, known.iter().copied()) {
                Some(name) => format!("did you mean `{name}`?"),
                None if known.is_empty() => "remove it".to_owned(),
                None => format!("use one of these: {}", known.join(", ")),
            }
        } else if let Some(field) = message.strip_prefix("missing field `").and_then(|m| m.strip_suffix('`'))
        {
            format!("add a line `{field} = …` to this table")
        } else if message.contains("datetime")
            || error.span().is_some_and(|span| is_day_key(source, span.start))
        {
            "write the day as year, month, day and without quotes, like 2027-05-06".to_owned()
        } else {
            "correct the line; strings stand in quotes, dates and numbers do not".to_owned()
        };
        match error.span() {
            Some(span) => Self::at(file, source, span, message, repair),
            None => Self::of_file(file, message, repair),
        }
    }

    /// What the JSON reader says, at its place.
    pub fn of_json(file: &str, source: &str, error: &serde_json::Error) -> Self {
        let line_start: usize =
            source.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let at = line_start + error.column().saturating_sub(1);
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        let repair = if error.is_eof() {
            "the file is cut off: save or download it again"
        } else {
            "correct the place, or save the file again from where it came"
        };
        Self::at(file, source, at..at + 1, message, repair)
    }

    /// The fault without the line it is on.
    #[must_use]
    pub fn veiled(self) -> Self {
        Self { excerpt: String::new(), span: 0..0, ..self }
    }

    /// A fault of the file as a whole.
    pub fn of_file(file: &str, message: impl Into<String>, repair: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line: 0,
            column: 0,
            excerpt: String::new(),
            span: 0..0,
            message: tellable(message),
            repair: tellable(repair),
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            write!(f, "{}: {}", self.file, self.message)?;
        } else {
            write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)?;
        }
        if self.repair.is_empty() { Ok(()) } else { write!(f, "\n  to mend it: {}", self.repair) }
    }
}

/// The longest line drawn whole, in bytes: some programs write a file of megabytes in one line.
const WIDEST: usize = 400;

/// What is drawn of a line when the fault begins at `start`.
fn drawn(source: &str, line: Range<usize>, start: usize) -> Range<usize> {
    if line.len() <= WIDEST {
        return line;
    }
    let from = floor_boundary(source, start.saturating_sub(WIDEST / 4)).max(line.start);
    from..floor_boundary(source, from + WIDEST).min(line.end)
}

/// Whether the line a place stands on gives a day or a time.
fn is_day_key(source: &str, at: usize) -> bool {
    let at = floor_boundary(source, at);
    let line_start = source[..at].rfind('\n').map_or(0, |end| end + 1);
    let key = source[line_start..].split(['=', '\n']).next().unwrap_or_default().trim();
    matches!(key, "poll" | "notice" | "starts" | "ends" | "date")
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The name among `known` that `written` most likely meant: a slip of one or two letters, no more.
pub fn suggestion<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Nobody slips so far.
    let written = Some(written).filter(|written| written.len() <= 200)?;
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&written.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= 2.min(name.len() / 2))
        .min()
        .map(|(_, name)| name)
}

/// Every known name, the likest first.
pub fn likest_first<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let written: String = written.chars().take(200).collect::<String>().to_lowercase();
    let mut all: Vec<&str> = known.into_iter().collect();
    all.sort_by_key(|name| strsim::damerau_levenshtein(&written, &name.to_lowercase()));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_counted_in_lines_and_characters_from_one() {
        let source = "ward = 1\nnäme = 2\n";
        let at = source.find('2').unwrap();
        let fault = Diagnostic::at("a.toml", source, at..at + 1, "wrong", "right");
        assert_eq!((fault.line, fault.column), (2, 8));
        assert_eq!(fault.to_string(), "a.toml:2:8: wrong\n  to mend it: right");
    }

    #[test]
    fn lines_found_once_give_the_same_places() {
        let source = "ä = 1\r\nb = 2\n\nlast";
        let lines = Lines::of("a.toml", source);
        for start in 0..=source.len() + 1 {
            for end in start..=source.len() + 1 {
                assert_eq!(
                    lines.place(start..end),
                    Place::at("a.toml", source, start..end),
                    "{start}..{end}"
                );
            }
        }
    }

    #[test]
    fn columns_of_a_very_long_line_are_counted_in_characters() {
        let source = format!("first\n{}", "é€x".repeat(5_000));
        let lines = Lines::of("a.toml", &source);
        for start in (0..source.len() + 2).step_by(97) {
            assert_eq!(
                lines.place(start..start + 1),
                Place::at("a.toml", &source, start..start + 1),
                "{start}"
            );
        }
    }

    #[test]
    fn of_a_very_long_line_only_what_is_about_the_fault_is_drawn() {
        let source = format!("[{}\"wrong\"{}]", "1,".repeat(9_000), ",2".repeat(9_000));
        let at = source.find("\"wrong\"").unwrap();
        let fault = Diagnostic::at("a.json", &source, at..at + 7, "", "");
        assert_eq!((fault.line, fault.column), (1, at + 1));
        assert!(fault.excerpt.len() <= WIDEST);
        assert_eq!(&fault.excerpt[fault.span], "\"wrong\"");
    }

    #[test]
    fn a_slip_is_mended_and_a_stranger_is_not() {
        assert_eq!(suggestion("notise", ["notice", "poll"]), Some("notice"));
        assert_eq!(suggestion("colour", ["notice", "poll"]), None);
    }
}
