//! Secrets people and tools carry: 256 random bits that name their council, so that they are looked up among its
//! rows alone. The store keeps only their hash.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::StoreError;
use crate::council::CouncilId;
use crate::post::content::hex;
use crate::secrets::random;

/// What a secret is for, by how it begins. `_` ends the council: no council's id has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bearer {
    Session,
    Link,
    Person,
    Tool,
}

impl Bearer {
    const ALL: [Self; 4] = [Self::Session, Self::Link, Self::Person, Self::Tool];

    fn prefix(self) -> &'static str {
        match self {
            Self::Session => "pdh_s_",
            Self::Link => "pdh_l_",
            Self::Person => "pdh_p_",
            Self::Tool => "pdh_t_",
        }
    }

    /// A new secret, and its hash.
    pub(super) fn issue(self, council: &CouncilId) -> Result<(SecretString, String), StoreError> {
        let random = Zeroizing::new(random::<32>()?);
        let encoded = Zeroizing::new(BASE64URL.encode(random.as_slice()));
        let secret = format!("{}{council}_{}", self.prefix(), encoded.as_str());
        let hash = hash(&secret);
        Ok((SecretString::from(secret), hash))
    }

    /// What a secret is, whose council's, and its hash; None for anything that cannot be one.
    pub(super) fn read(secret: &SecretString) -> Option<(Self, CouncilId, String)> {
        let text = secret.expose_secret();
        let (bearer, rest) =
            Self::ALL.into_iter().find_map(|bearer| Some((bearer, text.strip_prefix(bearer.prefix())?)))?;
        let (council, _) = rest.split_once('_')?;
        let council = CouncilId::try_from(council.to_owned()).ok()?;
        Some((bearer, council, hash(text)))
    }
}

fn hash(secret: &str) -> String {
    hex(&Sha256::digest(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_names_its_council_and_reads_back() {
        let council = CouncilId::from_name("Marlbridge City").unwrap();
        for bearer in Bearer::ALL {
            let (secret, hash) = bearer.issue(&council).unwrap();
            assert_eq!(Bearer::read(&secret), Some((bearer, council.clone(), hash)));
        }
        for other in ["", "pdh_p_", "pdh_p_marlbridge", "pdh_x_marlbridge_AAAA", "pdh_p_Marl bridge_AAAA"] {
            assert_eq!(Bearer::read(&SecretString::from(other)), None, "{other}");
        }
    }
}
