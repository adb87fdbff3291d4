//! A post as the judgement sees it: named parts, pictures and context, as plain values.
//!
//! A [`Post`] is what is judged; a [`Content`] (in [`content`]) is what delivery would send.
//! Both are made by a platform from one request, or by `purdah check` from a line of JSON.

#![deny(clippy::disallowed_methods)]

pub mod content;
pub mod jsonl;

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use content::{Content, ContentHash, Medium, Operation, Poll, Visibility};

/// Which part of a post a text stands in. Its [`fmt::Display`] form (`poll_options[1]`) is part of the
/// verdict's JSON contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartName {
    /// The words of the post.
    Text,
    /// The text shown before the post is opened (Mastodon's `spoiler_text`).
    ContentWarning,
    /// The alternative text of the picture with this number.
    AltText(usize),
    /// The address of the link with this number.
    Link(usize),
    /// The title a link card shows.
    LinkTitle(usize),
    /// An answer of a poll.
    PollOption(usize),
    /// The author of the post that is shared again: a handle or a profile address.
    ReshareOf,
    /// The author of the post that is answered: a handle or a profile address.
    ReplyTo,
    /// The words of the post that is shared again or quoted, when the platform told them.
    ResharedText,
    /// The alternative text of a picture in the post that is shared again or quoted.
    ResharedAltText(usize),
    /// Words read from inside a picture.
    PictureText(usize),
    /// The picture itself, where a finding has no words.
    Picture(usize),
    /// A line of the account's public profile (display name, note, a field).
    Profile(usize),
}

impl fmt::Display for PartName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => f.write_str("text"),
            Self::ContentWarning => f.write_str("content_warning"),
            Self::AltText(n) => write!(f, "alt_texts[{n}]"),
            Self::Link(n) => write!(f, "links[{n}]"),
            Self::LinkTitle(n) => write!(f, "link_titles[{n}]"),
            Self::PollOption(n) => write!(f, "poll_options[{n}]"),
            Self::ReshareOf => f.write_str("reshare_of"),
            Self::ReplyTo => f.write_str("reply_to"),
            Self::ResharedText => f.write_str("reshared_text"),
            Self::ResharedAltText(n) => write!(f, "reshared_alt_texts[{n}]"),
            Self::PictureText(n) => write!(f, "picture_text[{n}]"),
            Self::Picture(n) => write!(f, "images[{n}]"),
            Self::Profile(n) => write!(f, "profile[{n}]"),
        }
    }
}

impl std::str::FromStr for PartName {
    type Err = String;

    /// Reads the form [`fmt::Display`] writes.
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let (name, number) = match s.split_once('[') {
            None => (s, None),
            Some((name, rest)) => {
                let n = rest.strip_suffix(']').and_then(|n| n.parse::<usize>().ok());
                (name, Some(n.ok_or_else(|| format!("`{s}` is not the name of a part"))?))
            }
        };
        match (name, number) {
            ("text", None) => Ok(Self::Text),
            ("content_warning", None) => Ok(Self::ContentWarning),
            ("reshare_of", None) => Ok(Self::ReshareOf),
            ("reply_to", None) => Ok(Self::ReplyTo),
            ("reshared_text", None) => Ok(Self::ResharedText),
            ("alt_texts", Some(n)) => Ok(Self::AltText(n)),
            ("links", Some(n)) => Ok(Self::Link(n)),
            ("link_titles", Some(n)) => Ok(Self::LinkTitle(n)),
            ("poll_options", Some(n)) => Ok(Self::PollOption(n)),
            ("reshared_alt_texts", Some(n)) => Ok(Self::ResharedAltText(n)),
            ("picture_text", Some(n)) => Ok(Self::PictureText(n)),
            ("images", Some(n)) => Ok(Self::Picture(n)),
            ("profile", Some(n)) => Ok(Self::Profile(n)),
            _ => Err(format!("`{s}` is not the name of a part")),
        }
    }
}

impl Serialize for PartName {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartName {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// How the characters of a part are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Markup {
    /// What is written is what is read.
    #[default]
    Plain,
    /// Tags are not shown and entities stand for characters.
    Html,
}

/// One text of a post, with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Where it stands.
    pub name: PartName,
    /// The original text: findings give byte ranges of this.
    pub text: String,
    /// How it is written.
    #[serde(default)]
    pub markup: Markup,
}

/// What is known of a picture (or other file) of the post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Picture {
    /// Nobody has looked at it: inside a period it waits for a person.
    Unexamined,
    /// The file could not be decoded, or is of a kind that cannot be judged.
    Unreadable,
}

/// A thing of the post that could not be read or looked up, and so is a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// The part it concerns.
    pub part: PartName,
    /// What happened, as a sentence for a comms officer; no post text and no names in it.
    pub why: String,
}

/// A post to be judged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Its texts, in reading order.
    pub parts: Vec<Part>,
    /// Its pictures, in order.
    pub pictures: Vec<Picture>,
    /// What could not be read.
    pub unread: Vec<Unread>,
    /// True when nobody has bound the caller's credential to a tool: its writes are held.
    pub from_unknown_tool: bool,
    /// True when it is meant for a channel the council has not registered. The proxy serves registered ones only.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub to_unknown_channel: bool,
    /// When the same words last went out, or were last handed in, on the same channel, as far back as anybody looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_words_at: Option<DateTime<Utc>>,
}

impl Post {
    /// A post of plain words only.
    pub fn of_text(text: impl Into<String>) -> Self {
        let mut post = Self::default();
        post.push(PartName::Text, text);
        post
    }

    /// Adds a plain part; an empty one is left out, as nothing can be found in it.
    pub fn push(&mut self, name: PartName, text: impl Into<String>) {
        self.push_marked(name, text, Markup::Plain);
    }

    /// Adds a part in the given markup; an empty one is left out.
    pub fn push_marked(&mut self, name: PartName, text: impl Into<String>, markup: Markup) {
        let text = text.into();
        if !text.is_empty() {
            self.parts.push(Part { name, text, markup });
        }
    }

    /// The text of a part, if the post has it.
    pub fn part(&self, name: PartName) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }
}
