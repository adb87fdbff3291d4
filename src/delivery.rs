//! The worker that publishes what was approved, and looks after everything that waits.
//!
//! A [`Worker::pass`] goes once over every council: outcomes that were lost from sight first, then posts that must
//! be taken back, then what the passing of time does, then what is due. Every step is a transition of
//! [`crate::review`], written with its event before or after the call it belongs to, so that the process may end
//! anywhere between two of them.

mod backoff;
mod lost;
mod recall;
mod rejudge;
mod release;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use crate::config::ChannelSettings;
use crate::council::CouncilId;
use crate::node::{CouncilNode, Node, waiting};
use crate::platform::courier::{Account, Courier};
use crate::review::{self, PostId, Refusal, State, StateName, Step, Submission};
use crate::store::{AdvanceError, StoreError};

/// How long the worker rests between two passes.
const REST: Duration = Duration::from_secs(1);

/// How long waiting posts are left alone between two sweeps.
const BETWEEN_SWEEPS: TimeDelta = TimeDelta::seconds(60);

/// The worker of one node.
#[derive(Debug)]
pub struct Worker {
    node: Arc<Node>,
    courier: Courier,
    /// When each council was last judged again as a whole, and under which rulebook.
    judged: Mutex<BTreeMap<CouncilId, (DateTime<Utc>, String)>>,
    /// When each council's waiting posts were last looked over for what time does to them.
    swept: Mutex<BTreeMap<CouncilId, DateTime<Utc>>>,
}

impl Worker {
    /// A worker for a node.
    pub fn new(node: Arc<Node>, courier: Courier) -> Self {
        Self { node, courier, judged: Mutex::default(), swept: Mutex::default() }
    }

    /// Works until it is told to stop; what it is at then is finished first.
    pub async fn run(&self, stop: CancellationToken) {
        while !stop.is_cancelled() {
            self.pass().await;
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(REST) => {}
            }
        }
    }

    /// Goes once over everything that waits. A fault of one council keeps no other waiting.
    pub async fn pass(&self) {
        if let Err(error) = self.lapsed().await {
            tracing::error!(%error, "delivery.lapsed_releases_unread");
        }
        for council in self.node.councils() {
            if let Err(error) = self.council(council).await {
                tracing::error!(council = %council.id(), %error, "delivery.pass_failed");
                council.report("store", error.to_string(), self.node.clock.now());
            } else {
                council.settle("store");
            }
        }
    }

    /// A worker that vanished while releasing leaves an unknown outcome.
    async fn lapsed(&self) -> Result<(), StoreError> {
        for (id, post) in self.node.store.lapsed_releases(self.node.clock.now()).await? {
            if let Some(council) = self.node.council(&id) {
                self.take(council, post, Step::LostSight).await?;
            }
        }
        if self.node.is_alone() {
            for council in self.node.councils() {
                for post in self.all(council, &[StateName::Releasing]).await? {
                    let State::Releasing { release, .. } = &post.state else { continue };
                    if release.node != self.node.id {
                        self.take(council, post.id, Step::LostSight).await?;
                    }
                }
            }
        }
        Ok(())
    }

    async fn council(&self, council: &CouncilNode) -> Result<(), StoreError> {
        rejudge::when_anything_changed(self, council).await?;
        for post in self.all(council, &[StateName::Unknown]).await? {
            lost::read_back(self, council, &post).await?;
        }
        recall::all(self, council).await?;
        self.sweep(council).await?;
        for post in self.all(council, &[StateName::Approved]).await? {
            self.tick(council, &post).await?;
            release::one(self, council, &post).await?;
        }
        Ok(())
    }

    /// What the passing of time does to posts that wait for people; once a minute is often enough.
    async fn sweep(&self, council: &CouncilNode) -> Result<(), StoreError> {
        let now = self.node.clock.now();
        let mut swept = self.swept.lock().await;
        if swept.get(council.id()).is_some_and(|last| *last <= now && now - *last < BETWEEN_SWEEPS) {
            return Ok(());
        }
        for post in self.all(council, &[StateName::Held, StateName::Parked]).await? {
            self.tick(council, &post).await?;
        }
        swept.insert(council.id().clone(), now);
        Ok(())
    }

    async fn tick(&self, council: &CouncilNode, post: &Submission) -> Result<(), StoreError> {
        let step = Step::Tick { quiet: self.quiet(council) };
        if review::take(post, step.clone(), &council.settings.review, self.node.clock.now()) != Ok(None) {
            self.take(council, post.id, step).await?;
        }
        Ok(())
    }

    /// Every submission in these states, oldest first.
    async fn all(&self, council: &CouncilNode, states: &[StateName]) -> Result<Vec<Submission>, StoreError> {
        waiting::every(&self.node.store, council.id(), states).await
    }

    /// No pre-election period is in force.
    fn quiet(&self, council: &CouncilNode) -> bool {
        council.rulebook().world().calendar.in_force(self.node.clock.now()).next().is_none()
    }

    /// Takes a step; the submission afterwards, or None when it has moved on meanwhile and the step no longer fits.
    async fn take(
        &self,
        council: &CouncilNode,
        post: PostId,
        step: Step,
    ) -> Result<Option<Submission>, StoreError> {
        match self.node.store.advance(council.id(), post, step, &council.settings.review).await {
            Ok(after) => Ok(Some(after)),
            Err(AdvanceError::NotFound | AdvanceError::Refused(Refusal::NotDue | Refusal::NotFrom(_))) => {
                Ok(None)
            }
            Err(AdvanceError::Refused(refusal)) => {
                tracing::warn!(council = %council.id(), %post, %refusal, "delivery.step_refused");
                Ok(None)
            }
            Err(AdvanceError::Store(error)) => Err(error),
        }
    }

    /// The channel of a submission and the account it may be delivered as, checked with the platform just now.
    /// None, and a trouble on the desk, when there is none.
    async fn account<'a>(
        &self,
        council: &'a CouncilNode,
        post: &Submission,
    ) -> Result<Option<(&'a ChannelSettings, Account)>, StoreError> {
        let name = &post.content.channel;
        let about = format!("channel {name}");
        let trouble = |text: &str| {
            council.report(&about, text.to_owned(), self.node.clock.now());
            Ok(None)
        };
        let Some(channel) = council.channel(name) else {
            return trouble(
                "purdah.toml no longer has this channel, and approved posts wait for it: add it again, or reject them",
            );
        };
        if channel.account != post.content.account {
            return trouble(
                "posts were approved for another account of this channel: set the account back, or reject them",
            );
        }
        let Some((_, secret)) = self.node.store.delivery_credential(council.id(), name).await? else {
            return trouble(
                "approved posts wait for a credential: bind the tool's credential with `purdah token bind`",
            );
        };
        match self.courier.vouch(channel, &secret).await {
            Ok(account) => {
                council.settle(&about);
                Ok(Some((channel, account)))
            }
            Err(error) => trouble(&format!("approved posts wait: {error}")),
        }
    }
}
