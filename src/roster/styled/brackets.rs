//! What stands in brackets or quotation marks beside a name.

/// What stood in brackets or double quotes.
#[derive(Debug)]
pub(super) struct Bracket {
    pub(super) words: String,
    /// How many words stood before it.
    pub(super) before: usize,
}

/// The words outside brackets and double quotes, and what stands in them.
pub(super) fn pieces(written: &str) -> (Vec<String>, Vec<Bracket>) {
    let mut outside = String::new();
    let mut brackets = Vec::new();
    let mut rest = written;
    while let Some(open) = rest.find(['(', '[', '"', '“']) {
        let (before, from) = rest.split_at(open);
        let mut characters = from.chars();
        let close = match characters.next() {
            Some('(') => ')',
            Some('[') => ']',
            Some('“') => '”',
            _ => '"',
        };
        let inside = characters.as_str();
        outside.push_str(before);
        outside.push(' ');
        let Some(end) = inside.find(close) else {
            rest = inside;
            continue;
        };
        brackets.push(Bracket {
            words: inside[..end].trim().to_owned(),
            before: outside.split_whitespace().count(),
        });
        rest = &inside[end + close.len_utf8()..];
    }
    outside.push_str(rest);
    (outside.split_whitespace().map(str::to_owned).collect(), brackets)
}
