//! E-mail addresses of people.

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index::Index;
use crate::guard::prose::Prose;
use crate::guard::rules::personal_data::Private;
use crate::lexicon::Sense;

/// The addresses of a part that are a person's. `own` are the council's domains and addresses, folded.
pub(super) fn find(prose: &Prose<'_>, index: &Index, own: &[String]) -> Vec<Private> {
    let judged = |folded: Range<usize>| {
        let address = &prose.text()[folded.clone()];
        let (user, host) = address.split_once('@')?;
        if is_own(address, host, own) || is_public_body(host) {
            return None;
        }
        let labels: Vec<&str> = host.split('.').collect();
        let provider = labels.first().is_some_and(|label| index.words.has(Sense::MailProvider, label));
        let names: Vec<&str> =
            user.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
        let office = names.iter().any(|word| index.words.has(Sense::RoleMailbox, word));
        let is_person = names.iter().any(|word| index.words.has(Sense::Given, word))
            || names.len() > 1 && !office
            || is_of_somebody_named(prose, folded.start, &names);
        let (confidence, why) = match (provider, office, is_person) {
            (true, false, _) => (Confidence::Certain, "Gives away a private e-mail address."),
            (true, true, _) => {
                (Confidence::Possible, "Has the address of a private mailbox that seems to be an office's.")
            }
            (false, _, true) => {
                (Confidence::Likely, "Gives away the e-mail address of a person outside the council.")
            }
            (false, true, false) => return None,
            (false, false, false) => {
                (Confidence::Possible, "Has an e-mail address that is not among the council's own.")
            }
        };
        Some(Private { span: prose.original(folded), confidence, why })
    };
    prose.emails().filter_map(judged).collect()
}

/// Whether an address is the council's: by domain, by a domain above it, or itself.
fn is_own(address: &str, host: &str, own: &[String]) -> bool {
    own.iter().any(|known| match known.strip_prefix('@') {
        Some(domain) => host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.')),
        None => address == known,
    })
}

/// Whether a host belongs to a public body.
fn is_public_body(host: &str) -> bool {
    let mut labels = host.split('.').skip(1);
    let public = ["gov", "nhs", "police", "parliament", "ac", "sch", "mod", "llyw", "judiciary"];
    host.starts_with("nhs.") || host.ends_with(".llyw.cymru") || labels.any(|label| public.contains(&label))
}

/// Whether a word before the address says in small what the mailbox says: Nadia at nadia@….
fn is_of_somebody_named(prose: &Prose<'_>, byte: usize, names: &[&str]) -> bool {
    let first = prose.word_at(byte);
    (first.saturating_sub(6)..first).any(|at| prose.capital(at) && names.contains(&prose.at(at)))
}
