//! A post as a line of JSON: what `purdah check --posts` and `POST /api/v1/check` read.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::{PartName, Picture, Post};
use crate::calendar::moment::{Moment, moment};

/// One line. Unknown fields are ignored, so that labelled corpora can be judged as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Line {
    /// The caller's own id; given back in the verdict.
    #[serde(default)]
    pub id: Option<String>,
    /// The platform it is meant for.
    #[serde(default)]
    pub platform: Option<String>,
    /// The words.
    #[serde(default)]
    pub text: Option<String>,
    /// Alternative texts. They are text alone: a post has pictures only where `images` is given.
    #[serde(default)]
    pub alt_texts: Vec<String>,
    /// Addresses linked to.
    #[serde(default)]
    pub links: Vec<String>,
    /// The titles their cards show.
    #[serde(default)]
    pub link_titles: Vec<String>,
    /// Answers of a poll.
    #[serde(default)]
    pub poll_options: Vec<String>,
    /// A content warning.
    #[serde(default)]
    pub content_warning: Option<String>,
    /// The author shared again: a handle or a profile address.
    #[serde(default)]
    pub reshare_of: Option<String>,
    /// The author answered: a handle or a profile address.
    #[serde(default)]
    pub reply_to: Option<String>,
    /// When it is to be public; absent = now. [`crate::calendar::moment::moment`] reads it.
    #[serde(default)]
    pub at: Option<String>,
    /// The channel it is meant for, as `purdah.toml` names it; absent = one that is registered.
    #[serde(default)]
    pub channel: Option<String>,
    /// When the same words last went out on that channel, written as `at` is; absent = not lately.
    #[serde(default, deserialize_with = "time")]
    pub same_words_at: Option<DateTime<Utc>>,
    /// Paths of pictures, relative to the file.
    #[serde(default)]
    pub images: Vec<String>,
}

/// A list of texts with the name each of them gets by its number.
type Numbered<'a> = (fn(usize) -> PartName, &'a [String]);

/// Fields that hold one text.
const TEXTS: [&str; 9] =
    ["id", "platform", "text", "content_warning", "reshare_of", "reply_to", "at", "channel", "same_words_at"];

/// Fields that hold a list of texts.
const LISTS: [&str; 5] = ["alt_texts", "links", "link_titles", "poll_options", "images"];

/// Reads a time as [`moment`] does; of an hour that comes twice, the later.
fn time<'de, D: Deserializer<'de>>(from: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    let Some(written) = Option::<String>::deserialize(from)? else { return Ok(None) };
    match moment(&written) {
        Ok(Moment::Exact(at) | Moment::Ambiguous(_, at)) => Ok(Some(at)),
        Err(why) => Err(serde::de::Error::custom(why)),
    }
}

/// Why a field cannot be read, and how it is written.
fn fault(line: &Value) -> Option<String> {
    let Some(fields) = line.as_object() else {
        return Some("it is no JSON object: write it like {\"text\": \"The library is open\"}".to_owned());
    };
    let one = TEXTS.iter().find_map(|name| {
        let value = fields.get(*name).filter(|value| !value.is_string() && !value.is_null())?;
        Some(format!("`{name}` is {}, and holds one text: write \"{name}\": \"…\"", kind(value)))
    });
    let many = || {
        LISTS.iter().find_map(|name| {
            let value = fields.get(*name)?;
            let texts = value.as_array().is_some_and(|items| items.iter().all(Value::is_string));
            (!texts).then(|| {
                format!("`{name}` is {}, and holds a list of texts: write \"{name}\": [\"…\"]", kind(value))
            })
        })
    };
    one.or_else(many)
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
        let value: Value = serde_json::from_slice(line)
            .map_err(|error| (None, format!("this line is not JSON: {error}")))?;
        let id = value.get("id").and_then(Value::as_str).map(str::to_owned);
        if let Some(fault) = fault(&value) {
            return Err((id, format!("this line is not a post: {fault}")));
        }
        serde_json::from_value(value).map_err(|error| (id, format!("this line is not a post: {error}")))
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
            ("{\"text\": ", "this line is not JSON"),
        ] {
            let (_, said) = Line::read(line.as_bytes()).unwrap_err();
            assert!(said.contains(told), "{line}: {said}");
        }
        let (id, _) = Line::read(b"{\"id\": \"a\", \"images\": 1}").unwrap_err();
        assert_eq!(id.as_deref(), Some("a"));
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
