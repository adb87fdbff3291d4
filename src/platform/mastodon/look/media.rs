//! The files a post shows, uploaded before it.

use super::{LookError, Looked, Place};
use crate::platform::mastodon::seen::SeenMedium;
use crate::platform::mastodon::write::{Description, Draft};
use crate::post::{Medium, PartName, Picture, Post, Unread};

/// An upload by the platform's id of it.
pub(super) async fn upload(
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

pub(super) fn said_of(draft: &Draft, id: &str) -> Description {
    draft.descriptions.iter().find(|(of, _)| of == id).map(|(_, said)| said.clone()).unwrap_or_default()
}

pub(super) fn attach(medium: Medium, looked: &mut Looked) {
    let number = looked.content.media.len();
    looked.post.push(PartName::AltText(number), medium.alt.clone().unwrap_or_default());
    looked.post.pictures.push(Picture::Unexamined);
    looked.content.media.push(medium);
}

/// A file that is attached to the target and stays.
pub(super) async fn kept(medium: &SeenMedium, draft: &Draft, place: Place<'_>) -> Result<Medium, LookError> {
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
