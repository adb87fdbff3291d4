//! Named places at which a test ends the process as a power cut would.
//!
//! `PURDAH_CRASH_AT=delivery.claimed` ends it the first time that place is reached, `delivery.sent:3` the third.
//! Only debug builds look; a release build holds nothing of this.

/// Ends the process here if a test asked for it.
#[cfg(debug_assertions)]
pub fn point(place: &str) {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU32, Ordering};

    static WANTED: OnceLock<Option<(String, u32)>> = OnceLock::new();
    static REACHED: AtomicU32 = AtomicU32::new(0);
    let wanted = WANTED.get_or_init(|| {
        let text = std::env::var("PURDAH_CRASH_AT").ok()?;
        match text.split_once(':') {
            Some((place, times)) => Some((place.to_owned(), times.parse().ok()?)),
            None => Some((text, 1)),
        }
    });
    if let Some((wanted, times)) = wanted
        && wanted == place
        && REACHED.fetch_add(1, Ordering::SeqCst) + 1 == *times
    {
        std::process::abort();
    }
}

/// Nothing, in a release build.
#[cfg(not(debug_assertions))]
pub fn point(_place: &str) {}
