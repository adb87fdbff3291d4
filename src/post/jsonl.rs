//! A post as a line of JSON: what `purdah check --posts` and `POST /api/v1/check` read.

use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::{PartName, Picture, Post};

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
    /// When the same words last went out on that channel, RFC 3339; absent = not lately.
    #[serde(default)]
    pub same_words_at: Option<DateTime<Utc>>,
    /// Paths of pictures, relative to the file.
    #[serde(default)]
    pub images: Vec<String>,
}

/// A list of texts with the name each of them gets by its number.
type Numbered<'a> = (fn(usize) -> PartName, &'a [String]);

impl Line {
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
