//! The cookie with the token of a session: for this host only, over https only, hidden from
//! scripts.

use crate::identity::model::{Lifetime, token::Token};
use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use axum_extra::extract::cookie::CookieJar;

pub const NAME: &str = "__Host-farmfair";

pub fn token(headers: &HeaderMap) -> Option<Token> {
    Token::read(CookieJar::from_headers(headers).get(NAME)?.value())
}

/// `lifetime`: a day's session ends with the browser.
pub fn begin(response: &mut Response, token: &Token, lifetime: Lifetime) {
    let max_age = (lifetime == Lifetime::Month).then(|| lifetime.absolute().num_seconds());
    set_cookie(response.headers_mut(), NAME, token.as_str(), max_age);
}

pub fn end(response: &mut Response) {
    set_cookie(response.headers_mut(), NAME, "", Some(0));
}

/// `value`: characters that need no quoting. `max_age` in seconds; `None` until the browser is
/// closed.
pub fn set_cookie(headers: &mut HeaderMap, name: &str, value: &str, max_age: Option<i64>) {
    let age = max_age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let cookie = format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{age}");
    headers.append(
        header::SET_COOKIE,
        HeaderValue::from_str(&cookie).expect("tokens and codes are plain letters"),
    );
}

/// Whether a password may be typed here: the site is served over https, or to this machine only.
pub fn is_private(public_url: &str, headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    public_url.starts_with("https://") || ["localhost", "127.0.0.1", "[::1]"].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_typed_over_https_or_at_home() {
        let at = |url: &str, host: &str| {
            is_private(url, &HeaderMap::from_iter([(header::HOST, host.parse().unwrap())]))
        };
        assert!(at("https://fair.example", "fair.example"));
        assert!(
            at("http://127.0.0.1:8080", "127.0.0.1:8080") && at("http://localhost", "localhost")
        );
        assert!(
            !at("http://fair.example", "fair.example")
                && !at("http://192.168.1.2:8080", "192.168.1.2:8080")
        );
        assert!(!at("http://fair.example", "localhost.fair.example"));
    }
}
