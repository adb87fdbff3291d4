//! Uploads: what the platform's id of a medium stands for, between its upload and the post it is used in.

use chrono::{DateTime, Utc};

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

impl Store {
    /// Notes what the platform's id of an uploaded medium stands for.
    pub async fn upload_note(
        &self,
        council: &CouncilId,
        channel: &str,
        platform_media_id: &str,
        upload: Upload,
    ) -> Result<(), StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// What an id stands for.
    pub async fn upload(
        &self,
        council: &CouncilId,
        channel: &str,
        platform_media_id: &str,
    ) -> Result<Option<Upload>, StoreError> {
        unimplemented!("follows in the next commit")
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
        unimplemented!("follows in the next commit")
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
        unimplemented!("follows in the next commit")
    }

    /// The post an upload went into, if any.
    pub async fn attached_to(
        &self,
        council: &CouncilId,
        channel: &str,
        platform_media_id: &str,
    ) -> Result<Option<PostId>, StoreError> {
        unimplemented!("follows in the next commit")
    }
}
