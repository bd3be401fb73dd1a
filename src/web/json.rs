//! Answers for programs: which parameters a data request may have, read strictly, and how it is
//! answered.

use super::query::BadQuery;
use crate::http::{problem::Problem, weights::weighted};
use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;

const JSON: &str = "application/json";

/// Refuses clients that do not accept JSON, and queries with other names than these.
pub fn admit(
    headers: &HeaderMap,
    raw: Option<&str>,
    names: &[&'static str],
) -> Result<(), Problem> {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    if !accepts(accept, JSON) {
        return Err(Problem::NotAcceptable);
    }
    Ok(check(raw.unwrap_or_default(), names)?)
}

pub fn as_json(body: &Value) -> Response {
    let mut response = body.to_string().into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(JSON));
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept"));
    response
}

/// Names that are not in `allowed`, repeated ones and empty values are refused.
pub fn check(raw: &str, allowed: &[&'static str]) -> Result<(), BadQuery> {
    let mut seen: Vec<String> = Vec::new();
    for (name, value) in form_urlencoded::parse(raw.as_bytes()) {
        if !allowed.contains(&name.as_ref()) {
            return Err(BadQuery::Unknown { name: name.into_owned(), allowed: allowed.to_vec() });
        }
        let is_odd = value.is_empty() || (name != "q" && value.trim() != value);
        if is_odd || seen.iter().any(|before| *before == name) {
            return Err(BadQuery::Value { name: name.into_owned() });
        }
        seen.push(name.into_owned());
    }
    Ok(())
}

/// Whether the client accepts JSON (or XML, or whatever `media` is): a missing header is consent.
pub fn accepts(accept: Option<&str>, media: &str) -> bool {
    let Some(accept) = accept.filter(|accept| !accept.trim().is_empty()) else { return true };
    let group = media.split('/').next().unwrap_or_default();
    weighted(accept).any(|(kind, weight)| {
        weight > 0.0 && (kind == "*/*" || kind == media || kind == format!("{group}/*"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_strictly() {
        assert_eq!(check("banner=150621&limit=2", &["banner", "limit"]), Ok(()));
        let unknown = BadQuery::Unknown { name: "colour".into(), allowed: vec!["banner"] };
        assert_eq!(check("colour=red", &["banner"]), Err(unknown));
        for bad in ["banner=", "banner", "banner=1&banner=2", "banner=+1"] {
            assert_eq!(
                check(bad, &["banner"]),
                Err(BadQuery::Value { name: "banner".into() }),
                "{bad}"
            );
        }
    }

    #[test]
    fn only_who_cannot_take_json_is_refused() {
        for accept in [
            None,
            Some(""),
            Some("*/*"),
            Some("text/html, application/json;q=0.5"),
            Some("application/*"),
            Some("text/html,*/*;q=0.1"),
        ] {
            assert!(accepts(accept, "application/json"), "{accept:?}");
        }
        for accept in ["text/html", "application/xml, text/*", "application/json;q=0"] {
            assert!(!accepts(Some(accept), "application/json"), "{accept}");
        }
    }
}
