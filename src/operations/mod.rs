//! For those who run the site: is it alive, can it serve, what does it do.

mod handlers;

pub use handlers::{measure, routes};
