//! The posts that a write answers, quotes, shares or pins.

use super::{LookError, Looked, Named, Place, plain, unread};
use crate::platform::mastodon::write::Draft;
use crate::post::content::{Operation, Target};
use crate::post::{PartName, Post, Visibility};

/// The author of the post that is answered.
pub(super) async fn reply(draft: &Draft, place: Place<'_>, looked: &mut Looked) -> Result<(), LookError> {
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
pub(super) async fn quote(draft: &Draft, place: Place<'_>, looked: &mut Looked) -> Result<(), LookError> {
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

const NOT_OUT_YET: &str =
    "Validation failed: that post is still waiting for review; share or pin it once it is published";

pub(super) async fn reblog(
    id: &str,
    visibility: Option<Visibility>,
    place: Place<'_>,
) -> Result<Looked, LookError> {
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

pub(super) async fn pin(id: &str, place: Place<'_>) -> Result<Looked, LookError> {
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
