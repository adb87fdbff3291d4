//! Time zones by the names programs give them.

use std::collections::BTreeMap;

use chrono_tz::{Europe::London, TZ_VARIANTS, Tz};

/// What a file says of a time zone it defines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Defined {
    /// The name the rest of the world has for it.
    pub(super) location: Option<String>,
    /// Universal time in winter, an hour ahead of it in summer.
    pub(super) keeps_londons_clocks: bool,
}

/// The zone a `TZID` means. `defined` are the file's own: some programs say `GMT`, or a word of theirs, and define
/// what London's clocks show.
pub(super) fn zone(name: &str, defined: &BTreeMap<String, Defined>) -> Option<Tz> {
    let name = name.trim().trim_matches('"');
    let defined = defined.get(name);
    let by_name = known(name);
    let is_place = by_name.is_some_and(|zone| zone.name().contains('/') && !zone.name().starts_with("Etc/"));
    if !is_place && defined.is_some_and(|zone| zone.keeps_londons_clocks) {
        return Some(London);
    }
    by_name.or_else(|| known(defined?.location.as_deref()?.trim()))
}

fn known(name: &str) -> Option<Tz> {
    iana(name).or_else(|| behind_a_prefix(name)).or_else(|| windows(name)).or_else(|| displayed(name))
}

fn iana(name: &str) -> Option<Tz> {
    TZ_VARIANTS.iter().copied().find(|zone| zone.name().eq_ignore_ascii_case(name))
}

/// `/mozilla.org/20050126_1/Europe/London`: a registry's name stands before the zone's.
fn behind_a_prefix(name: &str) -> Option<Tz> {
    let path = name.strip_prefix('/')?;
    path.match_indices('/').find_map(|(at, _)| iana(&path[at + 1..]))
}

/// Windows' names of the zones a council in the United Kingdom keeps.
fn windows(name: &str) -> Option<Tz> {
    match name.to_ascii_lowercase().as_str() {
        "gmt standard time" | "gmt daylight time" | "british summer time" => Some(London),
        "coordinated universal time" | "utc standard time" | "z" => Some(Tz::UTC),
        _ => None,
    }
}

/// What Outlook shows for a zone: `(UTC+00:00) Dublin, Edinburgh, Lisbon, London`.
fn displayed(name: &str) -> Option<Tz> {
    let (offset, cities) = name.strip_prefix('(')?.split_once(')')?;
    let offset = offset.to_ascii_uppercase();
    let shift = offset.strip_prefix("UTC").or_else(|| offset.strip_prefix("GMT"))?;
    if !shift.trim_start_matches(['+', '-']).chars().all(|c| matches!(c, '0' | ':' | '.')) {
        return None;
    }
    let cities = cities.to_ascii_lowercase();
    if cities.contains("london") {
        return Some(London);
    }
    cities.contains("coordinated universal time").then_some(Tz::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_known_by_every_name_programs_give_them() {
        let place = |name: &str| Defined { location: Some(name.to_owned()), keeps_londons_clocks: false };
        let clocks = Defined { location: None, keeps_londons_clocks: true };
        let defined = BTreeMap::from([
            ("Our time".to_owned(), place("Europe/London")),
            ("Custom".to_owned(), place("/citadel.org/20190914_1/Europe/Paris")),
            ("Town hall".to_owned(), clocks.clone()),
            ("GMT".to_owned(), clocks.clone()),
            ("Europe/Lisbon".to_owned(), clocks),
            ("UTC".to_owned(), Defined::default()),
        ]);
        for (name, expected) in [
            ("Europe/London", Some("Europe/London")),
            ("europe/london", Some("Europe/London")),
            ("\"Europe/London\"", Some("Europe/London")),
            ("Europe/Belfast", Some("Europe/Belfast")),
            ("GB", Some("GB")),
            ("America/New_York", Some("America/New_York")),
            ("UTC", Some("UTC")),
            ("/mozilla.org/20050126_1/Europe/London", Some("Europe/London")),
            ("/freeassociation.sourceforge.net/Tzfile/Europe/London", Some("Europe/London")),
            ("/mozilla.org/20050126_1/America/Argentina/Ushuaia", Some("America/Argentina/Ushuaia")),
            ("GMT Standard Time", Some("Europe/London")),
            ("(UTC+00:00) Dublin, Edinburgh, Lisbon, London", Some("Europe/London")),
            ("(UTC) Dublin, Edinburgh, Lisbon, London", Some("Europe/London")),
            ("(GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London", Some("Europe/London")),
            ("(GMT+00.00) Dublin / Edinburgh / Lisbon / London", Some("Europe/London")),
            ("(UTC) Coordinated Universal Time", Some("UTC")),
            ("Our time", Some("Europe/London")),
            ("Custom", Some("Europe/Paris")),
            ("Town hall", Some("Europe/London")),
            ("GMT", Some("Europe/London")),
            ("Europe/Lisbon", Some("Europe/Lisbon")),
            ("Etc/GMT", Some("Etc/GMT")),
            ("(UTC+05:00) London, Ontario", None),
            ("Somewhere", None),
            ("/", None),
            ("", None),
        ] {
            assert_eq!(zone(name, &defined).map(Tz::name), expected, "{name}");
        }
    }
}
