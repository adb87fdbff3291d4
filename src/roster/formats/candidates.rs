//! Democracy Club's candidates, in the three tables it has given out: the data export of today, whose columns the
//! downloader chooses, the export of one election, and the export of 2015.
//!
//! Dates of birth, gender, e-mail and statements are never read.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::choice::Choice;
use super::collected::Collected;
use super::fields::{address, day, handle, is_yes, unknown};
use super::{Loaded, Winner};
use crate::calendar::ballot_id::{BallotId, Kind as BallotKind};
use crate::council::Council;
use crate::diagnostic::Diagnostic;
use crate::roster::{Candidacy, Entry, Kind, id_in, party, styled};
use crate::table::{Row, Table};

/// The columns that are read, by every name they go by.
const COLUMNS: [(&str, &str); 36] = [
    ("person_id", "id"),
    ("id", "id"),
    ("person_name", "name"),
    ("name", "name"),
    ("honorific_prefix", "title"),
    ("sopn_first_names", "given"),
    ("sopn_last_name", "family"),
    ("election_id", "election"),
    ("election", "election"),
    ("ballot_paper_id", "ballot"),
    ("election_date", "date"),
    ("party_name", "party"),
    ("party", "party"),
    ("post_label", "post"),
    ("constituency", "post"),
    ("elected", "elected"),
    ("twitter_username", "twitter"),
    ("mastodon_username", "mastodon"),
    ("facebook_page_url", "facebook"),
    ("facebook_personal_url", "facebook_personal"),
    ("instagram_url", "instagram"),
    ("blue_sky_url", "bluesky"),
    ("threads_url", "threads"),
    ("tiktok_url", "tiktok"),
    ("youtube_profile", "youtube"),
    ("linkedin_url", "linkedin"),
    ("homepage_url", "homepage"),
    ("party_ppc_page_url", "party_page"),
    ("blog_url", "blog"),
    ("image", "photo"),
    ("image_url", "photo"),
    ("other_url", "other"),
    ("cancelled_poll", "cancelled"),
    ("party_id", "party_id"),
    ("post_id", "post_id"),
    ("organisation_name", "organisation"),
];

/// The poll of the export that says none.
const POLL_OF_2015: &str = "parl.2015-05-07";

/// Columns with accounts.
const ACCOUNTS: [&str; 10] = [
    "twitter",
    "mastodon",
    "facebook",
    "facebook_personal",
    "instagram",
    "bluesky",
    "threads",
    "tiktok",
    "youtube",
    "linkedin",
];

/// Columns that are known and never read.
const LEFT_ASIDE: [&str; 46] = [
    "honorific_suffix",
    "election_current",
    "seats_contested",
    "by_election",
    "by_election_reason",
    "party_description_text",
    "legacy_party_id",
    "party_ec_id",
    "party_list_position",
    "party_lists_in_use",
    "gss",
    "gss_code",
    "candidates_locked",
    "nuts1",
    "previous_party_affiliations",
    "votes_cast",
    "rank",
    "turnout_percentage",
    "email",
    "wikipedia_url",
    "wikidata_id",
    "mnis_id",
    "twfy_id",
    "gender",
    "birth_date",
    "death_date",
    "favourite_biscuit",
    "favourite_biscuits",
    "statement_to_voters",
    "statement_last_updated",
    "person_last_updated",
    "proxy_image_url_template",
    "image_copyright",
    "image_uploading_user",
    "image_uploading_user_notes",
    "twitter_user_id",
    "old_person_ids",
    "parlparse_id",
    "theyworkforyou_url",
    "mapit_id",
    "mapit_url",
    "tied_vote_winner",
    "total_electorate",
    "spoilt_ballots",
    "source",
    "winner_count",
];

/// Whether a table is meant for this reader.
pub(super) fn is_meant(names: &BTreeSet<String>) -> bool {
    let has = |wanted: &[&str]| wanted.iter().all(|name| names.contains(*name));
    has(&["person_id", "person_name"])
        || has(&["id", "name", "ballot_paper_id"])
        || has(&["id", "name", "election", "post_label"])
        || has(&["id", "name", "party", "constituency"])
}

/// Reads a table. One person's rows are one candidate, in every election they name; the newest says their party.
///
/// # Errors
/// A row without a name or an id, an election day that is no day, ballots of several councils of which none is this
/// one, nobody.
pub(super) fn read(table: &Table<'_>, council: &Council) -> Result<Loaded, Vec<Diagnostic>> {
    let mut columns = table.columns(&COLUMNS)?;
    columns.unknown.retain(|(name, _)| !LEFT_ASIDE.contains(&name.to_lowercase().as_str()));
    let mut collected = Collected::of(table.header().file());
    collected.faults.extend(table.faults.iter().cloned().map(Diagnostic::veiled));
    for note in unknown(&columns, &COLUMNS) {
        collected.note(note);
    }
    let says_election = columns.has("ballot") || columns.has("election");
    if !says_election {
        let note = "the table says no election, as only the export of the general election of 7 May 2015 does; it is \
                    read as that";
        collected.note(table.header().fault(note, ""));
    }
    let organisations = table.rows(&columns).map(|row| organisation(&row).unwrap_or_default());
    let Some(choice) = Choice::of(organisations, council, &mut collected) else {
        return finish(collected);
    };
    let mut newest: BTreeMap<String, NaiveDate> = BTreeMap::new();
    let mut winners = Vec::new();
    for row in table.rows(&columns) {
        let ballot = ballot(&row);
        let is_local = organisation(&row).is_some();
        if is_local && !choice.takes(&organisation(&row).unwrap_or_default())
            || !is_local && !is_covered(&ballot, council)
        {
            continue;
        }
        let Some((entry, date)) = candidate(&row, &ballot, &mut collected) else { continue };
        if is_yes(row.get("elected"))
            && let Some(poll) = date.filter(|_| is_local)
        {
            winners.push(Winner { name: entry.name.clone(), ward: entry.ward.clone(), poll });
        }
        let is_newest = newest.get(&entry.id).is_none_or(|other| date.is_none_or(|date| date >= *other));
        if let Some(date) = date.filter(|_| is_newest) {
            newest.insert(entry.id.clone(), date);
        }
        match collected.with_id(&entry.id) {
            Some(known) => merge(known, entry, is_newest),
            None => collected.add(entry, None, &row.place("name").veiled()),
        }
    }
    let mut loaded = finish(collected)?;
    loaded.winners = winners;
    Ok(loaded)
}

