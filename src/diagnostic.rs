//! What is wrong with a file, where, and how to mend it.

#![deny(clippy::disallowed_methods)]

use std::fmt;
use std::ops::Range;

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

    /// A fault at this place.
    pub fn fault(&self, message: impl Into<String>, repair: impl Into<String>) -> Diagnostic {
        Diagnostic { message: message.into(), repair: repair.into(), ..(*self.0).clone() }
    }
}

/// One fault in a file somebody wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file as the reader named it.
    pub file: String,
    /// From 1; 0 when the fault has no place (a missing file).
    pub line: usize,
    /// From 1, in characters; 0 when the fault has no place.
    pub column: usize,
    /// The line the fault begins on, for drawing; empty when the fault has no place.
    pub excerpt: String,
    /// The bytes of `excerpt` at fault.
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
        let end = floor_boundary(source, span.end).max(start);
        let before = &source[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line_end = source[start..].find('\n').map_or(source.len(), |at| start + at);
        let excerpt = source[line_start..line_end].trim_end_matches('\r').to_owned();
        let last = excerpt.len();
        Self {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            span: (start - line_start).min(last)..(end - line_start).min(last),
            excerpt,
            message: message.into(),
            repair: repair.into(),
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
        } else if message.contains("datetime") {
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

    /// A fault of the file as a whole.
    pub fn of_file(file: &str, message: impl Into<String>, repair: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line: 0,
            column: 0,
            excerpt: String::new(),
            span: 0..0,
            message: message.into(),
            repair: repair.into(),
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

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The name among `known` that `written` most likely meant: a slip of one or two letters, no more.
pub fn suggestion<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&written.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= 2.min(name.len() / 2))
        .min()
        .map(|(_, name)| name)
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
    fn a_slip_is_mended_and_a_stranger_is_not() {
        assert_eq!(suggestion("notise", ["notice", "poll"]), Some("notice"));
        assert_eq!(suggestion("colour", ["notice", "poll"]), None);
    }
}
