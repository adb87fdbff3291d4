//! What a reader has gathered of a file so far.

use std::collections::BTreeMap;

use super::fields::instead_of_a_name;
use super::{Loaded, Seat};
use crate::diagnostic::{Diagnostic, Place};
use crate::roster::styled::{self, Reading, Styled};
use crate::roster::{Entry, Role};

/// The rows, notes and faults of one file.
#[derive(Debug)]
pub(super) struct Collected {
    file: String,
    loaded: Loaded,
    /// Where each id stands, and among the rows.
    ids: BTreeMap<String, usize>,
    /// What makes the file unfit to be used.
    pub faults: Vec<Diagnostic>,
    /// The first row whose holder is called a mayor or the like, and how many there are.
    civic: Option<(Diagnostic, usize)>,
}

/// How a row without a name is mended.
pub(super) const NAME_IT: &str = "write the name, or remove the row";

/// What is said of a seat nobody holds.
pub(super) const VACANT: &str = "this seat is vacant and is left out";

/// Offices that may be civic: nobody is exempt by the word alone.
const MAYBE_CIVIC: [&str; 9] = [
    "mayor",
    "lord mayor",
    "civic mayor",
    "provost",
    "lord provost",
    "chair of the council",
    "chairman of the council",
    "chairwoman of the council",
    "speaker of the council",
];

/// What is said of a cell with two names.
pub(super) fn several(place: &Place) -> Diagnostic {
    place.fault(
        "more than one person stands in the place of a name",
        "give each of them a row of their own; another name of the same person belongs under `aliases` in a CSV of your \
         own",
    )
}

/// What is said of words beside a name that nobody can tell.
pub(super) fn left_aside(place: &Place, words: &str) -> Diagnostic {
    place.fault(
        format!("`{words}` stands beside the name and is taken for no part of it"),
        "if it is part of it, or another name, write it so under `aliases` in a CSV of your own",
    )
}

impl Collected {
    pub(super) fn of(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            loaded: Loaded::default(),
            ids: BTreeMap::new(),
            faults: Vec::new(),
            civic: None,
        }
    }

    /// The file.
    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// Something worth a look.
    pub(super) fn note(&mut self, note: Diagnostic) {
        self.loaded.notes.push(note);
    }

    /// Takes a name as the file writes it. None, with a note or a fault, for an empty seat and what is no name.
    pub(super) fn name(&mut self, written: &str, place: &Place) -> Option<Styled> {
        if let Some(what) = instead_of_a_name(written) {
            self.faults.push(place.fault(what, NAME_IT));
            return None;
        }
        match styled::read(written) {
            Reading::Person(styled) => {
                styled.left.iter().for_each(|words| self.note(left_aside(place, words)));
                Some(styled)
            }
            Reading::Several => {
                self.faults.push(several(place));
                None
            }
            Reading::Vacant => {
                self.note(place.fault(VACANT, ""));
                None
            }
            Reading::Nobody => {
                self.faults.push(place.fault("this row has no name", NAME_IT));
                None
            }
        }
    }

    /// Takes a row.
    pub(super) fn add(&mut self, mut entry: Entry, seat: Option<Seat>, place: &Place) {
        let name = entry.name.clone();
        entry.aliases.retain(|alias| *alias != name);
        self.look_for_civic(&entry, place);
        self.loaded.seats.extend(seat);
        if self.ids.contains_key(&entry.id) {
            self.add_again(entry, place);
            return;
        }
        self.ids.insert(entry.id.clone(), self.loaded.entries.len());
        self.loaded.entries.push(entry);
    }

    /// The row a file gave before under the same id.
    pub(super) fn with_id(&mut self, id: &str) -> Option<&mut Entry> {
        let at = *self.ids.get(id)?;
        self.loaded.entries.get_mut(at)
    }

    /// The same person twice, as in two wards, is one; two people of one name with an id made of it are two.
    fn add_again(&mut self, mut entry: Entry, place: &Place) {
        if entry.id.starts_with("r-") {
            let base = entry.id.clone();
            let mut number = 2;
            while self.ids.contains_key(&entry.id) {
                entry.id = format!("{base}-{number}");
                number += 1;
            }
            self.ids.insert(entry.id.clone(), self.loaded.entries.len());
            self.loaded.entries.push(entry);
            return;
        }
        let Some(first) = self.with_id(&entry.id) else { return };
        if first.name == entry.name {
            first.roles.extend(
                entry.roles.into_iter().filter(|role| !first.roles.contains(role)).collect::<Vec<Role>>(),
            );
            first.from = first.from.min(entry.from);
            first.until = if first.until.is_none() || entry.until.is_none() {
                None
            } else {
                first.until.max(entry.until)
            };
            return;
        }
        let message = format!("the id `{}` is used for two people", entry.id);
        self.faults
            .push(place.fault(message, "download the file again, or give each of the two an id of its own"));
    }

    fn look_for_civic(&mut self, entry: &Entry, place: &Place) {
        let says = |role: &Role| {
            let role = role.written.to_lowercase();
            MAYBE_CIVIC.contains(&role.as_str())
                || role.starts_with("mayor of ")
                || role.starts_with("lord mayor of ")
        };
        if entry.is_civic() || !entry.roles.iter().any(says) {
            return;
        }
        let id = &entry.id;
        let note = || {
            place.fault(
                "this member holds an office that may be civic; nobody is exempt by the word alone",
                format!(
                    "if the office is civic, write a row with the id `{id}`, the name and the role marked `(civic)` in a \
                     CSV of your own: it completes this one"
                ),
            )
        };
        let (_, count) = self.civic.get_or_insert_with(|| (note(), 0));
        *count += 1;
    }

    /// The file, when nothing in it is at fault and somebody is in it.
    pub(super) fn finish(mut self, nobody: &str, repair: &str) -> Result<Loaded, Vec<Diagnostic>> {
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        if self.loaded.entries.is_empty() {
            return Err(vec![Diagnostic::of_file(&self.file, nobody, repair)]);
        }
        if let Some((mut note, count)) = self.civic.take() {
            if count > 1 {
                note.message = format!("{} ({count} members in all)", note.message);
            }
            self.loaded.notes.push(note);
        }
        Ok(self.loaded)
    }
}
