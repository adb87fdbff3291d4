//! E-mail addresses of which some letters are written by their numbers, as in the address of a web page:
//! `jane.doe%40mail.example`.

use crate::guard::index::Index;
use crate::guard::prose::{self, Prose};
use crate::guard::rules::personal_data::email;
use crate::guard::rules::personal_data::private::Private;
use crate::post::Part;
use crate::text::rewritten;

/// The addresses of a part that are a person's, and are none before they are decoded.
pub(super) fn find(part: &Part, index: &Index) -> Vec<Private> {
    if !part.text.contains('%') {
        return Vec::new();
    }
    let Some(decoded) = rewritten::read(&prose::reading(part)) else { return Vec::new() };
    let prose = Prose::read(decoded.reading, index);
    let mut found = email::find(&prose, index, &index.contacts.mailboxes);
    found.retain(|private| {
        decoded.changed.iter().any(|coded| coded.start < private.span.end && private.span.start < coded.end)
    });
    found
}
