//! The keys this machine keeps, and what is done with them: sealing, fingerprints, the record's signature.
//!
//! The key file holds one line a key: an id and 32 random bytes. Everything else is derived from those with HKDF,
//! each use under its own label. The newest key seals; every key opens. Fingerprints and the record's signing
//! keys come from the oldest one, so that they stay the same when a key is added.

pub mod key_file;

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Salt};
use aws_lc_rs::hmac;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use secrecy::{ExposeSecret as _, SecretSlice, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::audit::NoteSigner;
use crate::council::CouncilId;
use crate::post::content::hex;
pub use key_file::KeyFileError;

/// The keys of this machine. Cheap to clone is not wanted: one keyring lives in the store.
pub struct Keyring {
    /// Never empty; oldest first.
    keys: Vec<MasterKey>,
}

/// One line of the key file.
struct MasterKey {
    id: KeyId,
    bytes: SecretSlice<u8>,
}

/// The id of a key, written beside everything it sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyId([u8; 4]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.keys.iter().map(|key| key.id)).finish()
    }
}

/// Where a sealed value stands. A value copied anywhere else does not open.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Whose it is.
    pub council: &'a CouncilId,
    /// The channel, or what kind of thing it is.
    pub channel: &'a str,
    /// The row it stands in.
    pub row: &'a str,
}

/// Why a secret could not be used.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// The machine gives no randomness.
    #[error(
        "this machine's source of random numbers does not answer: nothing secret can be made until it does"
    )]
    NoRandomness,
    /// Sealed with a key that is not here.
    #[error(
        "a sealed value needs the key {0}, which is not in the key file: put the line with that key back"
    )]
    UnknownKey(KeyId),
    /// Not what was sealed there.
    #[error("a sealed value does not open: it was changed, or belongs to another council, channel or row")]
    DoesNotOpen,
}

/// The keyed fingerprint of a credential: tells two apart and finds one again, and says nothing about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// Lower-case hexadecimal, 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first eight digits, for people.
    pub fn short(&self) -> &str {
        self.0.get(..8).unwrap_or(&self.0)
    }

    /// Takes digits from the store, a page or a command line; what is no fingerprint finds nothing.
    pub fn from_hex(digits: impl Into<String>) -> Self {
        Self(digits.into())
    }
}

/// The length of derived keys, in bytes, for HKDF.
struct Bytes32;

impl KeyType for Bytes32 {
    fn len(&self) -> usize {
        32
    }
}

impl MasterKey {
    fn derive(&self, label: &[&[u8]]) -> Zeroizing<[u8; 32]> {
        let mut derived = Zeroizing::new([0; 32]);
        let prk = Salt::new(HKDF_SHA256, b"purdah").extract(self.bytes.expose_secret());
        // HKDF refuses only outputs beyond 255 blocks, and this is one.
        let filled = prk.expand(label, Bytes32).and_then(|okm| okm.fill(derived.as_mut_slice()));
        debug_assert!(filled.is_ok());
        derived
    }

    fn sealing_key(&self) -> Result<LessSafeKey, SecretsError> {
        let key = self.derive(&[b"purdah.seal.v1"]);
        let key = UnboundKey::new(&AES_256_GCM, key.as_slice()).map_err(|_| SecretsError::DoesNotOpen)?;
        Ok(LessSafeKey::new(key))
    }
}

/// The version of a sealed value's shape: version, key id, nonce, ciphertext with its tag.
const SEAL_VERSION: u8 = 1;

impl Keyring {
    /// A keyring with one fresh key that is kept nowhere: what it seals does not outlive the process.
    /// For the demonstration and for tests.
    ///
    /// # Errors
    /// [`SecretsError::NoRandomness`].
    pub fn ephemeral() -> Result<Self, SecretsError> {
        Ok(Self { keys: vec![MasterKey::generate()?] })
    }

    /// Seals a value for one place.
    ///
    /// # Errors
    /// [`SecretsError::NoRandomness`].
    pub fn seal(&self, place: Place<'_>, secret: &SecretString) -> Result<Vec<u8>, SecretsError> {
        let newest = self.keys.last().ok_or(SecretsError::NoRandomness)?;
        let nonce: [u8; NONCE_LEN] = random()?;
        let mut sealed = secret.expose_secret().as_bytes().to_vec();
        newest
            .sealing_key()?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(place.binding(newest.id)),
                &mut sealed,
            )
            .map_err(|_| SecretsError::NoRandomness)?;
        Ok([&[SEAL_VERSION], newest.id.0.as_slice(), &nonce, &sealed].concat())
    }

    /// Opens a value sealed for that place.
    ///
    /// # Errors
    /// [`SecretsError::UnknownKey`] and [`SecretsError::DoesNotOpen`].
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<SecretString, SecretsError> {
        let (header, body) = sealed.split_at_checked(1 + 4 + NONCE_LEN).ok_or(SecretsError::DoesNotOpen)?;
        let (&[SEAL_VERSION, a, b, c, d], nonce) = header.split_at(5) else {
            return Err(SecretsError::DoesNotOpen);
        };
        let id = KeyId([a, b, c, d]);
        let key = self.keys.iter().find(|key| key.id == id).ok_or(SecretsError::UnknownKey(id))?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SecretsError::DoesNotOpen)?;
        let mut body = Zeroizing::new(body.to_vec());
        let opened = key
            .sealing_key()?
            .open_in_place(nonce, Aad::from(place.binding(id)), &mut body)
            .map_err(|_| SecretsError::DoesNotOpen)?;
        let opened = std::str::from_utf8(opened).map_err(|_| SecretsError::DoesNotOpen)?;
        Ok(SecretString::from(opened))
    }

    /// The fingerprint of a credential on a channel.
    pub fn fingerprint(&self, council: &CouncilId, channel: &str, secret: &SecretString) -> Fingerprint {
        Fingerprint(self.keyed("credential", &[council.as_str(), channel, secret.expose_secret()]))
    }

    /// A keyed hash of anything else that must be found again without being kept, such as an address that tried
    /// to sign in. Lower-case hexadecimal.
    pub(crate) fn keyed(&self, purpose: &str, fields: &[&str]) -> String {
        let key = self.oldest(&[b"purdah.fingerprint.v1"]);
        let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key.as_slice()));
        for field in std::iter::once(&purpose).chain(fields) {
            context.update(&length(field));
            context.update(field.as_bytes());
        }
        hex(context.sign().as_ref())
    }

    /// The key that signs a council's record.
    ///
    /// # Errors
    /// [`SecretsError::NoRandomness`] when the machine's cryptography refuses the key.
    pub fn record_signer(&self, council: &CouncilId) -> Result<RecordSigner, SecretsError> {
        let seed = self.oldest(&[b"purdah.record.v1", council.as_str().as_bytes()]);
        let pair = Ed25519KeyPair::from_seed_unchecked(seed.as_slice());
        Ok(RecordSigner(pair.map_err(|_| SecretsError::NoRandomness)?))
    }

    fn oldest(&self, label: &[&[u8]]) -> Zeroizing<[u8; 32]> {
        self.keys.first().map_or_else(|| Zeroizing::new([0; 32]), |key| key.derive(label))
    }
}

