//! What readers see in the other order than it is stored: a telephone number behind the mark that turns what follows.

use std::ops::Range;

use crate::guard::rules::personal_data::private::Private;
use crate::post::Part;
use crate::text::disguise::RIGHT_TO_LEFT;

/// The private details that stand in turned stretches of a part, as its readers see them.
pub(super) fn find(part: &Part, look_at: &dyn Fn(&Part) -> Vec<Private>) -> Vec<Private> {
    stretches(&part.text)
        .into_iter()
        .flat_map(|stretch| {
            let letters: String = part.text[stretch.clone()].chars().rev().filter(|c| !is_mark(*c)).collect();
            let shown = stretch.start..stretch.start + letters.len();
            let text = [&part.text[..stretch.start], &letters, &part.text[stretch.end..]].concat();
            let found = look_at(&Part { text, ..part.clone() });
            let within =
                move |private: &Private| private.span.start < shown.end && shown.start < private.span.end;
            found.into_iter().filter(within).map(move |private| Private { span: stretch.clone(), ..private })
        })
        .collect()
}

/// The stretches that are shown from right to left, marks and all: up to the mark that ends them or the line's end.
fn stretches(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if text.is_ascii() {
        return found;
    }
    for (at, _) in text.match_indices(RIGHT_TO_LEFT) {
        if found.last().is_some_and(|last| at < last.end) {
            continue;
        }
        let behind = &text[at..];
        let length = behind.find(['\u{202C}', '\u{2069}', '\n']).unwrap_or(behind.len());
        found.push(at..at + length);
    }
    found
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
