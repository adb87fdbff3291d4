//! Lexicon files: groups of terms, each with one sense, one source and the day it was checked.
//!
//! ```toml
//! name = "parties"
//!
//! [[group]]
//! sense = "party"
//! confidence = "certain"          # certain | likely | possible; absent = likely
//! source = "Electoral Commission, register of political parties"
//! checked = "2026-11-20"
//! terms = ["labour party", "lib dem|dems"]
//! everyday_after = ["casual"]     # with sense "party-word": what before the term makes it an everyday word
//! everyday_before = ["market"]    # and what after it does
//! ```

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::{Confidence, Group, Lexicon, Phrase, Sense};
use crate::diagnostic::Diagnostic;

/// The files shipped with this version.
pub const SHIPPED: [(&str, &str); 7] = [
    ("lexicons/parties.toml", include_str!("../../lexicons/parties.toml")),
    ("lexicons/slogans.toml", include_str!("../../lexicons/slogans.toml")),
    ("lexicons/steering.toml", include_str!("../../lexicons/steering.toml")),
    ("lexicons/elections.toml", include_str!("../../lexicons/elections.toml")),
    ("lexicons/titles.toml", include_str!("../../lexicons/titles.toml")),
    ("lexicons/people.toml", include_str!("../../lexicons/people.toml")),
    ("lexicons/ordinary.toml", include_str!("../../lexicons/ordinary.toml")),
];

/// The lexicons shipped with this version; a test reads every one.
pub fn shipped() -> Vec<Lexicon> {
    SHIPPED.iter().filter_map(|(name, text)| read(name, text.as_bytes()).ok()).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    group: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    sense: Sense,
    #[serde(default)]
    confidence: Option<Confidence>,
    source: Spanned<String>,
    checked: Spanned<String>,
    terms: Vec<Spanned<String>>,
    #[serde(default)]
    everyday_after: Vec<Spanned<String>>,
    #[serde(default)]
    everyday_before: Vec<Spanned<String>>,
}

/// Reads a lexicon file.
///
/// # Errors
/// Every fault, with its place and repair: not UTF-8, not TOML, an unknown key or sense, a term that cannot be
/// looked for, a group without a source, a day that is no day.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<Lexicon, Vec<Diagnostic>> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(vec![Diagnostic::of_file(
            file_name,
            "the lexicon is not UTF-8",
            "save it as UTF-8 and load it again",
        )]);
    };
    let file: File = toml::from_str(text).map_err(|fault| {
        vec![Diagnostic::at(
            file_name,
            text,
            fault.span().unwrap_or(0..0),
            fault.message().to_owned(),
            "a lexicon has `name` and `[[group]]` tables with `sense`, `source`, `checked` and `terms`",
        )]
    })?;
    let mut reader = Reader { file: file_name, text, faults: Vec::new() };
    let groups = file.group.into_iter().map(|entry| reader.group(entry)).collect();
    if reader.faults.is_empty() { Ok(Lexicon { name: file.name, groups }) } else { Err(reader.faults) }
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    faults: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn group(&mut self, entry: Entry) -> Group {
        if entry.source.get_ref().trim().is_empty() {
            self.fault(entry.source.span(), "this group names no source", "say where its terms come from");
        }
        if chrono::NaiveDate::parse_from_str(entry.checked.get_ref(), "%Y-%m-%d").is_err() {
            let message = format!("`{}` is not a day", entry.checked.get_ref());
            self.fault(entry.checked.span(), &message, "write the day somebody last looked, as YYYY-MM-DD");
        }
        Group {
            sense: entry.sense,
            terms: self.phrases(entry.terms),
            everyday_after: self.phrases(entry.everyday_after),
            everyday_before: self.phrases(entry.everyday_before),
            confidence: entry.confidence.unwrap_or(Confidence::Likely),
            source: entry.source.into_inner(),
            checked: entry.checked.into_inner(),
        }
    }

    fn phrases(&mut self, terms: Vec<Spanned<String>>) -> Vec<Phrase> {
        let mut phrases = Vec::with_capacity(terms.len());
        for term in terms {
            match Phrase::compile(term.get_ref()) {
                Ok(phrase) => phrases.push(phrase),
                Err(why) => self.fault(term.span(), &why, "see the table at the head of any shipped lexicon"),
            }
        }
        phrases
    }

    fn fault(&mut self, span: Range<usize>, message: &str, repair: &str) {
        self.faults.push(Diagnostic::at(self.file, self.text, span, message, repair));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_lexicon_is_read() {
        for (name, text) in SHIPPED {
            if let Err(faults) = read(name, text.as_bytes()) {
                panic!("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
            }
        }
    }

    #[test]
    fn faults_have_a_place_and_a_repair() {
        let group = |line: &str| {
            let text =
                format!("name = \"x\"\n[[group]]\nsense = \"party\"\nchecked = \"2026-11-20\"\n{line}\n");
            read("x.toml", text.as_bytes()).unwrap_err()[0].to_string()
        };
        assert!(group("source = \"s\"\nterms = [\"{party}\"]").starts_with("x.toml:6:10: "));
        assert!(group("source = \"\"\nterms = [\"a\"]").contains("names no source"));
        assert!(group("source = \"s\"\nterms = [\"a\"]\nsens = 1").contains("unknown field"));
        assert!(read("x.toml", b"name = \"\xff\"").unwrap_err()[0].message.contains("UTF-8"));
    }
}
