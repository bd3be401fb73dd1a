//! A form that lost a deadlock is handled once more. The database has undone all that it wrote, and
//! the request that it waited for can now end. Whoever loses again is told to come again later.

use super::problem::Problem;
use crate::web::body;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, Method, header::CONTENT_TYPE},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// The layer. Uploads are not kept in memory for it: theirs is answered, and sent again.
pub async fn retry(request: Request, next: Next) -> Response {
    if !is_form(&request) {
        return settled(next.run(request).await);
    }
    let (head, body) = request.into_parts();
    let bytes = match body::bytes(Request::from_parts(head.clone(), body), &()).await {
        Ok(bytes) => bytes,
        Err(problem) => return problem.into_response(),
    };
    let again = Request::from_parts(head.clone(), Body::from(bytes.clone()));
    let response = next.clone().run(Request::from_parts(head, Body::from(bytes))).await;
    match Problem::of(&response) {
        Some(Problem::Deadlock) => settled(next.run(again).await),
        _ => response,
    }
}

fn settled(response: Response) -> Response {
    match Problem::of(&response) {
        Some(Problem::Deadlock) => Problem::Unavailable.into_response(),
        _ => response,
    }
}

fn is_form(request: &Request) -> bool {
    let kind = request.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    *request.method() == Method::POST
        && kind.to_ascii_lowercase().starts_with(b"application/x-www-form-urlencoded")
}
