//! A panic costs one request. It is counted, logged as our error, and never ends the task of the
//! connection.

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
    middleware::Next,
    response::Response,
};
use hyper::body::{Frame, SizeHint};
use std::{
    any::Any,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The request that panicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum During {
    Request,
    Body,
}

impl During {
    fn word(self) -> &'static str {
        match self {
            During::Request => "request",
            During::Body => "body",
        }
    }
}

/// `farmfair_panics_total` in /metrics.
pub fn note(cause: &(dyn Any + Send), during: During) {
    let text = cause.downcast_ref::<String>().map(String::as_str);
    let cause = text.or(cause.downcast_ref::<&str>().copied()).unwrap_or("unknown");
    metrics::counter!("farmfair_panics_total", "during" => during.word()).increment(1);
    tracing::error!(cause, during = during.word(), "a request panicked");
}

/// The layer that watches every body while it is sent.
pub async fn watch(request: Request, next: Next) -> Response {
    next.run(request).await.map(|body| Body::new(Watched(Some(body))))
}

/// A body that ends where it panics, and stays ended.
struct Watched(Option<Body>);

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let Some(body) = self.0.as_mut() else { return Poll::Ready(None) };
        let polled = catch_unwind(AssertUnwindSafe(|| Pin::new(body).poll_frame(context)));
        let frame = match polled {
            Ok(polled) => ready!(polled),
            Err(cause) => {
                note(&*cause, During::Body);
                Some(Err(axum::Error::new(io::Error::other("the body panicked"))))
            }
        };
        if !matches!(frame, Some(Ok(_))) {
            self.0 = None;
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.0.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.0.as_ref().map_or_else(|| SizeHint::with_exact(0), HttpBody::size_hint)
    }
}
