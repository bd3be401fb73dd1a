//! A body that is made while it is sent: the only way to make one, so that none can lack what it
//! needs.

use axum::{
    BoxError,
    body::{Body, Bytes},
};
use futures_util::{StreamExt, stream::Stream};

/// The layer that packs an answer asks once more after its end, where a bare `unfold` would panic:
/// fused, it says again that it has ended.
#[expect(clippy::disallowed_methods, reason = "this is the way that clippy.toml points to")]
pub fn streamed<T, E>(pieces: impl Stream<Item = Result<T, E>> + Send + 'static) -> Body
where
    T: Into<Bytes> + 'static,
    E: Into<BoxError> + 'static,
{
    Body::from_stream(pieces.fuse())
}
