//! What can go wrong with a request. A handler returns a `Problem`; it leaves a note in the
//! response, and a layer draws the page in the visitor's own language. The cause is logged, never
//! shown.

use super::query::BadQuery;
use axum::{
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Response},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    NotFound,
    MethodNotAllowed,
    /// Signed in without the right. Only who has it recorded in the trail says so.
    Forbidden,
    /// Not sent from a page of this site: by its origin, or because its form is none of ours.
    /// Nothing is changed.
    Foreign,
    /// A password would travel in the open.
    Unencrypted,
    BadQuery(BadQuery),
    /// A form that is none of ours: no text, fields that are missing or there twice.
    BadForm,
    /// What is here is of another kind than the one asked for.
    NotAcceptable,
    TooLarge,
    /// One address asks too often: come back in so many seconds.
    TooOften(u64),
    /// The database is away or overloaded: come back in a moment.
    Unavailable,
    Internal,
}

impl Problem {
    pub fn status(&self) -> StatusCode {
        match self {
            Problem::NotFound => StatusCode::NOT_FOUND,
            Problem::Forbidden | Problem::Foreign | Problem::Unencrypted => StatusCode::FORBIDDEN,
            Problem::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Problem::BadQuery(_) | Problem::BadForm => StatusCode::BAD_REQUEST,
            Problem::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Problem::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
            Problem::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Problem::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What a response says went wrong.
    pub fn of(response: &Response) -> Option<Self> {
        let noted = response.extensions().get::<Problem>().cloned();
        noted.or_else(|| Problem::of_status(response.status()))
    }

    /// What a bare status, such as the router's own, means to a visitor.
    pub fn of_status(status: StatusCode) -> Option<Self> {
        match status {
            StatusCode::NOT_FOUND => Some(Problem::NotFound),
            // So says the layer that looks where a form came from.
            StatusCode::FORBIDDEN => Some(Problem::Foreign),
            StatusCode::METHOD_NOT_ALLOWED => Some(Problem::MethodNotAllowed),
            StatusCode::NOT_ACCEPTABLE => Some(Problem::NotAcceptable),
            StatusCode::PAYLOAD_TOO_LARGE => Some(Problem::TooLarge),
            StatusCode::BAD_REQUEST => Some(Problem::BadQuery(BadQuery::NotText)),
            StatusCode::SERVICE_UNAVAILABLE => Some(Problem::Unavailable),
            other if other.is_server_error() => Some(Problem::Internal),
            _ => None,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        let seconds = match self {
            Problem::Unavailable => Some(5),
            Problem::TooOften(seconds) => Some(seconds),
            _ => None,
        };
        if let Some(seconds) = seconds {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<BadQuery> for Problem {
    fn from(bad: BadQuery) -> Self {
        Problem::BadQuery(bad)
    }
}

impl From<sqlx::Error> for Problem {
    fn from(error: sqlx::Error) -> Self {
        if is_passing(&error) {
            tracing::warn!(%error, "database away or overloaded");
            Problem::Unavailable
        } else {
            tracing::error!(%error, "database refused a statement");
            Problem::Internal
        }
    }
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        tracing::error!(%error, "the system failed");
        Problem::Internal
    }
}

impl From<askama::Error> for Problem {
    fn from(error: askama::Error) -> Self {
        tracing::error!(%error, "a template could not be drawn");
        Problem::Internal
    }
}

/// Whether the same request may succeed in a moment: connections lost or not to be had, timeouts, a
/// server that is starting or stopping (SQLSTATE classes 08, 53, 57, and 55P03 for a lock not
/// free).
fn is_passing(error: &sqlx::Error) -> bool {
    use sqlx::Error::*;
    match error {
        Io(_) | PoolTimedOut | PoolClosed | WorkerCrashed | Protocol(_) | Tls(_) => true,
        Database(refused) => refused.code().is_some_and(|code| {
            ["08", "53", "57"].iter().any(|class| code.starts_with(class)) || code == "55P03"
        }),
        _ => false,
    }
}
