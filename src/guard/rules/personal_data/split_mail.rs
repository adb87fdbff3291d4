//! E-mail addresses with something between their parts: `jane.doe @ mail.example`, `jane.doe@` at the end of a line,
//! `jane.doe[@]mail[.]example`, `jane.doe@mail(dot)example`.

use std::ops::Range;

use crate::guard::index::Index;
use crate::guard::prose::Prose;
use crate::guard::rules::personal_data::email;
use crate::guard::rules::personal_data::private::Private;
use crate::lexicon::Sense;

/// The addresses of a part that are a person's; `own` as for [`email`].
pub(super) fn find(prose: &Prose<'_>, index: &Index, own: &[String]) -> Vec<Private> {
    let text = prose.text();
    let mut done = 0;
    let mut found = Vec::new();
    for (sign, _) in text.match_indices('@') {
        if sign < done || prose.emails().any(|whole| whole.contains(&sign)) {
            continue;
        }
        let Some(mailbox) = mailbox_at(text, sign) else { continue };
        done = mailbox.bytes.end;
        if !is_meant(&mailbox, index) {
            continue;
        }
        let parts = (mailbox.user, mailbox.host.as_str());
        let judged = email::judge(prose, index, own, parts, mailbox.bytes.start);
        found.extend(judged.map(|(confidence, why)| Private {
            span: prose.original(mailbox.bytes),
            confidence,
            why,
        }));
    }
    found
}

#[derive(Debug, PartialEq, Eq)]
struct Mailbox<'t> {
    user: &'t str,
    host: String,
    /// Its bytes in the folded text.
    bytes: Range<usize>,
    /// Blanks stand in it.
    is_parted: bool,
}

/// The most signs and blanks on either side of the `@`.
const MOST_BETWEEN: usize = 4;

/// The longest name of a mailbox, in bytes, and the most labels of a host.
const LONGEST_USER: usize = 64;
const MOST_LABELS: usize = 5;

fn mailbox_at(text: &str, sign: usize) -> Option<Mailbox<'_>> {
    let before = before_sign(&text[..sign]);
    let is_of_user = |c: &char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '\'');
    let length: usize =
        before.chars().rev().take_while(is_of_user).take(LONGEST_USER).map(char::len_utf8).sum();
    let start = before.len() - length;
    let trimmed = before[start..].trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = before.len() - trimmed.len();
    let user = trimmed;
    let after = &text[sign + 1..];
    let host_start = text.len() - after_sign(after).len();
    let (host, end) = host_from(text, host_start)?;
    let is_parted = text[start + user.len()..host_start].contains(char::is_whitespace);
    (!user.is_empty()).then_some(Mailbox { user, host, bytes: start..end, is_parted })
}

/// What stands before the sign without the blanks, brackets and quotation marks around it.
fn before_sign(text: &str) -> &str {
    let signs = text.chars().rev().take(MOST_BETWEEN).take_while(|c| is_between(*c));
    let length: usize = signs.map(char::len_utf8).sum();
    if is_one_line_end(&text[text.len() - length..]) { &text[..text.len() - length] } else { "" }
}

fn after_sign(text: &str) -> &str {
    let length: usize =
        text.chars().take(MOST_BETWEEN).take_while(|c| is_between(*c)).map(char::len_utf8).sum();
    if is_one_line_end(&text[..length]) { &text[length..] } else { "" }
}

fn is_between(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n' | '[' | ']' | '(' | ')' | '{' | '}' | '"')
}

/// Whether a stretch has no more than one line end.
fn is_one_line_end(between: &str) -> bool {
    between.matches('\n').count() < 2
}

/// The host whose first label begins at a byte, and where it ends. It has a dot, however that is written, and no page
/// behind it.
fn host_from(text: &str, start: usize) -> Option<(String, usize)> {
    let mut host = String::new();
    let mut at = start;
    for nth in 0..MOST_LABELS {
        let label = &text[at..];
        let length = label.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(label.len());
        if length == 0 {
            return None;
        }
        if nth > 0 {
            host.push('.');
        }
        host.push_str(&label[..length]);
        at += length;
        match dot_at(&text[at..]) {
            Some(length) if text[at + length..].starts_with(char::is_alphanumeric) => at += length,
            _ => break,
        }
    }
    let last = host.rsplit('.').next()?;
    let is_host = host.contains('.') && last.len() > 1 && last.chars().all(char::is_alphabetic);
    let has_page = text[at..].strip_prefix('/').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    (is_host && !has_page).then_some((host, at))
}

/// How long a dot at the beginning of a text is: `.`, `[.]`, `(dot)`, ` dot `, or one with a line end behind it.
fn dot_at(text: &str) -> Option<usize> {
    const WAYS: [&str; 9] = ["[.]", "(.)", "{.}", "[dot]", "(dot)", "{dot}", " dot ", " [dot] ", " (dot) "];
    // A full stop at the end of a line ends a sentence, unless what follows can only end a host.
    if let Some(next) = text.strip_prefix(".\n") {
        let word = &next[..next.find(|c: char| !c.is_alphanumeric()).unwrap_or(next.len())];
        return matches!(word, "com" | "co" | "uk" | "org" | "net" | "example").then_some(2);
    }
    let way = WAYS.iter().find(|way| text.starts_with(**way)).copied();
    way.or_else(|| text.starts_with('.').then_some(".")).map(str::len)
}

/// Whether it is an address rather than a place and a time, `7.30pm @ hall.example`: with blanks in it, the provider or
/// the way the name is written has to tell.
fn is_meant(mailbox: &Mailbox<'_>, index: &Index) -> bool {
    if !mailbox.user.contains(char::is_alphabetic) {
        return false;
    }
    let provider =
        mailbox.host.split('.').next().is_some_and(|label| index.words.has(Sense::MailProvider, label));
    let words: Vec<&str> = mailbox.user.split(['.', '_']).collect();
    let of_letters = |word: &&str| word.len() > 2 && word.chars().all(char::is_alphabetic);
    !mailbox.is_parted
        || provider && !is_small_word(mailbox.user)
        || words.len() > 1 && words.iter().all(of_letters)
}

/// Words that stand before a sign for `at`.
fn is_small_word(word: &str) -> bool {
    matches!(word, "us" | "me" | "team" | "all" | "live" | "open" | "now" | "here" | "is" | "are" | "and")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let mailbox = mailbox_at(text, text.find('@')?)?;
        Some(format!("{}@{} {}", mailbox.user, mailbox.host, &text[mailbox.bytes]))
    }

    #[test]
    fn an_address_is_put_together() {
        for (text, expected) in [
            ("mail jane.doe @ mail.example now", "jane.doe@mail.example jane.doe @ mail.example"),
            ("jane.doe@\nmail.example", "jane.doe@mail.example jane.doe@\nmail.example"),
            ("(jane_doe[@]mail[.]co[.]uk)", "jane_doe@mail.co.uk jane_doe[@]mail[.]co[.]uk"),
            ("jane@mail(dot)example.", "jane@mail.example jane@mail(dot)example"),
            ("jane@mail dot example", "jane@mail.example jane@mail dot example"),
            ("mail:jane@mail.example;thanks", "jane@mail.example jane@mail.example"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["cakes @ the hall", "@mail.example", "ours\n\n@mail.example", "a @ b.example/page", "x@"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
