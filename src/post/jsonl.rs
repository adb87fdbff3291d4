//! A post as a line of JSON: what `purdah check --posts` and `POST /api/v1/check` read.

use std::collections::BTreeSet;
use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::{PartName, Picture, Post};
use crate::calendar::moment::{Moment, moment};

/// One line. A field that is none of these and no label of a corpus is an error, as is one that is written twice: what
/// it says would be judged by nobody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// The caller's own id; given back in the verdict.
    pub id: Option<String>,
    /// The platform it is meant for.
    pub platform: Option<String>,
    /// The words.
    pub text: Option<String>,
    /// Alternative texts. They are text alone: a post has pictures only where `images` is given.
    pub alt_texts: Vec<String>,
    /// Addresses linked to.
    pub links: Vec<String>,
    /// The titles their cards show.
    pub link_titles: Vec<String>,
    /// Answers of a poll.
    pub poll_options: Vec<String>,
    /// A content warning.
    pub content_warning: Option<String>,
    /// The author shared again: a handle or a profile address.
    pub reshare_of: Option<String>,
    /// The author answered: a handle or a profile address.
    pub reply_to: Option<String>,
    /// When it is to be public; absent = now. [`crate::calendar::moment::moment`] reads it.
    pub at: Option<String>,
    /// The channel it is meant for, as `purdah.toml` names it; absent = one that is registered.
    pub channel: Option<String>,
    /// When the same words last went out on that channel, written as `at` is; absent = not lately.
    pub same_words_at: Option<DateTime<Utc>>,
    /// Paths of pictures, relative to the file.
    pub images: Vec<String>,
}

/// A list of texts with the name each of them gets by its number.
type Numbered<'a> = (fn(usize) -> PartName, &'a [String]);

/// The fields, as the repair of a wrong one names them.
const FIELDS: [&str; 14] = [
    "text",
    "alt_texts",
    "links",
    "link_titles",
    "poll_options",
    "content_warning",
    "reshare_of",
    "reply_to",
    "images",
    "at",
    "channel",
    "same_words_at",
    "id",
    "platform",
];

/// What a labelled corpus says of a post, beside the post itself.
const LABELS: [&str; 7] = ["period", "expected", "reasons", "span", "category", "hard", "note"];

/// What others call a field, letters alone.
const CALLED: [(&str, &[&str]); 9] = [
    ("text", &["caption", "message", "body", "status", "content", "post", "words", "tweet"]),
    ("alt_texts", &["alt", "description", "descriptions", "imagedescription", "imagealt", "mediaalt"]),
    ("poll_options", &["poll", "polls", "options", "choices", "answers"]),
    ("links", &["url", "urls", "href", "linkurl"]),
    ("content_warning", &["cw", "spoiler", "spoilertext", "warning"]),
    ("reply_to", &["inreplyto", "inreplytoid", "answerto", "parent"]),
    ("reshare_of", &["repostof", "retweetof", "boostof", "quoteof", "shareof"]),
    ("images", &["media", "pictures", "photos", "photo", "picture", "attachments"]),
    ("at", &["time", "date", "when", "scheduledat", "publishat", "datetime", "scheduled"]),
];

/// What to do about a field whose name is nearly that of another: what it holds would not be judged.
fn misnamed(name: &str) -> Option<String> {
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let plain = |field: &str| field.replace('_', "");
    let called =
        CALLED.iter().find(|(_, others)| others.contains(&letters.as_str())).map(|(field, _)| *field);
    let near = || FIELDS.iter().copied().min_by_key(|field| edits(&plain(field), &letters));
    let near = || near().filter(|field| edits(&plain(field), &letters) <= MOST_EDITS.min(letters.len() / 2));
    let meant = called.or_else(near)?;
    Some(format!("there is no field `{name}`: did you mean `{meant}`?"))
}

/// More slips than this make another word of a name.
const MOST_EDITS: usize = 2;

/// How many letters must be put in, taken out or changed to make one word of another.
fn edits(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut above = line;
        row[0] = line + 1;
        for (at, another) in other.iter().enumerate() {
            let changed = above + usize::from(letter != *another);
            above = row[at + 1];
            row[at + 1] = changed.min(above + 1).min(row[at] + 1);
        }
    }
    row[other.len()]
}

