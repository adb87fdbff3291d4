//! Who may do what.

use serde::{Deserialize, Serialize};

use super::ids::PersonId;

/// What a person may do. A person may have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Writes posts; may see their own and appeal.
    Author,
    /// Decides on held posts.
    Reviewer,
    /// Loads calendars and rosters.
    ElectionOfficer,
    /// Reads everything, changes nothing.
    Auditor,
    /// Adds people, tools and tokens.
    Administrator,
}

impl Role {
    /// Every role, in the order pages list them.
    pub const ALL: [Self; 5] =
        [Self::Author, Self::Reviewer, Self::ElectionOfficer, Self::Auditor, Self::Administrator];

    /// The word in commands, the API and the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::Reviewer => "reviewer",
            Self::ElectionOfficer => "election-officer",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }
}

impl std::str::FromStr for Role {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|role| role.as_str() == s).ok_or_else(|| {
            let all: Vec<_> = Self::ALL.iter().map(|role| role.as_str()).collect();
            format!("`{s}` is not a role: the roles are {}", all.join(", "))
        })
    }
}

/// The roles of one person, without repeats, in a fixed order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Roles(std::collections::BTreeSet<Role>);

impl Roles {
    /// Whether the person has a role.
    pub fn has(&self, role: Role) -> bool {
        self.0.contains(&role)
    }

    /// Whether the person may read held posts that are not their own.
    pub fn may_read_held(&self) -> bool {
        self.has(Role::Reviewer) || self.has(Role::Auditor) || self.has(Role::Administrator)
    }

    /// The roles, in order.
    pub fn iter(&self) -> impl Iterator<Item = Role> {
        self.0.iter().copied()
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<T: IntoIterator<Item = Role>>(iter: T) -> Self {
        Self(iter.into_iter().collect())
    }
}

/// A signed-in person who decides. Made only from a person's session or personal token:
/// a tool's token never becomes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decider {
    /// Who.
    pub person: PersonId,
    /// What they may do.
    pub roles: Roles,
}
