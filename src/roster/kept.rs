//! A roster as it is kept: what was read of a file, and the digest of the file as it was received. What was left behind
//! where the file was read, such as members' homes, is in no store.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::formats::{self, Loaded};
use super::hexadecimal;
use crate::council::Council;
use crate::diagnostic::Diagnostic;

/// How it begins. No file a council loads does: see [`is_kept`].
const MARK: &[u8] = b"{\"purdah-roster\":1,";

/// What is kept of a file.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    #[serde(rename = "purdah-roster")]
    format: u32,
    /// Lower-case hexadecimal SHA-256 of the file.
    received: String,
    read: Read,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Read {
    Roster(Box<Loaded>),
    /// Why nothing could be read of it.
    Faults(Vec<Diagnostic>),
}

/// Whether bytes are a roster as it is kept.
pub fn is_kept(bytes: &[u8]) -> bool {
    bytes.starts_with(MARK)
}

/// What is kept of a file of any format; what is kept already stays as it is. The lines that faults and notes stand on
/// are not kept, only their places: a line of a feed may hold somebody's home.
pub fn kept(file: &str, bytes: &[u8], council: &Council) -> Vec<u8> {
    if is_kept(bytes) {
        return bytes.to_vec();
    }
    let read = match formats::read(file, bytes, council) {
        Ok(mut loaded) => {
            loaded.notes = loaded.notes.into_iter().map(Diagnostic::veiled).collect();
            Read::Roster(Box::new(loaded))
        }
        Err(faults) => Read::Faults(faults.into_iter().map(Diagnostic::veiled).collect()),
    };
    let kept = Kept { format: 1, received: hexadecimal(&Sha256::digest(bytes)), read };
    // Strings, days and lists always serialise.
    serde_json::to_vec(&kept).unwrap_or_default()
}

/// Reads a roster: as it is kept, or as a file.
///
/// # Errors
/// The file's faults, as [`formats::read`] gives them; something kept that a later version of this program wrote.
pub fn read(file: &str, bytes: &[u8], council: &Council) -> Result<Loaded, Vec<Diagnostic>> {
    if !is_kept(bytes) {
        return formats::read(file, bytes, council);
    }
    match serde_json::from_slice::<Kept>(bytes) {
        Ok(Kept { read: Read::Roster(loaded), .. }) => Ok(*loaded),
        Ok(Kept { read: Read::Faults(faults), .. }) => Err(faults),
        Err(_) => Err(vec![Diagnostic::of_file(
            file,
            "what is kept of this roster cannot be read by this version of the program",
            "load the file again with `purdah roster load`",
        )]),
    }
}

/// Lower-case hexadecimal SHA-256 of the file, as it was received.
pub fn digest(bytes: &[u8]) -> String {
    #[derive(Deserialize)]
    struct Received {
        received: String,
    }
    let received = is_kept(bytes).then(|| serde_json::from_slice::<Received>(bytes).ok()).flatten();
    received.map_or_else(|| hexadecimal(&Sha256::digest(bytes)), |kept| kept.received)
}
