//! Lexicon files.

use super::Lexicon;
use crate::diagnostic::Diagnostic;

/// The lexicons shipped with this version.
pub fn shipped() -> Vec<Lexicon> {
    Vec::new()
}

/// Reads a lexicon file.
///
/// # Errors
/// Every fault, with its place and repair.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<Lexicon, Vec<Diagnostic>> {
    std::str::from_utf8(bytes)
        .map(|_| Lexicon { name: file_name.to_owned(), groups: Vec::new() })
        .map_err(|_| vec![Diagnostic::of_file(file_name, "the lexicon is not UTF-8", "save it as UTF-8")])
}
