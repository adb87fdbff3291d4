//! The only reader of the time.

use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};

/// Tells the time, to the millisecond: what the store keeps reads back equal.
#[derive(Debug, Clone)]
pub struct Clock(Source);

#[derive(Debug, Clone)]
enum Source {
    System,
    Fixed(Arc<RwLock<DateTime<Utc>>>),
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands still until it is told to move, for tests. Its clones move with it.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self(Source::Fixed(Arc::new(RwLock::new(at.trunc_subsecs(3)))))
    }

    /// The time now.
    pub fn now(&self) -> DateTime<Utc> {
        match &self.0 {
            Source::System => Utc::now().trunc_subsecs(3),
            Source::Fixed(at) => *at.read().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Moves a fixed clock, forwards or backwards; the machine's clock is left alone.
    pub fn advance(&self, by: TimeDelta) {
        if let Source::Fixed(at) = &self.0 {
            *at.write().unwrap_or_else(PoisonError::into_inner) += by;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_moves_only_when_told_and_its_clones_with_it() {
        let start: DateTime<Utc> = "2027-04-20T09:30:00.123456Z".parse().unwrap();
        let clock = Clock::fixed(start);
        let copy = clock.clone();
        assert_eq!(copy.now().to_rfc3339(), "2027-04-20T09:30:00.123+00:00");
        clock.advance(TimeDelta::minutes(5));
        assert_eq!(copy.now() - start.trunc_subsecs(3), TimeDelta::minutes(5));
    }
}
