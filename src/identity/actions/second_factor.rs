//! The second factor: six-digit codes by time, as in RFC 6238, from a secret on the user's phone.

use super::{Context, Refusal, hashing, sign_in};
use crate::{
    audit::{
        self,
        model::{Act, NewEvent},
    },
    identity::{
        model::{Lifetime, Viewer, token::Token, trail::USERS},
        store,
    },
};
use chrono::{DateTime, Duration, Utc};
use totp_rs::{Builder, Secret, Totp};

/// As an authenticator shows it.
const ISSUER: &str = "farmfair";

pub enum Outcome {
    SignedIn(Token),
    Wrong,
    Wait(Duration),
}

/// A new secret, in base32.
pub fn new_secret() -> String {
    Secret::generate().to_base32()
}

/// The address that an authenticator reads from a QR code; `None` for an invalid secret.
pub fn address(secret: &str, login: &str) -> Option<String> {
    totp(secret, login)?.to_url().ok()
}

fn totp(secret: &str, login: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret).ok()?;
    // An authenticator splits at a colon.
    Builder::new()
        .with_secret(secret)
        .with_issuer(Some(ISSUER))
        .with_account_name(login.replace(':', " "))
        .build()
        .ok()
}

/// The time step of a valid code: the current one, the last or the next, since clocks differ.
pub fn step_of(secret: &str, code: &str, now: DateTime<Utc>) -> Option<i64> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let step = totp(secret, "code")?.check(&digits, u64::try_from(now.timestamp()).ok()?)?;
    i64::try_from(step).ok()
}

/// The code after the password. `viewer`: of a session that awaits it.
pub async fn sign_in(
    desk: Context<'_>,
    viewer: &Viewer,
    code: &str,
    stays: bool,
    user_agent: &str,
) -> Result<Outcome, Refusal> {
    if let Some(left) = sign_in::begin(desk, &viewer.login, &viewer.address).await? {
        return Ok(Outcome::Wait(left));
    }
    let secret = store::sessions::secret_of(desk.pool, viewer.user).await?;
    let step = secret.and_then(|secret| step_of(&secret, code, desk.now));
    let mut tx = desk.pool.begin().await?;
    let is_taken = match step {
        Some(step) => store::take_totp_step(&mut tx, viewer.user, step).await?,
        None => false,
    };
    if !is_taken {
        let actor = viewer.actor();
        let refusal =
            NewEvent::new(&actor, Act::SignInRefused, &USERS, viewer.user, &*viewer.login);
        audit::store::record(&mut tx, &refusal.noting("second factor")).await?;
        tx.commit().await?;
        return Ok(Outcome::Wrong);
    }
    // A new token: one that leaked before the code is worthless.
    store::sessions::end(&mut tx, viewer.user, viewer.session).await?;
    let lifetime = Lifetime::of(viewer.role, stays);
    let from = sign_in::Origin { address: &viewer.address, user_agent };
    let token = sign_in::open(&mut tx, desk, viewer.user, lifetime, from).await?;
    store::sessions::forget_failures(&mut tx, &viewer.login).await?;
    audit::store::record(
        &mut tx,
        &NewEvent::new(&viewer.actor(), Act::SignIn, &USERS, viewer.user, &*viewer.login),
    )
    .await?;
    tx.commit().await?;
    Ok(Outcome::SignedIn(token))
}

/// With the password again, and a code that proves that the phone has the secret. Other sessions
/// end.
pub async fn enable(
    desk: Context<'_>,
    viewer: &Viewer,
    password: &str,
    secret: &str,
    code: &str,
) -> Result<(), Refusal> {
    if !is_own_password(desk, viewer, password).await? {
        return Err(Refusal::WrongPassword);
    }
    let Some(step) = step_of(secret, code, desk.now) else { return Err(Refusal::WrongCode) };
    change(desk, viewer, Some((secret, step))).await?;
    Ok(())
}

pub async fn disable(desk: Context<'_>, viewer: &Viewer, password: &str) -> Result<(), Refusal> {
    if !is_own_password(desk, viewer, password).await? {
        return Err(Refusal::WrongPassword);
    }
    change(desk, viewer, None).await?;
    Ok(())
}

async fn change(
    desk: Context<'_>,
    viewer: &Viewer,
    secret: Option<(&str, i64)>,
) -> Result<(), Refusal> {
    let mut tx = desk.pool.begin().await?;
    store::set_totp_secret(
        &mut tx,
        viewer.user,
        secret.map(|(secret, _)| secret),
        secret.map(|(_, step)| step),
    )
    .await?;
    store::sessions::end_all(&mut tx, viewer.user, Some(viewer.session)).await?;
    let actor = viewer.actor();
    let event = NewEvent::new(&actor, Act::SecondFactor, &USERS, viewer.user, &*viewer.login);
    audit::store::record(&mut tx, &event.noting(if secret.is_some() { "on" } else { "off" }))
        .await?;
    tx.commit().await?;
    Ok(())
}

/// A wrong password counts as a failed sign-in: an open session is no way to guess passwords.
pub(super) async fn is_own_password(
    desk: Context<'_>,
    viewer: &Viewer,
    password: &str,
) -> Result<bool, Refusal> {
    if sign_in::begin(desk, &viewer.login, &viewer.address).await?.is_some() {
        return Ok(false);
    }
    let known = store::credentials(desk.pool, &viewer.login).await?;
    let is_right = hashing::verify(password, known.and_then(|known| known.password_hash)).await?;
    if is_right {
        let mut connection = desk.pool.acquire().await?;
        store::sessions::forget_failures(&mut connection, &viewer.login).await?;
    }
    Ok(is_right)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B: SHA-1, truncated to six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
        assert_eq!(step_of(secret, "287082", at(59)), Some(1));
        assert_eq!(step_of(secret, " 081 804 ", at(1_111_111_109)), Some(37_037_036));
        assert_eq!(step_of(secret, "287082", at(59 + 90)), None);
        assert_eq!(step_of(secret, "", at(59)), None);
        assert!(
            address(&new_secret(), "13800000000")
                .unwrap()
                .starts_with("otpauth://totp/farmfair:13800000000?")
        );
    }
}
