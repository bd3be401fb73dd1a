//! Errors for programs: application/problem+json, RFC 9457.

use super::problem::Problem;
use crate::web::query::BadQuery;
use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};
use serde_json::{Value, json};

/// Whether `path` is for programs.
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
        Problem::NotFound => ("Not found", "This address or public record does not exist.".into()),
        Problem::Forbidden => {
            ("Forbidden", "This account does not have permission for this.".into())
        }
        Problem::Foreign => ("Forbidden", "The request came from another site.".into()),
        Problem::Unencrypted => ("Forbidden", "Use https.".into()),
        Problem::MethodNotAllowed => {
            ("Method not allowed", "This interface is read only: GET and HEAD.".into())
        }
        Problem::BadQuery(bad) => ("Bad request", why(bad)),
        Problem::BadForm => {
            ("Bad request", "This interface is read only and accepts no content.".into())
        }
        Problem::NotAcceptable => {
            ("Not acceptable", "Only JSON is available: accept application/json.".into())
        }
        Problem::TooLarge => ("Too large", "The request is too large.".into()),
        Problem::TooOften(_) => ("Too many requests", "Too many requests; try again later.".into()),
        Problem::Unavailable | Problem::Deadlock => {
            ("Unavailable", "The database is unavailable or busy; try again later.".into())
        }
        Problem::Internal => {
            ("Internal error", "Something went wrong on the server; the error is logged.".into())
        }
    }
}

fn why(bad: &BadQuery) -> String {
    match bad {
        BadQuery::NotText => "The address contains something that is not text.".into(),
        BadQuery::TooLong => "The address is too long.".into(),
        BadQuery::SearchTooLong => "q must have 100 characters or fewer.".into(),
        BadQuery::Value { name } => {
            format!("The parameter {name} does not accept this value, or is given twice.")
        }
        BadQuery::Future { name, latest } => {
            format!("{name} is in the future; the latest date is {latest}.")
        }
        BadQuery::Unknown { name, allowed } if allowed.is_empty() => {
            format!("Unknown parameter {name}; this address takes none.")
        }
        BadQuery::Unknown { name, allowed } => {
            format!("Unknown parameter {name}; allowed: {}.", allowed.join(", "))
        }
    }
}