/// The fields of an object in their order, those written twice twice.
struct Pairs(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Pairs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object like {\"text\": \"The library is open\"}")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        from.deserialize_map(Fields)
    }
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Pairs(pairs) = Pairs::deserialize(from)?;
        Self::of(pairs).map_err(serde::de::Error::custom)
    }
}

/// A field that holds one text.
fn one(name: &str, value: Value) -> Result<Option<String>, String> {
    match value {
        Value::String(text) => Ok(Some(text)),
        Value::Null => Ok(None),
        other => Err(format!("`{name}` is {}, and holds one text: write \"{name}\": \"…\"", kind(&other))),
    }
}

/// A field that holds a list of texts.
fn many(name: &str, value: &Value) -> Result<Vec<String>, String> {
    let texts = value
        .as_array()
        .and_then(|items| items.iter().map(|item| item.as_str().map(str::to_owned)).collect::<Option<_>>());
    texts.ok_or_else(|| {
        format!("`{name}` is {}, and holds a list of texts: write \"{name}\": [\"…\"]", kind(value))
    })
}

/// When a post is to be public: a day alone would leave open whether that is before or after a period begins.
fn with_a_time(at: Option<String>) -> Result<Option<String>, String> {
    match at {
        Some(at) if NaiveDate::parse_from_str(at.trim(), "%Y-%m-%d").is_ok() => {
            let day = at.trim();
            Err(format!("`at` is a day without a time: write it like {day}T09:30, which is London time"))
        }
        at => Ok(at),
    }
}

/// Reads a time as [`moment`] does; of an hour that comes twice, the later.
fn time(written: Option<String>) -> Result<Option<DateTime<Utc>>, String> {
    let Some(written) = written else { return Ok(None) };
    let (Moment::Exact(at) | Moment::Ambiguous(_, at)) = moment(&written)?;
    Ok(Some(at))
}

/// What stands in the place of a text, in words.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list of something else",
        Value::Object(_) => "an object",
    }
}

impl Line {
    /// Reads a line.
    ///
    /// # Errors
    /// What is wrong with it and how to write it, and the line's own id where that can be read.
    pub fn read(line: &[u8]) -> Result<Self, (Option<String>, String)> {
        let fault = |why: &str| format!("this line is not a post: {why}");
        let not_json = |error: &dyn fmt::Display| (None, format!("this line is not JSON: {error}"));
        let value: Value = serde_json::from_slice(line).map_err(|error| not_json(&error))?;
        if !value.is_object() {
            let why = "it is no JSON object: write it like {\"text\": \"The library is open\"}";
            return Err((None, fault(why)));
        }
        let id = value.get("id").and_then(Value::as_str).map(str::to_owned);
        let Pairs(pairs) = serde_json::from_slice(line).map_err(|error| not_json(&error))?;
        Self::of(pairs).map_err(|why| (id, fault(&why)))
    }

    /// Takes the fields one by one.
    fn of(pairs: Vec<(String, Value)>) -> Result<Self, String> {
        let mut line = Self::default();
        let mut seen = BTreeSet::new();
        for (name, value) in pairs {
            match name.as_str() {
                "id" => line.id = one(&name, value)?,
                "platform" => line.platform = one(&name, value)?,
                "text" => line.text = one(&name, value)?,
                "content_warning" => line.content_warning = one(&name, value)?,
                "reshare_of" => line.reshare_of = one(&name, value)?,
                "reply_to" => line.reply_to = one(&name, value)?,
                "at" => line.at = with_a_time(one(&name, value)?)?,
                "channel" => line.channel = one(&name, value)?,
                "same_words_at" => line.same_words_at = time(one(&name, value)?)?,
                "alt_texts" => line.alt_texts = many(&name, &value)?,
                "links" => line.links = many(&name, &value)?,
                "link_titles" => line.link_titles = many(&name, &value)?,
                "poll_options" => line.poll_options = many(&name, &value)?,
                "images" => line.images = many(&name, &value)?,
                label if LABELS.contains(&label) => {}
                other => misnamed(other).map_or(Ok(()), Err)?,
            }
            if !seen.insert(name.clone()) {
                return Err(format!("`{name}` is written twice: leave the one that is meant"));
            }
        }
        Ok(line)
    }

