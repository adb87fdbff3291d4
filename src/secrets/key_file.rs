//! The key file: made with permissions 0600, and refused when anybody else may read it.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use secrecy::{ExposeSecret as _, SecretSlice};
use zeroize::Zeroizing;

use super::{KeyId, Keyring, MasterKey, SecretsError, random};

/// The first word of a line that holds a key.
const WORD: &str = "purdah-key";

/// Why the key file cannot be used. The texts say how to mend it.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// Not there, where it must be.
    #[error(
        "there is no key file {0}: with PostgreSQL every node needs the same one, so copy it from the first node, \
         or make it there with `purdah key create`"
    )]
    Missing(PathBuf),
    /// Others may read it.
    #[error("the key file {path} may be read by others (mode {mode:o}): run `chmod 600 {path}`")]
    Open {
        /// Which file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// Not a key file.
    #[error("{path}:{line}: {why}; each line is `purdah-key <id> <32 bytes in base64>`")]
    Malformed {
        /// Which file.
        path: PathBuf,
        /// Which line, from 1; 0 for the file as a whole.
        line: usize,
        /// What is wrong.
        why: &'static str,
    },
    /// It cannot be read or written.
    #[error("the key file {path} cannot be used: {source}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// No randomness to make one.
    #[error(transparent)]
    Secrets(#[from] SecretsError),
}

impl MasterKey {
    pub(super) fn generate() -> Result<Self, SecretsError> {
        let bytes = Zeroizing::new(random::<32>()?);
        Ok(Self { id: KeyId(random()?), bytes: SecretSlice::from(bytes.to_vec()) })
    }

    fn line(&self) -> Zeroizing<String> {
        let mut line = Zeroizing::new(String::with_capacity(80));
        let bytes = Zeroizing::new(BASE64.encode(self.bytes.expose_secret()));
        for word in [WORD, " ", &self.id.to_string(), " ", bytes.as_str(), "\n"] {
            line.push_str(word);
        }
        line
    }

    fn parse(line: &str) -> Result<Self, &'static str> {
        let mut words = line.split_ascii_whitespace();
        let (Some(WORD), Some(id), Some(bytes), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err("this is not a key");
        };
        if id.len() != 8 {
            return Err("a key id has eight hexadecimal digits");
        }
        let id = u32::from_str_radix(id, 16).map_err(|_| "a key id has eight hexadecimal digits")?;
        let bytes = Zeroizing::new(BASE64.decode(bytes).map_err(|_| "the key is not base64")?);
        if bytes.len() != 32 {
            return Err("a key has 32 bytes");
        }
        Ok(Self { id: KeyId(id.to_be_bytes()), bytes: SecretSlice::from(bytes.to_vec()) })
    }
}

/// So much of a key file is read: it has a line for each key, and nothing after so many is one.
const LARGEST: u64 = 64 << 10;

impl Keyring {
    /// Reads the key file, which must be there.
    ///
    /// # Errors
    /// [`KeyFileError::Missing`] and what else may be wrong with it.
    pub fn from_file(path: &Path) -> Result<Self, KeyFileError> {
        let io = |source| KeyFileError::Io { path: path.to_owned(), source };
        let file = match File::open(path) {
            Ok(file) => file,
            Err(fault) if fault.kind() == ErrorKind::NotFound => {
                return Err(KeyFileError::Missing(path.to_owned()));
            }
            Err(fault) => return Err(io(fault)),
        };
        refuse_open_file(path, &file)?;
        let mut text = Zeroizing::new(String::new());
        file.take(LARGEST).read_to_string(&mut text).map_err(io)?;
        let mut keys = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let malformed = |why| KeyFileError::Malformed { path: path.to_owned(), line: number + 1, why };
            let key = MasterKey::parse(line).map_err(malformed)?;
            if keys.iter().any(|known: &MasterKey| known.id == key.id) {
                return Err(malformed("this key id stands there twice"));
            }
            keys.push(key);
        }
        if keys.is_empty() {
            return Err(KeyFileError::Malformed { path: path.to_owned(), line: 0, why: "it holds no key" });
        }
        Ok(Self { keys })
    }

    /// Reads the key file, and makes one with a fresh key, mode 0600, where there is none.
    ///
    /// # Errors
    /// As [`Keyring::from_file`], and when the file cannot be written.
    pub fn from_file_or_new(path: &Path) -> Result<Self, KeyFileError> {
        match Self::from_file(path) {
            Err(KeyFileError::Missing(_)) => {}
            other => return other,
        }
        let io = |source| KeyFileError::Io { path: path.to_owned(), source };
        let key = MasterKey::generate()?;
        match new_private_file(path) {
            Ok(mut file) => {
                file.write_all(key.line().as_bytes()).and_then(|()| file.sync_all()).map_err(io)?;
                sync_folder_of(path).map_err(io)?;
            }
            // Somebody made it in the meantime: theirs counts.
            Err(fault) if fault.kind() == ErrorKind::AlreadyExists => {}
            Err(fault) => return Err(io(fault)),
        }
        Self::from_file(path)
    }
}

