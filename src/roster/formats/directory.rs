//! Lists of members as councils publish them: `Name,Party,Ward,Telephone,Email,Page,Image` and their like.
//!
//! Columns with telephone numbers, e-mail and addresses are known, and never read. No fault shows a line, for such a
//! line holds them.

use std::collections::BTreeSet;

use super::collected::Collected;
use super::fields::{address, day, handle, unknown};
use super::{Loaded, Seat};
use crate::council::Council;
use crate::diagnostic::Diagnostic;
use crate::roster::office::key_posts;
use crate::roster::{Entry, Kind, Role, derived_id, id_in, party};
use crate::table::{Row, Table};

/// The columns that are read, by every name they go by.
const COLUMNS: [(&str, &str); 66] = [
    ("name", "name"),
    ("full_name", "name"),
    ("fullname", "name"),
    ("councillor", "name"),
    ("cllr", "name"),
    ("councillor_name", "name"),
    ("name_of_councillor", "name"),
    ("member", "name"),
    ("member_name", "name"),
    ("title", "title"),
    ("honorific", "title"),
    ("salutation", "title"),
    ("forename", "given"),
    ("forenames", "given"),
    ("first_name", "given"),
    ("firstname", "given"),
    ("given_name", "given"),
    ("surname", "family"),
    ("last_name", "family"),
    ("lastname", "family"),
    ("family_name", "family"),
    ("known_as", "known_as"),
    ("preferred_name", "known_as"),
    ("party", "party"),
    ("political_party", "party"),
    ("party_name", "party"),
    ("political_group", "group"),
    ("group", "group"),
    ("ward", "ward"),
    ("ward_name", "ward"),
    ("division", "ward"),
    ("electoral_division", "ward"),
    ("ward_division", "ward"),
    ("role", "role"),
    ("roles", "role"),
    ("position", "role"),
    ("post", "role"),
    ("responsibilities", "role"),
    ("key_posts", "role"),
    ("page", "page"),
    ("url", "page"),
    ("web_page", "page"),
    ("webpage", "page"),
    ("website", "page"),
    ("profile", "page"),
    ("link", "page"),
    ("image", "photo"),
    ("photo", "photo"),
    ("photo_url", "photo"),
    ("picture", "photo"),
    ("twitter", "twitter"),
    ("x", "twitter"),
    ("twitter_username", "twitter"),
    ("facebook", "facebook"),
    ("bluesky", "bluesky"),
    ("mastodon", "mastodon"),
    ("instagram", "instagram"),
    ("id", "id"),
    ("uid", "id"),
    ("councillor_id", "id"),
    ("elected", "from"),
    ("date_elected", "from"),
    ("start_date", "from"),
    ("term_start", "from"),
    ("end_date", "until"),
    ("term_ends", "until"),
];

/// Columns of what is nobody's business here.
const NEVER_READ: [(&str, &str); 21] = [
    ("telephone", "telephone"),
    ("phone", "telephone2"),
    ("tel", "telephone3"),
    ("telephone_number", "telephone4"),
    ("home_telephone", "telephone5"),
    ("work_telephone", "telephone6"),
    ("mobile", "mobile"),
    ("mobile_number", "mobile2"),
    ("fax", "fax"),
    ("email", "email"),
    ("e_mail", "email2"),
    ("email_address", "email3"),
    ("address", "address"),
    ("home_address", "address2"),
    ("contact_address", "address3"),
    ("correspondence_address", "address4"),
    ("address_line_1", "address5"),
    ("address_line_2", "address6"),
    ("postcode", "postcode"),
    ("post_code", "postcode2"),
    ("surgeries", "surgeries"),
];

/// Whether a table is meant for this reader.
pub(super) fn is_meant(names: &BTreeSet<String>) -> bool {
    let has = |column: &str| COLUMNS.iter().any(|(name, known)| *known == column && names.contains(*name));
    has("name") || (has("given") && has("family"))
}

/// Reads a table.
///
/// # Errors
/// A row without a name, an id used for two people, nobody.
pub(super) fn read(table: &Table<'_>, _: &Council) -> Result<Loaded, Vec<Diagnostic>> {
    let known: Vec<(&str, &'static str)> = COLUMNS.into_iter().chain(NEVER_READ).collect();
    let columns = table.columns(&known)?;
    let mut collected = Collected::of(table.header().file());
    collected.faults.extend(table.faults.iter().cloned().map(Diagnostic::veiled));
    for note in unknown(&columns, &known) {
        collected.note(note);
    }
    for row in table.rows(&columns) {
        let place = row.place(if columns.has("name") { "name" } else { "family" }).veiled();
        let written = if columns.has("name") {
            row.get("name").to_owned()
        } else {
            format!("{} {}", row.get("given"), row.get("family"))
        };
        let Some(mut styled) = collected.name(&written, &place) else { continue };
        if styled.title.is_empty() {
            row.get("title").clone_into(&mut styled.title);
        }
        if let Some(known_as) = row.optional("known_as").filter(|_| columns.has("family")) {
            styled.aliases.push(format!("{known_as} {}", row.get("family")));
        }
        let ward = row.optional("ward");
        let page = address(row.get("page"));
        let mut roles: Vec<Role> = styled.offices.iter().map(|office| Role::read(office)).collect();
        roles.extend(
            key_posts::read(row.get("role"))
                .into_iter()
                .filter(|role| !roles.contains(role))
                .collect::<Vec<_>>(),
        );
        let entry = Entry {
            aliases: styled.aliases,
            title: styled.title,
            roles,
            party: row
                .optional("party")
                .or_else(|| row.optional("group"))
                .and_then(|party| party::read(&party)),
            ward: ward.clone(),
            handles: handles(&row),
            portrait: address(row.get("photo")),
            from: day(row.get("from")),
            until: day(row.get("until")),
            ..Entry::new(
                id(&row, page.as_deref(), &styled.name, ward.as_deref()),
                styled.name,
                Kind::Councillor,
            )
        };
        let entry = Entry { profile_url: page, ..entry };
        let seat = Seat::of(&entry);
        collected.add(entry, Some(seat), &place);
    }
    collected.finish("the list has a header and nobody under it", "write one line for each councillor")
}

/// The file's own id, ModernGov's number in the address of a page, or one made of the row.
fn id(row: &Row<'_>, page: Option<&str>, name: &str, ward: Option<&str>) -> String {
    if let Some(id) = row.optional("id") {
        return id_in("member", &id);
    }
    let number = page.and_then(|page| {
        let lower = page.to_ascii_lowercase();
        let at = lower.find("mguserinfo.aspx?")?;
        let number = lower[at..].split(['?', '&']).find_map(|piece| piece.strip_prefix("uid="))?;
        number.bytes().all(|b| b.is_ascii_digit()).then(|| number.to_owned())
    });
    match number.filter(|number| !number.is_empty()) {
        Some(number) => id_in("mg", &number),
        None => derived_id(name, Kind::Councillor, ward),
    }
}

fn handles(row: &Row<'_>) -> Vec<String> {
    let mut handles: Vec<String> = Vec::new();
    for column in ["twitter", "facebook", "bluesky", "mastodon", "instagram"] {
        handles.extend(handle(row.get(column)).filter(|handle| !handles.contains(handle)));
    }
    handles
}
