//! From a write to what is judged and what would be delivered: targets and media are looked up.
//!
//! What cannot be found is not an error but something unread, and so a finding.

mod edits;
mod media;
mod scheduled;
mod targets;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::api::{Api, CallError};
use super::params::Params;
use super::seen::Seen;
use super::write::{Draft, Profile, SOONEST, Write, is_public_line};
use crate::config::ChannelSettings;
use crate::council::CouncilId;
use crate::post::content::Operation;
use crate::post::{Content, Medium, PartName, Picture, Post, Unread, Visibility};
use crate::review::{PlatformId, PostId, State, Submission};
use crate::store::{MediaError, Store, StoreError};

use edits::edit;
use media::{attach, upload};
use targets::{pin, quote, reblog, reply};

pub use edits::change;
pub use scheduled::of_scheduled;

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

fn unread(post: &mut Post, part: PartName, what: &str, error: CallError) {
    let why = match error {
        CallError::Status(_) => "the platform does not show it to this account",
        CallError::NotSent | CallError::Broken | CallError::Rubbish => "the platform gave no clear answer",
    };
    post.unread.push(Unread { part, why: format!("{what} could not be looked up: {why}.") });
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
