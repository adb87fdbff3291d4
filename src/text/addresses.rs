//! Web and e-mail addresses in running text.
//!
//! Every word may begin one, and a run without blanks may be as long as the text: what was learnt of a run is kept
//! from one word to the next, so that no byte of it is looked at again and again.

use super::ItemKind;

/// What no word but an address begins with; browsers take a backslash for a slash.
const STARTS: [&str; 5] = ["http://", "https://", "http:\\\\", "https:\\\\", "www."];

/// Signs that end a sentence rather than the address before them.
const TRAILING: [char; 12] = ['.', ',', ';', ':', '!', '?', ')', '\'', ']', '*', '_', '。'];

/// Whether a character stands in no address: blanks, brackets of tags, quotation marks, emoji, arrows.
fn is_outside(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '<' | '>' | '"' | '|' | '{' | '}' | '^')
        || !c.is_ascii() && !c.is_alphanumeric() && c != '。'
}

/// An address up to a bracket that was opened before it: `https://a.example/b` of `(https://a.example/b)more`.
pub(crate) fn within_brackets(address: &str) -> &str {
    let mut open = 0_usize;
    for (at, c) in address.char_indices() {
        match c {
            '(' | '[' => open += 1,
            ')' | ']' if open == 0 => return &address[..at],
            ')' | ']' => open -= 1,
            _ => {}
        }
    }
    address
}

/// Looks for addresses in one text, from its beginning to its end.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    /// Where the run without blanks ends.
    run_end: usize,
    /// What was learnt of it, unless it has no sign that every address has.
    run: Option<Run>,
}

/// A run without blanks that may hold an address.
#[derive(Debug, Default)]
struct Run {
    /// Where it ends without its trailing signs.
    end: usize,
    last_dot: Option<usize>,
    at_sign: Ahead,
    slash: Ahead,
    not_of_user: Ahead,
    host_end: Ahead,
    not_of_host: Ahead,
    capital: Ahead,
    /// Where a host ends, and what its last label is.
    last_label: Option<(usize, LastLabel)>,
    /// Behind which `@`, and whether a domain follows.
    domain_behind: Option<(usize, bool)>,
}

/// The nearest place ahead with something sought.
#[derive(Debug, Clone, Copy, Default)]
struct Ahead {
    place: Option<usize>,
}

impl Ahead {
    /// The first such character from `at` on, or `end`. Asked for places in order.
    fn from(&mut self, text: &str, at: usize, end: usize, is_sought: impl Fn(usize, char) -> bool) -> usize {
        if let Some(place) = self.place.filter(|place| *place >= at) {
            return place;
        }
        let sought = text[at..end].char_indices().find(|(i, c)| is_sought(at + i, *c));
        let place = sought.map_or(end, |(i, _)| at + i);
        self.place = Some(place);
        place
    }
}

/// The label a host ends with.
#[derive(Debug, Clone, Copy)]
struct LastLabel {
    /// The dot before it.
    dot: Option<usize>,
    /// It may end a domain.
    is_ending: bool,
    is_known: bool,
    /// It ends nothing else that people write, even where there are capitals before it.
    is_sturdy: bool,
}

impl Addresses {
    /// What address begins at a byte, and where it ends. Asked for places in order, each the first letter or digit of
    /// a word.
    pub(super) fn at(
        &mut self,
        text: &str,
        at: usize,
        is_upper: &impl Fn(usize) -> bool,
    ) -> Option<(ItemKind, usize)> {
        if at >= self.run_end {
            self.begin_run(text, at);
        }
        self.run.as_mut()?.address_at(text, at, is_upper)
    }

    fn begin_run(&mut self, text: &str, at: usize) {
        // `http://` has a colon and more behind it, and every other address a dot.
        let bytes = text.as_bytes();
        let plain = |byte: &&u8| byte.is_ascii_graphic() && !matches!(byte, b'.' | b':' | b'<' | b'>' | b'"');
        let letters = at + bytes[at..].iter().take_while(plain).count();
        let end = letters + usize::from(matches!(bytes.get(letters), Some(b'.' | b':')));
        if bytes.get(end).is_none_or(|byte| matches!(byte, b' ' | b'\n' | b'<' | b'>' | b'"')) {
            (self.run_end, self.run) = (end, None);
            return;
        }
        let run = &text[at..];
        let run = &run[..run.find(is_outside).unwrap_or(run.len())];
        let trimmed = run.trim_end_matches(TRAILING);
        self.run_end = at + run.len();
        self.run = Some(Run {
            end: at + trimmed.len(),
            last_dot: trimmed.rfind('.').map(|dot| at + dot),
            ..Run::default()
        });
    }
}

