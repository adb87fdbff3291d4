//! The council's own numbers and mailboxes: nobody's private ones.

/// What the council is reached by.
#[derive(Debug, Default)]
pub struct Contacts {
    /// The beginnings of its numbers, as one dials them at home.
    pub numbers: Vec<String>,
    /// Its domains, each after an `@`, and single addresses.
    pub mailboxes: Vec<String>,
}

impl Contacts {
    /// Those of a council's settings.
    pub(in crate::guard) fn of(contacts: &[String]) -> Self {
        let (mailboxes, numbers): (Vec<&String>, Vec<&String>) =
            contacts.iter().partition(|contact| contact.contains('@'));
        let dialled = |contact: &&String| {
            let digits: String = contact.chars().filter(char::is_ascii_digit).collect();
            match contact.trim_start().strip_prefix('+').and(digits.strip_prefix("44")) {
                Some(rest) => format!("0{}", rest.strip_prefix('0').unwrap_or(rest)),
                None => digits,
            }
        };
        Self {
            numbers: numbers.iter().map(dialled).filter(|number| !number.is_empty()).collect(),
            mailboxes: mailboxes.into_iter().map(|mailbox| mailbox.to_lowercase()).collect(),
        }
    }

    /// Whether the digits of a whole number are those of one of its lines.
    pub fn has_line(&self, digits: &[u8]) -> bool {
        digits.len() == DIGITS && self.numbers.iter().any(|prefix| digits.starts_with(prefix.as_bytes()))
    }

    /// Whether what stands from an `@` on is one of its domains, in any case, and ends there.
    pub fn have_domain(&self, from_sign: &str) -> bool {
        let domains = self.mailboxes.iter().filter(|mailbox| mailbox.starts_with('@'));
        domains.into_iter().any(|domain| {
            let stands =
                from_sign.get(..domain.len()).is_some_and(|start| start.eq_ignore_ascii_case(domain));
            let mut behind = from_sign.get(domain.len()..).unwrap_or_default().bytes();
            stands
                && match behind.next() {
                    None | Some(b' ' | b',' | b')' | b'\n') => true,
                    Some(b'.') => matches!(behind.next(), None | Some(b' ' | b'\n')),
                    _ => false,
                }
        })
    }
}

/// The digits of a number in full.
const DIGITS: usize = 11;
