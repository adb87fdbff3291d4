//! One running purdah: its councils, the rulebook in force for each, the store and the clock.
//!
//! [`documents`] takes files in as versions and swaps a council's rulebook whole; requests under way keep the
//! `Arc` they began with.

pub mod alone;
pub mod building;
pub mod documents;
pub mod judging;
pub mod loading;
pub mod preview;
mod shrinkage;
pub mod standing;
mod taking_in;
pub mod waiting;

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, Utc};
use tokio::sync::watch;

use crate::calendar::outlook::{Warning, warnings};
use crate::clock::Clock;
use crate::config::{ChannelSettings, Settings};
use crate::council::CouncilId;
use crate::diagnostic::Diagnostic;
use crate::guard::rulebook::Rulebook;
use crate::guard::verdict::Verdict;
use crate::post::Post;
use crate::store::{Store, StoreError};

use alone::Alone;

/// One running purdah.
#[derive(Debug)]
pub struct Node {
    /// Tells this process from others on the same store, and from itself before a restart.
    pub id: String,
    /// What it keeps.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// The lock that says no other process serves this store; None where several may.
    alone: Option<Alone>,
    councils: BTreeMap<CouncilId, Arc<CouncilNode>>,
}

/// One council of a node.
#[derive(Debug)]
pub struct CouncilNode {
    /// Its configuration.
    pub settings: Settings,
    rulebook: watch::Sender<Arc<Rulebook>>,
    troubles: RwLock<Vec<Trouble>>,
    remarks: RwLock<documents::Remarks>,
    looked: tokio::sync::Mutex<documents::Looked>,
}

/// Something officers and IT must hear of, while the guard goes on with what it had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The document or channel concerned.
    pub about: String,
    /// What is wrong and how to mend it; no post text and no names.
    pub text: String,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// Why a node does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Documents cannot be read, and there is no earlier version to go on with.
    #[error("the documents of {council} cannot be read, and no earlier version is in the store")]
    Documents {
        /// Whose.
        council: CouncilId,
        /// What is wrong with them.
        faults: Vec<Diagnostic>,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Node {
    /// Starts a node: takes in each council's documents and compiles its rulebook.
    pub async fn start(
        id: String,
        all: Vec<Settings>,
        store: Store,
        clock: Clock,
        alone: Option<Alone>,
    ) -> Result<Arc<Self>, StartError> {
        let mut councils = BTreeMap::new();
        for settings in all {
            let council = documents::first(&settings, &store, &clock).await?;
            councils.insert(settings.council.id.clone(), Arc::new(council));
        }
        Ok(Arc::new(Self { id, store, clock, alone, councils }))
    }

    /// No other process serves this store: whatever an earlier one had claimed, it has left.
    pub fn is_alone(&self) -> bool {
        self.alone.is_some()
    }

    /// A council of this node.
    pub fn council(&self, id: &CouncilId) -> Option<&Arc<CouncilNode>> {
        self.councils.get(id)
    }

    /// Every council of this node, in the order of their ids.
    pub fn councils(&self) -> impl Iterator<Item = &Arc<CouncilNode>> {
        self.councils.values()
    }

    /// Takes in changed documents of every council; those whose rulebook was swapped are returned.
    pub async fn refresh(&self) -> Result<Vec<CouncilId>, StoreError> {
        let mut swapped = Vec::new();
        for (id, council) in &self.councils {
            if documents::refresh(council, &self.store, &self.clock).await? {
                swapped.push(id.clone());
            }
        }
        Ok(swapped)
    }
}

impl CouncilNode {
    /// Its id.
    pub fn id(&self) -> &CouncilId {
        &self.settings.council.id
    }

    /// The rulebook in force now.
    pub fn rulebook(&self) -> Arc<Rulebook> {
        self.rulebook.borrow().clone()
    }

    /// Tells of every swap of the rulebook.
    pub fn watch(&self) -> watch::Receiver<Arc<Rulebook>> {
        self.rulebook.subscribe()
    }

    /// Judges a post for a moment under the rulebook in force now.
    pub fn judge(&self, post: &Post, when: DateTime<Utc>) -> Verdict {
        crate::guard::judge(post, when, &self.rulebook())
    }

    /// A channel by its name.
    pub fn channel(&self, name: &str) -> Option<&ChannelSettings> {
        self.settings.channels.iter().find(|channel| channel.name == name)
    }

    /// What officers and IT must hear of, oldest first.
    pub fn troubles(&self) -> Vec<Trouble> {
        self.troubles.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reports a trouble; a later one about the same thing takes its place.
    pub fn report(&self, about: &str, text: String, since: DateTime<Utc>) {
        let mut troubles = self.troubles.write().unwrap_or_else(PoisonError::into_inner);
        match troubles.iter_mut().find(|trouble| trouble.about == about) {
            Some(trouble) if trouble.text == text => {}
            Some(trouble) => *trouble = Trouble { about: about.to_owned(), text, since },
            None => troubles.push(Trouble { about: about.to_owned(), text, since }),
        }
    }

    /// A trouble is over.
    pub fn settle(&self, about: &str) {
        self.troubles
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|trouble| trouble.about != about);
    }

    /// What is known of the documents in force besides the rulebook made of them.
    pub fn remarks(&self) -> documents::Remarks {
        self.remarks.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What there is to warn of in the calendar in force.
    pub fn calendar_warnings(&self, now: DateTime<Utc>) -> Vec<Warning> {
        warnings(&self.rulebook().world().calendar, self.remarks().calendar, now)
    }

    /// What shows that the rosters in force are behind the elections, or name too few.
    pub fn roster_queries(&self, now: DateTime<Utc>) -> Vec<Diagnostic> {
        let today = now.with_timezone(&chrono_tz::Europe::London).date_naive();
        let (rulebook, remarks) = (self.rulebook(), self.remarks());
        let world = rulebook.world();
        crate::documents::roster_queries(
            &world.roster.people,
            &remarks.rosters,
            &world.calendar,
            &world.council,
            &remarks.came,
            today,
        )
    }

    fn remark(&self, remarks: documents::Remarks) {
        *self.remarks.write().unwrap_or_else(PoisonError::into_inner) = remarks;
    }

    pub(crate) fn new(
        settings: Settings,
        rulebook: Rulebook,
        remarks: documents::Remarks,
        looked: documents::Looked,
    ) -> Self {
        Self {
            settings,
            rulebook: watch::Sender::new(Arc::new(rulebook)),
            troubles: RwLock::default(),
            remarks: RwLock::new(remarks),
            looked: tokio::sync::Mutex::new(looked),
        }
    }
}
