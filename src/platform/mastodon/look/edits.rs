//! Other words for a post: one that is out, or one that still waits.

use super::media::{attach, kept, said_of, upload};
use super::{LookError, Looked, Named, Place, unread, words};
use crate::platform::mastodon::answer;
use crate::platform::mastodon::seen::Seen;
use crate::platform::mastodon::write::Draft;
use crate::post::content::Operation;
use crate::post::{Medium, PartName, Post, Visibility};
use crate::review::Submission;

pub(super) async fn edit(id: &str, draft: Draft, place: Place<'_>) -> Result<Looked, LookError> {
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
