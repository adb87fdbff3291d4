//! Lexicon files: groups of terms, each with one sense, one source and the day it was checked.
//!
//! ```toml
//! name = "parties"
//!
//! [words]                         # lists its terms may name: `{colour} wave` is `red|blue wave`
//! colour = ["red", "blue"]
//!
//! [[group]]
//! sense = "party"
//! confidence = "certain"          # certain | likely | possible; absent = likely
//! source = "Electoral Commission, register of political parties"
//! checked = "2026-11-20"
//! terms = ["labour party", "lib dem|dems"]
//! everyday_after = ["casual"]     # with sense "party-word": what before the term makes it an everyday word
//! everyday_before = ["market"]    # and what after it does
//! everyday_near = ["midwife"]     # and what does so from some words away
//! names = true                    # swearing and slurs: they are surnames and names of places too
//! disguised = true                # swearing: they count only with stars, digits or signs for letters
//!
//! [[group]]
//! sense = "topic"                 # a subject the council has set aside: rule CLR308
//! topic = "The leisure centre dispute"
//! from = "2027-01-10"             # both days included; either may be absent
//! until = "2027-03-31"
//! source = "Monitoring officer, 8 January 2027"
//! checked = "2027-01-08"
//! terms = ["leisure centre ... strike|dispute"]
//! ```

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use super::{Confidence, Group, Lexicon, Phrase, Sense, Topic};
use crate::diagnostic::Diagnostic;

/// The files shipped with this version.
pub const SHIPPED: [(&str, &str); 21] = [
    ("lexicons/parties.toml", include_str!("../../lexicons/parties.toml")),
    ("lexicons/slogans.toml", include_str!("../../lexicons/slogans.toml")),
    ("lexicons/effects.toml", include_str!("../../lexicons/effects.toml")),
    ("lexicons/governments.toml", include_str!("../../lexicons/governments.toml")),
    ("lexicons/campaigns.toml", include_str!("../../lexicons/campaigns.toml")),
    ("lexicons/steering.toml", include_str!("../../lexicons/steering.toml")),
    ("lexicons/appeals.toml", include_str!("../../lexicons/appeals.toml")),
    ("lexicons/hinted.toml", include_str!("../../lexicons/hinted.toml")),
    ("lexicons/hints.toml", include_str!("../../lexicons/hints.toml")),
    ("lexicons/contests.toml", include_str!("../../lexicons/contests.toml")),
    ("lexicons/elections.toml", include_str!("../../lexicons/elections.toml")),
    ("lexicons/titles.toml", include_str!("../../lexicons/titles.toml")),
    ("lexicons/office_holders.toml", include_str!("../../lexicons/office_holders.toml")),
    ("lexicons/links.toml", include_str!("../../lexicons/links.toml")),
    ("lexicons/people.toml", include_str!("../../lexicons/people.toml")),
    ("lexicons/trades.toml", include_str!("../../lexicons/trades.toml")),
    ("lexicons/ordinary.toml", include_str!("../../lexicons/ordinary.toml")),
    ("lexicons/profanity.toml", include_str!("../../lexicons/profanity.toml")),
    ("lexicons/private.toml", include_str!("../../lexicons/private.toml")),
    ("lexicons/asking.toml", include_str!("../../lexicons/asking.toml")),
    ("lexicons/topics.toml", include_str!("../../lexicons/topics.toml")),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    #[serde(default)]
    words: BTreeMap<String, Vec<String>>,
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
    terms: Spanned<Vec<Spanned<String>>>,
    #[serde(default)]
    everyday_after: Vec<Spanned<String>>,
    #[serde(default)]
    everyday_before: Vec<Spanned<String>>,
    #[serde(default)]
    everyday_near: Vec<Spanned<String>>,
    #[serde(default)]
    names: bool,
    #[serde(default)]
    disguised: bool,
    #[serde(default)]
    topic: Option<Spanned<String>>,
    #[serde(default)]
    from: Option<Spanned<String>>,
    #[serde(default)]
    until: Option<Spanned<String>>,
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
    let file: File = toml::from_str(text).map_err(|fault| vec![told(file_name, text, &fault)])?;
    let lists = file.words.iter().map(|(name, words)| (format!("{{{name}}}"), words.join("|"))).collect();
    let mut reader = Reader { file: file_name, text, lists, faults: Vec::new() };
    let groups = file.group.into_iter().map(|entry| reader.group(entry)).collect();
    if reader.faults.is_empty() { Ok(Lexicon { name: file.name, groups }) } else { Err(reader.faults) }
}

