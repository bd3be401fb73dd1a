//! Errors of a request. A handler returns a `Problem`; it leaves a note in the response, and a
//! layer renders the page in the visitor's language. The cause is logged, never shown.

use crate::web::query::BadQuery;
use axum::{
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Response},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    NotFound,
    MethodNotAllowed,
    /// Signed in without the right. Only the code that records it in the trail uses it.
    Forbidden,
    /// Not sent from a page of this site: by its origin, or because the form is unknown. Nothing is
    /// changed.
    Foreign,
    /// A password would be sent unencrypted.
    Unencrypted,
    BadQuery(BadQuery),
    /// An unknown form: not text, with missing or repeated fields.
    BadForm,
    /// The address has no content of the requested type.
    NotAcceptable,
    TooLarge,
    /// One address sends too many requests: try again after so many seconds.
    TooOften(u64),
    /// The database is unavailable or overloaded: try again later.
    Unavailable,
    /// The database undid this request, because it and another one waited for each other. Only
    /// `deadlocks` sees it.
    Deadlock,
    Internal,
}

/// Answers a refusal that the page does not explain: the named errors as such, anything else as a
/// record that does not exist.
#[macro_export]
macro_rules! unexplained {
    ($refusal:ident: $($error:ident),+) => {
        impl From<$refusal> for $crate::http::problem::Problem {
            fn from(refusal: $refusal) -> Self {
                match refusal {
                    $($refusal::$error(error) => error.into(),)+
                    _ => Self::NotFound,
                }
            }
        }
    };
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
            Problem::Unavailable | Problem::Deadlock => StatusCode::SERVICE_UNAVAILABLE,
            Problem::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What went wrong, as noted in a response.
    pub fn of(response: &Response) -> Option<Self> {
        let noted = response.extensions().get::<Problem>().cloned();
        noted.or_else(|| Problem::of_status(response.status()))
    }

    /// The meaning of a bare status, such as the router's own, for a visitor.
    pub fn of_status(status: StatusCode) -> Option<Self> {
        match status {
            StatusCode::NOT_FOUND => Some(Problem::NotFound),
            // The layer that checks the origin of a form answers this.
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
            Problem::Unavailable | Problem::Deadlock => Some(5),
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
        if is_deadlock(&error) {
            tracing::warn!(%error, "a deadlock was lost");
            Problem::Deadlock
        } else if is_passing(&error) {
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

fn is_deadlock(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|refused| refused.code()).is_some_and(|code| code == "40P01")
}

/// Whether the same request may succeed in a moment: lost or unavailable connections, timeouts, a
/// server that is starting or stopping (SQLSTATE classes 08, 40, 53, 57, and 55P03 for a lock that
/// is not free).
fn is_passing(error: &sqlx::Error) -> bool {
    use sqlx::Error::*;
    match error {
        Io(_) | PoolTimedOut | PoolClosed | WorkerCrashed | Protocol(_) | Tls(_) => true,
        Database(refused) => refused.code().is_some_and(|code| {
            ["08", "40", "53", "57"].iter().any(|class| code.starts_with(class)) || code == "55P03"
        }),
        _ => false,
    }
}
