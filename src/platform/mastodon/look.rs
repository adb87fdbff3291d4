//! From a write to what is judged and what would be delivered: targets and media are looked up.
//!
//! What cannot be found is not an error but something unread, and so a finding.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::answer;
use super::api::{Api, CallError};
use super::params::Params;
use super::seen::{Seen, SeenMedium};
use super::write::{Description, Draft, Profile, SOONEST, Write, is_public_line};
use crate::config::ChannelSettings;
use crate::council::CouncilId;
use crate::post::content::{Operation, Target};
use crate::post::{Content, Medium, PartName, Picture, Post, Unread, Visibility};
use crate::review::{PlatformId, PostId, State, Submission};
use crate::store::{MediaError, Store, StoreError};

/// Where looking happens: one channel of one council, in the name of one caller.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The store.
    pub store: &'a Store,
    /// The council.
    pub council: &'a CouncilId,
    /// The channel.
    pub channel: &'a ChannelSettings,
    /// The platform, in the caller's name.
    pub api: &'a Api,
    /// The time of the request.
    pub now: DateTime<Utc>,
    /// The largest picture that is kept, in bytes.
    pub media_limit: u64,
}

/// A write with everything that judging, recording and delivering it needs.
#[derive(Debug, Clone)]
pub struct Looked {
    /// What delivery would send.
    pub content: Content,
    /// What is judged.
    pub post: Post,
    /// When it becomes public, if later than now.
    pub slot: Option<DateTime<Utc>>,
    /// The held post it answers.
    pub waits_for: Option<PostId>,
    /// Whether anybody of the public sees it: a direct message is not publicity, and is not recorded.
    pub publicity: bool,
    /// The platform's ids of the uploads it uses.
    pub uploads: Vec<String>,
    /// Ids of the guard among its parameters, by name, with the platform's ids they stand for now.
    pub renamed: Vec<(&'static str, String)>,
}

/// Why a write goes no further, without being judged.
#[derive(Debug, thiserror::Error)]
pub enum LookError {
    /// It names a post of the guard that will not go out.
    #[error("Record not found")]
    NotFound,
    /// It cannot be done, and why.
    #[error("{0}")]
    Refused(&'static str),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What an id stands for.
enum Named {
    /// The platform's own id.
    Platform(String),
    /// A post of the guard that is out, by its id there.
    Published(String),
    /// A post of the guard that may still go out.
    Waiting(PostId),
}

/// The platform's id of a submission that is out.
pub fn real_id(post: &Submission) -> Option<&str> {
    match &post.state {
        State::Published { platform_id, .. } => Some(platform_id),
        _ => None,
    }
}

impl Place<'_> {
    /// `@user@host` without its user.
    fn home(&self) -> &str {
        self.channel.account.rsplit('@').next().unwrap_or_default()
    }

    fn content(&self, operation: Operation) -> Content {
        Content::new(&self.channel.name, &self.channel.account, operation)
    }

    async fn named(&self, id: &str) -> Result<Named, LookError> {
        let Some(own) = PlatformId::parse(id) else { return Ok(Named::Platform(id.to_owned())) };
        let Some(post) = self.store.by_platform_id(self.council, &self.channel.name, own).await? else {
            return Ok(Named::Platform(id.to_owned()));
        };
        match real_id(&post) {
            Some(real) => Ok(Named::Published(real.to_owned())),
            None if post.state.name().is_open() => Ok(Named::Waiting(post.id)),
            None => Err(LookError::NotFound),
        }
    }

    async fn seen(&self, id: &str) -> Result<Seen, CallError> {
        Ok(Seen::of(&self.api.status(id).await?, self.home()))
    }
}

/// Looks up what a write needs. [`Write::Describe`] and [`Write::Reschedule`] change a post that is already
/// known, and are not looked up here.
///
/// # Errors
/// [`LookError`]; whatever the platform does not tell is in [`Post::unread`] instead.
pub async fn look(write: Write, place: Place<'_>) -> Result<Looked, LookError> {
    match write {
        Write::Publish(draft) => publish(*draft, place).await,
        Write::Edit(id, draft) => edit(&id, *draft, place).await,
        Write::Reblog(id, visibility) => reblog(&id, visibility, place).await,
        Write::Pin(id) => pin(&id, place).await,
        Write::Profile(profile) => profile_change(*profile, place).await,
        Write::Describe(..) | Write::Reschedule(..) => {
            Err(LookError::Refused("this cannot be judged by itself"))
        }
    }
}

async fn publish(draft: Draft, place: Place<'_>) -> Result<Looked, LookError> {
    let slot = slot(&draft, place.now)?;
    let mut looked = Looked {
        content: place.content(Operation::Publish),
        post: Post::default(),
        slot,
        waits_for: None,
        publicity: draft.visibility != Some(Visibility::Direct) || !draft.unknown.is_empty(),
        uploads: draft.media.clone(),
        renamed: Vec::new(),
    };
    reply(&draft, place, &mut looked).await?;
    words(&draft, &mut looked);
    quote(&draft, place, &mut looked).await?;
    for id in &draft.media {
        let medium = upload(id, &draft, place, looked.content.media.len(), &mut looked.post).await?;
        attach(medium, &mut looked);
    }
    Ok(looked)
}

/// A time already past publishes at once, as on the platform; one too near is refused as it would be there.
fn slot(draft: &Draft, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, LookError> {
    match draft.scheduled_at {
        Some(at) if at <= now => Ok(None),
        Some(at) if at < now + SOONEST => Err(LookError::Refused(
            "Validation failed: Scheduled at The scheduled date must be in the future",
        )),
        other => Ok(other),
    }
}

/// Words and settings that need no lookup.
fn words(draft: &Draft, looked: &mut Looked) {
    let post = &mut looked.post;
    post.push(PartName::ContentWarning, draft.warning.clone().unwrap_or_default());
    post.push(PartName::Text, draft.text.clone().unwrap_or_default());
    for (number, option) in draft.poll.iter().flat_map(|poll| &poll.options).enumerate() {
        post.push(PartName::PollOption(number), option.clone());
    }
    if !draft.unknown.is_empty() {
        let why = "The tool sent fields the guard does not know, which the platform might show.";
        post.unread.push(Unread { part: PartName::Text, why: why.to_owned() });
    }
    if draft.marked_up {
        // Servers differ in whether they do so. Delivery sends plain text, as the desk shows it.
        let why = "The tool asked the platform to read the text as something else than plain text.";
        post.unread.push(Unread { part: PartName::Text, why: why.to_owned() });
    }
    let content = &mut looked.content;
    content.text.clone_from(&draft.text);
    content.warning.clone_from(&draft.warning);
    content.visibility = draft.visibility;
    content.language.clone_from(&draft.language);
    content.sensitive = draft.sensitive;
    content.poll.clone_from(&draft.poll);
}

/// The author of the post that is answered.
async fn reply(draft: &Draft, place: Place<'_>, looked: &mut Looked) -> Result<(), LookError> {
    let Some(id) = &draft.reply_to else { return Ok(()) };
    match place.named(id).await? {
        Named::Waiting(post) => {
            looked.waits_for = Some(post);
            looked.content.reply_to = Some(Target::Held(post.0));
            looked.post.push(PartName::ReplyTo, place.channel.account.clone());
            return Ok(());
        }
        Named::Published(real) => {
            looked.renamed.push(("in_reply_to_id", real.clone()));
            looked.content.reply_to = Some(Target::Platform(real));
        }
        Named::Platform(id) => looked.content.reply_to = Some(Target::Platform(id)),
    }
    let Some(Target::Platform(id)) = &looked.content.reply_to else { return Ok(()) };
    if looked.publicity {
        match place.seen(id).await {
            Ok(seen) => looked.post.push(PartName::ReplyTo, seen.author),
            Err(error) => unread(&mut looked.post, PartName::ReplyTo, "The post it answers", error),
        }
    }
    Ok(())
}

/// The post that is quoted, with all its words.
async fn quote(draft: &Draft, place: Place<'_>, looked: &mut Looked) -> Result<(), LookError> {
    let Some(id) = &draft.quote_of else { return Ok(()) };
    let id = match place.named(id).await? {
        Named::Waiting(post) => {
            looked.waits_for = looked.waits_for.or(Some(post));
            looked.content.quote_of = Some(Target::Held(post.0));
            looked.post.push(PartName::ReshareOf, place.channel.account.clone());
            return Ok(());
        }
        Named::Published(real) => {
            looked.renamed.push(("quoted_status_id", real.clone()));
            real
        }
        Named::Platform(id) => id,
    };
    if looked.publicity {
        match place.seen(&id).await {
            Ok(seen) => seen.shared_by(&mut looked.post),
            Err(error) => unread(&mut looked.post, PartName::ReshareOf, "The post it quotes", error),
        }
    }
    looked.content.quote_of = Some(Target::Platform(id));
    Ok(())
}

fn unread(post: &mut Post, part: PartName, what: &str, error: CallError) {
    let why = match error {
        CallError::Status(_) => "the platform does not show it to this account",
        CallError::NotSent | CallError::Broken | CallError::Rubbish => "the platform gave no clear answer",
    };
    post.unread.push(Unread { part, why: format!("{what} could not be looked up: {why}.") });
}

/// An upload by the platform's id of it.
async fn upload(
    id: &str,
    draft: &Draft,
    place: Place<'_>,
    number: usize,
    post: &mut Post,
) -> Result<Medium, LookError> {
    let said = said_of(draft, id);
    if let Some(upload) = place.store.upload(place.council, &place.channel.name, id).await? {
        return Ok(Medium {
            sha256: upload.sha256,
            mime: upload.mime,
            alt: said.alt.or(upload.alt),
            focus: said.focus.or(upload.focus),
            attached: None,
        });
    }
    let why = "A file was uploaded without the guard seeing it, so nobody has looked at it.";
    post.unread.push(Unread { part: PartName::Picture(number), why: why.to_owned() });
    Ok(Medium {
        sha256: String::new(),
        mime: "application/octet-stream".to_owned(),
        alt: said.alt,
        focus: said.focus,
        attached: Some(id.to_owned()),
    })
}

fn said_of(draft: &Draft, id: &str) -> Description {
    draft.descriptions.iter().find(|(of, _)| of == id).map(|(_, said)| said.clone()).unwrap_or_default()
}

fn attach(medium: Medium, looked: &mut Looked) {
    let number = looked.content.media.len();
    looked.post.push(PartName::AltText(number), medium.alt.clone().unwrap_or_default());
    looked.post.pictures.push(Picture::Unexamined);
    looked.content.media.push(medium);
}

async fn edit(id: &str, draft: Draft, place: Place<'_>) -> Result<Looked, LookError> {
    let target = match place.named(id).await? {
        Named::Platform(id) | Named::Published(id) => id,
        Named::Waiting(_) => return Err(LookError::Refused("a waiting post is changed in the guard")),
    };
    let mut post = Post::default();
    let seen = match place.seen(&target).await {
        Ok(seen) => seen,
        Err(error) => {
            unread(&mut post, PartName::Text, "The post it changes", error);
            Seen::default()
        }
    };
    let operation = Operation::Edit { target, version: seen.version.clone() };
    let mut looked = Looked {
        content: place.content(operation),
        post,
        slot: None,
        waits_for: None,
        publicity: seen.visibility != Visibility::Direct.as_str() || !draft.unknown.is_empty(),
        uploads: Vec::new(),
        renamed: Vec::new(),
    };
    words(&draft, &mut looked);
    // Visibility and targets cannot be changed by an edit.
    looked.content.visibility = None;
    for id in &draft.media {
        let attached = seen.media.iter().find(|medium| medium.id == *id);
        let medium = if let Some(medium) = attached {
            kept(medium, &draft, place).await?
        } else {
            looked.uploads.push(id.clone());
            upload(id, &draft, place, looked.content.media.len(), &mut looked.post).await?
        };
        attach(medium, &mut looked);
    }
    Ok(looked)
}

/// Other words for a post that still waits in the guard. Its targets, visibility and slot stay, as in any edit.
///
/// # Errors
/// [`LookError`].
pub async fn change(waiting: &Submission, draft: Draft, place: Place<'_>) -> Result<Looked, LookError> {
    let before = &waiting.content;
    let mut looked = Looked {
        content: place.content(before.operation.clone()),
        post: Post::default(),
        slot: waiting.slot,
        waits_for: waiting.waits_for,
        publicity: true,
        uploads: Vec::new(),
        renamed: Vec::new(),
    };
    // What the words stand in: the targets as they were judged.
    for part in &waiting.post.parts {
        let stays = matches!(
            part.name,
            PartName::ReplyTo | PartName::ReshareOf | PartName::ResharedText | PartName::ResharedAltText(_)
        );
        if stays {
            looked.post.parts.push(part.clone());
        }
    }
    words(&draft, &mut looked);
    looked.content.visibility = before.visibility;
    looked.content.reply_to.clone_from(&before.reply_to);
    looked.content.quote_of.clone_from(&before.quote_of);
    for id in &draft.media {
        let kept = before.media.iter().find(|medium| answer::medium_id(medium) == *id);
        let medium = if let Some(medium) = kept {
            let said = said_of(&draft, id);
            Medium {
                alt: said.alt.or_else(|| medium.alt.clone()),
                focus: said.focus.or_else(|| medium.focus.clone()),
                ..medium.clone()
            }
        } else {
            looked.uploads.push(id.clone());
            upload(id, &draft, place, looked.content.media.len(), &mut looked.post).await?
        };
        attach(medium, &mut looked);
    }
    Ok(looked)
}

/// A file that is attached to the target and stays.
async fn kept(medium: &SeenMedium, draft: &Draft, place: Place<'_>) -> Result<Medium, LookError> {
    let said = said_of(draft, &medium.id);
    let known = place.store.upload(place.council, &place.channel.name, &medium.id).await?;
    Ok(Medium {
        mime: known.as_ref().map_or_else(|| medium.mime().to_owned(), |known| known.mime.clone()),
        sha256: known.map(|known| known.sha256).unwrap_or_default(),
        alt: said.alt.or_else(|| Some(medium.alt.clone()).filter(|alt| !alt.is_empty())),
        focus: said.focus.or_else(|| medium.focus.clone()),
        attached: Some(medium.id.clone()),
    })
}

const NOT_OUT_YET: &str =
    "Validation failed: that post is still waiting for review; share or pin it once it is published";

async fn reblog(id: &str, visibility: Option<Visibility>, place: Place<'_>) -> Result<Looked, LookError> {
    let target = match place.named(id).await? {
        Named::Platform(id) | Named::Published(id) => id,
        Named::Waiting(_) => return Err(LookError::Refused(NOT_OUT_YET)),
    };
    let mut post = Post::default();
    let author = match place.seen(&target).await {
        Ok(seen) => {
            seen.shared_by(&mut post);
            seen.author
        }
        Err(error) => {
            unread(&mut post, PartName::ReshareOf, "The post it shares", error);
            String::new()
        }
    };
    let mut content = place.content(Operation::Reshare { target, author });
    content.visibility = visibility;
    Ok(plain(content, post))
}

async fn pin(id: &str, place: Place<'_>) -> Result<Looked, LookError> {
    let target = match place.named(id).await? {
        Named::Platform(id) | Named::Published(id) => id,
        Named::Waiting(_) => return Err(LookError::Refused(NOT_OUT_YET)),
    };
    let mut post = Post::default();
    match place.seen(&target).await {
        Ok(seen) => seen.stands_as(&mut post),
        Err(error) => unread(&mut post, PartName::Text, "The post it pins", error),
    }
    Ok(plain(place.content(Operation::Pin { target }), post))
}

fn plain(content: Content, post: Post) -> Looked {
    Looked {
        content,
        post,
        slot: None,
        waits_for: None,
        publicity: true,
        uploads: Vec::new(),
        renamed: Vec::new(),
    }
}

async fn profile_change(profile: Profile, place: Place<'_>) -> Result<Looked, LookError> {
    let mut content = place.content(Operation::Profile);
    let mut post = Post::default();
    let mut publicity = false;
    for (number, (name, value)) in profile.lines.iter().enumerate() {
        if is_public_line(name) {
            publicity = true;
            post.push(PartName::Profile(number), value.clone());
        }
    }
    content.profile = profile.lines;
    for picture in profile.pictures {
        publicity = true;
        let bytes = std::io::Cursor::new(picture.bytes);
        let stored = match place.store.media_put(place.council, bytes, place.media_limit).await {
            Ok(stored) => stored,
            Err(MediaError::Store(error)) => return Err(error.into()),
            Err(_) => return Err(LookError::Refused("Validation failed: the picture is too large")),
        };
        content.profile.push((picture.field, stored.sha256.clone()));
        content.media.push(Medium {
            sha256: stored.sha256,
            mime: picture.mime,
            alt: None,
            focus: None,
            attached: None,
        });
        post.pictures.push(Picture::Unexamined);
    }
    Ok(Looked { publicity, ..plain(content, post) })
}

/// The parameters to send in place of the tool's own bytes, when ids of the guard are among them or the platform
/// could read those bytes differently.
pub fn renamed(looked: &Looked, params: &Params) -> Option<Value> {
    if looked.renamed.is_empty() {
        return params.rewritten();
    }
    looked.renamed.iter().fold(params.clone(), |params, (name, id)| params.with_text(name, id)).to_json()
}

/// The status a scheduled status of the platform will become.
pub fn of_scheduled(scheduled: &Value) -> Option<Draft> {
    let params = scheduled["params"].as_object()?;
    let text = |name: &str| params.get(name).and_then(Value::as_str).map(str::to_owned);
    let id = |name: &str| {
        params
            .get(name)
            .and_then(|id| id.as_str().map(str::to_owned).or_else(|| Some(id.as_u64()?.to_string())))
    };
    let poll = params.get("poll").filter(|poll| poll.is_object()).map(|poll| crate::post::Poll {
        options: poll["options"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|o| Some(o.as_str()?.to_owned()))
            .collect(),
        expires_in: poll["expires_in"]
            .as_u64()
            .or_else(|| poll["expires_in"].as_str()?.parse().ok())
            .unwrap_or_default(),
        multiple: poll["multiple"].as_bool().unwrap_or(false),
        hide_totals: poll["hide_totals"].as_bool().unwrap_or(false),
    });
    let media = scheduled["media_attachments"].as_array().into_iter().flatten();
    Some(Draft {
        text: text("text"),
        warning: text("spoiler_text"),
        media: media.clone().filter_map(|medium| Some(medium["id"].as_str()?.to_owned())).collect(),
        descriptions: media
            .filter_map(|medium| {
                let alt = medium["description"].as_str().map(str::to_owned);
                Some((medium["id"].as_str()?.to_owned(), Description { alt, focus: None }))
            })
            .collect(),
        poll,
        reply_to: id("in_reply_to_id"),
        quote_of: id("quoted_status_id"),
        visibility: text("visibility").as_deref().and_then(super::write::visibility_of),
        language: text("language"),
        sensitive: params.get("sensitive").and_then(Value::as_bool),
        ..Draft::default()
    })
}
