//! A noticeboard that plays a Mastodon server: for `purdah demo` and for tests.
//!
//! Honest in shape: it keeps what it is sent, answers as the documentation says, and shows on a page what the
//! public would see. It federates with nobody. Tests can make it fail ([`Fault`]).

mod api;
mod board;
mod faults;
mod page;
mod served;
mod shapes;
mod words;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;

use crate::clock::Clock;

pub use board::{Medium, Status};
pub use faults::Fault;
pub use served::Served;

/// A noticeboard; clones share it.
#[derive(Debug, Clone)]
pub struct Noticeboard(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    clock: Clock,
    board: Mutex<board::Board>,
    faults: faults::Faults,
}

impl Noticeboard {
    /// A noticeboard with these accounts: `user` or `@user@host`, each with its access token, which also serves
    /// as its password. The host of the first account that has one is the server's own domain.
    pub fn new(clock: Clock, accounts: Vec<(String, String)>) -> Self {
        let board = Mutex::new(board::Board::new(accounts));
        Self(Arc::new(Shared { clock, board, faults: faults::Faults::default() }))
    }

    /// The noticeboard as a service.
    pub fn router(&self) -> Router {
        api::router(self.clone())
    }

    /// From now on requests whose path begins with `path` meet this fault; a later one takes its place.
    pub fn fail(&self, path: &str, fault: Fault) {
        self.0.faults.set(path, fault);
    }

    /// All is well again; whoever was kept waiting is answered.
    pub fn mend(&self) {
        self.0.faults.mend();
    }

    /// Files stay "being processed" until they were asked for this often.
    pub fn process_media_for(&self, asks: u32) {
        self.board().processing = asks;
    }

    /// Every status there is now, oldest first; shares of others' included.
    pub fn statuses(&self) -> Vec<Status> {
        self.board().statuses.values().cloned().collect()
    }

    /// The texts of everything the public can read, oldest first.
    pub fn public_texts(&self) -> Vec<String> {
        let board = self.board();
        board
            .statuses
            .values()
            .filter(|status| status.is_public())
            .map(|status| status.text.clone())
            .collect()
    }

    /// A file that was uploaded.
    pub fn medium(&self, id: &str) -> Option<Medium> {
        self.board().media.get(&id.parse().ok()?).cloned()
    }

    /// How many statuses wait for their time.
    pub fn scheduled(&self) -> usize {
        self.board().scheduled.len()
    }

    /// Whether a status with this id waits for its time.
    pub fn is_scheduled(&self, id: &str) -> bool {
        id.parse().is_ok_and(|id: u64| self.board().scheduled.contains_key(&id))
    }

    /// Gives an account one more access token.
    pub fn add_token(&self, user: &str, token: &str) {
        self.board().more_tokens.push((user.to_owned(), token.to_owned()));
    }

    /// How many requests came in with this method.
    pub fn requests_to(&self, method: &str) -> usize {
        self.0.faults.requests_to(method)
    }

    /// The board, with everything published whose time has come.
    fn board(&self) -> MutexGuard<'_, board::Board> {
        let mut board = self.0.board.lock().unwrap_or_else(PoisonError::into_inner);
        board.tick(self.0.clock.now());
        board
    }
}
