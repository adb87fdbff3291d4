//! Which council something belongs to. Every table, key, sealed value and log is per council.

#![deny(clippy::disallowed_methods)]

use std::fmt;

use serde::{Deserialize, Serialize};

/// A council's slug: lower-case letters, digits and hyphens, 1 to 64 of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CouncilId(String);

impl CouncilId {
    /// The slug of a name: `Marlbridge City Council` gives `marlbridge-city-council`.
    /// None when the name has no letter or digit.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut slug = String::new();
        for c in name.chars() {
            if c.is_ascii_alphanumeric() {
                slug.push(c.to_ascii_lowercase());
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        slug.truncate(64);
        Self::try_from(slug.trim_end_matches('-').to_owned()).ok()
    }

    /// The slug.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for CouncilId {
    type Error = String;

    fn try_from(slug: String) -> Result<Self, Self::Error> {
        let good = (1..=64).contains(&slug.len())
            && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !slug.starts_with('-')
            && !slug.ends_with('-');
        if good {
            Ok(Self(slug))
        } else {
            Err(format!(
                "`{slug}` cannot be a council's id: write 1 to 64 lower-case letters, digits and hyphens, \
                 such as `marlbridge`"
            ))
        }
    }
}

impl From<CouncilId> for String {
    fn from(id: CouncilId) -> Self {
        id.0
    }
}

impl fmt::Display for CouncilId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Which law and code of practice apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nation {
    /// The 1986 Act and the Code of Recommended Practice 2011.
    England,
    /// The 1986 Act and the Welsh Ministers' code.
    Wales,
    /// The 1986 Act and the Scottish code of practice.
    Scotland,
    /// The Local Government Act (Northern Ireland) 1972; the 1986 Act does not reach it.
    NorthernIreland,
}

impl Nation {
    /// Every nation, in the order pages list them.
    pub const ALL: [Self; 4] = [Self::England, Self::Wales, Self::Scotland, Self::NorthernIreland];

    /// The name as written in `purdah.toml`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::England => "england",
            Self::Wales => "wales",
            Self::Scotland => "scotland",
            Self::NorthernIreland => "northern-ireland",
        }
    }
}

/// What the judgement knows of a council.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Council {
    /// Its id.
    pub id: CouncilId,
    /// Its full name.
    pub name: String,
    /// Which law applies.
    pub nation: Nation,
    /// The council's own numbers and addresses, by prefix or domain: never personal data.
    pub contacts: Vec<String>,
    /// Its codes and slugs in lists of many councils' elections.
    #[serde(default)]
    pub identifiers: Vec<String>,
    /// Other authorities' elections that restrict it: the first segments of their ids.
    #[serde(default)]
    pub covers: Vec<String>,
    /// Places that tie a post to a ward, by ward.
    pub wards: std::collections::BTreeMap<String, Vec<String>>,
}