#[cfg(unix)]
fn refuse_open_file(path: &Path, file: &File) -> Result<(), KeyFileError> {
    use std::os::unix::fs::PermissionsExt as _;
    let metadata = file.metadata().map_err(|source| KeyFileError::Io { path: path.to_owned(), source })?;
    let mode = metadata.permissions().mode() & 0o777;
    if mode.trailing_zeros() >= 6 { Ok(()) } else { Err(KeyFileError::Open { path: path.to_owned(), mode }) }
}

#[cfg(not(unix))]
fn refuse_open_file(_path: &Path, _file: &File) -> Result<(), KeyFileError> {
    Ok(())
}

fn new_private_file(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn sync_folder_of(path: &Path) -> std::io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => File::open(".")?.sync_all(),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use secrecy::SecretString;

    use super::*;
    use crate::council::CouncilId;
    use crate::secrets::Place;

    #[test]
    fn a_new_key_file_is_private_and_opens_what_it_sealed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("purdah.key");
        assert!(matches!(Keyring::from_file(&path), Err(KeyFileError::Missing(_))));
        let ring = Keyring::from_file_or_new(&path).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let council = CouncilId::from_name("marlbridge").unwrap();
        let place = Place { council: &council, channel: "m", row: "1" };
        let sealed = ring.seal(place, &SecretString::from("x")).unwrap();
        let again = Keyring::from_file(&path).unwrap();
        assert_eq!(again.open(place, &sealed).unwrap().expose_secret(), "x");
    }

    #[test]
    fn a_key_file_others_may_read_is_refused_with_the_command_that_mends_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("purdah.key");
        Keyring::from_file_or_new(&path).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        let refused = Keyring::from_file_or_new(&path).unwrap_err().to_string();
        assert!(refused.contains("chmod 600"), "{refused}");
        assert!(refused.contains("mode 640"), "{refused}");
    }

    #[test]
    fn an_added_key_seals_from_then_on_and_the_old_one_still_opens() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("purdah.key");
        let old = Keyring::from_file_or_new(&path).unwrap();
        let council = CouncilId::from_name("marlbridge").unwrap();
        let place = Place { council: &council, channel: "m", row: "1" };
        let token = SecretString::from("x");
        let sealed = old.seal(place, &token).unwrap();
        let mut text = std::fs::read_to_string(&path).unwrap();
        text.push_str(&MasterKey::generate().unwrap().line());
        std::fs::write(&path, text).unwrap();
        let both = Keyring::from_file(&path).unwrap();
        assert!(both.open(place, &sealed).is_ok());
        assert!(old.open(place, &both.seal(place, &token).unwrap()).is_err());
        assert_eq!(old.fingerprint(&council, "m", &token), both.fingerprint(&council, "m", &token));
    }

    #[test]
    fn a_key_file_with_anything_else_in_it_is_refused_by_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("purdah.key");
        let ring = Keyring::from_file_or_new(&path).unwrap();
        let line = ring.keys[0].line();
        for (text, at) in [
            (String::new(), ":0:"),
            ("hello\n".to_owned(), ":1:"),
            (format!("# ours\n{}purdah-key 1234 AAAA\n", line.as_str()), ":3:"),
            (format!("{0}{0}", line.as_str()), ":2:"),
        ] {
            std::fs::write(&path, &text).unwrap();
            let refused = Keyring::from_file(&path).unwrap_err().to_string();
            assert!(refused.contains(at), "{refused}");
        }
    }
}
