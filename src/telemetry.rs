//! Logs: JSON lines on standard error, of ids and codes only. Post texts, names and tokens never go there.

use tracing_subscriber::EnvFilter;

/// Starts logging. `PURDAH_LOG` chooses what is told, in the form `warn,purdah=info`.
pub fn start() {
    let filter = EnvFilter::try_from_env("PURDAH_LOG").unwrap_or_else(|_| EnvFilter::new("warn,purdah=info"));
    let subscriber = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    // A second start in one process (tests) keeps the first.
    drop(subscriber.try_init());
}
