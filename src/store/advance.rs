//! Steps of a post: read, decided and written under one lock.

use super::{Store, StoreError};
use crate::council::CouncilId;
use crate::review::{PostId, Refusal, Rules, Step, Submission};

/// Why a step was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AdvanceError {
    /// There is no such post in this council.
    #[error("there is no post with this id")]
    NotFound,
    /// The state machine says no.
    #[error(transparent)]
    Refused(Refusal),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// Takes a step: locks the post, asks [`crate::review::take`], and writes the post, its event and its ledger
    /// row in one transaction. Returns the post as it stands afterwards, also when the step changed nothing.
    ///
    /// # Errors
    /// [`AdvanceError::Refused`] as the state machine says; nothing was written then.
    pub async fn advance(
        &self,
        council: &CouncilId,
        post: PostId,
        step: Step,
        rules: &Rules,
    ) -> Result<Submission, AdvanceError> {
        unimplemented!("follows in the next commit")
    }

    /// Appends what became of an allowed post: the platform's answer, and its id of the post if it gave one.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`] for an unknown post.
    pub async fn outcome(
        &self,
        council: &CouncilId,
        post: PostId,
        status: u16,
        platform_id: Option<String>,
    ) -> Result<(), StoreError> {
        unimplemented!("follows in the next commit")
    }
}