/// What the TOML reader says, without the list of all it knows: what was probably meant, or where that is told.
fn told(file: &str, text: &str, fault: &toml::de::Error) -> Diagnostic {
    let said = Diagnostic::of_toml(file, text, fault);
    let unknown = said.message.split(", expected").next().unwrap_or_default();
    let (message, instead) = if unknown.starts_with("unknown variant") {
        let is_sense = unknown.replace("unknown variant", "unknown sense");
        let of_confidence = said.message.contains("`certain`");
        if of_confidence {
            (unknown.replace("variant", "confidence"), "write certain, likely or possible")
        } else {
            (is_sense, "write one of the senses that docs/lexicons.md lists, such as topic, slogan or party")
        }
    } else if unknown.starts_with("unknown field") {
        (unknown.to_owned(), "take it out: docs/lexicons.md lists what a group may say")
    } else {
        let parts =
            "a lexicon has `name` and `[[group]]` tables with `sense`, `source`, `checked` and `terms`";
        return Diagnostic { repair: parts.to_owned(), ..said };
    };
    let repair =
        if said.repair.starts_with("did you mean") { said.repair.clone() } else { instead.to_owned() };
    Diagnostic { message, repair, ..said }
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    /// What `{colour}` and its like stand for.
    lists: Vec<(String, String)>,
    faults: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn group(&mut self, entry: Entry) -> Group {
        if entry.source.get_ref().trim().is_empty() {
            self.fault(entry.source.span(), "this group names no source", "say where its terms come from");
        }
        self.day(Some(&entry.checked), "write the day somebody last looked, as YYYY-MM-DD");
        let topic = self.topic(&entry);
        if entry.terms.get_ref().is_empty() {
            self.fault(
                entry.terms.span(),
                "this group has no terms",
                "write the words, or take the group out",
            );
        }
        Group {
            sense: entry.sense,
            terms: self.phrases(entry.terms.into_inner()),
            everyday_after: self.phrases(entry.everyday_after),
            everyday_before: self.phrases(entry.everyday_before),
            everyday_near: self.phrases(entry.everyday_near),
            names: entry.names,
            disguised: entry.disguised,
            confidence: entry.confidence.unwrap_or(Confidence::Likely),
            source: entry.source.into_inner(),
            checked: entry.checked.into_inner(),
            topic,
        }
    }

    fn day(&mut self, written: Option<&Spanned<String>>, repair: &str) -> Option<NaiveDate> {
        let written = written?;
        let day = NaiveDate::parse_from_str(written.get_ref(), "%Y-%m-%d").ok();
        if day.is_none() {
            self.fault(written.span(), &format!("`{}` is not a day", written.get_ref()), repair);
        }
        day
    }

    /// What a group of topics says of itself; a group of another sense says nothing of the kind.
    fn topic(&mut self, entry: &Entry) -> Option<Topic> {
        let extra = [&entry.topic, &entry.from, &entry.until].into_iter().flatten().next();
        if entry.sense != Sense::Topic {
            if let Some(extra) = extra {
                let repair = "take the line out, or write sense = \"topic\"";
                self.fault(extra.span(), "only a group of topics has `topic`, `from` and `until`", repair);
            }
            return None;
        }
        let name = entry.topic.as_ref().map(|topic| topic.get_ref().trim()).unwrap_or_default().to_owned();
        if name.is_empty() {
            let repair = "write topic = \"…\", as a colleague would call it";
            self.fault(entry.source.span(), "this topic has no name", repair);
        }
        let repair = "write a day as YYYY-MM-DD";
        let (from, until) = (self.day(entry.from.as_ref(), repair), self.day(entry.until.as_ref(), repair));
        if let (Some(first), Some(last), Some(written)) = (from, until, &entry.until)
            && last < first
        {
            self.fault(written.span(), "this topic ends before it begins", "correct one of the two days");
        }
        Some(Topic { name, from, until })
    }

    fn phrases(&mut self, terms: Vec<Spanned<String>>) -> Vec<Phrase> {
        let mut phrases = Vec::with_capacity(terms.len());
        for term in terms {
            let written = self.lists.iter().fold(term.get_ref().clone(), |written, (list, words)| {
                if written.contains(list) { written.replace(list, words) } else { written }
            });
            match Phrase::compile(&written) {
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
    fn terms_may_name_a_list_of_words() {
        let text = "name = \"x\"\n[words]\ncolour = [\"red\", \"blue\"]\n[[group]]\nsense = \"slogan\"\nsource = \"s\"\n\
                    checked = \"2026-11-20\"\nterms = [\"the {colour} wave\", \"go {colour}|teal\"]\n";
        let lexicon = read("x.toml", text.as_bytes()).unwrap();
        let terms: Vec<&str> = lexicon.groups[0].terms.iter().map(|term| term.written.as_str()).collect();
        assert_eq!(terms, ["the red|blue wave", "go red|blue|teal"]);
        let unknown = text.replace("{colour} wave", "{color} wave");
        assert!(read("x.toml", unknown.as_bytes()).unwrap_err()[0].message.contains("stands for nothing"));
    }

    #[test]
    fn a_topic_has_a_name_and_may_have_days() {
        let group = |line: &str| {
            let text = format!(
                "name = \"x\"\n[[group]]\nsense = \"topic\"\nsource = \"s\"\nchecked = \"2026-11-20\"\nterms = [\"a\"]\n{line}\n"
            );
            read("x.toml", text.as_bytes())
        };
        let topic =
            group("topic = \"The claim\"\nfrom = \"2027-01-10\"").unwrap().groups[0].topic.clone().unwrap();
        let day = |day: &str| day.parse::<NaiveDate>().unwrap();
        assert_eq!(topic.name, "The claim");
        assert!(
            topic.is_on(day("2027-01-10"))
                && topic.is_on(day("2030-01-01"))
                && !topic.is_on(day("2027-01-09"))
        );
        assert!(group("").unwrap_err()[0].message.contains("no name"));
        assert!(group("topic = \"x\"\nfrom = \"soon\"").unwrap_err()[0].message.contains("not a day"));
        let backwards = "topic = \"x\"\nfrom = \"2027-02-01\"\nuntil = \"2027-01-01\"";
        assert!(group(backwards).unwrap_err()[0].message.contains("before it begins"));
    }

    #[test]
    fn faults_have_a_place_and_a_repair() {
        let group = |line: &str| {
            let text =
                format!("name = \"x\"\n[[group]]\nsense = \"party\"\nchecked = \"2026-11-20\"\n{line}\n");
            read("x.toml", text.as_bytes()).unwrap_err()[0].to_string()
        };
        assert!(group("source = \"s\"\nterms = [\"{party}\"]").starts_with("x.toml:6:10: "));
        assert!(
            group("source = \"s\"\nterms = [\"a\"]\nuntil = \"2027-01-01\"")
                .contains("only a group of topics")
        );
        assert!(group("source = \"\"\nterms = [\"a\"]").contains("names no source"));
        assert!(group("source = \"s\"\nterms = []").contains("has no terms"));
        for (written, meant) in [
            ("source = \"s\"\nterm = [\"a\"]", "unknown field `term`\n  to mend it: did you mean `terms`?"),
            (
                "source = \"s\"\nterms = [\"a\"]\ncolour = 1",
                "unknown field `colour`\n  to mend it: take it out",
            ),
            ("source = \"s\"\nterms = [\"a\"]\nconfidence = \"certian\"", "did you mean `certain`?"),
            ("source = \"s\"\nterms = [\"a\"]\nconfidence = \"high\"", "write certain, likely or possible"),
        ] {
            let said = group(written);
            assert!(said.contains(meant), "{said}");
            assert!(said.len() < 200, "{said}");
        }
        for (sense, meant) in [("topik", "did you mean `topic`?"), ("banana", "docs/lexicons.md")] {
            let text = format!(
                "name = \"x\"\n[[group]]\nsense = \"{sense}\"\nsource = \"s\"\nchecked = \"2026-11-20\"\nterms = [\"a\"]\n"
            );
            let said = read("x.toml", text.as_bytes()).unwrap_err()[0].to_string();
            assert!(said.contains(&format!("unknown sense `{sense}`")) && said.contains(meant), "{said}");
            assert!(said.len() < 200, "{said}");
        }
        assert!(read("x.toml", b"name = \"\xff\"").unwrap_err()[0].message.contains("UTF-8"));
    }
}
