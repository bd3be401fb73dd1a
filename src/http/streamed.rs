//! A body that is generated while it is sent. This is the only constructor, so that none lacks what
//! it needs.

use axum::{
    BoxError,
    body::{Body, Bytes},
};
use futures_util::{StreamExt, stream::Stream};

/// The compression layer polls once more after the end, where a bare `unfold` would panic. A fused
/// stream repeats that it has ended.
#[expect(clippy::disallowed_methods, reason = "this is the way that clippy.toml points to")]
pub fn streamed<T, E>(pieces: impl Stream<Item = Result<T, E>> + Send + 'static) -> Body
where
    T: Into<Bytes> + 'static,
    E: Into<BoxError> + 'static,
{
    Body::from_stream(pieces.fuse())
}
