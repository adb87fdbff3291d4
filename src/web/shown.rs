//! A post and its findings in the shape pages draw.

use super::marks::{Piece, pieces};
use super::words::{ENGLISH, fill};
use crate::guard::finding::{Confidence, Finding};
use crate::guard::verdict::Decision;
use crate::post::{Content, Markup, Medium, Part, PartName, Post};
use crate::review::Submission;
use crate::store::Version;
use crate::text::html;

/// A post as a page draws it.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) parts: Vec<ShownPart>,
    pub(crate) pictures: Vec<ShownMedium>,
    /// Whether the findings stand on the same page, so that marks can link to them.
    pub(crate) linked: bool,
}

/// One part, cut where something was found.
#[derive(Debug)]
pub(crate) struct ShownPart {
    pub(crate) name: String,
    pub(crate) pieces: Vec<ShownPiece>,
}

/// A stretch of a part.
#[derive(Debug)]
pub(crate) struct ShownPiece {
    pub(crate) text: String,
    /// The class that draws its mark; None = nothing was found here.
    pub(crate) mark: Option<&'static str>,
    /// The findings that end here, in words: a mark never speaks by colour alone.
    pub(crate) labels: Vec<Label>,
}

/// The label of a finding beside its mark.
#[derive(Debug)]
pub(crate) struct Label {
    pub(crate) number: usize,
    pub(crate) text: String,
}

/// A picture or other file.
#[derive(Debug)]
pub(crate) struct ShownMedium {
    pub(crate) name: String,
    pub(crate) view: MediumView,
    pub(crate) described: String,
    pub(crate) open: String,
    pub(crate) caption: String,
}

/// How a file can be looked at.
#[derive(Debug)]
pub(crate) enum MediumView {
    /// A picture a browser draws, at this address.
    Image(String),
    /// A file to take away, at this address.
    File(String),
    /// On the platform already: the guard never had its bytes.
    Attached,
    /// Only told of: nothing here leads to its bytes.
    Named,
}

/// A finding as a page draws it.
#[derive(Debug)]
pub(crate) struct ShownFinding {
    pub(crate) number: usize,
    pub(crate) class: &'static str,
    pub(crate) title: String,
    pub(crate) rule: String,
    pub(crate) effect: &'static str,
    pub(crate) confidence: &'static str,
    pub(crate) part: String,
    pub(crate) words: String,
    pub(crate) why: String,
    pub(crate) suggestion: String,
    pub(crate) source: String,
    pub(crate) clause: String,
    pub(crate) url: Option<String>,
    /// The clauses of the council's own policy behind it.
    pub(crate) clauses: Vec<String>,
}

impl Shown {
    /// A submission's present version, with links to its findings and files.
    pub(crate) fn of(submission: &Submission) -> Self {
        let mut shown = Self::unlinked(&submission.post, &submission.content, &submission.verdict.findings);
        shown.linked = true;
        let address = format!("/posts/{}/media", submission.reference);
        for (number, (medium, picture)) in
            submission.content.media.iter().zip(&mut shown.pictures).enumerate()
        {
            let href = format!("{address}/{number}");
            picture.view = match () {
                () if is_attached(medium) => MediumView::Attached,
                () if is_picture(&medium.mime) => MediumView::Image(href),
                () => MediumView::File(href),
            };
        }
        shown
    }

    /// An earlier version, with what was found in it then.
    pub(crate) fn of_version(version: &Version) -> Self {
        Self::unlinked(&version.post, &version.content, &version.verdict.findings)
    }

    /// A post nobody can link into: an earlier version, or a text that is only tried.
    pub(crate) fn unlinked(post: &Post, content: &Content, findings: &[Finding]) -> Self {
        let say = &ENGLISH.post;
        let pictures = content
            .media
            .iter()
            .enumerate()
            .map(|(index, medium)| {
                let number = (index + 1).to_string();
                let kind = if is_picture(&medium.mime) { say.picture } else { say.file };
                let name = fill(kind, &[("number", &number)]);
                ShownMedium {
                    described: name.clone(),
                    name,
                    view: if is_attached(medium) { MediumView::Attached } else { MediumView::Named },
                    open: fill(say.open_file, &[("mime", &medium.mime)]),
                    caption: match medium.alt.as_deref().filter(|alt| !alt.is_empty()) {
                        Some(alt) => fill(say.alt, &[("text", alt)]),
                        None => say.no_alt.to_owned(),
                    },
                }
            })
            .collect();
        Self { pictures, ..Self::words(post, findings) }
    }

