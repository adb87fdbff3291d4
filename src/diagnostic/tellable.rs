//! Messages a person can read: what they quote from a file is kept short, and shows what it hides.

/// How long a quoted text may be, in characters, before its middle is left out.
const QUOTED: usize = 120;

/// How long a message may be, in characters.
const WHOLE: usize = 1_000;

/// Whether a character shows nothing, or changes how others are shown: controls, marks of writing direction, blanks
/// without width.
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// The message as it is told.
pub(super) fn tellable(message: impl Into<String>) -> String {
    let message = message.into();
    let hides = |c: char| c != '\n' && is_unseen(c);
    if message.len() <= QUOTED && !message.contains(hides) {
        return message;
    }
    let parts: Vec<String> = message
        .split('`')
        .enumerate()
        .map(|(number, part)| shortened(part, if number % 2 == 1 { QUOTED } else { WHOLE }))
        .collect();
    shortened(&parts.join("`"), WHOLE).replace(hides, "\u{fffd}")
}

/// At most so many characters, with a mark where the rest is left out.
fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_kept_short_and_shows_what_it_hides() {
        for (message, told) in [
            ("`a` is wrong\nhere".to_owned(), "`a` is wrong\nhere".to_owned()),
            (format!("`{}` is wrong", "é".repeat(5_000)), format!("`{}…` is wrong", "é".repeat(QUOTED))),
            ("`a\u{202e}\u{0}b`".to_owned(), "`a\u{fffd}\u{fffd}b`".to_owned()),
            ("x".repeat(9_000), format!("{}…", "x".repeat(WHOLE))),
        ] {
            assert_eq!(tellable(message), told);
        }
    }
}
