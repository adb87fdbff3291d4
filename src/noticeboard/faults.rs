//! How a noticeboard can be made to fail.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use tokio::sync::watch;

/// What a request meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The connection is closed before anything is done.
    HangUp,
    /// The request is carried out, and the connection closed without an answer.
    AcceptAndHangUp,
    /// No answer until all is mended; then the request is carried out.
    Slow,
    /// A success whose body is not the API's.
    Rubbish,
    /// Too many requests: call again in 30 seconds.
    TooMany,
    /// An error of this status, with nothing done.
    Status(u16),
}

#[derive(Debug)]
pub(super) struct Faults {
    set: Mutex<Option<(String, Fault)>>,
    mended: watch::Sender<u64>,
    /// How many, by method.
    requests: Mutex<BTreeMap<String, usize>>,
}

impl Default for Faults {
    fn default() -> Self {
        Self { set: Mutex::default(), mended: watch::Sender::new(0), requests: Mutex::default() }
    }
}

impl Faults {
    pub(super) fn set(&self, path: &str, fault: Fault) {
        *self.set.lock().unwrap_or_else(PoisonError::into_inner) = Some((path.to_owned(), fault));
    }

    pub(super) fn mend(&self) {
        *self.set.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.mended.send_modify(|times| *times += 1);
    }

    pub(super) fn requests_to(&self, method: &str) -> usize {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).get(method).copied().unwrap_or_default()
    }

    /// Counts a request, and says what it meets; returns once it is its turn.
    pub(super) async fn meet(&self, method: &str, path: &str) -> Option<Fault> {
        *self
            .requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(method.to_owned())
            .or_default() += 1;
        let mut mended = self.mended.subscribe();
        mended.mark_unchanged();
        let fault = {
            let set = self.set.lock().unwrap_or_else(PoisonError::into_inner);
            set.as_ref().filter(|(prefix, _)| path.starts_with(prefix)).map(|(_, fault)| *fault)
        };
        if fault == Some(Fault::Slow) {
            // An error means that the noticeboard is gone, and nobody waits any more.
            return mended.changed().await.err().map(|_| Fault::HangUp);
        }
        fault
    }
}
