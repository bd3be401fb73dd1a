//! Public data is open to everyone: scripts of other sites may read the API and the sheets.

use axum::{
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

const OPEN: [&str; 2] = ["/api/", "/opendata/"];
/// A day, in seconds.
const KEPT: HeaderValue = HeaderValue::from_static("86400");

pub async fn open(request: Request, next: Next) -> Response {
    if !OPEN.iter().any(|root| request.uri().path().starts_with(root)) {
        return next.run(request).await;
    }
    // A preflight: the browser asks before a script sends more than a plain link would.
    let is_question = request.method() == Method::OPTIONS
        && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response =
        if is_question { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("ETag, Retry-After, X-Request-Id"),
    );
    if is_question {
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, HEAD"));
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static("Accept, If-None-Match, If-Modified-Since"),
        );
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, KEPT);
    }
    response
}
