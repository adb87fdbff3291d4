//! One party, many spellings: `LABOUR`, `The Labour Party` and `Labour and Co-operative` are the same party's.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

/// The file of spellings shipped with this version.
pub const SHIPPED: (&str, &str) = ("src/roster/party/spellings.toml", include_str!("party/spellings.toml"));

/// What is written in the place of a party by those who stand for none.
pub const INDEPENDENT: &str = "Independent";

#[derive(Debug, Default, Deserialize)]
struct File {
    none: Vec<String>,
    independent: Vec<String>,
    parties: BTreeMap<String, Vec<String>>,
}

/// What a spelling stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Meaning {
    NoParty,
    Independent,
    Party(String),
}

static SPELLINGS: LazyLock<BTreeMap<String, Meaning>> = LazyLock::new(|| {
    // A test reads the file and every spelling in it.
    let file: File = toml::from_str(SHIPPED.1).unwrap_or_default();
    let mut spellings = BTreeMap::new();
    for (name, others) in file.parties {
        for spelling in others.iter().chain([&name]) {
            spellings.insert(key(spelling), Meaning::Party(name.clone()));
            if let Some(short) = spelling.to_lowercase().strip_suffix(" party") {
                spellings.entry(key(short)).or_insert_with(|| Meaning::Party(name.clone()));
            }
        }
    }
    spellings.extend(file.independent.iter().map(|spelling| (key(spelling), Meaning::Independent)));
    spellings.extend(file.none.iter().map(|spelling| (key(spelling), Meaning::NoParty)));
    spellings
});

/// The party a file means: its registered name where the spelling is known, [`INDEPENDENT`], the words as written for
/// a local party, and None where the words say that there is none.
pub fn read(written: &str) -> Option<String> {
    let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
    match SPELLINGS.get(&key(&written)) {
        Some(Meaning::NoParty) => None,
        Some(Meaning::Independent) => Some(INDEPENDENT.to_owned()),
        Some(Meaning::Party(name)) => Some(name.clone()),
        None if is_one_independent(&written) => Some(INDEPENDENT.to_owned()),
        None => Some(written),
    }
}

/// Whether the words are a spelling of a party, of none, or of an independent.
pub fn is_known(written: &str) -> bool {
    SPELLINGS.contains_key(&key(written))
}

/// Words that only parties have in their names.
const OF_PARTIES: [&str; 52] = [
    "party",
    "parties",
    "plaid",
    "blaid",
    "pairti",
    "independent",
    "independents",
    "residents",
    "resident",
    "ratepayers",
    "taxpayers",
    "alliance",
    "democrat",
    "democrats",
    "democratiaid",
    "labour",
    "llafur",
    "conservative",
    "conservatives",
    "ceidwadwyr",
    "unionist",
    "unionists",
    "liberal",
    "liberals",
    "libertarian",
    "green",
    "greens",
    "socialist",
    "socialists",
    "communist",
    "republican",
    "nationalist",
    "regionalists",
    "loyalist",
    "sdlp",
    "ukip",
    "snp",
    "dup",
    "tuv",
    "coalition",
    "reform",
    "rejoin",
    "volt",
    "aontú",
    "féin",
    "fáil",
    "kernow",
    "localist",
    "localists",
    "elvis",
    "brexit",
    "ynys",
];

/// Whether a name is a party's whoever says it. One word never is, and `Community First` is not: anybody may write
/// that.
pub fn is_plainly_a_party(name: &str) -> bool {
    let lower = name.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()).collect();
    words.len() > 1 && words.iter().any(|word| OF_PARTIES.contains(&word.trim_matches('\'')))
}

/// The names within a registered name: both halves of `Teal Union - The Party for Wren`, and what stands in brackets.
/// Only those that are plainly a party's; without a leading `The`.
pub fn names_within(name: &str) -> impl Iterator<Item = &str> {
    let pieces = name
        .split(['(', ')', '[', ']', ','])
        .flat_map(|piece| piece.split(" - "))
        .flat_map(|piece| piece.split(" – "));
    let bare = pieces.map(str::trim).map(|piece| piece.strip_prefix("The ").unwrap_or(piece));
    bare.filter(move |piece| *piece != name && is_plainly_a_party(piece))
}

/// `Independent Councillor Ash`: a group of one, named by its member.
fn is_one_independent(written: &str) -> bool {
    let lower = written.to_lowercase();
    ["independent councillor ", "independent cllr ", "independent member "]
        .iter()
        .any(|start| lower.starts_with(start))
}

/// Letters and digits in lower case and without accents, and no leading `the`.
fn key(written: &str) -> String {
    let lower = written.trim().to_lowercase();
    let lower = lower.strip_prefix("the ").unwrap_or(&lower).replace('&', "and");
    lower.nfkd().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registered_name_is_found_by_its_halves() {
        for (name, within) in [
            ("The Teal Party", &["Teal Party"][..]),
            ("Mossgate Residents - Putting Mossgate First", &["Mossgate Residents"]),
            ("TDLP (Teal Democratic & Labour Party)", &["Teal Democratic & Labour Party"]),
            ("Teal Party", &[]),
            ("Community First", &[]),
        ] {
            assert_eq!(names_within(name).collect::<Vec<_>>(), within, "{name}");
        }
    }

    #[test]
    fn every_spelling_is_read_and_stands_for_one_thing() {
        let file: File = toml::from_str(SHIPPED.1).unwrap();
        let about: toml::Table = toml::from_str(SHIPPED.1).unwrap();
        assert!(
            ["source", "checked"].iter().all(|key| about[*key].as_str().is_some_and(|text| text.len() >= 10))
        );
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        let lists = [("none", &file.none), ("independent", &file.independent)];
        let parties = file.parties.iter().map(|(name, spellings)| (name.as_str(), spellings));
        for (name, spellings) in lists.into_iter().chain(parties) {
            for spelling in spellings {
                if let Some(other) = seen.insert(key(spelling), name) {
                    assert_eq!(other, name, "`{spelling}` stands for two");
                }
            }
        }
    }

    #[test]
    fn a_name_anybody_may_use_is_not_plainly_a_partys() {
        for party in
            ["Teal Alliance", "Wrenbury Residents' Association", "Reform UK", "The Independents for Ferry"]
        {
            assert!(is_plainly_a_party(party), "{party}");
        }
        for other in ["Aspire", "Green", "Community First", "Common Ground", ""] {
            assert!(!is_plainly_a_party(other), "{other}");
        }
    }

    #[test]
    fn spellings_of_one_party_are_taken_together() {
        for (written, meant) in [
            ("LABOUR", Some("Labour Party")),
            ("The Labour Party", Some("Labour Party")),
            ("Labour and Co-operative Party", Some("Labour Party")),
            ("UKIndependence Party", Some("UK Independence Party (UKIP)")),
            ("U K Independence Party", Some("UK Independence Party (UKIP)")),
            ("Scottish Conservative and Unionists", Some("Conservative and Unionist Party")),
            ("Sinn Fe\u{301}in", Some("Sinn Féin")),
            ("Green Party ", Some("Green Party")),
            ("Independent / Other", Some("Independent")),
            ("Independent Councillor Ash", Some("Independent")),
            ("Non-Aligned", None),
            (" \n", None),
            ("Vacant", None),
            ("Wrenbury  Residents", Some("Wrenbury Residents")),
            ("Independent Group", Some("Independent Group")),
        ] {
            assert_eq!(read(written).as_deref(), meant, "{written:?}");
        }
    }
}
