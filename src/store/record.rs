//! The audit log in the store: appending, reading, its head.

use chrono::{DateTime, Utc};

use super::{Store, StoreError};
use crate::audit::{Checkpoint, Event, Fault, NewEvent, Report, TreeHead, VerifierKey};
use crate::council::CouncilId;
use crate::review::PostId;

impl Store {
    /// Records what is not a post: settings, people, tokens, documents, sign-ins. The verbs of this store record
    /// their own events; this is for what happens elsewhere.
    pub async fn event(&self, council: &CouncilId, event: NewEvent) -> Result<(), StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// The events of a post, oldest first.
    pub async fn history(&self, council: &CouncilId, post: PostId) -> Result<Vec<Event>, StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// Lines of the record, in order, from the event with this number on.
    pub async fn audit_lines(
        &self,
        council: &CouncilId,
        from_seq: u64,
        limit: u32,
    ) -> Result<Vec<String>, StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// What the record says now: how many events, and the root over them.
    pub async fn audit_head(&self, council: &CouncilId) -> Result<TreeHead, StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// The head as a signed note, to be kept aside.
    pub async fn checkpoint(&self, council: &CouncilId) -> Result<String, StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// The key a council's checkpoints are verified with.
    pub fn verifier_key(&self, council: &CouncilId) -> Result<VerifierKey, StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// Proves the record whole, or says what is wrong with it.
    pub async fn audit_verify(
        &self,
        council: &CouncilId,
        kept: Option<Checkpoint>,
    ) -> Result<Result<Report, Vec<Fault>>, StoreError> {
        unimplemented!("follows in the next commit")
    }

    /// When the last event was recorded.
    pub async fn last_event_at(&self, council: &CouncilId) -> Result<Option<DateTime<Utc>>, StoreError> {
        unimplemented!("follows in the next commit")
    }
}