impl Run {
    fn address_at(
        &mut self,
        text: &str,
        at: usize,
        is_upper: &impl Fn(usize) -> bool,
    ) -> Option<(ItemKind, usize)> {
        if text[..at].ends_with(char::is_alphanumeric) {
            return None;
        }
        let end = self.end;
        let rest = &text[at..end];
        if STARTS.iter().any(|start| rest.starts_with(start)) {
            return Some((ItemKind::Url, at + within_brackets(rest).len()));
        }
        if self.last_dot.is_none_or(|dot| dot < at) {
            return None;
        }
        let sign = self.at_sign.from(text, at, end, |_, c| c == '@');
        let host_end = self.host_end.from(text, at, end, |_, c| matches!(c, '/' | '?' | '#' | '\\'));
        let slash = self.slash.from(text, at, end, |_, c| c == '/');
        if sign < end && slash > sign {
            let not_of_user = |_, c: char| !(c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+'));
            let good = self.not_of_user.from(text, at, end, not_of_user) == sign;
            return (good && self.is_domain_behind(text, sign)).then_some((ItemKind::Email, end));
        }
        // A missing blank after a full stop also looks like a host name: only one all in small letters is.
        let label = self.last_label(text, at, host_end);
        let small = self.capital.from(text, at, end, |i, _| is_upper(i)) >= host_end
            || label.is_sturdy && label.dot.is_some_and(|dot| !is_upper(dot + 1) || is_upper(dot + 2));
        let is_host = small && label.dot.is_some_and(|dot| dot > at) && label.is_ending;
        let is_address = is_host
            && self.not_of_host.from(text, at, end, |i, c| !is_of_host(&text[i..end], c)) >= host_end
            && (host_end < end || label.is_known);
        is_address.then(|| (ItemKind::Url, at + within_brackets(rest).len()))
    }

    fn is_domain_behind(&mut self, text: &str, sign: usize) -> bool {
        match self.domain_behind {
            Some((known, is_domain)) if known == sign => is_domain,
            _ => {
                let is_domain = is_domain(&text[sign + 1..self.end]);
                self.domain_behind = Some((sign, is_domain));
                is_domain
            }
        }
    }

    fn last_label(&mut self, text: &str, at: usize, host_end: usize) -> LastLabel {
        match self.last_label {
            Some((known, label)) if known == host_end => label,
            _ => {
                let host = &text[at..host_end];
                let dot = host.rfind('.');
                let label = &host[dot.map_or(0, |dot| dot + 1)..];
                let known = LastLabel {
                    dot: dot.map(|dot| at + dot),
                    is_ending: is_ending(label),
                    is_known: ENDINGS.contains(&label),
                    is_sturdy: STURDY_ENDINGS.contains(&label),
                };
                self.last_label = Some((host_end, known));
                known
            }
        }
    }
}

/// Whether the first character of what is left of a run belongs to a host: no label is empty or begins with a hyphen.
fn is_of_host(rest: &str, first: char) -> bool {
    match first {
        '.' => rest[1..].starts_with(char::is_alphanumeric),
        other => other.is_alphanumeric() || other == '-',
    }
}

fn is_domain(host: &str) -> bool {
    let mut last = None;
    let mut labels = 0;
    for label in host.split('.') {
        let good = !label.is_empty()
            && !label.starts_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-');
        if !good {
            return false;
        }
        labels += 1;
        last = Some(label);
    }
    labels > 1 && last.is_some_and(is_ending)
}

fn is_ending(label: &str) -> bool {
    label.len() > 1 && label.chars().all(char::is_alphabetic)
}

/// What the name of a site ends with when nothing else shows that it is one.
const ENDINGS: [&str; 24] = [
    "uk", "com", "org", "net", "example", "wales", "cymru", "scot", "london", "social", "app", "info", "eu",
    "ie", "online", "site", "website", "gov", "io", "co", "me", "news", "party", "vote",
];

/// Whether a label, in small letters, ends the names of sites.
pub(super) fn is_known_ending(label: &str) -> bool {
    ENDINGS.contains(&label)
}

/// Those of them, and of shorteners, that are no word behind a full stop where the blank is missing.
const STURDY_ENDINGS: [&str; 10] = ["uk", "com", "org", "net", "example", "cymru", "scot", "gov", "eu", "ly"];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The address at a byte, told from the text alone.
    fn from_scratch(text: &str, at: usize, is_upper: &impl Fn(usize) -> bool) -> Option<(ItemKind, usize)> {
        let run = text[at..].split(is_outside).next()?;
        let chunk = run.trim_end_matches(TRAILING);
        let end = at + within_brackets(chunk).len();
        if STARTS.iter().any(|start| chunk.starts_with(start)) {
            return Some((ItemKind::Url, end));
        }
        if !chunk.contains('.') {
            return None;
        }
        if let Some((user, host)) = chunk.split_once('@').filter(|(user, _)| !user.contains('/')) {
            let good = user.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+'));
            return (good && is_domain(host)).then_some((ItemKind::Email, at + chunk.len()));
        }
        let host = chunk.split(['/', '?', '#', '\\']).next().unwrap_or_default();
        let last = host.rsplit('.').next()?;
        let place = at + host.len() - last.len();
        let small = (at..at + host.len()).all(|i| !is_upper(i))
            || STURDY_ENDINGS.contains(&last) && (!is_upper(place) || is_upper(place + 1));
        let known = ENDINGS.contains(&last);
        (is_domain(host) && small && (host.len() < chunk.len() || known)).then_some((ItemKind::Url, end))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn what_is_kept_between_words_changes_nothing(
            text in "([aB1é]|[.@/?#_+-]|\\.uk|\\.UK|\\.Uk|\\.co| |www\\.|http://|[\",!()|→\\\\]){0,40}",
        ) {
            let is_upper = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_uppercase);
            let mut addresses = Addresses::default();
            for (at, c) in text.char_indices() {
                if c.is_alphanumeric() && !text[..at].ends_with(char::is_alphanumeric) {
                    let expected = from_scratch(&text, at, &is_upper);
                    prop_assert_eq!(addresses.at(&text, at, &is_upper), expected, "{} in {}", at, &text);
                }
            }
        }
    }
}
