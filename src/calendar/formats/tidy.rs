//! What every reader's sheet has to be: ids that can be told apart by eye, and titles that show what they are.

use crate::calendar::Scope;
use crate::calendar::election::Status;
use crate::calendar::sheet::Sheet;
use crate::diagnostic::{Diagnostic, Place, is_unseen};

/// How long an id may be, in bytes: as long as a UID ought to be at most (RFC 7986, 5.3).
const LONGEST_ID: usize = 255;

/// How much of a title or a ward's name is kept, in characters.
const LONGEST_NAME: usize = 300;

/// How much of a reason is kept, in characters.
const LONGEST_REASON: usize = 4_000;

/// Checks ids, and takes out of names what no eye sees.
///
/// # Errors
/// Every id that is too long, or that is not what it looks like.
pub(super) fn tidy(mut sheet: Sheet) -> Result<Sheet, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    for election in &mut sheet.elections {
        let ids = [Some(&election.id), election.replaces.as_ref(), election.replaced_by.as_ref()];
        faults.extend(ids.into_iter().flatten().filter_map(|id| wrong(id, &election.place)));
        name(&mut election.title, &election.id);
        wards(&mut election.scope);
        reason(&mut election.status);
        if let Some(confirmed) = &mut election.confirmed {
            *confirmed = shown(confirmed, LONGEST_REASON);
        }
    }
    for own in &mut sheet.periods {
        faults.extend(wrong(&own.period.election, &own.place));
        name(&mut own.period.title, &own.period.election);
        wards(&mut own.period.scope);
        reason(&mut own.status);
    }
    for day in &mut sheet.proclaimed {
        day.why = shown(&day.why, LONGEST_REASON);
    }
    if faults.is_empty() { Ok(sheet) } else { Err(faults) }
}

fn wrong(id: &str, place: &Place) -> Option<Diagnostic> {
    if id.len() > LONGEST_ID {
        return Some(place.fault(
            format!("the id is {} bytes long, and {LONGEST_ID} are the most", id.len()),
            "give the election a shorter id, such as Democracy Club's",
        ));
    }
    id.contains(is_unseen).then(|| {
        place.fault(
            format!("the id `{id}` has characters that no eye sees: two such ids could not be told apart"),
            "type the id anew, with letters, digits, hyphens and full stops",
        )
    })
}

fn name(title: &mut String, id: &str) {
    *title = shown(title, LONGEST_NAME);
    if title.is_empty() {
        id.clone_into(title);
    }
}

/// Wards of which nothing is left to see limit nothing.
fn wards(scope: &mut Scope) {
    let Scope::Wards(wards) = scope else { return };
    let named: Vec<String> =
        wards.iter().map(|ward| shown(ward, LONGEST_NAME)).filter(|ward| !ward.is_empty()).collect();
    *scope = if named.is_empty() { Scope::WholeArea } else { Scope::Wards(named) };
}

fn reason(status: &mut Status) {
    if let Status::Withdrawn { reason } = status {
        *reason = shown(reason, LONGEST_REASON);
    }
}

/// A text on one line, without what no eye sees, and not longer than `most` characters.
fn shown(text: &str, most: usize) -> String {
    let seen: String = text
        .chars()
        .filter(|c| c.is_whitespace() || !is_unseen(*c))
        .map(|c| if c.is_whitespace() && is_unseen(c) { ' ' } else { c })
        .collect();
    let seen = seen.trim();
    match seen.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &seen[..end]),
        None => seen.to_owned(),
    }
}
