//! What is being voted on, and where.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::council::Nation;

/// A kind of election or referendum: its timetable has a law of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Contest {
    /// Councillors of a principal council.
    #[serde(rename = "local")]
    Local,
    /// Councillors of an English parish.
    #[serde(rename = "parish")]
    Parish,
    /// Councillors of a Welsh community.
    #[serde(rename = "community")]
    Community,
    /// The directly elected mayor of a council.
    #[serde(rename = "mayor")]
    Mayor,
    /// The mayor of a combined authority.
    #[serde(rename = "mayor.ca")]
    MayorCombinedAuthority,
    /// The Mayor of London.
    #[serde(rename = "mayor.london")]
    MayorLondon,
    /// The London Assembly.
    #[serde(rename = "gla")]
    Gla,
    /// A police and crime commissioner.
    #[serde(rename = "pcc")]
    Pcc,
    /// The House of Commons.
    #[serde(rename = "parl")]
    Parl,
    /// The Scottish Parliament.
    #[serde(rename = "sp")]
    ScottishParliament,
    /// The Senedd.
    #[serde(rename = "senedd")]
    Senedd,
    /// The Northern Ireland Assembly.
    #[serde(rename = "nia")]
    NorthernIrelandAssembly,
    /// Common councillors and aldermen of the City of London.
    #[serde(rename = "city-of-london")]
    CityOfLondon,
    /// A referendum under Part 7 of the Political Parties, Elections and Referendums Act 2000.
    #[serde(rename = "ref.s125")]
    ReferendumS125,
    /// A referendum on how a council is governed or on its council tax.
    #[serde(rename = "ref.governance")]
    ReferendumGovernance,
    /// A neighbourhood planning referendum.
    #[serde(rename = "ref.neighbourhood")]
    ReferendumNeighbourhood,
}

impl Contest {
    /// Every contest, in the order the documentation lists them.
    pub const ALL: [Self; 16] = [
        Self::Local,
        Self::Parish,
        Self::Community,
        Self::Mayor,
        Self::MayorCombinedAuthority,
        Self::MayorLondon,
        Self::Gla,
        Self::Pcc,
        Self::Parl,
        Self::ScottishParliament,
        Self::Senedd,
        Self::NorthernIrelandAssembly,
        Self::CityOfLondon,
        Self::ReferendumS125,
        Self::ReferendumGovernance,
        Self::ReferendumNeighbourhood,
    ];

    /// The word in files and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Parish => "parish",
            Self::Community => "community",
            Self::Mayor => "mayor",
            Self::MayorCombinedAuthority => "mayor.ca",
            Self::MayorLondon => "mayor.london",
            Self::Gla => "gla",
            Self::Pcc => "pcc",
            Self::Parl => "parl",
            Self::ScottishParliament => "sp",
            Self::Senedd => "senedd",
            Self::NorthernIrelandAssembly => "nia",
            Self::CityOfLondon => "city-of-london",
            Self::ReferendumS125 => "ref.s125",
            Self::ReferendumGovernance => "ref.governance",
            Self::ReferendumNeighbourhood => "ref.neighbourhood",
        }
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Local => "council election",
            Self::Parish => "parish council election",
            Self::Community => "community council election",
            Self::Mayor => "election of a directly elected mayor",
            Self::MayorCombinedAuthority => "election of a combined authority's mayor",
            Self::MayorLondon => "election of the Mayor of London",
            Self::Gla => "London Assembly election",
            Self::Pcc => "election of a police and crime commissioner",
            Self::Parl => "UK Parliament election",
            Self::ScottishParliament => "Scottish Parliament election",
            Self::Senedd => "Senedd election",
            Self::NorthernIrelandAssembly => "Northern Ireland Assembly election",
            Self::CityOfLondon => "City of London ward election",
            Self::ReferendumS125 => "referendum under the 2000 Act",
            Self::ReferendumGovernance => "governance or council tax referendum",
            Self::ReferendumNeighbourhood => "neighbourhood planning referendum",
        }
    }

    /// The only nation it is held in; None where it is held in several.
    pub fn only_nation(self) -> Option<Nation> {
        match self {
            Self::Parish
            | Self::Mayor
            | Self::MayorCombinedAuthority
            | Self::MayorLondon
            | Self::Gla
            | Self::CityOfLondon
            | Self::ReferendumNeighbourhood => Some(Nation::England),
            Self::Community | Self::Senedd => Some(Nation::Wales),
            Self::ScottishParliament => Some(Nation::Scotland),
            Self::NorthernIrelandAssembly => Some(Nation::NorthernIreland),
            Self::Local | Self::Pcc | Self::Parl | Self::ReferendumS125 | Self::ReferendumGovernance => None,
        }
    }
}

impl fmt::Display for Contest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Contest {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|contest| contest.as_str() == word).ok_or_else(|| {
            let known: Vec<_> = Self::ALL.iter().map(|contest| contest.as_str()).collect();
            format!("`{word}` is not a kind of election: write one of {}", known.join(", "))
        })
    }
}

/// Whose bank holidays count: one nation's, or those of every part of the United Kingdom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Territory {
    /// The whole United Kingdom: a general election.
    Uk,
    /// One nation.
    Nation(Nation),
}

impl Territory {
    /// Every territory.
    pub const ALL: [Self; 5] = [
        Self::Uk,
        Self::Nation(Nation::England),
        Self::Nation(Nation::Wales),
        Self::Nation(Nation::Scotland),
        Self::Nation(Nation::NorthernIreland),
    ];

    /// The word in files and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Uk => "uk",
            Self::Nation(nation) => nation.as_str(),
        }
    }
}

impl fmt::Display for Territory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Territory {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|territory| territory.as_str() == word).ok_or_else(|| {
            format!("`{word}` is not a nation: write england, wales, scotland, northern-ireland or uk")
        })
    }
}

impl Serialize for Territory {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Territory {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
