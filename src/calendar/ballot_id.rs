//! Democracy Club's election ids: `local.wrenbury.mill-ward.by.2027-05-06`.
//!
//! `type[.subtype][.organisation][.division][.by].YYYY-MM-DD`; every part but the date is its own slug. The same
//! grammar names one ballot, all the ballots of an organisation, and all those of a day.

use chrono::NaiveDate;

use super::contest::Contest;

/// An id, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BallotId {
    /// `local`, `parl`, `sp`, …
    pub kind: Kind,
    /// `a`, `c` or `r`: Londonwide, constituency or region.
    pub subtype: Option<char>,
    /// Whose election it is.
    pub organisation: Option<String>,
    /// The ward or constituency.
    pub division: Option<String>,
    /// Whether a casual vacancy is filled.
    pub by: bool,
    /// Polling day.
    pub date: NaiveDate,
}

/// The first segment of an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A council.
    Local,
    /// A directly elected mayor.
    Mayor,
    /// A police and crime commissioner.
    Pcc,
    /// A local referendum.
    Ref,
    /// The House of Commons.
    Parl,
    /// The Northern Ireland Assembly.
    Nia,
    /// The European Parliament, until 2019.
    Europarl,
    /// The National Assembly for Wales, until 2020.
    Naw,
    /// The Senedd.
    Senedd,
    /// The Scottish Parliament.
    Sp,
    /// The London Assembly.
    Gla,
}

impl Kind {
    const ALL: [(&'static str, Self); 11] = [
        ("local", Self::Local),
        ("mayor", Self::Mayor),
        ("pcc", Self::Pcc),
        ("ref", Self::Ref),
        ("parl", Self::Parl),
        ("nia", Self::Nia),
        ("europarl", Self::Europarl),
        ("naw", Self::Naw),
        ("senedd", Self::Senedd),
        ("sp", Self::Sp),
        ("gla", Self::Gla),
    ];

    /// The kind a first segment names.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| *name == word).map(|(_, kind)| *kind)
    }

    /// The contest whose timetable it follows; None where the kind does not tell (`ref`) or no law is left
    /// (`europarl`).
    pub fn contest(self, organisation: Option<&str>) -> Option<Contest> {
        Some(match self {
            Self::Local if matches!(organisation, Some("city-of-london" | "city-of-london-alder")) => {
                Contest::CityOfLondon
            }
            Self::Local => Contest::Local,
            Self::Mayor if organisation == Some("london") => Contest::MayorLondon,
            Self::Mayor => Contest::Mayor,
            Self::Pcc => Contest::Pcc,
            Self::Parl => Contest::Parl,
            Self::Nia => Contest::NorthernIrelandAssembly,
            Self::Naw | Self::Senedd => Contest::Senedd,
            Self::Sp => Contest::ScottishParliament,
            Self::Gla => Contest::Gla,
            Self::Ref | Self::Europarl => return None,
        })
    }

    fn subtypes(self) -> &'static [&'static str] {
        match self {
            Self::Gla => &["a", "c"],
            Self::Sp | Self::Naw | Self::Senedd => &["c", "r"],
            _ => &[],
        }
    }

    /// Whether its ids name whose election it is.
    pub fn has_organisation(self) -> bool {
        matches!(self, Self::Local | Self::Mayor | Self::Pcc | Self::Ref)
    }

    /// Whether a ballot of this kind must say its subtype; a whole day's group need not.
    fn needs_subtype(self) -> bool {
        matches!(self, Self::Sp | Self::Naw | Self::Gla)
    }

    fn has_division(self, subtype: Option<&str>) -> bool {
        match self {
            Self::Local | Self::Parl | Self::Nia | Self::Europarl | Self::Naw | Self::Senedd | Self::Sp => {
                true
            }
            Self::Gla => subtype == Some("c"),
            Self::Mayor | Self::Pcc | Self::Ref => false,
        }
    }
}

