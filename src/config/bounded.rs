//! Files that somebody names, read only as far as any of their kind is large: a device, or a file given by mistake,
//! fills no memory.

use std::io::{Error, ErrorKind, Read as _};
use std::path::Path;

/// The most bytes of a `purdah.toml` or a policy.
pub const SETTINGS: u64 = 1 << 20;
/// The most bytes of a lexicon.
pub const LEXICON: u64 = 16 << 20;
/// The most bytes of a roster: those of the whole country are smaller.
pub const ROSTER: u64 = 64 << 20;
/// The most bytes of the head of a record.
pub const HEAD: u64 = 64 << 10;

/// Reads a file of at most `most` bytes.
///
/// # Errors
/// What the system says; [`ErrorKind::FileTooLarge`] for a larger file, of which no more was read.
pub fn bounded(path: &Path, most: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(too_large(most));
    }
    Ok(bytes)
}

/// As [`bounded`], of a file of text.
///
/// # Errors
/// Those of [`bounded`]; text that is not UTF-8.
pub fn bounded_text(path: &Path, most: u64) -> std::io::Result<String> {
    String::from_utf8(bounded(path, most)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Error::new(ErrorKind::InvalidData, format!("byte {at} is not UTF-8: save it as UTF-8"))
    })
}

fn too_large(most: u64) -> Error {
    let (amount, unit) = if most >= 1 << 20 { (most >> 20, "MiB") } else { (most >> 10, "KiB") };
    Error::new(
        ErrorKind::FileTooLarge,
        format!(
            "it is larger than {amount} {unit}, and no file of this kind needs more: is it the one that is meant?"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_bound_and_no_further() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        std::fs::write(&path, "ä".repeat(512)).unwrap();
        assert_eq!(bounded(&path, 1024).unwrap().len(), 1024);
        assert_eq!(bounded_text(&path, 1024).unwrap().chars().count(), 512);
        assert_eq!(bounded(&path, 1023).unwrap_err().kind(), ErrorKind::FileTooLarge);
        std::fs::write(&path, b"\xff").unwrap();
        assert!(bounded_text(&path, 1024).unwrap_err().to_string().contains("UTF-8"));
    }

    #[cfg(unix)]
    #[test]
    fn a_device_without_an_end_is_refused() {
        let fault = bounded(Path::new("/dev/zero"), SETTINGS).unwrap_err();
        assert!(fault.to_string().contains("larger than 1 MiB"), "{fault}");
    }
}