    /// The post it describes; pictures are unexamined. `is_registered` tells whether the council has a channel of a
    /// name.
    pub fn post(&self, is_registered: impl Fn(&str) -> bool) -> Post {
        let mut post = Post::default();
        let numbered: [Numbered<'_>; 4] = [
            (PartName::AltText, &self.alt_texts),
            (PartName::Link, &self.links),
            (PartName::LinkTitle, &self.link_titles),
            (PartName::PollOption, &self.poll_options),
        ];
        let single = [
            (PartName::ContentWarning, &self.content_warning),
            (PartName::Text, &self.text),
            (PartName::ReshareOf, &self.reshare_of),
            (PartName::ReplyTo, &self.reply_to),
        ];
        for (name, text) in single {
            post.push(name, text.clone().unwrap_or_default());
        }
        for (name, texts) in numbered {
            for (number, text) in texts.iter().enumerate() {
                post.push(name(number), text.clone());
            }
        }
        post.to_unknown_channel = self.channel.as_deref().is_some_and(|channel| !is_registered(channel));
        post.same_words_at = self.same_words_at;
        post.pictures = vec![Picture::Unexamined; self.images.len()];
        post
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_told_with_how_it_is_written() {
        for (line, told) in [
            ("{\"images\": 1}", "`images` is a number, and holds a list of texts: write \"images\": [\"…\"]"),
            ("{\"alt_texts\": \"a park\"}", "`alt_texts` is a text, and holds a list"),
            ("{\"links\": [1]}", "`links` is a list of something else"),
            ("{\"text\": [\"a\"]}", "`text` is a list of something else, and holds one text"),
            (
                "{\"same_words_at\": \"last week\"}",
                "`last week` is not a time: write it like 2027-04-20T09:30",
            ),
            ("[1]", "it is no JSON object"),
            ("{\"text\": \"a\", \"caption\": \"b\"}", "no field `caption`: did you mean `text`?"),
            ("{\"alt_text\": [\"a\"]}", "did you mean `alt_texts`?"),
            ("{\"poll\": [\"a\"]}", "did you mean `poll_options`?"),
            ("{\"Text\": \"a\"}", "did you mean `text`?"),
            ("{\"txet\": \"a\"}", "did you mean `text`?"),
            ("{\"contentWarning\": \"a\"}", "did you mean `content_warning`?"),
            ("{\"text\": \"a\", \"text\": \"b\"}", "`text` is written twice"),
            ("{\"text\": \"a\", \"at\": \"2027-04-20\"}", "write it like 2027-04-20T09:30"),
            ("{\"text\": ", "this line is not JSON"),
        ] {
            let (_, said) = Line::read(line.as_bytes()).unwrap_err();
            assert!(said.contains(told), "{line}: {said}");
        }
        let (id, _) = Line::read(b"{\"id\": \"a\", \"images\": 1}").unwrap_err();
        assert_eq!(id.as_deref(), Some("a"));
    }

    #[test]
    fn what_a_corpus_says_of_a_post_may_stand_beside_it() {
        let line = b"{\"id\": \"a\", \"text\": \"b\", \"period\": \"pre\", \"expected\": \"allow\", \"reasons\": [], \
                     \"span\": null, \"category\": \"c\", \"hard\": true, \"note\": \"d\", \"at\": null}";
        let read = Line::read(line).unwrap();
        assert_eq!((read.id.as_deref(), read.text.as_deref()), (Some("a"), Some("b")));
    }

    #[test]
    fn when_the_same_words_went_out_is_written_as_any_time() {
        for (written, read) in [
            ("2026-11-25T08:00", "2026-11-25T08:00:00Z"),
            ("2026-07-25T08:00", "2026-07-25T07:00:00Z"),
            ("2026-07-25T08:00:00+01:00", "2026-07-25T07:00:00Z"),
            ("2026-10-25T01:30", "2026-10-25T01:30:00Z"),
        ] {
            let line = Line::read(format!("{{\"same_words_at\": \"{written}\"}}").as_bytes()).unwrap();
            assert_eq!(line.same_words_at, Some(read.parse().unwrap()), "{written}");
        }
        assert_eq!(Line::read(b"{\"same_words_at\": null}").unwrap().same_words_at, None);
    }
}
