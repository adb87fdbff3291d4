//! What is on the board.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};

use crate::post::{Poll, Visibility};

/// The first id: as large as those of real servers today, which JavaScript can no longer count.
const FIRST_ID: u64 = 116_000_000_000_000_000;

/// How long a repeated `Idempotency-Key` gives the same status.
const KEY_LIFE: TimeDelta = TimeDelta::hours(1);

/// An account.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub(super) id: u64,
    pub(super) user: String,
    pub(super) host: String,
    pub(super) token: String,
    pub(super) display_name: String,
    pub(super) note: String,
    pub(super) fields: Vec<(String, String)>,
    pub(super) avatar: Option<Bytes>,
    pub(super) header: Option<Bytes>,
}

/// A status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Its id.
    pub id: u64,
    /// The id of its account.
    pub account: u64,
    /// The words as they were sent.
    pub text: String,
    /// The content warning.
    pub warning: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// Media hidden until opened.
    pub sensitive: bool,
    /// Its language.
    pub language: Option<String>,
    /// The status it answers.
    pub reply_to: Option<u64>,
    /// The status it quotes.
    pub quote_of: Option<u64>,
    /// The status it shares.
    pub reblog_of: Option<u64>,
    /// Its files, in order.
    pub media: Vec<u64>,
    /// Its poll.
    pub poll: Option<Poll>,
    /// When it was published.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub edited_at: Option<DateTime<Utc>>,
    /// At the top of its account's profile.
    pub pinned: bool,
    /// The accounts that like it.
    pub favourites: BTreeSet<u64>,
    /// Earlier versions: when, words, content warning.
    pub earlier: Vec<(DateTime<Utc>, String, String)>,
}

impl Status {
    /// Whether anybody may read it.
    pub fn is_public(&self) -> bool {
        matches!(self.visibility, Visibility::Public | Visibility::Unlisted)
    }
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medium {
    /// Its id.
    pub id: u64,
    /// The id of its account.
    pub account: u64,
    /// Its media type as it was sent.
    pub mime: String,
    /// Its bytes.
    pub bytes: Bytes,
    /// The alternative text.
    pub alt: Option<String>,
    /// The focal point.
    pub focus: Option<String>,
    /// It is in a status, or will be.
    pub attached: bool,
    /// How often it must still be asked for before it is processed.
    pub processing: u32,
}

/// A status that waits for its time.
#[derive(Debug, Clone)]
pub(super) struct Waiting {
    pub(super) id: u64,
    pub(super) at: DateTime<Utc>,
    pub(super) status: Status,
}

#[derive(Debug, Default)]
pub(super) struct Board {
    pub(super) domain: String,
    pub(super) accounts: Vec<Account>,
    pub(super) statuses: BTreeMap<u64, Status>,
    pub(super) media: BTreeMap<u64, Medium>,
    pub(super) scheduled: BTreeMap<u64, Waiting>,
    pub(super) processing: u32,
    pub(super) more_tokens: Vec<(String, String)>,
    keys: BTreeMap<(u64, String), (DateTime<Utc>, u64)>,
    next: u64,
}

impl Board {
    pub(super) fn new(accounts: Vec<(String, String)>) -> Self {
        let split = |acct: &str| -> (String, Option<String>) {
            let acct = acct.trim_start_matches('@');
            acct.split_once('@')
                .map_or((acct.to_owned(), None), |(user, host)| (user.to_owned(), Some(host.to_owned())))
        };
        let domain = accounts.iter().find_map(|(acct, _)| split(acct).1);
        let domain = domain.unwrap_or_else(|| "noticeboard.example".to_owned());
        let mut board = Self { domain: domain.clone(), next: FIRST_ID, ..Self::default() };
        for (acct, token) in accounts {
            let (user, host) = split(&acct);
            let id = board.id();
            board.accounts.push(Account {
                id,
                display_name: user.clone(),
                user,
                host: host.unwrap_or_else(|| domain.clone()),
                token,
                note: String::new(),
                fields: Vec::new(),
                avatar: None,
                header: None,
            });
        }
        board
    }

    pub(super) fn id(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    pub(super) fn by_token(&self, token: &str) -> Option<&Account> {
        let more = self.more_tokens.iter().find(|(_, other)| other == token);
        self.accounts
            .iter()
            .find(|account| account.token == token || more.is_some_and(|(user, _)| *user == account.user))
    }

    pub(super) fn account(&self, id: u64) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }

    pub(super) fn account_mut(&mut self, id: u64) -> Option<&mut Account> {
        self.accounts.iter_mut().find(|account| account.id == id)
    }

    /// A status, if this account may see it.
    pub(super) fn visible(&self, id: &str, to: Option<u64>) -> Option<&Status> {
        let status = self.statuses.get(&id.parse().ok()?)?;
        (status.is_public() || to == Some(status.account)).then_some(status)
    }

    /// A status of this account.
    pub(super) fn own(&mut self, id: &str, account: u64) -> Option<&mut Status> {
        self.statuses.get_mut(&id.parse().ok()?).filter(|status| status.account == account)
    }

    pub(super) fn publish(&mut self, status: Status) -> u64 {
        let id = status.id;
        self.statuses.insert(id, status);
        id
    }

    /// The id a key gave before, while it is remembered.
    pub(super) fn remembered(&self, account: u64, key: &str, now: DateTime<Utc>) -> Option<u64> {
        let (at, id) = self.keys.get(&(account, key.to_owned()))?;
        (now - *at < KEY_LIFE).then_some(*id)
    }

    pub(super) fn remember(&mut self, account: u64, key: String, now: DateTime<Utc>, id: u64) {
        self.keys.insert((account, key), (now, id));
    }

    /// Publishes what waited for its time.
    pub(super) fn tick(&mut self, now: DateTime<Utc>) {
        let due: Vec<u64> = self.scheduled.values().filter(|w| w.at <= now).map(|w| w.id).collect();
        for id in due {
            if let Some(waiting) = self.scheduled.remove(&id) {
                let id = self.id();
                self.publish(Status { id, created_at: waiting.at, ..waiting.status });
            }
        }
    }

    /// Takes files for a status, unless one is not there, not this account's, or used already.
    pub(super) fn attach(&mut self, ids: &[String], account: u64, kept: &[u64]) -> Option<Vec<u64>> {
        let ids: Vec<u64> = ids.iter().map(|id| id.parse().ok()).collect::<Option<_>>()?;
        let usable = |id: &u64| {
            let medium = self.media.get(id)?;
            (medium.account == account && medium.processing == 0 && (!medium.attached || kept.contains(id)))
                .then_some(())
        };
        ids.iter().map(usable).collect::<Option<Vec<_>>>()?;
        for id in &ids {
            if let Some(medium) = self.media.get_mut(id) {
                medium.attached = true;
            }
        }
        Some(ids)
    }
}
