//! Reading documents and compiling rulebooks without keeping requests waiting: a large calendar or roster takes
//! seconds, so it is done on a thread of its own kind.

use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::documents::{self, Built, Document};
use crate::guard::rulebook::Rulebook;
use crate::guard::world::World;

/// Makes a world of documents. Every fault of every document is reported.
pub async fn world(documents: Vec<Document>) -> Result<Built, Vec<Diagnostic>> {
    apart(move || documents::world(&documents)).await
}

/// A document as it is kept.
pub(super) async fn kept(document: &Document, settings: &Settings) -> Document {
    let (document, council) = (document.clone(), settings.council.clone());
    apart(move || document.kept(&council)).await
}

/// Compiles a world.
pub async fn rulebook(world: World) -> Rulebook {
    apart(move || Rulebook::compile(world)).await
}

/// Does long work where it keeps nobody waiting.
pub(super) async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(failed) => match failed.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // The runtime is shutting down, and whoever waits for this ends with it.
            Err(_) => std::future::pending().await,
        },
    }
}
