//! What single fields of other people's files say.

use chrono::NaiveDate;

use crate::diagnostic::{Diagnostic, Place, suggestion};
use crate::table::Columns;

/// A day as `2027-05-06`, `06/05/2027` or `6 May 2027`, with or without a time after it. None for anything else.
pub(super) fn day(written: &str) -> Option<NaiveDate> {
    let written = written.trim();
    let date = written.split(['T', ' ']).next().unwrap_or_default();
    ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(date, form).ok())
        .or_else(|| NaiveDate::parse_from_str(written, "%d %B %Y").ok())
        .filter(|day| (1900..2200).contains(&chrono::Datelike::year(day)))
}

/// What stands in the place of a name and is none: a number, an address. None for what may be one.
pub(super) fn instead_of_a_name(written: &str) -> Option<&'static str> {
    if written.contains("://") || written.contains('@') && written.contains('.') {
        return Some("this is an address, not a name");
    }
    let digits = written.chars().filter(char::is_ascii_digit).count();
    match (written.chars().any(char::is_alphabetic), digits) {
        (false, 1..) => Some("this is a number, not a name: it has no letters"),
        (false, 0) if !written.is_empty() => Some("this is not a name: it has no letters"),
        (true, _) if in_numbers(written) > MOST_DIGITS => {
            Some("this is a number, such as a telephone's, not a name")
        }
        _ => None,
    }
}

/// The digits that stand by themselves, and not at the end of a word.
fn in_numbers(written: &str) -> usize {
    let pieces = written.split(|c: char| !c.is_alphanumeric());
    pieces.filter(|piece| piece.bytes().all(|b| b.is_ascii_digit())).map(str::len).sum()
}

/// A party may have a year in its name; nobody has more digits.
const MOST_DIGITS: usize = 4;

/// Whether a field says yes, as files write booleans.
pub(super) fn is_yes(written: &str) -> bool {
    matches!(written.trim().to_lowercase().as_str(), "t" | "true" | "yes" | "y" | "1")
}

/// The parts of an address that come before an account's name.
const NO_ACCOUNT: [&str; 17] = [
    "pages",
    "groups",
    "people",
    "profile.php",
    "public",
    "home.php",
    "watch",
    "channel",
    "in",
    "company",
    "user",
    "c",
    "profile",
    "pg",
    "intent",
    "share",
    "events",
];

/// The account in a handle or in an address on a platform, in lower case and without `@`. None where the address names
/// none, or names it by a number.
pub(super) fn handle(written: &str) -> Option<String> {
    let written = written.trim().to_lowercase();
    let handle = match written.split_once("://") {
        None if written.contains('/') => path_of(&written)?,
        None => &written,
        Some((_, address)) => path_of(address)?,
    };
    let handle = handle.trim_start_matches('@');
    let is_account = handle.chars().count() > 1
        && !handle.bytes().all(|b| b.is_ascii_digit())
        && !NO_ACCOUNT.contains(&handle)
        && handle.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '@'));
    is_account.then(|| handle.to_owned())
}

/// Where accounts are: an address elsewhere, such as a council's own page of a member, names none.
const PLATFORMS: [&str; 13] = [
    "twitter.com",
    "x.com",
    "facebook.com",
    "fb.com",
    "fb.me",
    "instagram.com",
    "threads.net",
    "threads.com",
    "bsky.app",
    "linkedin.com",
    "youtube.com",
    "tiktok.com",
    "linktr.ee",
];