fn finish(collected: Collected) -> Result<Loaded, Vec<Diagnostic>> {
    collected.finish(
        "the table holds no candidate for an election that restricts this council",
        "download it again, or name the election in [council] covers in purdah.toml",
    )
}

/// The id of the ballot, of the election when there is none, and 2015's when there is neither.
fn ballot(row: &Row<'_>) -> String {
    row.optional("ballot").or_else(|| row.optional("election")).unwrap_or_else(|| POLL_OF_2015.to_owned())
}

/// The council whose ballot it is; None for elections to other bodies.
fn organisation(row: &Row<'_>) -> Option<String> {
    let id = BallotId::parse(&ballot(row)).ok()?;
    id.organisation.filter(|_| matches!(id.kind, BallotKind::Local | BallotKind::Mayor))
}

/// Whether `covers` of purdah.toml names a ballot of another body; without `covers` every one may restrict the council.
fn is_covered(ballot: &str, council: &Council) -> bool {
    let segments: Vec<&str> = ballot.split('.').collect();
    council.covers.is_empty()
        || council.covers.iter().any(|cover| {
            let wanted: Vec<&str> = cover.split('.').collect();
            wanted.len() <= segments.len()
                && wanted.iter().zip(&segments).all(|(a, b)| a.eq_ignore_ascii_case(b))
        })
}

fn candidate(row: &Row<'_>, ballot: &str, collected: &mut Collected) -> Option<(Entry, Option<NaiveDate>)> {
    let place = row.place("name").veiled();
    let Some(id) = row.optional("id") else {
        collected.faults.push(
            place.fault("this row has no id", "download the table again, with the column of the person's id"),
        );
        return None;
    };
    let styled = collected.name(row.get("name"), &place)?;
    let written =
        row.optional("date").or_else(|| ballot.rsplit('.').next().map(str::to_owned)).unwrap_or_default();
    let date = day(&written);
    if date.is_none() && !row.get("date").is_empty() {
        let fault = place.fault(
            format!("`{written}` is not a polling day"),
            "write the day as YYYY-MM-DD, such as 2027-05-06",
        );
        collected.faults.push(fault);
    }
    let to_a_council = BallotId::parse(ballot).is_ok_and(|id| id.kind == BallotKind::Local);
    let ward = row.optional("post").filter(|_| to_a_council);
    let mut candidate_in = vec![Candidacy::Election(ballot.to_owned())];
    let group = row.optional("election").or_else(|| BallotId::parse(ballot).ok().map(|id| id.group(ballot)));
    candidate_in.extend(group.filter(|group| group != ballot).map(Candidacy::Election));
    candidate_in.extend(date.map(|date| Candidacy::Poll { date, ward: ward.clone() }));
    let mut aliases = styled.aliases;
    if let (Some(given), Some(family)) = (row.optional("given"), row.optional("family")) {
        // The statement of persons nominated writes family names in capitals.
        let name = if family.chars().any(char::is_lowercase) { family } else { title_case(&family) };
        aliases.push(format!("{given} {name}"));
    }
    let mut handles: Vec<String> = Vec::new();
    for account in ACCOUNTS.iter().filter_map(|column| handle(row.get(column))) {
        if !handles.contains(&account) {
            handles.push(account);
        }
    }
    let page = ["homepage", "party_page", "blog"].iter().find_map(|column| address(row.get(column)));
    let entry = Entry {
        aliases,
        title: if styled.title.is_empty() { row.get("title").to_owned() } else { styled.title },
        party: party::read(row.get("party")),
        ward,
        handles,
        profile_url: page,
        is_candidate: true,
        candidate_in,
        portrait: address(row.get("photo")),
        ..Entry::new(id_in("dc", &id), styled.name, Kind::Candidate)
    };
    Some((entry, date))
}

fn merge(known: &mut Entry, entry: Entry, is_newest: bool) {
    let add = |all: &mut Vec<String>, more: Vec<String>| {
        for one in more {
            if !all.contains(&one) {
                all.push(one);
            }
        }
    };
    add(&mut known.aliases, entry.aliases);
    add(&mut known.handles, entry.handles);
    if known.name != entry.name {
        add(&mut known.aliases, vec![entry.name]);
    }
    for candidacy in entry.candidate_in {
        if !known.candidate_in.contains(&candidacy) {
            known.candidate_in.push(candidacy);
        }
    }
    if is_newest {
        known.party = entry.party.or_else(|| known.party.take());
        known.ward = entry.ward;
    }
    known.profile_url = known.profile_url.take().or(entry.profile_url);
    known.portrait = known.portrait.take().or(entry.portrait);
}

/// `O'DEA-ELM` as `O'Dea-Elm`.
fn title_case(name: &str) -> String {
    let mut start = true;
    let mut cased = String::new();
    for c in name.chars() {
        if start {
            cased.push(c);
        } else {
            cased.extend(c.to_lowercase());
        }
        start = !c.is_alphanumeric();
    }
    match styled::read(&cased) {
        styled::Reading::Person(person) => person.name,
        _ => cased,
    }
}
