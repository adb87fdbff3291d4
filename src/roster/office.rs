//! What a role says of the one who holds it.

pub mod key_posts;

use serde::{Deserialize, Serialize};

use crate::text;

/// What an entry is to the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A member of this council.
    Councillor,
    /// Stands for election and is not a member.
    Candidate,
    /// An MP, a minister, a commissioner, a member of another council, a directly elected mayor elsewhere.
    Politician,
    /// A party, or its account.
    Party,
    /// A civic office rather than a person, such as the Lord Mayor's office: exempt.
    Office,
}

impl Kind {
    /// Every kind, as the `kind` column may say it.
    pub const ALL: [Self; 5] =
        [Self::Councillor, Self::Candidate, Self::Politician, Self::Party, Self::Office];

    /// The word in the `kind` column.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Councillor => "councillor",
            Self::Candidate => "candidate",
            Self::Politician => "politician",
            Self::Party => "party",
            Self::Office => "office",
        }
    }

    /// The kind a row without a `kind` column has, told from its roles; a councillor when nothing says otherwise.
    pub fn of_roles(roles: &[Role]) -> Self {
        let says = |words: &[&str]| {
            roles.iter().any(|role| {
                let role = role.written.to_lowercase();
                words.iter().any(|word| role.starts_with(word))
            })
        };
        if says(&["candidate", "prospective candidate", "prospective parliamentary candidate"]) {
            Self::Candidate
        } else if says(&["party account", "political party", "party"]) {
            Self::Party
        } else if says(&[
            "member of parliament",
            "mp",
            "member of the senedd",
            "member of the scottish parliament",
            "msp",
            "member of the legislative assembly",
            "mla",
            "police and crime commissioner",
            "police, fire and crime commissioner",
            "directly elected mayor",
            "metro mayor",
            "combined authority mayor",
            "mayor of the combined authority",
            "minister",
            "secretary of state",
            "prime minister",
            "member of the house of lords",
        ]) {
            Self::Politician
        } else {
            Self::Councillor
        }
    }
}

/// One role of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// The role without its mark: `Lord Mayor`.
    pub written: String,
    /// Marked `(civic)`: the holder is exempt while in that role, alone and unpolitical.
    pub civic: bool,
}

impl Role {
    /// Reads one role of the `role` column.
    pub fn read(written: &str) -> Self {
        let written = written.trim();
        let lower = written.to_lowercase();
        match lower.strip_suffix("(civic)").filter(|rest| written.is_char_boundary(rest.len())) {
            Some(rest) => Self { written: written[..rest.len()].trim().to_owned(), civic: true },
            None => Self { written: written.to_owned(), civic: false },
        }
    }

    /// The place of which this makes somebody the mayor whom people elect: `Mayor of Elm (directly elected)`. Empty where
    /// the role names none; None where the mayor is the civic one, or somebody else's.
    pub fn elected_mayor_of(&self) -> Option<String> {
        let words = text::words(&self.written);
        let is_said = |word: &str| words.iter().any(|said| said == word);
        let others =
            ["deputy", "civic", "lord", "former", "candidate", "assistant", "metro", "combined", "regional"];
        let elected = is_said("mayor") && (is_said("elected") || is_said("executive"));
        if self.civic || !elected || others.iter().any(|word| is_said(word)) {
            return None;
        }
        let of = words.iter().position(|word| word == "of").filter(|of| *of > 0 && words[of - 1] == "mayor");
        let place = of.map_or(&[][..], |of| &words[of + 1..]);
        let told = |word: &String| matches!(word.as_str(), "directly" | "elected" | "executive");
        let end = place.iter().position(told).unwrap_or(place.len());
        Some(place[..end].join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_mark_makes_a_role_civic() {
        assert_eq!(Role::read("Lord Mayor (Civic)"), Role { written: "Lord Mayor".into(), civic: true });
        assert!(!Role::read("Mayor").civic);
    }

    #[test]
    fn a_mayor_whom_people_elect_is_told_from_the_civic_one() {
        for (role, place) in [
            ("Mayor of Elm Bridge (directly elected)", Some("elm bridge")),
            ("Directly elected Mayor of Elm", Some("elm")),
            ("Elected Mayor", Some("")),
            ("Mayor (executive)", Some("")),
            ("Mayor of Elm", None),
            ("Mayor (civic)", None),
            ("Civic Mayor (civic)", None),
            ("Deputy Mayor (elected)", None),
            ("Elected Member", None),
        ] {
            assert_eq!(Role::read(role).elected_mayor_of().as_deref(), place, "{role}");
        }
    }

    #[test]
    fn a_kind_is_told_from_the_role() {
        let told = |role: &str| Kind::of_roles(&[Role::read(role)]);
        assert_eq!(told("Candidate (not a councillor)"), Kind::Candidate);
        assert_eq!(told("Member of Parliament"), Kind::Politician);
        assert_eq!(told("Police and Crime Commissioner"), Kind::Politician);
        assert_eq!(told("Directly elected Mayor"), Kind::Politician);
        assert_eq!(told("Party account"), Kind::Party);
        assert_eq!(told("Leader of the Council"), Kind::Councillor);
    }
}