impl BallotId {
    /// Takes an id apart.
    ///
    /// # Errors
    /// What the grammar does not allow, in words.
    pub fn parse(id: &str) -> Result<Self, String> {
        let mut segments: Vec<&str> = id.split('.').collect();
        let last = segments.pop().unwrap_or_default();
        let date = (last.len() == 10)
            .then(|| last.parse::<NaiveDate>().ok())
            .flatten()
            .ok_or_else(|| format!("`{id}` does not end in a day like 2027-05-06"))?;
        if let Some(part) = segments.iter().find(|part| !is_slug(part)) {
            return Err(format!(
                "`{part}` in `{id}` is not a slug of lower-case letters, digits and hyphens"
            ));
        }
        let mut rest = segments.as_slice();
        let Some((word, after)) = rest.split_first() else {
            return Err(format!("`{id}` does not say what kind of election it is"));
        };
        rest = after;
        let kind =
            Kind::named(word).ok_or_else(|| format!("`{word}` in `{id}` is not a kind of election"))?;
        let by = rest.last() == Some(&"by");
        if by {
            rest = &rest[..rest.len() - 1];
        }
        let subtype = rest.first().copied().filter(|part| kind.subtypes().contains(part));
        if subtype.is_some() {
            rest = &rest[1..];
        }
        let mut take = |allowed: bool| match rest.split_first() {
            Some((part, after)) if allowed => {
                rest = after;
                Some((*part).to_owned())
            }
            _ => None,
        };
        let organisation = take(kind.has_organisation());
        let division = take(kind.has_division(subtype));
        if !rest.is_empty() {
            return Err(format!("`{id}` has more parts than an id of this kind can have"));
        }
        if by && (kind == Kind::Ref || (organisation.is_none() && division.is_none())) {
            return Err(format!("`{id}` cannot be a by-election"));
        }
        if division.is_some() && subtype.is_none() && kind.needs_subtype() {
            return Err(format!("`{id}` does not say whether it is a constituency's or a region's"));
        }
        let subtype = subtype.and_then(|subtype| subtype.chars().next());
        Ok(Self { kind, subtype, organisation, division, by, date })
    }

    /// The contest whose timetable it follows; None where the id alone does not tell (`ref`) or no law is left
    /// (`europarl`).
    pub fn contest(&self) -> Option<Contest> {
        self.kind.contest(self.organisation.as_deref())
    }

    /// The id without its division: all of an organisation's ballots of the day, a by-election left alone.
    pub fn group(&self, id: &str) -> String {
        match &self.division {
            Some(division) if !self.by => id.replacen(&format!(".{division}."), ".", 1),
            _ => id.to_owned(),
        }
    }

    /// The ids of the groups that may hold this one, the widest first: `local.2027-05-06` and
    /// `local.wrenbury.2027-05-06` for the ballot of a ward there.
    pub fn wider(&self, id: &str) -> Vec<String> {
        let segments: Vec<&str> = id.split('.').filter(|segment| *segment != "by").collect();
        let Some((date, before)) = segments.split_last() else { return Vec::new() };
        (1..before.len()).map(|count| format!("{}.{date}", before[..count].join("."))).collect()
    }
}

