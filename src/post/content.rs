//! The content of a post: everything delivery sends, and the hash an approval is bound to.
//!
//! The slot is not part of it: that belongs to the approval.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Everything delivery sends; delivery is a function of this value alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The channel's name in `purdah.toml`.
    pub channel: String,
    /// The account on the platform, as the channel pins it.
    pub account: String,
    /// What is done.
    pub operation: Operation,
    /// The words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The content warning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning: Option<String>,
    /// Who may see it; absent = the account's own default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visibility: Option<Visibility>,
    /// An ISO 639 code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Media hidden until opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensitive: Option<bool>,
    /// A poll.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poll: Option<Poll>,
    /// The post answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<Target>,
    /// The post quoted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote_of: Option<Target>,
    /// Pictures and other files, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<Medium>,
    /// Changed lines of the account's public profile, by the platform's own field name, in the order sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub profile: Vec<(String, String)>,
}

/// A post on the platform, or one that still waits in the guard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// The platform's own id.
    Platform(String),
    /// A held post of this council: delivery puts the platform's id in its place once that one is out.
    Held(uuid::Uuid),
}

/// What a write does on the platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Operation {
    /// A new post.
    Publish,
    /// A change of a post that is out: `version` is what the platform said of it when it was judged
    /// (its last edit), so that an approval never lands on a text nobody saw.
    Edit {
        /// The platform's id.
        target: String,
        /// The platform's time of the last change; empty when it never changed.
        version: String,
    },
    /// Sharing somebody's post again.
    Reshare {
        /// The platform's id.
        target: String,
        /// The author's handle as looked up.
        author: String,
    },
    /// Putting an old post at the top of the profile.
    Pin {
        /// The platform's id.
        target: String,
    },
    /// A change of the account's public profile.
    Profile,
}

impl Operation {
    /// The word for it in events, the API and the desk.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Edit { .. } => "edit",
            Self::Reshare { .. } => "reshare",
            Self::Pin { .. } => "pin",
            Self::Profile => "profile",
        }
    }
}

/// Who may see a post, least private first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    /// Everyone, in public timelines.
    Public,
    /// Everyone, but not in public timelines.
    Unlisted,
    /// Followers: still a section of the public.
    Private,
    /// The people named in it: not publicity.
    Direct,
}

impl Visibility {
    /// The platform's word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Unlisted => "unlisted",
            Self::Private => "private",
            Self::Direct => "direct",
        }
    }
}

/// A poll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// The answers, in order.
    pub options: Vec<String>,
    /// How long it runs, in seconds.
    pub expires_in: u64,
    /// More than one answer may be chosen.
    #[serde(default)]
    pub multiple: bool,
    /// The counts are hidden until it ends.
    #[serde(default)]
    pub hide_totals: bool,
}

/// A picture or other file of the content, by the hash of its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Medium {
    /// Lower-case hexadecimal SHA-256 of the bytes.
    pub sha256: String,
    /// Its media type.
    pub mime: String,
    /// The alternative text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// The focal point, as the platform writes it (`-0.1,0.6`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus: Option<String>,
    /// For an edit: the platform's id of a file that is already attached to the target and stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attached: Option<String>,
}

impl Content {
    /// Content with only its identity filled in.
    pub fn new(channel: impl Into<String>, account: impl Into<String>, operation: Operation) -> Self {
        Self {
            channel: channel.into(),
            account: account.into(),
            operation,
            text: None,
            warning: None,
            visibility: None,
            language: None,
            sensitive: None,
            poll: None,
            reply_to: None,
            quote_of: None,
            media: Vec::new(),
            profile: Vec::new(),
        }
    }

    /// SHA-256 of `purdah.post.v1` and the canonical JSON (RFC 8785) of this value.
    pub fn hash(&self) -> ContentHash {
        let mut hasher = Sha256::new();
        hasher.update(b"purdah.post.v1");
        // The type holds only strings, whole numbers and booleans, so canonical JSON always exists.
        hasher.update(serde_json_canonicalizer::to_vec(self).unwrap_or_default());
        ContentHash(hex(&hasher.finalize()))
    }
}

/// What an approval is bound to: lower-case hexadecimal SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContentHash(String);

impl ContentHash {
    /// The hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes digits read back from the store or given by a caller; what is not a hash equals no hash.
    pub fn from_hex(digits: impl Into<String>) -> Self {
        Self(digits.into())
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Lower-case hexadecimal digits of bytes.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    bytes.iter().flat_map(|b| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_that_delivery_sends_changes_the_hash() {
        let base = Content::new("mastodon", "@a@b.example", Operation::Publish);
        let mut variants = vec![base.clone()];
        let mut vary = |change: &dyn Fn(&mut Content)| {
            let mut content = base.clone();
            change(&mut content);
            variants.push(content);
        };
        vary(&|c| c.channel = "other".into());
        vary(&|c| c.account = "@c@b.example".into());
        vary(&|c| c.operation = Operation::Profile);
        vary(&|c| c.operation = Operation::Pin { target: "1".into() });
        vary(&|c| c.operation = Operation::Edit { target: "1".into(), version: String::new() });
        vary(&|c| c.operation = Operation::Edit { target: "1".into(), version: "2".into() });
        vary(&|c| c.operation = Operation::Reshare { target: "1".into(), author: "@x".into() });
        vary(&|c| c.text = Some("words".into()));
        vary(&|c| c.warning = Some("words".into()));
        vary(&|c| c.visibility = Some(Visibility::Unlisted));
        vary(&|c| c.language = Some("cy".into()));
        vary(&|c| c.sensitive = Some(true));
        let poll = Poll {
            options: vec!["a".into(), "b".into()],
            expires_in: 60,
            multiple: false,
            hide_totals: false,
        };
        vary(&|c| c.poll = Some(poll.clone()));
        vary(&|c| c.reply_to = Some(Target::Platform("1".into())));
        vary(&|c| c.reply_to = Some(Target::Held(uuid::Uuid::nil())));
        vary(&|c| c.quote_of = Some(Target::Platform("1".into())));
        let medium =
            Medium { sha256: "00".into(), mime: "image/png".into(), alt: None, focus: None, attached: None };
        vary(&|c| c.media = vec![medium.clone()]);
        vary(&|c| c.media = vec![Medium { alt: Some("a".into()), ..medium.clone() }]);
        vary(&|c| c.media = vec![Medium { focus: Some("0,0".into()), ..medium.clone() }]);
        vary(&|c| c.media = vec![Medium { attached: Some("9".into()), ..medium.clone() }]);
        vary(&|c| c.profile = vec![("note".into(), "x".into())]);
        let hashes: std::collections::BTreeSet<_> = variants.iter().map(Content::hash).collect();
        assert_eq!(hashes.len(), variants.len());
    }
}
