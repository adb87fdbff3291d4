//! E-mail addresses of people.

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index::Index;
use crate::guard::prose::Prose;
use crate::guard::rules::personal_data::private::Private;
use crate::lexicon::Sense;

/// The addresses of a part that are a person's. `own` are the council's domains and addresses, folded.
pub(super) fn find(prose: &Prose<'_>, index: &Index, own: &[String]) -> Vec<Private> {
    let judged = |folded: Range<usize>| {
        let address = &prose.text()[folded.clone()];
        let (user, host) = address.split_once('@')?;
        let (confidence, why) = judge(prose, index, own, (user, host), folded.start)?;
        Some(Private { span: prose.original(folded), confidence, why })
    };
    prose.emails().filter_map(judged).collect()
}

/// What a mailbox at a host is, that stands at a byte of the folded text; None when it is nobody's own.
pub(super) fn judge(
    prose: &Prose<'_>,
    index: &Index,
    own: &[String],
    (user, host): (&str, &str),
    byte: usize,
) -> Option<(Confidence, &'static str)> {
    if is_own(&format!("{user}@{host}"), host, own) || is_public_body(host) {
        return None;
    }
    let provider = host.split('.').next().is_some_and(|label| index.words.has(Sense::MailProvider, label));
    let names: Vec<&str> = user.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let office = names.iter().any(|word| index.words.has(Sense::RoleMailbox, word));
    let is_person = names.iter().any(|word| index.words.has(Sense::Given, word))
        || names.len() > 1 && !office
        || is_of_somebody_named(prose, byte, &names);
    match (provider, office, is_person) {
        (true, false, _) => Some((Confidence::Certain, "Gives away a private e-mail address.")),
        (true, true, _) => {
            let why = "Has the address of a private mailbox that seems to be an office's.";
            Some((Confidence::Possible, why))
        }
        (false, _, true) if is_of_a_charity(host) => {
            Some((Confidence::Possible, "Has the address of somebody at a charity or society."))
        }
        (false, _, true) => {
            Some((Confidence::Likely, "Gives away the e-mail address of a person outside the council."))
        }
        (false, true, false) => None,
        (false, false, false) => {
            Some((Confidence::Possible, "Has an e-mail address that is not among the council's own."))
        }
    }
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
    matches!(host, "police.uk" | "gov.uk" | "gov.scot" | "gov.wales" | "parliament.scot")
        || host.starts_with("nhs.")
        || host.ends_with(".llyw.cymru")
        || labels.any(|label| public.contains(&label))
}

/// Whether a host belongs to a charity or society: those who answer there do so for it.
fn is_of_a_charity(host: &str) -> bool {
    [".org", ".org.uk", ".charity", ".church"].iter().any(|end| host.ends_with(end))
}

/// Whether a word before the address says in small what the mailbox says: Nadia at nadia@….
fn is_of_somebody_named(prose: &Prose<'_>, byte: usize, names: &[&str]) -> bool {
    let first = prose.word_at(byte);
    (first.saturating_sub(6)..first).any(|at| prose.capital(at) && names.contains(&prose.at(at)))
}
