//! Tags and entities in plain text.

/// No entity that anybody writes is longer, in bytes.
const LONGEST_ENTITY: usize = 9;

/// Whether a plain text holds tags or entities.
pub(crate) fn holds_markup(text: &str) -> bool {
    let last_bracket = text.rfind('>').unwrap_or_default();
    let tag = |at: usize| {
        let name = text[at + 1..].strip_prefix('/').unwrap_or(&text[at + 1..]);
        at < last_bracket && (name.starts_with(|c: char| c.is_ascii_alphabetic()) || name.starts_with("!--"))
    };
    let entity = |at: usize| {
        let after = text.as_bytes()[at + 1..].iter().take(LONGEST_ENTITY + 1);
        let name = after.clone().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
        let number = text[at + 1..].strip_prefix('#').is_some_and(|rest| {
            rest.trim_start_matches(['x', 'X']).starts_with(|c: char| c.is_ascii_hexdigit())
        });
        name > 0 && after.clone().nth(name) == Some(&b';') || number
    };
    text.match_indices('<').any(|(at, _)| tag(at)) || text.match_indices('&').any(|(at, _)| entity(at))
}
