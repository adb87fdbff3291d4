//! Where the texts of a JSON file stand, found in one pass: the JSON reader itself keeps no places.

use std::collections::BTreeMap;
use std::ops::Range;

/// The bytes of each text under a key, within its quotes, in the order of the file.
pub(super) type Stand = BTreeMap<(&'static str, String), Vec<Range<usize>>>;

/// Finds the texts that stand under these keys, however either is written. `source` is JSON.
pub(super) fn texts_under(keys: &[&'static str], source: &str) -> Stand {
    let mut stand = Stand::new();
    let mut at = 0;
    let mut key = None;
    while let Some(text) = next_text(source, at) {
        at = text.end + 1;
        if source[at..].trim_start().starts_with(':') {
            key = keys.iter().copied().find(|key| *key == read(source, &text));
        } else if let Some(key) = key.take()
            && source[..text.start - 1].trim_end().ends_with(':')
        {
            stand.entry((key, read(source, &text).trim().to_owned())).or_default().push(text);
        }
    }
    stand
}

/// The next text from a byte outside of one on, without its quotes.
fn next_text(source: &str, from: usize) -> Option<Range<usize>> {
    let start = from + source.get(from..)?.find('"')? + 1;
    let mut at = start;
    loop {
        at += source.get(at..)?.find(['"', '\\'])?;
        if source[at..].starts_with('"') {
            return Some(start..at);
        }
        // The quote or letter after a backslash is part of the text.
        at += 2;
    }
}

/// What a text says.
fn read(source: &str, text: &Range<usize>) -> String {
    let written = &source[text.clone()];
    if !written.contains('\\') {
        return written.to_owned();
    }
    serde_json::from_str(&source[text.start - 1..=text.end]).unwrap_or_else(|_| written.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_under_their_keys_however_they_are_written() {
        let source = r#"{"a": "one", "b\"": "a", "x": ["a", {"\u0061" : " t\u0077o\\"}], "a": {"a": "one"}, "a": 7, "c": "one"}"#;
        let found = texts_under(&["a"], source);
        let told: Vec<_> = found
            .iter()
            .flat_map(|((_, text), places)| {
                places.iter().map(|place| (text.as_str(), &source[place.clone()]))
            })
            .collect();
        assert_eq!(told, [("one", "one"), ("one", "one"), ("two\\", " t\\u0077o\\\\")]);
    }
}
