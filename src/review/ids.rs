//! The names a post and the people around it go by.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(s: &str) -> Result<Self, Self::Err> {
                s.parse().map(Self)
            }
        }
    };
}

id!(
    /// A post: a UUIDv7, so that ids sort by arrival.
    PostId
);
id!(
    /// A person who signs in. Events carry this id, never a name.
    PersonId
);
id!(
    /// A tool that posts.
    ToolId
);

/// The short reference used in every message: `G-` and six letters or digits that are not mistaken for
/// one another (no I, L, O, U, 0 or 1).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reference(String);

impl Reference {
    const LETTERS: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// The reference a random number stands for: 30^6, some 729 million of them.
    pub fn from_random(mut random: u64) -> Self {
        let mut text = String::from("G-");
        for _ in 0..6 {
            text.push(char::from(Self::LETTERS[usize::try_from(random % 30).unwrap_or(0)]));
            random /= 30;
        }
        Self(text)
    }

    /// Reads a reference as a person types it: any case, blanks around it.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_uppercase();
        let rest = text.strip_prefix("G-")?;
        (rest.len() == 6 && rest.bytes().all(|b| Self::LETTERS.contains(&b))).then_some(Self(text))
    }

    /// The reference.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The number a platform's client is given for a post that is not on the platform: in [2^52, 2^53), so that
/// it is exact in JavaScript and below the real ids of today. Unique per channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PlatformId(i64);

impl PlatformId {
    const FIRST: u64 = 1 << 52;

    /// The id a random number stands for.
    pub fn from_random(random: u64) -> Self {
        Self(i64::try_from(Self::FIRST + random % Self::FIRST).unwrap_or(i64::MAX))
    }

    /// Reads an id from a path; None for anything that cannot be one of ours.
    pub fn parse(text: &str) -> Option<Self> {
        let number: u64 = text.parse().ok()?;
        (Self::FIRST..2 * Self::FIRST).contains(&number).then(|| Self::from_random(number - Self::FIRST))
    }

    /// As the store keeps it.
    pub fn number(self) -> i64 {
        self.0
    }

    /// As read back from the store.
    pub fn from_number(number: i64) -> Self {
        Self(number)
    }
}

impl fmt::Display for PlatformId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_reference_reads_back_however_it_is_typed(random: u64) {
            let reference = Reference::from_random(random);
            prop_assert_eq!(Reference::parse(&format!(" {} ", reference.as_str().to_lowercase())), Some(reference));
        }

        #[test]
        fn a_platform_id_is_exact_in_javascript_and_reads_back(random: u64) {
            let id = PlatformId::from_random(random);
            prop_assert!((1_i64 << 52..1_i64 << 53).contains(&id.number()));
            prop_assert_eq!(PlatformId::parse(&id.to_string()), Some(id));
        }
    }

    #[test]
    fn an_id_of_the_platform_is_never_taken_for_ours() {
        for real in ["113456789012345678", "1", "", "abc", "-5"] {
            assert_eq!(PlatformId::parse(real), None, "{real}");
        }
    }
}
