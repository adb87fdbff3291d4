//! Uploads: what the platform's id of a medium stands for, between its upload and the post it is used in.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::statement::{to_json, values};
use super::{Store, StoreError};
use crate::council::CouncilId;
use crate::review::PostId;

/// A medium a tool has uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Lower-case hexadecimal SHA-256 of its bytes.
    pub sha256: String,
    /// Its media type.
    pub mime: String,
    /// The alternative text.
    pub alt: Option<String>,
    /// The focal point, as the platform writes it.
    pub focus: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// The free words of an upload, kept as JSON: PostgreSQL's text cannot hold every character a caller may send.
#[derive(Serialize, Deserialize)]
struct Words {
    alt: Option<String>,
    focus: Option<String>,
}

impl Store {
    /// Notes what the platform's id of an uploaded medium stands for.
    pub async fn upload_note(
        &self,
        council: &CouncilId,
        channel: &str,
        platform_media_id: &str,
        upload: Upload,
    ) -> Result<(), StoreError> {
        let of = Arc::new((council.clone(), channel.to_owned(), platform_media_id.to_owned(), upload));
        self.write(council, move |tx| {
            let of = Arc::clone(&of);
            Box::pin(async move {
                let (council, channel, id, upload) = &*of;
                let words = Words { alt: upload.alt.clone(), focus: upload.focus.clone() };
                tx.execute(
                    "insert into uploads (council, channel, id, sha256, mime, words, at) \
                     values ($1, $2, $3, $4, $5, $6, $7) on conflict (council, channel, id) do update \
                     set sha256 = excluded.sha256, mime = excluded.mime, words = excluded.words, at = excluded.at",
                    values![
                        council,
                        channel,
                        id,
                        upload.sha256.as_str(),
                        upload.mime.as_str(),
                        to_json(&words),
                        upload.at
                    ],
                )
                .await
                .map(drop)
            })
        })
        .await
    }

    /// What an id stands for.
    pub async fn upload(
        &self,
        council: &CouncilId,
        channel: &str,
        platform_media_id: &str,
    ) -> Result<Option<Upload>, StoreError> {
        let row = self
            .row(
                "select sha256, mime, words, at from uploads where council = $1 and channel = $2 and id = $3",
                values![council, channel, platform_media_id],
            )
            .await?;
        row.map(|row| {
            let words: Words = row.json("words")?;
            Ok(Upload {
                sha256: row.text("sha256")?,
                mime: row.text("mime")?,
                alt: words.alt,
                focus: words.focus,
                at: row.time("at")?,
            })
        })
        .transpose()
    }

    /// Changes the words and focus of an upload; None leaves that one as it is.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] for an unknown id.
    pub async fn upload_describe(
        &self,
        council: &CouncilId,
        channel: &str,
        platform_media_id: &str,
        alt: Option<String>,
        focus: Option<String>,
    ) -> Result<(), StoreError> {
        let of = Arc::new((council.clone(), channel.to_owned(), platform_media_id.to_owned(), alt, focus));
        self.write(council, move |tx| {
            let of = Arc::clone(&of);
            Box::pin(async move {
                let (council, channel, id, alt, focus) = &*of;
                let row = tx
                    .row_for_update(
                        "select words from uploads where council = $1 and channel = $2 and id = $3",
                        values![council, channel, id],
                    )
                    .await?;
                let old: Words = row.ok_or(StoreError::NoSuch("upload"))?.json("words")?;
                let words = Words { alt: alt.clone().or(old.alt), focus: focus.clone().or(old.focus) };
                tx.change(
                    "upload",
                    "update uploads set words = $4 where council = $1 and channel = $2 and id = $3",
                    values![council, channel, id, to_json(&words)],
                )
                .await
            })
        })
        .await
    }

    /// Notes the post an upload went into.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] for an unknown id.
    pub async fn upload_attached(
        &self,
        council: &CouncilId,
        channel: &str,
        platform_media_id: &str,
        post: PostId,
    ) -> Result<(), StoreError> {
        let of = Arc::new((council.clone(), channel.to_owned(), platform_media_id.to_owned()));
        self.write(council, move |tx| {
            let of = Arc::clone(&of);
            Box::pin(async move {
                let (council, channel, id) = &*of;
                tx.change(
                    "upload",
                    "update uploads set post = $4 where council = $1 and channel = $2 and id = $3",
                    values![council, channel, id, post],
                )
                .await
            })
        })
        .await
    }

    /// The post an upload went into, if any.
    pub async fn attached_to(
        &self,
        council: &CouncilId,
        channel: &str,
        platform_media_id: &str,
    ) -> Result<Option<PostId>, StoreError> {
        let row = self
            .row(
                "select post from uploads where council = $1 and channel = $2 and id = $3",
                values![council, channel, platform_media_id],
            )
            .await?;
        row.map_or(Ok(None), |row| row.maybe_parsed("post"))
    }
}
