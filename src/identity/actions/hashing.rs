//! Argon2id, off the serving threads, and no more at once than there are cores to spare: each hash
//! takes 19 MB and some 40 ms.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::{io, sync::LazyLock};
use tokio::{sync::Semaphore, task::spawn_blocking};

static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// The hash that passwords of unknown logins are compared with, so that they take as long as known
/// ones.
static NOBODYS: LazyLock<io::Result<String>> = LazyLock::new(|| hashed("nobody has this password"));

fn hashed(password: &str) -> io::Result<String> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| io::Error::other(error.to_string()))
}

fn is_right(password: &str, hash: &str) -> io::Result<bool> {
    let hash = PasswordHash::new(hash).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

async fn in_turn<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    let _turn = AT_ONCE.acquire().await.map_err(io::Error::other)?;
    spawn_blocking(work).await.map_err(io::Error::other)?
}

pub async fn hash(password: &str) -> io::Result<String> {
    let password = password.to_string();
    in_turn(move || hashed(&password)).await
}

/// `hash`: `None` for an unknown account, or one without a password yet; never right, and equally
/// slow.
pub async fn verify(password: &str, hash: Option<String>) -> io::Result<bool> {
    let password = password.to_string();
    in_turn(move || match (hash, &*NOBODYS) {
        (Some(hash), _) => is_right(&password, &hash),
        (None, Ok(nobodys)) => is_right(&password, nobodys).map(|_| false),
        (None, Err(error)) => Err(io::Error::other(error.to_string())),
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_right_to_the_last_character() {
        let long = "羊".repeat(100);
        let kept = hash(&long).await.unwrap();
        assert!(kept.starts_with("$argon2id$"), "{kept}");
        assert!(verify(&long, Some(kept.clone())).await.unwrap());
        assert!(!verify(&long[3..], Some(kept)).await.unwrap());
        assert!(!verify("nobody has this password", None).await.unwrap());
    }
}
