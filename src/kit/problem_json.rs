//! What went wrong, said to a machine: application/problem+json, RFC 9457.

use super::{problem::Problem, query::BadQuery};
use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};
use serde_json::{Value, json};

/// Whether who asks for `path` is a machine.
pub fn is_for(path: &str) -> bool {
    path.starts_with("/api/") && path != "/api/docs"
}

/// Replaces the body of a refusal, keeping its status and headers.
pub fn write(mut response: Response, problem: &Problem) -> Response {
    *response.body_mut() = Body::from(body(problem).to_string());
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn body(problem: &Problem) -> Value {
    let (title, detail) = said(problem);
    let mut body = json!({
        "type": "about:blank",
        "title": title,
        "status": problem.status().as_u16(),
        "detail": detail,
    });
    if let Problem::BadQuery(
        BadQuery::Value { name } | BadQuery::Unknown { name, .. } | BadQuery::Future { name, .. },
    ) = problem
    {
        body["parameter"] = name.as_str().into();
    }
    if let Problem::BadQuery(BadQuery::Unknown { allowed, .. }) = problem {
        body["allowed"] = json!(allowed);
    }
    body
}

fn said(problem: &Problem) -> (&'static str, String) {
    match problem {
        Problem::NotFound => {
            ("Not found", "There is no such address, or no such public record.".into())
        }
        Problem::Forbidden => ("Forbidden", "This account has no right to it.".into()),
        Problem::Foreign => ("Forbidden", "The request came from another site.".into()),
        Problem::Unencrypted => ("Forbidden", "Only by https.".into()),
        Problem::MethodNotAllowed => {
            ("Method not allowed", "This interface is read only: GET and HEAD.".into())
        }
        Problem::BadQuery(bad) => ("Bad request", why(bad)),
        Problem::BadForm => {
            ("Bad request", "Nothing is sent here: this interface is read only.".into())
        }
        Problem::NotAcceptable => {
            ("Not acceptable", "There is JSON only: ask for application/json.".into())
        }
        Problem::TooLarge => ("Too large", "Nothing large is taken here.".into()),
        Problem::TooOften(_) => {
            ("Too many requests", "Too many questions at once; come back in a moment.".into())
        }
        Problem::Unavailable => {
            ("Unavailable", "The database is away or busy; come back in a moment.".into())
        }
        Problem::Internal => {
            ("Internal error", "Something broke on our side; it stands in the log.".into())
        }
    }
}

fn why(bad: &BadQuery) -> String {
    match bad {
        BadQuery::NotText => "The address holds something that is no text.".into(),
        BadQuery::TooLong => "The address is too long.".into(),
        BadQuery::SearchTooLong => "q has 100 characters at most.".into(),
        BadQuery::Value { name } => {
            format!("The parameter {name} has no such value, or is there twice.")
        }
        BadQuery::Future { name, latest } => {
            format!("{name} has not come yet; the latest day is {latest}.")
        }
        BadQuery::Unknown { name, allowed } if allowed.is_empty() => {
            format!("There is no parameter {name}; this address takes none.")
        }
        BadQuery::Unknown { name, allowed } => {
            format!("There is no parameter {name}; there are: {}.", allowed.join(", "))
        }
    }
}
