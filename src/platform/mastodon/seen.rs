//! A status of the platform as a lookup shows it.

use serde_json::Value;

use crate::post::{Markup, PartName, Picture, Post};

/// What was seen of a status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// `@user@host`.
    pub(super) author: String,
    /// The words, as HTML.
    pub(super) html: String,
    /// The content warning, plain.
    pub(super) warning: String,
    /// The answers of its poll.
    pub(super) poll: Vec<String>,
    /// Its files.
    pub(super) media: Vec<SeenMedium>,
    /// Who may see it.
    pub(super) visibility: String,
    /// The time of its last change; empty when it never changed.
    pub(super) version: String,
    /// What it quotes, as an author and words.
    pub(super) quoted: Option<(String, String)>,
    /// The title and summary of its link card.
    pub(super) card: Vec<String>,
}

/// A file of a status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct SeenMedium {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) alt: String,
    pub(super) focus: Option<String>,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn texts(list: &Value, key: &str) -> Vec<String> {
    list.as_array().into_iter().flatten().map(|entry| text(&entry[key])).collect()
}

/// `@user@host` of an account, where an account of the server itself is written without its host.
fn handle(account: &Value, home: &str) -> String {
    let acct = text(&account["acct"]);
    if acct.contains('@') { format!("@{acct}") } else { format!("@{acct}@{home}") }
}

impl Seen {
    /// Reads a status; what is shared again stands for the one that shares it. `home` is the domain of accounts
    /// that are written without one.
    pub(super) fn of(status: &Value, home: &str) -> Self {
        let status = if status["reblog"].is_object() { &status["reblog"] } else { status };
        let quoted = &status["quote"]["quoted_status"];
        let media = status["media_attachments"].as_array();
        Self {
            author: handle(&status["account"], home),
            html: text(&status["content"]),
            warning: text(&status["spoiler_text"]),
            poll: texts(&status["poll"]["options"], "title"),
            media: media.into_iter().flatten().map(SeenMedium::of).collect(),
            visibility: text(&status["visibility"]),
            version: text(&status["edited_at"]),
            quoted: quoted.is_object().then(|| (handle(&quoted["account"], home), text(&quoted["content"]))),
            card: ["title", "description"]
                .iter()
                .map(|key| text(&status["card"][key]))
                .filter(|text| !text.is_empty())
                .collect(),
        }
    }

    /// Adds it to a post that shares or quotes it.
    pub(super) fn shared_by(&self, post: &mut Post) {
        post.push(PartName::ReshareOf, self.author.clone());
        let mut html = paragraph(&self.warning) + &self.html;
        for line in self.poll.iter().chain(&self.card) {
            html += &paragraph(line);
        }
        if let Some((author, words)) = &self.quoted {
            html += &paragraph(author);
            html += words;
        }
        post.push_marked(PartName::ResharedText, html, Markup::Html);
        for (number, medium) in self.media.iter().enumerate() {
            post.push(PartName::ResharedAltText(number), medium.alt.clone());
            post.pictures.push(Picture::Unexamined);
        }
    }

    /// Adds it as a post of the account itself.
    pub(super) fn stands_as(&self, post: &mut Post) {
        post.push(PartName::ContentWarning, self.warning.clone());
        post.push_marked(PartName::Text, self.html.clone(), Markup::Html);
        for (number, option) in self.poll.iter().enumerate() {
            post.push(PartName::PollOption(number), option.clone());
        }
        for (number, title) in self.card.iter().enumerate() {
            post.push(PartName::LinkTitle(number), title.clone());
        }
        for (number, medium) in self.media.iter().enumerate() {
            post.push(PartName::AltText(number), medium.alt.clone());
            post.pictures.push(Picture::Unexamined);
        }
        if let Some((author, words)) = &self.quoted {
            post.push(PartName::ReshareOf, author.clone());
            post.push_marked(PartName::ResharedText, words.clone(), Markup::Html);
        }
    }
}

impl SeenMedium {
    fn of(value: &Value) -> Self {
        let focus = &value["meta"]["focus"];
        let focus = focus["x"].as_f64().zip(focus["y"].as_f64()).map(|(x, y)| format!("{x},{y}"));
        Self { id: text(&value["id"]), kind: text(&value["type"]), alt: text(&value["description"]), focus }
    }

    /// A media type that says as much as the platform does of the kind.
    pub(super) fn mime(&self) -> &'static str {
        match self.kind.as_str() {
            "image" => "image/*",
            "video" | "gifv" => "video/*",
            "audio" => "audio/*",
            _ => "application/octet-stream",
        }
    }
}

fn paragraph(plain: &str) -> String {
    if plain.is_empty() { String::new() } else { format!("<p>{}</p>", escaped(plain)) }
}

/// Plain text as HTML.
pub(super) fn escaped(plain: &str) -> String {
    plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_shared_post_brings_every_word_a_reader_sees() {
        let status = json!({
            "id": "9", "content": "", "reblog": {
                "id": "5", "account": {"acct": "someone"}, "content": "<p>Words</p>", "spoiler_text": "A < B",
                "visibility": "public", "edited_at": "2027-04-01T00:00:00Z",
                "poll": {"options": [{"title": "One"}]}, "card": {"title": "Card", "description": ""},
                "media_attachments": [{"id": "1", "type": "image", "description": "Alt"}],
                "quote": {"quoted_status": {"account": {"acct": "x@y.example"}, "content": "<p>Inner</p>"}}
            }
        });
        let seen = Seen::of(&status, "social.example");
        let mut post = Post::default();
        seen.shared_by(&mut post);
        assert_eq!(post.part(PartName::ReshareOf).unwrap().text, "@someone@social.example");
        assert_eq!(
            post.part(PartName::ResharedText).unwrap().text,
            "<p>A &lt; B</p><p>Words</p><p>One</p><p>Card</p><p>@x@y.example</p><p>Inner</p>"
        );
        assert_eq!(post.part(PartName::ResharedAltText(0)).unwrap().text, "Alt");
        assert_eq!(post.pictures.len(), 1);
        assert_eq!(seen.version, "2027-04-01T00:00:00Z");
    }
}