    /// The words of a post alone.
    pub(crate) fn words(post: &Post, findings: &[Finding]) -> Self {
        let parts = post
            .parts
            .iter()
            .map(|part| ShownPart { name: part_name(part.name), pieces: readable(part, findings) })
            .collect();
        Self { parts, pictures: Vec::new(), linked: false }
    }
}

/// The pieces of a part as a reader sees them: of marked-up text, the words without the tags.
fn readable(part: &Part, findings: &[Finding]) -> Vec<ShownPiece> {
    let shown = |piece: Piece| ShownPiece {
        mark: piece.mark.map(|_| piece.class()),
        labels: piece.labels.iter().filter_map(|number| label(*number, findings)).collect(),
        text: match part.markup {
            Markup::Plain => piece.text,
            Markup::Html => html::text_of(&piece.text).0,
        },
    };
    pieces(part, findings).into_iter().map(shown).collect()
}

fn label(number: usize, findings: &[Finding]) -> Option<Label> {
    let rule = &findings.get(number.checked_sub(1)?)?.rule;
    Some(Label { number, text: format!("{number} {rule}") })
}

/// Whether a file is on the platform already, and only there.
fn is_attached(medium: &Medium) -> bool {
    medium.attached.is_some() && medium.sha256.is_empty()
}

/// The kinds of picture every browser draws, and that hold no script.
pub(crate) fn is_picture(mime: &str) -> bool {
    matches!(mime, "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/avif")
}

/// What a part is called on a page.
pub(crate) fn part_name(part: PartName) -> String {
    let say = &ENGLISH.part;
    let (sentence, number) = match part {
        PartName::Text => (say.text, 0),
        PartName::ContentWarning => (say.warning, 0),
        PartName::AltText(number) => (say.alt, number),
        PartName::Link(number) => (say.link, number),
        PartName::LinkTitle(number) => (say.link_title, number),
        PartName::PollOption(number) => (say.poll, number),
        PartName::ReshareOf => (say.reshare, 0),
        PartName::ReplyTo => (say.reply, 0),
        PartName::ResharedText => (say.reshared_text, 0),
        PartName::ResharedAltText(number) => (say.reshared_alt, number),
        PartName::PictureText(number) => (say.picture_text, number),
        PartName::Picture(number) => (say.picture, number),
        PartName::Profile(number) => (say.profile, number),
    };
    fill(sentence, &[("number", &(number + 1).to_string())])
}

/// The findings of a verdict, numbered as the marks are.
pub(crate) fn findings(all: &[Finding]) -> Vec<ShownFinding> {
    let say = &ENGLISH.post;
    all.iter()
        .enumerate()
        .map(|(index, finding)| {
            let (class, effect) = match finding.decision {
                Decision::Block => ("desk-finding--block", say.stops_block),
                Decision::Hold => ("", say.stops_hold),
                Decision::Allow => ("desk-finding--allow", say.stops_nothing),
            };
            let title = crate::guard::registry::find(finding.rule.as_str())
                .map_or_else(|| finding.name.clone(), |rule| rule.meta().title.to_owned());
            ShownFinding {
                number: index + 1,
                class,
                title,
                rule: finding.rule.to_string(),
                effect,
                confidence: match finding.confidence {
                    Confidence::Certain => say.certain,
                    Confidence::Likely => say.likely,
                    Confidence::Possible => say.possible,
                },
                part: part_name(finding.part),
                words: finding.text.clone(),
                why: finding.why.clone(),
                suggestion: finding.suggestion.clone(),
                source: finding.source.title.clone(),
                clause: finding.source.clause.clone(),
                url: web_address(&finding.source.url),
                clauses: finding
                    .policy
                    .iter()
                    .map(|source| format!("{}, {}", source.title, source.clause))
                    .collect(),
            }
        })
        .collect()
}

/// An address a page may link to.
pub(crate) fn web_address(url: &str) -> Option<String> {
    url.starts_with("https://").then(|| url.to_owned())
}
