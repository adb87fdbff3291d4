//! Tree heads as C2SP checkpoints: a signed note that can be kept aside, published or printed.
//!
//! ```text
//! marlbridge/purdah
//! 1207
//! qINS1GRFhWHwdkUeqLEoP4yEMkTBBzxBkGwGQlVlVcs=
//!
//! — marlbridge/purdah qINS1GRFhWHwdkUeqLEoP4yE…
//! ```

use std::fmt;

use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256};

use super::tree::{Hash, TreeHead};
use crate::council::CouncilId;

/// The signature type of Ed25519 in a signed note.
const ED25519_TYPE: u8 = 1;

/// Signs the notes of one council. The edge has the key; this module has only its words.
pub trait NoteSigner {
    /// The public key.
    fn public_key(&self) -> [u8; 32];
    /// The Ed25519 signature of a text.
    fn sign(&self, text: &[u8]) -> [u8; 64];
}

/// The line a council's checkpoints begin with, which is also the name of its key.
pub fn origin(council: &CouncilId) -> String {
    format!("{council}/purdah")
}

/// What a checkpoint is verified with, written as `name+key id+key`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    key: [u8; 32],
}

impl VerifierKey {
    /// The key of a council's record.
    pub fn of(council: &CouncilId, key: [u8; 32]) -> Self {
        Self { name: origin(council), key }
    }

    /// SHA-256(name ‖ 0x0A ‖ type ‖ key), its first four bytes.
    fn id(&self) -> [u8; 4] {
        let digest = Sha256::new()
            .chain_update(self.name.as_bytes())
            .chain_update([b'\n', ED25519_TYPE])
            .chain_update(self.key)
            .finalize();
        [digest[0], digest[1], digest[2], digest[3]]
    }

    /// Reads the written form.
    ///
    /// # Errors
    /// A sentence saying what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let bad = || "a verifier key is written `name+key id+key`, as `purdah audit` prints it".to_owned();
        let mut fields = text.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (fields.next(), fields.next(), fields.next()) else {
            return Err(bad());
        };
        let key = BASE64.decode(key).map_err(|_| bad())?;
        let [ED25519_TYPE, key @ ..] = key.as_slice() else { return Err(bad()) };
        let key = Self { name: name.to_owned(), key: key.try_into().map_err(|_| bad())? };
        if crate::post::content::hex(&key.id()) == id {
            Ok(key)
        } else {
            Err(format!(
                "the key id in the verifier key of `{name}` does not match its key: a character is wrong"
            ))
        }
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[ED25519_TYPE], self.key.as_slice()].concat();
        write!(f, "{}+{}+{}", self.name, crate::post::content::hex(&self.id()), BASE64.encode(key))
    }
}

/// A tree head as somebody kept it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Whose record it is of.
    pub origin: String,
    /// What the record said.
    pub head: TreeHead,
}

impl Checkpoint {
    /// Writes and signs the head of a council's record.
    pub fn sign(council: &CouncilId, head: TreeHead, signer: &dyn NoteSigner) -> String {
        let key = VerifierKey::of(council, signer.public_key());
        let text = format!("{}\n{}\n{}\n", key.name, head.size, BASE64.encode(head.root.0));
        let signature = [key.id().as_slice(), &signer.sign(text.as_bytes())].concat();
        format!("{text}\n\u{2014} {} {}\n", key.name, BASE64.encode(signature))
    }

    /// Reads a signed note and checks its signature.
    ///
    /// # Errors
    /// A sentence saying what is wrong with the note.
    pub fn open(note: &str, key: &VerifierKey) -> Result<Self, String> {
        let split = note.rfind("\n\n").ok_or("a checkpoint has an empty line before its signatures")?;
        let (text, signatures) = (&note[..=split], &note[split + 2..]);
        let signed = signatures.lines().any(|line| {
            line.strip_prefix("\u{2014} ")
                .and_then(|line| line.split_once(' '))
                .filter(|(name, _)| *name == key.name)
                .and_then(|(_, signature)| BASE64.decode(signature).ok())
                .and_then(|signature| {
                    let (id, signature) = signature.split_at_checked(4)?;
                    (id == key.id()).then(|| signature.to_vec())
                })
                .is_some_and(|signature| {
                    UnparsedPublicKey::new(&ED25519, key.key).verify(text.as_bytes(), &signature).is_ok()
                })
        });
        if !signed {
            return Err(format!("the checkpoint has no valid signature of `{}`", key.name));
        }
        let checkpoint = Self::read(text)?;
        if checkpoint.origin == key.name {
            Ok(checkpoint)
        } else {
            Err(format!("the checkpoint is of `{}`, not of `{}`", checkpoint.origin, key.name))
        }
    }

    /// Reads the three lines of a checkpoint without looking at signatures, for one that was kept in safe hands.
    ///
    /// # Errors
    /// A sentence saying what is wrong with it.
    pub fn read(note: &str) -> Result<Self, String> {
        let mut lines = note.lines();
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(
                "a checkpoint has three lines: whose record, how many events, and the root".to_owned()
            );
        };
        let size = match size.parse::<u64>() {
            Ok(number) if number.to_string() == size => number,
            _ => return Err("the second line of a checkpoint is the number of events".to_owned()),
        };
        let root = BASE64.decode(root).ok().and_then(|bytes| Hash::from_slice(&bytes));
        let root = root.ok_or("the third line of a checkpoint is the root: 32 bytes in base64")?;
        Ok(Self { origin: origin.to_owned(), head: TreeHead { size, root } })
    }
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};

    use super::*;

    struct Pair(Ed25519KeyPair);

    impl NoteSigner for Pair {
        fn public_key(&self) -> [u8; 32] {
            self.0.public_key().as_ref().try_into().unwrap()
        }
        fn sign(&self, text: &[u8]) -> [u8; 64] {
            self.0.sign(text).as_ref().try_into().unwrap()
        }
    }

    fn signer(seed: u8) -> Pair {
        Pair(Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap())
    }

    fn council() -> CouncilId {
        CouncilId::from_name("Marlbridge").unwrap()
    }

    #[test]
    fn a_checkpoint_opens_with_the_key_that_signed_it_and_no_other() {
        let head = TreeHead { size: 12, root: Hash::leaf(b"x") };
        let note = Checkpoint::sign(&council(), head, &signer(1));
        assert!(note.starts_with("marlbridge/purdah\n12\n"));
        let key = VerifierKey::of(&council(), signer(1).public_key());
        assert_eq!(Checkpoint::open(&note, &key).unwrap().head, head);
        assert!(Checkpoint::open(&note, &VerifierKey::of(&council(), signer(2).public_key())).is_err());
        assert!(Checkpoint::open(&note.replace("\n12\n", "\n13\n"), &key).is_err());
        assert!(Checkpoint::open("marlbridge/purdah\n12\n", &key).is_err());
    }

    #[test]
    fn a_verifier_key_reads_back_as_written() {
        let key = VerifierKey::of(&council(), signer(1).public_key());
        assert_eq!(VerifierKey::parse(&key.to_string()), Ok(key.clone()));
        assert!(VerifierKey::parse(&key.to_string().replace("marl", "harl")).is_err());
        assert!(VerifierKey::parse("marlbridge").is_err());
    }

    #[test]
    fn the_published_example_of_the_signed_note_format_has_the_key_id_it_states() {
        let text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        assert_eq!(VerifierKey::parse(text).unwrap().to_string(), text);
    }
}
