//! The council's own numbers and mailboxes.

/// What is the council's own: never personal data.
#[derive(Debug)]
pub(super) struct Own {
    /// The beginnings of its numbers, as one dials them at home.
    pub(super) numbers: Vec<String>,
    /// Its domains, each after an `@`, and single addresses.
    pub(super) mailboxes: Vec<String>,
}

impl Own {
    /// Told from a council's contacts.
    pub(super) fn of(contacts: &[String]) -> Self {
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
}