fn is_slug(part: &str) -> bool {
    !part.is_empty()
        && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
        && !part.starts_with('-')
        && !part.ends_with('-')
        && !part.contains("--")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_taken_apart_by_their_grammar() {
        for (id, contest, organisation, division, by) in [
            ("local.2027-05-06", Some(Contest::Local), None, None, false),
            ("local.wrenbury.2027-05-06", Some(Contest::Local), Some("wrenbury"), None, false),
            ("local.wrenbury.mill.2027-05-06", Some(Contest::Local), Some("wrenbury"), Some("mill"), false),
            ("local.wrenbury.mill.by.2027-05-06", Some(Contest::Local), Some("wrenbury"), Some("mill"), true),
            (
                "local.city-of-london.tower.2027-03-20",
                Some(Contest::CityOfLondon),
                Some("city-of-london"),
                Some("tower"),
                false,
            ),
            (
                "local.city-of-london-alder.tower.by.2027-03-20",
                Some(Contest::CityOfLondon),
                Some("city-of-london-alder"),
                Some("tower"),
                true,
            ),
            ("mayor.london.2028-05-04", Some(Contest::MayorLondon), Some("london"), None, false),
            ("mayor.wrenbury.by.2027-05-06", Some(Contest::Mayor), Some("wrenbury"), None, true),
            ("pcc.westshire.2028-05-04", Some(Contest::Pcc), Some("westshire"), None, false),
            ("parl.2029-05-03", Some(Contest::Parl), None, None, false),
            ("parl.wrenbury-north.by.2027-06-10", Some(Contest::Parl), None, Some("wrenbury-north"), true),
            ("sp.c.glenholm.2031-05-01", Some(Contest::ScottishParliament), None, Some("glenholm"), false),
            ("senedd.dyffryn.2030-05-02", Some(Contest::Senedd), None, Some("dyffryn"), false),
            ("naw.r.dyffryn.2016-05-05", Some(Contest::Senedd), None, Some("dyffryn"), false),
            (
                "nia.north-lough.2027-05-06",
                Some(Contest::NorthernIrelandAssembly),
                None,
                Some("north-lough"),
                false,
            ),
            ("gla.a.2028-05-04", Some(Contest::Gla), None, None, false),
            ("gla.c.east-quarter.2028-05-04", Some(Contest::Gla), None, Some("east-quarter"), false),
            ("ref.wrenbury.2027-05-06", None, Some("wrenbury"), None, false),
            ("europarl.north.2019-05-23", None, None, Some("north"), false),
        ] {
            let read = BallotId::parse(id).unwrap();
            assert_eq!(
                (read.contest(), read.organisation.as_deref(), read.division.as_deref(), read.by),
                (contest, organisation, division, by),
                "{id}"
            );
        }
    }

    #[test]
    fn what_the_grammar_does_not_allow_is_refused() {
        for id in [
            "",
            "2027-05-06",
            "local",
            "local.wrenbury.2027-5-6",
            "local.wrenbury.2027-02-30",
            "local.Wrenbury.2027-05-06",
            "local.wren bury.2027-05-06",
            "local.wrenbury..2027-05-06",
            "local.wrenbury.mill.east.2027-05-06",
            "parish.wrenbury.2027-05-06",
            "mayor.wrenbury.mill.2027-05-06",
            "gla.a.east-quarter.2028-05-04",
            "sp.glenholm.2031-05-01",
            "ref.wrenbury.by.2027-05-06",
            "local.by.2027-05-06",
        ] {
            assert!(BallotId::parse(id).is_err(), "{id}");
        }
    }

    #[test]
    fn the_ballots_of_one_day_belong_to_one_group_and_a_by_election_stands_alone() {
        for (id, group) in [
            ("local.wrenbury.mill.2027-05-06", "local.wrenbury.2027-05-06"),
            ("local.wrenbury.mill.by.2027-05-06", "local.wrenbury.mill.by.2027-05-06"),
            ("local.wrenbury.2027-05-06", "local.wrenbury.2027-05-06"),
            ("parl.wrenbury-north.2029-05-03", "parl.2029-05-03"),
        ] {
            assert_eq!(BallotId::parse(id).unwrap().group(id), group);
        }
    }

    #[test]
    fn every_group_that_may_hold_an_id_is_known() {
        for (id, wider) in [
            ("local.wrenbury.mill.2027-05-06", &["local.2027-05-06", "local.wrenbury.2027-05-06"][..]),
            ("local.wrenbury.mill.by.2027-05-06", &["local.2027-05-06", "local.wrenbury.2027-05-06"]),
            ("sp.c.glenholm.2031-05-01", &["sp.2031-05-01", "sp.c.2031-05-01"]),
            ("parl.2029-05-03", &[]),
        ] {
            assert_eq!(BallotId::parse(id).unwrap().wider(id), wider, "{id}");
        }
    }
}