/// The account in a field that holds one handle, in lower case and without `@`.
///
/// # Errors
/// How to mend what can be none.
pub(super) fn own_handle(written: &str) -> Result<String, &'static str> {
    const ADDRESS: &str = "write the account's handle, such as `@name`; an address that is no account's belongs under \
                           `profile_url`";
    const HANDLE: &str = "write handles as `@one|@two`: letters, digits, and no blanks inside";
    let lower = written.trim().trim_start_matches('@').to_lowercase();
    let bare = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    let Some((host, path)) = bare.split_once('/') else {
        return match handle(bare) {
            Some(account) if bare == lower => Ok(account),
            // A platform may have given a name of digits or of one letter.
            None if bare == lower && is_short(bare) => Ok(lower.clone()),
            _ if bare == lower => Err(HANDLE),
            _ => Err(ADDRESS),
        };
    };
    let host = host.split(':').next().unwrap_or_default();
    let is_platform = PLATFORMS
        .iter()
        .any(|known| host.strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')));
    let account = handle(&format!("https://{bare}")).filter(|_| is_platform || path.starts_with('@'));
    account.ok_or(ADDRESS)
}

fn is_short(account: &str) -> bool {
    !account.is_empty() && account.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The account in `host/account` and `host/in/account`.
fn path_of(address: &str) -> Option<&str> {
    let path = address.split(['?', '#']).next()?.split_once('/')?.1;
    if path.split('/').any(|piece| matches!(piece, "pages" | "groups" | "people" | "events" | "channel")) {
        return None;
    }
    path.split('/').find(|piece| !piece.is_empty() && !NO_ACCOUNT.contains(piece))
}

/// A web address, or nothing: other words in such a field are no address.
pub(super) fn address(written: &str) -> Option<String> {
    let written = written.trim();
    let is_address = written.starts_with("http://") || written.starts_with("https://");
    (is_address && !written.contains(char::is_whitespace)).then(|| written.to_owned())
}

/// A note for each column nobody knows.
pub(super) fn unknown(columns: &Columns, known: &[(&'static str, &'static str)]) -> Vec<Diagnostic> {
    let note = |(written, place): &(String, Place)| {
        let meant = suggestion(written, known.iter().map(|(name, _)| *name));
        place.fault(
            format!("the column `{written}` is not one the roster knows and is left aside"),
            meant.map(|meant| format!("did you mean `{meant}`?")).unwrap_or_default(),
        )
    };
    columns.unknown.iter().map(note).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_files_write_them() {
        for written in [
            "2027-05-06",
            "06/05/2027",
            "6/5/2027",
            "2027-05-06T00:00:00",
            "06/05/2027 00:00:00",
            "6 May 2027",
        ] {
            assert_eq!(day(written), NaiveDate::from_ymd_opt(2027, 5, 6), "{written}");
        }
        for written in ["", "unspecified", "31/02/2027", "05/2027", "0027-05-06"] {
            assert_eq!(day(written), None, "{written}");
        }
    }

    #[test]
    fn numbers_and_addresses_are_no_names() {
        for written in [
            "07700 900123",
            "Tel: 01632 960 001",
            "+44 1632 960001 (home)",
            "42",
            "https://x.example/1",
            "a@b.example",
            "-",
        ] {
            assert!(instead_of_a_name(written).is_some(), "{written}");
        }
        for written in ["Wyn Ash", "Party of 1945", "Wyn Ash 2", "Wyn11999 Ash11999", ""] {
            assert_eq!(instead_of_a_name(written), None, "{written}");
        }
    }

    #[test]
    fn an_account_is_found_in_a_handle_or_an_address() {
        for (written, account) in [
            ("@WynAsh", Some("wynash")),
            ("https://x.example/WynAsh?lang=cy", Some("wynash")),
            ("https://social.example/@wyn.ash/", Some("wyn.ash")),
            ("https://sky.example/profile/wyn.sky.example", Some("wyn.sky.example")),
            ("social.example/in/wyn-ash", Some("wyn-ash")),
            ("wyn@social.example", Some("wyn@social.example")),
            ("https://x.example/pages/Wyn/1234", None),
            ("https://x.example/profile.php?id=1234", None),
            ("https://x.example/1234567", None),
            ("https://x.example", None),
            ("", None),
            ("Wyn Ash on the platform", None),
        ] {
            assert_eq!(handle(written).as_deref(), account, "{written}");
        }
    }
}
