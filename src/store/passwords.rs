//! Passwords as Argon2id hashes, made and checked away from the threads that serve requests.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Semaphore;

use super::StoreError;
use crate::secrets::SecretsError;

/// Each hash takes 19 MiB: more at once would let a flood of attempts take the machine's memory.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// A hash no password has, checked for people who do not exist or have none: it costs the same time.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$cHVyZGFoLm5vYm9keXMwMA$MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA";

/// Hashes a password with a fresh salt.
pub(super) async fn hash(password: &SecretString) -> Result<String, StoreError> {
    let password = password.clone();
    away(move || {
        let hash = Argon2::default().hash_password(password.expose_secret().as_bytes());
        hash.map(|hash| hash.to_string()).map_err(|_| SecretsError::NoRandomness.into())
    })
    .await?
}

/// Whether a password is the one that was hashed; with no hash, never, after the same work.
pub(super) async fn is_right(password: &SecretString, hash: Option<String>) -> Result<bool, StoreError> {
    let password = password.clone();
    away(move || {
        let known = hash.is_some();
        let hash = hash.as_deref().unwrap_or(NOBODYS);
        let right = PasswordHash::new(hash).is_ok_and(|hash| {
            Argon2::default().verify_password(password.expose_secret().as_bytes(), &hash).is_ok()
        });
        known && right
    })
    .await
}

async fn away<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, StoreError> {
    let permit = AT_ONCE.acquire().await.map_err(|_| StoreError::Closed)?;
    let done = tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::Closed);
    drop(permit);
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_password_that_was_hashed_is_right() {
        let password = SecretString::from("correct horse");
        let hashed = hash(&password).await.unwrap();
        assert!(hashed.starts_with("$argon2id$"));
        assert!(is_right(&password, Some(hashed.clone())).await.unwrap());
        assert!(!is_right(&SecretString::from("Correct horse"), Some(hashed)).await.unwrap());
        assert!(!is_right(&password, None).await.unwrap());
    }

    #[test]
    fn the_hash_of_nobody_asks_for_the_same_work_as_a_real_one() {
        let parameters = |hash: &PasswordHash| argon2::Params::try_from(hash).unwrap();
        let real = Argon2::default().hash_password(b"x").unwrap();
        assert_eq!(parameters(&PasswordHash::new(NOBODYS).unwrap()), parameters(&real));
    }
}