impl Place<'_> {
    /// What a sealed value is bound to; lengths keep the fields apart.
    fn binding(&self, key: KeyId) -> Vec<u8> {
        let mut bound = b"purdah.seal.v1".to_vec();
        for field in [self.council.as_str(), self.channel, self.row] {
            bound.extend(length(field));
            bound.extend(field.as_bytes());
        }
        bound.extend(key.0);
        bound
    }
}

fn length(field: &str) -> [u8; 8] {
    u64::try_from(field.len()).unwrap_or(u64::MAX).to_be_bytes()
}

/// Signs the checkpoints of one council.
pub struct RecordSigner(Ed25519KeyPair);

impl fmt::Debug for RecordSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecordSigner")
    }
}

impl NoteSigner for RecordSigner {
    fn public_key(&self) -> [u8; 32] {
        self.0.public_key().as_ref().try_into().unwrap_or([0; 32])
    }

    fn sign(&self, text: &[u8]) -> [u8; 64] {
        self.0.sign(text).as_ref().try_into().unwrap_or([0; 64])
    }
}

/// Random bytes.
///
/// # Errors
/// [`SecretsError::NoRandomness`].
pub fn random<const N: usize>() -> Result<[u8; N], SecretsError> {
    let mut bytes = [0; N];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_| SecretsError::NoRandomness)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn council(name: &str) -> CouncilId {
        CouncilId::from_name(name).unwrap()
    }

    #[test]
    fn a_sealed_value_opens_only_where_it_was_sealed() {
        let ring = Keyring::ephemeral().unwrap();
        let (here, there) = (council("marlbridge"), council("harlow"));
        let place = Place { council: &here, channel: "mastodon", row: "1" };
        let sealed = ring.seal(place, &SecretString::from("token")).unwrap();
        assert_eq!(ring.open(place, &sealed).unwrap().expose_secret(), "token");
        for other in [
            Place { council: &there, ..place },
            Place { channel: "other", ..place },
            Place { row: "2", ..place },
            Place { channel: "mastodon1", row: "", ..place },
        ] {
            assert!(matches!(ring.open(other, &sealed), Err(SecretsError::DoesNotOpen)), "{other:?}");
        }
        let other = Keyring::ephemeral().unwrap();
        assert!(matches!(other.open(place, &sealed), Err(SecretsError::UnknownKey(_))));
    }

    #[test]
    fn a_sealed_value_with_any_byte_changed_does_not_open() {
        let ring = Keyring::ephemeral().unwrap();
        let here = council("marlbridge");
        let place = Place { council: &here, channel: "mastodon", row: "1" };
        let sealed = ring.seal(place, &SecretString::from("token")).unwrap();
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(ring.open(place, &changed).is_err(), "byte {at}");
            assert!(ring.open(place, &sealed[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn fingerprints_differ_by_council_channel_and_secret_and_say_nothing() {
        let ring = Keyring::ephemeral().unwrap();
        let token = SecretString::from("token");
        let base = ring.fingerprint(&council("a"), "m", &token);
        assert_eq!(base, ring.fingerprint(&council("a"), "m", &token));
        assert_ne!(base, ring.fingerprint(&council("b"), "m", &token));
        assert_ne!(base, ring.fingerprint(&council("a"), "n", &token));
        assert_ne!(base, ring.fingerprint(&council("a"), "m", &SecretString::from("tokem")));
        assert_eq!(base.as_str().len(), 64);
        assert_eq!(base.short().len(), 8);
    }

    #[test]
    fn a_keyring_prints_key_ids_and_nothing_else() {
        let ring = Keyring::ephemeral().unwrap();
        assert_eq!(format!("{ring:?}").len(), "[KeyId([0, 0, 0, 0])]".len().max(format!("{ring:?}").len()));
        assert!(!format!("{ring:?}").contains(&hex(ring.keys[0].bytes.expose_secret())));
    }
}
