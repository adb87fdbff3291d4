//! What is kept of a council: what its `purdah.toml` says that a verdict depends on.

use serde::{Deserialize, Serialize};

use super::document::{COUNCIL, Document, DocumentKind};
use super::named::Named;
use crate::config::Settings;
use crate::council::Council;
use crate::diagnostic::Diagnostic;
use crate::guard::policy::{Choice, Policy, file as policy};
use crate::roster::Namesake;

/// The part of `purdah.toml` a verdict depends on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Profile {
    pub(super) council: Council,
    pub(super) policy: Choice,
    pub(super) namesakes: Vec<Namesake>,
    /// The documents it names; None where an earlier version of this program kept it.
    #[serde(default)]
    names: Option<Named>,
}

/// What a `purdah.toml` says of the council, its policy and its namesakes.
pub fn of_the_council(settings: &Settings) -> Document {
    let profile = Profile {
        council: settings.council.clone(),
        policy: settings.policy.clone(),
        namesakes: settings.namesakes.clone(),
        names: Some(Named::by(settings)),
    };
    Document {
        kind: DocumentKind::Council,
        name: COUNCIL.to_owned(),
        // Strings, numbers and maps with string keys always serialise.
        bytes: serde_json_canonicalizer::to_vec(&profile).unwrap_or_default(),
    }
}

/// The documents that what is kept of a council names; None where it says nothing of them.
pub fn named_by(council: &[u8]) -> Option<Named> {
    serde_json::from_slice::<Profile>(council).ok()?.names
}

/// What is kept of the council; None with a fault.
pub(super) fn profile(documents: &[Document], faults: &mut Vec<Diagnostic>) -> Option<Profile> {
    let council = documents.iter().rev().find(|document| document.kind == DocumentKind::Council);
    let Some(council) = council else {
        if faults.is_empty() {
            let message = "nothing is known of the council";
            faults.push(Diagnostic::of_file(COUNCIL, message, "name its purdah.toml"));
        }
        return None;
    };
    match serde_json::from_slice(&council.bytes) {
        Ok(profile) => Some(profile),
        Err(error) => {
            faults.push(Diagnostic::of_file(
                &council.name,
                format!("what is kept of the council cannot be read: {error}"),
                "start purdah serve with the council's purdah.toml again",
            ));
            None
        }
    }
}

/// The policy a council has: one that is shipped, or its own, with what it sets about it.
pub(super) fn resolved(profile: &Profile, own: Option<(&str, &str)>) -> Result<Policy, Vec<Diagnostic>> {
    let base = profile.policy.base.as_str();
    match (policy::shipped(base), own) {
        (Some(text), _) => Policy::resolve(base, text, &profile.policy),
        (None, Some((name, text))) => Policy::resolve(name, text, &profile.policy),
        (None, None) => {
            let (message, repair) = policy::unknown(base);
            Err(vec![Diagnostic::of_file(COUNCIL, message, repair)])
        }
    }
}

/// The council and the policy documents give, whatever is wrong with the others.
///
/// # Errors
/// What is wrong with either.
pub fn policy(documents: &[Document]) -> Result<(Council, Policy), Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let Some(profile) = profile(documents, &mut faults) else { return Err(faults) };
    let own = documents.iter().find(|document| document.kind == DocumentKind::Policy);
    let own = own.map(|document| (document.name.as_str(), String::from_utf8_lossy(&document.bytes)));
    let policy = resolved(&profile, own.as_ref().map(|(name, text)| (*name, text.as_ref())))?;
    Ok((profile.council, policy))
}
